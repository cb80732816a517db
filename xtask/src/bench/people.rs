//! The people of the filled community: who holds which token, who follows how many.

use std::path::Path;

use serde_json::Value;

use crate::Outcome;
use crate::http::Client;
use crate::server::Server;

/// Somebody of the community.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) id: String,
    pub(crate) token: String,
    pub(crate) follows: usize,
    pub(crate) followers: usize,
}

/// Everybody in the token file, with the counts that their profiles show.
pub(crate) fn everybody(server: &Server, tokens: &Path) -> Outcome<Vec<Reader>> {
    let list: Value = serde_json::from_str(&std::fs::read_to_string(tokens)?)?;
    let list = list.as_array().ok_or("the token file is no list")?;
    let mut people = Vec::with_capacity(list.len());
    let mut client = Client::connect(server.port)?;
    for entry in list {
        let text = |name: &str| -> Outcome<String> {
            let value = entry[name].as_str().ok_or_else(|| format!("{name} missing in {entry}"))?;
            Ok(value.to_owned())
        };
        let (id, token) = (text("id")?, text("token")?);
        client = client.with_token(&token);
        let profile = client.get_json(&format!("/api/v1/accounts/{id}"))?;
        let count = |name: &str| profile[name].as_u64().unwrap_or_default() as usize;
        let (follows, followers) = (count("following_count"), count("followers_count"));
        people.push(Reader { id, token, follows, followers });
    }
    Ok(people)
}

/// The `count` people whose number of followed accounts is nearest to `wanted`.
pub(crate) fn who_follow(people: &[Reader], wanted: usize, count: usize) -> Vec<&Reader> {
    let mut sorted: Vec<&Reader> = people.iter().collect();
    sorted.sort_by_key(|reader| reader.follows.abs_diff(wanted));
    sorted.truncate(count);
    sorted
}
