//! A post's text as the HTML that apps and other places know from Mastodon.
//! https://docs.joinmastodon.org/spec/activitypub/#sanitization

use crate::link;
use crate::scan::{Entity, Scan, scan};
use std::collections::HashMap;

const LINK_SHOWN_CHARS: usize = 30;

/// Somebody a text mentions, as far as their name and page matter to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MentionTarget {
    /// Their page.
    pub url: String,
    /// `alice` here, `alice@example.org` elsewhere.
    pub acct: String,
    /// The part of it before the `@`, as they write it.
    pub username: String,
}

/// The HTML of a text: paragraphs, line breaks, mentions, hashtags and links; everything
/// else escaped. Empty for a blank text.
///
/// `resolve_mention` is asked once for each mention, with user name and domain as typed;
/// who is not found stays text. `tag_url` gets a hashtag as typed. Two people of the same
/// name in one text are told apart by their domains.
pub fn render(
    text: &str,
    resolve_mention: impl Fn(&str, Option<&str>) -> Option<MentionTarget>,
    tag_url: impl Fn(&str) -> String,
) -> String {
    let found = scan(text);
    let targets: Vec<_> = found.mentions().map(|(name, at)| resolve_mention(name, at)).collect();
    let namesakes = namesakes(&targets);
    let mut targets = targets.iter();
    let mut out = Paragraphs::with_capacity(text.len());
    each_part(text, &found, |part, entity| match entity {
        Some(Entity::Link { url }) => push_link(out.inline(), url),
        Some(Entity::Hashtag { name }) => push_tag(out.inline(), name, &tag_url(name)),
        Some(Entity::Mention { .. }) => match targets.next().and_then(Option::as_ref) {
            Some(target) => {
                let alone = namesakes.get(target.username.as_str()).is_some_and(Option::is_some);
                let shown = if alone { &target.username } else { &target.acct };
                push_mention(out.inline(), shown, &target.url);
            }
            None => out.text(part),
        },
        None => out.text(part),
    });
    out.finish()
}

/// Each name with the one account it stands for in this text, or none if for several.
fn namesakes(targets: &[Option<MentionTarget>]) -> HashMap<&str, Option<&str>> {
    let mut namesakes = HashMap::new();
    for target in targets.iter().flatten() {
        let account = namesakes.entry(target.username.as_str()).or_insert(Some(&*target.acct));
        if *account != Some(&*target.acct) {
            *account = None;
        }
    }
    namesakes
}

/// Calls `each` with the finds of a text and the plain parts between them, in order.
fn each_part<'a>(
    text: &'a str,
    found: &Scan<'a>,
    mut each: impl FnMut(&'a str, Option<Entity<'a>>),
) {
    let mut from = 0;
    for span in &found.spans {
        each(&text[from..span.bytes.start], None);
        each(&text[span.bytes.clone()], Some(span.entity));
        from = span.bytes.end;
    }
    each(&text[from..], None);
}

/// HTML in the making. Line ends are held back until something follows them: one breaks
/// the line, more begin a paragraph, and those around the text are dropped.
struct Paragraphs {
    html: String,
    line_ends: usize,
}

impl Paragraphs {
    fn with_capacity(bytes: usize) -> Self {
        Self { html: String::with_capacity(bytes + bytes / 4 + 16), line_ends: 0 }
    }

    fn inline(&mut self) -> &mut String {
        let opening = match (self.html.is_empty(), self.line_ends) {
            (true, _) => "<p>",
            (false, 0) => "",
            (false, 1) => "<br>",
            (false, _) => "</p><p>",
        };
        self.html.push_str(opening);
        self.line_ends = 0;
        &mut self.html
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['\n', '\r']) {
            self.words(&rest[..at]);
            let two = rest[at..].starts_with("\r\n");
            self.line_ends += 1;
            rest = &rest[at + if two { 2 } else { 1 }..];
        }
        self.words(rest);
    }

    fn words(&mut self, text: &str) {
        let blank_start = self.html.is_empty() && text.trim().is_empty();
        if !text.is_empty() && !blank_start {
            escape(self.inline(), text);
        }
    }

    fn finish(mut self) -> String {
        if !self.html.is_empty() {
            self.html.push_str("</p>");
        }
        self.html
    }
}

fn push_link(html: &mut String, url: &str) {
    let hidden = link::protocol(url);
    let www = url.get(hidden..hidden + 4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let hidden = if hidden > 0 && www { hidden + 4 } else { hidden };
    let (start, rest) = url.split_at(hidden);
    let cut = rest.char_indices().nth(LINK_SHOWN_CHARS).map_or(rest.len(), |(at, _)| at);
    let (shown, end) = rest.split_at(cut);
    html.push_str("<a href=\"");
    escape_attribute(html, &link::href(url));
    html.push_str("\" target=\"_blank\" rel=\"nofollow noopener\"><span class=\"invisible\">");
    escape(html, start);
    html.push_str(if end.is_empty() { "</span><span class=\"\">" } else { ELLIPSIS });
    escape(html, shown);
    html.push_str("</span><span class=\"invisible\">");
    escape(html, end);
    html.push_str("</span></a>");
}

const ELLIPSIS: &str = "</span><span class=\"ellipsis\">";

fn push_tag(html: &mut String, name: &str, url: &str) {
    html.push_str("<a href=\"");
    escape_attribute(html, url);
    html.push_str("\" class=\"mention hashtag\" rel=\"tag\">#<span>");
    escape(html, name);
    html.push_str("</span></a>");
}

fn push_mention(html: &mut String, shown: &str, url: &str) {
    html.push_str("<span class=\"h-card\"><a href=\"");
    escape_attribute(html, url);
    html.push_str("\" class=\"u-url mention\">@<span>");
    escape(html, shown);
    html.push_str("</span></a></span>");
}

/// Appends text to HTML so that it reads as itself. Control characters, which HTML has no
/// way to write, are left out.
pub fn escape(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        let written = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '\n' | '\t' => continue,
            _ if c.is_control() => "",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(written);
        from = at + c.len_utf8();
    }
    html.push_str(&text[from..]);
}

fn escape_attribute(html: &mut String, text: &str) {
    for part in text.split_inclusive('"') {
        escape(html, part.trim_end_matches('"'));
        if part.ends_with('"') {
            html.push_str("&quot;");
        }
    }
}
