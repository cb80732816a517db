//! A server of another kind: documents that lie there as somebody wrote them.

use town::site::{Page, Site};
use town::{Value, json};

const MIME: &str = "application/activity+json";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// The server, where Yves lives.
pub(crate) struct Far {
    pub(crate) site: Site,
}

impl Far {
    pub(crate) async fn open() -> Self {
        let far = Self { site: Site::open().await };
        let uri = far.uri("/yves");
        far.has(
            "/yves",
            json!({
                "id": uri, "type": "Person", "preferredUsername": "yves",
                "inbox": far.uri("/yves/inbox"), "outbox": far.uri("/yves/outbox"),
                "followers": far.uri("/yves/followers"),
            }),
        );
        far
    }

    /// The address of something there.
    pub(crate) fn uri(&self, path: &str) -> String {
        format!("{}{path}", self.site.url)
    }

    /// Puts a document there.
    pub(crate) fn has(&self, path: &str, document: Value) {
        let _ = self.site.has(path, Page::Of(MIME, document.to_string().into_bytes()));
    }

    /// A post of Yves, of so many hours ago; what it answers, and what else is said of it.
    pub(crate) fn note(&self, path: &str, hours: i64, answers: Option<&str>, more: Value) -> Value {
        let then = wire::Time(now_ms() - hours * 3_600_000);
        let mut note = json!({
            "id": self.uri(path), "type": "Note", "attributedTo": self.uri("/yves"),
            "to": [PUBLIC], "content": format!("<p>{path}</p>"), "published": then,
            "inReplyTo": answers,
        });
        for (name, value) in more.as_object().unwrap() {
            note[name] = value.clone();
        }
        note
    }

    /// The same, and it lies there.
    pub(crate) fn posts(&self, path: &str, hours: i64, answers: Option<&str>, more: Value) {
        self.has(path, self.note(path, hours, answers, more));
    }
}

fn now_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}
