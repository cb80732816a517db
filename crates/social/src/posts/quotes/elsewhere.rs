//! Quotes across servers: asked for there, decided here, or the other way round.

use db::Tx;
use ground::{AccountId, Error, PostId, Result};
use wire::mastodon::ApprovalOfReader;

use super::{Quote, QuotePolicy, State, add, approval, decide, of_posts};
use crate::posts::{sql, visible};

/// `who`, of another server, asks to quote `quoted`, a post of ours, in `post`: it is decided as
/// its author wishes, or waits for them. Whether it was decided anew. What was decided before
/// stays.
///
/// # Errors
/// [`Error::NotFound`] if the posts are not there, or the first is not theirs.
pub async fn requested(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
    quoted: PostId,
) -> Result<(Quote, bool)> {
    if super::super::get(tx, post).await?.author != who {
        return Err(Error::NotFound);
    }
    let known = of_posts(tx, &[post]).await?.pop();
    let target = super::super::get(tx, quoted).await?;
    let mut quote = match known {
        Some(quote) if quote.quoted != quoted => return Err(Error::NotFound),
        Some(quote) if quote.state != State::Pending => return Ok((quote, false)),
        Some(quote) => quote,
        None => {
            let quoted_author = target.author;
            let state = State::Pending;
            let quote = Quote { post, author: who, quoted, quoted_author, state };
            add(tx, quote).await?;
            quote
        }
    };
    let may = match visible::seen_by(tx, Some(who), quoted).await {
        Ok(seen) => {
            let follows = seen.quote_policy == QuotePolicy::Followers
                && !sql::followed(tx, who, &[seen.author]).await?.is_empty();
            approval(&seen, who, follows)
        }
        Err(Error::NotFound) => ApprovalOfReader::Denied,
        Err(other) => return Err(other),
    };
    let state = match may {
        ApprovalOfReader::Automatic => State::Accepted,
        ApprovalOfReader::Manual => return Ok((quote, false)),
        _ => State::Rejected,
    };
    decide(tx, quote, state).await?;
    quote.state = state;
    Ok((quote, true))
}

/// `by`, whose post is quoted in `post`, said so on their own server.
///
/// # Errors
/// [`Error::NotFound`] if it quotes nothing of theirs.
pub async fn told(tx: &mut Tx, by: AccountId, post: PostId, state: State) -> Result<()> {
    let quote = of_posts(tx, &[post]).await?.pop().filter(|it| it.quoted_author == by);
    let quote = quote.ok_or(Error::NotFound)?;
    if quote.state == state { Ok(()) } else { decide(tx, quote, state).await }
}
