//! What the team does with a testimony: it speaks with the witness, writes, approves, publishes.

use db::Tx;
use ground::http::{Via, Viewer};
use ground::{AccountId, App, Error, PostId, Result, secret};
use social::posts::quotes::QuotePolicy;
use social::posts::{self, Actor, Draft, Visibility};
use wire::Time;

use super::uses::Made;
use super::{
    BODY_CHARS_MAX, Capacity, Entry, Kind, LINE_CHARS_MAX, Medium, Naming, Network, State,
    Testimony, TestimonyId, advance, at, clean, consents, derived, letters, may_publish, sql,
    vault,
};
use crate::teams::{Act, Risks, Seat, separate};

/// A mark of a text.
pub(super) fn mark(body: &str) -> [u8; 32] {
    secret::hash(body)
}

/// Notes that somebody of the team reached the witness at their contact.
///
/// # Errors
/// If one may not, or it is not new.
pub(super) async fn verify(tx: &mut Tx, seat: &Seat, it: &Testimony) -> Result<Testimony> {
    seat.may(Act::SeeWitnesses)?;
    let it = advance(tx, it, State::Verified, Some(seat.person)).await?;
    seat.note(tx, Entry::new("testimonies.verified", "testimony", it.id.0)).await?;
    consents::agreed(tx, &it, Some(seat.person)).await
}

/// Notes that whoever represents a witness agrees too, and what was seen as proof of it.
///
/// # Errors
/// If one may not, says no proof, or the witness needs nobody.
pub(super) async fn represent(
    tx: &mut Tx,
    seat: &Seat,
    seal: &ground::secret::Seal,
    it: &Testimony,
    proof: &str,
) -> Result<Testimony> {
    seat.may(Act::HandleConsents)?;
    let proof = clean("words", proof, LINE_CHARS_MAX)?;
    if proof.is_empty() {
        return Err(Error::invalid("words", "error-testimony-proof"));
    }
    if it.capacity == Capacity::Adult || it.state.is_closed() {
        return Err(Error::Conflict("error-testimony-adult".into()));
    }
    let mut who = vault::open(tx, seal, it.id).await?.ok_or(Error::Gone)?;
    who.proof = proof;
    vault::put(tx, seal, it.id, &who).await?;
    sql::set_represented(tx, it.id).await?;
    seat.note(tx, Entry::new("testimonies.represented", "testimony", it.id.0)).await?;
    let it = sql::find(tx, it.id).await?.ok_or(Error::NotFound)?;
    consents::agreed(tx, &it, Some(seat.person)).await
}

