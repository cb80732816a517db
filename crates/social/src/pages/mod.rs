//! Pages that no other room has: the way in, who somebody is, what this place is.
//! They show what other rooms say, and decide nothing.

mod about;
mod audit;
mod explore;
mod help;
mod outside;
mod profile;
mod welcome;

use ground::http::{Route, Scope, get, post};

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/", Scope::Page, welcome::show),
        get("/about", Scope::Page, about::show),
        get("/help", Scope::Page, help::help),
        get("/help/keyboard", Scope::Page, help::keyboard),
        get("/accessibility", Scope::Page, help::accessibility),
        get("/accessibilite", Scope::Page, help::accessibility),
        get("/legal", Scope::Page, help::legal),
        get("/manifest.webmanifest", Scope::Page, outside::manifest),
        post("/share", Scope::Page, outside::share),
        get("/offline", Scope::Page, outside::offline),
        get("/worker.js", Scope::Page, outside::worker),
        get("/robots.txt", Scope::Page, outside::robots),
        post("/language", Scope::Page, about::language),
        get("/menu", Scope::Page, about::menu),
        get("/me", Scope::Member, profile::me),
        get("/explore", Scope::Page, explore::show),
        post("/explore/{id}/dismiss", Scope::Member, explore::dismiss),
        get("/@{name}", Scope::Page, profile::show),
    ]
}
