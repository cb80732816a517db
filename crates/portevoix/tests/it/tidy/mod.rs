//! The house checks itself: a rule worth saying is worth a test.

mod contract;
mod map;
mod routes;
mod rules;
mod statements;

use std::path::{Path, PathBuf};

/// A source file of the house.
pub(crate) struct Source {
    /// Its path from the root of the house.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// The crate it belongs to.
    fn floor(&self) -> &str {
        self.path.split('/').nth(1).unwrap()
    }

    /// The room it belongs to, if it is in one: `crates/<floor>/src/<room>/…`.
    fn room(&self) -> Option<String> {
        let mut parts = self.path.split('/').skip(2);
        let room = (parts.next() == Some("src")).then(|| parts.next()).flatten()?;
        Some(format!("{}/{}", self.floor(), room.trim_end_matches(".rs")))
    }
}

/// The root of the house.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Rust file under `crates/`, library or test as asked.
pub(crate) fn sources(part: &str) -> Vec<Source> {
    let mut found = Vec::new();
    for floor in std::fs::read_dir(root().join("crates")).unwrap() {
        collect(&floor.unwrap().path().join(part), &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 10, "the house has sources");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let name = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(Source { path: name, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The text between the quotes that open at `from`, and where it ends.
pub(crate) fn literal(text: &str, from: usize) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text[from..].char_indices();
    if chars.next()?.1 != '"' {
        return None;
    }
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((out, from + at + 1)),
            '\\' => match chars.next()?.1 {
                'n' => out.push('\n'),
                '\n' => {}
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    None
}
