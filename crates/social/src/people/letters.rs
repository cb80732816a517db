//! The letters people get: asked for in the transaction that needs them, written and sent
//! afterwards, at least once.
//!
//! The secret in a letter is made when the letter is written, so that it stands nowhere but in
//! the letter.

use db::Tx;
use ground::jobs::{self, Job};
use ground::{App, Error, Locale, PersonId, Result, Say, secret};
use serde::{Deserialize, Serialize};

use super::secrets::{self, Purpose};
use super::{Person, account_of, by_email, by_id};
use crate::accounts;
use crate::letters::{self, Mail};

/// The queue of letters to be written.
pub const QUEUE: &str = "letters";

/// A letter to be written.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// Please confirm your address.
    Confirm {
        /// Who.
        person: PersonId,
    },
    /// The same again, for whoever has that address and has not confirmed it.
    ConfirmAgain {
        /// The address.
        email: String,
    },
    /// Please confirm your new address.
    NewAddress {
        /// Who.
        person: PersonId,
        /// The address.
        email: String,
    },
    /// Your address was changed: to the old one.
    Moved {
        /// Who.
        person: PersonId,
        /// The old address.
        old: String,
    },
    /// Somebody wanted to join with your address, but you are here already.
    Known {
        /// Who.
        person: PersonId,
    },
    /// Choose a new password; to whoever has that address.
    Reset {
        /// The address.
        email: String,
    },
    /// A link that logs in; to whoever has that address.
    Enter {
        /// The address.
        email: String,
        /// The hash of the attempt: of the browser that asked.
        bound: Vec<u8>,
    },
    /// Your password was changed.
    PasswordChanged {
        /// Who.
        person: PersonId,
    },
    /// You have been let in.
    Approved {
        /// Who.
        person: PersonId,
    },
    /// You have not been let in.
    Refused {
        /// The address.
        email: String,
        /// The language of the letter.
        locale: String,
    },
    /// A scheduled post could not be published.
    Unpublished {
        /// Who wrote it.
        person: PersonId,
        /// Its number, so that another one is another letter.
        scheduled: i64,
        /// When it was to be published, and why it was not, in their language.
        why: String,
    },
    /// Something about how you log in changed, or was tried.
    Secured {
        /// Who.
        person: PersonId,
        /// What: see [`secured`].
        what: String,
    },
    /// Moderators did something to your account.
    Warned {
        /// Who.
        person: PersonId,
        /// What was done.
        act: String,
        /// What they say.
        text: String,
        /// The number of the warning, so that the same again is another letter.
        warning: i64,
    },
}

/// Asks for a letter. The same letter, asked for again before it is sent, is sent once.
///
/// # Errors
/// If the database does not answer.
pub async fn send(tx: &mut Tx, letter: &Letter) -> Result<()> {
    /// The same letter may be wanted again later, even if an earlier one could never be sent.
    const SAME_MS: i64 = 10 * 60 * 1000;
    let payload = serde_json::to_string(letter).map_err(Error::internal)?;
    let now = tx.now_ms();
    // Addresses do not belong into keys, which are logged.
    let hash: String =
        secret::hash(&payload)[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    jobs::add(tx, QUEUE, &format!("{hash}-{}", now / SAME_MS), &payload, now).await
}

/// Writes and sends letters until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, write_and_send).await;
}

async fn write_and_send(app: App, job: Job) -> Result<()> {
    let letter: Letter = serde_json::from_str(&job.payload).map_err(Error::internal)?;
    match write(&app, letter).await? {
        Some(mail) => letters::deliver(&app, mail).await,
        None => Ok(()),
    }
}

/// The letter in words; none if there is nobody to write to, or they got many already.
async fn write(app: &App, letter: Letter) -> Result<Option<Mail>> {
    match letter {
        Letter::Confirm { person } => {
            let Some(person) = find(app, person).await? else { return Ok(None) };
            if person.confirmed_at.is_some() {
                return Ok(None);
            }
            let email = person.email.clone();
            with_secret(app, person, Purpose::Confirm, email, CONFIRM, None).await
        }
        Letter::ConfirmAgain { email } => {
            let Some(person) = find_by(app, email).await? else { return Ok(None) };
            if person.confirmed_at.is_some() {
                return Ok(None);
            }
            let email = person.email.clone();
            with_secret(app, person, Purpose::Confirm, email, CONFIRM, None).await
        }
        Letter::NewAddress { person, email } => {
            let Some(person) = find(app, person).await? else { return Ok(None) };
            with_secret(app, person, Purpose::Confirm, email, NEW_ADDRESS, None).await
        }
        Letter::Reset { email } => {
            let Some(person) = find_by(app, email).await? else { return Ok(None) };
            let email = person.email.clone();
            with_secret(app, person, Purpose::Reset, email, RESET, None).await
        }
        Letter::Enter { email, bound } => {
            let Some(person) = find_by(app, email).await? else { return Ok(None) };
            let email = person.email.clone();
            with_secret(app, person, Purpose::Enter, email, ENTER, Some(bound)).await
        }
        Letter::Moved { person, old } => {
            let Some(person) = find(app, person).await? else { return Ok(None) };
            plain(app, &person, old, MOVED, "/settings").await
        }
        Letter::Known { person } => to_person(app, person, KNOWN, "/password/new").await,
        Letter::PasswordChanged { person } => {
            to_person(app, person, PASSWORD_CHANGED, "/password/new").await
        }
        Letter::Secured { person, what } => {
            to_person(app, person, secured(&what), "/settings/security").await
        }
        Letter::Approved { person } => to_person(app, person, APPROVED, "/log-in").await,
        Letter::Warned { person, act, text, .. } => {
            let mail = to_person(app, person, warned(&act), "/notifications").await?;
            Ok(mail.map(|mail| Mail { body: format!("{}\n{text}\n", mail.body), ..mail }))
        }
        Letter::Unpublished { person, why, .. } => {
            let mail = to_person(app, person, UNPUBLISHED, "/").await?;
            Ok(mail.map(|mail| Mail { body: format!("{}\n{why}\n", mail.body), ..mail }))
        }
        Letter::Refused { email, locale } => {
            let locale = Locale::of_tag(&locale).unwrap_or_default();
            Ok(Some(in_words(app, locale, email, REFUSED, "", "/")))
        }
    }
}

