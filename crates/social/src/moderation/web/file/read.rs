//! What the file of an account holds, read at once.

use ground::http::Ask;
use ground::{AccountId, App, Error, Result};

use super::super::super::account::Seen;
use super::super::super::{About, Act, Note, Warning, find, log, notes, sql};
use crate::accounts::{self, Shown};
use crate::oauth::{self, Open};
use crate::reports::{self, Filter, Report};

/// Rows of each part of a file.
const ROWS_MAX: usize = 20;

/// All that the page tells.
pub(super) struct File {
    /// The account and who made it.
    pub(super) seen: Seen,
    /// Where the person is logged in; none where nobody is behind it.
    pub(super) open: Option<Vec<Open>>,
    /// Reports about it, latest first.
    pub(super) about: Vec<Report>,
    /// Reports by it.
    pub(super) by: Vec<Report>,
    /// What moderators noted.
    pub(super) notes: Vec<Note>,
    /// What it was told.
    pub(super) warnings: Vec<Warning>,
    /// What was done to it.
    pub(super) acts: Vec<Act>,
    /// Everybody the page names, and the account itself.
    pub(super) people: Vec<Shown>,
}

impl File {
    /// The account as others see it.
    pub(super) fn account(&self) -> Option<&Shown> {
        self.people.iter().find(|it| it.id == self.seen.id)
    }
}

pub(super) async fn file(app: &App, id: AccountId) -> Result<File> {
    let read = async move |tx: &mut db::Tx| {
        find(tx, id).await?;
        let seen = sql::seen(tx, &[id]).await?.pop().ok_or(Error::NotFound)?;
        let open = match accounts::first_member(tx, id).await? {
            Some(person) => Some(oauth::open_ones(tx, person).await?),
            None => None,
        };
        let all = Filter { resolved: true, waiting: true, ..Filter::default() };
        let about = Filter { target: Some(id), ..all };
        let by = Filter { account: Some(id), ..all };
        Ok(File {
            seen,
            open,
            about: reports::list(tx, about, Ask::default(), ROWS_MAX).await?,
            by: reports::list(tx, by, Ask::default(), ROWS_MAX).await?,
            notes: notes::notes(tx, About::Account(id)).await?,
            warnings: sql::warnings_of(tx, id, ROWS_MAX).await?,
            acts: log::acts(tx, "account", id.0, Ask::default(), ROWS_MAX).await?,
            people: Vec::new(),
        })
    };
    let mut file: File = app.read(read).await?;
    let named = file.notes.iter().map(|it| it.by).chain(file.acts.iter().map(|it| it.account));
    let named = named.chain(file.seen.invited_by.map(AccountId)).chain([id]);
    let mut named: Vec<AccountId> = named.collect();
    named.sort_unstable();
    named.dedup();
    file.people = accounts::shown(app, &named).await?;
    Ok(file)
}
