//! `portevoix token …`.

use clap::{Args, Subcommand};
use social::accounts;
use social::oauth::{self, NewToken};

use super::{Outcome, Place, sentence};

/// Tokens for programs
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a token for an account; prints the token alone
    Create(Create),
}

/// For whom, and what it allows.
#[derive(Args, Debug)]
pub(super) struct Create {
    /// The account's handle
    name: String,
    /// What it allows, words separated by spaces
    #[arg(long, default_value = "read write follow push")]
    scopes: String,
    #[command(flatten)]
    place: Place,
}

#[expect(clippy::print_stdout, reason = "its output is the token")]
pub(super) async fn run(command: Command) -> Outcome {
    let Command::Create(create) = command;
    let Create { name, scopes, place } = create;
    let server = place.open().await?;
    let missing = format!("there is no account called {name}");
    let issued = server
        .app
        .write(async move |tx| {
            let Some(account) = accounts::find(tx, &name, "").await? else { return Ok(None) };
            let Some(person) = accounts::first_member(tx, account.id).await? else {
                return Ok(None);
            };
            let member = Some((person, account.id));
            let new = NewToken { app: None, member, scopes, expires_at: None };
            oauth::issue(tx, new).await.map(Some)
        })
        .await;
    server.app.db.clone().close().await;
    println!("{}", issued.map_err(sentence)?.ok_or(missing)?);
    Ok(())
}
