//! Tokens: issued, renewed, ended. One row is one permission: it stays the same row when renewed.

use std::collections::HashMap;

use db::{Tx, record};
use ground::events;
use ground::http::Use;
use ground::{AccountId, App, AppId, PersonId, Result, TokenId, secret};

use super::{Ended, Program, Refused, scope, sql};

/// How long a token lives that can be renewed.
const LIFE_MS: i64 = 2 * 60 * 60 * 1000;
/// How long after its last renewal it can still be renewed.
const REFRESH_LIFE_MS: i64 = 365 * 24 * 60 * 60 * 1000;
/// How long a browser stays logged in.
const SESSION_LIFE_MS: i64 = 90 * 24 * 60 * 60 * 1000;

/// A token to be issued.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// The program that will hold it; none: a browser session.
    pub app: Option<AppId>,
    /// For whom it acts; none: for the program alone.
    pub member: Option<(PersonId, AccountId)>,
    /// What it allows.
    pub scopes: String,
    /// When it ends, in epoch milliseconds.
    pub expires_at: Option<i64>,
}

/// A token that was just issued or renewed: the only time its secrets are seen.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Its row.
    pub token: TokenId,
    /// The secret that opens.
    pub secret: String,
    /// The secret that renews, if it ends.
    pub refresh: Option<String>,
    /// What it allows.
    pub scopes: String,
    /// When it was made, in epoch milliseconds.
    pub created_at: i64,
    /// How long it lives, in milliseconds.
    pub life_ms: Option<i64>,
}

record! {
    /// A token's row, as far as renewing and ending need it.
    #[derive(Clone, Debug)]
    pub(super) struct Held {
        pub(super) id: TokenId,
        pub(super) app: Option<AppId>,
        pub(super) account: Option<AccountId>,
        pub(super) scopes: String,
        pub(super) created_at: i64,
        pub(super) refresh_expires_at: Option<i64>,
    }
}

