//! Statements of OAuth.

use db::{Tx, sql};
use ground::{Result, TokenId};

use super::NewToken;

pub(super) async fn insert(tx: &mut Tx, id: TokenId, hash: &[u8], new: &NewToken) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into token (id, hash, app_id, person_id, account_id, scopes, created_at,
                expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(hash)
    .bind(new.app)
    .bind(new.member.map(|(person, _)| person))
    .bind(new.member.map(|(_, account)| account))
    .bind(&new.scopes)
    .bind(now)
    .bind(new.expires_at)
    .later(tx)
    .await?;
    Ok(())
}
