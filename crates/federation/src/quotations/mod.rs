//! Quotes across servers (FEP-044f): asking the quoted author, and the stamps by which anybody can
//! see that they agreed.
//!
//! Whether somebody may quote is decided by the room of quotes; here is how it is said.

mod api;
mod sql;

use db::Tx;
use ground::http::{Route, Scope, get};
use ground::{AccountId, App, PostId, Result};
use serde_json::{Value, json};
use social::posts::quotes::{self, Quote, QuotePolicy, State};
use social::posts::{Visibility, receive};
use wire::activitypub::{self as ap, Node, Note, same_origin};

use crate::actors::{self, Remote};
use crate::inbox::{notes, post_called};
use crate::{fetch, names};

/// The doors of this room.
#[must_use]
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/ap/actors/{id}/stamps/{post}", Scope::Anyone, api::stamp)]
}

/// What a post of ours says about what it quotes.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// The name of the quoted post.
    quoted: String,
    /// The stamp, if its author agreed.
    stamp: Option<String>,
}

/// What a post quotes, if it is said: not of one refused.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn said(tx: &mut Tx, app: &App, post: PostId) -> Result<Option<Said>> {
    let Some(quote) = quotes::of_posts(tx, &[post]).await?.pop() else { return Ok(None) };
    if matches!(quote.state, State::Rejected | State::Revoked) {
        return Ok(None);
    }
    let uri = receive::uri_of(tx, quote.quoted).await?;
    let stamp = match (quote.state, uri.is_some()) {
        (State::Accepted, true) => sql::find(tx, post).await?.map(|it| it.1),
        (State::Accepted, false) => Some(names::stamp(app, quote.quoted_author, post)),
        _ => None,
    };
    let quoted = uri.unwrap_or_else(|| names::post(app, quote.quoted));
    Ok(Some(Said { quoted, stamp: stamp.filter(|it| !it.is_empty()) }))
}

/// Writes it into a note: older software knows other names.
pub(crate) fn write(note: &mut Value, said: &Said) {
    for name in ["quote", "quoteUrl", "quoteUri", "_misskey_quote"] {
        note[name] = json!(said.quoted);
    }
    if let Some(stamp) = &said.stamp {
        note["quoteAuthorization"] = json!(stamp);
    }
}

/// Who may quote a post of ours.
pub(crate) fn policy(app: &App, author: AccountId, policy: QuotePolicy) -> Value {
    let (own, followers) = (names::actor(app, author), names::followers(app, author));
    let (automatic, manual) = match policy {
        QuotePolicy::Public => (vec![ap::PUBLIC.to_owned()], vec![]),
        QuotePolicy::Followers => (vec![followers], vec![]),
        QuotePolicy::Ask => (vec![own], vec![ap::PUBLIC.to_owned()]),
        QuotePolicy::Nobody => (vec![own], vec![]),
    };
    json!({ "canQuote": { "automaticApproval": automatic, "manualApproval": manual } })
}

/// Who may quote a post of another server, as that says.
pub(crate) fn policy_of(note: &Note, by: &Remote) -> QuotePolicy {
    let everybody = |list: &[String]| list.iter().any(|uri| ap::is_public(uri));
    let followers = |list: &[String]| !by.followers.is_empty() && list.contains(&by.followers);
    let (automatic, manual) = (&note.may_quote, &note.may_ask_to_quote);
    match (everybody(automatic), followers(automatic)) {
        (true, _) => QuotePolicy::Public,
        (_, true) => QuotePolicy::Followers,
        _ if everybody(manual) || followers(manual) => QuotePolicy::Ask,
        _ => QuotePolicy::Nobody,
    }
}

/// What a post of another server quotes: the post, asked for if need be, and whether its author is
/// known to agree.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn quoted(
    app: &App,
    by: &Remote,
    note: &Note,
) -> Result<Option<(PostId, AccountId, State)>> {
    if note.quote.is_empty() {
        return Ok(None);
    }
    let Some(post) = found(app, &note.quote).await? else { return Ok(None) };
    let read = app.read(async move |tx| {
        let post = social::posts::get(tx, post).await?;
        let open = matches!(post.visibility, Visibility::Public | Visibility::Unlisted);
        let author = actors::remote(tx, &[post.author]).await?.pop();
        Ok((post, open, author))
    });
    let Some((post, open, author)) = actors::found(read.await)? else { return Ok(None) };
    if post.author == by.account {
        return Ok(Some((post.id, post.author, State::Accepted)));
    }
    // Of ours, its author's word is here, and comes by asking.
    let agreed = match author.filter(|_| open) {
        Some(author) => is_stamped(app, note, &author).await?,
        None => false,
    };
    let state = if agreed { State::Accepted } else { State::Pending };
    Ok(Some((post.id, post.author, state)))
}

