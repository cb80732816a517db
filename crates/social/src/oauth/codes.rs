//! The code between consent and token: lives ten minutes, is used once, and only by the program
//! and for the address it was made for. Used twice, it was stolen: what it gave ends.

use db::{Tx, record};
use ground::{AccountId, AppId, PersonId, Result, TokenId, secret};

use super::{Issued, Program, Refused, sql, tokens};

/// How long a code lives.
const LIFE_MS: i64 = 10 * 60 * 1000;
/// How long a used or dead code is remembered.
const MEMORY_MS: i64 = 24 * 60 * 60 * 1000;

/// What a person agreed to.
#[derive(Clone, Debug)]
pub struct Consent {
    /// With which program.
    pub app: AppId,
    /// Who agreed.
    pub person: PersonId,
    /// For which account.
    pub account: AccountId,
    /// Where the code is sent.
    pub redirect: String,
    /// To what.
    pub scopes: String,
    /// The PKCE challenge (S256).
    pub challenge: Option<String>,
}

record! {
    /// A code's row.
    #[derive(Clone, Debug)]
    pub(super) struct Grant {
        pub(super) app: AppId,
        pub(super) person: PersonId,
        pub(super) account: AccountId,
        pub(super) redirect: String,
        pub(super) scopes: String,
        pub(super) challenge: Option<String>,
        pub(super) expires_at: i64,
        pub(super) used_at: Option<i64>,
        pub(super) token: Option<TokenId>,
    }
}

/// The code for a consent.
///
/// # Errors
/// If the database does not answer.
pub async fn consent(tx: &mut Tx, consent: &Consent) -> Result<String> {
    let now = tx.now_ms();
    let code = secret::new();
    sql::delete_codes_before(tx, now - MEMORY_MS).await?;
    sql::insert_code(tx, &secret::hash(&code), consent, now + LIFE_MS).await?;
    Ok(code)
}

/// The token for a code. The inner result is to be told only after what was done is on disk: a
/// code used twice is refused *and* ends what it gave.
///
/// # Errors
/// If the database does not answer.
pub async fn redeem(
    tx: &mut Tx,
    program: &Program,
    code: &str,
    redirect: &str,
    verifier: Option<&str>,
) -> Result<Result<Issued, Refused>> {
    let hash = secret::hash(code);
    let Some(grant) = sql::code(tx, &hash).await? else {
        return Ok(Err(Refused::grant("oauth-code-unknown")));
    };
    if grant.app != program.id {
        return Ok(Err(Refused::grant("oauth-code-unknown")));
    }
    if grant.used_at.is_some() {
        if let Some(token) = grant.token {
            tokens::end(tx, token, grant.account).await?;
        }
        return Ok(Err(Refused::grant("oauth-code-used")));
    }
    if grant.expires_at <= tx.now_ms() {
        return Ok(Err(Refused::grant("oauth-code-expired")));
    }
    if grant.redirect != redirect {
        return Ok(Err(Refused::grant("oauth-code-redirect")));
    }
    if !proves(grant.challenge.as_deref(), verifier) {
        return Ok(Err(Refused::grant("oauth-code-verifier")));
    }
    let member = (grant.person, grant.account);
    let issued = tokens::issue_to(tx, program.id, Some(member), &grant.scopes).await?;
    sql::use_code(tx, &hash, issued.token).await?;
    Ok(Ok(issued))
}

/// RFC 7636 §4.6. A verifier without a challenge is refused too: somebody took the challenge off.
fn proves(challenge: Option<&str>, verifier: Option<&str>) -> bool {
    match (challenge, verifier) {
        (None, None) => true,
        (Some(challenge), Some(verifier)) => {
            let made = secret::challenge(verifier);
            secret::equal(made.as_bytes(), challenge.as_bytes())
        }
        _ => false,
    }
}
