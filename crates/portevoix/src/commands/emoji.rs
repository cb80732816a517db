//! `portevoix emoji …`.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use ground::{App, Error};
use social::emojis::{self, BYTES_MAX, EMOJIS_MAX, Emoji, New};
use social::media::forget_files;

use super::{Outcome, Place, progress, sentence};

/// The ends of the names of the files taken from a folder.
const EXTENSIONS: [&str; 5] = ["png", "gif", "webp", "jpg", "jpeg"];

/// Custom emojis
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add one
    Add(Add),
    /// Remove one
    Remove(Remove),
    /// List them: name, group, and whether they are offered while writing
    List(Place),
    /// Add all pictures of a folder, each by the name of its file; those that are there stay
    Import(Import),
}

/// What is to be added.
#[derive(Args, Debug)]
pub(super) struct Add {
    /// The name, without colons: letters without accents, digits, _
    shortcode: String,
    /// The picture: PNG, GIF, WebP or JPEG, at most 256 KiB; larger than 256 by 256 it is shrunk
    file: PathBuf,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    place: Place,
}

/// Which one is to go.
#[derive(Args, Debug)]
pub(super) struct Remove {
    /// The name, without colons
    shortcode: String,
    #[command(flatten)]
    place: Place,
}

/// Which folder.
#[derive(Args, Debug)]
pub(super) struct Import {
    /// The folder; what is no picture by its name, and folders in it, are passed over
    folder: PathBuf,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    place: Place,
}

/// Where an emoji is offered.
#[derive(Args, Clone, Debug)]
struct How {
    /// The group it is sorted into
    #[arg(long, default_value = "")]
    category: String,
    /// Not offered while writing; who knows its name may use it
    #[arg(long)]
    hidden: bool,
}

pub(super) async fn run(command: Command) -> Outcome {
    match command {
        Command::Add(add) => {
            let new = new(add.shortcode, &add.file, &add.how)?;
            let server = add.place.open().await?;
            let done = keep(&server.app, new).await;
            server.app.db.clone().close().await;
            done.map_err(sentence)
        }
        Command::Remove(remove) => {
            let server = remove.place.open().await?;
            let done = take_away(&server.app, remove.shortcode).await;
            server.app.db.clone().close().await;
            done
        }
        Command::List(place) => list(place).await,
        Command::Import(import) => import_folder(import).await,
    }
}

#[expect(clippy::print_stdout, reason = "its output is the list")]
async fn list(place: Place) -> Outcome {
    let server = place.open().await?;
    let all = server.app.read(async |tx| emojis::all(tx).await).await;
    server.app.db.clone().close().await;
    for Emoji { shortcode, category, visible, .. } in all.map_err(sentence)? {
        let seen = if visible { "offered" } else { "hidden" };
        println!("{shortcode}\t{category}\t{seen}");
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "its output is how many were added")]
async fn import_folder(import: Import) -> Outcome {
    let Import { folder, how, place } = import;
    let files = pictures(&folder)
        .map_err(|why| format!("the folder {} cannot be read: {why}", folder.display()))?;
    let server = place.open().await?;
    let there = server.app.read(async |tx| emojis::all(tx).await).await.map_err(sentence)?;
    let bar = progress(files.len() as u64, "importing");
    let (mut added, mut stayed, mut wrong) = (0, 0, 0);
    for (name, file) in files {
        bar.inc(1);
        if there.iter().any(|it| it.shortcode == name) {
            stayed += 1;
            continue;
        }
        let done = match new(name, &file, &how) {
            Ok(new) => keep(&server.app, new).await.map_err(sentence),
            Err(why) => Err(why),
        };
        match done {
            Ok(()) => added += 1,
            Err(why) => {
                bar.suspend(|| eprintln!("{}: {why}", file.display()));
                wrong += 1;
            }
        }
    }
    bar.finish_and_clear();
    server.app.db.clone().close().await;
    println!("{added} added, {stayed} were there");
    match wrong {
        0 => Ok(()),
        wrong => Err(format!("{wrong} could not be added, see above")),
    }
}

async fn keep(app: &App, new: New) -> ground::Result<()> {
    let emoji = emojis::draw(app, new).await?;
    let adding = emoji.clone();
    let added = app.write(async move |tx| emojis::add(tx, None, &adding).await).await;
    emojis::kept(app, &emoji, added).await
}

async fn take_away(app: &App, shortcode: String) -> Outcome {
    let missing = format!("there is no emoji called {shortcode}");
    let gone = app.write(async move |tx| emojis::remove(tx, None, &shortcode).await).await;
    let files = match gone {
        Err(Error::NotFound) => return Err(missing),
        other => other.map_err(sentence)?,
    };
    forget_files(app, &files).await;
    Ok(())
}

fn new(shortcode: String, file: &Path, how: &How) -> Outcome<New> {
    let picture = read(file).map_err(|why| format!("{} cannot be read: {why}", file.display()))?;
    let How { category, hidden } = how.clone();
    Ok(New { shortcode, category, visible: !hidden, picture: picture.into() })
}

/// Reads a file, one byte more than may be at most: whoever looks then knows that it is too large.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The pictures of a folder with their names without extension, in order.
fn pictures(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.path();
        let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if EXTENSIONS.contains(&extension.as_str()) && file.is_file() {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, file));
        }
        if found.len() > EMOJIS_MAX {
            return Err(io::Error::other(format!("it has more than {EMOJIS_MAX} pictures")));
        }
    }
    found.sort_unstable();
    Ok(found)
}
