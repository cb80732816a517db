//! Letters to an inbox, written by hand.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use federation::actors::{Signer, signer};
use ground::AccountId;
use town::{Method, Town, Value};
use wire::signatures::{Request, cavage, digest};

/// A letter to an inbox, as it would be if nothing were wrong with it.
pub(crate) struct Letter {
    pub(crate) to: String,
    pub(crate) body: String,
    /// What the digest is made of.
    pub(crate) digested: String,
    pub(crate) age: Duration,
    pub(crate) covered: &'static [&'static str],
    /// The name of the key, if not its own.
    pub(crate) key_id: Option<String>,
}

impl Letter {
    pub(crate) fn new(to: &Town, body: &Value) -> Self {
        let body = body.to_string();
        Self {
            to: format!("{}/ap/inbox", to.url),
            digested: body.clone(),
            body,
            age: Duration::ZERO,
            covered: cavage::WITH_BODY,
            key_id: None,
        }
    }

    pub(crate) async fn send(self, signer: &Signer) -> u16 {
        let date = httpdate::fmt_http_date(SystemTime::now() - self.age);
        let sum = digest(&sha256(self.digested.as_bytes()));
        let authority = self.to.split('/').nth(2).unwrap().to_owned();
        let mime = "application/activity+json";
        let headers = [
            ("host", authority.as_str()),
            ("date", &date),
            ("digest", &sum),
            ("content-type", mime),
        ];
        let request = Request {
            method: "POST",
            scheme: "http",
            authority: &authority,
            target: "/ap/inbox",
            headers: &headers,
        };
        let text = cavage::text(&request, self.covered).unwrap();
        let key_id = self.key_id.as_ref().unwrap_or(&signer.key_id);
        let signature = cavage::header(key_id, self.covered, &signer.sign(&text).unwrap());
        let client = reqwest::Client::new();
        let request = client.request(Method::POST, self.to).body(self.body);
        let request = request.header("date", date).header("digest", sum);
        let request = request.header("content-type", mime).header("signature", signature);
        request.send().await.unwrap().status().as_u16()
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, bytes).as_ref().try_into().unwrap()
}

pub(crate) async fn key(town: &Town, id: &str) -> Arc<Signer> {
    signer(&town.app, AccountId(id.parse().unwrap())).await.unwrap()
}
