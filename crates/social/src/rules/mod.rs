//! Rules: what this place asks of its people, in an order, in their languages.
//!
//! A rule that no longer holds is kept for the reports that name it, and shown nowhere else.
//! Whether a rule was broken is decided by people, never here.

mod api;
mod sql;
mod web;

use std::collections::BTreeMap;

use db::{Tx, record};
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{Error, Result, Say};
use serde::{Deserialize, Serialize};
use wire::{Id, mastodon};

use crate::moderation::{self, Target};
use crate::posts::Actor;

/// Most rules that hold at once.
const RULES_MAX: usize = 50;
/// Longest rule, in characters.
const TEXT_CHARS_MAX: usize = 300;
/// Longest explanation of a rule, in characters.
const HINT_CHARS_MAX: usize = 2000;
/// Most languages of a rule.
const TRANSLATIONS_MAX: usize = 50;

record! {
    /// A rule as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Rule {
        /// Its number.
        pub id: i64,
        /// Its place in the order.
        pub position: i64,
        /// What is asked, in the words of the person who wrote it.
        pub text: String,
        /// More about it.
        pub hint: String,
        /// Both in other languages, as JSON by language.
        pub translations: String,
    }
}

/// A rule in another language.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Translation {
    /// What is asked.
    #[serde(default)]
    pub text: String,
    /// More about it.
    #[serde(default)]
    pub hint: String,
}

/// What is to be said of a rule; what is `None` stays as it is.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Words {
    /// Its place in the order; a new rule stands last.
    #[serde(default)]
    pub position: Option<i64>,
    /// What is asked.
    #[serde(default)]
    pub text: Option<String>,
    /// More about it.
    #[serde(default)]
    pub hint: Option<String>,
    /// Both in other languages, by language (BCP 47).
    #[serde(default)]
    pub translations: Option<BTreeMap<String, Translation>>,
}

impl Rule {
    /// The rule as apps read it.
    #[must_use]
    pub fn wire(&self) -> mastodon::Rule {
        let known: BTreeMap<String, Translation> =
            serde_json::from_str(&self.translations).unwrap_or_default();
        let translation =
            |it: Translation| mastodon::RuleTranslation { text: it.text, hint: it.hint };
        mastodon::Rule {
            id: Id(self.id),
            text: self.text.clone(),
            hint: self.hint.clone(),
            translations: known.into_iter().map(|(tag, it)| (tag, translation(it))).collect(),
        }
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let write = Scope::Needs("admin:write");
    vec![
        get("/api/v1/instance/rules", Scope::Anyone, api::list),
        post("/api/portevoix/v1/admin/rules", write, api::add),
        put("/api/portevoix/v1/admin/rules/{id}", write, api::change),
        delete("/api/portevoix/v1/admin/rules/{id}", write, api::end),
        get("/admin/rules", Scope::Member, web::list),
        post("/admin/rules", Scope::Member, web::add),
        get("/admin/rules/new", Scope::Member, web::fresh),
        get("/admin/rules/{id}", Scope::Member, web::edit),
        post("/admin/rules/{id}", Scope::Member, web::change),
        post("/admin/rules/{id}/{what}", Scope::Member, web::handle),
    ]
}

/// The rules that hold, in their order.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx) -> Result<Vec<Rule>> {
    sql::list(tx, RULES_MAX).await
}

/// Rules by number, those that no longer hold too, in any order.
///
/// # Errors
/// If the database does not answer.
pub async fn by_ids(tx: &mut Tx, ids: &[i64]) -> Result<Vec<Rule>> {
    sql::by_ids(tx, ids).await
}

