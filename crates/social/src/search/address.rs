//! An address of ours instead of words: apps ask so when a link is opened in them.

use db::Tx;
use ground::{AccountId, App, Config, Error, PostId, Result};
use text::Handle;

use super::Question;
use crate::accounts::{self, elsewhere};
use crate::posts;

/// What is at an address.
#[derive(Clone, Debug, Default)]
pub(super) struct At {
    pub(super) accounts: Vec<AccountId>,
    pub(super) posts: Vec<PostId>,
}

impl At {
    /// What of it a reader may see.
    pub(super) async fn seen(mut self, tx: &mut Tx, reader: Option<AccountId>) -> Result<Self> {
        let posts = posts::by_ids(tx, &self.posts).await?;
        let posts = posts::seen_among(tx, reader, posts).await?;
        self.posts = posts.into_iter().map(|post| post.id).collect();
        Ok(self)
    }
}

/// What other servers have, where the question is an address or a handle of theirs and nothing
/// else; none if it is not, or they have nothing.
pub(super) async fn abroad(app: &App, question: &Question) -> Result<Option<At>> {
    let typed = question.typed.as_str();
    if question.offset > 0 || app.config.path_of(typed).is_some() {
        return Ok(None);
    }
    let mut at = At::default();
    if typed.starts_with("https://") || (app.config.dev && typed.starts_with("http://")) {
        match elsewhere::at(app, typed).await? {
            Some(elsewhere::At::Account(id)) => at.accounts.push(id),
            Some(elsewhere::At::Post(id)) => at.posts.push(id),
            None => return Ok(None),
        }
        return Ok(Some(at));
    }
    let Ok(handle) = Handle::parse(typed) else { return Ok(None) };
    let handle = handle.at(app.config.domain());
    let Some(domain) = handle.domain() else { return Ok(None) };
    at.accounts.extend(elsewhere::account(app, handle.username(), domain).await?);
    Ok((!at.accounts.is_empty()).then_some(at))
}

/// What is at the address that was asked for, if the asker may see it; none if the question is
/// not an address of ours, and so in words.
pub(super) async fn at(tx: &mut Tx, config: &Config, question: &Question) -> Result<Option<At>> {
    let Some(path) = config.path_of(&question.typed) else { return Ok(None) };
    let mut at = At::default();
    if question.offset > 0 {
        return Ok(Some(at));
    }
    if let Some(id) = posts::at_path(path) {
        match posts::seen_by(tx, question.viewer, id).await {
            Ok(post) => at.posts.push(post.id),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    } else if let Some(name) = path.strip_prefix("/@") {
        at.accounts.extend(accounts::find(tx, name, "").await?.map(|account| account.id));
    } else if let Some(id) = path.strip_prefix("/ap/actors/").and_then(|id| id.parse().ok()) {
        match accounts::get(tx, id).await {
            Ok(account) => at.accounts.push(account.id),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(at))
}
