//! `Create`: somebody posted something; and posts that we asked for.

use std::time::Duration;

use futures_util::future::join_all;
use ground::{AccountId, App, Error, PostId, Result};
use social::accounts::elsewhere::Emoji;
use social::gates::domains;
use social::media;
use social::posts::Visibility;
use social::posts::polls::receive::{self as polls, Asked};
use social::posts::receive::{self, Arrival, Received};
use wire::activitypub::{self as ap, Activity, Attachment, Note, Question, Tag, same_origin};

use super::{inner_node, or_not, ours, post_called, sql};
use crate::actors::{self, Remote, host_name, is_web};
use crate::{conversations, fetch, quotations};

/// Longest text that is kept, in bytes of HTML.
const CONTENT_BYTES_MAX: usize = 200_000;
/// Longest content warning and description that are kept, in characters.
const SUMMARY_CHARS_MAX: usize = 2_000;
const DESCRIPTION_CHARS_MAX: usize = 10_000;
/// Most accounts that one post may name; of these, those asked for that are not known.
const MENTIONS_MAX: usize = 100;
const STRANGERS_MAX: usize = 10;
/// Most hashtags and emojis kept of one post.
const TAGS_MAX: usize = 50;
const EMOJIS_MAX: usize = 64;
const MEDIA_MAX: usize = 16;
/// How long a poll is open that does not say so, in milliseconds.
const POLL_MS: i64 = 365 * 24 * 3_600_000;
/// How many posts above one that came are asked for at once, and for how long.
const PARENTS_MAX: usize = 12;
const PARENTS_TIMEOUT: Duration = Duration::from_secs(8);

pub(super) async fn create(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let note = match inner_node(activity) {
        Some(node) => Note::of(node),
        None => None,
    };
    match note {
        Some(note) if note.author == by.uri && is_vote(&note) => vote(app, by, &note).await,
        Some(note) if note.author == by.uri && same_origin(&note.id, &by.uri) => {
            arrived(app, by, note).await
        }
        _ => Ok(()),
    }
}

/// A vote is a note that names an answer and says nothing.
fn is_vote(note: &Note) -> bool {
    note.kind == "Note"
        && !note.name.is_empty()
        && note.content.is_empty()
        && !note.in_reply_to.is_empty()
}

async fn vote(app: &App, by: &Remote, note: &Note) -> Result<()> {
    let (house, who) = (app.clone(), by.account);
    let (uri, title) = (note.in_reply_to.clone(), note.name.clone());
    let vote = async move |tx: &mut db::Tx| match post_called(tx, &house, &uri).await? {
        Some(post) => polls::receive_vote(tx, who, post, &title).await,
        None => Ok(()),
    };
    or_not(app.write(vote).await)
}

/// Takes in a post that was sent by its author, if it concerns anybody here.
pub(super) async fn arrived(app: &App, by: &Remote, note: Note) -> Result<()> {
    if !concerns(app, by, &note).await? {
        return Ok(());
    }
    keep(app, by, &note).await
}

/// The same, whomever it concerns.
pub(super) async fn keep(app: &App, by: &Remote, note: &Note) -> Result<()> {
    // What cannot be had at once is asked for later: the answer stands alone until then.
    if let Ok(done) = tokio::time::timeout(PARENTS_TIMEOUT, parents(app, note)).await {
        done?;
    }
    let new = read(app, by, note).await?;
    let alone = new.answers.clone();
    let kept = app.write(async move |tx| receive::receive(tx, &new, Arrival::Sent).await).await;
    let post = match kept {
        Ok(post) => post,
        failed => return or_not(failed.map(drop)),
    };
    or_not(quotations::confirm(app, by, post, note).await)?;
    match alone.is_empty() {
        true => Ok(()),
        false => conversations::want(app, post, vec![alone]).await,
    }
}

/// Takes in a post that we asked for, as history: nobody is told.
///
/// # Errors
/// [`Error::NotFound`] if its author cannot be known or is kept out.
pub(crate) async fn file(app: &App, note: Note) -> Result<PostId> {
    let uri = note.id.clone();
    if let Some(known) = app.read(async move |tx| receive::by_uri(tx, &uri).await).await? {
        return Ok(known);
    }
    if !same_origin(&note.id, &note.author) || visibility(&note, "") > Some(1) {
        return Err(Error::NotFound);
    }
    let by = actors::by_uri(app, &note.author).await?;
    let new = read(app, &by, &note).await?;
    app.write(async move |tx| receive::receive(tx, &new, Arrival::Fetched).await).await
}

