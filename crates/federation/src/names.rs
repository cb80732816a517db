//! How what is ours is called in the federation. The numbers say nothing, and stay when a handle
//! changes.

use ground::{AccountId, App, PostId};

/// The account number under which the server itself signs.
pub(crate) const SERVER: AccountId = AccountId(0);

/// Something of ours that another server named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// An account.
    Actor(AccountId),
    /// A post or boost.
    Post(PostId),
    /// That one follows another, or asks to.
    Follow(AccountId, AccountId),
    /// That one favours a post.
    Like(AccountId, PostId),
}

impl Name {
    /// What an address of ours names; none if it is not of ours, or nothing of these.
    pub(crate) fn of(app: &App, uri: &str) -> Option<Self> {
        let path = uri.strip_prefix(app.config.origin.as_str())?;
        // One does the same again after one took it back: a mark at the end tells them apart.
        let path = path.split('#').next().unwrap_or(path);
        if let Some(rest) = path.strip_prefix("/ap/actors/") {
            let mut parts = rest.split('/');
            let who = AccountId(number(parts.next()?)?);
            return match (parts.next(), parts.next(), parts.next()) {
                (None, None, None) => Some(Self::Actor(who)),
                (Some("follows"), Some(whom), None) => {
                    Some(Self::Follow(who, AccountId(number(whom)?)))
                }
                (Some("likes"), Some(post), None) => Some(Self::Like(who, PostId(number(post)?))),
                _ => None,
            };
        }
        let post = path.strip_prefix("/ap/posts/").and_then(number).map(PostId);
        post.or_else(|| social::posts::at_path(path)).map(Self::Post)
    }
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number| *number > 0)
}

/// The name of an account of ours; of the server itself.
pub(crate) fn actor(app: &App, who: AccountId) -> String {
    if who == SERVER { app.url("/ap/actor") } else { app.url(&format!("/ap/actors/{who}")) }
}

/// The name of its key.
pub(crate) fn key(app: &App, who: AccountId) -> String {
    format!("{}#main-key", actor(app, who))
}

/// The name of its followers.
pub(crate) fn followers(app: &App, who: AccountId) -> String {
    format!("{}/followers", actor(app, who))
}

/// The name of a post or boost of ours.
pub(crate) fn post(app: &App, id: PostId) -> String {
    app.url(&format!("/ap/posts/{id}"))
}

/// The name of the word of one of ours that a post may quote theirs.
pub(crate) fn stamp(app: &App, who: AccountId, quoting: PostId) -> String {
    format!("{}/stamps/{quoting}", actor(app, who))
}

/// The name of a follow by one of ours.
pub(crate) fn follow(app: &App, who: AccountId, whom: AccountId) -> String {
    format!("{}/follows/{whom}", actor(app, who))
}

/// The name of a favourite by one of ours.
pub(crate) fn like(app: &App, who: AccountId, post: PostId) -> String {
    format!("{}/likes/{post}", actor(app, who))
}
