//! Importing decision-makers from a table: first tried, then done whole or not at all. The same
//! table again changes what has changed and adds nothing twice.

use std::collections::{HashMap, HashSet};

use db::Tx;
use ground::http::Flag;
use ground::{Error, Result, Say};
use serde::{Deserialize, Serialize};

use super::csv::{self, Fault, Table};
use super::{Known, TargetId, Words, sql};
use crate::journal::Deed;
use crate::teams::{Act, Seat};

/// What a column can be. The first of the names that a table has is meant, unless said otherwise.
pub const FIELDS: [(&str, &[&str]); 11] = [
    ("name", &["nom", "name", "nom_complet", "full_name"]),
    ("role", &["fonction", "role", "function", "qualite"]),
    ("institution", &["institution", "organe", "chambre"]),
    ("constituency", &["circonscription", "constituency", "nom_circo"]),
    ("department", &["departement", "département", "department", "num_deptmt"]),
    ("x", &["twitter", "x", "twitter_account"]),
    ("fediverse", &["mastodon", "fediverse", "activitypub"]),
    ("bluesky", &["bluesky"]),
    ("email", &["email", "e-mail", "courriel", "mail"]),
    ("site", &["url_institution", "site", "url", "sites_web"]),
    ("key", &["slug", "id", "identifiant", "uid", "key"]),
];

/// How a table is to be imported.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Which column is what: field to the name of the column; what is not said is guessed.
    pub columns: HashMap<String, String>,
    /// The function of all of them, where no column says it.
    pub role: String,
    /// Their institution, where no column says it.
    pub institution: String,
    /// Where the table comes from: the same name again means the same table, newer.
    pub source: String,
    /// Under which licence it is published.
    pub licence: String,
    /// The day it was fetched, as `2026-11-24`; may be empty.
    pub fetched: String,
    /// Whether it is only tried: nothing is changed.
    pub dry: Flag,
}

/// What an import does, or would do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// How the file was read.
    pub encoding: &'static str,
    /// What stands between its cells.
    pub separator: String,
    /// Which column is what.
    pub columns: HashMap<String, String>,
    /// Rows that are new.
    pub added: usize,
    /// Rows that change somebody known.
    pub changed: usize,
    /// Rows that say what is known.
    pub same: usize,
    /// Rows refused: the line, and the key of the reason.
    pub refused: Vec<(usize, &'static str)>,
    /// Whether it was done.
    pub done: bool,
}

/// Reads a table, and imports it if it is not only tried. All of it is one unit of work.
///
/// # Errors
/// If one may not, the file cannot be a table, or no column says who it is.
pub async fn import(tx: &mut Tx, seat: &Seat, bytes: &[u8], plan: &Plan) -> Result<Report> {
    seat.may(Act::EditTargets)?;
    let dry = plan.dry.0;
    let table = csv::read(bytes).map_err(|fault| Error::invalid("file", reason(fault)))?;
    let source = super::line("source", &plan.source, 200)?;
    if source.is_empty() {
        return Err(Error::invalid("source", "error-target-source"));
    }
    let columns = columns(&table, plan)?;
    let rows = Rows::of(&table, plan, &columns, &source)?;
    let known = sql::known(tx, seat.organisation, &source).await?;
    let held = sql::count(tx, seat.organisation).await?;
    let known: HashMap<&str, &Known> = known.iter().map(|it| (it.key.as_str(), it)).collect();
    let mut report = Report {
        encoding: table.encoding,
        separator: table.separator.to_string(),
        columns: columns
            .iter()
            .map(|(f, at)| ((*f).to_owned(), table.heads[*at].clone()))
            .collect(),
        refused: rows.refused,
        ..Report::default()
    };
    for words in &rows.good {
        match known.get(words.source_key.as_str()) {
            Some(old) if old.mark == words.mark() => report.same += 1,
            Some(old) => {
                report.changed += 1;
                if !dry {
                    sql::change(tx, old.id, words).await?;
                }
            }
            None => {
                report.added += 1;
                if !dry {
                    let id = TargetId(tx.new_id(seat.organisation.bucket()));
                    sql::insert(tx, id, seat, words).await?;
                }
            }
        }
    }
    if held + report.added as i64 > super::TARGETS_MAX {
        let say = Say::new("error-many-targets").with("max", super::TARGETS_MAX);
        return Err(Error::invalid("file", say));
    }
    if !dry {
        let told = format!("{source}: +{} ~{}", report.added, report.changed);
        let deed = Deed::new("targets.imported", "organisation", seat.organisation.0);
        seat.note(tx, deed.saying(&told)).await?;
    }
    report.done = !dry;
    Ok(report)
}

