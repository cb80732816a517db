//! Posts to be published later, each exactly once.
//!
//! What is scheduled is a draft with a date; nobody but its author knows of it. At its time it
//! becomes a post and is removed here in the same unit of work, so a crash can neither lose nor
//! double it. One that cannot be published then stays until its author removes it or gives it
//! another date; a letter says why.

pub(crate) mod api;
mod sql;
mod web;
pub mod zone;

use db::{Tx, record};
use ground::http::{Ask, Route, Scope, delete, get as read, post, put};
use ground::jobs::{self, Job};
use ground::{
    AccountId, App, AppId, DraftId, Error, Locale, PersonId, PostId, Result, Say, ScheduledId,
};
use wire::Time;

use crate::people::letters::{self, Letter};
use crate::posts::{self, Actor, Draft};
use crate::{accounts, drafts, media, people};

/// Soonest a post may be scheduled for, from now: five minutes.
const AHEAD_MS_MIN: i64 = 5 * 60_000;
/// Latest a post may be scheduled for, from now: five years.
const AHEAD_MS_MAX: i64 = 5 * 366 * DAY_MS;
/// Most posts an account has scheduled.
const SCHEDULED_MAX: i64 = 300;
/// Most posts an account has scheduled for one day (UTC).
const SCHEDULED_A_DAY_MAX: i64 = 50;
const DAY_MS: i64 = 86_400_000;
/// The queue of posts whose time will come.
const QUEUE: &str = "scheduled";

record! {
    /// A post that is to be published later.
    #[derive(Clone, Debug)]
    pub struct Scheduled {
        /// Its number; the post will have another.
        pub id: ScheduledId,
        /// Whose it is.
        pub account: AccountId,
        /// The person who wrote it.
        pub person: PersonId,
        /// The program it was written with.
        pub app: Option<AppId>,
        /// What will be said, as the JSON of a [`Draft`].
        pub draft: String,
        /// When it is published, in epoch milliseconds.
        pub publish_at: i64,
        /// Why it could not be published at its time, in English.
        pub failed: Option<String>,
    }
}

