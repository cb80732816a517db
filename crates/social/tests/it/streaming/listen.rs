//! People who listen to streams.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async};
use town::{Method, Person, Town, Value};

/// How long to wait for what must come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody who listens to server-sent events.
pub(crate) struct Ear {
    response: reqwest::Response,
    unread: String,
    bytes: Vec<u8>,
}

#[derive(Debug, Default)]
pub(crate) struct Heard {
    pub(crate) event: String,
    pub(crate) id: String,
    pub(crate) data: String,
}

impl Heard {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.data).unwrap()
    }
}

impl Ear {
    pub(crate) async fn open(who: &Person, path: &str) -> Self {
        Self::of(who.request(Method::GET, path)).await
    }

    pub(crate) async fn resume(who: &Person, path: &str, after: &str) -> Self {
        Self::of(who.request(Method::GET, path).header("last-event-id", after)).await
    }

    pub(crate) async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, unread: String::new(), bytes: Vec::new() }
    }

    pub(crate) async fn next(&mut self) -> Option<Heard> {
        let mut heard = Heard::default();
        loop {
            while let Some((line, rest)) = self.unread.split_once('\n') {
                let (line, rest) = (line.to_owned(), rest.to_owned());
                self.unread = rest;
                if line.is_empty() {
                    return Some(heard);
                }
                if line.starts_with(':') {
                    continue;
                }
                let (key, value) = line.split_once(": ").expect("key: value");
                match key {
                    "event" => heard.event = value.to_owned(),
                    "id" => heard.id = value.to_owned(),
                    "data" => heard.data = value.to_owned(),
                    _ => panic!("{line}"),
                }
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("to hear something");
            self.bytes.extend_from_slice(&chunk.ok()??);
            let whole = self.bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            let rest = self.bytes.split_off(whole);
            self.unread
                .push_str(&String::from_utf8(std::mem::replace(&mut self.bytes, rest)).unwrap());
        }
    }

    pub(crate) async fn hears(&mut self, event: &str) -> Heard {
        let heard = self.next().await.expect("an open stream");
        assert_eq!(heard.event, event, "{heard:?}");
        heard
    }
}

/// The id of the post in a message.
pub(crate) fn post_of(message: &Value) -> String {
    let payload = message["payload"].as_str().expect("a payload");
    let post: Value = serde_json::from_str(payload).expect("JSON");
    post["id"].as_str().expect("an id").to_owned()
}

/// Somebody who listens by WebSocket, and gave the token as its protocol.
pub(crate) struct Socket(pub(crate) WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn open(town: &Town, who: &Person, query: &str) -> Self {
        let url = format!("{}/api/v1/streaming{query}", town.url.replace("http://", "ws://"));
        let mut request = url.into_client_request().unwrap();
        let token = who.token.parse().unwrap();
        let _ = request.headers_mut().insert("sec-websocket-protocol", token);
        let tcp = TcpSocket::new_v4().unwrap();
        // So that it is soon seen who does not read.
        tcp.set_recv_buffer_size(4096).unwrap();
        let address = town.url.trim_start_matches("http://").parse().unwrap();
        let stream = MaybeTlsStream::Plain(tcp.connect(address).await.unwrap());
        let (socket, response) = client_async(request, stream).await.unwrap();
        assert_eq!(response.headers()["sec-websocket-protocol"], *who.token);
        Self(socket)
    }

    pub(crate) async fn says(&mut self, what: Value) {
        self.0.send(Message::text(what.to_string())).await.unwrap();
    }

    pub(crate) async fn hears(&mut self) -> Value {
        loop {
            let next = timeout(PATIENCE, self.0.next()).await.expect("to hear something");
            match next.expect("an open socket").unwrap() {
                Message::Text(text) => return serde_json::from_str(&text).unwrap(),
                Message::Ping(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code it was closed with.
    pub(crate) async fn closed(&mut self) -> u16 {
        loop {
            let next = timeout(PATIENCE, self.0.next()).await.expect("to hear something");
            if let Message::Close(frame) = next.expect("a close").unwrap() {
                return frame.expect("a reason").code.into();
            }
        }
    }
}
