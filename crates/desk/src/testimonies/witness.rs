//! What a witness does by their own link, without a log-in: see, agree, approve, take back.

use db::Tx;
use ground::{App, Error, Result, secret};

use super::{Receipt, State, Step, Testimony, Use, advance, consents, sql, uses, vault, work};
use crate::journal;
use crate::teams::{Act, Seat};

/// All that a witness is shown.
pub(super) struct View {
    pub(super) testimony: Testimony,
    pub(super) receipts: Vec<Receipt>,
    pub(super) uses: Vec<Use>,
    pub(super) tasks: Vec<uses::Task>,
    pub(super) steps: Vec<Step>,
}

/// The testimony that a link leads to.
///
/// # Errors
/// [`Error::Gone`] if it holds no longer, or never did: the same answer.
pub(super) async fn by_secret(tx: &mut Tx, secret: &str) -> Result<Testimony> {
    let now = tx.now_ms();
    sql::vault::by_hash(tx, &secret::hash(secret), now).await?.ok_or(Error::Gone)
}

/// What a link shows.
pub(super) async fn view(tx: &mut Tx, secret: &str) -> Result<View> {
    let testimony = by_secret(tx, secret).await?;
    let id = testimony.id;
    Ok(View {
        receipts: consents::of(tx, id).await?,
        uses: uses::of(tx, id).await?,
        tasks: sql::uses::tasks_of(tx, id).await?,
        steps: sql::steps(tx, id).await?,
        testimony,
    })
}

/// Makes a new link for a witness; those before hold no longer.
///
/// # Errors
/// If one may not; [`Error::Conflict`] if nothing is left to look at.
pub(super) async fn renew(tx: &mut Tx, seat: &Seat, it: &Testimony, secret: &str) -> Result<()> {
    seat.may(Act::SeeWitnesses)?;
    sql::vault::end_links(tx, it.id).await?;
    hand(tx, it, secret).await?;
    seat.note(tx, journal::Deed::new("testimonies.link", "testimony", it.id.0)).await
}

/// Makes one more link for a witness: it holds for a year, and a year longer than what they agreed
/// to.
pub(super) async fn hand(tx: &mut Tx, it: &Testimony, secret: &str) -> Result<()> {
    let held = consents::allowed(tx, it).await?;
    let ends = held.iter().map(|row| row.ends_at).max().unwrap_or_default();
    let until = ends.max(tx.now_ms()) + super::LINK_MS;
    sql::vault::insert_link(tx, it.id, &secret::hash(secret), until).await
}

/// Approves the text that was shown: `shown` is its mark, as the form carried it.
///
/// # Errors
/// [`Error::Conflict`] if the text is another now, or there is none to approve.
pub(super) async fn approve(tx: &mut Tx, secret: &str, shown: &str) -> Result<Testimony> {
    let it = by_secret(tx, secret).await?;
    if shown != mark_text(&it.body) {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    consents::can_agree(&it)?;
    let next = advance(tx, &it, State::Approved, None).await?;
    sql::set_approved(tx, it.id, &work::mark(&it.body)).await?;
    Ok(next)
}

/// A mark of a text as a form carries it.
pub(super) fn mark_text(body: &str) -> String {
    work::mark(body).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Takes all of it back, at once. Twice is the same as once.
///
/// # Errors
/// [`Error::Gone`] if the link does not hold.
pub(super) async fn withdraw(app: &App, secret: &str) -> Result<()> {
    let secret = secret.to_owned();
    let files = app
        .write(async move |tx| {
            let it = by_secret(tx, &secret).await?;
            if matches!(it.state, State::Withdrawn | State::Purged) {
                return Ok(Vec::new());
            }
            take_back(tx, &it).await
        })
        .await?;
    social::media::forget_files(app, &files).await;
    Ok(())
}

/// Everything that a withdrawal does, in one unit: what is ours is taken down, what is elsewhere
/// becomes a task, story and text and name are erased. Counts and receipts stay.
async fn take_back(tx: &mut Tx, it: &Testimony) -> Result<Vec<String>> {
    let asked = match it.state {
        State::Expired => it.clone(),
        _ => advance(tx, it, State::WithdrawalAsked, None).await?,
    };
    let files = uses::recall(tx, &asked, |_| true).await?;
    consents::taken_back(tx, &asked).await?;
    erase(tx, &asked).await?;
    sql::vault::forget(tx, asked.id).await?;
    let used = !sql::uses::of(tx, asked.id).await?.is_empty();
    if asked.state == State::Expired {
        advance(tx, &asked, State::Purged, None).await?;
        return Ok(files);
    }
    let gone = advance(tx, &asked, State::Withdrawn, None).await?;
    // Where nothing ever left the house there is nothing to wait for.
    if !used {
        advance(tx, &gone, State::Purged, None).await?;
    }
    Ok(files)
}

/// Erases what was told and what was written of it.
pub(super) async fn erase(tx: &mut Tx, it: &Testimony) -> Result<()> {
    sql::erase_story(tx, it.id).await?;
    sql::erase_body(tx, it.id).await
}

/// Who a witness is, for the house itself, if the vault is open and they are not forgotten.
pub(super) async fn identity(app: &App, it: &Testimony) -> Result<Option<vault::Identity>> {
    let (seal, id) = (vault::seal(app).await?, it.id);
    app.read(async move |tx| vault::open(tx, &seal, id).await).await
}
