//! Posts and boosts of ours as objects.

use db::Tx;
use ground::{App, Error, PostId, Result};
use serde_json::{Value, json};
use social::accounts::{self, Account};
use social::emojis;
use social::posts::polls::{self, Poll};
use social::posts::{self, Post, Visibility, receive};
use wire::Time;
use wire::activitypub as ap;

use super::sql::{self, Medium, Named};
use crate::{names, quotations};

/// A post of ours and all that is told of it.
struct Facts {
    post: Post,
    author: Account,
    named: Vec<Named>,
    tags: Vec<String>,
    media: Vec<Medium>,
    /// The name of the post it answers, where that is another server's.
    parent: Option<String>,
    poll: Option<Poll>,
    quote: Option<quotations::Said>,
}

async fn facts(tx: &mut Tx, app: &App, id: PostId) -> Result<Facts> {
    let post = posts::get(tx, id).await?;
    let author = accounts::get(tx, post.author).await?;
    if !author.is_local() {
        return Err(Error::NotFound);
    }
    let parent = match post.reply_to {
        Some(parent) => receive::uri_of(tx, parent).await?,
        None => None,
    };
    Ok(Facts {
        named: sql::named(tx, id).await?,
        tags: sql::tags(tx, id).await?,
        media: sql::media(tx, id).await?,
        parent,
        poll: polls::find(tx, id).await?,
        quote: quotations::said(tx, app, id).await?,
        author,
        post,
    })
}

/// The name of a post, whoever's it is.
///
/// # Errors
/// If the database does not answer.
async fn uri_of_post(tx: &mut Tx, app: &App, id: PostId) -> Result<String> {
    Ok(receive::uri_of(tx, id).await?.unwrap_or_else(|| names::post(app, id)))
}

/// A post of ours, and who may see it.
///
/// # Errors
/// [`Error::NotFound`] if it is gone, a boost, or not of ours.
pub(crate) async fn note(app: &App, id: PostId) -> Result<(Value, Visibility)> {
    let house = app.clone();
    let facts = app.read(async move |tx| facts(tx, &house, id).await).await?;
    if facts.post.boost_of.is_some() {
        return Err(Error::NotFound);
    }
    Ok((written(app, &facts), facts.post.visibility))
}

fn written(app: &App, facts: &Facts) -> Value {
    let Facts { post, author, named, tags, media, parent, poll, quote } = facts;
    let uri = names::post(app, post.id);
    let actor = names::actor(app, author.id);
    let named_uris: Vec<String> = named.iter().map(|it| uri_of(app, it)).collect();
    let (to, cc) = addressed(app, post, named_uris);
    let in_reply_to = post.reply_to.map(|id| match parent {
        Some(uri) => uri.clone(),
        None => names::post(app, id),
    });
    let mut note = json!({
        "id": uri,
        "type": "Note",
        "attributedTo": actor,
        "published": Time(post.created_at),
        "url": format!("{}/@{}/{}", app.config.origin, author.username, post.id),
        "to": to,
        "cc": cc,
        "inReplyTo": in_reply_to,
        "summary": (!post.spoiler.is_empty()).then_some(&post.spoiler),
        "sensitive": post.sensitive,
        "content": post.html,
        "tag": tag(app, named, tags, post),
        "attachment": media.iter().map(|it| attachment(app, it)).collect::<Vec<_>>(),
    });
    note["interactionPolicy"] = quotations::policy(app, author.id, post.quote_policy);
    if let Some(quote) = quote {
        quotations::write(&mut note, quote);
    }
    if let Some(language) = &post.language {
        note["contentMap"] = json!({ language: post.html });
    }
    if let Some(at) = post.edited_at {
        note["updated"] = json!(Time(at));
    }
    if let Some(poll) = poll {
        ask(&mut note, poll, app.db.now_ms());
    }
    note
}

/// Makes a note ask.
fn ask(note: &mut Value, poll: &Poll, now: i64) {
    let open = poll.ended(now) || !poll.rules.hide_totals;
    let choices = poll.choices.iter().map(|choice| {
        let votes = if open { choice.votes } else { 0 };
        let replies = json!({ "type": "Collection", "totalItems": votes });
        json!({ "type": "Note", "name": choice.title, "replies": replies })
    });
    let choices: Vec<Value> = choices.collect();
    note["type"] = json!("Question");
    note[if poll.rules.multiple { "anyOf" } else { "oneOf" }] = json!(choices);
    note["endTime"] = json!(Time(poll.rules.expires_at));
    note["votersCount"] = json!(poll.rules.voters);
    if poll.ended(now) {
        note["closed"] = json!(Time(poll.rules.expires_at));
    }
}

