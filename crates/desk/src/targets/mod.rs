//! The directory of decision-makers: the function first, then who holds it, and where they are
//! reached in that function.
//!
//! Nobody without a public function belongs here, and nothing of anybody's private life: no
//! address of a home, no family, no health, no opinion. Who asks not to be contacted is marked,
//! with the reason. It is the team's; supporters see of it what a campaign shows.

mod api;
mod csv;
mod import;
mod sql;
mod web;

use db::{Tx, record, value};
use ground::http::{Ask, Route, Scope, delete, get, post, put};
use ground::{AccountId, Error, Result, Say, secret};
use serde::{Deserialize, Serialize};

use crate::journal::Deed;
use crate::named::named;
use crate::teams::{Act, Seat};

pub use import::{FIELDS, Plan, Report, import};

/// Most decision-makers of a directory.
pub const TARGETS_MAX: i64 = 20_000;
/// Longest cell, in characters.
const LINE_CHARS_MAX: usize = 400;
/// The source of who was typed by hand.
const BY_HAND: &str = "-";

value! {
    /// A decision-maker's number.
    pub struct TargetId(pub i64);
}

record! {
    /// What is known of a decision-maker.
    #[derive(Clone, Debug, Default, Deserialize, Serialize)]
    #[serde(default)]
    pub struct Words {
        /// Who holds the function.
        pub name: String,
        /// The function.
        pub role: String,
        /// Where.
        pub institution: String,
        /// For whom: a constituency.
        pub constituency: String,
        /// The département.
        pub department: String,
        /// Their account on X, without `@`.
        pub x: String,
        /// Their account in the federation, `name@server` or a handle here.
        pub fediverse: String,
        /// Their account on Bluesky.
        pub bluesky: String,
        /// The office's address.
        pub email: String,
        /// A page that says who they are.
        pub site: String,
        /// The table it came from.
        #[serde(skip_deserializing)]
        pub source: String,
        /// Its row.
        #[serde(skip_deserializing)]
        pub source_key: String,
        /// Under which licence.
        #[serde(skip_deserializing)]
        pub licence: String,
        /// The day the table was fetched.
        #[serde(skip)]
        pub fetched_day: Option<i64>,
    }
}

record! {
    /// A decision-maker.
    #[derive(Clone, Debug)]
    pub struct Target {
        /// Their number.
        pub id: TargetId,
        /// Whose directory.
        pub organisation: AccountId,
        /// What is known.
        pub words: Words,
        /// How far it is held to be true.
        pub state: Standing,
        /// Why they are not to be contacted; empty: they may be.
        pub avoid: String,
        /// Grows with each change.
        pub version: i64,
        /// Since when they are here, in epoch milliseconds.
        pub created_at: i64,
    }
}

record! {
    /// A row that a table gave before.
    #[derive(Clone, Debug)]
    struct Known {
        id: TargetId,
        key: String,
        mark: Vec<u8>,
    }
}

named! {
    /// How far what is known of a decision-maker is held to be true.
    Standing else Ended {
        /// A table says so.
        Imported = "imported", "target-imported";
        /// Somebody of the team checked two ways to reach them.
        Verified = "verified", "target-verified";
        /// They no longer hold the function.
        Ended = "ended", "target-ended";
    }
}

impl Words {
    /// Whether this can stand in a directory: the key of the reason if not.
    fn check(&self) -> Result<(), &'static str> {
        if self.name.is_empty() {
            return Err("row-no-name");
        }
        if self.role.is_empty() {
            return Err("row-no-role");
        }
        let all = [
            &self.name,
            &self.role,
            &self.institution,
            &self.constituency,
            &self.department,
            &self.x,
            &self.fediverse,
            &self.bluesky,
            &self.email,
            &self.site,
            &self.source_key,
        ];
        if all.iter().any(|text| text.chars().count() > LINE_CHARS_MAX || text.contains('\0')) {
            return Err("row-long");
        }
        let handle = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if self.x.len() > 50 || !self.x.chars().all(handle) {
            return Err("row-bad-x");
        }
        if !self.email.is_empty() && !social::people::is_email(&self.email) {
            return Err("row-bad-email");
        }
        let of_web = self.site.starts_with("https://") || self.site.starts_with("http://");
        if !self.site.is_empty() && (!of_web || self.site.contains(char::is_whitespace)) {
            return Err("row-bad-site");
        }
        Ok(())
    }

    /// The same, as somebody typed it: trimmed, and no beginning of a formula.
    fn neutral(&self) -> Self {
        let line = |text: &str| csv::neutral(text);
        Self {
            name: line(&self.name),
            role: line(&self.role),
            institution: line(&self.institution),
            constituency: line(&self.constituency),
            department: line(&self.department),
            x: line(&self.x),
            fediverse: line(&self.fediverse),
            bluesky: line(&self.bluesky),
            email: line(&self.email),
            site: line(&self.site),
            ..self.clone()
        }
    }

    fn mark(&self) -> Vec<u8> {
        let text = serde_json::to_vec(self).unwrap_or_default();
        secret::hash_bytes(&text).to_vec()
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    let mut routes = web::routes();
    routes.extend([
        get("/api/portevoix/v1/organisations/{id}/targets", read, api::list),
        post("/api/portevoix/v1/organisations/{id}/targets", write, api::add),
        post("/api/portevoix/v1/organisations/{id}/targets/import", write, api::import),
        get("/api/portevoix/v1/organisations/{id}/targets/{target_id}", read, api::get),
        put("/api/portevoix/v1/organisations/{id}/targets/{target_id}", write, api::change),
        delete("/api/portevoix/v1/organisations/{id}/targets/{target_id}", write, api::remove),
    ]);
    routes
}

