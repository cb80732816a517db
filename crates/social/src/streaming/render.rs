//! What is sent, as JSON: once for all who see the same.

use ground::{AccountId, App, Error, NotificationId, PostId, Result};
use wire::mastodon::{
    self, ApprovalOfReader, ApprovedGroup, OwnVotes, PollParts, QuoteApproval, StatusMarks,
    StatusParts,
};

use crate::filters::Context;
use crate::notifications::Known;
use crate::posts::Hide;
use crate::{notifications, posts};

/// A post as somebody sees it who did nothing with it.
pub(super) struct Plain {
    pub(super) json: Vec<u8>,
    /// Who made it, and who made the post it boosts: they see it with their own marks.
    pub(super) authors: Vec<AccountId>,
    /// Whether each reader sees it their own way.
    pub(super) personal: bool,
}

/// `None`: it is gone.
pub(super) async fn plain(app: &App, post: PostId) -> Result<Option<Plain>> {
    let (mut json, mut personal) = (Vec::new(), false);
    posts::statuses(app, None, &[post], |parts| {
        let Some(status) = parts.first() else { return };
        personal = is_personal(status);
        let boosted = status.reblog.map(|boosted| unmarked(*boosted));
        let status = StatusParts { reblog: boosted.as_ref(), ..unmarked(*status) };
        mastodon::write_status(&mut json, status);
    })
    .await?;
    if json.is_empty() {
        return Ok(None);
    }
    let authors = posts::authors(app, &[post]).await?.remove(&post).unwrap_or_default();
    Ok(Some(Plain { json, authors, personal }))
}

/// Whether a reader without a tie to the author may quote.
fn of_anybody(approval: &QuoteApproval) -> ApprovalOfReader {
    match (approval.automatic, approval.manual) {
        ([ApprovedGroup::Public, ..], _) => ApprovalOfReader::Automatic,
        (_, [ApprovedGroup::Public, ..]) => ApprovalOfReader::Manual,
        _ => ApprovalOfReader::Denied,
    }
}

/// Whether it differs between readers who did nothing with it.
fn is_personal(status: &StatusParts<'_>) -> bool {
    let followers = status.tail.quote_approval.automatic.contains(&ApprovedGroup::Followers);
    followers || status.quote.is_some() || status.reblog.is_some_and(is_personal)
}

fn unmarked(status: StatusParts<'_>) -> StatusParts<'_> {
    let mut status = status;
    status.tail.marks = Some(StatusMarks::default());
    status.tail.quote_approval.current_user = of_anybody(&status.tail.quote_approval);
    status.poll = status.poll.map(|poll| PollParts { own: Some(OwnVotes::default()), ..poll });
    status.filtered = b"";
    status
}

/// A post as `reader` sees it. `None`: it is gone.
pub(super) async fn seen_by(app: &App, reader: AccountId, post: PostId) -> Result<Option<Vec<u8>>> {
    found(posts::written(app, Some(reader), post).await)
}

/// A notification. `None`: it is gone, or what it is about, or a filter of the reader hides it.
pub(super) async fn notification(
    app: &App,
    account: AccountId,
    id: i64,
) -> Result<Option<Vec<u8>>> {
    let id = NotificationId(id);
    match app.read(async move |tx| notifications::one(tx, account, id).await).await {
        Ok(told) if is_hidden(app, account, told.post).await? => Ok(None),
        Ok(told) => found(notifications::answer(app, account, told, &Known::default()).await),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn is_hidden(app: &App, reader: AccountId, post: Option<PostId>) -> Result<bool> {
    let (Some(post), Some(hide)) =
        (post, Hide::of(app, Some(reader), Context::Notifications).await?)
    else {
        return Ok(false);
    };
    Ok(!hide.among(app, &[post]).await?.is_empty())
}

fn found(written: Result<Vec<u8>>) -> Result<Option<Vec<u8>>> {
    match written {
        Ok(json) => Ok(Some(json)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}
