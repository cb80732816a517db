//! A town for tests: a whole server on a free port of this machine, and people who use it through
//! its front door.
//!
//! It runs on SQLite in a folder of its own; with `TEST_POSTGRES=postgres://…` set, on PostgreSQL
//! in a database of its own. A broken expectation ends the test with what was answered.

mod answer;
mod browser;
pub mod contract;
mod database;
mod person;
pub mod site;
mod sql;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ground::http::Role;
use ground::{AccountId, App, Config, Locale};
use social::accounts;
use social::oauth::{self, NewToken};
use social::people::{self, NewAccount};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub use answer::Answer;
pub use browser::{Browser, Filled};
pub use person::{Person, ids};
pub use reqwest::{Method, multipart};
pub use serde_json::{Value, json};

/// A running server with its data.
pub struct Town {
    /// Its app, for what cannot be seen from outside.
    pub app: App,
    /// Its address: `http://127.0.0.1:…`.
    pub url: String,
    /// How far its clock is ahead, in milliseconds.
    ahead_ms: Arc<AtomicI64>,
    config: Config,
    data: Arc<TempDir>,
    database: Option<Arc<database::Postgres>>,
    stop: Option<oneshot::Sender<()>>,
    served: Option<JoinHandle<()>>,
}

impl Town {
    /// A new, empty town.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A new town with other settings.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let data = Arc::new(tempfile::tempdir().expect("a folder for the town"));
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut config = Config::local(listen, data.path().to_owned());
        config.dev = true;
        config.index_entries_max = 1 << 16;
        let database = database::Postgres::of_environment().await.map(Arc::new);
        config.database = database.as_ref().map(|database| database.url.clone());
        change(&mut config);
        Self::start(config, data, database, Arc::default()).await
    }

    /// Stops the server and starts it again on the same data.
    pub async fn restart(mut self) -> Self {
        self.stop().await;
        let (config, data) = (self.config.clone(), self.data.clone());
        Self::start(config, data, self.database.clone(), self.ahead_ms.clone()).await
    }

    /// Lets time pass, without waiting.
    pub fn later_by_ms(&self, ms: i64) {
        self.ahead_ms.fetch_add(ms, Ordering::SeqCst);
    }

    /// A person with an account of that handle, and a token that allows everything.
    pub async fn person(&self, name: &str) -> Person {
        self.person_of(name, "none: these people do not log in".to_owned(), Role::Member).await
    }

    /// Somebody who looks after the town, with a token for all that moderators do.
    pub async fn moderator(&self, name: &str) -> Person {
        self.with_role(name, Role::Moderator).await
    }

    /// Somebody who runs the town, with a token for all that they do.
    pub async fn admin(&self, name: &str) -> Person {
        self.with_role(name, Role::Admin).await
    }

    async fn with_role(&self, name: &str, role: Role) -> Person {
        let person = self.person_of(name, "none: these people do not log in".to_owned(), role);
        let person = person.await;
        let scopes = "read write follow push profile admin:read admin:write";
        let token = self.token_with(&person, scopes).await;
        person.with_token(&token)
    }

    /// Another token of a person, with these scopes.
    pub async fn token_with(&self, person: &Person, scopes: &str) -> String {
        let account = AccountId(person.id.parse().expect("an account"));
        let scopes = scopes.to_owned();
        let issued = self.app.write(async move |tx| {
            let who = accounts::first_member(tx, account).await?.ok_or(ground::Error::NotFound)?;
            let member = Some((who, account));
            oauth::issue(tx, NewToken { app: None, member, scopes, expires_at: None }).await
        });
        issued.await.expect("a token")
    }

    async fn person_of(&self, name: &str, password_hash: String, role: Role) -> Person {
        let new = NewAccount {
            username: name.to_owned(),
            email: format!("{name}@example.org"),
            password_hash,
            locale: Locale::En,
            reason: String::new(),
            role,
            confirmed: true,
            approved: true,
        };
        let made = self.app.write(async move |tx| people::create(tx, new).await).await;
        let (person, account) = made.expect("a new person");
        Person::new(self, name, person, account).await
    }

    /// A person who can log in, as `name@example.org`.
    pub async fn person_with_password(&self, name: &str, password: &str) -> Person {
        let hash = accounts::password::hash(password.to_owned()).await.expect("a hash");
        self.person_of(name, hash, Role::Member).await
    }

    /// Somebody without an account.
    #[must_use]
    pub fn stranger(&self) -> Person {
        Person::stranger(self)
    }

    /// Waits until the consequences of all that happened are drawn.
    pub async fn settle(&self) {
        portevoix::effects::settle(&self.app).await.expect("effects settle");
    }

    async fn start(
        mut config: Config,
        data: Arc<TempDir>,
        database: Option<Arc<database::Postgres>>,
        ahead_ms: Arc<AtomicI64>,
    ) -> Self {
        let listener = TcpListener::bind(config.listen).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        config.listen = address;
        config.origin = format!("http://{address}");
        let ahead = ahead_ms.clone();
        let system = db::Options::default().clock;
        let options = db::Options {
            readers: 2,
            clock: Arc::new(move || system() + ahead.load(Ordering::SeqCst)),
            ..db::Options::default()
        };
        let server = portevoix::open(config.clone(), options).await.expect("the town opens");
        let app = server.app.clone();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            server.serve(listener, stopped).await.expect("the town serves");
        });
        let url = config.origin.clone();
        Self { app, url, ahead_ms, config, data, database, stop: Some(stop), served: Some(served) }
    }

    /// Stops the server; its address stays its own.
    pub async fn close(&mut self) {
        self.stop().await;
    }

    /// Starts a closed server again, at its old address.
    pub async fn open_again(&mut self) {
        let (config, data) = (self.config.clone(), self.data.clone());
        let (database, ahead) = (self.database.clone(), self.ahead_ms.clone());
        *self = Self::start(config, data, database, ahead).await;
    }

    async fn stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(served) = self.served.take() {
            served.await.expect("the town stops");
        }
    }
}
