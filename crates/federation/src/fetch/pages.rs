//! Collections of other servers, page after page; and how much a server is asked by itself.

use std::collections::HashMap;

use ground::{App, Error, Result};
use parking_lot::Mutex;
use serde_json::Value;
use wire::activitypub::{self as ap, Node, same_origin};

use super::document;

/// Questions of our own accord to one server within [`WINDOW_MS`].
const ASKS_MAX: u32 = 600;
const WINDOW_MS: i64 = 60 * 60_000;
/// Servers remembered.
const HOSTS_MAX: usize = 20_000;
/// Most items read of one page.
const ITEMS_MAX: usize = 1_000;

/// A collection that is read page by page, on its own server only.
pub(crate) struct Pages {
    home: String,
    next: Option<Value>,
    left: usize,
}

impl Pages {
    /// The collection that starts there (its address or itself), as told by what is called `home`;
    /// `pages_max` pages of it may be asked for.
    pub(crate) fn of(home: &str, start: Value, pages_max: usize) -> Self {
        Self { home: home.to_owned(), next: Some(start), left: pages_max }
    }

    /// What stands on the next page; none after the last.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it cannot be had; [`Error::Unavailable`] if not now.
    pub(crate) async fn next(&mut self, app: &App) -> Result<Option<Vec<Value>>> {
        while let Some(start) = self.next.take() {
            let page = match start {
                Value::String(uri) => match self.ask(app, &uri).await? {
                    Some(page) => page,
                    None => return Ok(None),
                },
                itself => itself,
            };
            let Some(node) = Node::of(&page) else { return Ok(None) };
            let items = node.get("orderedItems").or_else(|| node.get("items"));
            let items = items.map(list).unwrap_or_default();
            // A collection leads to its first page, a page to the next.
            let on = if items.is_empty() { node.get("first") } else { None };
            self.next = on.or_else(|| node.get("next")).cloned();
            if !items.is_empty() {
                return Ok(Some(items));
            }
        }
        Ok(None)
    }

    async fn ask(&mut self, app: &App, uri: &str) -> Result<Option<Value>> {
        if self.left == 0 || !same_origin(uri, &self.home) {
            return Ok(None);
        }
        self.left -= 1;
        if Budgets::spend(app, ap::host(uri).unwrap_or_default()).is_err() {
            return Err(Error::Unavailable("error-busy".into()));
        }
        let (at, page) = document(app, uri, ap::ACCEPT).await?;
        if same_origin(&at, &self.home) { Ok(Some(page)) } else { Err(Error::NotFound) }
    }
}

fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.iter().take(ITEMS_MAX).cloned().collect(),
        alone => vec![alone.clone()],
    }
}

/// How often each server was asked of our own accord lately: for what conversations lack, and for
/// what its people posted before. Nobody's server is to be burdened by our curiosity.
#[derive(Default)]
pub(crate) struct Budgets(Mutex<HashMap<String, (i64, u32)>>);

impl Budgets {
    /// Takes a question to a server from its budget.
    ///
    /// # Errors
    /// The milliseconds after which there is room again.
    pub(crate) fn spend(app: &App, host: &str) -> Result<(), i64> {
        let now = app.db.now_ms();
        let mut spent = app.memory::<Self>().0.lock();
        if spent.len() >= HOSTS_MAX {
            spent.retain(|_, (since, _)| *since > now - WINDOW_MS);
        }
        let (since, count) = spent.entry(host.to_owned()).or_insert((now, 0));
        if *since <= now - WINDOW_MS {
            (*since, *count) = (now, 0);
        }
        if *count >= ASKS_MAX {
            return Err(*since + WINDOW_MS - now + 1);
        }
        *count += 1;
        Ok(())
    }
}
