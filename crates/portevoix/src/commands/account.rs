//! `portevoix account …`.

use clap::{Args, Subcommand};
use ground::http::Role;
use ground::{Locale, secret};
use social::accounts::{self, password};
use social::people::{self, NewAccount};

use super::{Outcome, Place, sentence};

/// Accounts
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make an account; prints its number
    Create(Create),
    /// Turn a person's second step off: they lost their app and their recovery codes
    SecondStepOff(SecondStepOff),
}

/// Whose second step. Be sure who asks: their password alone lets them in afterwards.
#[derive(Args, Debug)]
pub(super) struct SecondStepOff {
    /// The account's handle
    name: String,
    #[command(flatten)]
    place: Place,
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

pub(super) async fn run(command: Command) -> Outcome {
    match command {
        Command::Create(made) => create(made).await,
        Command::SecondStepOff(asked) => second_step_off(asked).await,
    }
}

async fn second_step_off(asked: SecondStepOff) -> Outcome {
    let SecondStepOff { name, place } = asked;
    let missing = format!("there is no account called {name}");
    let server = place.open().await?;
    let found = server
        .app
        .write(async move |tx| {
            let Some(account) = accounts::find(tx, &name, "").await? else { return Ok(None) };
            let Some(person) = accounts::first_member(tx, account.id).await? else {
                return Ok(None);
            };
            people::second::turn_off(tx, person).await.map(Some)
        })
        .await;
    server.app.db.clone().close().await;
    found.map_err(sentence)?.ok_or(missing)?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "its output is the account's number")]
async fn create(create: Create) -> Outcome {
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
