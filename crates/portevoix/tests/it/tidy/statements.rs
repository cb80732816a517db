//! Statements: every one prepares on the engine under test; each table is written by one room.

use std::collections::{BTreeMap, BTreeSet};

use town::Town;

use super::{Source, literal, sources};

/// Most statements that need one spelling an engine.
const HATCHES_MAX: usize = 10;

/// A statement lifted out of a source file: its spelling for each engine.
struct Statement {
    place: String,
    sqlite: String,
    postgres: String,
}

#[tokio::test]
async fn every_statement_prepares() {
    let town = Town::new().await;
    let on_sqlite = town.app.db.engine() == db::Engine::Sqlite;
    let mut wrong = Vec::new();
    let all = statements();
    assert!(all.len() > 50, "only {} statements were found", all.len());
    for statement in all {
        let text = if on_sqlite { statement.sqlite } else { statement.postgres };
        if let Err(error) = town.app.db.prepares(text).await {
            wrong.push(format!("{}: {error}", statement.place));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn statements_stand_in_sql_files_only() {
    for source in library() {
        let is_sql = source.path.ends_with("/sql.rs") || source.path.contains("/sql/");
        let lifted = lift(&source).len();
        assert!(is_sql || lifted == 0, "{} has {lifted} statements", source.path);
    }
}

#[test]
fn each_table_is_written_by_one_room() {
    let mut writers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in library() {
        let Some(room) = source.room() else { continue };
        for statement in lift(&source) {
            for table in written(&statement.sqlite) {
                writers.entry(table).or_default().insert(room.clone());
            }
        }
    }
    let shared: Vec<_> = writers.iter().filter(|(_, rooms)| rooms.len() > 1).collect();
    assert!(shared.is_empty(), "tables written by more than one room: {shared:?}");
}

#[test]
fn few_statements_need_two_spellings() {
    let twice = |source: &Source| {
        source.text.matches("dialect(").count() + source.text.matches("gather(\n").count()
    };
    let count: usize = library().iter().map(twice).sum();
    assert!(count <= HATCHES_MAX, "{count} statements are spelled twice");
}

/// The library files of the floors above the database's own.
fn library() -> Vec<Source> {
    sources("src").into_iter().filter(|source| source.floor() != "db").collect()
}

fn statements() -> Vec<Statement> {
    library().iter().flat_map(lift).collect()
}

fn lift(source: &Source) -> Vec<Statement> {
    let mut found = Vec::new();
    for (call, spellings) in [("sql(", 1), ("dialect(", 2), ("gather(", 2)] {
        for (at, _) in source.text.match_indices(call) {
            let before = source.text[..at].chars().next_back().unwrap_or(' ');
            if before.is_alphanumeric() || before == '_' {
                continue;
            }
            let Some((first, end)) = next_literal(&source.text, at + call.len()) else { continue };
            let second = match spellings {
                1 => first.clone(),
                _ => next_literal(&source.text, end + 1).unwrap().0,
            };
            let line = source.text[..at].matches('\n').count() + 1;
            let place = format!("{}:{line}", source.path);
            found.push(Statement { place, sqlite: first, postgres: second });
        }
    }
    found
}

/// The literal that comes next, if nothing but space and a comma stands before it.
fn next_literal(text: &str, from: usize) -> Option<(String, usize)> {
    let skipped = text[from..].find(|c: char| !c.is_whitespace() && c != ',')?;
    literal(text, from + skipped)
}

fn written(statement: &str) -> Vec<String> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let table = |at: usize| words.get(at).map(|word| word.trim_matches('(').to_owned());
    let mut tables = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let previous = at.checked_sub(1).map_or("", |before| words[before]);
        match (*word, next) {
            ("insert", "into") | ("delete", "from") => tables.extend(table(at + 2)),
            // `on conflict … do update set` names no table.
            ("update", name) if name != "set" && previous != "for" => tables.extend(table(at + 1)),
            _ => {}
        }
    }
    tables
}