/// Whether anybody here reads an account.
pub(super) async fn is_read(app: &App, who: AccountId) -> Result<bool> {
    app.read(async move |tx| sql::is_read(tx, who).await).await
}

/// Whether a post is for anybody here: its author is read, it names one of ours, or answers what
/// is here.
async fn concerns(app: &App, by: &Remote, note: &Note) -> Result<bool> {
    let named = note.to.iter().chain(&note.cc).any(|uri| ours(app, uri).is_some());
    if named || is_read(app, by.account).await? {
        return Ok(true);
    }
    let (house, parent) = (app.clone(), note.in_reply_to.clone());
    let known = app.read(async move |tx| post_called(tx, &house, &parent).await).await?;
    Ok(known.is_some())
}

/// Asks for the posts above one that are not here, up to the first that is, and files them.
async fn parents(app: &App, note: &Note) -> Result<()> {
    let mut missing: Vec<Note> = Vec::new();
    let mut next = note.in_reply_to.clone();
    while !next.is_empty() && missing.len() < PARENTS_MAX {
        let (house, uri) = (app.clone(), next.clone());
        let here = app.read(async move |tx| post_called(tx, &house, &uri).await).await?;
        let seen = missing.iter().any(|it| it.id == next);
        if here.is_some() || seen || crate::names::Name::of(app, &next).is_some() {
            break;
        }
        let Some(value) = actors::found(fetch::object(app, &next).await)? else { break };
        let Some(parent) = Note::read(&value) else { break };
        next.clone_from(&parent.in_reply_to);
        missing.push(parent);
    }
    for parent in missing.into_iter().rev() {
        actors::found(file(app, parent).await)?;
    }
    Ok(())
}

/// How open a post is: 0 public, 1 unlisted, 2 for followers, 3 for whom it names.
fn visibility(note: &Note, followers: &str) -> Option<u8> {
    let open = |list: &[String]| list.iter().any(|uri| ap::is_public(uri));
    let closed = |list: &[String]| !followers.is_empty() && list.iter().any(|it| it == followers);
    Some(match (open(&note.to), open(&note.cc)) {
        (true, _) => 0,
        (false, true) => 1,
        _ if closed(&note.to) || closed(&note.cc) => 2,
        _ => 3,
    })
}

/// A post of another server as ours are kept: its words made harmless, its people looked up.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn read(app: &App, by: &Remote, note: &Note) -> Result<Received> {
    let refused = domains::refused(app, host_name(&by.host));
    let mentions = named(app, note).await?;
    let (house, parent) = (app.clone(), note.in_reply_to.clone());
    let reply_to = app.read(async move |tx| post_called(tx, &house, &parent).await).await?;
    let mut media: Vec<media::Elsewhere> =
        note.attachments.iter().filter_map(attachment).take(MEDIA_MAX).collect();
    if refused.media {
        media.clear();
    }
    let emojis = note.emojis.iter().filter(|it| is_web(&it.url) && !refused.media);
    let (now, quote) = (app.db.now_ms(), quotations::quoted(app, by, note).await?);
    Ok(Received {
        author: by.account,
        uri: note.id.clone(),
        url: if is_web(&note.url) { note.url.clone() } else { note.id.clone() },
        // What is of tomorrow would stay at the top.
        created_at: note.published.map_or(now, |at| at.clamp(0, now)),
        edited_at: note.updated.filter(|at| note.published.is_none_or(|first| *at > first)),
        answers: if reply_to.is_none() { note.in_reply_to.clone() } else { String::new() },
        reply_to,
        visibility: match visibility(note, &by.followers) {
            Some(0) => Visibility::Public,
            Some(1) => Visibility::Unlisted,
            Some(2) => Visibility::Followers,
            _ => Visibility::Direct,
        },
        sensitive: note.sensitive,
        spoiler: spoiler(note),
        html: html(note),
        language: note.language.as_deref().and_then(language),
        mentions,
        tags: tags(note),
        media,
        emojis: emojis
            .take(EMOJIS_MAX)
            .map(|it| Emoji { shortcode: it.shortcode.clone(), url: it.url.clone() })
            .collect(),
        poll: note.question.as_ref().map(|question| asked(question, now)),
        quote_policy: quotations::policy_of(note, by),
        quote,
    })
}

fn asked(question: &Question, now: i64) -> Asked {
    let closed = question.closed.then_some(now);
    let options = question.choices.iter().map(|it| (it.title.clone(), it.votes)).collect();
    let sum: i64 = question.choices.iter().map(|it| it.votes).sum();
    let asked = Asked {
        options,
        multiple: question.multiple,
        // One without an end is open for long.
        expires_at: question.ends_at.or(closed).unwrap_or(now + POLL_MS),
        voters: question.voters.unwrap_or(sum).max(0),
    };
    asked.bounded()
}

