//! What a post links to: one link, in the words of the page it leads to.

use ground::App;
use maud::{Markup, html};

use super::shown::Link;
use crate::accounts::ours;

/// Longest description shown, in characters.
const DESCRIPTION_CHARS_MAX: usize = 200;

/// A box that is one link. Nothing of the other place is loaded by it. `pictured`: with the
/// picture, of which the words say enough for those who do not see it.
#[must_use]
pub(super) fn link(app: &App, to: &Link, pictured: bool) -> Markup {
    let short: String = to.description.chars().take(DESCRIPTION_CHARS_MAX).collect();
    let cut = short.len() < to.description.len();
    let site = match to.author_name.as_str() {
        "" => to.provider_name.clone(),
        author => format!("{} · {author}", to.provider_name),
    };
    html! {
        a.leads href=(to.url) rel="nofollow noopener noreferrer" lang=[&to.language] dir="auto" {
            @if let Some(image) = to.image.as_deref().filter(|_| pictured) {
                img src=(ours(app, image)) alt=(to.image_description) loading="lazy"
                    decoding="async";
            }
            span {
                strong { (to.title) }
                @if !short.is_empty() { span { (short) @if cut { "…" } } }
                span.soft { (site) }
            }
        }
    }
}