/// Adds a rule.
///
/// # Errors
/// If its words cannot be, or it is one too many.
pub async fn add(tx: &mut Tx, by: Actor, words: Words) -> Result<Rule> {
    let there = list(tx).await?;
    if there.len() >= RULES_MAX {
        return Err(Error::invalid("", Say::new("error-too-many-rules").with("max", RULES_MAX)));
    }
    let last = there.last().map_or(0, |rule| rule.position + 1);
    let new = Rule {
        id: tx.new_id(0),
        position: last,
        text: String::new(),
        hint: String::new(),
        translations: "{}".to_owned(),
    };
    let rule = said(new, words)?;
    sql::insert(tx, &rule).await?;
    moderation::note(tx, by, "rule.add", target(&rule), "").await?;
    Ok(rule)
}

/// Says a rule otherwise.
///
/// # Errors
/// [`Error::NotFound`] if it does not hold; if the words cannot be.
pub async fn change(tx: &mut Tx, by: Actor, id: i64, words: Words) -> Result<Rule> {
    let rule = said(get_one(tx, id).await?, words)?;
    sql::update(tx, &rule).await?;
    moderation::note(tx, by, "rule.change", target(&rule), "").await?;
    Ok(rule)
}

/// A rule no longer holds.
///
/// # Errors
/// [`Error::NotFound`] if it did not.
pub async fn end(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    let rule = get_one(tx, id).await?;
    sql::end(tx, id).await?;
    moderation::note(tx, by, "rule.end", target(&rule), "").await
}

/// Moves a rule one place up, or down; at the end of the list it stays.
///
/// # Errors
/// [`Error::NotFound`] if it does not hold.
pub async fn shift(tx: &mut Tx, by: Actor, id: i64, up: bool) -> Result<()> {
    let mut there = list(tx).await?;
    let at = there.iter().position(|rule| rule.id == id).ok_or(Error::NotFound)?;
    let to = if up { at.checked_sub(1) } else { Some(at + 1) };
    let Some(to) = to.filter(|to| *to < there.len()) else { return Ok(()) };
    there.swap(at, to);
    // Places may be shared or far apart, as apps say them: each is counted anew.
    for (position, rule) in (0..).zip(&mut there) {
        if rule.position != position {
            rule.position = position;
            sql::update(tx, rule).await?;
        }
    }
    moderation::note(tx, by, "rule.move", target(&there[to]), "").await
}

async fn get_one(tx: &mut Tx, id: i64) -> Result<Rule> {
    let there = list(tx).await?;
    there.into_iter().find(|rule| rule.id == id).ok_or(Error::NotFound)
}

/// The rule in its new words.
fn said(mut rule: Rule, words: Words) -> Result<Rule> {
    rule.position = words.position.unwrap_or(rule.position);
    rule.text = words.text.unwrap_or(rule.text).trim().to_owned();
    rule.hint = words.hint.unwrap_or(rule.hint).trim().to_owned();
    if rule.text.is_empty() {
        return Err(Error::invalid("text", "error-rule-empty"));
    }
    fits("text", &rule.text, TEXT_CHARS_MAX)?;
    fits("hint", &rule.hint, HINT_CHARS_MAX)?;
    let Some(translations) = words.translations else { return Ok(rule) };
    if translations.len() > TRANSLATIONS_MAX {
        return Err(Error::invalid("translations", "error-bad-language"));
    }
    for (tag, it) in &translations {
        if !crate::posts::is_language(tag) {
            return Err(Error::invalid("translations", "error-bad-language"));
        }
        fits("translations", &it.text, TEXT_CHARS_MAX)?;
        fits("translations", &it.hint, HINT_CHARS_MAX)?;
    }
    rule.translations = serde_json::to_string(&translations).map_err(Error::internal)?;
    Ok(rule)
}

fn fits(field: &'static str, text: &str, max: usize) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::invalid(field, "error-nul"));
    }
    if text.chars().count() > max {
        let say = Say::new("error-text-long").with("field", field).with("max", max);
        return Err(Error::invalid(field, say));
    }
    Ok(())
}

fn target(rule: &Rule) -> Target {
    Target { kind: "rule", id: rule.id, name: rule.text.clone() }
}