/// Which decision-makers are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Only of this département; empty: any.
    pub department: String,
    /// Only whose name begins so; empty: any.
    pub name: String,
}

/// A page of the directory, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    seat: &Seat,
    filter: &Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Target>> {
    if filter.department.contains('\0') || filter.name.contains('\0') {
        return Ok(Vec::new());
    }
    sql::list(tx, seat.organisation, filter, ask, limit).await
}

/// A decision-maker of the organisation's directory.
///
/// # Errors
/// [`Error::NotFound`] if they are not in it.
pub async fn get_own(tx: &mut Tx, seat: &Seat, id: TargetId) -> Result<Target> {
    let found = sql::by_id(tx, id).await?;
    found.filter(|it| it.organisation == seat.organisation).ok_or(Error::NotFound)
}

/// Adds a decision-maker by hand.
///
/// # Errors
/// If one may not, or what was typed cannot be.
pub async fn add(tx: &mut Tx, seat: &Seat, words: &Words) -> Result<Target> {
    seat.may(Act::EditTargets)?;
    let id = TargetId(tx.new_id(seat.organisation.bucket()));
    let words = Words {
        source: BY_HAND.to_owned(),
        source_key: id.0.to_string(),
        licence: String::new(),
        fetched_day: None,
        ..words.neutral()
    };
    words.check().map_err(|why| Error::invalid(field_of(why), why))?;
    if sql::count(tx, seat.organisation).await? >= TARGETS_MAX {
        return Err(Error::invalid(
            "name",
            Say::new("error-many-targets").with("max", TARGETS_MAX),
        ));
    }
    sql::insert(tx, id, seat, &words).await?;
    let deed = Deed::new("targets.added", "target", id.0).saying(&words.name);
    seat.note(tx, deed.after(&words)?).await?;
    get_own(tx, seat, id).await
}

/// Changes what is known of a decision-maker, how far it is held to be true, and whether they may
/// be contacted.
///
/// # Errors
/// If one may not, or what was typed cannot be; [`Error::Conflict`] if it was changed meanwhile.
pub async fn change(
    tx: &mut Tx,
    seat: &Seat,
    id: TargetId,
    (words, state, avoid): (&Words, Standing, &str),
    version: i64,
) -> Result<Target> {
    seat.may(Act::EditTargets)?;
    let before = get_own(tx, seat, id).await?;
    let own = before.words.clone();
    let words = Words {
        source: own.source,
        source_key: own.source_key,
        licence: own.licence,
        fetched_day: own.fetched_day,
        ..words.neutral()
    };
    words.check().map_err(|why| Error::invalid(field_of(why), why))?;
    let avoid = line("avoid", avoid, LINE_CHARS_MAX)?;
    let ways = [&words.x, &words.fediverse, &words.bluesky, &words.email, &words.site];
    if state == Standing::Verified && ways.iter().filter(|way| !way.is_empty()).count() < 2 {
        return Err(Error::invalid("state", "error-target-two-ways"));
    }
    if before.version != version || !sql::edit(tx, id, (&words, state, &avoid), version).await? {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    let deed = Deed::new("targets.changed", "target", id.0).saying(&words.name);
    seat.note(tx, deed.before(&before.words)?.after(&words)?).await?;
    get_own(tx, seat, id).await
}

/// Takes somebody out of the directory: who objects to being in it, say.
///
/// # Errors
/// If one may not, or they are not in it.
pub async fn remove(tx: &mut Tx, seat: &Seat, id: TargetId) -> Result<()> {
    seat.may(Act::EditTargets)?;
    let before = get_own(tx, seat, id).await?;
    sql::delete(tx, id).await?;
    seat.note(tx, Deed::new("targets.removed", "target", id.0).before(&before.words)?).await
}

/// The field that a reason is about.
fn field_of(why: &str) -> &'static str {
    match why {
        "row-no-role" => "role",
        "row-bad-x" => "x",
        "row-bad-email" => "email",
        "row-bad-site" => "site",
        _ => "name",
    }
}

fn line(field: &'static str, text: &str, chars_max: usize) -> Result<String> {
    let text = csv::neutral(text);
    if text.chars().count() > chars_max || text.contains('\0') {
        let say = Say::new("error-text-long").with("field", field).with("max", chars_max);
        return Err(Error::invalid(field, say));
    }
    Ok(text)
}

fn day(field: &'static str, text: &str) -> Result<Option<i64>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = wire::Time::parse(text).filter(|_| text.len() == 10);
    day.map(|day| Some(day.0)).ok_or_else(|| Error::invalid(field, "error-day"))
}
