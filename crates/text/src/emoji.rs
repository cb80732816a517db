//! What an emoji of Unicode is.

/// The emoji that a text is, and nothing else, as Unicode writes it in full: with its variation
/// selector, so that two spellings of one are the same.
#[must_use]
pub fn emoji(text: &str) -> Option<&'static str> {
    emojis::get(text).map(emojis::Emoji::as_str)
}
