//! What was made of a testimony, here and elsewhere, so that all of it can be taken down at once:
//! what is ours goes, what is elsewhere becomes a task with a deadline.

use db::{Tx, record};
use ground::http::Ask;
use ground::{Error, MediaId, PostId, Result};
use social::{media, posts};

use super::{
    Entry, Kind, LINE_CHARS_MAX, Medium, Naming, Network, State, Testimony, TestimonyId, clean,
    consents, sql,
};
use crate::teams::{Act, Seat};

/// How long there is for what must be recalled by hand, in milliseconds: a day.
const RECALL_MS: i64 = 24 * 60 * 60 * 1000;

record! {
    /// Something made of a testimony.
    #[derive(Clone, Debug)]
    pub struct Use {
        /// Its number.
        pub id: i64,
        /// Of which testimony.
        pub testimony: TestimonyId,
        /// What it is.
        pub kind: Kind,
        /// The number of the post, media or card; 0 elsewhere.
        pub subject: i64,
        /// What of the person it shows.
        pub medium: Medium,
        /// Where it is.
        pub network: Network,
        /// Under which name.
        pub naming: Naming,
        /// Its address, or who got it.
        pub address: String,
        /// When it was made, in epoch milliseconds.
        pub made_at: i64,
        /// When it was taken down, or its recall was begun.
        pub gone_at: Option<i64>,
    }

    /// Something to be taken down elsewhere by a person.
    #[derive(Clone, Debug)]
    pub struct Task {
        /// Its number.
        pub id: i64,
        /// Of which testimony.
        pub testimony: TestimonyId,
        /// Of what.
        pub made: i64,
        /// Where.
        pub network: Network,
        /// Its address, or who got it.
        pub address: String,
        /// Until when, in epoch milliseconds.
        pub due_at: i64,
        /// When it was done.
        pub done_at: Option<i64>,
    }
}

/// Something that is being made of a testimony.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it is.
    pub kind: Kind,
    /// The number of the post, media or card; 0 elsewhere.
    pub subject: i64,
    /// What of the person it shows.
    pub medium: Medium,
    /// Where it is.
    pub network: Network,
    /// Under which name.
    pub naming: Naming,
    /// Its address, or who got it; may be empty here.
    pub address: String,
}

/// Writes down what is made of a testimony. Whoever publishes anything of one calls this in the
/// same unit.
///
/// # Errors
/// As [`super::may_publish`].
pub async fn derived(tx: &mut Tx, testimony: TestimonyId, made: &Made) -> Result<Use> {
    consents::may_publish(tx, testimony, made.network, made.medium, made.naming).await?;
    let it = sql::find(tx, testimony).await?.ok_or(Error::NotFound)?;
    let new = Use {
        id: tx.new_id(it.organisation.bucket()),
        testimony,
        kind: made.kind,
        subject: made.subject,
        medium: made.medium,
        network: made.network,
        naming: made.naming,
        address: made.address.clone(),
        made_at: tx.now_ms(),
        gone_at: None,
    };
    sql::uses::insert(tx, it.organisation, &new).await?;
    Ok(new)
}

/// Whether a thing of ours was made of a testimony that was taken back: it is shown no more.
///
/// # Errors
/// If the database does not answer.
pub async fn is_gone(tx: &mut Tx, kind: Kind, subject: i64) -> Result<bool> {
    sql::uses::is_gone(tx, kind.name(), subject).await
}

/// Writes down what somebody published elsewhere by hand, or gave to somebody.
///
/// # Errors
/// If one may not, does not say where, or nobody agreed to it.
pub(super) async fn used(tx: &mut Tx, seat: &Seat, it: &Testimony, mut made: Made) -> Result<Use> {
    seat.may(Act::Publish)?;
    made.address = clean("address", &made.address, LINE_CHARS_MAX)?;
    if made.address.is_empty() {
        return Err(Error::invalid("address", "error-use-address"));
    }
    if made.network == Network::Portevoix {
        return Err(Error::invalid("network", "error-use-here"));
    }
    let new = derived(tx, it.id, &made).await?;
    let deed = Entry::new("testimonies.used", "testimony", it.id.0).saying(made.network.name());
    seat.note(tx, deed).await?;
    if it.state == State::Publishable {
        super::advance(tx, it, State::Published, Some(seat.person)).await?;
    }
    Ok(new)
}

/// What was made of a testimony, oldest first.
pub(super) async fn of(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Use>> {
    sql::uses::of(tx, id).await
}

/// Takes down what was made of a testimony, those uses that `which` names: ours at once, others by
/// a task. Answers the files that are to be removed once this is stored.
pub(super) async fn recall(
    tx: &mut Tx,
    it: &Testimony,
    which: impl Fn(&Use) -> bool,
) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut going: Vec<Use> = sql::uses::of(tx, it.id).await?;
    going.retain(|each| each.gone_at.is_none() && which(each));
    // Posts first: they let go of their media.
    going.sort_by_key(|each| each.kind != Kind::Post);
    let due_at = tx.now_ms() + RECALL_MS;
    for each in &going {
        match each.kind {
            Kind::Post => {
                absent_is_fine(posts::remove(tx, it.organisation, PostId(each.subject)).await)?;
            }
            Kind::Media => files.extend(unhang(tx, it, MediaId(each.subject)).await?),
            Kind::Card => {}
            Kind::Elsewhere => sql::uses::insert_task(tx, it.organisation, each, due_at).await?,
        }
    }
    sql::uses::gone(tx, going.iter().map(|each| each.id).collect()).await?;
    Ok(files)
}

/// Removes a picture, and the post that carries it.
async fn unhang(tx: &mut Tx, it: &Testimony, id: MediaId) -> Result<Vec<String>> {
    let carrier = absent_is_fine(media::carrier(tx, it.organisation, id).await)?.flatten();
    if let Some(post) = carrier {
        absent_is_fine(posts::remove(tx, it.organisation, post).await)?;
    }
    let removed = media::recall(tx, it.organisation, id).await;
    Ok(absent_is_fine(removed)?.unwrap_or_default())
}

/// What somebody removed before is removed.
fn absent_is_fine<T>(done: Result<T>) -> Result<Option<T>> {
    match done {
        Ok(done) => Ok(Some(done)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What must be recalled by hand, latest first.
pub(super) async fn tasks(tx: &mut Tx, seat: &Seat, ask: Ask, limit: usize) -> Result<Vec<Task>> {
    seat.may(Act::HandleStories)?;
    sql::uses::tasks(tx, seat.organisation, ask, limit).await
}

/// Notes that something was taken down elsewhere. Twice is the same as once.
///
/// # Errors
/// If one may not; [`Error::NotFound`] if there is no such task.
pub(super) async fn task_done(tx: &mut Tx, seat: &Seat, id: i64) -> Result<Task> {
    seat.may(Act::HandleStories)?;
    let task = sql::uses::task(tx, seat.organisation, id).await?.ok_or(Error::NotFound)?;
    if task.done_at.is_none() {
        sql::uses::task_done(tx, id, seat.person).await?;
        let deed = Entry::new("testimonies.recalled", "testimony", task.testimony.0);
        seat.note(tx, deed.saying(task.network.name())).await?;
    }
    sql::uses::task(tx, seat.organisation, id).await?.ok_or(Error::NotFound)
}