/// Whom it names, its hashtags and emojis.
fn tag(app: &App, named: &[Named], tags: &[String], post: &Post) -> Vec<Value> {
    let mentions = named.iter().map(|it| {
        let at = if it.domain.is_empty() { app.config.domain() } else { &it.domain };
        let name = format!("@{}@{at}", it.username);
        json!({ "type": "Mention", "href": uri_of(app, it), "name": name })
    });
    let hashtags = tags.iter().map(|name| {
        let href = app.url(&format!("/tags/{name}"));
        json!({ "type": "Hashtag", "href": href, "name": format!("#{name}") })
    });
    let emojis = emojis::used(app, [&*post.spoiler, &*post.body]).into_iter().map(|it| {
        json!({
            "id": it.url,
            "type": "Emoji",
            "name": format!(":{}:", it.shortcode),
            "icon": { "type": "Image", "url": it.url },
        })
    });
    mentions.chain(hashtags).chain(emojis).collect()
}

/// The description stands in both places, as servers differ in which they read.
fn attachment(app: &App, it: &Medium) -> Value {
    let mut attachment = json!({
        "type": "Document",
        "mediaType": it.mime,
        "url": app.config.media_url(&it.file),
        "name": it.description,
        "summary": it.description,
    });
    if !it.blurhash.is_empty() {
        attachment["blurhash"] = json!(it.blurhash);
    }
    if it.width > 0 && it.height > 0 {
        attachment["width"] = json!(it.width);
        attachment["height"] = json!(it.height);
        attachment["focalPoint"] = json!([it.focus_x, it.focus_y]);
    }
    if !it.preview.is_empty() && !it.mime.starts_with("image/") {
        let url = app.config.media_url(&it.preview);
        attachment["icon"] = json!({ "type": "Image", "url": url });
    }
    attachment
}

fn uri_of(app: &App, named: &Named) -> String {
    if named.uri.is_empty() { names::actor(app, named.account) } else { named.uri.clone() }
}

/// To whom a post is addressed, first and beside them.
fn addressed(app: &App, post: &Post, named: Vec<String>) -> (Vec<String>, Vec<String>) {
    let (everybody, followers) = (ap::PUBLIC.to_owned(), names::followers(app, post.author));
    let with = |first: String| std::iter::once(first).chain(named.clone()).collect();
    match post.visibility {
        Visibility::Public => (vec![everybody], with(followers)),
        Visibility::Unlisted => (vec![followers], with(everybody)),
        Visibility::Followers => (vec![followers], named),
        Visibility::Direct => (named, Vec::new()),
    }
}

/// A boost of ours, and who may see it.
///
/// # Errors
/// [`Error::NotFound`] if it is gone, no boost, or not of ours.
pub(crate) async fn announce(app: &App, id: PostId) -> Result<(Value, Visibility)> {
    let house = app.clone();
    let read = async move |tx: &mut Tx| {
        let boost = posts::get(tx, id).await?;
        let of = boost.boost_of.ok_or(Error::NotFound)?;
        let booster = accounts::get(tx, boost.author).await?;
        let original = posts::get(tx, of).await?;
        let author = accounts::by_ids(tx, &[original.author]).await?.pop();
        let author = author.ok_or(Error::NotFound)?;
        if !booster.is_local() {
            return Err(Error::NotFound);
        }
        let uri = uri_of_post(tx, &house, of).await?;
        Ok((boost, uri, accounts::uri(&house.config, &author)))
    };
    let (boost, object, author) = app.read(read).await?;
    let (to, cc) = addressed(app, &boost, vec![author]);
    let document = json!({
        "id": names::post(app, id),
        "type": "Announce",
        "actor": names::actor(app, boost.author),
        "published": Time(boost.created_at),
        "to": to,
        "cc": cc,
        "object": object,
    });
    Ok((document, boost.visibility))
}
