//! Writing: a page of its own, and the same form on top of the home. What was typed is kept when
//! something is wrong with it, and sending it twice posts it once.

use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{Faults, Page, Spot, faults_summary, frame, see_other, tell};
use ground::http::page::own_path;
use ground::http::{File, Flag, FormUpload, Input, Many, Viewer, Visit};
use ground::{App, DraftId, Locale, MediaId, PersonId, PostId, Result, Say, secret};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::composer::form;
use super::preview::{self, Preview};
use super::say::{self, Said};
use crate::media::{self, Attachment, Said as Described, Sent, film};
use crate::people::{self, Defaults};
use crate::posts::page::{Look, Post, card, shown};
use crate::posts::{self, Visibility};

/// How long the form waits for a film or sound to be worked on.
const FILM_WAIT_MAX: Duration = Duration::from_secs(20);

/// What the form holds.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Written {
    #[serde(default)]
    pub(super) status: String,
    #[serde(default)]
    pub(super) spoiler_text: String,
    #[serde(default)]
    pub(super) sensitive: Flag,
    #[serde(default)]
    pub(super) visibility: String,
    #[serde(default)]
    pub(super) language: String,
    #[serde(default)]
    pub(super) reply_to: Option<PostId>,
    #[serde(default)]
    pub(super) via: Option<PostId>,
    #[serde(default)]
    pub(super) via_place: Option<String>,
    /// Pictures taken in before.
    #[serde(default)]
    pub(super) media_ids: Many<MediaId>,
    /// What the picture that comes along shows.
    #[serde(default)]
    pub(super) description: String,
    /// The post to be quoted.
    #[serde(default)]
    pub(super) quote: Option<PostId>,
    /// Answers to choose from, one a line.
    #[serde(default)]
    pub(super) poll: String,
    /// How long the poll is open, in seconds.
    #[serde(default)]
    pub(super) poll_end: String,
    #[serde(default)]
    pub(super) poll_several: Flag,
    #[serde(default)]
    pub(super) poll_hide: Flag,
    /// What is said after it, a post each.
    #[serde(default)]
    pub(super) more: Many<String>,
    /// Who may quote it.
    #[serde(default)]
    pub(super) quotes: String,
    /// The day and hour it is published at, as typed; empty: now.
    #[serde(default)]
    pub(super) later: String,
    /// In which zone that is meant.
    #[serde(default)]
    pub(super) zone: String,
    /// The draft it was, to be replaced.
    #[serde(default)]
    pub(super) draft: Option<DraftId>,
    /// Makes sending it twice the same as once.
    #[serde(default)]
    pub(super) key: String,
    /// What else than publishing: `picture`: only take the picture in; `more`: room for one more
    /// post; `preview`; `mend-…`: mend that, then preview; `draft`: keep it for later.
    #[serde(default)]
    pub(super) then: String,
    #[serde(default)]
    pub(super) back: String,
    /// Sent by the script, which goes on by itself.
    #[serde(default)]
    pub(super) quiet: Flag,
}

impl Written {
    /// The posts of the thread, those with nothing in them but the first left out. Browsers send
    /// line ends as CR LF.
    pub(super) fn texts(&self) -> Vec<String> {
        let more = self.more.0.iter().filter(|text| !text.trim().is_empty());
        [&self.status].into_iter().chain(more).map(|text| text.replace("\r\n", "\n")).collect()
    }
}

/// A form as it stands, with what it needs from the database.
pub struct Desk {
    pub(super) written: Written,
    pub(super) faults: Faults,
    pub(super) pictures: Vec<Attachment>,
    pub(super) answered: Option<Post>,
    pub(super) quoted: Option<Post>,
    pub(super) preview: Option<Preview>,
}

/// An empty form, as the person likes to begin.
///
/// # Errors
/// If the database does not answer.
pub async fn empty_desk(app: &App, visit: &Visit, viewer: &Viewer) -> Result<Desk> {
    let begun = begin(app, visit, viewer.person, Written::default(), None).await?;
    Ok(Desk {
        written: begun,
        faults: Faults::default(),
        pictures: Vec::new(),
        answered: None,
        quoted: None,
        preview: None,
    })
}

/// The form to answer a post in a conversation: who reads it is as there, and one comes back to
/// the conversation.
///
/// # Errors
/// [`Error::NotFound`] if the post may not be seen.
pub async fn reply_desk(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    post: PostId,
    back: &str,
) -> Result<Desk> {
    let asked = Written {
        reply_to: Some(post),
        visibility: Visibility::Direct.name().to_owned(),
        back: back.to_owned(),
        ..Written::default()
    };
    let answered = self::answered(app, viewer, Some(post)).await?;
    let written = begin(app, visit, viewer.person, asked, answered.as_ref()).await?;
    let (faults, pictures) = (Faults::default(), Vec::new());
    Ok(Desk { written, faults, pictures, answered, quoted: None, preview: None })
}

