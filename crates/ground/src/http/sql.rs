//! What must be known of a token to let its holder in.

use db::{Tx, record, sql};

use crate::error::{Error, Result};

record! {
    /// A token's row, with the state of its person and account.
    pub(super) struct Holder {
        pub(super) token: i64,
        pub(super) app: Option<i64>,
        pub(super) person: Option<i64>,
        pub(super) account: Option<i64>,
        pub(super) scopes: String,
        pub(super) expires_at: Option<i64>,
        pub(super) locale: Option<String>,
        pub(super) display: Option<String>,
        pub(super) role: Option<String>,
        pub(super) held_back: bool,
        pub(super) confirmed_at: Option<i64>,
        pub(super) approved_at: Option<i64>,
        pub(super) disabled_at: Option<i64>,
        pub(super) suspended_at: Option<i64>,
        pub(super) seated: bool,
        pub(super) standing: Option<String>,
        pub(super) handle: Option<String>,
    }
}

impl Holder {
    /// Whether the person may act, and for that account.
    pub(super) fn may_act(&self) -> Result<()> {
        if self.person.is_some() {
            if self.disabled_at.is_some() || self.suspended_at.is_some() {
                return Err(Error::forbidden("error-account-disabled"));
            }
            if self.confirmed_at.is_none() {
                return Err(Error::forbidden("error-email-unconfirmed"));
            }
            if self.approved_at.is_none() {
                return Err(Error::forbidden("error-awaiting-approval"));
            }
            // Who no longer acts for the account holds a key to nothing.
            if self.standing.is_none() {
                return Err(Error::Unauthorized("error-token-unknown".into()));
            }
        }
        Ok(())
    }
}

pub(super) async fn holder(tx: &mut Tx, hash: Vec<u8>) -> Result<Option<Holder>> {
    let found = sql("select t.id, t.app_id, t.person_id, t.account_id, t.scopes, t.expires_at,
                p.locale, p.display, p.role, r.role is not null and s.on_since is null,
                p.confirmed_at, p.approved_at, p.disabled_at,
                coalesce(a.suspended_at, a.deleted_at),
                exists (select 1 from seat where seat.person_id = t.person_id),
                m.role, a.username
           from token t
           left join person p on p.id = t.person_id
           left join second_step_role r on r.role = p.role
           left join second_step s on s.person_id = p.id
           left join account a on a.id = t.account_id
           left join member m on m.account_id = t.account_id and m.person_id = t.person_id
          where t.hash = $1")
    .bind(hash)
    .find(tx)
    .await?;
    Ok(found)
}
