//! Statements of what servers take.

use db::{Tx, sql};
use ground::Result;

pub(super) async fn takes_rfc(tx: &mut Tx, host: &str) -> Result<bool> {
    let found: Option<i64> =
        sql("select noted_at from remote_scheme where host = $1").bind(host).find(tx).await?;
    Ok(found.is_some())
}

pub(super) async fn keep_rfc(tx: &mut Tx, host: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into remote_scheme (host, noted_at)
         values ($1, $2)
         on conflict (host) do nothing")
    .bind(host)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget_rfc(tx: &mut Tx, host: &str) -> Result<()> {
    sql("delete from remote_scheme where host = $1").bind(host).later(tx).await?;
    Ok(())
}
