//! From what the form holds to what is done with it: published now, after the person's moment to
//! think again, at a date, or kept as a draft.

use db::Tx;
use ground::html::Faults;
use ground::http::page::encode;
use ground::http::{Flag, Many, Via, Viewer, Visit};
use ground::{App, DraftId, Error, PostId, Result, ScheduledId};

use super::write::Written;
use crate::drafts::{self, Sheet};
use crate::people;
use crate::posts::polls::NewPoll;
use crate::posts::quotes::QuotePolicy;
use crate::posts::{self, Actor, Draft, Visibility};
use crate::scheduled::{self, Held, zone};

/// What became of it.
pub(super) enum Said {
    /// It is published: the first post, if there are several.
    Now(PostId),
    /// It will be: at its date, or when the moment to think again is over.
    Later(ScheduledId),
}

/// Does what the form asks for.
pub(super) async fn say(app: &App, viewer: &Viewer, written: &Written) -> Result<Said> {
    let by = Actor::from(viewer);
    let several = written.texts().len() > 1;
    let draft = draft(app, viewer, written).await?;
    let old = written.draft;
    if !written.later.trim().is_empty() {
        let at = zone::moment(&written.later, &written.zone)
            .ok_or_else(|| Error::invalid("later", "error-bad-date"))?;
        if several {
            return Err(Error::invalid("later", "error-thread-later"));
        }
        return scheduled::instead_of(app, by, draft, at, old).await.map(|it| Said::Later(it.id));
    }
    let undo_s = people::defaults(app, viewer.person).await?.undo_s;
    if undo_s > 0 && !several {
        let held = scheduled::hold(app, by, draft, undo_s * 1_000, old).await?;
        return Ok(match held {
            Held::Waits(id) => Said::Later(id),
            Held::Out(post) => Said::Now(post),
        });
    }
    if !several && old.is_none() {
        return posts::say(app, by, draft).await.map(Said::Now);
    }
    let rest: Vec<Draft> =
        written.texts().into_iter().skip(1).map(|body| following(&draft, body)).collect();
    let mut ready = vec![posts::ready(app, draft).await?];
    for next in rest {
        ready.push(posts::ready(app, next).await?);
    }
    let account = viewer.id;
    let unit = async move |tx: &mut Tx| {
        if let Some(old) = old {
            drafts::remove(tx, account, old).await?;
        }
        posts::publish_thread(tx, by, ready).await
    };
    app.write(unit).await.map(Said::Now)
}

/// A post that goes on with what was said: same readers, language and warning, no files of its own.
fn following(first: &Draft, body: String) -> Draft {
    Draft {
        body,
        media: Vec::new(),
        poll: None,
        quote: None,
        reply_to: None,
        idempotency_key: None,
        via: Via::default(),
        ..first.clone()
    }
}

async fn draft(app: &App, viewer: &Viewer, written: &Written) -> Result<Draft> {
    let visibility = Visibility::of(&written.visibility)
        .ok_or_else(|| Error::invalid("visibility", "error-bad-visibility"))?;
    let language = Some(written.language.clone()).filter(|tag| !tag.is_empty());
    if language.as_deref().is_some_and(|tag| !posts::is_language(tag)) {
        return Err(Error::invalid("language", "error-bad-language"));
    }
    let habits = people::defaults(app, viewer.person).await?;
    Ok(Draft {
        body: written.texts().into_iter().next().unwrap_or_default(),
        spoiler: written.spoiler_text.trim().to_owned(),
        sensitive: written.sensitive.0,
        visibility,
        language,
        reply_to: written.reply_to,
        media: written.media_ids.0.clone(),
        poll: asked(written),
        quote: written.quote,
        quote_policy: QuotePolicy::of(&written.quotes).unwrap_or(habits.quote_policy),
        idempotency_key: Some(written.key.clone()).filter(|key| !key.is_empty()),
        via: Via { entry: written.via.map(|id| id.0), place: written.via_place.clone() },
    })
}

fn asked(written: &Written) -> Option<NewPoll> {
    if written.poll.trim().is_empty() {
        return None;
    }
    Some(NewPoll {
        options: written.poll.lines().map(str::to_owned).collect(),
        multiple: written.poll_several.0,
        hide_totals: written.poll_hide.0,
        expires_in_s: written.poll_end.parse().unwrap_or_default(),
    })
}

/// Keeps it as a draft.
pub(super) async fn put_aside(app: &App, viewer: &Viewer, written: &Written) -> Result<DraftId> {
    let (who, person, old) = (viewer.id, viewer.person, written.draft);
    let sheet = sheet(written);
    app.write(async move |tx| drafts::keep(tx, who, person, old, &sheet).await).await
}

fn sheet(written: &Written) -> Sheet {
    Sheet {
        status: written.status.replace("\r\n", "\n"),
        more: written.more.0.iter().map(|text| text.replace("\r\n", "\n")).collect(),
        spoiler: written.spoiler_text.clone(),
        sensitive: written.sensitive.0,
        visibility: written.visibility.clone(),
        language: written.language.clone(),
        quotes: written.quotes.clone(),
        reply_to: written.reply_to,
        quote: written.quote,
        media: written.media_ids.0.clone(),
        poll: written.poll.clone(),
        poll_end: written.poll_end.clone(),
        poll_several: written.poll_several.0,
        poll_hide: written.poll_hide.0,
        later: written.later.clone(),
        zone: written.zone.clone(),
    }
}

/// The form as a draft held it.
pub(super) async fn resumed(app: &App, viewer: &Viewer, id: DraftId) -> Result<Written> {
    let who = viewer.id;
    let sheet = app.read(async move |tx| drafts::get(tx, who, id).await).await?.sheet();
    Ok(Written {
        draft: Some(id),
        status: sheet.status,
        more: Many(sheet.more),
        spoiler_text: sheet.spoiler,
        sensitive: Flag(sheet.sensitive),
        visibility: sheet.visibility,
        language: sheet.language,
        quotes: sheet.quotes,
        reply_to: sheet.reply_to,
        quote: sheet.quote,
        media_ids: Many(sheet.media),
        poll: sheet.poll,
        poll_end: sheet.poll_end,
        poll_several: Flag(sheet.poll_several),
        poll_hide: Flag(sheet.poll_hide),
        later: sheet.later,
        zone: sheet.zone,
        ..Written::default()
    })
}

/// What a refusal says, with the names that the form has for its fields.
pub(super) fn faults(visit: &Visit, error: Error) -> Result<Faults> {
    Ok(Faults::of(visit, error)?.renamed("media_ids", "picture").renamed("scheduled_at", "later"))
}

/// The log-in page, then the form with what was typed in it.
pub(super) fn log_in_and_go_on(written: &Written) -> Error {
    let mut then = format!("/write?status={}", encode(&written.status));
    for more in written.more.0.iter().filter(|text| !text.trim().is_empty()) {
        then.push_str(&format!("&more[]={}", encode(more)));
    }
    for (name, value) in [
        ("spoiler_text", &written.spoiler_text),
        ("visibility", &written.visibility),
        ("language", &written.language),
        ("poll", &written.poll),
    ] {
        if !value.is_empty() {
            then.push_str(&format!("&{name}={}", encode(value)));
        }
    }
    if let Some(id) = written.reply_to {
        then.push_str(&format!("&reply_to={id}"));
    }
    Error::LogIn { then: then.into() }
}
