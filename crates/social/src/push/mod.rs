//! Web push: what an account is told reaches its programs while they sleep, through the push
//! service each of them chose. The service sees neither the words nor who sent them.
//!
//! <https://docs.joinmastodon.org/methods/push/>. Only the standard encryption (RFC 8291) is
//! spoken, whatever an app asks for.

mod api;
mod deliver;
mod seal;
mod sql;

use std::sync::OnceLock;

use db::{Tx, record};
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, App, Error, NotificationId, Result, TokenId, jobs, outside};

use crate::notifications::{Kind, Told};
use seal::Signer;

pub use deliver::work;

/// Queues of messages, so that a slow push service does not hold up all others.
const QUEUES: [&str; 4] = ["push-0", "push-1", "push-2", "push-3"];
/// Longest address of a push service, in bytes.
pub const ENDPOINT_BYTES_MAX: usize = 2_048;
/// Programs of one account that are told.
const SUBSCRIPTIONS_MAX: usize = 50;

/// What is kept in memory of web push.
#[derive(Default)]
pub struct Push {
    signer: OnceLock<Signer>,
    client: OnceLock<reqwest::Client>,
}

impl Push {
    /// The public key of this server, base64url; empty before it is awake.
    #[must_use]
    pub fn public_key(app: &App) -> String {
        let push = app.memory::<Self>();
        push.signer.get().map_or_else(String::new, |signer| signer.public.clone())
    }
}

/// By whom one wants to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Anybody.
    All,
    /// Accounts one follows.
    Followed,
    /// Accounts that follow one.
    Follower,
    /// Nobody.
    Nobody,
}

impl By {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Followed => "followed",
            Self::Follower => "follower",
            Self::Nobody => "none",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::All, Self::Followed, Self::Follower, Self::Nobody]
            .into_iter()
            .find(|by| by.name() == name)
    }
}

record! {
    /// Where a program wants to be told.
    #[derive(Clone, Debug)]
    pub struct Subscription {
        /// Its number.
        pub id: i64,
        /// The key it goes with.
        pub token: TokenId,
        /// Who is told.
        pub account: AccountId,
        /// The address at the push service.
        pub endpoint: String,
        /// The public key of the receiver: a point of P-256, uncompressed.
        pub receiver: Vec<u8>,
        /// The secret shared with the receiver.
        pub auth: Vec<u8>,
        alerts: String,
        policy: String,
        locale: String,
    }
}

impl Subscription {
    /// Whether this kind is wanted.
    #[must_use]
    pub fn wants(&self, kind: Kind) -> bool {
        self.alerts.split(' ').any(|name| name == kind.name())
    }

    /// By whom it is wanted.
    #[must_use]
    pub fn by(&self) -> By {
        By::of(&self.policy).unwrap_or(By::All)
    }
}

/// A subscription to be made.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// The address at the push service, checked.
    pub endpoint: String,
    /// The public key of the receiver.
    pub receiver: Vec<u8>,
    /// The secret shared with the receiver.
    pub auth: Vec<u8>,
    /// The kinds wanted.
    pub alerts: Vec<Kind>,
    /// By whom.
    pub by: By,
    /// The language of the sentences.
    pub locale: &'static str,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let scope = Scope::Needs("push");
    vec![
        get("/api/v1/push/subscription", scope, api::get),
        post("/api/v1/push/subscription", scope, api::create),
        put("/api/v1/push/subscription", scope, api::update),
        delete("/api/v1/push/subscription", scope, api::remove),
    ]
}

/// Reads the key of this server, made at the first start.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    let kept = match app.read(async |tx| sql::key(tx).await).await? {
        Some(kept) => kept,
        None => {
            let new = Signer::make()?;
            let write = async move |tx: &mut Tx| {
                sql::keep_key(tx, new).await?;
                sql::key(tx).await
            };
            app.write(write).await?.ok_or_else(|| Error::internal("no key was kept"))?
        }
    };
    let push = app.memory::<Push>();
    let _ = push.signer.set(Signer::of(&kept)?);
    let _ = push.client.set(outside::client(app.config.dev)?);
    Ok(())
}

/// Sets where the program with this token is told; what it said before is forgotten.
///
/// # Errors
/// If the database does not answer.
pub async fn subscribe(
    tx: &mut Tx,
    token: TokenId,
    account: AccountId,
    new: NewSubscription,
) -> Result<Subscription> {
    let id = tx.new_id(account.bucket());
    sql::forget_token(tx, token).await?;
    sql::insert(tx, id, token, account, &new).await?;
    of_token(tx, token).await
}

/// Where the program with this token is told.
///
/// # Errors
/// [`Error::NotFound`] if it did not ask to be.
pub async fn of_token(tx: &mut Tx, token: TokenId) -> Result<Subscription> {
    sql::of_token(tx, token).await?.ok_or(Error::NotFound)
}

/// Changes of what a program is told; what is none stays.
///
/// # Errors
/// [`Error::NotFound`] if it did not ask to be told.
pub async fn change(
    tx: &mut Tx,
    token: TokenId,
    alerts: Option<Vec<Kind>>,
    by: Option<By>,
) -> Result<Subscription> {
    let found = of_token(tx, token).await?;
    let alerts = alerts.map_or(found.alerts, |kinds| names(&kinds));
    let by = by.map_or(found.policy, |by| by.name().to_owned());
    sql::update(tx, found.id, &alerts, &by).await?;
    of_token(tx, token).await
}

/// No longer tells the program with this token.
///
/// # Errors
/// If the database does not answer.
pub async fn unsubscribe(tx: &mut Tx, token: TokenId) -> Result<()> {
    sql::forget_token(tx, token).await
}

/// Forgets the programs of an account whose tokens are no longer.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_ended(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql::forget_ended(tx, account).await
}

/// Puts messages on their way to the programs of those who were told something.
///
/// # Errors
/// If the database does not answer.
pub async fn send(tx: &mut Tx, told: &[Told]) -> Result<()> {
    let mut accounts: Vec<AccountId> = told.iter().map(|told| told.account).collect();
    accounts.sort_unstable();
    accounts.dedup();
    if accounts.is_empty() {
        return Ok(());
    }
    let all = sql::of_accounts(tx, &accounts).await?;
    let now = tx.now_ms();
    for told in told {
        let theirs = all.iter().filter(|it| it.account == told.account && it.wants(told.kind));
        for subscription in theirs.filter(|it| it.by() != By::Nobody).take(SUBSCRIPTIONS_MAX) {
            let key = format!("{}-{}", subscription.id, told.notification);
            let message =
                Message { subscription: subscription.id, notification: told.notification };
            let payload = serde_json::to_string(&message).map_err(Error::internal)?;
            let queue = QUEUES[subscription.id.unsigned_abs() as usize / 7 % QUEUES.len()];
            jobs::add(tx, queue, &key, &payload, now).await?;
        }
    }
    Ok(())
}

/// A message on its way.
#[derive(Clone, Copy, Debug, serde::Deserialize, serde::Serialize)]
struct Message {
    subscription: i64,
    notification: NotificationId,
}

fn names(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(" ")
}