/// The page for writing.
pub(in crate::posts) async fn show(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Input(mut asked): Input<Written>,
) -> Result<Response> {
    if let Some(id) = asked.draft {
        asked = say::resumed(&app, &viewer, id).await?;
    }
    let answered = self::answered(&app, &viewer, asked.reply_to).await?;
    let quoted = self::answered(&app, &viewer, asked.quote).await?;
    let pictures = preview::attachments(&app, &viewer, &asked.media_ids.0).await?;
    let kept = asked.draft.is_some().then_some(asked.sensitive);
    let mut written = begin(&app, &visit, viewer.person, asked, answered.as_ref()).await?;
    written.sensitive = kept.unwrap_or(written.sensitive);
    let faults = Faults::default();
    let desk = Desk { written, faults, pictures, answered, quoted, preview: None };
    Ok(write_page(&app, &visit, &desk).into_response())
}

/// Takes what was written: publishes it, or shows the form again with what is to be mended.
pub(in crate::posts) async fn submit(
    State(app): State<App>,
    visit: Visit,
    viewer: Option<Viewer>,
    FormUpload { fields: mut written, files }: FormUpload<Written>,
) -> Result<Response> {
    // The session has ended meanwhile: what was typed waits on the other side of the log-in.
    let Some(viewer) = viewer else { return Err(say::log_in_and_go_on(&written)) };
    let mut faults = take_files(&app, &visit, &viewer, &mut written, files).await?;
    if faults.is_empty() && written.then.is_empty() {
        match say::say(&app, &viewer, &written).await {
            Ok(Said::Now(post)) => {
                return Ok(tell(lead_on(&written, &after(&written, post)), "posted"));
            }
            Ok(Said::Later(id)) => {
                return Ok(tell(lead_on(&written, &format!("/scheduled/{id}")), "held"));
            }
            Err(error) => faults = say::faults(&visit, error)?,
        }
    }
    if faults.is_empty() && written.then == "draft" {
        match say::put_aside(&app, &viewer, &written).await {
            Ok(_) => return Ok(tell(lead_on(&written, "/drafts"), "draft-kept")),
            Err(error) => faults = say::faults(&visit, error)?,
        }
    }
    again(&app, &visit, &viewer, written, faults).await
}

/// The form once more, with what was wrong or what was asked for.
async fn again(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    mut written: Written,
    mut faults: Faults,
) -> Result<Response> {
    let pictures = preview::attachments(app, viewer, &written.media_ids.0).await?;
    if written.then == "more" {
        written.more.0.push(String::new());
    }
    let mend = written.then.strip_prefix("mend-").map(str::to_owned);
    if let Some(name) = &mend {
        preview::mended(&mut written, name);
    }
    let mut preview = None;
    if faults.is_empty() && (mend.is_some() || written.then == "preview") {
        match preview::look(app, &written, &pictures).await {
            Ok(found) => preview = Some(found),
            Err(error) => faults = say::faults(visit, error)?,
        }
    }
    let status = match faults.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let answered = self::answered(app, viewer, written.reply_to).await.unwrap_or_default();
    let quoted = self::answered(app, viewer, written.quote).await.unwrap_or_default();
    let desk = Desk { written, faults, pictures, answered, quoted, preview };
    Ok((status, write_page(app, visit, &desk)).into_response())
}

/// Takes in the file that came along, if one did; what was wrong with it.
async fn take_files(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    written: &mut Written,
    files: Vec<File>,
) -> Result<Faults> {
    let mut faults = Faults::default();
    if let Some(file) = files.into_iter().find(|file| file.field == "picture") {
        match take_in(app, viewer, file, &written.description).await {
            Ok(id) => {
                written.media_ids.0.push(id);
                written.description.clear();
            }
            Err(error) => {
                let found = Faults::of(visit, error)?;
                faults = found.renamed("file", "picture").renamed("", "picture");
            }
        }
    } else if written.then == "picture" {
        faults.push(visit, "picture", "error-choose-picture");
    }
    Ok(faults)
}

/// On to another page: a browser by itself, a script when it wants to.
fn lead_on(written: &Written, address: &str) -> Response {
    let mut answer = see_other(address);
    if written.quiet.0 {
        *answer.status_mut() = StatusCode::CREATED;
    }
    answer
}

