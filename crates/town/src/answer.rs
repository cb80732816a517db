//! What a request got, with expectations that say what went wrong.

use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::contract;

/// An answer of the server.
#[derive(Debug, Default)]
pub struct Answer {
    /// What was asked, for messages.
    pub asked: String,
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
}

impl Answer {
    pub(crate) async fn of(asked: String, response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("a whole body");
        let answer = Self { asked, status, headers, text };
        answer.keeps_the_contract();
        answer
    }

    /// Holds a good answer of the API against what its documentation promises.
    fn keeps_the_contract(&self) {
        let mut asked = self.asked.split(' ');
        let (verb, path) = (asked.next().unwrap_or_default(), asked.next().unwrap_or_default());
        if self.status != 200 || !self.header("content-type").starts_with("application/json") {
            return;
        }
        let wrong = contract::broken(verb, path, &self.json());
        assert!(wrong.is_empty(), "{} breaks the contract:\n{}", self.asked, wrong.join("\n"));
    }

    /// The JSON of a good answer.
    #[must_use]
    #[track_caller]
    pub fn expect_ok(&self) -> Value {
        assert!(
            (200..300).contains(&self.status),
            "{} gave {}: {}",
            self.asked,
            self.status,
            self.text
        );
        self.json()
    }

    /// The sentence of a refusal with that status.
    #[must_use]
    #[track_caller]
    pub fn expect_error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{} gave {}: {}", self.asked, self.status, self.text);
        let body = self.json();
        let why = body["error"].as_str().unwrap_or_else(|| panic!("no error in {body}"));
        assert!(!why.is_empty());
        why.to_owned()
    }

    /// The body as JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        let read = serde_json::from_str(&self.text);
        read.unwrap_or_else(|_| panic!("{} gave no JSON: {}", self.asked, self.text))
    }

    /// A header's value, empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    }

    /// The address of a relation of the `Link` header (`next`, `prev`).
    #[must_use]
    pub fn link(&self, relation: &str) -> Option<String> {
        let link = self.header("link");
        let part = link.split(", ").find(|part| part.ends_with(&format!("rel=\"{relation}\"")))?;
        Some(part.trim_start_matches('<').split('>').next()?.to_owned())
    }
}
