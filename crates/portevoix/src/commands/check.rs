//! `portevoix check`: is the database whole, is every count what it counts, are the files there?

use db::Tx;
use ground::Error;

use super::{Outcome, Place, progress, sentence};
use crate::checks;

#[expect(clippy::print_stdout, reason = "its output is the report")]
pub(super) async fn run(place: Place) -> Outcome {
    let server = place.open().await?;
    let bar = progress(checks::ALL.len() as u64, "checking");
    let mut wrong = 0;
    for check in checks::ALL {
        let found = server
            .app
            .read(async move |tx: &mut Tx| checks::run(tx, check).await)
            .await
            .map_err(|error: Error| sentence(error))?;
        bar.suspend(|| match found {
            0 => println!("ok    {}", check.says),
            _ => println!("WRONG {}: {found} rows", check.says),
        });
        wrong += found;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let files = checks::files(&server.app).await.map_err(sentence)?;
    match files.missing {
        0 => println!("ok    every media file that is named is there"),
        _ => println!(
            "WRONG every media file that is named is there: {} are not: {}",
            files.missing,
            files.told.join(", ")
        ),
    }
    if files.unnamed > 0 {
        let mib = files.unnamed_bytes >> 20;
        println!("note  {} media files ({mib} MiB) are named by nothing", files.unnamed);
    }
    server.app.db.clone().close().await;
    match wrong + i64::try_from(files.missing).unwrap_or(i64::MAX) {
        0 => Ok(()),
        wrong => Err(format!("{wrong} are wrong; keep a copy of the data and report this")),
    }
}