impl Scheduled {
    /// What will be said.
    ///
    /// # Errors
    /// If it was written by a version whose drafts were others.
    pub fn draft(&self) -> Result<Draft> {
        serde_json::from_str(&self.draft).map_err(Error::internal)
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (reads, writes) = (Scope::Needs("read:statuses"), Scope::Needs("write:statuses"));
    vec![
        read("/api/v1/scheduled_statuses", reads, api::list),
        read("/api/v1/scheduled_statuses/{id}", reads, api::get),
        put("/api/v1/scheduled_statuses/{id}", writes, api::move_to),
        delete("/api/v1/scheduled_statuses/{id}", writes, api::remove),
        read("/scheduled", Scope::Member, web::list),
        read("/scheduled/{id}", Scope::Member, web::show),
        post("/scheduled/{id}", Scope::Member, web::move_to),
        post("/scheduled/{id}/remove", Scope::Member, web::remove),
        post("/scheduled/{id}/take-back", Scope::Member, web::take_back),
    ]
}

/// Checks a draft as it will be checked when it is published, and keeps it until then. The same
/// idempotency key from the same account is the same scheduled post.
///
/// # Errors
/// As [`posts::ready`] and [`posts::publish`]; [`Error::Invalid`] if the date is too soon or too
/// far, or too much is scheduled.
pub async fn schedule(app: &App, by: Actor, draft: Draft, publish_at: i64) -> Result<Scheduled> {
    let ready = posts::ready(app, draft).await?;
    app.write(async move |tx| add(tx, by, ready.draft(), publish_at).await).await
}

/// The same, in place of a draft if there is one: its pictures go over.
///
/// # Errors
/// As [`schedule`].
pub async fn instead_of(
    app: &App,
    by: Actor,
    draft: Draft,
    publish_at: i64,
    old: Option<DraftId>,
) -> Result<Scheduled> {
    let ready = posts::ready(app, draft).await?;
    app.write(async move |tx| {
        if let Some(old) = old {
            drafts::remove(tx, by.account, old).await?;
        }
        add(tx, by, ready.draft(), publish_at).await
    })
    .await
}

/// What became of a post that was to be kept back for a moment.
#[derive(Clone, Copy, Debug)]
pub enum Held {
    /// It waits.
    Waits(ScheduledId),
    /// It was sent before, and is published.
    Out(PostId),
}

/// Keeps a post back for a moment, so that its author can think again: at most
/// [`people::UNDO_S_MAX`] seconds. It is one of those scheduled until then.
///
/// # Errors
/// As [`schedule`].
pub async fn hold(
    app: &App,
    by: Actor,
    draft: Draft,
    for_ms: i64,
    old: Option<DraftId>,
) -> Result<Held> {
    let ready = posts::ready(app, draft).await?;
    app.write(async move |tx| {
        // Sent again after the moment was over: it is out.
        if let Some(key) = &ready.draft().idempotency_key
            && let Some(post) = posts::made_before(tx, by.account, key).await?
        {
            return Ok(Held::Out(post));
        }
        if let Some(before) = before(tx, by.account, ready.draft()).await? {
            return Ok(Held::Waits(before.id));
        }
        if let Some(old) = old {
            drafts::remove(tx, by.account, old).await?;
        }
        let publish_at = tx.now_ms() + for_ms.min(people::UNDO_S_MAX * 1_000);
        Ok(Held::Waits(insert(tx, by, ready.draft(), publish_at).await?.id))
    })
    .await
}

/// The one made before with the same idempotency key.
async fn before(tx: &mut Tx, who: AccountId, draft: &Draft) -> Result<Option<Scheduled>> {
    match &draft.idempotency_key {
        Some(key) => sql::by_key(tx, who, key).await,
        None => Ok(None),
    }
}

async fn add(tx: &mut Tx, by: Actor, draft: &Draft, publish_at: i64) -> Result<Scheduled> {
    if let Some(before) = before(tx, by.account, draft).await? {
        return Ok(before);
    }
    check_date(tx, by.account, publish_at).await?;
    insert(tx, by, draft, publish_at).await
}

async fn insert(tx: &mut Tx, by: Actor, draft: &Draft, publish_at: i64) -> Result<Scheduled> {
    if sql::count(tx, by.account, 0, i64::MAX).await? >= SCHEDULED_MAX {
        let max = usize::try_from(SCHEDULED_MAX).unwrap_or_default();
        return Err(Error::invalid("", Say::new("error-scheduled-many").with("max", max)));
    }
    posts::check_about(tx, by.account, draft).await?;
    let id = ScheduledId(tx.new_id(by.account.bucket()));
    media::hold(tx, by.account, id.0, &draft.media).await?;
    let scheduled = Scheduled {
        id,
        account: by.account,
        person: by.person,
        app: by.app,
        draft: serde_json::to_string(draft).map_err(Error::internal)?,
        publish_at,
        failed: None,
    };
    sql::insert(tx, &scheduled, draft.idempotency_key.as_deref()).await?;
    publish_later(tx, id, publish_at).await?;
    Ok(scheduled)
}

/// What `who` has scheduled, last scheduled first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId, ask: Ask, limit: usize) -> Result<Vec<Scheduled>> {
    let mut page = sql::list(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|scheduled| std::cmp::Reverse(scheduled.id));
    Ok(page)
}

/// One post `who` has scheduled.
///
/// # Errors
/// [`Error::NotFound`] if it is not there (any more) or not theirs.
pub async fn get(tx: &mut Tx, who: AccountId, id: ScheduledId) -> Result<Scheduled> {
    sql::find(tx, id).await?.filter(|found| found.account == who).ok_or(Error::NotFound)
}

/// Gives a scheduled post another date.
///
/// # Errors
/// [`Error::NotFound`] if it is not theirs; [`Error::Invalid`] if the date is too soon or too far,
/// or too much is scheduled for that day.
pub async fn move_to(
    tx: &mut Tx,
    who: AccountId,
    id: ScheduledId,
    publish_at: i64,
) -> Result<Scheduled> {
    let mut scheduled = get(tx, who, id).await?;
    if scheduled.publish_at != publish_at || scheduled.failed.is_some() {
        check_date(tx, who, publish_at).await?;
        sql::move_to(tx, id, publish_at).await?;
        publish_later(tx, id, publish_at).await?;
        scheduled.publish_at = publish_at;
        scheduled.failed = None;
    }
    Ok(scheduled)
}

/// Does not publish it after all. Its pictures can be used anew for a day.
///
/// # Errors
/// [`Error::NotFound`] if it is not there (any more) or not theirs.
pub async fn remove(tx: &mut Tx, who: AccountId, id: ScheduledId) -> Result<()> {
    get(tx, who, id).await?;
    media::release(tx, id.0).await?;
    sql::delete(tx, id).await
}