async fn found(app: &App, uri: &str) -> Result<Option<PostId>> {
    let (house, name) = (app.clone(), uri.to_owned());
    let known = app.read(async move |tx| post_called(tx, &house, &name).await).await?;
    if known.is_some() || uri.starts_with(&app.config.origin) {
        return Ok(known);
    }
    let Some(value) = actors::found(fetch::object(app, uri).await)? else { return Ok(None) };
    match Note::read(&value) {
        // What that one quotes is not gone after.
        Some(mut note) => {
            note.quote.clear();
            actors::found(Box::pin(notes::file(app, note)).await)
        }
        None => Ok(None),
    }
}

/// Whether the quoted author's server shows the stamp that a post names.
async fn is_stamped(app: &App, note: &Note, author: &Remote) -> Result<bool> {
    let stamp = &note.quote_authorization;
    if stamp.is_empty() || !same_origin(stamp, &author.uri) {
        return Ok(false);
    }
    let Some(value) = actors::found(fetch::object(app, stamp).await)? else { return Ok(false) };
    let holds = |node: Node<'_>| {
        node.is_one_of(&["QuoteAuthorization"])
            && node.uri("attributedTo") == Some(&author.uri)
            && node.uri("interactingObject") == Some(&note.id)
            && node.uri("interactionTarget") == Some(&note.quote)
    };
    Ok(Node::of(&value).is_some_and(holds))
}

/// Notes how the stamp of a post is called, and that its quote stands, if the stamp is good.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn confirm(app: &App, by: &Remote, post: PostId, note: &Note) -> Result<()> {
    let quote = app.read(async move |tx| quotes::of_posts(tx, &[post]).await).await?.pop();
    let Some(quote) = quote.filter(|it| matches!(it.state, State::Pending | State::Accepted))
    else {
        return Ok(());
    };
    let author = app.read(async move |tx| actors::remote(tx, &[quote.quoted_author]).await);
    let Some(author) = author.await?.pop().filter(|it| it.account != by.account) else {
        return Ok(());
    };
    if !is_stamped(app, note, &author).await? {
        return Ok(());
    }
    let stamp = note.quote_authorization.clone();
    let keep = async move |tx: &mut Tx| {
        sql::keep_stamp(tx, post, &stamp).await?;
        quotes::told(tx, quote.quoted_author, post, State::Accepted).await
    };
    app.write(keep).await
}

/// The quoted author of another server answered; `stamp` is how it calls its word.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn answered(
    tx: &mut Tx,
    by: AccountId,
    post: PostId,
    agreed: bool,
    stamp: &str,
) -> Result<()> {
    if agreed {
        sql::keep_stamp(tx, post, stamp).await?;
    }
    let state = if agreed { State::Accepted } else { State::Rejected };
    quotes::told(tx, by, post, state).await
}

/// The quoted author takes back the stamp of that name; whether it was one.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn withdrawn(tx: &mut Tx, by: AccountId, stamp: &str) -> Result<bool> {
    let Some(post) = sql::stamped(tx, stamp).await? else { return Ok(false) };
    quotes::told(tx, by, post, State::Revoked).await?;
    Ok(true)
}

/// Notes that a server asks for a quote of a post of ours, and how it calls that.
///
/// # Errors
/// As [`quotes::requested`].
pub(crate) async fn asked(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
    quoted: PostId,
    request: &str,
) -> Result<(Quote, bool)> {
    sql::keep_request(tx, post, request).await?;
    quotes::requested(tx, who, post, quoted).await
}

/// How the other server calls its asking for a quote by that post; empty: it did not ask.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn request(tx: &mut Tx, post: PostId) -> Result<String> {
    Ok(sql::find(tx, post).await?.map(|it| it.0).unwrap_or_default())
}
