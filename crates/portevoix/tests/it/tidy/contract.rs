//! The endpoints of Mastodon's client API beside ours: docs/endpoints.md lists them, each that must
//! or should be there is, or has a reason why not, and asks for the scope it should.

use std::fmt::Write as _;

use ground::http::{Route, Scope};
use town::contract::{Endpoint, endpoints};

use super::{root, routes::story_of};

/// Endpoints that are not there, and why.
const ABSENT: &[(&str, &str)] = &[];

/// Endpoints whose scope is another than the documentation says, and why.
const OTHER_SCOPE: &[(&str, &str)] = &[
    ("DELETE /api/v1/admin/ip_blocks/{id}", "documented as of domain blocks, which it is not"),
    ("GET /api/v2/notifications/{group_key}/accounts", "documented as writing, which it is not"),
];

#[test]
fn the_table_of_endpoints_is_true() {
    let path = root().join("docs/endpoints.md");
    let table = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == table,
        "docs/endpoints.md is old: run `UPDATE=1 cargo test -p portevoix contract`"
    );
}

#[test]
fn what_must_or_should_be_there_is() {
    let routes = portevoix::routes();
    let missing: Vec<String> = endpoints()
        .iter()
        .filter(|endpoint| endpoint.rank != "later" && ours(&routes, endpoint).is_none())
        .map(named)
        .filter(|name| reason(ABSENT, name).is_none())
        .collect();
    assert!(missing.is_empty(), "neither there nor explained:\n{}", missing.join("\n"));
    for (name, _) in ABSENT {
        let there = endpoints().iter().find(|endpoint| named(endpoint) == *name);
        let there = there.and_then(|endpoint| ours(&routes, endpoint));
        assert!(there.is_none(), "{name} is there and needs no reason");
    }
}

#[test]
fn scopes_are_those_of_the_documentation() {
    let routes = portevoix::routes();
    let wrong: Vec<String> = endpoints()
        .iter()
        .filter_map(|endpoint| Some((endpoint, ours(&routes, endpoint)?)))
        .filter(|(endpoint, route)| !suits(endpoint, route.scope))
        .map(|(endpoint, route)| {
            format!("{} needs {:?}, not {:?}", named(endpoint), endpoint.scopes, route.scope)
        })
        .filter(|line| !OTHER_SCOPE.iter().any(|(name, _)| line.starts_with(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn suits(endpoint: &Endpoint, scope: Scope) -> bool {
    match scope {
        Scope::Needs(scope) => {
            // A broad one covers those inside it.
            let covers = |it: &String| it == scope || scope.starts_with(&format!("{it}:"));
            endpoint.scopes.is_empty() || endpoint.scopes.iter().any(covers)
        }
        // Answers strangers, too, or tells apart by itself.
        Scope::Anyone | Scope::App | Scope::Page | Scope::Member => true,
    }
}

fn ours<'a>(routes: &'a [Route], endpoint: &Endpoint) -> Option<&'a Route> {
    let shape = shape(&endpoint.path);
    // A WebSocket is asked for by GET.
    let verb = if endpoint.verb == "WS" { "GET" } else { &endpoint.verb };
    routes.iter().find(|route| route.method.as_str() == verb && self::shape(route.path) == shape)
}

/// A path whose holes have no names.
fn shape(path: &str) -> Vec<&str> {
    path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part }).collect()
}

fn named(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.verb, endpoint.path)
}

fn reason(list: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    list.iter().find(|(it, _)| *it == name).map(|(_, why)| *why)
}

fn table() -> String {
    let routes = portevoix::routes();
    let mut out = String::from(
        "# Endpoints of Mastodon's client API\n\nEvery endpoint of the documentation, how much \
         apps need it, and a file of stories that calls ours. Made from the routes and stories; \
         a test keeps it true.\n\n| rank | method | path | here |\n|---|---|---|---|\n",
    );
    for endpoint in endpoints() {
        let here = match ours(&routes, endpoint) {
            Some(route) => format!("`{}`", story_of(route.path).unwrap_or_default()),
            None => reason(ABSENT, &named(endpoint)).unwrap_or("no").to_owned(),
        };
        let Endpoint { rank, verb, path, .. } = endpoint;
        let _ = writeln!(out, "| {rank} | {verb} | `{path}` | {here} |");
    }
    out
}
