//! The second step of a log-in: a code from an app on one's telephone, or a recovery code.
//!
//! Each code is taken once. Wrong ones close the step for a time that doubles, and the person is
//! told by letter, for whoever guesses codes knows their password. The secret lies sealed. The
//! owner may say that nobody moderates without a second step: who has none acts as a member until
//! they do (`crates/ground/src/http/sql.rs`).

mod sql;
pub mod totp;

use aws_lc_rs::rand;
use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::Role;
use ground::{AccountId, App, Error, PersonId, Result, secret};
use serde::{Deserialize, Serialize};

use super::letters::{self, Letter};
use super::{attempts, by_id, settle};
use crate::moderation::{self, Target};
use crate::posts::Actor;

/// Recovery codes that one is given.
pub const RECOVERY_CODES: usize = 10;
/// Wrong codes in a row after which none is taken for a while.
const MISSES_MAX: i64 = 5;
/// How long, the first time; each further time twice as long.
const CLOSED_MS: i64 = 5 * 60 * 1000;
/// How often it doubles: to about a day.
const DOUBLINGS_MAX: i64 = 8;
/// As long as the tag of the code's HMAC: RFC 4226 §4, R6.
const SECRET_BYTES: usize = 20;
/// 80 bits: more than can be guessed from a hash.
const RECOVERY_BYTES: usize = 10;

record! {
    #[derive(Clone, Debug)]
    struct Row {
        sealed: Vec<u8>,
        on_since: Option<i64>,
        used_step: i64,
        misses: i64,
        closed_until: i64,
    }
}

/// How it stands with a person's second step.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Since when codes are asked for, in epoch milliseconds.
    pub on_since: Option<i64>,
    /// Recovery codes that are left.
    pub codes_left: i64,
}

/// What an app must be told to make codes.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The secret in groups of four, to be typed.
    pub key: String,
    /// The same as an address for a telephone's camera.
    pub address: String,
}

/// How a code was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is the app's.
    Right,
    /// It was a recovery code; so many are left.
    Spare(i64),
    /// It is none, or was used.
    Wrong,
    /// There were too many wrong ones: none is looked at before then, in epoch milliseconds.
    Closed(i64),
}

/// Who needs a second step has changed.
#[derive(Debug, Deserialize, Serialize)]
pub struct Ruled {
    /// Who said so.
    pub by: AccountId,
}

impl Event for Ruled {
    const KIND: &'static str = "people.second_step_ruled";

