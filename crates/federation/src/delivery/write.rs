//! The documents that are sent. They are written when they are sent, from what is true then.

use ground::{AccountId, App, Error, PostId, Result};
use serde_json::{Value, json};
use social::posts::{self, polls, receive};
use social::{accounts, reports};
use wire::activitypub as ap;

use super::Outgoing;
use crate::objects::{about, announce, note, whole};
use crate::{actors, names};

/// The document of something to be told; none if there is nothing left to tell.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn document(app: &App, it: &Outgoing) -> Result<Option<String>> {
    match written(app, it).await {
        Ok(document) => Ok(Some(document.to_string())),
        // Gone meanwhile: what follows tells so.
        Err(Error::NotFound | Error::Gone) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn written(app: &App, it: &Outgoing) -> Result<Value> {
    let actor = names::actor(app, it.account);
    let post = || it.post.ok_or(Error::NotFound);
    match it.kind.as_str() {
        "create" => {
            let (note, _) = note(app, post()?).await?;
            let id = format!("{}/activity", names::post(app, post()?));
            Ok(about(id, "Create", &actor, note))
        }
        "update" => {
            let (note, _) = note(app, post()?).await?;
            let id = format!("{}#updates/{}", names::post(app, post()?), it.id);
            Ok(about(id, "Update", &actor, note))
        }
        "announce" => Ok(whole(announce(app, post()?).await?.0)),
        "delete" => {
            let uri = names::post(app, post()?);
            let gone = json!({ "id": uri, "type": "Tombstone" });
            Ok(activity(format!("{uri}#delete"), "Delete", &actor, gone, &[ap::PUBLIC]))
        }
        "unannounce" => {
            let uri = names::post(app, post()?);
            let object = of_uri(it, || names::post(app, PostId(it.other.unwrap_or_default())));
            let boost = json!({ "id": uri, "type": "Announce", "actor": actor, "object": object });
            Ok(activity(format!("{uri}#undo"), "Undo", &actor, boost, &[ap::PUBLIC]))
        }
        "like" | "unlike" => {
            let id = names::like(app, it.account, post()?);
            Ok(done_or_undone(it, "Like", id, &actor, it.kind == "unlike"))
        }
        "follow" | "unfollow" => {
            let id = names::follow(app, it.account, other(it));
            Ok(done_or_undone(it, "Follow", id, &actor, it.kind == "unfollow"))
        }
        "block" | "unblock" => {
            let id = format!("{actor}/blocks/{}", other(it));
            Ok(done_or_undone(it, "Block", id, &actor, it.kind == "unblock"))
        }
        "quote_request" => quote_request(app, it, &actor).await,
        "quote_accept" | "quote_reject" | "quote_revoke" => quote(app, it, &actor).await,
        "move" => moved(app, it, &actor).await,
        "flag" => flag(app, it, &actor).await,
        "vote" => vote(app, it, &actor).await,
        "accept" | "reject" => answer(app, it, &actor).await,
        "profile" => {
            let mut own = actors::served(app, it.account).await?;
            own.as_object_mut().map(|map| map.remove("@context"));
            let id = format!("{actor}#updates/{}", it.id);
            Ok(activity(id, "Update", &actor, own, &[ap::PUBLIC]))
        }
        "gone" => {
            let id = format!("{actor}#delete");
            Ok(activity(id, "Delete", &actor, Value::String(actor.clone()), &[ap::PUBLIC]))
        }
        other => Err(Error::internal(format!("nobody knows how to tell of {other}"))),
    }
}

fn other(it: &Outgoing) -> AccountId {
    AccountId(it.other.unwrap_or_default())
}

fn of_uri(it: &Outgoing, ours: impl FnOnce() -> String) -> String {
    if it.uri.is_empty() { ours() } else { it.uri.clone() }
}

fn activity(id: String, kind: &str, actor: &str, object: Value, to: &[&str]) -> Value {
    whole(json!({ "id": id, "type": kind, "actor": actor, "to": to, "object": object }))
}

/// What is done to what is called `uri`, or that it no longer is.
fn done_or_undone(it: &Outgoing, kind: &str, id: String, actor: &str, undone: bool) -> Value {
    let mut act = json!({ "id": id, "type": kind, "actor": actor, "object": it.uri });
    if undone {
        let undo = format!("{id}#undo/{}", it.id);
        return whole(json!({ "id": undo, "type": "Undo", "actor": actor, "object": act }));
    }
    // It may be done again after it was undone, and is then another act.
    act["id"] = json!(format!("{id}#{}", it.id));
    whole(act)
}

/// Asks whether one may quote; the post that quotes goes with it.
async fn quote_request(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let post = it.post.ok_or(Error::NotFound)?;
    let (note, _) = note(app, post).await?;
    Ok(whole(json!({
        "id": format!("{}#quote", names::post(app, post)), "type": "QuoteRequest",
        "actor": actor, "object": it.uri, "instrument": note,
    })))
}

/// The answer to a request to quote, which is called `uri`; or its end.
async fn quote(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let post = it.post.ok_or(Error::NotFound)?;
    let stamp = names::stamp(app, it.account, post);
    if it.kind == "quote_revoke" {
        let id = format!("{stamp}#delete");
        return Ok(activity(id, "Delete", actor, Value::String(stamp), &[ap::PUBLIC]));
    }
    let quoted = names::post(app, PostId(it.other.unwrap_or_default()));
    let read = app.read(async move |tx| {
        let author = posts::get(tx, post).await?.author;
        Ok((receive::uri_of(tx, post).await?, accounts::by_ids(tx, &[author]).await?.pop()))
    });
    let (uri, quoter) = read.await?;
    let quoter = accounts::uri(&app.config, &quoter.ok_or(Error::NotFound)?);
    let mut answer = json!({
        "id": format!("{stamp}#answers/{}", it.id), "type": "Reject", "actor": actor,
        "to": [quoter],
        "object": {
            "id": it.uri, "type": "QuoteRequest", "actor": quoter, "object": quoted,
            "instrument": uri.ok_or(Error::NotFound)?,
        },
    });
    if it.kind == "quote_accept" {
        answer["type"] = json!("Accept");
        answer["result"] = json!(stamp);
    }
    Ok(whole(answer))
}

/// That an account goes on elsewhere.
async fn moved(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let target = other(it);
    let found = app.read(async move |tx| accounts::by_ids(tx, &[target]).await).await?.pop();
    let target = accounts::uri(&app.config, &found.ok_or(Error::NotFound)?);
    Ok(whole(json!({
        "id": format!("{actor}#moves/{}", it.id), "type": "Move", "actor": actor,
        "object": actor, "target": target, "to": [names::followers(app, it.account)],
    })))
}

/// A report: the account, its posts, and what was said of them.
async fn flag(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let id = it.other.unwrap_or_default();
    let read = app.read(async move |tx| {
        let report = reports::get_one(tx, id).await?;
        let posts = receive::uris_of(tx, &report.posts()).await?;
        Ok((report.comment, posts))
    });
    let (comment, posts) = read.await?;
    let about: Vec<String> = std::iter::once(it.uri.clone()).chain(posts).collect();
    Ok(whole(json!({
        "id": format!("{actor}#reports/{id}"), "type": "Flag", "actor": actor,
        "content": comment, "object": about, "to": [it.uri],
    })))
}

/// What was chosen in a poll: a note that names the answer.
async fn vote(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let post = it.post.ok_or(Error::NotFound)?;
    let read = app.read(async move |tx| {
        let asker = posts::get(tx, post).await?.author;
        let author = accounts::by_ids(tx, &[asker]).await?.pop();
        Ok((polls::find(tx, post).await?, author))
    });
    let (poll, author) = read.await?;
    let to = accounts::uri(&app.config, &author.ok_or(Error::NotFound)?);
    let place = it.other.and_then(|place| usize::try_from(place).ok());
    let poll = poll.ok_or(Error::NotFound)?;
    let choice = place.and_then(|place| poll.choices.get(place)).ok_or(Error::NotFound)?;
    let id = format!("{actor}#votes/{}", it.id);
    let note = json!({
        "id": id, "type": "Note", "attributedTo": actor, "to": [to],
        "name": choice.title, "inReplyTo": it.uri,
    });
    Ok(about(format!("{id}/activity"), "Create", actor, note))
}

/// The answer to a follow, which is called `uri`.
async fn answer(app: &App, it: &Outgoing, actor: &str) -> Result<Value> {
    let follower = other(it);
    let found = app.read(async move |tx| accounts::by_ids(tx, &[follower]).await).await?.pop();
    let follower_uri = accounts::uri(&app.config, &found.ok_or(Error::NotFound)?);
    let follow = json!({ "id": it.uri, "type": "Follow", "actor": follower_uri, "object": actor });
    let kind = if it.kind == "accept" { "Accept" } else { "Reject" };
    let id = format!("{actor}#{}s/{}", it.kind, it.id);
    Ok(whole(json!({
        "id": id, "type": kind, "actor": actor, "to": [follower_uri], "object": follow,
    })))
}
