//! What is most: languages, programs, servers; and what the place takes and runs on.

use db::{Engine, Tx};
use ground::{Result, TagId};

use super::{Span, sql};
use crate::instance;

/// What can be told apart.
#[derive(Clone, Debug)]
pub enum Dimension {
    /// Languages of the posts of this place.
    Languages,
    /// Programs they were written with.
    Sources,
    /// Servers that posts come from.
    Servers,
    /// What the place takes on disk.
    SpaceUsage,
    /// What it runs on.
    SoftwareVersions,
    /// Servers whose posts have a hashtag.
    TagServers(TagId),
    /// Languages of the posts with a hashtag.
    TagLanguages(TagId),
    /// Accounts of another server, by who follows them.
    InstanceAccounts(String),
    /// Languages of the posts of another server.
    InstanceLanguages(String),
}

/// One of those things.
#[derive(Clone, Debug)]
pub struct Item {
    /// For programs.
    pub key: String,
    /// For people.
    pub name: String,
    /// Its number, or its version.
    pub value: String,
    /// The number, if it is one of bytes.
    pub bytes: Option<i64>,
}

/// Tells a dimension, the most first; `host` is the name of this place among servers.
///
/// # Errors
/// If the database does not answer.
pub async fn told(
    tx: &mut Tx,
    what: &Dimension,
    span: Span,
    limit: i64,
    host: &str,
) -> Result<Vec<Item>> {
    use Dimension as D;
    let named = |key: String| (key.clone(), key);
    let server = |key: String| named(if key.is_empty() { host.to_owned() } else { key });
    let app = |key: String| match key.as_str() {
        "" => ("web".to_owned(), "Website".to_owned()),
        _ => named(key),
    };
    Ok(match what {
        D::Languages => list(sql::languages(tx, "", span, limit).await?, language),
        D::Sources => list(sql::sources(tx, span, limit).await?, app),
        D::Servers => list(sql::servers(tx, span, limit).await?, server),
        D::SpaceUsage => space(tx).await?,
        D::SoftwareVersions => versions(tx).await?,
        D::TagServers(tag) => list(sql::servers_of_tag(tx, *tag, span, limit).await?, server),
        D::TagLanguages(tag) => list(sql::languages_of_tag(tx, *tag, span, limit).await?, language),
        D::InstanceAccounts(of) => list(sql::most_followed(tx, of, limit).await?, named),
        D::InstanceLanguages(of) => list(sql::languages(tx, of, span, limit).await?, language),
    })
}

fn list(rows: Vec<(String, i64)>, called: impl Fn(String) -> (String, String)) -> Vec<Item> {
    let item = |(key, count): (String, i64)| {
        let (key, name) = called(key);
        Item { key, name, value: count.to_string(), bytes: None }
    };
    rows.into_iter().map(item).collect()
}

fn language(code: String) -> (String, String) {
    let name = instance::language(&code).unwrap_or(&code).to_owned();
    (code, name)
}

async fn space(tx: &mut Tx) -> Result<Vec<Item>> {
    let (key, name) = database(tx);
    let (_, tables) = sql::database(tx).await?;
    let media = sql::media(tx).await?;
    let in_bytes = |key, name, bytes: i64| item(key, name, bytes.to_string(), Some(bytes));
    Ok(vec![in_bytes(key, name, tables), in_bytes("media", "Media", media)])
}

async fn versions(tx: &mut Tx) -> Result<Vec<Item>> {
    let (key, name) = database(tx);
    let (version, _) = sql::database(tx).await?;
    let ours = env!("CARGO_PKG_VERSION").to_owned();
    Ok(vec![item("portevoix", "Portevoix", ours, None), item(key, name, version, None)])
}

fn item(key: &str, name: &str, value: String, bytes: Option<i64>) -> Item {
    Item { key: key.to_owned(), name: name.to_owned(), value, bytes }
}

fn database(tx: &Tx) -> (&'static str, &'static str) {
    match tx.engine() {
        Engine::Sqlite => ("sqlite", "SQLite"),
        Engine::Postgres => ("postgresql", "PostgreSQL"),
    }
}
