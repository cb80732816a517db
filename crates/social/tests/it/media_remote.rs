//! Stories of other servers' media: fetched by us when somebody looks, kept while there is room.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use social::media::remote::{self, Look, Wanted};
use social::media::storage;
use social::media::store::{self, Shelf};
use tokio::net::TcpListener;
use town::{Answer, Method, Town, json};

use crate::bucket::Bucket;
use crate::instance::browser_of;
use crate::media::png;
use crate::pages::shows;

/// How another server answers for a path.
#[derive(Clone)]
enum Has {
    File(&'static str, Vec<u8>),
    Status(u16),
    Sends(String),
    /// A file of unknown length that never ends.
    Endless,
}

/// Another server.
#[derive(Clone, Default)]
struct Elsewhere {
    files: Arc<Mutex<HashMap<String, Has>>>,
    asked: Arc<Mutex<Vec<String>>>,
    port: u16,
}

impl Elsewhere {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let there = Self { port, ..Self::default() };
        let doors = Router::new().fallback(answer).with_state(there.clone());
        tokio::spawn(async move { axum::serve(listener, doors).await.unwrap() });
        there
    }

    fn has(&self, path: &str, what: Has) -> String {
        self.files.lock().unwrap().insert(path.to_owned(), what);
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

async fn answer(State(there): State<Elsewhere>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    assert!(!request.headers().contains_key(header::COOKIE));
    there.asked.lock().unwrap().push(path.clone());
    tokio::time::sleep(Duration::from_millis(30)).await;
    let has = there.files.lock().unwrap().get(&path).cloned();
    match has {
        Some(Has::File(mime, bytes)) => ([(header::CONTENT_TYPE, mime)], bytes).into_response(),
        Some(Has::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Has::Sends(to)) => (StatusCode::FOUND, [(header::LOCATION, to)]).into_response(),
        Some(Has::Endless) => {
            let piece = || Ok::<_, std::io::Error>(bytes::Bytes::from(film(100_000)));
            let pieces = futures_util::stream::repeat_with(piece);
            Body::from_stream(pieces).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Something that begins as an MP4 does.
fn film(bytes: usize) -> Vec<u8> {
    let mut film = b"\0\0\0\x20ftypisom".to_vec();
    film.resize(bytes, 7);
    film
}

fn through(town: &Town, url: &str, look: Look) -> String {
    remote::address(&town.app, &Wanted::new(url, look).unwrap()).unwrap()
}

async fn look(town: &Town, url: &str) -> Answer {
    town.stranger().get(&through(town, url, Look::Whole)).await
}

#[tokio::test]
async fn a_foreign_picture_is_fetched_once_and_seen_by_many() {
    let (town, there) = (Town::new().await, Elsewhere::open().await);
    // What its server calls it counts for nothing.
    let url = there.has("/a.html", Has::File("text/html", png(64, 48)));
    let ours = through(&town, &url, Look::Whole);
    assert!(ours.starts_with(&format!("{}/media/remote/whole/", town.url)), "{ours}");
    assert_eq!(there.asked(), 0, "nobody has looked yet");
    let anyone = town.stranger();
    let many = futures_util::future::join_all((0..12).map(|_| anyone.get(&ours))).await;
    assert!(many.iter().all(|answer| answer.status == 200));
    assert_eq!(there.asked(), 1);
    let seen = &many[0];
    assert_eq!(seen.header("content-type"), "image/png");
    assert_eq!(seen.header("cache-control"), "public, max-age=604800");
    assert_eq!(seen.header("x-content-type-options"), "nosniff");
    assert_eq!(seen.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(seen.header("access-control-allow-origin"), "*");

    let part = anyone.request(Method::GET, &ours).header("range", "bytes=1-3");
    let part = anyone.send(part).await;
    assert_eq!((part.status, part.text.as_str()), (206, "PNG"));

    let small = anyone.get(&through(&town, &url, Look::Small)).await;
    assert_eq!((small.status, small.header("content-type").as_str()), (200, "image/png"));
    assert_ne!(small.header("etag"), seen.header("etag"));
    assert_eq!(there.asked(), 2);

    // The address holds when the server starts again, and what is here is not fetched anew.
    let path = ours.strip_prefix(&town.url).unwrap().to_owned();
    let town = town.restart().await;
    assert_eq!(town.stranger().get(&path).await.status, 200);
    assert_eq!(there.asked(), 2);
    // What was lost is.
    let name = seen.header("etag").trim_matches('"').to_owned() + ".png";
    store::remove(&town.app, &name).await.unwrap();
    assert_eq!(town.stranger().get(&path).await.status, 200);
    assert_eq!(there.asked(), 3);
    let incoming = town.app.config.data.join("media/incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0);
}

#[tokio::test]
async fn nobody_fetches_through_us_but_what_we_gave_out() {
    let (town, there) = (Town::new().await, Elsewhere::open().await);
    let url = there.has("/a.png", Has::File("image/png", png(8, 8)));
    let other = there.has("/b.png", Has::File("image/png", png(8, 8)));
    let path = |url: &str, look| {
        let ours = through(&town, url, look);
        ours.split('/').rev().take(3).map(str::to_owned).collect::<Vec<_>>()
    };
    let [address, mark, _] = path(&url, Look::Whole).try_into().unwrap();
    let [other_address, _, _] = path(&other, Look::Whole).try_into().unwrap();
    let [_, small_mark, _] = path(&url, Look::Small).try_into().unwrap();
    let cut = &mark[..20];
    for forged in [
        format!("whole/{mark}/{other_address}"),
        format!("whole/{small_mark}/{address}"),
        format!("small/{mark}/{address}"),
        format!("large/{mark}/{address}"),
        format!("whole/{cut}/{address}"),
        format!("whole/AAAA/{address}"),
        format!("whole/%00/{address}"),
        format!("whole/{mark}/x{address}"),
        format!("whole/{mark}/..%2f..%2fportevoix.sqlite"),
    ] {
        let answer = town.stranger().get(&format!("/media/remote/{forged}")).await;
        assert_eq!(answer.status, 404, "{forged}");
    }
    assert_eq!(there.asked(), 0);
    let good = format!("/media/remote/whole/{mark}/{address}");
    assert_eq!(town.stranger().get(&good).await.status, 200);
    for none in ["ftp://example.org/a", "javascript:1", "data:text/html,x", "", "/a.png"] {
        assert!(Wanted::new(none, Look::Whole).is_none());
    }
    assert!(Wanted::new(&format!("https://a.example/{}", "x".repeat(3000)), Look::Whole).is_none());
}

#[tokio::test]
async fn what_is_no_picture_film_or_sound_is_not_taken_and_not_asked_for_again_soon() {
    let town = Town::with(|config| config.remote_media_bytes_max = 1_000_000).await;
    let there = Elsewhere::open().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let page = [b"<!doctype html>".to_vec(), vec![b' '; 100_000]].concat();
    for (path, has, status) in [
        ("/svg", Has::File("image/png", svg.to_vec()), 404),
        ("/page", Has::File("image/png", page), 404),
        ("/empty", Has::File("image/png", Vec::new()), 404),
        ("/gone", Has::Status(410), 404),
        ("/large", Has::File("video/mp4", film(1_000_001)), 404),
        ("/endless", Has::Endless, 404),
        ("/nowhere", Has::Sends("file:///etc/passwd".into()), 404),
        ("/round", Has::Sends("/round".into()), 404),
        ("/busy", Has::Status(503), 503),
    ] {
        let url = there.has(path, has);
        assert_eq!(look(&town, &url).await.status, status, "{path}");
        let asked = there.asked();
        assert_eq!(look(&town, &url).await.status, status, "{path} again");
        assert_eq!(there.asked(), asked, "{path} is not asked for again");
    }
    assert_eq!(look(&town, "http://127.0.0.1:9/a.png").await.status, 503);
    let url = there.has("/busy", Has::File("video/mp4", film(1000)));
    town.later_by_ms(11 * 60_000);
    assert_eq!(look(&town, &url).await.header("content-type"), "video/mp4");
    // A few steps are gone along with.
    there.has("/two", Has::Sends("/busy".into()));
    let url = there.has("/one", Has::Sends("/two".into()));
    assert_eq!(look(&town, &url).await.status, 200);
    let incoming = town.app.config.data.join("media/incoming");
    assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0);
}

#[tokio::test]
async fn our_own_network_is_never_asked() {
    let town = Town::with(|config| config.dev = false).await;
    let there = Elsewhere::open().await;
    let url = there.has("/a.png", Has::File("image/png", png(8, 8)));
    let safe = url.replace("http:", "https:");
    for url in [&url, &safe, "https://10.0.0.1/a.png", "https://[::1]/a.png"] {
        assert_eq!(look(&town, url).await.status, 404, "{url}");
    }
    // A name that leads here is as one that leads nowhere.
    assert_eq!(look(&town, &safe.replace("127.0.0.1", "localhost")).await.status, 503);
    assert_eq!(there.asked(), 0);
}

async fn the_least_recently_used_goes_first(town: Town) {
    let there = Elsewhere::open().await;
    let [a, b, c, d] = ["/a", "/b", "/c", "/d"].map(|path| {
        let bytes = if path == "/d" { 300_000 } else { 100_000 };
        there.has(path, Has::File("video/mp4", film(bytes)))
    });
    let kept = async || {
        let mut bytes = 0;
        for first in 0..=255 {
            let listed = store::list(&town.app, Shelf::Remote, first).await.unwrap();
            bytes += listed.iter().map(|(_, bytes)| bytes).sum::<u64>();
        }
        bytes
    };
    for (url, file) in [(&a, 1), (&b, 2)] {
        assert_eq!(look(&town, url).await.status, 200);
        assert_eq!((there.asked(), kept().await), (file, file as u64 * 100_000));
        town.later_by_ms(2 * 3_600_000);
    }
    assert_eq!(look(&town, &a).await.status, 200);
    town.later_by_ms(2 * 3_600_000);
    assert_eq!(look(&town, &c).await.status, 200);
    assert_eq!((there.asked(), kept().await), (3, 200_000), "B has gone");
    assert_eq!(look(&town, &a).await.status, 200);
    assert_eq!(there.asked(), 3, "A is still here");
    assert_eq!(look(&town, &d).await.status, 404, "larger than all the room there is");
    assert_eq!(look(&town, &b).await.status, 200);
    assert_eq!((there.asked(), kept().await), (5, 200_000));
}

#[tokio::test]
async fn the_least_recently_used_goes_first_from_the_disk() {
    let town = Town::with(|config| config.remote_media_bytes_max = 250_000).await;
    the_least_recently_used_goes_first(town).await;
}

#[tokio::test]
async fn the_least_recently_used_goes_first_from_a_bucket() {
    let bucket = Bucket::open().await;
    let keeps = bucket.keeps();
    let town = Town::with(|config| {
        config.remote_media_bytes_max = 250_000;
        keeps(config);
    });
    the_least_recently_used_goes_first(town.await).await;
}

#[tokio::test]
async fn media_of_a_server_that_is_refused_are_not_shown() {
    let (town, there) = (Town::new().await, Elsewhere::open().await);
    let admin = town.admin("admin").await;
    let url = there.has("/a.png", Has::File("image/png", png(8, 8)));
    let url = url.replace("127.0.0.1", "localhost");
    assert_eq!(look(&town, &url).await.status, 200);
    let block = json!({ "domain": "localhost", "severity": "noop", "reject_media": true });
    let made = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    assert_eq!(look(&town, &url).await.status, 404);
    let path = format!("/api/v1/admin/domain_blocks/{}", made["id"].as_str().unwrap());
    let _ = admin.delete(&path).await.expect_ok();
    assert_eq!(look(&town, &url).await.status, 200);
}

#[tokio::test]
async fn admins_see_how_much_is_kept_and_let_it_go() {
    let (town, there) = (Town::new().await, Elsewhere::open().await);
    let mut mona = browser_of(&town, "mona", false).await;
    mona.open("/admin/storage").await;
    assert_eq!(mona.page.status, 404);
    let url = there.has("/cat.png", Has::File("image/png", png(40, 30)));
    look(&town, &url).await;
    assert_eq!(storage::kept(&town.app).await.unwrap().remote, 1);
    let mut ada = browser_of(&town, "ada", true).await;
    ada.open("/admin/storage").await;
    shows(&ada, "Files of other servers");
    ada.press("/admin/storage/sweep").await;
    shows(&ada, "It is gone.");
    // The doors are "/admin/storage/{what}".
    ada.press("/admin/storage/clear").await;
    assert_eq!(storage::kept(&town.app).await.unwrap().remote, 0);
    look(&town, &url).await;
    assert_eq!(there.asked(), 2, "it is fetched anew");
}
