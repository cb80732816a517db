//! `portevoix account …`.

use clap::{Args, Subcommand};
use ground::http::Role;
use ground::{Locale, secret};
use social::accounts::password;
use social::people::{self, NewAccount};

use super::{Outcome, Place, sentence};

/// Accounts
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an account; prints its number
    Create(Create),
}

/// What is needed for an account.
#[derive(Args, Debug)]
pub(super) struct Create {
    /// The handle
    name: String,
    /// Where to write to
    #[arg(long)]
    email: String,
    /// The password; without it, one is made and printed to standard error
    #[arg(long)]
    password: Option<String>,
    /// owner, admin, moderator or member
    #[arg(long, default_value = "member", value_parser = role)]
    role: Role,
    /// The person's language: fr or en
    #[arg(long, default_value = "en", value_parser = locale)]
    locale: Locale,
    #[command(flatten)]
    place: Place,
}

fn role(text: &str) -> Result<Role, String> {
    Role::of(text).ok_or_else(|| "a role is owner, admin, moderator or member".to_owned())
}

fn locale(text: &str) -> Result<Locale, String> {
    Locale::of_tag(text).ok_or_else(|| "a language is fr or en".to_owned())
}

#[expect(clippy::print_stdout, reason = "its output is the account's number")]
pub(super) async fn run(command: Command) -> Outcome {
    let Command::Create(create) = command;
    let made_up = create.password.is_none();
    let words = create.password.unwrap_or_else(|| secret::new()[..20].to_owned());
    let new = NewAccount {
        username: create.name,
        email: create.email,
        password_hash: password::hash(words.clone()).await.map_err(sentence)?,
        locale: create.locale,
        reason: String::new(),
        role: create.role,
        confirmed: true,
        approved: true,
    };
    let server = create.place.open().await?;
    let made = server.app.write(async move |tx| people::create(tx, new).await).await;
    server.app.db.clone().close().await;
    let (_, account) = made.map_err(sentence)?;
    println!("{account}");
    if made_up {
        eprintln!("The password is: {words}");
    }
    Ok(())
}