/// Keeps the text that is to be published. A text that was approved before is approved anew.
///
/// # Errors
/// If one may not, the witness did not agree yet, it is published already, or somebody else
/// changed it meanwhile ([`Error::Conflict`]).
pub(super) async fn write(
    tx: &mut Tx,
    seat: &Seat,
    it: &Testimony,
    body: &str,
    version: i64,
) -> Result<Testimony> {
    seat.may(Act::Write)?;
    let body = clean("body", body, BODY_CHARS_MAX)?;
    if body.is_empty() {
        return Err(Error::invalid("body", "error-testimony-empty"));
    }
    if it.state != State::Written && !it.state.may_become(State::Written) {
        consents::can_agree(it)?;
        return Err(Error::Conflict("error-testimony-not-written".into()));
    }
    let kept =
        it.version == version && sql::set_body(tx, it.id, version, &body, seat.person).await?;
    if !kept {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    let deed = Entry::new("testimonies.wrote", "testimony", it.id.0);
    seat.note(tx, deed.before(&it.body)?.after(&body)?).await?;
    letters::add(tx, letters::What::Written, it.id).await?;
    match it.state {
        State::Written => sql::find(tx, it.id).await?.ok_or(Error::NotFound),
        _ => advance(tx, it, State::Written, Some(seat.person)).await,
    }
}

/// Approves, as a second person, a text that the witness approved.
///
/// # Errors
/// If one may not, or wrote it oneself.
pub(super) async fn approve(tx: &mut Tx, seat: &Seat, it: &Testimony) -> Result<Testimony> {
    seat.may(Act::Approve)?;
    let names_person = naming(tx, it).await?.is_some_and(|naming| naming != Naming::Anonymous);
    let risks = Risks { names_person, health: true, ..Risks::default() };
    separate(it.author.unwrap_or(seat.person), seat.person, risks)?;
    let next = advance(tx, it, State::Publishable, Some(seat.person)).await?;
    seat.note(tx, Entry::new("testimonies.approved", "testimony", it.id.0)).await?;
    Ok(next)
}

/// Publishes a testimony here, as a post of the organisation.
///
/// # Errors
/// If one may not, or as [`super::may_publish`].
pub(super) async fn publish(
    app: &App,
    viewer: &Viewer,
    organisation: AccountId,
    id: TestimonyId,
) -> Result<PostId> {
    let who = viewer.clone();
    let found = app.read(async move |tx| {
        let (seat, it) = at(tx, &who, organisation, id.0).await?;
        seat.may(Act::Publish)?;
        let naming = naming(tx, &it).await?.unwrap_or(Naming::Anonymous);
        may_publish(tx, id, Network::Portevoix, Medium::Text, naming).await?;
        Ok((it, naming))
    });
    let (it, naming) = found.await?;
    let shown = signature(app, &it, naming).await?;
    let ready = posts::ready(app, draft(&it, &shown)).await?;
    let viewer = viewer.clone();
    app.write(async move |tx| {
        let (seat, now) = at(tx, &viewer, organisation, id.0).await?;
        seat.may(Act::Publish)?;
        if now.version != it.version || now.act != it.act {
            return Err(Error::Conflict("error-changed-meanwhile".into()));
        }
        let by = Actor { account: organisation, person: seat.person, app: None };
        let post = posts::publish(tx, by, &ready).await?.post;
        let made = Made {
            kind: Kind::Post,
            subject: post.0,
            medium: Medium::Text,
            network: Network::Portevoix,
            naming,
            address: String::new(),
        };
        derived(tx, id, &made).await?;
        if now.state == State::Publishable {
            advance(tx, &now, State::Published, Some(seat.person)).await?;
        }
        seat.note(tx, Entry::new("testimonies.published", "testimony", id.0)).await?;
        Ok(post)
    })
    .await
}

fn draft(it: &Testimony, shown: &str) -> Draft {
    Draft {
        body: signed(&it.body, shown),
        spoiler: String::new(),
        sensitive: false,
        visibility: Visibility::Public,
        language: Some(it.locale.clone()),
        reply_to: None,
        media: Vec::new(),
        quote: None,
        quote_policy: QuotePolicy::default(),
        poll: None,
        idempotency_key: Some(format!("testimony-{}-{}", it.version, it.act.unwrap_or_default())),
        via: Via::default(),
    }
}

/// Does one of the steps that need nothing but a word: `verify`, `represent`, `approve`, `publish`,
/// or `keep` until a day.
///
/// # Errors
/// As these; [`Error::Invalid`] if there is no such step.
pub(super) async fn step(
    app: &App,
    viewer: &Viewer,
    organisation: AccountId,
    id: TestimonyId,
    step: &str,
    words: &str,
) -> Result<()> {
    let (viewer, words) = (viewer.clone(), words.to_owned());
    match step {
        "publish" => publish(app, &viewer, organisation, id).await.map(drop),
        "verify" => {
            app.write(async move |tx| {
                let (seat, it) = at(tx, &viewer, organisation, id.0).await?;
                verify(tx, &seat, &it).await.map(drop)
            })
            .await
        }
        "approve" => {
            app.write(async move |tx| {
                let (seat, it) = at(tx, &viewer, organisation, id.0).await?;
                approve(tx, &seat, &it).await.map(drop)
            })
            .await
        }
        "represent" => {
            let seal = vault::seal(app).await?;
            app.write(async move |tx| {
                let (seat, it) = at(tx, &viewer, organisation, id.0).await?;
                represent(tx, &seat, &seal, &it, &words).await.map(drop)
            })
            .await
        }
        "keep" => {
            let wrong = || Error::invalid("words", "error-testimony-keep");
            let until =
                Time::parse(&format!("{}T00:00:00.000Z", words.trim())).ok_or_else(wrong)?;
            app.write(async move |tx| {
                let (seat, it) = at(tx, &viewer, organisation, id.0).await?;
                keep(tx, &seat, &it, until.0).await
            })
            .await
        }
        _ => Err(Error::invalid("step", "error-testimony-step")),
    }
}

/// The name a witness wants to be called by, if they want one; the consents that hold say which.
pub(super) async fn naming(tx: &mut Tx, it: &Testimony) -> Result<Option<Naming>> {
    let held = consents::allowed(tx, it).await?;
    let text = held.iter().find(|row| row.medium == Some(Medium::Text));
    Ok(text.or(held.first()).and_then(|row| row.naming))
}

/// The name that stands under a testimony; empty for none.
pub(super) async fn signature(app: &App, it: &Testimony, naming: Naming) -> Result<String> {
    if naming == Naming::Anonymous {
        return Ok(String::new());
    }
    let seal = vault::seal(app).await?;
    let id = it.id;
    let who = app.read(async move |tx| vault::open(tx, &seal, id).await).await?;
    Ok(who.map(|who| who.shown).unwrap_or_default())
}

/// A text with the name under it.
pub(super) fn signed(body: &str, shown: &str) -> String {
    if shown.is_empty() { body.to_owned() } else { format!("{body}\n\n— {shown}") }
}

/// Sets until when a story is kept, such as six months after the end of a campaign.
///
/// # Errors
/// If one may not, or the day is past or more than five years away.
pub(super) async fn keep(tx: &mut Tx, seat: &Seat, it: &Testimony, until: i64) -> Result<()> {
    seat.may(Act::HandleConsents)?;
    let now = tx.now_ms();
    if until <= now || until > now + 5 * 366 * super::DAY_MS {
        return Err(Error::invalid("words", "error-testimony-keep"));
    }
    sql::set_keep(tx, it.id, until).await?;
    seat.note(tx, Entry::new("testimonies.kept", "testimony", it.id.0)).await
}
