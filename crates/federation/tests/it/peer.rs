//! A server of another kind: it says what it is told to say, and notes what it is told.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use federation::actors::Signer;
use http::Method;
use parking_lot::Mutex;
use tokio::net::TcpListener;
use town::{Town, Value, json};

use crate::letter::Letter;

/// What was sent to it.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    /// Whether it was signed by RFC 9421.
    pub(crate) newer: bool,
    /// Whether it was taken.
    pub(crate) taken: bool,
    /// The body.
    pub(crate) body: Value,
}

#[derive(Clone, Default)]
struct Desk {
    documents: Arc<Mutex<HashMap<String, Value>>>,
    heard: Arc<Mutex<Vec<Heard>>>,
    /// Whether only RFC 9421 is understood.
    newer_only: bool,
}

/// The server.
pub(crate) struct Peer {
    pub(crate) url: String,
    desk: Desk,
}

impl Peer {
    /// One that understands all signatures, and believes them.
    pub(crate) async fn open() -> Self {
        Self::with(false).await
    }

    /// One that understands RFC 9421 alone.
    pub(crate) async fn newer_only() -> Self {
        Self::with(true).await
    }

    async fn with(newer_only: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk = Desk { newer_only, ..Desk::default() };
        let router = Router::new().fallback(answer).with_state(desk.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, desk }
    }

    /// Puts a document there; its `id` is set. Returns its address.
    pub(crate) fn has(&self, path: &str, mut document: Value) -> String {
        let id = format!("{}{path}", self.url);
        document["id"] = json!(id);
        self.desk.documents.lock().insert(path.to_owned(), document);
        id
    }

    /// Puts an actor there, which signs with that key. Returns its address.
    pub(crate) fn has_actor(&self, name: &str, signer: &Signer, more: &Value) -> String {
        let path = format!("/users/{name}");
        let id = format!("{}{path}", self.url);
        let mut actor = json!({
            "type": "Person", "preferredUsername": name, "inbox": format!("{id}/inbox"),
            "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
            "publicKey": { "id": format!("{id}#main-key"), "owner": id,
                           "publicKeyPem": signer.public_pem() },
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            actor[name] = value.clone();
        }
        self.has(&path, actor)
    }

    /// What was sent to it, of one kind.
    pub(crate) fn heard(&self, kind: &str) -> Vec<Heard> {
        let heard = self.desk.heard.lock();
        heard.iter().filter(|it| it.body["type"] == kind).cloned().collect()
    }

    /// Says something in the name of an actor of its own; the answer's status.
    pub(crate) async fn says(&self, to: &Town, signer: &Signer, body: &Value) -> u16 {
        let key_id = Some(format!("{}#main-key", body["actor"].as_str().unwrap()));
        Letter { key_id, ..Letter::new(to, body) }.send(signer).await
    }
}

async fn answer(State(desk): State<Desk>, request: Request) -> Response {
    let newer = request.headers().contains_key("signature-input");
    let taken = newer || !desk.newer_only;
    let path = request.uri().path().to_owned();
    let answer = Response::builder();
    if request.method() == Method::POST {
        let body = to_bytes(request.into_body(), 1 << 20).await.unwrap();
        let body = serde_json::from_slice(&body).unwrap();
        desk.heard.lock().push(Heard { newer, taken, body });
        let status = if taken { 202 } else { 401 };
        return answer.status(status).body(Body::empty()).unwrap();
    }
    let found = desk.documents.lock().get(&path).cloned();
    match found {
        _ if !taken => answer.status(401).body(Body::empty()).unwrap(),
        Some(document) => answer
            .header("content-type", "application/activity+json")
            .body(document.to_string().into())
            .unwrap(),
        None => answer.status(404).body(Body::empty()).unwrap(),
    }
}
