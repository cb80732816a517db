//! Accounts on pages: the same JSON that apps read, made into markup.

use ground::http::Visit;
use ground::{AccountId, App, Error, Result, html};
use maud::{Markup, html};
use serde::Deserialize;

use crate::emojis;

/// An account as a page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Shown {
    /// Its number.
    pub id: AccountId,
    /// The handle as one writes it here.
    pub acct: String,
    /// The handle without domain.
    pub username: String,
    /// The name shown; may be empty.
    pub display_name: String,
    /// The biography, as HTML of ours.
    pub note: String,
    /// Where the portrait is.
    pub avatar: String,
    /// What the portrait shows.
    #[serde(default)]
    pub avatar_description: String,
    /// Where the banner is.
    pub header: String,
    /// What the banner shows.
    #[serde(default)]
    pub header_description: String,
    /// Whether follows must be accepted.
    pub locked: bool,
    /// Whether a program posts here.
    pub bot: bool,
    /// Whether search engines may show it and its posts.
    #[serde(default)]
    pub indexable: bool,
    /// The emojis in its name, biography and table.
    #[serde(default)]
    pub emojis: Vec<emojis::Shown>,
    /// The table of the profile.
    pub fields: Vec<Row>,
    /// Who reads it.
    pub followers_count: i64,
    /// Whom it reads.
    pub following_count: i64,
    /// Posts and boosts.
    pub statuses_count: i64,
    /// Where it goes on.
    #[serde(default)]
    pub moved: Option<Box<Shown>>,
}

/// A row of a profile's table.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    /// The left side.
    pub name: String,
    /// The right side, as HTML of ours.
    pub value: String,
}

/// Accounts for a page, in the order of `ids`; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn shown(app: &App, ids: &[AccountId]) -> Result<Vec<Shown>> {
    let list = super::answer_accounts(app, ids).await?;
    serde_json::from_slice(&list).map_err(Error::internal)
}

impl Shown {
    /// The name as it is read: never empty.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.display_name.trim();
        if name.is_empty() { &self.username } else { name }
    }

    /// The name as it is seen: with its emojis.
    #[must_use]
    pub fn called(&self, app: &App) -> Markup {
        self.with_emojis(app, self.name())
    }

    /// A sentence that has the name in it, with its emojis.
    #[must_use]
    pub fn with_emojis(&self, app: &App, sentence: &str) -> Markup {
        emojis::line(app, sentence, &self.emojis)
    }

    /// The name as it is spoken: without emoji, never empty.
    #[must_use]
    pub fn spoken(&self) -> String {
        let ours = |name: &str| self.emojis.iter().any(|it| it.shortcode == name);
        let plain = text::dress(self.name(), |name| ours(name).then(String::new));
        let spoken = html::no_emoji(&plain);
        if spoken.is_empty() { self.username.clone() } else { spoken }
    }

    /// The path of the profile.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/@{}", self.acct)
    }

    /// The portrait beside the name, where it adds nothing to it.
    #[must_use]
    pub fn portrait(&self, app: &App, pixels: u32) -> Markup {
        html::avatar(ours(app, &self.avatar), "", pixels)
    }
}

/// An address without our own host, so that it works under whichever name we were reached.
#[must_use]
pub fn ours<'a>(app: &App, address: &'a str) -> &'a str {
    address.strip_prefix(app.config.origin.as_str()).unwrap_or(address)
}

/// An account in one line of a list: portrait, name, handle.
#[must_use]
pub fn row(app: &App, person: &Shown) -> Markup {
    html! {
        div.by {
            (person.portrait(app, 48))
            h2 { a href=(person.path()) { bdi { (person.called(app)) } } }
            p { "@" (person.acct) }
        }
    }
}

/// A list of accounts, each with its biography.
#[must_use]
pub fn people(app: &App, visit: &Visit, people: &[Shown]) -> Markup {
    html! {
        ul.list {
            @for person in people {
                li.card {
                    div.by {
                        (person.portrait(app, 48))
                        h2 { a href=(person.path()) { bdi { (person.called(app)) } } }
                        p { "@" (person.acct) @if person.bot { " · " (visit.say("account-bot")) } }
                    }
                    @if !person.note.is_empty() {
                        div.words dir="auto" { (emojis::words(app, &person.note, &person.emojis)) }
                    }
                }
            }
        }
    }
}
