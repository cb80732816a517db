//! Bare SQLite as the limit of the embedded store: a copy of the filled database, one thread, the
//! rows of 64 posts in each transaction, every transaction on the disk before the next begins.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, OpenFlags, params};
use serde_json::{Map, Value};

use super::rows::{Column, Counts, Template};
use crate::Outcome;

/// Posts in one transaction.
pub(crate) const BATCH: i64 = 64;

/// The database file of a data folder.
pub(crate) fn file_in(data: &Path) -> Outcome<PathBuf> {
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        let mut magic = [0; 16];
        let read = path.is_file() && File::open(&path)?.read_exact(&mut magic).is_ok();
        if read && &magic == b"SQLite format 3\0" {
            return Ok(path);
        }
    }
    Err(format!("no SQLite database in {}", data.display()).into())
}

/// The rows of each table; what only serves a full-text index is left out.
pub(crate) fn counts(file: &Path) -> Outcome<Counts> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(file, flags)?;
    let mut list = connection.prepare(
        "select name from pragma_table_list
          where schema = 'main' and type in ('table', 'virtual') and name not like 'sqlite%'",
    )?;
    let names = list.query_map([], |row| row.get::<_, String>(0))?;
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let mut counts = Counts::new();
    for name in names {
        let count = connection
            .query_one(&format!("select count(*) from {name}"), [], |row| row.get::<_, i64>(0))?;
        counts.insert(name, count.unsigned_abs());
    }
    Ok(counts)
}

/// How long a bare reading of the newest `entries` posts takes, with the people they name and their
/// hashtags, in milliseconds: what any index has to be made from.
pub(crate) fn scan(file: &Path, entries: usize) -> Outcome<f64> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let began = Instant::now();
    let mut posts = connection.prepare(
        "select id, author_id, about_id, boost_of_id, reply_to_id, visibility
           from post order by id desc limit ?1",
    )?;
    let mut rows = posts.query([i64::try_from(entries)?])?;
    let mut oldest: i64 = i64::MAX;
    while let Some(row) = rows.next()? {
        oldest = row.get(0)?;
        let _: (i64, Option<i64>, Option<i64>, Option<i64>, String) =
            (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
    }
    for beside in [
        "select post_id, account_id from mention where post_id >= ?1",
        "select post_id, tag_id from post_tag where post_id >= ?1",
    ] {
        let mut statement = connection.prepare(beside)?;
        let mut rows = statement.query([oldest])?;
        while let Some(row) = rows.next()? {
            let _: (i64, i64) = (row.get(0)?, row.get(1)?);
        }
    }
    Ok(began.elapsed().as_secs_f64() * 1e3)
}

/// The newest row of each of these tables, and the id of the newest post.
pub(crate) fn templates(file: &Path, tables: &[String]) -> Outcome<(i64, Vec<Template>)> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let post = connection.query_one("select max(id) from post", [], |row| row.get(0))?;
    let mut templates = Vec::new();
    for table in tables {
        let newest = format!("select rowid, * from {table} order by rowid desc limit 1");
        let mut statement = connection.prepare(&newest)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let row = statement.query_one([], |row| {
            let mut cells = Map::new();
            for (at, name) in names.iter().enumerate() {
                cells.insert(name.clone(), json(row.get(at)?));
            }
            Ok(cells)
        })?;
        templates.push(Template::new(table, with_words(row)));
    }
    Ok((post, templates))
}

/// A full-text index does not give its words back: as many of our own take their place. Only such
/// a table is addressed by its row id.
fn with_words(mut row: Map<String, Value>) -> Map<String, Value> {
    match row.get("words") {
        Some(Value::Null) => {
            row.insert("words".to_owned(), Value::from(super::posts::TEXT.to_lowercase()));
        }
        _ => {
            row.remove("rowid");
        }
    }
    row
}

fn json(cell: Cell) -> Value {
    match cell {
        Cell::Null | Cell::Blob(_) => Value::Null,
        Cell::Integer(number) => Value::from(number),
        Cell::Real(number) => Value::from(number),
        Cell::Text(text) => Value::from(text),
    }
}

/// The bare loop over its own copy of the database.
pub(crate) struct Bare {
    connection: Connection,
    inserts: Vec<String>,
    next: i64,
    authors: Vec<i64>,
}

impl Bare {
    /// Over `file`, which is its own.
    pub(crate) fn open(
        file: &Path,
        post: i64,
        templates: &[Template],
        authors: Vec<i64>,
    ) -> Outcome<Self> {
        let connection = Connection::open(file)?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        let inserts = templates.iter().map(|template| insert(template, post)).collect();
        Ok(Self { connection, inserts, next: post + 1, authors })
    }

    /// Commits batch after batch; gives back posts a second.
    pub(crate) fn run(&mut self, seconds: f64) -> Outcome<f64> {
        let start = Instant::now();
        let end = start + Duration::from_secs_f64(seconds);
        let mut posts = 0;
        while Instant::now() < end {
            self.batch()?;
            posts += BATCH;
        }
        Ok(posts as f64 / start.elapsed().as_secs_f64())
    }

    fn batch(&mut self) -> Outcome {
        let transaction = self.connection.transaction()?;
        for _ in 0..BATCH {
            let author = self.authors[self.next as usize % self.authors.len()];
            let key = self.next.to_string();
            for insert in &self.inserts {
                let mut insert = transaction.prepare_cached(insert)?;
                insert.raw_bind_parameter(1, self.next)?;
                insert.raw_bind_parameter(2, author)?;
                insert.raw_bind_parameter(3, &key)?;
                insert.raw_execute()?;
            }
            let count = "update account_count set posts = posts + 1, last_post_at = ?1
                          where account_id = ?2";
            transaction.prepare_cached(count)?.execute(params![self.next, author])?;
            self.next += 1;
        }
        let head = "update head set last_id = ?1, event_no = event_no + ?2 where id = 1";
        transaction.prepare_cached(head)?.execute(params![self.next, BATCH])?;
        transaction.commit()?;
        Ok(())
    }
}

/// The statement that writes one row: `?1` the post, `?2` the author, `?3` a text of its own.
fn insert(template: &Template, post: i64) -> String {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (name, column) in template.anew(post) {
        names.push(name);
        values.push(match column {
            Column::Post | Column::Number => "?1".to_owned(),
            Column::Author => "?2".to_owned(),
            Column::Unique => "?3".to_owned(),
            Column::Same(value) => literal(value),
        });
    }
    // Every statement takes the same three parameters, used or not.
    format!(
        "insert into {} ({}) select {} where ?1 is not null and ?2 is not null and ?3 is not null",
        template.table,
        names.join(", "),
        values.join(", ")
    )
}

/// A value as SQL writes it, on both databases.
pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        other => other.to_string(),
    }
}

/// Copies a database that nobody has open, with what is still in its log.
pub(crate) fn copy(file: &Path, to: &Path) -> Outcome {
    fs::copy(file, to)?;
    for ending in ["-wal", "-shm"] {
        let beside = PathBuf::from(format!("{}{ending}", file.display()));
        if beside.is_file() {
            fs::copy(beside, format!("{}{ending}", to.display()))?;
        }
    }
    Ok(())
}
