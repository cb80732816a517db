//! A site on this machine, whose pages people link to.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures_util::stream;
use parking_lot::Mutex;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::{Person, Town, sql};

/// What a page is.
#[derive(Clone)]
pub enum Page {
    /// A type and its bytes.
    Of(&'static str, Vec<u8>),
    /// Bytes said to be packed.
    Packed(Vec<u8>),
    /// It is elsewhere.
    Moved(String),
    /// A beginning without an end.
    Endless(&'static str),
    /// Nothing ever.
    Silent,
    /// Trouble once, then a page.
    TroubleFirst(&'static str),
}

#[derive(Clone, Default)]
struct Shelf {
    pages: Arc<Mutex<HashMap<String, Page>>>,
    asked: Arc<AtomicUsize>,
}

/// The site.
pub struct Site {
    /// Its address, without a slash at its end.
    pub url: String,
    shelf: Shelf,
}

impl Site {
    /// A site on a free port of this machine, without pages.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let shelf = Shelf::default();
        let router = Router::new().fallback(give).with_state(shelf.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shelf }
    }

    /// Puts a page there; `{site}` in it is the site's address. Returns its address.
    pub fn has(&self, path: &str, page: Page) -> String {
        let own = |text: String| text.replace("{site}", &self.url);
        let page = match page {
            Page::Of(kind, bytes) => match String::from_utf8(bytes) {
                Ok(text) => Page::Of(kind, own(text).into_bytes()),
                Err(why) => Page::Of(kind, why.into_bytes()),
            },
            Page::Moved(to) => Page::Moved(own(to)),
            other => other,
        };
        self.shelf.pages.lock().insert(path.to_owned(), page);
        format!("{}{path}", self.url)
    }

    /// Puts an HTML page there, as [`Site::has`] does.
    pub fn has_html(&self, path: &str, html: &str) -> String {
        self.has(path, Page::Of("text/html; charset=utf-8", html.as_bytes().to_vec()))
    }

    /// How often it was asked for anything.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.shelf.asked.load(Ordering::SeqCst)
    }
}

async fn give(State(shelf): State<Shelf>, request: Request) -> Response {
    shelf.asked.fetch_add(1, Ordering::SeqCst);
    let path = request.uri().path_and_query().map(|it| it.as_str().to_owned()).unwrap_or_default();
    let page = shelf.pages.lock().get(&path).cloned();
    let html = |body: &str| Page::Of("text/html", body.as_bytes().to_vec());
    let page = match page {
        Some(Page::TroubleFirst(body)) => {
            shelf.pages.lock().insert(path, html(body));
            let trouble = Response::builder().status(503).body(Body::empty());
            return trouble.expect("an answer");
        }
        other => other,
    };
    let answer = Response::builder();
    match page {
        Some(Page::Of(kind, bytes)) => answer.header("content-type", kind).body(bytes.into()),
        Some(Page::Packed(bytes)) => answer
            .header("content-type", "text/html")
            .header("content-encoding", "gzip")
            .body(bytes.into()),
        Some(Page::Moved(to)) => answer.status(302).header("location", to).body(Body::empty()),
        Some(Page::Endless(start)) => {
            let more = Bytes::from(vec![b'a'; 64 << 10]);
            let start = stream::iter([Ok::<_, std::io::Error>(Bytes::from(start))]);
            let body = futures_util::StreamExt::chain(
                start,
                stream::repeat_with(move || Ok(more.clone())),
            );
            answer.header("content-type", "text/html").body(Body::from_stream(body))
        }
        Some(Page::Silent) => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            answer.body(Body::empty())
        }
        _ => answer.status(404).body(Body::empty()),
    }
    .expect("an answer")
}

/// What a post shows of its link, once it does.
pub async fn card_of(who: &Person, post: &str) -> Value {
    for _ in 0..800 {
        let post = who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
        if !post["card"].is_null() {
            return post["card"].clone();
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the post shows nothing of its link");
}

/// Waits until no page is to be asked; those that are to be tried later do not count.
pub async fn until_asked(town: &Town) {
    town.settle().await;
    for _ in 0..800 {
        let waiting = town.app.read(async |tx| sql::pages_to_ask(tx).await);
        if waiting.await.expect("the database answers") == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("pages are still to be asked");
}

/// What a post shows of its link now.
pub async fn shows(who: &Person, post: &str) -> Value {
    who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok()["card"].clone()
}