/// The rows that can be, and the lines of those that cannot.
struct Rows {
    good: Vec<Words>,
    refused: Vec<(usize, &'static str)>,
}

impl Rows {
    fn of(
        table: &Table,
        plan: &Plan,
        columns: &[(&'static str, usize)],
        source: &str,
    ) -> Result<Self> {
        let (mut good, mut refused) = (Vec::new(), Vec::new());
        let mut keys = HashSet::new();
        let licence = super::line("licence", &plan.licence, 200)?;
        let fetched = super::day("fetched", &plan.fetched)?;
        for (line, row) in &table.rows {
            let cells = match row {
                Ok(cells) => cells,
                Err(fault) => {
                    refused.push((*line, reason(*fault)));
                    continue;
                }
            };
            let cell = |field: &str| {
                let at = columns.iter().find(|(known, _)| *known == field);
                at.map(|(_, at)| cells[*at].as_str()).unwrap_or_default()
            };
            let or = |field: &str, all: &str| {
                let own = cell(field);
                if own.is_empty() { all.trim().to_owned() } else { own.to_owned() }
            };
            let name = cell("name").to_owned();
            let key = if cell("key").is_empty() { name.to_lowercase() } else { cell("key").into() };
            let words = Words {
                name,
                role: or("role", &plan.role),
                institution: or("institution", &plan.institution),
                constituency: cell("constituency").to_owned(),
                department: cell("department").to_owned(),
                x: cell("x").to_owned(),
                fediverse: cell("fediverse").to_owned(),
                bluesky: cell("bluesky").to_owned(),
                email: cell("email").to_owned(),
                // Several addresses in one cell: the first is theirs.
                site: cell("site").split('|').next().unwrap_or_default().trim().to_owned(),
                source: source.to_owned(),
                source_key: key,
                licence: licence.clone(),
                fetched_day: fetched,
            };
            match words.check() {
                Err(why) => refused.push((*line, why)),
                Ok(()) if !keys.insert(words.source_key.clone()) => {
                    refused.push((*line, "row-twice"));
                }
                Ok(()) => good.push(words),
            }
        }
        Ok(Self { good, refused })
    }
}

/// Which field stands in which column.
fn columns(table: &Table, plan: &Plan) -> Result<Vec<(&'static str, usize)>> {
    let find = |name: &str| table.heads.iter().position(|head| head.eq_ignore_ascii_case(name));
    let mut found = Vec::new();
    for (field, names) in FIELDS {
        let at = match plan.columns.get(field).map(|name| name.trim()) {
            // Said to be in none.
            Some("-") => None,
            Some(name) if !name.is_empty() => {
                let wrong = || Error::invalid("columns", "error-target-column");
                Some(find(name).ok_or_else(wrong)?)
            }
            _ => names.iter().find_map(|name| find(name)),
        };
        found.extend(at.map(|at| (field, at)));
    }
    if found.iter().any(|(field, _)| *field == "name") {
        return Ok(found);
    }
    Err(Error::invalid("columns", "error-target-no-name"))
}

fn reason(fault: Fault) -> &'static str {
    match fault {
        Fault::Empty => "error-table-empty",
        Fault::NoText => "error-table-no-text",
        Fault::ManyRows => "error-table-many-rows",
        Fault::BadHeads => "error-table-heads",
        Fault::OpenQuote => "error-table-quote",
        Fault::Cells => "row-cells",
        Fault::LongCell => "row-long",
    }
}
