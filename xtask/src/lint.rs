//! `cargo xtask lint`: formatting and lints.

use std::process::Command;

use crate::Outcome;
use crate::args::Args;
use crate::place;
use crate::steps::{Steps, run as run_command};

pub(crate) const HELP: &str = "\
usage: cargo xtask lint

Checks the formatting of every crate and runs clippy over all targets, warnings being errors.";

pub(crate) fn run(args: Args) -> Outcome {
    args.finish()?;
    let mut steps = Steps::default();
    steps.step("formatting", || run_command(cargo().args(["fmt", "--all", "--check"])));
    steps.step("lints", || {
        let words = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
        run_command(cargo().args(words))
    });
    steps.finish()
}

/// Cargo, as it was called, at the top of the work tree.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(place::root());
    cargo
}
