//! Finds mentions, hashtags and links in a text, in one pass.

use crate::chars::{is_word_mark, joins};
use crate::handle::{REMOTE_NAME_CHARS_MAX, USERNAME_CHARS_MAX};
use crate::link;
use std::ops::Range;

/// The longest hashtag, in characters without its sign. A longer one is plain text.
pub const HASHTAG_CHARS_MAX: usize = 255;

/// What [`scan`] found, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan<'a> {
    /// Never overlapping, in order.
    pub spans: Vec<Span<'a>>,
}

/// One find and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span<'a> {
    /// Where, in bytes; always on character boundaries.
    pub bytes: Range<usize>,
    /// Where, in characters (Unicode scalar values).
    pub chars: Range<usize>,
    /// What.
    pub entity: Entity<'a>,
}

/// A part of a text that means more than its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entity<'a> {
    /// `@alice`, or `@alice@example.org`.
    Mention {
        /// As typed, without the sign.
        username: &'a str,
        /// As typed; none for somebody of this place.
        domain: Option<&'a str>,
    },
    /// `#Tag`.
    Hashtag {
        /// As typed, without the sign; see [`crate::tag_key`] for comparing.
        name: &'a str,
    },
    /// `https://example.org/path`, or `example.org/path`.
    Link {
        /// As typed; see [`crate::href`] for where it leads.
        url: &'a str,
    },
}

impl<'a> Scan<'a> {
    /// The mentions, as (username, domain), in order, repeated ones repeated.
    pub fn mentions(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> + '_ {
        self.spans.iter().filter_map(|span| match span.entity {
            Entity::Mention { username, domain } => Some((username, domain)),
            _ => None,
        })
    }

    /// The hashtags as typed, in order, repeated ones repeated.
    pub fn hashtags(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.spans.iter().filter_map(|span| match span.entity {
            Entity::Hashtag { name } => Some(name),
            _ => None,
        })
    }

    /// The links as typed, in order, repeated ones repeated.
    pub fn links(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.spans.iter().filter_map(|span| match span.entity {
            Entity::Link { url } => Some(url),
            _ => None,
        })
    }
}

/// Finds every mention, hashtag and link of `text`.
///
/// Linear in the length of the text: what one find looks at ahead of itself is either
/// taken, or bounded, or never looked at again by the same rule.
pub fn scan(text: &str) -> Scan<'_> {
    let mut spans = Vec::new();
    let mut before = Before::default();
    let (mut at, mut chars) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let Some((end, entity)) = find(text, at, c, &before) else {
            before.push(c);
            (at, chars) = (at + c.len_utf8(), chars + 1);
            continue;
        };
        let taken = &text[at..end];
        let chars_end = chars + taken.chars().count();
        spans.push(Span { bytes: at..end, chars: chars..chars_end, entity });
        taken.chars().for_each(|c| before.push(c));
        (at, chars) = (end, chars_end);
    }
    Scan { spans }
}

/// The last characters read, newest first: what may stand before a find depends on them.
#[derive(Default)]
struct Before([Option<char>; 3]);

impl Before {
    fn push(&mut self, c: char) {
        self.0 = [Some(c), self.0[0], self.0[1]];
    }

    /// "RT@alice": the old way to boost, the only letters allowed to touch a mention.
    fn is_retweet(&self) -> bool {
        let [t, r, edge] = self.0;
        matches!((r, t), (Some('r' | 'R'), Some('t' | 'T')))
            && !edge.is_some_and(|c| joins(c) || "+~.-".contains(c))
    }
}

fn find<'a>(text: &'a str, at: usize, c: char, before: &Before) -> Option<(usize, Entity<'a>)> {
    match c {
        '@' | '＠' => mention(text, at + c.len_utf8(), before),
        '#' | '＃' => hashtag(text, at + c.len_utf8(), before),
        _ => {
            let end = link::end(text, at, c, before.0[0])?;
            Some((end, Entity::Link { url: &text[at..end] }))
        }
    }
}

