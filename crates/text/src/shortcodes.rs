//! Names of pictures between colons, such as `:blobcat:`, in texts and in HTML of ours.

use std::ops::Range;

/// Shortest name of a picture, in characters.
pub const SHORTCODE_CHARS_MIN: usize = 2;
/// Longest name of a picture, in characters.
pub const SHORTCODE_CHARS_MAX: usize = 128;

/// Elements in whose text nothing is replaced: addresses are not to be broken, and code stands as
/// it is.
const KEPT: [&str; 4] = ["a", "code", "pre", "picture"];

/// Whether that can be the name of a picture: ASCII letters, digits and `_`.
#[must_use]
pub fn is_shortcode(name: &str) -> bool {
    (SHORTCODE_CHARS_MIN..=SHORTCODE_CHARS_MAX).contains(&name.len()) && name.bytes().all(is_in)
}

/// The names in a text, each with its place, colons included. Before and after one stands no
/// letter, digit or colon, so that `10:30:45` is a time.
#[must_use]
pub fn shortcodes(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(colon) = text[from..].find(':') {
        let start = from + colon;
        let rest = &text[start + 1..];
        let length = rest.bytes().take_while(|byte| is_in(*byte)).count();
        let end = start + 1 + length + 1;
        let closed = rest[length..].starts_with(':');
        let alone = !text[..start].ends_with(joins) && closed && !text[end..].starts_with(joins);
        if alone && is_shortcode(&rest[..length]) {
            found.push((start..end, &rest[..length]));
            from = end;
        } else {
            // The next colon may be the first of another.
            from = start + 1 + length;
        }
    }
    found
}

/// HTML of ours with the names in its text replaced by what `picture` gives for them, as HTML;
/// names it does not know stay. Nothing is replaced in tags, links and code.
#[must_use]
pub fn dress(html: &str, mut picture: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    let mut kept = 0_usize;
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if kept == 0 {
            dress_text(&mut out, text, &mut picture)
        } else {
            out.push_str(text)
        }
        let (tag, after) = after.split_at(tag_end(after));
        if is_kept(tag) {
            kept = if tag.starts_with("</") { kept.saturating_sub(1) } else { kept + 1 };
        }
        out.push_str(tag);
        rest = after;
    }
    out
}

fn dress_text(out: &mut String, text: &str, picture: &mut impl FnMut(&str) -> Option<String>) {
    let mut from = 0;
    for (place, name) in shortcodes(text) {
        let Some(html) = picture(name) else { continue };
        out.push_str(&text[from..place.start]);
        out.push_str(&html);
        from = place.end;
    }
    out.push_str(&text[from..]);
}

/// Where a tag at the start of `html` ends, quoted values passed over.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn is_kept(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    KEPT.contains(&name)
}

fn is_in(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn joins(c: char) -> bool {
    c.is_alphanumeric() || c == ':'
}
