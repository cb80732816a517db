//! Acts on posts and accounts, sent by buttons that share one form of the page.

use axum::response::{IntoResponse, Response};
use ground::PostId;
use ground::html::{csrf_field, hidden, see_other, tell};
use ground::http::page::own_path;
use ground::http::{Flag, Via, Visit};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

/// What comes along with an act: through which entry of which place it came, and where to go back
/// to. Paths of ours only.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Act {
    #[serde(default)]
    via: Option<PostId>,
    #[serde(default)]
    via_place: Option<String>,
    #[serde(default)]
    back: String,
    /// Whether the page stays as it is, and only asks whether it was done.
    #[serde(default)]
    quiet: Flag,
}

impl Act {
    /// Through which entry of which place it came.
    #[must_use]
    pub fn via(&self) -> Via {
        Via { entry: self.via.map(|id| id.0), place: self.via_place.clone() }
    }

    /// Back to where it was pressed, with the post in sight, and a word of what was done.
    #[must_use]
    pub fn done(&self, what: &'static str) -> Response {
        if self.quiet.0 {
            return StatusCode::NO_CONTENT.into_response();
        }
        let back = own_path(Some(&self.back));
        let address = match self.via {
            Some(entry) => format!("{back}#p{entry}"),
            None => back.to_owned(),
        };
        tell(see_other(&address), what)
    }
}

/// The form that the page's buttons send. Once a page, and only where there are such buttons.
#[must_use]
pub fn acts_form(visit: &Visit, place: &str) -> Markup {
    html! {
        @if visit.viewer.is_some() {
            form #acts method="post" hidden {
                (csrf_field(visit))
                (hidden("via_place", place))
                (hidden("back", &visit.path))
                // A form has a button, also where the page has none for it just now.
                button type="submit" hidden { (visit.say("acts-folded")) }
            }
        }
    }
}
