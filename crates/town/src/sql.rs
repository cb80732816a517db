//! Statements of the test kit.

use db::{Tx, sql};
use ground::Result;

/// How many pages of other sites are to be asked by now.
pub(crate) async fn pages_to_ask(tx: &mut Tx) -> Result<i64> {
    let now = tx.now_ms();
    let found = sql("select count(*) from job where queue like 'links-%' and run_at <= $1")
        .bind(now)
        .get(tx)
        .await?;
    Ok(found)
}
