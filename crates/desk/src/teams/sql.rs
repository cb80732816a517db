//! Statements of teams.

use db::{Tx, sql};
use ground::{AccountId, PersonId, Result};

use super::{Invitation, Roles, Seat, SeatId};

pub(super) async fn seat(
    tx: &mut Tx,
    organisation: AccountId,
    person: PersonId,
) -> Result<Option<Seat>> {
    let found = sql("select s.id, s.organisation_id, a.username, a.display_name, s.person_id,
                s.account_id, s.roles, s.version, s.created_at
           from seat s
           join account a on a.id = s.organisation_id
          where s.organisation_id = $1 and s.person_id = $2
            and a.suspended_at is null and a.deleted_at is null")
    .bind(organisation)
    .bind(person)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_id(tx: &mut Tx, id: SeatId) -> Result<Option<Seat>> {
    let found = sql("select s.id, s.organisation_id, a.username, a.display_name, s.person_id,
                s.account_id, s.roles, s.version, s.created_at
           from seat s
           join account a on a.id = s.organisation_id
          where s.id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn seats_of(tx: &mut Tx, person: PersonId, limit: i64) -> Result<Vec<Seat>> {
    let found = sql("select s.id, s.organisation_id, a.username, a.display_name, s.person_id,
                s.account_id, s.roles, s.version, s.created_at
           from seat s
           join account a on a.id = s.organisation_id
          where s.person_id = $1 and a.suspended_at is null and a.deleted_at is null
          order by s.id
          limit $2")
    .bind(person)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn seats(tx: &mut Tx, organisation: AccountId, limit: i64) -> Result<Vec<Seat>> {
    let found = sql("select s.id, s.organisation_id, a.username, a.display_name, s.person_id,
                s.account_id, s.roles, s.version, s.created_at
           from seat s
           join account a on a.id = s.organisation_id
          where s.organisation_id = $1
          order by s.id
          limit $2")
    .bind(organisation)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn count_of(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let count = sql("select count(*) from seat where person_id = $1").bind(person).get(tx).await?;
    Ok(count)
}

pub(super) async fn is_organisation(tx: &mut Tx, account: AccountId) -> Result<bool> {
    let found = sql("select account_id from organisation where account_id = $1")
        .bind(account)
        .find::<AccountId>(tx)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn organisations(tx: &mut Tx) -> Result<Vec<AccountId>> {
    Ok(sql("select account_id from organisation").all(tx).await?)
}

pub(super) async fn insert_organisation(
    tx: &mut Tx,
    account: AccountId,
    founder: PersonId,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into organisation (account_id, founder_id, created_at) values ($1, $2, $3)")
        .bind(account)
        .bind(founder)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: SeatId,
    organisation: AccountId,
    (person, account): (PersonId, AccountId),
    roles: &Roles,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into seat (id, organisation_id, person_id, account_id, roles, version, created_at)
         values ($1, $2, $3, $4, $5, 1, $6)")
    .bind(id)
    .bind(organisation)
    .bind(person)
    .bind(account)
    .bind(roles.as_str())
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

/// Whether the seat still had that version.
pub(super) async fn set_roles(
    tx: &mut Tx,
    id: SeatId,
    roles: &Roles,
    version: i64,
) -> Result<bool> {
    let rows = sql("update seat
            set roles = $3, version = version + 1
          where id = $1 and version = $2")
    .bind(id)
    .bind(version)
    .bind(roles.as_str())
    .run(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn delete(tx: &mut Tx, id: SeatId) -> Result<()> {
    sql("delete from seat where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn insert_invitation(tx: &mut Tx, it: &Invitation) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into seat_invitation (id, organisation_id, person_id, email, locale, roles,
                invited_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(it.id)
    .bind(it.organisation)
    .bind(it.person)
    .bind(it.email.as_deref())
    .bind(&it.locale)
    .bind(it.roles.as_str())
    .bind(it.by)
    .bind(now)
    .bind(it.expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn invitation(tx: &mut Tx, id: i64, now: i64) -> Result<Option<Invitation>> {
    let found = sql("select id, organisation_id, person_id, email, locale, roles, invited_by,
                expires_at
           from seat_invitation
          where id = $1 and expires_at > $2")
    .bind(id)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn invitation_by_hash(
    tx: &mut Tx,
    hash: &[u8],
    now: i64,
) -> Result<Option<Invitation>> {
    let found = sql("select id, organisation_id, person_id, email, locale, roles, invited_by,
                expires_at
           from seat_invitation
          where hash = $1 and expires_at > $2")
    .bind(hash)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn invitations(
    tx: &mut Tx,
    organisation: AccountId,
    now: i64,
    limit: i64,
) -> Result<Vec<Invitation>> {
    let found = sql("select id, organisation_id, person_id, email, locale, roles, invited_by,
                expires_at
           from seat_invitation
          where organisation_id = $1 and expires_at > $2
          order by id desc
          limit $3")
    .bind(organisation)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn invitations_of(
    tx: &mut Tx,
    person: PersonId,
    now: i64,
    limit: i64,
) -> Result<Vec<Invitation>> {
    let found = sql("select id, organisation_id, person_id, email, locale, roles, invited_by,
                expires_at
           from seat_invitation
          where person_id = $1 and expires_at > $2
          order by id desc
          limit $3")
    .bind(person)
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_hash(tx: &mut Tx, id: i64, hash: &[u8]) -> Result<()> {
    sql("update seat_invitation set hash = $2 where id = $1").bind(id).bind(hash).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_invitation(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from seat_invitation where id = $1").bind(id).later(tx).await?;
    Ok(())
}
