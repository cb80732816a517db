//! What a post writes: found out by counting rows, so that no table can be forgotten here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::Outcome;

/// A table with fewer new rows per post than this is not the posts' doing.
const ROWS_PER_POST_MIN: f64 = 0.5;

/// How many rows each table has.
pub(crate) type Counts = BTreeMap<String, u64>;

/// A row as it was written, to be written again under other ids.
pub(crate) struct Template {
    pub(crate) table: String,
    pub(crate) columns: Vec<(String, Value)>,
}

/// What a column of a template becomes in a new row.
pub(crate) enum Column<'a> {
    /// The id of the new post.
    Post,
    /// One of the accounts.
    Author,
    /// Counts up: the number of an event, the id of another row.
    Number,
    /// A text that is there once only.
    Unique,
    /// As it was.
    Same(&'a Value),
}

impl Template {
    pub(crate) fn new(table: &str, row: Map<String, Value>) -> Self {
        Self { table: table.to_owned(), columns: row.into_iter().collect() }
    }

    /// The columns, as they are to be written anew; `post` is the post of the template.
    pub(crate) fn anew(&self, post: i64) -> Vec<(&str, Column<'_>)> {
        let column = |(name, value): &'_ (String, Value)| match name.as_str() {
            "author_id" | "account_id" | "actor_id" => Column::Author,
            "no" => Column::Number,
            "key" => Column::Unique,
            _ if value.as_i64() == Some(post) => Column::Post,
            "id" => Column::Number,
            _ => Column::Same(&Value::Null),
        };
        let named = self.columns.iter().map(|pair| {
            let kind = match column(pair) {
                Column::Same(_) => Column::Same(&pair.1),
                other => other,
            };
            (pair.0.as_str(), kind)
        });
        named.collect()
    }
}

/// The tables that grew by at least half a row per post, and by how much.
pub(crate) fn grown(before: &Counts, after: &Counts) -> Outcome<Vec<(String, f64)>> {
    let grown_by = |table: &String| {
        after
            .get(table)
            .copied()
            .unwrap_or_default()
            .saturating_sub(before.get(table).copied().unwrap_or_default())
    };
    let posts = grown_by(&"post".to_owned()) as f64;
    if posts == 0.0 {
        return Err("no post was written".into());
    }
    let share = after.keys().map(|table| (table.clone(), grown_by(table) as f64 / posts));
    Ok(share.filter(|(_, rows)| *rows >= ROWS_PER_POST_MIN).collect())
}

/// The same as a sentence.
pub(crate) fn told(grown: &[(String, f64)]) -> String {
    let parts: Vec<String> =
        grown.iter().map(|(table, rows)| format!("{table} {rows:.2}")).collect();
    parts.join(", ")
}
