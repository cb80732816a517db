//! The stories of `tests/clients/` and `tests/browser/`: real programs against the built binary.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::args::Args;
use crate::place::{self, Folder};
use crate::postgres::Postgres;
use crate::server::{self, Community, PASSWORD, Server, email};
use crate::setup;
use crate::steps::{Steps, run as run_command};

pub(crate) const HELP: &str = "\
usage: cargo xtask screens [--into FOLDER]

Pictures of the main pages at 320, 768 and 1200 px, light and dark, in target/screens";

const STORIES: &[&str] = &[
    "clients/first_hour.py",
    "clients/second_hour.py",
    "clients/third_hour.py",
    "clients/fourth_hour.py",
    "clients/moderator.py",
    "clients/toot_cli.py",
    "clients/toot_more.py",
    "clients/toot_tui.py",
    "clients/masto.mjs",
    "clients/second_hour_masto.mjs",
    "clients/third_hour_masto.mjs",
    "clients/megalodon.mjs",
    "clients/second_hour_megalodon.mjs",
    "clients/third_hour_megalodon.mjs",
];
const PAGES: &[&str] = &[
    "browser/first_page.mjs",
    "browser/script.mjs",
    "browser/passkeys.mjs",
    "browser/axe.mjs",
    "browser/tasks.mjs",
];

/// Tells every story, each in a community of its own, on SQLite or in `postgres`.
pub(crate) fn tell(steps: &mut Steps, binary: &Path, postgres: Option<&Postgres>) {
    let engine = if postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    for story in STORIES {
        steps.step(&format!("{story} on {engine}"), || one(binary, postgres, story));
    }
}

/// Opens the pages in a real browser.
pub(crate) fn browse(steps: &mut Steps, binary: &Path) {
    for story in PAGES {
        steps.step(story, || one(binary, None, story));
    }
}

/// Takes pictures of the main pages, to be looked at.
pub(crate) fn screens(mut args: Args) -> Outcome {
    let folder = args.text("--into")?.map_or(place::target()?.join("screens"), PathBuf::from);
    args.finish()?;
    setup::for_tests()?;
    // Told by the environment, as all that the stories are told.
    let binary = server::build(server::Build::Debug)?;
    told(&binary, None, "browser/screens.mjs", &[("SCREENS", folder.as_os_str())])?;
    println!("The pictures are in {}", folder.display());
    Ok(())
}

fn one(binary: &Path, postgres: Option<&Postgres>, story: &str) -> Outcome {
    told(binary, postgres, story, &[])
}

fn told(
    binary: &Path,
    postgres: Option<&Postgres>,
    story: &str,
    more: &[(&str, &OsStr)],
) -> Outcome {
    let folder = Folder::new("story")?;
    let name = story.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
    let database =
        postgres.map(|postgres| postgres.create(&format!("story_{name}"))).transpose()?;
    let data = folder.path().join("data");
    let community = Community { binary: binary.to_path_buf(), data, database };
    let alice = community.person("alice")?;
    let bob = community.person("bob")?;
    let ada = community.admin("ada")?;
    let picture = place::root().join("tests/clients/picture.png");
    community.emoji("blobcat", &picture)?;
    let ahead = folder.path().join("ahead");
    // Browsers make passkeys for names only.
    let host = if story.starts_with("browser/") { "localhost" } else { "127.0.0.1" };
    let server = start(&community, host, &ahead)?;
    let mut command = program(story)?;
    command
        .env("PORTEVOIX_URL", server.origin())
        .env("PORTEVOIX_DATA", &community.data)
        .env("ALICE_EMAIL", email("alice"))
        .env("ALICE_TOKEN", alice.token)
        .env("BOB_EMAIL", email("bob"))
        .env("BOB_TOKEN", bob.token)
        .env("ADA_EMAIL", email("ada"))
        .env("ADA_TOKEN", ada.token)
        .env("AHEAD", ahead)
        .env("PASSWORD", PASSWORD)
        .env("PICTURE", picture)
        .env("DOCS", place::root().join("docs"))
        .env("SCRATCH", folder.path());
    command.envs(more.iter().copied());
    if let Some(chromium) = setup::chromium() {
        command.env("CHROMIUM", chromium);
    }
    match run_command(&mut command) {
        Ok(()) => server.stop(),
        Err(why) => Err(format!("{why}\nThe server said last:\n{}", server.last_words()).into()),
    }
}

/// A server whose clock goes before the system's by what the file says: some things last minutes,
/// and no story may.
fn start(community: &Community, host: &'static str, ahead: &Path) -> Outcome<Server> {
    std::fs::write(ahead, "+0")?;
    let library = setup::faketime().ok_or("libfaketime is missing: try `cargo xtask setup`")?;
    let variables = [
        ("LD_PRELOAD", library.as_os_str()),
        ("FAKETIME_TIMESTAMP_FILE", ahead.as_os_str()),
        ("FAKETIME_NO_CACHE", OsStr::new("1")),
        ("FAKETIME_DONT_FAKE_MONOTONIC", OsStr::new("1")),
    ];
    community.start_with(host, &variables)
}

fn program(story: &str) -> Outcome<Command> {
    let script = place::root().join("tests").join(story);
    let clients = place::clients()?;
    if story.ends_with(".py") {
        let mut python = Command::new(clients.join("venv/bin/python"));
        python.env("PYTHONDONTWRITEBYTECODE", "1").arg(script);
        return Ok(python);
    }
    // Node looks for libraries beside the script, so the script goes where they are installed.
    let libraries = clients.join(if story.starts_with("browser/") { "browser" } else { "node" });
    for file in scripts(script.parent().unwrap_or(place::root()))? {
        std::fs::copy(&file, libraries.join(file.file_name().unwrap_or_default()))?;
    }
    let mut node = Command::new("node");
    node.arg(libraries.join(script.file_name().unwrap_or_default()));
    Ok(node)
}

fn scripts(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "mjs") {
            found.push(path);
        }
    }
    Ok(found)
}