/// Publishes what is due, until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, publish).await;
}

async fn check_date(tx: &mut Tx, who: AccountId, publish_at: i64) -> Result<()> {
    let ahead = publish_at - tx.now_ms();
    if ahead < AHEAD_MS_MIN {
        return Err(Error::invalid("scheduled_at", "error-scheduled-soon"));
    }
    if ahead > AHEAD_MS_MAX {
        return Err(Error::invalid("scheduled_at", "error-scheduled-far"));
    }
    let day = publish_at - publish_at.rem_euclid(DAY_MS);
    if sql::count(tx, who, day, day + DAY_MS).await? >= SCHEDULED_A_DAY_MAX {
        let max = usize::try_from(SCHEDULED_A_DAY_MAX).unwrap_or_default();
        let say = Say::new("error-scheduled-day").with("max", max);
        return Err(Error::invalid("scheduled_at", say));
    }
    Ok(())
}

/// Each date has a job of its own: one whose post was moved or is gone does nothing.
async fn publish_later(tx: &mut Tx, id: ScheduledId, publish_at: i64) -> Result<()> {
    let payload = serde_json::to_string(&(id, publish_at)).map_err(Error::internal)?;
    jobs::add(tx, QUEUE, &format!("{id}-{publish_at}"), &payload, publish_at).await
}

async fn publish(app: App, job: Job) -> Result<()> {
    let (id, publish_at): (ScheduledId, i64) =
        serde_json::from_str(&job.payload).map_err(Error::internal)?;
    let found = app.read(async move |tx| sql::find(tx, id).await).await?;
    let due = found.filter(|found| found.publish_at == publish_at && found.failed.is_none());
    let Some(scheduled) = due else { return Ok(()) };
    match publish_now(&app, scheduled.clone()).await {
        Ok(()) => Ok(()),
        // Trying again would not mend it: its author can.
        Err(error @ (Error::Invalid { .. } | Error::NotFound | Error::Forbidden(_))) => {
            app.write(async move |tx| fail(tx, &scheduled, &error).await).await
        }
        Err(other) => Err(other),
    }
}

/// Keeps it with the reason, and writes to whoever wrote it.
async fn fail(tx: &mut Tx, scheduled: &Scheduled, error: &Error) -> Result<()> {
    sql::fail(tx, scheduled.id, &error.to_string()).await?;
    let person = people::by_id(tx, scheduled.person).await?;
    let locale = Locale::of_tag(&person.locale).unwrap_or_default();
    let at = Time(scheduled.publish_at).bytes();
    let at = String::from_utf8_lossy(&at[..16]).replace('T', " ");
    let why = Say::new("letter-unpublished-why").with("at", at);
    let why = why.with("why", error.say().in_words(locale)).in_words(locale);
    let letter = Letter::Unpublished { person: person.id, scheduled: scheduled.id.0, why };
    letters::send(tx, &letter).await
}

async fn publish_now(app: &App, scheduled: Scheduled) -> Result<()> {
    let mut draft = scheduled.draft()?;
    // The key made scheduling twice the same as once, and goes over to the post, so that the form
    // sent once more is the same still; unless an immediate post has used it since.
    if let Some(key) = draft.idempotency_key.clone() {
        let account = scheduled.account;
        let used = async move |tx: &mut Tx| posts::made_before(tx, account, &key).await;
        if app.read(used).await?.is_some() {
            draft.idempotency_key = None;
        }
    }
    let ready = posts::ready(app, draft).await?;
    let (id, publish_at) = (scheduled.id, scheduled.publish_at);
    let by = Actor { account: scheduled.account, person: scheduled.person, app: scheduled.app };
    app.write(async move |tx| {
        // Asked again in the unit that publishes: it may have been moved or removed meanwhile.
        let still = sql::find(tx, id).await?.is_some_and(|it| it.publish_at == publish_at);
        if !still {
            return Ok(());
        }
        let may = accounts::get(tx, by.account).await?.is_active()
            && people::by_id(tx, by.person).await?.disabled_at.is_none();
        if !may {
            return Err(Error::forbidden("error-scheduled-silenced"));
        }
        media::release(tx, id.0).await?;
        posts::publish(tx, by, &ready).await?;
        sql::delete(tx, id).await
    })
    .await
}
