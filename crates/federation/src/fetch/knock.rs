//! Which signatures another server takes. Nearly all read the older draft, so it is tried first;
//! one that refuses it is knocked at once more by the newer RFC, and what it took is remembered.

use std::collections::HashMap;

use ground::{App, Result};
use parking_lot::Mutex;

use super::{Fetcher, sql};

/// Servers of which it is known in memory what they take.
const KNOWN_MAX: usize = 20_000;

/// How a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// `draft-cavage-http-signatures-12`.
    Draft,
    /// RFC 9421.
    Rfc,
}

impl Scheme {
    /// What is tried when this one was refused.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Draft => Self::Rfc,
            Self::Rfc => Self::Draft,
        }
    }
}

/// What is known in memory.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<String, Scheme>>);

impl Known {
    fn keep(&self, host: &str, scheme: Scheme) {
        let mut known = self.0.lock();
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(host.to_owned(), scheme);
    }
}

/// What to try first with a server.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn first(app: &App, host: &str) -> Result<Scheme> {
    let known = &app.memory::<Fetcher>().known;
    if let Some(scheme) = known.0.lock().get(host) {
        return Ok(*scheme);
    }
    let name = host.to_owned();
    let newer = app.read(async move |tx| sql::takes_rfc(tx, &name).await).await?;
    let scheme = if newer { Scheme::Rfc } else { Scheme::Draft };
    known.keep(host, scheme);
    Ok(scheme)
}

/// A server took this one, and refused the other.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn took(app: &App, host: &str, scheme: Scheme) -> Result<()> {
    app.memory::<Fetcher>().known.keep(host, scheme);
    let name = host.to_owned();
    app.write(async move |tx| match scheme {
        Scheme::Rfc => sql::keep_rfc(tx, &name).await,
        Scheme::Draft => sql::forget_rfc(tx, &name).await,
    })
    .await
}
