//! An address of ours instead of words: apps ask so when a link is opened in them.

use db::Tx;
use ground::{AccountId, Config, Error, PostId, Result};

use super::Question;
use crate::accounts;
use crate::posts;

/// What is at an address.
#[derive(Debug, Default)]
pub(super) struct At {
    pub(super) accounts: Vec<AccountId>,
    pub(super) posts: Vec<PostId>,
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
    } else if let Some(id) = path.strip_prefix("/ap/accounts/").and_then(|id| id.parse().ok()) {
        match accounts::get(tx, id).await {
            Ok(account) => at.accounts.push(account.id),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(at))
}
