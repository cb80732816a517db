//! How long a post is, as its author is told.

use crate::link;
use crate::scan::{Entity, scan};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// What a link counts for, in characters, however long it is.
pub const LINK_LENGTH: usize = 23;

/// The length of a post, in characters as a reader sees them (extended grapheme clusters
/// of the composed text), content warning included.
///
/// A link counts as [`LINK_LENGTH`]; one typed without protocol never counts for more than
/// it is, since apps that count by themselves do not take it for a link. A mention of
/// somebody elsewhere counts without the domain.
/// https://docs.joinmastodon.org/user/posting/#text
pub fn length(text: &str, spoiler: &str) -> usize {
    graphemes(spoiler) + graphemes(&counted(text))
}

fn graphemes(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    let composed: String = text.nfc().collect();
    composed.graphemes(true).count()
}

/// The text as it counts: with a stand-in of the right length for each link and mention.
fn counted(text: &str) -> String {
    let mut counted = String::with_capacity(text.len());
    let mut from = 0;
    for span in scan(text).spans {
        counted.push_str(&text[from..span.bytes.start]);
        match span.entity {
            Entity::Link { url } => push_link(&mut counted, url),
            Entity::Mention { username, .. } => {
                counted.push('@');
                counted.push_str(username);
            }
            Entity::Hashtag { .. } => counted.push_str(&text[span.bytes.clone()]),
        }
        from = span.bytes.end;
    }
    counted.push_str(&text[from..]);
    counted
}

fn push_link(counted: &mut String, url: &str) {
    let length = match link::protocol(url) {
        0 => url.chars().take(LINK_LENGTH).count(),
        _ => LINK_LENGTH,
    };
    counted.extend(std::iter::repeat_n('x', length));
}
