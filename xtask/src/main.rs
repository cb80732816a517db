//! Chores of the house: `cargo xtask COMMAND`.
//!
//! Plain programs, one file a command. They install what the tests need, run every test on both
//! databases and with real client programs, and measure. Nothing here is part of the product.
#![allow(clippy::print_stdout)]

use std::process::ExitCode;

mod args;
mod bench;
mod clients;
mod crash;
mod http;
mod lint;
mod place;
mod postgres;
mod random;
mod server;
mod setup;
mod show;
mod sse;
mod steps;
mod test;

use args::Args;

/// What a chore ends with: nothing, or the reason why it could not be done.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HELP: &str = "\
Chores of the house.

usage: cargo xtask COMMAND [OPTIONS]

  setup    installs what the tests need, from the ordinary package managers
  test     runs every test: SQLite, PostgreSQL, real client programs
  screens  pictures of the main pages, to be looked at
  lint     formatting and lints, as strict as the house is
  crash    kills the server in the middle of writing, again and again, and looks for losses
  show     two servers that speak with each other, one of which is killed and catches up
  bench    measures the release build beside what the machine could do at most

`cargo xtask COMMAND --help` says more about one of them.
With XTASK_BINARY=FILE in the environment, that binary is used instead of a new one.";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let args = Args::new(words.collect());
    let (help, run): (&str, fn(Args) -> Outcome) = match command.as_str() {
        "setup" => (setup::HELP, setup::run),
        "test" => (test::HELP, test::run),
        "screens" => (clients::HELP, clients::screens),
        "lint" => (lint::HELP, lint::run),
        "crash" => (crash::HELP, crash::run),
        "show" => (show::HELP, show::run),
        "bench" => (bench::HELP, bench::run),
        "" | "help" | "-h" | "--help" => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("There is no command `{other}`.\n\n{HELP}");
            return ExitCode::FAILURE;
        }
    };
    if args.asks_for_help() {
        println!("{help}");
        return ExitCode::SUCCESS;
    }
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask {command}: {why}");
            ExitCode::FAILURE
        }
    }
}
