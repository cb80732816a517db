//! Accounts by their handles and by the words of their names and biographies.

use db::Tx;
use ground::{AccountId, Config, Result};
use text::{Handle, analyse};

use super::{Question, sql};
use crate::accounts::{self, Account};

/// Accounts found: the one of exactly that handle first; then those whose handles begin so; then
/// those with words that begin so; among these, the most followed first.
///
/// # Errors
/// If the database does not answer.
pub async fn accounts(tx: &mut Tx, config: &Config, question: &Question) -> Result<Vec<AccountId>> {
    if !question.operators.is_empty() {
        return Ok(Vec::new());
    }
    let exact = exact(tx, config, &question.words).await?;
    let mut found: Vec<AccountId> = match &exact {
        Some(account) => sql::passing(tx, question, &[account.id]).await?,
        None => Vec::new(),
    };
    let (fts5, tsquery) = beginnings(&question.words);
    if !fts5.is_empty() {
        let handle = question.words.trim_start_matches('@').to_lowercase();
        let wanted = question.offset + question.limit;
        let more = sql::accounts(tx, question, &handle, (&fts5, &tsquery), wanted + 1).await?;
        for id in more {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found.into_iter().skip(question.offset).take(question.limit).collect())
}

async fn exact(tx: &mut Tx, config: &Config, words: &str) -> Result<Option<Account>> {
    let Ok(handle) = Handle::parse(words) else { return Ok(None) };
    let handle = handle.at(config.domain());
    accounts::find(tx, handle.username(), handle.domain().unwrap_or_default()).await
}

/// A question for accounts that have words with each of these beginnings, in the language of
/// either engine; empty if there is nothing to look for. Only whole words have stems, so here
/// each word is asked for as typed.
fn beginnings(words: &str) -> (String, String) {
    // Of `@bob@here.example` only the name can be anybody's word.
    let name = words.trim_start_matches('@');
    let name = name.split_once('@').map_or(name, |(name, _)| name);
    // Quotes and signs mean nothing here.
    let sign = |c| matches!(c, '"' | '“' | '”' | '«' | '»' | '„' | '-');
    let plain: String = name.chars().map(|c| if sign(c) { ' ' } else { c }).collect();
    let mut terms: Vec<String> = Vec::new();
    for clause in analyse::query(&plain) {
        // The first alternative is the word itself.
        for term in clause.any.into_iter().next().unwrap_or_default() {
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
    }
    let fts5: Vec<String> = terms.iter().map(|term| format!("\"{term}\" *")).collect();
    let tsquery: Vec<String> = terms.iter().map(|term| format!("'{term}':*")).collect();
    (fts5.join(" AND "), tsquery.join(" & "))
}
