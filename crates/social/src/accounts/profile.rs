//! What an account says of itself, and how it changes.

use std::collections::HashMap;

use db::Tx;
use ground::{AccountId, Error, Result, Say, events};
use text::MentionTarget;

use super::{Account, Changed, Field, handles, sql};

/// Longest name shown, in characters.
pub const NAME_CHARS_MAX: usize = 60;
/// Longest biography, in characters.
pub const NOTE_CHARS_MAX: usize = 1000;
/// Rows of the table.
pub const FIELDS_MAX: usize = 8;
/// Longest side of a row, in characters.
pub const FIELD_CHARS_MAX: usize = 255;
/// Longest description of a picture, in characters.
pub const DESCRIPTION_CHARS_MAX: usize = 1500;

/// Handles that an account had and that lead on to it; the oldest are free again.
const FORMER_MAX: usize = 5;

/// What is to change; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// The name shown.
    pub display_name: Option<String>,
    /// The biography.
    pub note: Option<String>,
    /// The table: empty rows fall away.
    pub fields: Option<Vec<Field>>,
    /// Whether follows must be accepted.
    pub locked: Option<bool>,
    /// Whether a program posts here.
    pub bot: Option<bool>,
    /// Whether it wants to be recommended.
    pub discoverable: Option<bool>,
    /// Whether its public posts may be found by search by everybody.
    pub indexable: Option<bool>,
    /// Whether the lists of who follows whom are hidden.
    pub hide_collections: Option<bool>,
    /// The portrait's file; empty: the default one.
    pub avatar: Option<String>,
    /// What the portrait shows.
    pub avatar_description: Option<String>,
    /// The banner's file; empty: the default one.
    pub header: Option<String>,
    /// What the banner shows.
    pub header_description: Option<String>,
}

/// Changes a profile. Returns the files that are no longer used, to be removed afterwards.
///
/// # Errors
/// If something is too long; [`Error::NotFound`] if there is no such account.
pub async fn update(
    tx: &mut Tx,
    who: AccountId,
    change: ProfileChange,
    origin: &str,
) -> Result<Vec<String>> {
    let mut account = super::get(tx, who).await?;
    let mut unused = Vec::new();
    if let Some(name) = change.display_name {
        account.display_name = short("display_name", name.trim(), NAME_CHARS_MAX)?;
    }
    if let Some(note) = change.note {
        account.note = short("note", &note, NOTE_CHARS_MAX)?;
        account.note_html = render(tx, &account.note, origin).await?;
    }
    if let Some(fields) = change.fields {
        account.fields = table(fields)?;
    }
    account.locked = change.locked.unwrap_or(account.locked);
    account.bot = change.bot.unwrap_or(account.bot);
    account.discoverable = change.discoverable.unwrap_or(account.discoverable);
    account.indexable = change.indexable.unwrap_or(account.indexable);
    account.hide_collections = change.hide_collections.unwrap_or(account.hide_collections);
    if let Some(file) = change.avatar {
        unused.push(std::mem::replace(&mut account.avatar, file));
    }
    if let Some(file) = change.header {
        unused.push(std::mem::replace(&mut account.header, file));
    }
    if let Some(text) = change.avatar_description {
        account.avatar_description = short("avatar_description", &text, DESCRIPTION_CHARS_MAX)?;
    }
    if let Some(text) = change.header_description {
        account.header_description = short("header_description", &text, DESCRIPTION_CHARS_MAX)?;
    }
    sql::update_profile(tx, &account).await?;
    events::append(tx, &Changed { account: who })?;
    unused.retain(|file| !file.is_empty());
    Ok(unused)
}

/// Changes the handle. The number stays, and with it everything that belongs to the account; the
/// handle it had leads on to it.
///
/// # Errors
/// If the handle cannot be one, or is taken.
pub async fn rename(tx: &mut Tx, who: AccountId, username: &str) -> Result<()> {
    let account = super::get(tx, who).await?;
    handles::not_reserved(username)?;
    let key = handles::free_username(tx, username, Some(account.id)).await?;
    let former = account.username.to_lowercase();
    sql::forget_former(tx, &key).await?;
    if former != key {
        sql::keep_former(tx, &former, who, FORMER_MAX).await?;
    }
    sql::rename(tx, who, username, &key).await?;
    events::append(tx, &Changed { account: who })
}

fn short(field: &'static str, text: &str, chars_max: usize) -> Result<String> {
    if text.contains('\0') {
        return Err(Error::invalid(field, "error-nul"));
    }
    if text.chars().count() > chars_max {
        let say = Say::new("error-text-long").with("field", field).with("max", chars_max);
        return Err(Error::invalid(field, say));
    }
    Ok(text.to_owned())
}

fn table(fields: Vec<Field>) -> Result<String> {
    let mut kept = Vec::new();
    for Field { name, value } in fields {
        let name = short("fields_attributes", name.trim(), FIELD_CHARS_MAX)?;
        let value = short("fields_attributes", value.trim(), FIELD_CHARS_MAX)?;
        if !name.is_empty() || !value.is_empty() {
            kept.push(Field { name, value });
        }
    }
    if kept.len() > FIELDS_MAX {
        let say = Say::new("error-too-many-fields").with("max", FIELDS_MAX);
        return Err(Error::invalid("fields_attributes", say));
    }
    serde_json::to_string(&kept).map_err(Error::internal)
}

/// The biography as shown; who it names is linked.
async fn render(tx: &mut Tx, note: &str, origin: &str) -> Result<String> {
    let scan = text::scan(note);
    let local = scan.mentions().filter(|(_, domain)| domain.is_none());
    let names: Vec<_> = local.map(|(name, _)| (name.to_owned(), String::new())).collect();
    let named: HashMap<String, Account> = super::named(tx, &names)
        .await?
        .into_iter()
        .map(|account| (account.username.to_lowercase(), account))
        .collect();
    let target = |name: &str, domain: Option<&str>| {
        let account = named.get(&name.to_lowercase()).filter(|_| domain.is_none())?;
        Some(MentionTarget {
            url: format!("{origin}/@{}", account.username),
            acct: account.username.clone(),
            username: account.username.clone(),
        })
    };
    Ok(text::render(note, target, |tag| format!("{origin}/tags/{tag}")))
}
