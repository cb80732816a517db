//! Words for people, in their language: French and English, by Fluent.
//!
//! A message is named where it is needed ([`Say`]) and put into words where the reader's language
//! is known. A third language is one more folder in `locales/`.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static WORDS = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static EN: LanguageIdentifier = langid!("en");
static FR: LanguageIdentifier = langid!("fr");

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Locale {
    /// Every language, in the order of the menu.
    pub const ALL: [Locale; 2] = [Locale::Fr, Locale::En];

    /// The language's tag (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language's own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Fr => "Français",
        }
    }

    /// The language of a tag such as `fr-CA`, if it is one of ours.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|locale| locale.tag() == primary)
    }

    /// The best of ours for an `Accept-Language` header; English when none fits.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let mut best = (0.0_f32, Self::En);
        for part in header.split(',').take(20) {
            let (tag, quality) = part.split_once(';').unwrap_or((part, "q=1"));
            let quality = quality.trim().strip_prefix("q=").and_then(|q| q.parse().ok());
            if let (Some(locale), Some(quality)) = (Self::of_tag(tag.trim()), quality)
                && quality > best.0
            {
                best = (quality, locale);
            }
        }
        best.1
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::En => &EN,
            Self::Fr => &FR,
        }
    }
}

/// The sentence `told-…` of that name, if there is one: what was done on the page before. The name
/// comes from a cookie, so only these sentences can be asked for.
#[must_use]
pub(crate) fn told(locale: Locale, name: &str) -> Option<String> {
    let sane = name.len() <= 60 && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'-'));
    let key = format!("told-{name}");
    sane.then(|| WORDS.try_lookup(locale.identifier(), &key)).flatten()
}

/// A message, not yet in any language.
#[derive(Clone, Debug, PartialEq)]
pub struct Say {
    key: &'static str,
    args: Vec<(&'static str, Arg)>,
}

/// A value put into a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Shown as it is.
    Text(String),
    /// Shown as the language writes numbers, and deciding its plural.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Say {
    /// The message of that name in `locales/`.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new() }
    }

    /// The name of the message.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// With a value for one of its variables.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// In words.
    #[must_use]
    pub fn in_words(&self, locale: Locale) -> String {
        if self.args.is_empty() {
            return WORDS.lookup(locale.identifier(), self.key);
        }
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> = self
            .args
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Arg::Text(text) => FluentValue::from(text.as_str()),
                    Arg::Number(number) => FluentValue::from(*number),
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        WORDS.lookup_with_args(locale.identifier(), self.key, &args)
    }
}

impl From<&'static str> for Say {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}
