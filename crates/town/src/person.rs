//! A person who uses the server through its API.

use ground::{AccountId, PersonId};
use reqwest::Method;
use serde_json::{Value, json};
use social::oauth::{self, NewToken};

use crate::{Answer, Town};

/// Somebody, with or without a token.
#[derive(Clone, Debug)]
pub struct Person {
    /// The handle.
    pub name: String,
    /// The account's number, as on the wire.
    pub id: String,
    /// The secret of the token; empty for a stranger.
    pub token: String,
    url: String,
    client: reqwest::Client,
}

impl Person {
    pub(crate) async fn new(town: &Town, name: &str, who: PersonId, account: AccountId) -> Self {
        let new = NewToken {
            app: None,
            member: Some((who, account)),
            scopes: "read write follow push profile".to_owned(),
            expires_at: None,
        };
        let token = town.app.write(async move |tx| oauth::issue(tx, new).await).await;
        Self {
            name: name.to_owned(),
            id: account.to_string(),
            token: token.expect("a token"),
            ..Self::stranger(town)
        }
    }

    pub(crate) fn stranger(town: &Town) -> Self {
        Self {
            name: String::new(),
            id: String::new(),
            token: String::new(),
            url: town.url.clone(),
            client: reqwest::Client::new(),
        }
    }

    /// The same person with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self.clone() }
    }

    /// The same person, asking a restarted town.
    #[must_use]
    pub fn in_town(&self, town: &Town) -> Self {
        Self { url: town.url.clone(), ..self.clone() }
    }

    /// A request to be finished with a body or headers.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url =
            if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let request = self.client.request(method, url);
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// Sends a request made by [`Person::request`].
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let request = request.build().expect("a request");
        let asked = format!("{} {} by '{}'", request.method(), request.url().path(), self.name);
        Answer::of(asked, self.client.execute(request).await.expect("an answer")).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// POST without a body.
    pub async fn post(&self, path: &str) -> Answer {
        self.send(self.request(Method::POST, path)).await
    }

    /// POST with JSON.
    pub async fn post_json(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// Any method with JSON.
    pub async fn send_json(&self, method: Method, path: &str, body: Value) -> Answer {
        self.send(self.request(method, path).json(&body)).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Publishes a public post and returns its id.
    pub async fn publishes(&self, text: &str) -> String {
        self.publishes_as(json!({ "status": text })).await
    }

    /// Publishes a post with these parameters and returns its id.
    pub async fn publishes_as(&self, draft: Value) -> String {
        let post = self.post_json("/api/v1/statuses", draft).await.expect_ok();
        post["id"].as_str().expect("an id").to_owned()
    }

    /// Follows somebody.
    pub async fn follows(&self, other: &Person) {
        let path = format!("/api/v1/accounts/{}/follow", other.id);
        let _ = self.post(&path).await.expect_ok();
    }

    /// The ids of a timeline's page.
    pub async fn reads(&self, path: &str) -> Vec<String> {
        ids(&self.get(path).await.expect_ok())
    }
}

/// The ids of a JSON list.
#[must_use]
pub fn ids(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}
