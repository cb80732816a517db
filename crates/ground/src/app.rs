//! The app: what every handler is given. Settings, the database, and what rooms keep in memory.

use std::any::Any;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use db::{Db, Tx};

use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::limits::Limits;
use crate::http::who::Sessions;
use crate::secret::Seal;

/// The running server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// The running server, seen from what it holds itself: does not keep it alive.
pub struct WeakApp(Weak<Inner>);

impl WeakApp {
    /// The app, while it lives.
    #[must_use]
    pub fn get(&self) -> Option<App> {
        self.0.upgrade().map(App)
    }
}

/// What the app holds.
pub struct Inner {
    /// What the person who runs the server chose.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Who holds which token, in memory.
    pub sessions: Sessions,
    /// How often who may do what.
    pub limits: Limits,
    /// What secrets are sealed with that must be read again.
    pub seal: Seal,
    memory: Vec<Box<dyn Any + Send + Sync>>,
}

impl App {
    /// An app over an open, migrated database. `memory` is what rooms keep in memory: at most one
    /// value of each type, found again by [`App::memory`].
    ///
    /// # Errors
    /// If the key file cannot be read, or not be made.
    pub fn new(config: Config, db: Db, memory: Vec<Box<dyn Any + Send + Sync>>) -> Result<Self> {
        let limits = Limits::new(&config);
        let path = config.seal_key.clone().unwrap_or_else(|| config.data.join("seal.key"));
        let seal = Seal::at(&path)?;
        Ok(Self(Arc::new(Inner { config, db, sessions: Sessions::new(), limits, seal, memory })))
    }

    /// The app as seen from what it holds itself.
    #[must_use]
    pub fn weak(&self) -> WeakApp {
        WeakApp(Arc::downgrade(&self.0))
    }

    /// What a room keeps in memory.
    ///
    /// # Panics
    /// If that room did not register it at start: a fault of the program, seen by every test.
    #[must_use]
    pub fn memory<T: 'static>(&self) -> &T {
        let found = self.memory.iter().find_map(|kept| kept.downcast_ref::<T>());
        found.expect("every room registers its memory at start")
    }

    /// Reads in one snapshot of the database.
    ///
    /// # Errors
    /// What `work` returns, or that the database does not answer.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.db.read::<T, Error, F>(work).await
    }

    /// Writes in one unit: all of it is on disk when this returns, or none of it. The unit may
    /// run more than once (see [`db::Db::write`]), so it changes nothing but the database.
    ///
    /// # Errors
    /// What `work` returns, or that the database does not answer.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T> + Clone + Send + 'static,
        T: Send + 'static,
    {
        self.db.write::<T, Error, F>(work).await
    }

    /// An address on this server, from a path that starts with a slash.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.config.origin)
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
