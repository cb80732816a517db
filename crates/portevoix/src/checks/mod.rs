//! What must always be true of the tables, each as a statement that counts the rows where it is
//! not. No room needs this to work; it is how one knows that all of them do.

mod files;
mod sql;

use db::Tx;
use ground::Result;

pub use files::{Files, files};

/// Something that must be true.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// In words.
    pub says: &'static str,
    rows: Rows,
}

#[derive(Clone, Copy, Debug)]
enum Rows {
    PostCounts,
    FollowerCounts,
    FollowingCounts,
    FavouriteCounts,
    BoostCounts,
    ReplyCounts,
    ReactionCounts,
    PostsWithoutAuthor,
    BoostsOfNothing,
    LooseMentions,
    LooseTags,
    EventGaps,
    UnfinishedMedia,
    LooseCaptions,
    UnknownCaptions,
}

/// Every check.
pub const ALL: &[Check] = &[
    Check { says: "every post has its author", rows: Rows::PostsWithoutAuthor },
    Check { says: "every boost carries a post", rows: Rows::BoostsOfNothing },
    Check { says: "mentions belong to posts", rows: Rows::LooseMentions },
    Check { says: "hashtags belong to posts", rows: Rows::LooseTags },
    Check { says: "accounts know how much they posted", rows: Rows::PostCounts },
    Check { says: "accounts know how many follow them", rows: Rows::FollowerCounts },
    Check { says: "accounts know how many they follow", rows: Rows::FollowingCounts },
    Check { says: "posts know their favourites", rows: Rows::FavouriteCounts },
    Check { says: "posts know their boosts", rows: Rows::BoostCounts },
    Check { says: "posts know their replies", rows: Rows::ReplyCounts },
    Check { says: "announcements know their answers", rows: Rows::ReactionCounts },
    Check { says: "posts carry only what is ready", rows: Rows::UnfinishedMedia },
    Check { says: "captions belong to films and sound", rows: Rows::LooseCaptions },
    Check { says: "films and sound know their captions", rows: Rows::UnknownCaptions },
    Check { says: "the event log has no gap", rows: Rows::EventGaps },
];

/// How many rows break a rule.
///
/// # Errors
/// If the database does not answer.
pub async fn run(tx: &mut Tx, check: &Check) -> Result<i64> {
    match check.rows {
        Rows::PostCounts => sql::post_counts(tx).await,
        Rows::FollowerCounts => sql::follower_counts(tx).await,
        Rows::FollowingCounts => sql::following_counts(tx).await,
        Rows::FavouriteCounts => sql::favourite_counts(tx).await,
        Rows::BoostCounts => sql::boost_counts(tx).await,
        Rows::ReplyCounts => sql::reply_counts(tx).await,
        Rows::ReactionCounts => sql::reaction_counts(tx).await,
        Rows::PostsWithoutAuthor => sql::posts_without_author(tx).await,
        Rows::BoostsOfNothing => sql::boosts_of_nothing(tx).await,
        Rows::LooseMentions => sql::loose_mentions(tx).await,
        Rows::LooseTags => sql::loose_tags(tx).await,
        Rows::EventGaps => sql::event_gaps(tx).await,
        Rows::UnfinishedMedia => sql::unfinished_media(tx).await,
        Rows::LooseCaptions => sql::loose_captions(tx).await,
        Rows::UnknownCaptions => sql::unknown_captions(tx).await,
    }
}
