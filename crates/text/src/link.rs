//! Links: where one may begin, its host, and how far it reaches.

use crate::chars::{is_latin, is_symbol, is_unspaced, is_word_mark, joins};
use crate::scan::run;
use std::borrow::Cow;
use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// The longest host name, in bytes of its ASCII form (RFC 1035 §2.3.4).
pub(crate) const HOST_BYTES_MAX: usize = 253;
const LABEL_BYTES_MAX: usize = 63;
const HOST_CHARS_LOOKED_AT_MAX: usize = 300;
const HOST_ENDS_TRIED_MAX: usize = 4;
const NESTED_PARENTHESES_MAX: usize = 2;
const TCO_SLUG_BYTES_MAX: usize = 40;

/// Where a link leads: as typed, with `https://` before it if no protocol was typed.
pub fn href(url: &str) -> Cow<'_, str> {
    match protocol(url) {
        0 => Cow::Owned(format!("https://{url}")),
        _ => Cow::Borrowed(url),
    }
}

/// The length of the `http://` or `https://` that `text` begins with, or 0.
pub(crate) fn protocol(text: &str) -> usize {
    let begins =
        |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if begins("https://") {
        8
    } else if begins("http://") {
        7
    } else {
        0
    }
}

/// Where the link ends that begins at `at`, if one does. `c` is the character there, and
/// `previous` the one before.
pub(crate) fn end(text: &str, at: usize, c: char, previous: Option<char>) -> Option<usize> {
    if !is_bare_char(c) || previous.is_some_and(|c| "@＠$#＃".contains(c)) {
        return None;
    }
    let rest = &text[at..];
    if matches!(c, 'h' | 'H') && !previous.is_some_and(|c| c.is_ascii_alphanumeric()) {
        let start = protocol(rest);
        if start > 0 {
            return absolute(rest, start).map(|length| at + length);
        }
    }
    // Looked at once a run of such characters, so however long, it costs its length once.
    if previous.is_some_and(|c| is_bare_char(c) || c == '/' || joins(c)) {
        return None;
    }
    bare(rest).map(|length| at + length)
}

fn absolute(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let length = ip(rest).or_else(|| host(rest))?;
    let name = &rest[..length];
    if rest[length..].starts_with('@') {
        return None; // what looked like the host was a user name hiding it
    }
    let length = start + length + port(&rest[length..]);
    if name.eq_ignore_ascii_case("t.co") {
        return short_link(text, length);
    }
    Some(length + tail(&text[length..]))
}

/// Twitter's own short links end with their slug, so what is typed against one is text.
fn short_link(text: &str, length: usize) -> Option<usize> {
    let Some(path) = text[length..].strip_prefix('/') else { return Some(length) };
    let slug = run(path, |c| c.is_ascii_alphanumeric()).len();
    if slug > TCO_SLUG_BYTES_MAX {
        return None;
    }
    let length = length + 1 + slug;
    let query = &text[length..];
    Some(if query.starts_with('?') { length + tail(query) } else { length })
}

fn is_bare_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || (!c.is_ascii() && is_latin(c))
}

/// A link without protocol, which only a known ending can tell from a word: `example.org`.
fn bare(text: &str) -> Option<usize> {
    let all = run(text, is_bare_char);
    let after = &text[all.len()..];
    let mut name = all.trim_end_matches('.');
    if all.len() == name.len() + 1
        && let Some(ending) = idn_ending(after)
    {
        let length = all.len() + ending;
        let reaches = !text[length..].starts_with(cuts_host);
        return (reaches && is_host(&text[..length])).then(|| with_tail(text, length));
    }
    if name.len() == all.len() && after.starts_with(cuts_host) {
        return None;
    }
    if let Some((_, ending)) = name.rsplit_once('.') {
        // "fini.Je pars": a missing space, not a link to the island of Jersey.
        let mut letters = ending.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        if capital && letters.any(char::is_lowercase) {
            name = "";
        }
    }
    is_host(name).then(|| with_tail(text, name.len()))
}

fn with_tail(text: &str, length: usize) -> usize {
    let length = length + port(&text[length..]);
    length + tail(&text[length..])
}

/// What must not follow a host: the rest of a mail address, of a word.
fn cuts_host(c: char) -> bool {
    matches!(c, '@' | '+') || joins(c)
}

