//! Routes are data: docs/routes.md lists them, each is told of in a story, none stands twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use ground::http::{Route, Scope};

use super::{root, sources};

#[test]
fn the_table_of_routes_is_true() {
    let path = root().join("docs/routes.md");
    let table = table();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == table,
        "docs/routes.md is old: run `UPDATE=1 cargo test -p portevoix routes`"
    );
}

#[test]
fn no_route_stands_twice() {
    let mut seen = BTreeSet::new();
    for route in portevoix::routes() {
        let door = format!("{} {}", route.method, route.path);
        assert!(seen.insert(door.clone()), "{door} stands twice");
    }
}

#[test]
fn every_route_is_told_of_in_a_story() {
    let untold: Vec<String> = portevoix::routes()
        .iter()
        .filter(|route| story_of(route.path).is_none())
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert!(untold.is_empty(), "routes without a story:\n{}", untold.join("\n"));
}

/// A file of stories that calls a path, by its place in the project: the room's own, if it does.
pub(super) fn story_of(path: &str) -> Option<String> {
    let room = room_of(path);
    let told = STORIES.iter().filter(|(_, text)| is_told(text, path));
    told.min_by_key(|(file, _)| distance(file, room)).map(|(file, _)| file.clone())
}

/// The room whose door that is: the one that spells its path.
fn room_of(path: &str) -> Option<&'static str> {
    let spelled = format!("\"{path}\"");
    let door = ROOMS.iter().find(|(_, text)| text.contains(&spelled));
    door.map(|(room, _)| room.as_str())
}

/// How far a file of stories is from a room: its own, one named after it, a neighbour's, others.
fn distance(file: &str, room: Option<&str>) -> usize {
    let Some((floor, story)) =
        file.strip_prefix("crates/").and_then(|rest| rest.split_once("/tests/it/"))
    else {
        return 3;
    };
    let own =
        room.and_then(|room| story.strip_prefix(room.strip_prefix(floor)?.strip_prefix('/')?));
    if own.is_none() && floor != "social" {
        return 3;
    }
    match own.and_then(|rest| rest.chars().next()) {
        Some('.' | '/') => 0,
        Some('_') => 1,
        _ => 2,
    }
}

static ROOMS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let rooms = sources("src").into_iter().filter_map(|source| {
        let room = source.room()?;
        let told = ["social/", "desk/"].iter().any(|floor| room.starts_with(floor));
        told.then_some((room, source.text))
    });
    rooms.collect()
});

static STORIES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut stories: Vec<(String, String)> =
        sources("tests").into_iter().map(|source| (source.path, source.text)).collect();
    for folder in ["tests/clients", "tests/browser"] {
        for entry in std::fs::read_dir(root().join(folder)).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            stories.push((name, std::fs::read_to_string(entry.path()).unwrap_or_default()));
        }
    }
    let person = "crates/town/src/person.rs";
    stories.push((person.to_owned(), std::fs::read_to_string(root().join(person)).unwrap()));
    stories.sort();
    stories
});

/// Whether the fixed parts of a path stand in the stories in their order, near each other.
fn is_told(stories: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split(['{', '}']).step_by(2).collect();
    let first = parts[0];
    stories.match_indices(first).any(|(at, _)| {
        let mut rest = &stories[at + first.len()..];
        let told = parts[1..].iter().filter(|part| !part.is_empty()).all(|part| {
            let Some(found) = rest.find(part).filter(|found| *found < 80) else { return false };
            rest = &rest[found + part.len()..];
            true
        });
        let ends = path.ends_with('}') || !rest.starts_with(|c: char| c == '/' || is_word(c));
        told && ends
    })
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

fn table() -> String {
    let mut routes = portevoix::routes();
    routes.sort_by_key(|route| (route.path, route.method.to_string()));
    let mut out = String::from(
        "# Routes\n\nEvery door of the server, and what a caller must hold. Made from the routes \
         themselves; a test keeps it true.\n\n| method | path | who may |\n|---|---|---|\n",
    );
    for route in &routes {
        let _ = writeln!(out, "| {} | `{}` | {} |", route.method, route.path, who(route));
    }
    out
}

fn who(route: &Route) -> String {
    match route.scope {
        Scope::Anyone => "anyone".to_owned(),
        Scope::App => "any token".to_owned(),
        Scope::Needs(scope) => format!("`{scope}`"),
        Scope::Page => "anyone (page)".to_owned(),
        Scope::Member => "members (page)".to_owned(),
    }
}
