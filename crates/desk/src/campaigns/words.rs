//! What may be typed of a campaign, read and held against its bounds.

use ground::{Error, Result, Say};
use serde::Deserialize;

/// Longest title, in characters.
pub(super) const TITLE_CHARS_MAX: usize = 120;
/// Longest sentence: a demand, a claim, an outcome.
pub(super) const SENTENCE_CHARS_MAX: usize = 280;
/// Longest text.
pub(super) const TEXT_CHARS_MAX: usize = 5_000;
/// Longest address.
const URL_CHARS_MAX: usize = 2_000;
/// Longest address of a campaign, in characters.
const SLUG_CHARS_MAX: usize = 60;
/// What a campaign can be.
pub(super) const KINDS: [&str; 4] = ["awareness", "mobilisation", "interpellation", "street"];

/// What somebody typed of a campaign.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// What it is called.
    pub title: String,
    /// What is asked, in one sentence.
    pub demand: String,
    /// What it is about.
    pub about: String,
    /// `awareness`, `mobilisation`, `interpellation` or `street`; empty: `mobilisation`.
    pub kind: String,
    /// Its hashtag, with or without `#`.
    pub hashtag: String,
    /// The measure at stake.
    pub measure: String,
    /// Who decides on it.
    pub authority: String,
    /// The day of the decision, as `2026-11-24`; may be empty.
    pub decision_day: String,
    /// Whom the team calls when something goes wrong.
    pub contact: String,
}

/// The same, within bounds.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) title: String,
    pub(super) demand: String,
    pub(super) about: String,
    pub(super) kind: &'static str,
    pub(super) hashtag: String,
    pub(super) tag_name: String,
    pub(super) measure: String,
    pub(super) authority: String,
    pub(super) decision_day: Option<i64>,
    pub(super) contact: String,
}

impl Typed {
    pub(super) fn read(&self) -> Result<Words> {
        let title = line("title", &self.title, TITLE_CHARS_MAX)?;
        if title.is_empty() {
            return Err(Error::invalid("title", "error-campaign-title"));
        }
        let kind = match self.kind.as_str() {
            "" => "mobilisation",
            kind => *KINDS
                .iter()
                .find(|it| **it == kind)
                .ok_or_else(|| Error::invalid("kind", "error-campaign-kind"))?,
        };
        Ok(Words {
            title,
            demand: line("demand", &self.demand, SENTENCE_CHARS_MAX)?,
            about: line("about", &self.about, TEXT_CHARS_MAX)?,
            kind,
            hashtag: line("hashtag", self.hashtag.trim().trim_start_matches('#'), 100)?,
            tag_name: String::new(),
            measure: line("measure", &self.measure, TEXT_CHARS_MAX)?,
            authority: line("authority", &self.authority, SENTENCE_CHARS_MAX)?,
            decision_day: day("decision_day", &self.decision_day)?,
            contact: line("contact", &self.contact, SENTENCE_CHARS_MAX)?,
        })
    }
}

/// A text within its bound, without the space around it.
pub(super) fn line(field: &'static str, text: &str, chars_max: usize) -> Result<String> {
    let text = text.trim();
    if text.contains('\0') {
        return Err(Error::invalid(field, "error-nul"));
    }
    if text.chars().count() > chars_max {
        let say = Say::new("error-text-long").with("field", field).with("max", chars_max);
        return Err(Error::invalid(field, say));
    }
    Ok(text.to_owned())
}

/// A day, as the epoch milliseconds of its first moment in UTC; none if nothing was typed.
pub(super) fn day(field: &'static str, text: &str) -> Result<Option<i64>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let whole = text.len() == 10;
    let day = wire::Time::parse(text).filter(|_| whole);
    day.map(|day| Some(day.0)).ok_or_else(|| Error::invalid(field, "error-day"))
}

/// An address of the web; may be empty. Nothing else can be followed from a page of ours.
pub(super) fn url(field: &'static str, text: &str) -> Result<String> {
    let text = line(field, text, URL_CHARS_MAX)?;
    let of_web = text.starts_with("https://") || text.starts_with("http://");
    if text.is_empty() || (of_web && !text.contains(char::is_whitespace)) {
        return Ok(text);
    }
    Err(Error::invalid(field, "error-url"))
}

/// A day as forms write it; empty if there is none.
pub(super) fn day_text(day: Option<i64>) -> String {
    let bytes = day.map(|day| wire::Day::of(wire::Time(day)).bytes());
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The address of a title: letters without their accents, digits, hyphens; never empty.
#[must_use]
pub fn slug_of(title: &str) -> String {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        match plain(c) {
            Some(c) if slug.len() < SLUG_CHARS_MAX => slug.push_str(c),
            None if c.is_ascii_alphanumeric() && slug.len() < SLUG_CHARS_MAX => slug.push(c),
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "campaign".to_owned() } else { slug.to_owned() }
}

fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'â' | 'ä' | 'á' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ô' | 'ö' | 'ó' => "o",
        'û' | 'ù' | 'ü' | 'ú' => "u",
        'ÿ' => "y",
        'ñ' => "n",
        'œ' => "oe",
        'æ' => "ae",
        _ => return None,
    })
}