fn mention<'a>(text: &'a str, at: usize, before: &Before) -> Option<(usize, Entity<'a>)> {
    let previous = before.0[0];
    let glued = previous.is_some_and(|c| joins(c) || "!#$%&*@＠/=".contains(c));
    if glued && !before.is_retweet() {
        return None;
    }
    let rest = &text[at..];
    let long = run(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
    let after = &rest[long.len()..];
    if let Some(host) = after.strip_prefix('@') {
        let length = remote_host(host).filter(|_| is_remote_name(long))?;
        let entity = Entity::Mention { username: long, domain: Some(&host[..length]) };
        return Some((at + long.len() + 1 + length, entity));
    }
    let username = run(long, |c| c.is_ascii_alphanumeric() || c == '_');
    let cut = after.starts_with('＠') || (username.len() == long.len() && touches(after));
    if cut || username.is_empty() || username.len() > USERNAME_CHARS_MAX {
        return None;
    }
    Some((at + username.len(), Entity::Mention { username, domain: None }))
}

/// Whether what follows shows that the name before it was none: an accented letter, the
/// rest of an address.
fn touches(after: &str) -> bool {
    after.starts_with(joins) || after.starts_with("://")
}

fn is_remote_name(name: &str) -> bool {
    let edge = |c: char| matches!(c, '.' | '-');
    !name.is_empty()
        && name.len() <= REMOTE_NAME_CHARS_MAX
        && !name.starts_with(edge)
        && !name.ends_with(edge)
}

/// The length in bytes of the host (and port) that `rest` starts with. A host of the
/// public internet may have letters of every script; a private one is plain ASCII.
fn remote_host(rest: &str) -> Option<usize> {
    let length = link::host(rest).or_else(|| private_host(rest))?;
    let after = &rest[length..];
    let port = link::port(after);
    let length = length + port;
    let after = &rest[length..];
    (!after.starts_with(['@', '＠']) && !touches(after)).then_some(length)
}

fn private_host(rest: &str) -> Option<usize> {
    let host = run(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let host = host.trim_end_matches(['.', '-']);
    let fits = host.len() <= link::HOST_BYTES_MAX && host.split('.').all(link::is_plain_label);
    (fits && !host.is_empty()).then_some(host.len())
}

fn hashtag<'a>(text: &'a str, at: usize, before: &Before) -> Option<(usize, Entity<'a>)> {
    if before.0[0].is_some_and(|c| is_tag_char(c) || "&/=".contains(c)) {
        return None;
    }
    let name = run(&text[at..], is_tag_char);
    let end = at + name.len();
    let after = &text[end..];
    let cut = after.starts_with(['#', '＃']) || after.starts_with("://");
    let worded = name.chars().any(|c| c.is_alphabetic() || is_word_mark(c));
    let fits = name.chars().nth(HASHTAG_CHARS_MAX).is_none();
    (!cut && worded && fits).then_some((end, Entity::Hashtag { name }))
}

/// Letters, marks and digits of every script, and the few signs that stand inside words:
/// joiners, the middle dot, Hebrew, Japanese and Tibetan punctuation.
fn is_tag_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric()
        || is_word_mark(c)
        || matches!(
            c,
            '\u{b7}'
                | '\u{200c}'
                | '\u{200d}'
                | '\u{a67e}'
                | '\u{5be}'
                | '\u{5f3}'
                | '\u{5f4}'
                | '\u{ff5e}'
                | '\u{301c}'
                | '\u{309b}'
                | '\u{309c}'
                | '\u{30a0}'
                | '\u{30fb}'
                | '\u{3003}'
                | '\u{f0b}'
                | '\u{f0c}'
        )
}

/// The longest start of `text` of characters that `fits`.
pub(crate) fn run(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !fits(c)).unwrap_or(text.len());
    &text[..end]
}
