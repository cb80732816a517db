//! `portevoix check`: is the database whole, and is every count what it counts?

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
    server.app.db.clone().close().await;
    match wrong {
        0 => Ok(()),
        _ => Err(format!("{wrong} rows are wrong; keep a copy of the data and report this")),
    }
}