fn ip(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('[') {
        let inner = run(rest, |c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'));
        let closed = inner.len() <= 45 && rest[inner.len()..].starts_with(']');
        return (closed && inner.parse::<Ipv6Addr>().is_ok()).then_some(inner.len() + 2);
    }
    let digits = run(text, |c| c.is_ascii_digit() || c == '.').trim_end_matches('.');
    let ends = !text[digits.len()..].starts_with(|c| cuts_host(c) || c == '-');
    (ends && digits.parse::<Ipv4Addr>().is_ok()).then_some(digits.len())
}

/// The length of the host name with a known ending that `text` begins with.
pub(crate) fn host(text: &str) -> Option<usize> {
    let all = run(text, is_host_char);
    let seen = all.char_indices().nth(HOST_CHARS_LOOKED_AT_MAX).map_or(all.len(), |(at, _)| at);
    if seen == all.len() {
        let name = all.trim_end_matches('.');
        let cut = name.len() == all.len() && text[all.len()..].starts_with(['@', '+']);
        if !cut && is_host(name) {
            return Some(name.len());
        }
    }
    host_before_text(&all[..seen])
}

/// Text of another script may follow a host without a space: `example.orgを見て`.
fn host_before_text(all: &str) -> Option<usize> {
    let mut label = 0;
    let mut previous = ' ';
    let mut ends = Vec::new();
    for (at, c) in all.char_indices() {
        let turns = previous.is_ascii_alphanumeric() && !c.is_ascii() && !is_latin(c);
        if turns && label > 0 && is_ending(&all[label..at]) {
            ends.push(at);
        }
        if previous == '.' {
            label = at;
            let ending = if c.is_ascii() { None } else { idn_ending(&all[at..]) };
            ends.extend(ending.map(|length| at + length));
        }
        if ends.len() >= HOST_ENDS_TRIED_MAX {
            break;
        }
        previous = c;
    }
    ends.into_iter().find(|&end| !all[end..].starts_with(joins) && is_host(&all[..end]))
}

fn is_host_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    }
    c.is_alphanumeric() || is_word_mark(c) || is_symbol(c)
}

/// At least two labels, each as the DNS takes it, and the last one a top-level domain.
fn is_host(name: &str) -> bool {
    let Some((front, ending)) = name.rsplit_once('.') else { return false };
    if name.len() > HOST_BYTES_MAX * 4 || !is_ending(ending) {
        return false;
    }
    let registered = front.rsplit('.').next().unwrap_or(front);
    let labels = front.split('.').all(is_label);
    if !labels || registered.contains('_') {
        return false;
    }
    if name.is_ascii() && !front.split('.').any(is_encoded) {
        return fits_dns(name);
    }
    idna::domain_to_ascii(name).is_ok_and(|ascii| fits_dns(&ascii))
}

fn fits_dns(ascii: &str) -> bool {
    ascii.len() <= HOST_BYTES_MAX && ascii.split('.').all(|label| label.len() <= LABEL_BYTES_MAX)
}

fn is_label(label: &str) -> bool {
    let edge = |c: char| matches!(c, '-' | '_');
    !label.is_empty()
        && !label.starts_with(edge)
        && !label.ends_with(edge)
        && (label.is_ascii() || !is_encoded(label))
}

/// An ASCII label that stands for one in another script (RFC 3492).
fn is_encoded(label: &str) -> bool {
    label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
}

/// An ASCII label of a host, public or not.
pub(crate) fn is_plain_label(label: &str) -> bool {
    let plain = label.is_ascii() && is_label(label) && !label.contains('_');
    plain && label.len() <= LABEL_BYTES_MAX
}

/// Whether a label is a top-level domain of the IANA's list, or the special `onion`.
fn is_ending(label: &str) -> bool {
    if label.is_ascii() {
        let label = label.to_ascii_lowercase();
        return tld::exist(&label) || label == "onion";
    }
    idn_ending(label) == Some(label.len())
}

/// The length of the longest top-level domain in another script that `text` begins with.
fn idn_ending(text: &str) -> Option<usize> {
    static ENDINGS: LazyLock<HashMap<char, Vec<String>>> = LazyLock::new(|| {
        let mut endings: HashMap<char, Vec<String>> = HashMap::new();
        let encoded = tld::TLD.iter().filter_map(|ending| ending.strip_prefix("xn--"));
        for ending in encoded.filter_map(idna::punycode::decode_to_string) {
            if let Some(first) = ending.chars().next() {
                endings.entry(first).or_default().push(ending);
            }
        }
        endings
    });
    let candidates = ENDINGS.get(&text.chars().next()?)?;
    candidates.iter().filter(|ending| text.starts_with(*ending)).map(String::len).max()
}

/// The length of the `:80` that `text` begins with, or 0.
pub(crate) fn port(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(':') else { return 0 };
    let digits = run(rest, |c| c.is_ascii_digit());
    let fits = digits.len() <= 5 && digits.parse::<u16>().is_ok_and(|port| port > 0);
    if fits { digits.len() + 1 } else { 0 }
}

/// The length of the path, query and fragment that `text` begins with, or 0. They end with
/// a letter, a digit or one of a few signs, so that the punctuation of the sentence around
/// a link stays outside; parentheses belong to it in pairs.
fn tail(text: &str) -> usize {
    if !text.starts_with(['/', '?', '#']) {
        return 0;
    }
    let (mut end, mut open, mut query) = (0, 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '(' if open < NESTED_PARENTHESES_MAX => open += 1,
            ')' if open > 0 => open -= 1,
            '(' | ')' => break,
            _ if !is_tail_char(c) => break,
            _ => query |= c == '?',
        }
        let last = c == ')' || ends_tail(c) || (query && c == '&');
        if open == 0 && last {
            end = at + c.len_utf8();
        }
    }
    end
}

fn is_tail_char(c: char) -> bool {
    ends_tail(c) || "!*';:,.$%[]~@|&?–".contains(c)
}

fn ends_tail(c: char) -> bool {
    joins(c) || (!is_unspaced(c) && is_word_mark(c)) || matches!(c, '+' | '-' | '=' | '#' | '/')
}
