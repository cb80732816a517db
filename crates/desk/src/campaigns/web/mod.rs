//! The pages of campaigns: the team's list, one campaign at work, and its public page.

mod edit;
mod facts;
mod list;
mod one;
mod public;

use ground::http::{Route, Scope, get, post};

/// What follows `/desk/{handle}` of this room's entry.
const HERE: &str = "/campaigns";

/// The pages.
pub(super) fn routes() -> Vec<Route> {
    let member = Scope::Member;
    vec![
        get("/campaigns/{slug}", Scope::Page, public::show),
        get("/desk/{handle}/campaigns", member, list::show),
        post("/desk/{handle}/campaigns", member, list::add),
        get("/desk/{handle}/campaigns/{id}", member, one::show),
        post("/desk/{handle}/campaigns/{id}/state", member, one::set_state),
        post("/desk/{handle}/campaigns/{id}/steps", member, one::add_step),
        post("/desk/{handle}/campaigns/{id}/steps/{step}/delete", member, one::remove_step),
        get("/desk/{handle}/campaigns/{id}/edit", member, edit::show),
        post("/desk/{handle}/campaigns/{id}/edit", member, edit::submit),
        post("/desk/{handle}/campaigns/{id}/facts", member, facts::add),
        get("/desk/{handle}/campaigns/{id}/facts/{fact}", member, facts::show),
        post("/desk/{handle}/campaigns/{id}/facts/{fact}", member, facts::change),
        post("/desk/{handle}/campaigns/{id}/facts/{fact}/check", member, facts::check),
        post("/desk/{handle}/campaigns/{id}/facts/{fact}/delete", member, facts::remove),
    ]
}
