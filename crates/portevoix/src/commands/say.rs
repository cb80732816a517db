//! `portevoix say …`.

use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use ground::Locale;
use social::instance::texts::{self, BODY_CHARS_MAX, Draft, Kind};

use super::{Outcome, Place, sentence};

/// Most bytes read: as many as the longest text may have.
const BYTES_MAX: u64 = BODY_CHARS_MAX as u64 * 4 + 1;

/// What to say, and in which language.
#[derive(Args, Debug)]
pub(super) struct Say {
    /// description, privacy or terms
    #[arg(value_parser = kind)]
    kind: Kind,
    /// A file with the text, in Markdown; - is what is typed; an empty one takes the text away
    file: PathBuf,
    /// The language of the text: fr or en
    #[arg(long, value_parser = language)]
    language: Locale,
    /// The day the terms hold from, such as 2026-12-24 [default: today]
    #[arg(long, value_parser = day)]
    from: Option<i64>,
    #[command(flatten)]
    place: Place,
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::of(text).ok_or_else(|| "there are description, privacy and terms".to_owned())
}

fn language(text: &str) -> Result<Locale, String> {
    Locale::of_tag(text).ok_or_else(|| "a language is fr or en".to_owned())
}

fn day(text: &str) -> Result<i64, String> {
    texts::day(text).ok_or_else(|| "a day is written like 2026-12-24".to_owned())
}

pub(super) async fn run(say: Say) -> Outcome {
    let name = say.file.display().to_string();
    let body = read(&say.file).map_err(|why| format!("{name} cannot be read: {why}"))?;
    let Say { kind, language, from: starts_on, place, .. } = say;
    let draft = Draft { kind, language, starts_on, body };
    let server = place.open().await?;
    let done = server.app.write(async move |tx| texts::write(tx, None, draft).await).await;
    server.app.db.clone().close().await;
    done.map_err(sentence)
}

fn read(file: &std::path::Path) -> std::io::Result<String> {
    let mut body = String::new();
    if file.as_os_str() == "-" {
        std::io::stdin().take(BYTES_MAX).read_to_string(&mut body)?;
    } else {
        std::fs::File::open(file)?.take(BYTES_MAX).read_to_string(&mut body)?;
    }
    Ok(body)
}
