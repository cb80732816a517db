//! Web pages that others wrote: what one says of itself in its head, and nothing else of it.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Longest title or other value kept, in bytes; the rest is dropped.
const VALUE_BYTES_MAX: usize = 4 << 10;
/// Most values of each sort kept of a page.
const VALUES_MAX: usize = 200;
/// Where a page is looked through for its encoding, in bytes from its beginning.
const ENCODING_BYTES_LOOKED_AT: usize = 2 << 10;

/// What a page says of itself: its title, its `meta`, `link` and `iframe` elements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title; empty when there is none.
    pub title: String,
    /// The language of the whole, as written.
    pub language: Option<String>,
    metas: Vec<(String, String)>,
    links: Vec<PageLink>,
    /// What it embeds.
    pub frames: Vec<Frame>,
}

/// A `link` element.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PageLink {
    rel: String,
    kind: String,
    href: String,
}

/// An `iframe` element: addresses and sizes as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// What it shows.
    pub src: String,
    /// In pixels, if it says so.
    pub width: Option<u32>,
    /// Likewise.
    pub height: Option<u32>,
}

impl Page {
    /// The first of these names (`og:title`, `description` …) of which the page says something.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let found = self.metas.iter().find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| value.as_str())
        })
    }

    /// Where the page points to by a relation, if need be of one type only.
    pub fn link(&self, rel: &str, kind: Option<&str>) -> Option<&str> {
        let fits = |link: &&PageLink| {
            link.rel.split_ascii_whitespace().any(|it| it == rel)
                && kind.is_none_or(|kind| link.kind == kind)
        };
        self.links.iter().find(fits).map(|link| link.href.as_str())
    }
}

/// Reads a page. Whatever it is, this ends, in time and memory linear in its length; nothing of
/// scripts and styles is looked at.
pub fn read_page(html: &str) -> Page {
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    // Only a reader that runs scripts is interrupted.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut page = tokenizer.sink.page.into_inner();
    page.title = squeezed(&page.title);
    page
}

/// A page as text: in the encoding of its byte order mark, its `charset` from the header, or the
/// one it names itself; else UTF-8, and where it is not that, Windows-1252.
pub fn decode_page(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = named.or_else(|| named_within(bytes)).unwrap_or(UTF_8);
    let (text, used, broken) = encoding.decode(bytes);
    if broken && used == UTF_8 && tears_more_than_its_end(bytes) {
        return WINDOWS_1252.decode(bytes).0.into_owned();
    }
    text.into_owned()
}

/// Whether bytes are no UTF-8, and not merely cut within their last character.
fn tears_more_than_its_end(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).err().is_some_and(|why| why.error_len().is_some())
}

fn named_within(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(ENCODING_BYTES_LOOKED_AT)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label = rest.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
    Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
}

#[derive(Default)]
struct Reader {
    page: RefCell<Page>,
    /// The element whose plain text is being read: the title, or one that is passed over.
    inside: RefCell<Option<String>>,
    titled: RefCell<bool>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.open(&tag),
            Token::TagToken(tag) => {
                let mut inside = self.inside.borrow_mut();
                if inside.as_deref() == Some(&*tag.name) {
                    *inside = None;
                    *self.titled.borrow_mut() |= &*tag.name == "title";
                }
            }
            Token::CharacterTokens(text) => {
                let titled = *self.titled.borrow();
                if !titled && self.inside.borrow().as_deref() == Some("title") {
                    let title = &mut self.page.borrow_mut().title;
                    let room = VALUE_BYTES_MAX.saturating_sub(title.len());
                    title.push_str(bounded(&text, room));
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reader {
    fn open(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        match name {
            "html" => {
                let language = value(tag, "lang").or_else(|| value(tag, "xml:lang"));
                self.page.borrow_mut().language = language;
            }
            "meta" => self.meta(tag),
            "link" => self.link(tag),
            "iframe" => self.frame(tag),
            _ => {}
        }
        let raw = match name {
            "title" | "textarea" => Rcdata,
            "script" => ScriptData,
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => Rawtext,
            _ => return TokenSinkResult::Continue,
        };
        *self.inside.borrow_mut() = Some(name.to_owned());
        TokenSinkResult::RawData(raw)
    }

    fn meta(&self, tag: &Tag) {
        let names = value(tag, "property").or_else(|| value(tag, "name"));
        let (Some(names), Some(content)) = (names, value(tag, "content")) else { return };
        let metas = &mut self.page.borrow_mut().metas;
        for name in names.split_ascii_whitespace() {
            if metas.len() < VALUES_MAX {
                metas.push((name.to_ascii_lowercase(), squeezed(&content)));
            }
        }
    }

    fn link(&self, tag: &Tag) {
        let (Some(rel), Some(href)) = (value(tag, "rel"), value(tag, "href")) else { return };
        let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
        let links = &mut self.page.borrow_mut().links;
        if links.len() < VALUES_MAX {
            links.push(PageLink { rel: rel.to_ascii_lowercase(), kind, href });
        }
    }

    fn frame(&self, tag: &Tag) {
        let Some(src) = value(tag, "src") else { return };
        let side = |name| value(tag, name).and_then(|it| it.trim_end_matches("px").parse().ok());
        let frames = &mut self.page.borrow_mut().frames;
        if frames.len() < VALUES_MAX {
            frames.push(Frame { src, width: side("width"), height: side("height") });
        }
    }
}

/// What an element says under that name, without the space around it.
fn value(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|it| &*it.name.local == name)?;
    Some(bounded(found.value.trim(), VALUE_BYTES_MAX).to_owned())
}

fn bounded(text: &str, bytes_max: usize) -> &str {
    &text[..text.floor_char_boundary(bytes_max)]
}

/// In one line, without characters that control or turn what is around them.
fn squeezed(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let seen: String = text.chars().filter(|c| !turns(c)).collect();
    let words = seen.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
