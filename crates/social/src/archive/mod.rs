//! Taking one's things along: whom one follows, mutes and blocks, one's lists, what one keeps, what
//! one said, as files that other places read (the tables as Mastodon has them, posts as its API).
//!
//! It has no table: other rooms are asked, page by page.

mod tables;
mod web;

use ground::http::{Route, Scope, get};

pub use tables::{Table, rows};

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/settings/export", Scope::Member, web::show),
        get("/settings/export/posts.json", Scope::Member, web::posts),
        get("/settings/export/{file}", Scope::Member, web::table),
    ]
}
