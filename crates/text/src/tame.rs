//! Foreign HTML made small and regular before a real parser sees it.
//!
//! The HTML standard asks of parsers to mend everything, which hostile input turns into
//! work and output that grow with the square of its length: formatting left open is opened
//! again in every paragraph, each tag is compared with all those open around it. So this
//! reads the tags in one pass and writes what is left of them balanced, no deeper than
//! [`DEPTH_MAX`], and without anything we would not keep. It need not be right about every
//! oddity: the sanitiser behind it is.

use crate::html::known_classes;
use crate::scan::run;

/// How deep elements may be nested; the tags of deeper ones are left out.
pub(crate) const DEPTH_MAX: usize = 32;

/// Elements whose content is no text for readers.
const SILENT: [&str; 11] = [
    "script",
    "style",
    "template",
    "iframe",
    "noembed",
    "noframes",
    "textarea",
    "title",
    "xmp",
    "select",
    "plaintext",
];
/// What ends a paragraph by beginning.
const BLOCKS: [&str; 6] = ["p", "ul", "ol", "li", "blockquote", "pre"];
const INLINE: [&str; 10] = ["span", "a", "del", "code", "em", "strong", "b", "i", "u", "br"];

/// The same text in the tags that matter, balanced. Linear in the length of `html`.
pub(crate) fn tame(html: &str) -> String {
    let mut out = Tamed { html: String::with_capacity(html.len()), open: Vec::new() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.text(&rest[..at]);
        rest = out.markup(&rest[at + 1..]);
    }
    out.text(rest);
    out.close_to(0);
    out.html
}

struct Tamed {
    html: String,
    open: Vec<&'static str>,
}

impl Tamed {
    /// Takes what follows a `<`, and returns what follows the markup.
    fn markup<'a>(&mut self, text: &'a str) -> &'a str {
        if let Some(comment) = text.strip_prefix("!--") {
            return after(comment, "-->");
        }
        let closing = text.starts_with('/');
        let tag = &text[usize::from(closing)..];
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            if text.starts_with(['!', '?', '/']) {
                return after(text, ">");
            }
            self.html.push_str("&lt;");
            return text;
        }
        let name = run(tag, |c| !c.is_ascii_whitespace() && c != '/' && c != '>');
        let (attributes, rest) = attributes(&tag[name.len()..]);
        let name = name.to_ascii_lowercase();
        if closing {
            self.closes(&name);
            return rest;
        }
        if let Some(silent) = SILENT.into_iter().find(|silent| *silent == name) {
            return after_element(rest, silent);
        }
        self.opens(&name, &attributes);
        rest
    }

    /// Text with its character references, but for a `&` that begins none.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find('&') {
            let (before, reference) = rest.split_at(at + 1);
            self.html.push_str(before);
            if !reference.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric()) {
                self.html.push_str("amp;");
            }
            rest = reference;
        }
        self.html.push_str(rest);
    }

    fn opens(&mut self, name: &str, attributes: &[(&str, &str)]) {
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.opens("p", &[]);
            return self.opens("strong", &[]);
        }
        let known = BLOCKS.into_iter().chain(INLINE).find(|known| *known == name);
        let Some(name) = known else { return };
        if BLOCKS.contains(&name) {
            self.close_last("p");
        }
        match name {
            "li" => self.close_item(),
            "a" => self.close_last("a"),
            _ => {}
        }
        if self.open.len() >= DEPTH_MAX && name != "br" {
            return;
        }
        self.html.push('<');
        self.html.push_str(name);
        for (attribute, value) in kept(name, attributes) {
            let classes = (attribute == "class").then(|| known_classes(value));
            let value = match &classes {
                Some(Some(classes)) => classes,
                Some(None) => continue,
                None => value,
            };
            self.html.push(' ');
            self.html.push_str(attribute);
            self.html.push_str("=\"");
            self.text(&value.replace('"', "&quot;"));
            self.html.push('"');
        }
        self.html.push('>');
        if name != "br" {
            self.open.push(name);
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.close_last("p"),
            _ => self.close_last(name),
        }
    }

    fn close_last(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| *open == name) {
            self.close_to(at);
        }
    }

    /// Closes the item of the innermost list, if one is open.
    fn close_item(&mut self) {
        let inner = self.open.iter().rposition(|open| matches!(*open, "li" | "ul" | "ol"));
        if let Some(at) = inner.filter(|&at| self.open[at] == "li") {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, depth: usize) {
        for name in self.open.drain(depth..).rev() {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }
}

/// The attributes of a tag that are of use, always in the same order, each once.
fn kept<'a>(
    tag: &str,
    attributes: &'a [(&str, &str)],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let of_use: &[&'static str] = match tag {
        "a" => &["href", "class", "translate"],
        "span" => &["class", "translate"],
        "p" => &["class"],
        "ol" => &["start", "reversed"],
        "li" => &["value"],
        _ => &[],
    };
    of_use.iter().filter_map(|&name| {
        let found = attributes.iter().find(|(given, _)| given.eq_ignore_ascii_case(name));
        found.map(|&(_, value)| (name, value))
    })
}

/// How many attributes of a tag are looked at; the rest is dropped.
const ATTRIBUTES_MAX: usize = 32;

/// The attributes of a tag, and what follows it. A tag without end takes all the rest.
fn attributes(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return (Vec::new(), "");
        }
        if let Some(rest) = rest.strip_prefix('>') {
            return (found, rest);
        }
        // A name may begin with a `=`, by the letter of the standard.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let name = &rest[..first + run(&rest[first..], |c| !ends(c)).len()];
        rest = rest[name.len()..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(given) = rest.strip_prefix('=') {
            (value, rest) =
                attribute_value(given.trim_start_matches(|c: char| c.is_ascii_whitespace()));
        }
        if found.len() < ATTRIBUTES_MAX {
            found.push((name, value));
        }
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let value = run(text, |c| !c.is_ascii_whitespace() && c != '>');
    (value, &text[value.len()..])
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// What follows the closing tag of an element; nothing if it is never closed.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once("</") {
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return attributes(&tag[name.len()..]).1;
        }
        rest = tag;
    }
    ""
}
