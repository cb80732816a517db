//! The face for WebSockets: many streams on one connection.

use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{OriginalUri, Query, State};
use axum::response::Response;
use ground::http::{Viewer, who};
use ground::{App, Error, ListId, Locale, Result};
use http::{HeaderMap, header};
use serde::Deserialize;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::line::{Ending, Item, Line, Next};
use super::name::Asked;
use super::sse::BEAT;

/// Longest message of a client, in bytes.
const FRAME_BYTES_MAX: usize = 8 << 10;
/// How long a client may take to accept a message.
const SEND_TIMEOUT: Duration = Duration::from_secs(20);

const GOING_AWAY: u16 = 1001;
const POLICY: u16 = 1008;
const TRY_AGAIN: u16 = 1013;

/// What may be said when a socket is opened. Ours: `since_id`, the last id that was got.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    stream: Option<String>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    list: Option<String>,
    #[serde(default)]
    since_id: Option<String>,
}

/// What a client says. `since_id` as above.
#[derive(Debug, Deserialize)]
struct Said {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    stream: Option<String>,
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    list: Option<ListId>,
    #[serde(default)]
    since_id: Option<String>,
}

impl Said {
    /// What the stream is about.
    fn of(&self) -> Option<String> {
        let list = self.list.map(|list| list.to_string());
        if self.stream.as_deref() == Some("list") { list } else { self.tag.clone() }
    }
}

/// <https://docs.joinmastodon.org/methods/streaming/#websocket>
pub(super) async fn open(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
    upgrade: std::result::Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let protocol = headers.get(header::SEC_WEBSOCKET_PROTOCOL).and_then(|it| it.to_str().ok());
    let protocol = protocol.and_then(|it| it.split(',').next()).map(|it| it.trim().to_owned());
    let secret = who::api_secret(&headers, &uri).or(protocol.clone());
    let secret = secret.ok_or(Error::Unauthorized("error-needs-token".into()))?;
    let session = app.sessions.holder(&app, &secret).await?;
    let (person, id) = session.member.ok_or(Error::forbidden("error-needs-person"))?;
    let viewer = Viewer { id, person, session };
    let first = match choice.stream.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => {
            let of = if name == "list" { &choice.list } else { &choice.tag };
            Some(asked(&viewer, name, of.as_deref())?)
        }
        None => None,
    };
    let since = since(choice.since_id.as_deref())?;
    let upgrade = upgrade.map_err(|_| Error::Malformed("error-stream-upgrade".into()))?;
    let mut line = Line::open(&app, &viewer)?;
    if let Some(first) = &first {
        line.listen(first).await?;
    }
    // Some apps send the token as a protocol, and want it back as the one chosen.
    let upgrade = upgrade.max_message_size(FRAME_BYTES_MAX).protocols(protocol);
    let locale = viewer.session.locale.unwrap_or_default();
    Ok(upgrade.on_upgrade(move |socket| async move {
        let mut talk = Talk { socket, line, viewer, locale };
        let first = first.zip(since);
        // The other side is gone, or was told why this ends.
        let _ = talk.run(first).await;
    }))
}

fn asked(viewer: &Viewer, name: &str, of: Option<&str>) -> Result<Asked> {
    let asked = Asked::parse(name, of)?;
    asked.check(&viewer.session)?;
    Ok(asked)
}

fn since(id: Option<&str>) -> Result<Option<i64>> {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Ok(None) };
    let number = id.parse::<u64>().ok().and_then(|id| i64::try_from(id).ok());
    number.map(Some).ok_or_else(|| Error::Malformed("error-stream-since".into()))
}

struct Talk {
    socket: WebSocket,
    line: Line,
    viewer: Viewer,
    locale: Locale,
}

/// The connection is over.
struct Over;

impl Talk {
    async fn run(&mut self, resumed: Option<(Asked, i64)>) -> std::result::Result<(), Over> {
        if let Some((asked, since)) = resumed {
            self.catch_up(&asked, since).await?;
        }
        let mut beat = interval_at(Instant::now() + BEAT, BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                next = self.line.next() => match next {
                    Next::Item(item) => self.send(Frame::Text(frame(&item).into())).await?,
                    Next::End(why) => return self.end(why).await,
                },
                said = self.socket.recv() => match said {
                    Some(Ok(Frame::Text(text))) => self.hear(text.as_str()).await?,
                    Some(Ok(Frame::Close(_)) | Err(_)) | None => return Err(Over),
                    // Pings are answered below us.
                    Some(Ok(_)) => {}
                },
                _ = beat.tick() => self.send(Frame::Ping(Vec::new().into())).await?,
            }
        }
    }

    async fn hear(&mut self, text: &str) -> std::result::Result<(), Over> {
        let resumed = match self.obey(text).await {
            Ok(resumed) => resumed,
            Err(why) => {
                let (error, status) = (why.say().in_words(self.locale), why.status().as_u16());
                let told = serde_json::json!({ "error": error, "status": status });
                return self.send(Frame::Text(told.to_string().into())).await;
            }
        };
        match resumed {
            Some((asked, since)) => self.catch_up(&asked, since).await,
            None => Ok(()),
        }
    }

    async fn obey(&mut self, text: &str) -> Result<Option<(Asked, i64)>> {
        let said: Said = serde_json::from_str(text)
            .map_err(|_| Error::Malformed("error-stream-message".into()))?;
        let of = said.of();
        let name = said.stream.unwrap_or_default();
        match said.kind.as_str() {
            "subscribe" => {
                let asked = asked(&self.viewer, &name, of.as_deref())?;
                let since = since(said.since_id.as_deref())?;
                self.line.listen(&asked).await?;
                Ok(since.map(|since| (asked, since)))
            }
            "unsubscribe" => {
                self.line.leave(&Asked::parse(&name, of.as_deref())?);
                Ok(None)
            }
            _ => Err(Error::Malformed("error-stream-message".into())),
        }
    }

    async fn catch_up(&mut self, asked: &Asked, since: i64) -> std::result::Result<(), Over> {
        let mut missed = self.line.missed(asked, since);
        loop {
            match missed.next().await {
                Ok(Some(item)) => {
                    self.send(Frame::Text(frame(&item).into())).await?;
                    self.line.caught_up(&item);
                }
                Ok(None) => return Ok(()),
                Err(_) => return self.end(Ending::Slow).await,
            }
        }
    }

    async fn end(&mut self, why: Ending) -> std::result::Result<(), Over> {
        let code = match why {
            Ending::Slow => TRY_AGAIN,
            Ending::Stopped => GOING_AWAY,
            Ending::Ended => POLICY,
        };
        let mut reason = why.error().say().in_words(self.locale);
        // A close frame has room for 123 bytes.
        while reason.len() > 123 {
            reason.pop();
        }
        self.send(Frame::Close(Some(CloseFrame { code, reason: reason.into() }))).await?;
        Err(Over)
    }

    async fn send(&mut self, frame: Frame) -> std::result::Result<(), Over> {
        match timeout(SEND_TIMEOUT, self.socket.send(frame)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Over),
        }
    }
}

fn frame(item: &Item) -> String {
    let message = &item.message;
    if message.payload.is_empty() {
        return format!(r#"{{"stream":{},"event":"{}"}}"#, item.label, message.event);
    }
    let payload = String::from_utf8_lossy(&message.payload);
    let payload = serde_json::to_string(&*payload).unwrap_or_default();
    format!(r#"{{"stream":{},"event":"{}","payload":{payload}}}"#, item.label, message.event)
}
