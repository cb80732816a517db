//! `cargo xtask test`: everything that can be tested, in one command.

use crate::Outcome;
use std::path::{Path, PathBuf};

use crate::args::Args;
use crate::clients;
use crate::lint::cargo;
use crate::postgres::{Durability, Postgres};
use crate::server::{self, Build};
use crate::setup;
use crate::steps::{Steps, run as run_command};

pub(crate) const HELP: &str = "\
usage: cargo xtask test [--only PART]

Installs what is missing (see `cargo xtask setup`), then runs
  sqlite    every test of the workspace on SQLite
  postgres  the same tests on a PostgreSQL of their own, started here and stopped at the end
  clients   toot, Mastodon.py, masto and megalodon against the built binary, on both databases
  browser   the pages in a real browser, without scripts and with ours

  --only PART   one of these parts, without installing anything for `sqlite`";

const PARTS: &[&str] = &["sqlite", "postgres", "clients", "browser"];

pub(crate) fn run(mut args: Args) -> Outcome {
    let only = args.text("--only")?;
    args.finish()?;
    if let Some(part) = &only
        && !PARTS.contains(&part.as_str())
    {
        return Err(format!("`--only {part}`: there are {}", PARTS.join(", ")).into());
    }
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);

    let mut steps = Steps::default();
    if only.as_deref() != Some("sqlite") && !steps.step("setup", setup::for_tests) {
        return steps.finish();
    }
    if wanted("sqlite") {
        steps.step("every test on SQLite", || run_command(tests().env_remove("TEST_POSTGRES")));
    }
    let binary = match wanted("clients") || wanted("browser") {
        true => the_binary(&mut steps),
        false => None,
    };
    if let Some(binary) = &binary
        && wanted("browser")
    {
        clients::browse(&mut steps, binary);
    }
    let told = binary.as_deref().filter(|_| wanted("clients"));
    if wanted("postgres") || told.is_some() {
        with_postgres(&mut steps, wanted("postgres"), told);
    }
    steps.finish()
}

/// What needs a PostgreSQL; it is stopped when this returns, however it returns.
fn with_postgres(steps: &mut Steps, tests_too: bool, binary: Option<&Path>) {
    let mut cluster = None;
    steps.step("a PostgreSQL of our own", || {
        cluster = Some(Postgres::start(Durability::None)?);
        Ok(())
    });
    let Some(cluster) = cluster else { return };
    if tests_too {
        steps.step("every test on PostgreSQL", || {
            let url = cluster.create("portevoix_test")?;
            run_command(tests().env("TEST_POSTGRES", url))
        });
    }
    if let Some(binary) = binary {
        clients::tell(steps, binary, None);
        clients::tell(steps, binary, Some(&cluster));
    }
}

fn the_binary(steps: &mut Steps) -> Option<PathBuf> {
    let mut binary = None;
    steps.step("the binary", || {
        binary = Some(server::build(Build::Debug)?);
        Ok(())
    });
    binary
}

fn tests() -> std::process::Command {
    let mut cargo = cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    cargo
}
