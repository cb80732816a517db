//! Reading an outbox.

use ground::{App, Error, PostId, Result};
use serde_json::Value;
use social::posts::receive;
use wire::activitypub::{Activity, Item, Node, Note, same_origin};

use super::Reading;
use crate::actors::{self, Remote, found};
use crate::fetch::{self, Pages};
use crate::inbox::{self, notes};

/// Posts taken of the past of an account, and pages read for them.
const PAST_MAX: usize = 200;
const PAST_PAGES_MAX: usize = 20;
/// The same for what was missed.
const MISSED_MAX: usize = 400;
const MISSED_PAGES_MAX: usize = 40;

/// Reads an outbox. How many posts and boosts were taken in.
///
/// # Errors
/// [`Error::Unavailable`] if its server does not answer now; [`Error::NotFound`] if it has none.
pub(super) async fn read(app: &App, it: &Reading) -> Result<i64> {
    let account = it.account;
    let by = app.read(async move |tx| actors::remote(tx, &[account]).await).await?.pop();
    let by = by.filter(|by| !by.outbox.is_empty()).ok_or(Error::NotFound)?;
    if it.why == "past" { past(app, &by).await } else { missed(app, &by, it.since).await }
}

/// Files what an account posted before. Boosts are left: others posted those.
async fn past(app: &App, by: &Remote) -> Result<i64> {
    let mut pages = Pages::of(&by.uri, Value::String(by.outbox.clone()), PAST_PAGES_MAX);
    let (mut seen, mut taken) = (0, 0);
    while let Some(items) = pages.next(app).await? {
        for item in items {
            let Some(note) = note_of(by, &whole(app, by, item).await?) else { continue };
            seen += 1;
            if seen > PAST_MAX {
                return Ok(taken);
            }
            if !is_here(app, &note.id).await? && found(notes::file(app, note).await)?.is_some() {
                taken += 1;
            }
        }
    }
    Ok(taken)
}

/// Takes in what did not come, the oldest first, as if it came now.
async fn missed(app: &App, by: &Remote, since: i64) -> Result<i64> {
    let mut pages = Pages::of(&by.uri, Value::String(by.outbox.clone()), MISSED_PAGES_MAX);
    let mut new: Vec<Value> = Vec::new();
    'pages: while let Some(items) = pages.next(app).await? {
        let mut older = false;
        for item in items {
            let Some(activity) = Activity::read(&item).filter(|it| it.actor == by.uri) else {
                continue;
            };
            // Some put a pinned post first: a page is read to its end.
            let then = activity.node.time("published").or_else(|| {
                activity.node.nodes("object", 1).next().and_then(|note| note.time("published"))
            });
            if then.is_some_and(|then| then < since) {
                older = true;
                continue;
            }
            if !was_heard(app, by, &activity).await? {
                new.push(item);
            }
            if new.len() >= MISSED_MAX {
                break 'pages;
            }
        }
        if older {
            break;
        }
    }
    let taken = i64::try_from(new.len()).unwrap_or(i64::MAX);
    for item in new.into_iter().rev() {
        let item = whole(app, by, item).await?;
        let applied = inbox::apply(app, by, &item).await;
        if let Err(fault @ (Error::Internal(_) | Error::Unavailable(_))) = applied {
            return Err(fault);
        }
    }
    Ok(taken)
}

/// An activity with the post it made, which some name only.
async fn whole(app: &App, by: &Remote, mut item: Value) -> Result<Value> {
    let named = match Activity::read(&item) {
        Some(act) if act.kind == "Create" => match act.object() {
            Some(Item::Uri(uri)) if same_origin(uri, &by.uri) => uri.to_owned(),
            _ => return Ok(item),
        },
        _ => return Ok(item),
    };
    if !is_here(app, &named).await?
        && let Some(note) = found(fetch::object(app, &named).await)?
    {
        item["object"] = note;
    }
    Ok(item)
}

/// A post of theirs that stands in an outbox of theirs.
fn note_of(by: &Remote, item: &Value) -> Option<Note> {
    let node = Node::of(item)?;
    let note = match Activity::of(node) {
        Some(act) if act.kind == "Create" && act.actor == by.uri => {
            Note::of(act.node.nodes("object", 1).next()?)
        }
        _ => Note::of(node),
    }?;
    (note.author == by.uri && same_origin(&note.id, &by.uri)).then_some(note)
}

/// Whether a post, or a boost by its own name, is here already.
async fn was_heard(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<bool> {
    let name = match activity.kind {
        "Create" => activity.object_uri(),
        "Announce" => activity.id(),
        _ => return Ok(true),
    };
    match name.filter(|name| same_origin(name, &by.uri)) {
        Some(name) => is_here(app, name).await,
        None => Ok(true),
    }
}

async fn is_here(app: &App, uri: &str) -> Result<bool> {
    let uri = uri.to_owned();
    let known: Option<PostId> = app.read(async move |tx| receive::by_uri(tx, &uri).await).await?;
    Ok(known.is_some())
}