/// The keys of a letter's subject and text.
type Words = (&'static str, &'static str);

const CONFIRM: Words = ("letter-confirm-subject", "letter-confirm");
const NEW_ADDRESS: Words = ("letter-address-subject", "letter-address");
const MOVED: Words = ("letter-moved-subject", "letter-moved");
const KNOWN: Words = ("letter-known-subject", "letter-known");
const RESET: Words = ("letter-reset-subject", "letter-reset");
const ENTER: Words = ("letter-enter-subject", "letter-enter");
const PASSWORD_CHANGED: Words = ("letter-password-subject", "letter-password");
const APPROVED: Words = ("letter-approved-subject", "letter-approved");
const UNPUBLISHED: Words = ("letter-unpublished-subject", "letter-unpublished");
const REFUSED: Words = ("letter-refused-subject", "letter-refused");

/// What changed, or was tried, in words.
fn secured(what: &str) -> Words {
    match what {
        "second-on" => ("letter-second-on-subject", "letter-second-on"),
        "second-off" => ("letter-second-off-subject", "letter-second-off"),
        "passkey-added" => ("letter-passkey-added-subject", "letter-passkey-added"),
        "passkey-removed" => ("letter-passkey-removed-subject", "letter-passkey-removed"),
        "passkey-copied" => ("letter-passkey-copied-subject", "letter-passkey-copied"),
        "recovery-used" => ("letter-recovery-subject", "letter-recovery"),
        _ => ("letter-tried-subject", "letter-tried"),
    }
}

/// What was done, in words.
fn warned(act: &str) -> Words {
    let text = match act {
        "disable" => "letter-warned-disable",
        "sensitive" => "letter-warned-sensitive",
        "silence" => "letter-warned-silence",
        "suspend" => "letter-warned-suspend",
        _ => "letter-warned-none",
    };
    ("letter-warned-subject", text)
}

async fn with_secret(
    app: &App,
    person: Person,
    purpose: Purpose,
    email: String,
    words: Words,
    bound: Option<Vec<u8>>,
) -> Result<Option<Mail>> {
    let (id, to) = (person.id, email.clone());
    let made = app.write(async move |tx| secrets::make(tx, id, purpose, &to, bound).await).await?;
    let Some(secret) = made else { return Ok(None) };
    let path = match purpose {
        Purpose::Confirm => format!("/confirm/{secret}"),
        Purpose::Reset => format!("/password/reset/{secret}"),
        Purpose::Enter => format!("/log-in/link/{secret}"),
    };
    plain(app, &person, email, words, &path).await
}

async fn to_person(app: &App, id: PersonId, words: Words, path: &str) -> Result<Option<Mail>> {
    let Some(person) = find(app, id).await? else { return Ok(None) };
    let email = person.email.clone();
    plain(app, &person, email, words, path).await
}

async fn plain(
    app: &App,
    person: &Person,
    email: String,
    words: Words,
    path: &str,
) -> Result<Option<Mail>> {
    let id = person.id;
    let account = app
        .read(async move |tx| {
            let account = account_of(tx, id).await?;
            Ok(accounts::by_ids(tx, &[account]).await?.pop())
        })
        .await?;
    let handle = account.map(|account| format!("@{}", account.username)).unwrap_or_default();
    let locale = Locale::of_tag(&person.locale).unwrap_or_default();
    Ok(Some(in_words(app, locale, email, words, &handle, path)))
}

fn in_words(app: &App, locale: Locale, to: String, words: Words, handle: &str, path: &str) -> Mail {
    let (subject, body) = words;
    let say = |key: &'static str| {
        let say = Say::new(key).with("place", app.config.title.as_str());
        say.with("handle", handle).with("address", app.url(path)).in_words(locale)
    };
    let (subject, body) = (say(subject), format!("{}\n", say(body)));
    Mail { to, subject, body, unsubscribe: None }
}

async fn find(app: &App, id: PersonId) -> Result<Option<Person>> {
    match app.read(async move |tx| by_id(tx, id).await).await {
        Ok(person) => Ok(Some(person)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn find_by(app: &App, email: String) -> Result<Option<Person>> {
    app.read(async move |tx| by_email(tx, &email).await).await
}
