//! PostgreSQL's own load generator as the limit of the other store: the rows of 64 posts in each
//! transaction, prepared and pipelined, on a copy of the filled database.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::rows::{Column, Counts, Template};
use super::sqlite::{BATCH, literal};
use crate::Outcome;
use crate::postgres::Postgres;
use crate::steps::output;

/// The rows of each table.
pub(crate) fn counts(postgres: &Postgres, database: &str) -> Outcome<Counts> {
    let names = postgres.sql(
        database,
        "select table_name from information_schema.tables
          where table_schema = 'public' and table_type = 'BASE TABLE'",
    )?;
    let mut counts = Counts::new();
    for name in names.lines() {
        let count = postgres.sql(database, &format!("select count(*) from \"{name}\""))?;
        counts.insert(name.to_owned(), count.parse()?);
    }
    Ok(counts)
}

/// A row of each of these tables as the newest post wrote it, and that post's id.
pub(crate) fn templates(
    postgres: &Postgres,
    database: &str,
    tables: &[String],
) -> Outcome<(i64, Vec<Template>)> {
    let post = postgres.sql(database, "select max(id) from post")?.parse()?;
    let mut templates = Vec::new();
    for table in tables {
        let mut row = Value::Null;
        for key in ["post_id", "subject_id", "rowid", "id"] {
            let found = format!("select row_to_json(t) from \"{table}\" t where {key} = {post}");
            if let Ok(text) = postgres.sql(database, &found)
                && !text.is_empty()
            {
                row = serde_json::from_str(text.lines().next().unwrap_or_default())?;
                break;
            }
        }
        let Value::Object(row) = row else {
            return Err(format!("no row of {table} belongs to post {post}").into());
        };
        templates.push(Template::new(table, row));
    }
    Ok((post, templates))
}

/// The load generator over a database of its own.
pub(crate) struct Pgbench {
    script: std::path::PathBuf,
    url: String,
    program: std::path::PathBuf,
    next: i64,
}

impl Pgbench {
    pub(crate) fn new(
        folder: &Path,
        url: String,
        post: i64,
        templates: &[Template],
        accounts: usize,
    ) -> Outcome<Self> {
        let script = folder.join("batch.sql");
        std::fs::write(&script, batch(post, templates, accounts))?;
        let program = crate::postgres::bin_folder()?.join("pgbench");
        Ok(Self { script, url, program, next: post + 1 })
    }

    /// One connection, for so long; gives back posts a second.
    pub(crate) fn run(&mut self, seconds: f64) -> Outcome<f64> {
        let mut pgbench = Command::new(&self.program);
        pgbench.args(["-n", "-c", "1", "-j", "1", "-M", "prepared", "-f"]).arg(&self.script);
        pgbench.args(["-T", &format!("{:.0}", seconds.ceil())]);
        pgbench.args(["-D", &format!("n={}", self.next)]).arg(&self.url);
        let said = output(&mut pgbench)?;
        let number = |prefix: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(prefix));
            let number = line.and_then(|line| line.split_whitespace().next());
            number.and_then(|number| number.split('/').next()?.parse::<f64>().ok())
        };
        let done = number("number of transactions actually processed: ");
        let per_second = number("tps = ");
        let (Some(done), Some(per_second)) = (done, per_second) else {
            return Err(format!("pgbench said:\n{said}").into());
        };
        self.next += done as i64 * BATCH;
        Ok(per_second * BATCH as f64)
    }
}

/// The transaction, with the numbers as pgbench's variables.
fn batch(post: i64, templates: &[Template], accounts: usize) -> String {
    let mut text = String::from("begin;\nselect * from head where id = 1 for update;\n");
    let mut add = |line: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{line}");
    };
    add("\\startpipeline".to_owned());
    for _ in 0..BATCH {
        add(format!("\\set author random(1, {accounts})"));
        for template in templates {
            add(insert(template, post));
        }
        add("update account_count set posts = posts + 1, last_post_at = :n \
             where account_id = :author;"
            .to_owned());
        add("\\set n :n + 1".to_owned());
    }
    add(format!("update head set last_id = :n, event_no = event_no + {BATCH} where id = 1;"));
    add("commit;\n\\endpipeline".to_owned());
    text
}

fn insert(template: &Template, post: i64) -> String {
    let mut names = Vec::new();
    let mut values = Vec::new();
    for (name, column) in template.anew(post) {
        names.push(name);
        values.push(match column {
            Column::Post | Column::Number => ":n".to_owned(),
            Column::Author => ":author".to_owned(),
            Column::Unique => "'key ' || :n".to_owned(),
            // A colon would begin a variable.
            Column::Same(value) => literal(value).replace(':', ";"),
        });
    }
    format!("insert into {} ({}) values ({});", template.table, names.join(", "), values.join(", "))
}
