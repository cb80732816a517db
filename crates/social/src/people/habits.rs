//! What a person's posts are unless said otherwise, kept in memory: every post asks for it.

use db::Tx;
use ground::events::Event as _;
use ground::kept::Kept;
use ground::{App, Error, PersonId, Result};

use super::{Changed, Defaults, DefaultsChange, UNDO_S_MAX, settle, sql};

/// The habits kept.
pub struct Habits(Kept<PersonId, Defaults>);

impl Habits {
    /// Room for that many bytes.
    #[must_use]
    pub fn new(bytes_max: u64) -> Self {
        Self(Kept::new(bytes_max, 64, |_, _| 64))
    }

    /// Drops what an event has changed.
    pub(super) fn remember(app: &App, event: &db::Event) {
        if event.kind == Changed::KIND {
            app.memory::<Self>().0.forget(&PersonId(event.subject));
        }
    }
}

/// What a person's posts are unless said otherwise: from memory, else from the database.
///
/// # Errors
/// If the database does not answer.
pub async fn defaults(app: &App, person: PersonId) -> Result<Defaults> {
    let kept = &app.memory::<Habits>().0;
    if let Some(found) = kept.get(&person) {
        return Ok(found);
    }
    let ticket = kept.ticket(&person);
    let found = app.read(async move |tx| sql::defaults(tx, person).await).await?;
    kept.keep(person, found.clone(), ticket);
    Ok(found)
}

/// Changes what a person's posts are unless said otherwise.
///
/// # Errors
/// If the language cannot be one.
pub async fn set_defaults(tx: &mut Tx, person: PersonId, change: DefaultsChange) -> Result<()> {
    let mut defaults = sql::defaults(tx, person).await?;
    defaults.visibility = change.visibility.unwrap_or(defaults.visibility);
    defaults.sensitive = change.sensitive.unwrap_or(defaults.sensitive);
    defaults.quote_policy = change.quote_policy.unwrap_or(defaults.quote_policy);
    defaults.undo_s = change.undo_s.unwrap_or(defaults.undo_s).clamp(0, UNDO_S_MAX);
    if let Some(tag) = change.language {
        if !tag.is_empty() && !crate::posts::is_language(&tag) {
            return Err(Error::invalid("language", "error-bad-language"));
        }
        defaults.language = (!tag.is_empty()).then_some(tag);
    }
    sql::set_defaults(tx, person, &defaults).await?;
    settle::changed(tx, person).await
}