    fn subject(&self) -> i64 {
        0
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// How it stands with a person's second step.
///
/// # Errors
/// If the database does not answer.
pub async fn state(tx: &mut Tx, person: PersonId) -> Result<State> {
    let row = sql::row(tx, person).await?;
    let codes_left = sql::codes_left(tx, person).await?;
    Ok(State { on_since: row.and_then(|row| row.on_since), codes_left })
}

/// Whether a person's log-in has a second step.
pub(super) async fn is_on(tx: &mut Tx, person: PersonId) -> Result<bool> {
    Ok(sql::row(tx, person).await?.is_some_and(|row| row.on_since.is_some()))
}

/// Makes a new secret, which counts only when [`turn_on`] saw a code of it.
///
/// # Errors
/// [`Error::Conflict`] if the step is on already.
pub async fn begin(tx: &mut Tx, app: &App, person: PersonId) -> Result<()> {
    if is_on(tx, person).await? {
        return Err(Error::Conflict("error-second-on".into()));
    }
    let sealed = app.seal.close(&place(person), &random::<SECRET_BYTES>()?)?;
    sql::delete(tx, person).await?;
    sql::insert(tx, person, &sealed).await
}

/// What the app is to be told; none if nothing is being set up.
///
/// # Errors
/// If the secret cannot be read.
pub async fn setup(tx: &mut Tx, app: &App, person: PersonId) -> Result<Option<Setup>> {
    let Some(row) = sql::row(tx, person).await?.filter(|row| row.on_since.is_none()) else {
        return Ok(None);
    };
    let email = by_id(tx, person).await?.email;
    let key = totp::base32(&app.seal.open(&place(person), &row.sealed)?);
    let [issuer, label] = [&app.config.title, &email].map(|text| ground::http::page::encode(text));
    // Some apps read a slash in a label, even where it is coded.
    let issuer = issuer.replace('/', "%2F");
    let address = format!("otpauth://totp/{issuer}:{label}?secret={key}&issuer={issuer}");
    Ok(Some(Setup { key: totp::grouped(&key, " "), address }))
}

/// Turns it on, if the app shows the right code. Returns the recovery codes: the only time they are
/// seen.
///
/// # Errors
/// If the code is wrong, or nothing is being set up.
pub async fn turn_on(tx: &mut Tx, app: &App, person: PersonId, typed: &str) -> Result<Vec<String>> {
    let row = sql::row(tx, person).await?.filter(|row| row.on_since.is_none());
    let row = row.ok_or_else(|| Error::Conflict("error-second-on".into()))?;
    let key = app.seal.open(&place(person), &row.sealed)?;
    let now = tx.now_ms();
    let step = totp::step_of(&key, &tidy(typed), now, row.used_step);
    let step = step.ok_or_else(|| Error::invalid("code", "error-second-wrong"))?;
    sql::take(tx, person, step).await?;
    sql::turn_on(tx, person, now).await?;
    attempts::end_all(tx, person).await?;
    tell(tx, person, "second-on").await?;
    settle::changed(tx, person).await?;
    renew_codes(tx, person).await
}

/// Turns it off. Nothing of it is kept.
///
/// # Errors
/// If the database does not answer.
pub async fn turn_off(tx: &mut Tx, person: PersonId) -> Result<()> {
    if is_on(tx, person).await? {
        tell(tx, person, "second-off").await?;
        settle::changed(tx, person).await?;
    }
    sql::delete(tx, person).await
}

/// Ten new recovery codes; the old ones are worth nothing.
///
/// # Errors
/// If the database does not answer.
pub async fn renew_codes(tx: &mut Tx, person: PersonId) -> Result<Vec<String>> {
    sql::delete_codes(tx, person).await?;
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let code = totp::base32(&random::<RECOVERY_BYTES>()?).to_lowercase();
        sql::insert_code(tx, person, &secret::hash(&code)).await?;
        codes.push(totp::grouped(&code, "-"));
    }
    Ok(codes)
}

/// Looks at a code that somebody typed, and takes it if it is right. What was counted is to be kept
/// whatever the answer, so the answer is no error.
///
/// # Errors
/// If the secret cannot be read.
pub async fn prove(tx: &mut Tx, app: &App, person: PersonId, typed: &str) -> Result<Proof> {
    let Some(row) = sql::row(tx, person).await?.filter(|row| row.on_since.is_some()) else {
        return Ok(Proof::Wrong);
    };
    let typed = tidy(typed);
    // Nobody guesses a recovery code: they are let in even while guessing is held up.
    if typed.len() > 6 && sql::take_code(tx, person, &secret::hash(&typed)).await? {
        tell(tx, person, "recovery-used").await?;
        return Ok(Proof::Spare(sql::codes_left(tx, person).await?));
    }
    let now = tx.now_ms();
    if row.closed_until > now {
        return Ok(Proof::Closed(row.closed_until));
    }
    let key = app.seal.open(&place(person), &row.sealed)?;
    if let Some(step) = totp::step_of(&key, &typed, now, row.used_step) {
        sql::take(tx, person, step).await?;
        return Ok(Proof::Right);
    }
    let misses = row.misses + 1;
    let mut closed_until = 0;
    if misses % MISSES_MAX == 0 {
        closed_until = now + (CLOSED_MS << (misses / MISSES_MAX - 1).min(DOUBLINGS_MAX));
        tell(tx, person, "codes-tried").await?;
    }
    sql::miss(tx, person, misses, closed_until).await?;
    Ok(if closed_until > 0 { Proof::Closed(closed_until) } else { Proof::Wrong })
}

/// Roles that nobody has without a second step.
///
/// # Errors
/// If the database does not answer.
pub async fn roles(tx: &mut Tx) -> Result<Vec<Role>> {
    let names = sql::roles(tx).await?;
    Ok(names.iter().filter_map(|name| Role::of(name)).collect())
}

/// Says which roles nobody has without a second step. Who says so must have one.
///
/// # Errors
/// If they have none.
pub async fn rule(tx: &mut Tx, by: Actor, roles: &[Role]) -> Result<()> {
    if !roles.is_empty() && !is_on(tx, by.person).await? {
        return Err(Error::invalid("roles", "error-own-second-first"));
    }
    sql::forget_roles(tx).await?;
    for role in roles {
        sql::insert_role(tx, role.name()).await?;
    }
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let target = Target { kind: "second_step", id: 0, name: names.join(", ") };
    moderation::note(tx, by, "second_step.rule", target, "").await?;
    events::append(tx, &Ruled { by: by.account })
}

/// Forgets a person.
pub(super) async fn erase(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql::delete(tx, person).await
}

/// What a sealed secret belongs to.
fn place(person: PersonId) -> String {
    format!("totp {person}")
}

/// A code as it was meant: people type it in groups, and as they like.
fn tidy(typed: &str) -> String {
    let kept = typed.chars().filter(|sign| sign.is_ascii_alphanumeric());
    kept.take(64).map(|sign| sign.to_ascii_lowercase()).collect()
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| Error::internal("the system has no randomness to give"))?;
    Ok(bytes)
}

async fn tell(tx: &mut Tx, person: PersonId, what: &str) -> Result<()> {
    letters::send(tx, &Letter::Secured { person, what: what.to_owned() }).await
}