record! {
    /// A permission that holds, as its person sees it.
    #[derive(Clone, Debug)]
    pub struct Open {
        /// Its row.
        pub token: TokenId,
        /// What the program calls itself; none: a browser.
        pub program: Option<String>,
        /// Where the program is told about.
        pub website: Option<String>,
        /// What it allows: words separated by spaces.
        pub scopes: String,
        /// When it was given, in epoch milliseconds.
        pub created_at: i64,
        /// The day it was last used on, in epoch milliseconds; none: not yet, or today.
        pub used_at: Option<i64>,
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Tokens noted in one statement.
const NOTED_MAX: usize = 1000;
/// Most permissions shown to their person.
const OPEN_MAX: usize = 200;

/// Where a person is logged in, newest first: at most 200.
///
/// # Errors
/// If the database does not answer.
pub async fn open_ones(tx: &mut Tx, person: PersonId) -> Result<Vec<Open>> {
    let now = tx.now_ms();
    sql::open_ones(tx, person, now, OPEN_MAX).await
}

/// Notes when tokens were last used. The day is enough: nobody is watched by the minute.
///
/// # Errors
/// If the database does not answer.
pub async fn used(app: &App, seen: &HashMap<TokenId, Use>) -> Result<()> {
    let mut by_day: HashMap<i64, Vec<i64>> = HashMap::new();
    for (TokenId(token), it) in seen {
        by_day.entry(it.at_ms - it.at_ms.rem_euclid(DAY_MS)).or_default().push(*token);
    }
    for (day, tokens) in by_day {
        for tokens in tokens.chunks(NOTED_MAX) {
            let tokens = tokens.to_vec();
            app.write(async move |tx| sql::set_used(tx, tokens, day).await).await?;
        }
    }
    Ok(())
}

/// Ends one token of a person.
///
/// # Errors
/// [`ground::Error::NotFound`] if it is not one of theirs.
pub async fn end_own(tx: &mut Tx, person: PersonId, token: TokenId) -> Result<()> {
    let account = sql::owned(tx, person, token).await?.ok_or(ground::Error::NotFound)?;
    end(tx, token, account).await
}

/// Issues a token and returns its secret: the only time it is seen.
///
/// # Errors
/// If the database does not answer.
pub async fn issue(tx: &mut Tx, new: NewToken) -> Result<String> {
    let secret = secret::new();
    insert(tx, &secret, &new).await?;
    Ok(secret)
}

/// Opens a browser's session. Returns the secret for its cookie.
///
/// # Errors
/// If the database does not answer.
pub async fn open_session(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<String> {
    let now = tx.now_ms();
    sql::delete_expired(tx, person, now).await?;
    let new = NewToken {
        app: None,
        member: Some((person, account)),
        scopes: "read write follow push profile".to_owned(),
        expires_at: Some(now + SESSION_LIFE_MS),
    };
    issue(tx, new).await
}

/// Issues a token to a program: one that does not end, unless it asked for one it can renew.
///
/// # Errors
/// If the database does not answer.
pub async fn issue_to(
    tx: &mut Tx,
    app: AppId,
    member: Option<(PersonId, AccountId)>,
    scopes: &str,
) -> Result<Issued> {
    let now = tx.now_ms();
    let renewable = scopes.split_ascii_whitespace().any(|scope| scope == scope::OFFLINE);
    let life_ms = (renewable && member.is_some()).then_some(LIFE_MS);
    let expires_at = life_ms.map(|life| now + life);
    let secret = secret::new();
    let new = NewToken { app: Some(app), member, scopes: scopes.to_owned(), expires_at };
    let token = insert(tx, &secret, &new).await?;
    let refresh = life_ms.map(|_| secret::new());
    if let Some(refresh) = &refresh {
        sql::set_refresh(tx, token, &secret::hash(refresh), now + REFRESH_LIFE_MS).await?;
    }
    Ok(Issued { token, secret, refresh, scopes: new.scopes, created_at: now, life_ms })
}

/// Renews a token: both its secrets change. A secret that renewed before is refused and ends the
/// token, for one of the two who hold it is a thief. The inner result is to be told only after
/// what was done is on disk.
///
/// # Errors
/// If the database does not answer.
pub async fn renew(
    tx: &mut Tx,
    program: &Program,
    refresh: &str,
    asked: Option<&str>,
) -> Result<Result<Issued, Refused>> {
    let now = tx.now_ms();
    let hash = secret::hash(refresh);
    let Some(held) = sql::by_refresh(tx, &hash).await? else {
        if let Some(stolen) = sql::by_used_refresh(tx, &hash).await?
            && stolen.app == Some(program.id)
        {
            end(tx, stolen.id, stolen.account.unwrap_or(AccountId(0))).await?;
        }
        return Ok(Err(Refused::grant("oauth-refresh-unknown")));
    };
    if held.app != Some(program.id) || held.refresh_expires_at.is_some_and(|end| end <= now) {
        return Ok(Err(Refused::grant("oauth-refresh-unknown")));
    }
    if asked.is_some_and(|asked| !scope::covers(&held.scopes, asked)) {
        return Ok(Err(Refused::scope()));
    }
    let (secret, next) = (secret::new(), secret::new());
    let hashes = [secret::hash(&secret), secret::hash(&next), hash];
    sql::renew(tx, held.id, &hashes, now + LIFE_MS, now + REFRESH_LIFE_MS).await?;
    events::append(tx, &ended(held.id, held.account.unwrap_or(AccountId(0))))?;
    Ok(Ok(Issued {
        token: held.id,
        secret,
        refresh: Some(next),
        scopes: held.scopes,
        created_at: held.created_at,
        life_ms: Some(LIFE_MS),
    }))
}

/// Ends the token of that secret (or of that refresh secret), if the program holds it. Whether
/// the program may: `false` if it is another's. What is no token is no error (RFC 7009 §2.2).
///
/// # Errors
/// If the database does not answer.
pub async fn revoke(tx: &mut Tx, program: &Program, secret: &str) -> Result<bool> {
    let hash = secret::hash(secret);
    let found = match sql::by_hash(tx, &hash).await? {
        Some(held) => Some(held),
        None => sql::by_refresh(tx, &hash).await?,
    };
    match found {
        Some(held) if held.app == Some(program.id) => {
            end(tx, held.id, held.account.unwrap_or(AccountId(0))).await?;
            Ok(true)
        }
        Some(_) => Ok(false),
        None => Ok(true),
    }
}

/// Ends one token.
///
/// # Errors
/// If the database does not answer.
pub async fn end(tx: &mut Tx, token: TokenId, account: AccountId) -> Result<()> {
    sql::delete(tx, token).await?;
    events::append(tx, &ended(token, account))
}

/// Ends the session of a browser that logs out.
///
/// # Errors
/// If the database does not answer.
pub async fn close_session(tx: &mut Tx, secret: &str) -> Result<()> {
    match sql::by_hash(tx, &secret::hash(secret)).await? {
        Some(held) => end(tx, held.id, held.account.unwrap_or(AccountId(0))).await,
        None => Ok(()),
    }
}

/// Ends every token and session of a person, but for the one named.
///
/// # Errors
/// If the database does not answer.
pub async fn end_all(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
    except: Option<TokenId>,
) -> Result<()> {
    sql::delete_all(tx, person, except.unwrap_or(TokenId(0))).await?;
    events::append(tx, &Ended { token: None, person: Some(person), account })
}

/// Ends every key a person holds for one account, and every consent under way.
///
/// # Errors
/// If the database does not answer.
pub async fn end_for(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<()> {
    sql::delete_for(tx, person, account).await?;
    events::append(tx, &Ended { token: None, person: Some(person), account })
}

fn ended(token: TokenId, account: AccountId) -> Ended {
    Ended { token: Some(token), person: None, account }
}

async fn insert(tx: &mut Tx, secret: &str, new: &NewToken) -> Result<TokenId> {
    let bucket = new.member.map_or(0, |(_, account)| account.bucket());
    let id = TokenId(tx.new_id(bucket));
    sql::insert(tx, id, &secret::hash(secret), new).await?;
    Ok(id)
}