/// What is no note is told by its title and summary, and a link to where it is whole.
fn html(note: &Note) -> String {
    let mut end = note.content.len().min(CONTENT_BYTES_MAX);
    while !note.content.is_char_boundary(end) {
        end -= 1;
    }
    let content = text::sanitise(&note.content[..end].replace('\0', ""));
    if matches!(note.kind.as_str(), "Note" | "Question" | "ChatMessage") {
        return content;
    }
    let title = escaped(&short(&note.name, SUMMARY_CHARS_MAX));
    let link = if is_web(&note.url) { &note.url } else { &note.id };
    let link = escaped(link);
    let told = match note.summary.is_empty() {
        true => content,
        false => text::sanitise(&short(&note.summary, SUMMARY_CHARS_MAX)),
    };
    let title = if title.is_empty() { title } else { format!("<p><strong>{title}</strong></p>") };
    text::sanitise(&format!("{title}{told}<p><a href=\"{link}\">{link}</a></p>"))
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    text::escape(&mut html, text);
    html
}

fn spoiler(note: &Note) -> String {
    match note.kind.as_str() {
        "Note" | "Question" | "ChatMessage" => {
            text::plain(&short(&note.summary, SUMMARY_CHARS_MAX))
        }
        _ => String::new(),
    }
}

fn short(text: &str, max: usize) -> String {
    text.chars().filter(|c| *c != '\0').take(max).collect()
}

/// A language as it is kept: `fr`, `pt-BR`.
fn language(code: &str) -> Option<String> {
    let sound = code.len() <= 35
        && code.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
        && code.split('-').next().is_some_and(|main| (2..=3).contains(&main.len()));
    sound.then(|| code.to_owned())
}

fn tags(note: &Note) -> Vec<String> {
    let tags = note.tags.iter().filter_map(|tag| match tag {
        Tag::Hashtag(name) => Some(short(name, text::HASHTAG_CHARS_MAX)),
        Tag::Mention(_) => None,
    });
    tags.take(TAGS_MAX).collect()
}

/// The accounts it names: ours and those known, and some that have to be asked for.
async fn named(app: &App, note: &Note) -> Result<Vec<AccountId>> {
    let uris = note.tags.iter().filter_map(|tag| match tag {
        Tag::Mention(uri) => Some(uri.clone()),
        Tag::Hashtag(_) => None,
    });
    let uris: Vec<String> = uris.take(MENTIONS_MAX).collect();
    let mut found: Vec<AccountId> = uris.iter().filter_map(|uri| ours(app, uri)).collect();
    let others: Vec<String> = uris.into_iter().filter(|uri| ours(app, uri).is_none()).collect();
    let asked = others.clone();
    let known = app.read(async move |tx| {
        let mut known = Vec::new();
        for uri in &asked {
            known.extend(actors::find(tx, uri).await?);
        }
        Ok(known)
    });
    let known = known.await?;
    let strangers = others.iter().filter(|uri| known.iter().all(|it| it.uri != **uri));
    let strangers = strangers.take(STRANGERS_MAX).map(|uri| actors::by_uri(app, uri));
    for met in join_all(strangers).await {
        found.extend(actors::found(met)?.map(|remote| remote.account));
    }
    found.extend(known.iter().map(|remote| remote.account));
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn attachment(it: &Attachment) -> Option<media::Elsewhere> {
    let by_mime = ["image", "video", "audio"]
        .into_iter()
        .find(|kind| it.mime.starts_with(&format!("{kind}/")) || it.mime == *kind);
    let kind = by_mime.unwrap_or(match it.kind.as_str() {
        "Image" => "image",
        "Video" => "video",
        "Audio" => "audio",
        _ => "unknown",
    });
    if !is_web(&it.url) || it.url.len() > media::remote::URL_BYTES_MAX {
        return None;
    }
    let preview = match (kind, is_web(&it.preview)) {
        (_, true) => it.preview.clone(),
        ("image", false) => it.url.clone(),
        _ => String::new(),
    };
    let blurhash = it.blurhash.len() <= 200 && it.blurhash.is_ascii();
    Some(media::Elsewhere {
        kind,
        mime: short(&it.mime, 100),
        url: it.url.clone(),
        preview,
        size: it.size,
        blurhash: if blurhash { it.blurhash.clone() } else { String::new() },
        description: short(&it.description, DESCRIPTION_CHARS_MAX),
        focus: it.focus,
    })
}