/// Where one is after posting: with the answer in its conversation, else with one's post at home.
fn after(written: &Written, post: PostId) -> String {
    match (written.reply_to, own_path(Some(&written.back))) {
        (Some(_), back) if back.starts_with("/messages/") => format!("{back}#p{post}"),
        (Some(_), _) => format!("/posts/{post}"),
        (None, back) => format!("{back}#p{post}"),
    }
}

async fn take_in(app: &App, viewer: &Viewer, file: File, words: &str) -> Result<MediaId> {
    let said = Described::parse(Some(words.trim().to_owned()), None)?;
    let sent = Sent { file: file.bytes, thumbnail: None };
    let id = media::take_in(app, viewer.id, sent, said).await?;
    // A short film is ready soon; with a longer one the form is sent once more.
    let it = film::wait(app, viewer.id, id, FILM_WAIT_MAX).await?;
    match film::refused(&it, &app.config) {
        Some(why) => Err(why),
        None => Ok(id),
    }
}

/// The post to be answered or quoted, if it may be seen.
async fn answered(app: &App, viewer: &Viewer, id: Option<PostId>) -> Result<Option<Post>> {
    let Some(id) = id else { return Ok(None) };
    let who = viewer.id;
    let post = app.read(async move |tx| posts::original(tx, who, id).await).await?;
    Ok(shown(app, Some(who), &[post.id]).await?.pop())
}

/// Fills in what the form starts with: the person's habits, and for an answer the handles of
/// those it is for, its warning, and no wider audience than what it answers.
async fn begin(
    app: &App,
    visit: &Visit,
    person: PersonId,
    mut written: Written,
    answered: Option<&Post>,
) -> Result<Written> {
    let habits: Defaults = people::defaults(app, person).await?;
    let mut visibility = Visibility::of(&written.visibility).unwrap_or(habits.visibility);
    if let Some(post) = answered {
        if width(post.visibility) < width(visibility) {
            visibility = post.visibility;
        }
        if written.status.is_empty() {
            written.status = handles(post, visit);
        }
        if written.spoiler_text.is_empty() {
            written.spoiler_text.clone_from(&post.spoiler_text);
        }
    }
    written.visibility = visibility.name().to_owned();
    if written.language.is_empty() {
        written.language = habits.language.unwrap_or_else(|| visit.locale.tag().to_owned());
    }
    if written.quotes.is_empty() {
        written.quotes = habits.quote_policy.name().to_owned();
    }
    if written.zone.is_empty() {
        written.zone = if visit.locale == Locale::Fr { "paris" } else { "utc" }.to_owned();
    }
    written.sensitive = Flag(habits.sensitive);
    written.key = secret::new();
    written.back = own_path(Some(&written.back)).to_owned();
    Ok(written)
}

fn width(visibility: Visibility) -> u8 {
    match visibility {
        Visibility::Public => 3,
        Visibility::Unlisted => 2,
        Visibility::Followers => 1,
        Visibility::Direct => 0,
    }
}

/// The handles an answer begins with: its author and whom it names, but oneself.
fn handles(post: &Post, visit: &Visit) -> String {
    let author = (post.account.id, post.account.acct.as_str());
    let named = post.mentions.iter().map(|named| (named.id, named.acct.as_str()));
    let mut seen = Vec::new();
    let mut words = String::new();
    for (id, acct) in std::iter::once(author).chain(named) {
        if Some(id) != visit.who() && !seen.contains(&id) {
            seen.push(id);
            words.push_str(&format!("@{acct} "));
        }
    }
    words
}

fn write_page(app: &App, visit: &Visit, desk: &Desk) -> Markup {
    let title = match &desk.answered {
        Some(post) => visit.say(Say::new("write-reply-title").with("name", post.account.spoken())),
        None => visit.say("write-title"),
    };
    let look = Look { acts: false, ..Look::at("thread") };
    let window = match desk.faults.is_empty() {
        true => title.clone(),
        false => visit.say(Say::new("write-fault-title").with("title", title.as_str())),
    };
    let main = html! {
        h1 { (title) }
        (faults_summary(visit, &desk.faults))
        @for post in desk.answered.iter().chain(&desk.quoted) { (card(app, visit, post, look)) }
        @if let Some(preview) = &desk.preview { (preview::part(visit, &desk.written, preview)) }
        (form(app, visit, desk, 8))
        p { a href="/drafts" { (visit.say("drafts-title")) } " · "
            a href="/scheduled" { (visit.say("scheduled-title")) } }
    };
    let page = Page { title: &window, spot: Spot::Write, private: true, main: &main };
    frame(app, visit, &page)
}
