//! Floors, the order of rooms, lengths, and words that must not stand in finished code.

use super::{Source, root, sources};

/// Which floors each floor may stand on.
const FLOORS: [(&str, &[&str]); 11] = [
    ("db", &[]),
    ("poster", &[]),
    ("text", &[]),
    ("timeline", &[]),
    ("wire", &[]),
    ("ground", &["db", "text", "timeline", "wire"]),
    ("social", &["db", "ground", "text", "timeline", "wire"]),
    ("desk", &["db", "ground", "poster", "social", "text", "wire"]),
    ("federation", &["db", "ground", "social", "text", "wire"]),
    ("portevoix", &["db", "desk", "federation", "ground", "social", "text", "timeline", "wire"]),
    ("town", &["db", "ground", "portevoix", "social", "text", "timeline", "wire"]),
];

/// Rooms of a floor that others stand on, lowest first; all others of it stand above these and
/// may call each other.
const LOWER_ROOMS: [(&str, &[&str]); 2] = [
    ("social", &["media", "emojis", "accounts", "oauth", "links", "filters", "posts"]),
    ("desk", &["journal", "teams"]),
];

const FILE_LINES_MAX: usize = 400;
const FUNCTION_LINES_MAX: usize = 70;
const LINE_CHARS_MAX: usize = 100;

/// Files confessed to be too long, with their length when confessed: they may only shrink.
const LONG_FILES: [(&str, usize); 0] = [];

#[test]
fn imports_run_down_the_floors() {
    for (floor, below) in FLOORS {
        let manifest = root().join("crates").join(floor).join("Cargo.toml");
        let manifest = std::fs::read_to_string(manifest).unwrap();
        let start = manifest.find("[dependencies]").unwrap();
        let section = &manifest[start + 1..];
        let section = &section[..section.find("\n[").unwrap_or(section.len())];
        for (other, _) in FLOORS {
            let used = section.contains(&format!("\n{other}.workspace"));
            assert!(!used || below.contains(&other), "{floor} must not stand on {other}");
        }
    }
}

#[test]
fn lower_rooms_know_nothing_of_the_upper_ones() {
    let sources = sources("src");
    for (floor, order) in LOWER_ROOMS {
        rooms_run_down(floor, order, &sources);
    }
}

fn rooms_run_down(floor: &str, order: &[&str], sources: &[Source]) {
    let prefix = format!("{floor}/");
    let rooms: Vec<String> = sources
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
        .filter_map(|source| source.room()?.strip_prefix(&prefix).map(str::to_owned))
        .collect();
    for source in sources {
        let Some(room) = source.room() else { continue };
        let Some(room) = room.strip_prefix(&prefix) else { continue };
        let Some(height) = order.iter().position(|lower| *lower == room) else { continue };
        for other in &rooms {
            let lower = order.iter().position(|name| name == other);
            let above = lower.is_none_or(|place| place > height);
            // Faces may show what other rooms know; rules may not.
            let face = ["/web.rs", "/web/", "/api.rs", "/api/"]
                .iter()
                .any(|part| source.path.contains(part));
            let used = imports(&source.text, other);
            assert!(!above || face || !used, "{} imports {other}, a room above it", source.path);
        }
    }
}

#[test]
fn files_lines_and_functions_fit_a_mind() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let lines = source.text.lines().count();
        let allowed = LONG_FILES.iter().find(|(path, _)| *path == source.path);
        if lines > allowed.map_or(FILE_LINES_MAX, |(_, lines)| *lines) {
            wrong.push(format!("{} has {lines} lines", source.path));
        }
        for (at, line) in source.text.lines().enumerate() {
            if line.chars().count() > LINE_CHARS_MAX && !line.contains("http") {
                wrong.push(format!("{}:{} is too wide", source.path, at + 1));
            }
        }
        for (name, lines) in functions(&source.text) {
            if lines > FUNCTION_LINES_MAX {
                wrong.push(format!("{}: fn {name} has {lines} lines", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_left_unfinished() {
    let marks = ["todo!", "unimplemented!", "dbg!", ".unwrap()", "#[allow(", "FIXME"];
    for source in sources("src") {
        if source.floor() == "town" {
            continue;
        }
        for mark in marks {
            let at = source.text.find(mark).map(|at| source.text[..at].matches('\n').count() + 1);
            assert!(at.is_none(), "{}:{} has {mark}", source.path, at.unwrap_or(0));
        }
    }
}

#[test]
fn every_room_tells_its_stories() {
    for source in sources("src") {
        let Some(room) = source.room().filter(|_| source.path.ends_with("/mod.rs")) else {
            continue;
        };
        let Some((floor, room)) = room.split_once('/') else { continue };
        if !["social", "desk"].contains(&floor) || source.path.matches('/').count() != 4 {
            continue;
        }
        let stories = root().join(format!("crates/{floor}/tests/it/{room}.rs"));
        let folder = root().join(format!("crates/{floor}/tests/it/{room}/mod.rs"));
        assert!(stories.exists() || folder.exists(), "no stories of {room}: {}", stories.display());
    }
}

/// Whether a file of a floor uses a room by `use crate::{…}` or by its path.
fn imports(text: &str, room: &str) -> bool {
    let by_path = format!("crate::{room}::");
    let alone = format!("use crate::{room};");
    if text.contains(&by_path) || text.contains(&alone) {
        return true;
    }
    text.split("use crate::{").skip(1).any(|rest| {
        let group = rest.split("};").next().unwrap_or_default();
        group.split(',').any(|item| item.trim().split("::").next() == Some(room))
    })
}

/// Functions with their lengths: from `fn` to the closing brace at the same depth.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let Some((before, name)) = trimmed.split_once("fn ") else { continue };
        let words = ["pub", "pub(super)", "pub(crate)", "async", "const"];
        if !before.split_whitespace().all(|word| words.contains(&word)) {
            continue;
        }
        let end = lines[at..].iter().position(|line| *line == format!("{}}}", " ".repeat(indent)));
        let name = name.split(['(', '<']).next().unwrap_or_default();
        found.push((name.to_owned(), end.unwrap_or(0) + 1));
    }
    found
}
