//! HTML that others wrote: what of it we show, and how it reads as plain text.

use crate::tame::tame;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What of foreign HTML is read at most, in bytes; the rest is dropped. Far above what
/// posts and profiles have: other places limit theirs to a few thousand characters.
pub const HTML_BYTES_MAX: usize = 64 << 10;

const TAGS: [&str; 16] = [
    "p",
    "br",
    "span",
    "a",
    "del",
    "pre",
    "code",
    "em",
    "strong",
    "b",
    "i",
    "u",
    "ul",
    "ol",
    "li",
    "blockquote",
];
const SCHEMES: [&str; 11] =
    ["http", "https", "dat", "dweb", "gemini", "gopher", "ipfs", "ipns", "magnet", "ssb", "xmpp"];

/// Foreign HTML with all but a short list of harmless tags, attributes and classes taken
/// out; what was in a removed tag stays as text, headings become strong paragraphs. Links
/// open apart and tell nobody where they came from. Idempotent. Reads at most
/// [`HTML_BYTES_MAX`], and time and output are linear in what is read.
/// https://docs.joinmastodon.org/spec/activitypub/#sanitization
pub fn sanitise(html: &str) -> String {
    settled(SANITISER.clean(&tame(bounded(html))).to_string())
}

/// What the parser writes in a way that it, or a person, would read otherwise, written so
/// that it stays: a no-break space stands as itself, a carriage return is a line end. The
/// parser drops a byte order mark at the start and a line end after `<pre>` each time it
/// reads, so none is left there.
fn settled(mut clean: String) -> String {
    for (odd, plain) in [("&nbsp;", "\u{a0}"), ("\r", "\n")] {
        if clean.contains(odd) {
            clean = clean.replace(odd, plain);
        }
    }
    if !clean.contains("<pre>\n") && !clean.starts_with('\u{feff}') {
        return clean;
    }
    let mut parts = clean.trim_start_matches('\u{feff}').split("<pre>");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str("<pre>");
        out.push_str(part.trim_start_matches('\n'));
    }
    out
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "class", "translate"])),
            ("p", HashSet::from(["class"])),
            ("span", HashSet::from(["class", "translate"])),
            ("ol", HashSet::from(["start", "reversed"])),
            ("li", HashSet::from(["value"])),
        ]))
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("nofollow noopener noreferrer"))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .clean_content_tags(HashSet::from(["script", "style"]))
        .strip_comments(true)
        .attribute_filter(|_, attribute, value| match attribute {
            "class" => known_classes(value),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

/// The classes of a list that mean something to apps; none if it has others only.
pub(crate) fn known_classes(value: &str) -> Option<Cow<'_, str>> {
    let known: Vec<&str> = value.split_ascii_whitespace().filter(|c| is_known_class(c)).collect();
    if known.is_empty() && !value.is_empty() {
        return None;
    }
    Some(Cow::Owned(known.join(" ")))
}

/// Mastodon's own, and the microformats (https://microformats.org/wiki/microformats2).
fn is_known_class(class: &str) -> bool {
    matches!(class, "mention" | "hashtag" | "ellipsis" | "invisible")
        || ["h-", "p-", "u-", "dt-", "e-"].iter().any(|start| class.starts_with(start))
}

fn bounded(html: &str) -> &str {
    let mut end = html.len().min(HTML_BYTES_MAX);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    &html[..end]
}

/// Foreign HTML as a plain text that reads well: paragraphs a blank line apart, items of
/// lists with a dash, links by what they show. For notifications, search and exports.
pub fn plain(html: &str) -> String {
    let clean = sanitise(html);
    let mut out = Lines::default();
    let mut rest = clean.as_str();
    // What the sanitiser writes is well formed: `<` begins a tag, and only four names
    // follow a `&`.
    while let Some(open) = rest.find('<') {
        out.text(&rest[..open]);
        let tag = &rest[open + 1..];
        let close = tag.find('>').unwrap_or(tag.len());
        out.tag(&tag[..close]);
        rest = tag.get(close + 1..).unwrap_or("");
    }
    out.text(rest);
    out.text
}

/// A plain text in the making; line ends are written when something follows them.
#[derive(Default)]
struct Lines {
    text: String,
    line_ends: usize,
    verbatim: usize,
}

impl Lines {
    fn tag(&mut self, tag: &str) {
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or("");
        let opens = !tag.starts_with('/');
        match name {
            "br" => self.line_ends += 1,
            "p" | "blockquote" | "pre" => self.line_ends = self.line_ends.max(2),
            "ul" | "ol" => self.line_ends = self.line_ends.max(1),
            "li" => {
                self.line_ends = self.line_ends.max(1);
                if opens {
                    self.push("- ");
                }
            }
            _ => {}
        }
        if name == "pre" {
            self.verbatim = if opens { self.verbatim + 1 } else { self.verbatim.saturating_sub(1) };
        }
    }

    fn text(&mut self, text: &str) {
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        if self.verbatim > 0 {
            return self.push(&text);
        }
        let edge = self.text.is_empty() || self.line_ends > 0;
        let mut spaced = edge || self.text.ends_with(' ');
        let mut flat = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}');
            if !(space && spaced) {
                flat.push(if space { ' ' } else { c });
            }
            spaced = space;
        }
        self.push(&flat);
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.line_ends.min(2)));
        }
        self.line_ends = 0;
        self.text.push_str(text);
    }
}
