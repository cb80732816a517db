//! What the people who run the place say of it at length, in its languages: what it is, what it
//! does with what it knows of people, who answers for it, and its terms, each version of which
//! holds from a day.
//!
//! Written in Markdown. Terms that hold are never changed: a new version follows them.

use db::{Tx, record};
use ground::{Error, Locale, Result, Say};

use super::sql;
use crate::moderation::{self, Target};
use crate::posts::Actor;

/// Longest text, in characters.
pub const BODY_CHARS_MAX: usize = 100_000;
/// Most versions of the terms.
const VERSIONS_MAX: usize = 200;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Which text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What this place is.
    Description,
    /// What it does with what it knows of people.
    Privacy,
    /// What people agree to.
    Terms,
    /// Who answers for it.
    Legal,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Description, Self::Privacy, Self::Terms, Self::Legal];

    /// Its name in addresses, commands and the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
            Self::Legal => "legal",
        }
    }

    /// The text of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

record! {
    /// A text in one language.
    #[derive(Clone, Debug)]
    pub struct Text {
        /// The day (counted from 1970) it holds from, if it is of the terms; else 0.
        pub starts_on: i64,
        /// Its language, a tag of [`Locale`].
        pub language: String,
        /// The Markdown.
        pub body: String,
        /// The HTML made of it.
        pub html: String,
        /// When it was last written, in epoch milliseconds.
        pub written_at: i64,
    }
}

/// What is to be said.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which text.
    pub kind: Kind,
    /// In which language.
    pub language: Locale,
    /// Of terms: the day (counted from 1970) they hold from; none is today.
    pub starts_on: Option<i64>,
    /// The Markdown; empty takes the text away.
    pub body: String,
}

/// Says something of the place, or no longer. `by` is none for the person at the command line.
///
/// # Errors
/// [`Error::Invalid`] if it is too long, or would change terms that hold.
pub async fn write(tx: &mut Tx, by: Option<Actor>, draft: Draft) -> Result<()> {
    let today = today(tx.now_ms());
    let starts_on = match draft.kind {
        Kind::Terms => draft.starts_on.unwrap_or(today),
        Kind::Description | Kind::Privacy | Kind::Legal => 0,
    };
    let body = draft.body.trim();
    check(body)?;
    let there = sql::texts(tx, draft.kind, VERSIONS_MAX * Locale::ALL.len()).await?;
    if draft.kind == Kind::Terms {
        may_change(&there, &draft, starts_on, today)?;
    }
    let text = Text {
        starts_on,
        language: draft.language.tag().to_owned(),
        html: text::prose(body),
        body: body.to_owned(),
        written_at: tx.now_ms(),
    };
    match body.is_empty() {
        true => sql::delete_text(tx, draft.kind, &text).await?,
        false => sql::write_text(tx, draft.kind, &text).await?,
    }
    let Some(by) = by else { return Ok(()) };
    let name = format!("{} ({})", draft.kind.name(), text.language);
    let target = Target { kind: "place_text", id: starts_on, name };
    moderation::note(tx, by, "place_text.write", target, "").await
}

/// The description, the privacy policy or the legal mentions, in that language if it is there,
/// else in another.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, kind: Kind, language: Locale) -> Result<Option<Text>> {
    Ok(in_language(sql::texts(tx, kind, Locale::ALL.len()).await?, language))
}

/// A version of the terms as it is shown.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its text.
    pub text: Text,
    /// Whether it holds by now.
    pub holds: bool,
    /// The day the version after it holds from.
    pub succeeded_on: Option<i64>,
}

/// The terms: those that hold from that day; without a day, those that hold now, or if none does
/// yet, the first that will.
///
/// # Errors
/// If the database does not answer.
pub async fn find_terms(tx: &mut Tx, day: Option<i64>, language: Locale) -> Result<Option<Terms>> {
    let today = today(tx.now_ms());
    let all = sql::texts(tx, Kind::Terms, VERSIONS_MAX * Locale::ALL.len()).await?;
    let held = all.iter().map(|text| text.starts_on).filter(|day| *day <= today).max();
    let coming = all.iter().map(|text| text.starts_on).filter(|day| *day > today).min();
    let Some(day) = day.or(held).or(coming) else { return Ok(None) };
    let succeeded_on = all.iter().map(|text| text.starts_on).filter(|it| *it > day).min();
    let versions = all.into_iter().filter(|text| text.starts_on == day).collect();
    let text = in_language(versions, language);
    Ok(text.map(|text| Terms { text, holds: day <= today, succeeded_on }))
}

/// Whether there are terms.
///
/// # Errors
/// If the database does not answer.
pub async fn has_terms(tx: &mut Tx) -> Result<bool> {
    Ok(!sql::texts(tx, Kind::Terms, 1).await?.is_empty())
}

/// Every text of a kind, in every language, the newest version first.
///
/// # Errors
/// If the database does not answer.
pub async fn all(tx: &mut Tx, kind: Kind) -> Result<Vec<Text>> {
    sql::texts(tx, kind, VERSIONS_MAX * Locale::ALL.len()).await
}

/// The day, counted from 1970, on which a moment falls in UTC.
#[must_use]
pub fn today(now_ms: i64) -> i64 {
    now_ms.div_euclid(DAY_MS)
}

/// The day written `2026-11-24`, counted from 1970.
#[must_use]
pub fn day(written: &str) -> Option<i64> {
    let dated = written.len() == 10;
    wire::Time::parse(written).filter(|_| dated).map(|time| today(time.0))
}

fn check(body: &str) -> Result<()> {
    if body.contains('\0') {
        return Err(Error::invalid("text", "error-nul"));
    }
    if body.chars().count() > BODY_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "text").with("max", BODY_CHARS_MAX);
        return Err(Error::invalid("text", say));
    }
    Ok(())
}

/// Whether the terms of that day may still be written. A missing language may be added later.
fn may_change(there: &[Text], draft: &Draft, starts_on: i64, today: i64) -> Result<()> {
    let same_day = |text: &&Text| text.starts_on == starts_on;
    let versions = there.iter().filter(same_day).count();
    let written = there.iter().filter(same_day).any(|it| it.language == draft.language.tag());
    if starts_on < today && (written || versions == 0) {
        return Err(Error::invalid("date", "error-terms-hold"));
    }
    let days = there.iter().map(|text| text.starts_on);
    let days = days.collect::<std::collections::BTreeSet<_>>().len();
    if versions == 0 && days >= VERSIONS_MAX {
        return Err(Error::invalid("date", "error-too-many-terms"));
    }
    Ok(())
}

fn in_language(texts: Vec<Text>, language: Locale) -> Option<Text> {
    let wanted = texts.iter().position(|text| text.language == language.tag());
    texts.into_iter().nth(wanted.unwrap_or(0))
}
