//! The pages of the directory: who is in it, one of them, and a table to be imported.

mod list;
mod one;
mod table;

use ground::http::{Route, Scope, get, post};

/// What follows `/desk/{handle}` of this room's entry.
const HERE: &str = "/targets";

/// The pages.
pub(super) fn routes() -> Vec<Route> {
    let member = Scope::Member;
    vec![
        get("/desk/{handle}/targets", member, list::show),
        post("/desk/{handle}/targets", member, list::add),
        get("/desk/{handle}/targets/import", member, table::show),
        post("/desk/{handle}/targets/import", member, table::import),
        get("/desk/{handle}/targets/{id}", member, one::show),
        post("/desk/{handle}/targets/{id}", member, one::change),
        post("/desk/{handle}/targets/{id}/delete", member, one::remove),
    ]
}
