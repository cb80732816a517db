//! What a text means: the grammar of posts, their length and their HTML, the words they are
//! found by, and what a linked page says of itself; and captions of films.
//!
//! Pure: nothing here reads a clock, a file or a database, and nothing here panics, whatever
//! the input, or fails: only what claims to be captions may be refused. All of it is linear in
//! the length of its input.
//! The grammar is Twitter's, held by its own conformance cases, but for the differences
//! listed in `docs/text-differences.md`; the HTML is shaped as Mastodon shapes it, because
//! apps lean on that shape.

pub mod analyse;
pub mod captions;
mod chars;
mod emoji;
mod handle;
mod html;
mod length;
mod link;
mod operators;
mod page;
mod phrases;
pub mod proofread;
mod prose;
mod render;
mod scan;
mod shortcodes;
mod tag;
mod tame;

pub use emoji::emoji;
pub use handle::{BadHandle, Handle, USERNAME_CHARS_MAX, valid_username};
pub use html::{HTML_BYTES_MAX, plain, sanitise};
pub use length::{LINK_LENGTH, length};
pub use link::href;
pub use operators::{Operator, take_operators};
pub use page::{Frame, Page, decode_page, read_page};
pub use phrases::{Phrase, Phrases, fold};
pub use prose::prose;
pub use render::{MentionTarget, escape, render};
pub use scan::{Entity, HASHTAG_CHARS_MAX, Scan, Span, scan};
pub use shortcodes::{SHORTCODE_CHARS_MAX, SHORTCODE_CHARS_MIN, dress, is_shortcode, shortcodes};
pub use tag::tag_key;
