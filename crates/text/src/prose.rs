//! Longer texts of the people who run a place: Markdown as HTML for a page.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The HTML of a Markdown text. HTML in it is shown as the text it is, pictures become their
/// words, links lead to the web, to mail or to this place alone; headings begin one level lower,
/// below the one heading of the page. Safe by what it can write, so nothing has to be taken out.
/// <https://spec.commonmark.org/0.31.2/>
pub fn prose(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut dropped = false;
    let events = Parser::new_ext(markdown, options).filter_map(|event| tamed(event, &mut dropped));
    let mut out = String::with_capacity(markdown.len() + markdown.len() / 2);
    html::push_html(&mut out, events);
    out
}

/// What of an event is written; `dropped` says whether the link that is open is none.
fn tamed<'a>(event: Event<'a>, dropped: &mut bool) -> Option<Event<'a>> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: lower(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            *dropped = !leads_well(&dest_url);
            let link = Tag::Link { link_type, dest_url, title, id };
            (!*dropped).then_some(Event::Start(link))
        }
        Event::End(TagEnd::Link) if std::mem::take(dropped) => None,
        Event::Start(Tag::CodeBlock(_)) => {
            let plain = pulldown_cmark::CodeBlockKind::Fenced(CowStr::Borrowed(""));
            Some(Event::Start(Tag::CodeBlock(plain)))
        }
        other => Some(other),
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H2,
        HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    }
}

fn leads_well(address: &str) -> bool {
    let start = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let abroad = ["http://", "https://", "mailto:"].iter().any(|scheme| start.starts_with(scheme));
    let here = address.starts_with('#')
        || address.starts_with('/') && !address[1..].starts_with(['/', '\\']);
    abroad || here
}
