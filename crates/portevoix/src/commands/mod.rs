//! The commands: what the person who runs the server types. Their names and output are stable,
//! as scripts rely on them.

mod account;
mod check;
mod emoji;
mod fill;
mod say;
mod serve;
mod settings;
mod token;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use settings::Settings;

/// What a command ends with: nothing, or a sentence for the person who typed it.
pub type Outcome<T = ()> = Result<T, String>;

/// Portevoix: a public square that an association can own.
#[derive(Debug, Parser)]
#[command(name = "portevoix", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server (also what happens without a command)
    Serve(Box<Settings>),
    /// Accounts
    #[command(subcommand)]
    Account(account::Command),
    /// Tokens for programs
    #[command(subcommand)]
    Token(token::Command),
    /// Custom emojis
    #[command(subcommand)]
    Emoji(emoji::Command),
    /// Say what this place is, what it does with what it knows of people, or its terms
    Say(say::Say),
    /// Tools for developing and measuring
    #[command(subcommand)]
    Dev(DevCommand),
    /// Verify that the database is whole and every count is right
    Check(Place),
}

#[derive(Debug, Subcommand)]
enum DevCommand {
    /// Fill the database with a synthetic community, through the same verbs people use
    Fill(fill::Fill),
}

/// Where the data is.
#[derive(Args, Clone, Debug)]
pub struct Place {
    /// The folder that holds everything
    #[arg(long, env = "PORTEVOIX_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// postgres://user:password@host/name; without it, SQLite in the data folder
    #[arg(long, env = "PORTEVOIX_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// The settings file [default: portevoix.toml, if there is one]
    #[arg(long, env = "PORTEVOIX_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Does what was typed.
///
/// # Errors
/// A sentence that says what went wrong and what to do.
pub async fn run(cli: Cli) -> Outcome {
    match cli.command {
        None => serve::run(cli.serve).await,
        Some(Command::Serve(settings)) => serve::run(*settings).await,
        Some(Command::Account(command)) => account::run(command).await,
        Some(Command::Token(command)) => token::run(command).await,
        Some(Command::Emoji(command)) => emoji::run(command).await,
        Some(Command::Say(say)) => say::run(say).await,
        Some(Command::Dev(DevCommand::Fill(fill))) => fill::run(fill).await,
        Some(Command::Check(place)) => check::run(place).await,
    }
}

impl Place {
    /// Opens the database for a command other than `serve`. The server may be running beside it.
    async fn open(self) -> Outcome<crate::Server> {
        let config = Settings::at(self).into_config()?;
        let options = db::Options { readers: 2, ..db::Options::default() };
        crate::open(config, options).await.map_err(|error| cannot_open(&error))
    }
}

fn cannot_open(error: &ground::Error) -> String {
    format!("Portevoix cannot be opened: {error}")
}

/// An error of the house, as a sentence in English.
fn sentence(error: ground::Error) -> String {
    match error {
        ground::Error::Internal(why) => why.to_string(),
        other => other.to_string(),
    }
}

/// A bar for long work: drawn on a terminal, silent elsewhere.
fn progress(length: u64, what: &'static str) -> indicatif::ProgressBar {
    let style = indicatif::ProgressStyle::with_template(
        "{msg:<14} {bar:32} {human_pos}/{human_len} {eta} left",
    );
    let bar = indicatif::ProgressBar::new(length).with_message(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
