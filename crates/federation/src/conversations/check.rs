//! What a conversation lacks, as the servers say that take part in it.

use ground::{App, Error, PostId, Result};
use serde_json::Value;
use social::posts::{self, receive};
use wire::activitypub::{Item, Node, Note, same_origin};

use super::{Missing, sql, want};
use crate::actors::{found, is_web};
use crate::fetch::{self, Pages};
use crate::inbox::notes;

/// Pages read of one context, and of the answers to one post.
const CONTEXT_PAGES_MAX: usize = 10;
const REPLIES_PAGES_MAX: usize = 3;
/// Posts of a conversation whose answers are asked for, the latest.
const TREE_MAX: usize = 30;
/// Posts that one check may find.
const FOUND_MAX: usize = 500;

/// Asks what a conversation lacks, and has it asked for.
///
/// # Errors
/// [`Error::Unavailable`] if the server of its first post does not answer now.
pub(super) async fn check(app: &App, root: PostId) -> Result<()> {
    let read = app.read(async move |tx| {
        let Some(post) = posts::by_ids(tx, &[root]).await?.pop() else { return Ok(None) };
        let uri = receive::uri_of(tx, root).await?;
        let answers = receive::answers(tx, root).await?;
        let others = sql::elsewhere(tx, root, TREE_MAX).await?;
        Ok(Some((post, uri, answers, others)))
    });
    let Some((post, uri, answers, others)) = read.await? else {
        return app.write(async move |tx| sql::forget_check(tx, root).await).await;
    };
    if post.root != root {
        // It has found what it answers: that conversation is checked instead.
        return app
            .write(async move |tx| {
                sql::forget_check(tx, root).await?;
                sql::check(tx, post.root).await
            })
            .await;
    }
    let mut named = vec![answers];
    let first = match &uri {
        Some(uri) => kept(fetch::object(app, uri).await)?,
        None => None,
    };
    let whole = match &first {
        Some(value) => context(app, value, &mut named).await?,
        None => false,
    };
    if !whole {
        if let Some(value) = &first {
            replies(app, value, &mut named).await?;
        }
        for other in others.iter().filter(|other| Some(*other) != uri.as_ref()) {
            if let Some(value) = found(fetch::object(app, other).await)? {
                replies(app, &value, &mut named).await?;
            }
        }
    }
    named.truncate(FOUND_MAX);
    want(app, root, named).await?;
    app.write(async move |tx| sql::checked(tx, root).await).await
}

/// What cannot be had now is an error; what cannot be had at all is not there.
fn kept(given: Result<Value>) -> Result<Option<Value>> {
    match given {
        Err(later @ Error::Unavailable(_)) => Err(later),
        other => found(other),
    }
}

/// The posts that a conversation says to be of (FEP-f228). Whether it says anything.
async fn context(app: &App, value: &Value, named: &mut Vec<String>) -> Result<bool> {
    let Some(node) = Node::of(value) else { return Ok(false) };
    let (Some(id), Some(uri)) = (node.id(), node.uri("context")) else { return Ok(false) };
    if !is_web(uri) || !same_origin(uri, id) {
        return Ok(false);
    }
    let before = named.len();
    let start = Value::String(uri.to_owned());
    gather(app, Pages::of(id, start, CONTEXT_PAGES_MAX), named).await?;
    Ok(named.len() > before)
}

/// The answers that a post says to have.
async fn replies(app: &App, value: &Value, named: &mut Vec<String>) -> Result<()> {
    let Some(node) = Node::of(value) else { return Ok(()) };
    let (Some(id), Some(start)) = (node.id(), node.get("replies")) else { return Ok(()) };
    gather(app, Pages::of(id, start.clone(), REPLIES_PAGES_MAX), named).await
}

async fn gather(app: &App, mut pages: Pages, named: &mut Vec<String>) -> Result<()> {
    while let Some(items) = found(pages.next(app).await)?.flatten() {
        let uris = items.iter().filter_map(|item| match item {
            Value::String(uri) => Some(uri.as_str()),
            other => Node::of(other).and_then(Node::id),
        });
        named.extend(uris.map(str::to_owned));
        if named.len() >= FOUND_MAX {
            return Ok(());
        }
    }
    Ok(())
}

/// Asks for a post that is missing, files it, and has what it answers and what answers it asked
/// for.
///
/// # Errors
/// [`Error::NotFound`] if it is not to be had; [`Error::Unavailable`] if not now.
pub(super) async fn ask(app: &App, missing: &Missing) -> Result<()> {
    let value = fetch::object(app, &missing.uri).await?;
    let note = Note::read(&value).ok_or(Error::NotFound)?;
    let mut named = vec![note.in_reply_to.clone()];
    let own = note.id.clone();
    let post = notes::file(app, note).await?;
    // A conversation that has a context is told of by that: no tree to be walked.
    let told = Node::of(&value).and_then(|node| node.one("context"));
    if !told.is_some_and(|it| matches!(it, Item::Uri(uri) if is_web(uri))) {
        replies(app, &value, &mut named).await?;
    }
    named.truncate(FOUND_MAX);
    want(app, post, named).await?;
    let uris = vec![missing.uri.clone(), own];
    app.write(async move |tx| sql::found(tx, uris).await).await
}
