//! Stories of uploads that survive a broken line (tus 1.0).

use std::path::PathBuf;
use std::time::Duration;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use social::media::uploads;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use town::{Answer, Method, Person, Town, json};

use crate::bucket::Bucket;
use crate::media::png;

const DOOR: &str = "/api/portevoix/v1/uploads";

async fn ask(
    person: &Person,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<reqwest::Body>,
) -> Answer {
    let mut request = person.request(method, path).header("tus-resumable", "1.0.0");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.send(request.body(body)).await
}

async fn begin(person: &Person, length: usize) -> Answer {
    ask(person, Method::POST, DOOR, &[("upload-length", &length.to_string())], "").await
}

async fn begun(person: &Person, length: usize) -> String {
    let answer = begin(person, length).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.header("location")
}

async fn piece(person: &Person, place: &str, offset: usize, bytes: &[u8]) -> Answer {
    let offset = offset.to_string();
    let headers = [("upload-offset", offset.as_str()), ("content-type", TYPE)];
    ask(person, Method::PATCH, place, &headers, bytes.to_vec()).await
}

const TYPE: &str = "application/offset+octet-stream";

async fn offset(person: &Person, place: &str) -> usize {
    let answer = ask(person, Method::HEAD, place, &[], "").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.header("upload-offset").parse().unwrap()
}

fn file(town: &Town, place: &str) -> PathBuf {
    town.app.config.data.join("uploads").join(place.rsplit('/').next().unwrap())
}

/// A picture that is some thousand bytes long.
fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| {
        let n = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7;
        image::Rgb([n as u8, (n >> 8) as u8, (n >> 16) as u8])
    };
    let picture = image::RgbImage::from_fn(64, 64, noise);
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A town whose largest file is small.
async fn small_town() -> Town {
    let small = |config: &mut ground::Config| {
        config.upload_bytes_max = 100_000;
        config.film_bytes_max = 100_000;
    };
    Town::with(small).await
}

#[tokio::test]
async fn a_picture_is_sent_in_pieces_and_posted() {
    let town = Town::with(|config| config.ffmpeg = ground::config::Ffmpeg::Off).await;
    let alice = town.person("alice").await;
    let can = town.stranger().request(Method::OPTIONS, "/api/portevoix/v1/uploads");
    let can = town.stranger().send(can).await;
    assert_eq!((can.status, can.header("tus-version").as_str()), (204, "1.0.0"));
    assert_eq!(can.header("tus-extension"), "creation,termination,expiration,checksum");
    assert_eq!(can.header("tus-checksum-algorithm"), "sha1,sha256");
    assert_eq!(can.header("tus-max-size"), (16 << 20).to_string());
    assert!(can.header("access-control-expose-headers").contains("upload-offset"));

    let bytes = picture();
    let (length, words) = (bytes.len().to_string(), STANDARD.encode("Un tissu"));
    let said = format!("filename dGlzc3U=, description {words},focus MC41LDA=,secret");
    let headers = [("upload-length", length.as_str()), ("upload-metadata", said.as_str())];
    let answer = ask(&alice, Method::POST, DOOR, &headers, "").await;
    assert_eq!((answer.status, answer.header("upload-offset").as_str()), (201, "0"));
    assert!(answer.header("upload-expires").ends_with(" GMT"));
    assert!(answer.json()["media"].is_null());
    let place = answer.header("location");
    assert!(place.starts_with(&format!("{}{DOOR}/", town.url)), "{place}");

    let cuts = [0, 1000, 1001, bytes.len()];
    for pair in cuts.windows(2) {
        assert_eq!(offset(&alice, &place).await, pair[0]);
        let sent = piece(&alice, &place, pair[0], &bytes[pair[0]..pair[1]]).await;
        assert_eq!((sent.status, sent.text.as_str()), (204, ""));
        assert_eq!(sent.header("upload-offset"), pair[1].to_string());
    }
    let head = ask(&alice, Method::HEAD, &place, &[], "").await;
    assert_eq!(head.header("upload-metadata"), said);
    assert_eq!(head.header("upload-length"), length);
    let whole = alice.get(&place).await.expect_ok();
    let id = whole["media_id"].as_str().unwrap();
    assert_eq!(head.header("portevoix-media-id"), id);
    assert_eq!(whole["media"]["description"], "Un tissu");
    assert_eq!(whole["media"]["meta"]["focus"]["x"], 0.5);
    assert_eq!(whole["media"], alice.get(&format!("/api/v1/media/{id}")).await.expect_ok());
    assert!(!file(&town, &place).exists());

    assert_eq!(ask(&alice, Method::DELETE, &place, &[], "").await.status, 204);
    assert_eq!(alice.get(&place).await.status, 404);
    let post = alice.publishes_as(json!({ "media_ids": [id] })).await;
    let post = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(post["media_attachments"][0]["id"], id);
}

#[tokio::test]
async fn what_came_before_the_line_broke_counts() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let bytes = picture();
    let place = begun(&alice, bytes.len()).await;
    let path = place.strip_prefix(&town.url).unwrap();
    let address = town.url.strip_prefix("http://").unwrap();
    let mut line = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "PATCH {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {}\r\n\
         tus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-type: {TYPE}\r\n\
         content-length: {}\r\n\r\n",
        alice.token,
        bytes.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&bytes[..2000]).await.unwrap();
    line.flush().await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(line);
    for _ in 0..50 {
        if offset(&alice, &place).await == 2000 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(offset(&alice, &place).await, 2000);

    // A crash may leave bytes in the file that were never said to be here.
    let mut there = std::fs::read(file(&town, &place)).unwrap();
    there.extend([9; 500]);
    std::fs::write(file(&town, &place), there).unwrap();
    let town = town.restart().await;
    let alice = alice.in_town(&town);
    let place = format!("{}{path}", town.url);
    assert_eq!(offset(&alice, &place).await, 2000);
    let sent = piece(&alice, &place, 2000, &bytes[2000..]).await;
    assert_eq!(sent.status, 204, "{}", sent.text);
    assert!(alice.get(&place).await.expect_ok()["media"]["url"].is_string());
}

#[tokio::test]
async fn a_piece_that_does_not_fit_is_refused_and_nothing_is_lost() {
    let town = small_town().await;
    let alice = town.person("alice").await;
    let bytes = picture();
    let place = begun(&alice, bytes.len()).await;
    assert_eq!(piece(&alice, &place, 0, &bytes[..100]).await.status, 204);

    let bare = alice.request(Method::PATCH, &place).header("upload-offset", "100");
    let refused = alice.send(bare.header("content-type", TYPE).body("x")).await;
    assert_eq!(refused.header("tus-version"), "1.0.0");
    let _ = refused.expect_error(412);
    let patch = async |headers: &[(&str, &str)], body: Vec<u8>| {
        ask(&alice, Method::PATCH, &place, headers, body).await
    };
    let at = ("upload-offset", "100");
    let kind = ("content-type", TYPE);
    let _ = patch(&[at, ("content-type", "image/png")], vec![1]).await.expect_error(415);
    let _ = patch(&[kind], vec![1]).await.expect_error(400);
    for odd in ["-1", "", "1e3", "99999999999999999999"] {
        let _ = patch(&[kind, ("upload-offset", odd)], vec![1]).await.expect_error(400);
    }
    for wrong in [0, 99, 101] {
        let why = piece(&alice, &place, wrong, &bytes[100..]).await.expect_error(409);
        assert!(why.contains("100"), "{why}");
    }
    let _ = piece(&alice, &place, 100, &bytes).await.expect_error(413);
    // Also when it does not say how long it is.
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(bytes.clone()))]);
    let body = reqwest::Body::wrap_stream(stream);
    let _ = ask(&alice, Method::PATCH, &place, &[at, kind], body).await.expect_error(413);
    assert_eq!(offset(&alice, &place).await, 100);

    let sum = |algorithm, bytes: &[u8]| STANDARD.encode(digest(algorithm, bytes).as_ref());
    let good = format!("sha1 {}", sum(&SHA1_FOR_LEGACY_USE_ONLY, &bytes[100..300]));
    let bad = ("upload-checksum", good.as_str());
    let refused = patch(&[at, kind, bad], bytes[101..301].to_vec()).await;
    let _ = refused.expect_error(460);
    assert_eq!(offset(&alice, &place).await, 100);
    for odd in ["md5 AAAA", "sha1", "sha1 AAAA", "sha1 !"] {
        let odd = patch(&[at, kind, ("upload-checksum", odd)], bytes[100..].to_vec()).await;
        let _ = odd.expect_error(400);
    }
    let sent = patch(&[at, kind, ("upload-checksum", &good)], bytes[100..300].to_vec()).await;
    assert_eq!(sent.status, 204);
    let good = format!("sha256 {}", sum(&SHA256, &bytes[300..]));
    let headers = [("upload-offset", "300"), kind, ("upload-checksum", good.as_str())];
    assert_eq!(patch(&headers, bytes[300..].to_vec()).await.status, 204);
    assert!(alice.get(&place).await.expect_ok()["media_id"].is_string());

    // An empty piece at its end is nothing.
    assert_eq!(piece(&alice, &place, bytes.len(), &[]).await.status, 204);
    let _ = piece(&alice, &place, bytes.len(), &[1]).await.expect_error(413);
}

#[tokio::test]
async fn what_is_no_upload_is_not_begun() {
    let town = small_town().await;
    let alice = town.person("alice").await;
    let _ = begin(&alice, 100_001).await.expect_error(413);
    let _ = begin(&alice, 0).await.expect_error(422);
    for length in ["", "-5", "abc", "99999999999999999999"] {
        let answer = ask(&alice, Method::POST, DOOR, &[("upload-length", length)], "").await;
        let _ = answer.expect_error(400);
    }
    let _ = ask(&alice, Method::POST, DOOR, &[], "").await.expect_error(400);
    let bare = alice.request(Method::POST, DOOR).header("upload-length", "5");
    let _ = alice.send(bare).await.expect_error(412);
    let long = format!("description {}", "QUFB".repeat(3000));
    for said in ["description !", "description gICA", "focus OSw5", &long] {
        let headers = [("upload-length", "5"), ("upload-metadata", said)];
        let _ = ask(&alice, Method::POST, DOOR, &headers, "").await.expect_error(422);
    }
    // As many bytes as four of the largest, or ten uploads.
    for _ in 0..4 {
        begun(&alice, 100_000).await;
    }
    let _ = begin(&alice, 1).await.expect_error(422);
    let bob = town.person("bob").await;
    let mut last = String::new();
    for _ in 0..10 {
        last = begun(&bob, 5).await;
    }
    let _ = begin(&bob, 5).await.expect_error(422);
    assert_eq!(ask(&bob, Method::DELETE, &last, &[], "").await.status, 204);
    begun(&bob, 5).await;
    let read_only = bob.with_token(&town.token_with(&bob, "read").await);
    let _ = begin(&read_only, 5).await.expect_error(403);
}

#[tokio::test]
async fn only_one_sends_a_piece_at_a_time_and_only_its_owner() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let bytes = picture();
    let place = begun(&alice, bytes.len()).await;
    let headers = [("upload-offset", "0"), ("content-type", TYPE)];
    for (who, status) in [(&bob, 404), (&town.stranger(), 401)] {
        for method in [Method::GET, Method::HEAD, Method::PATCH, Method::DELETE] {
            let answer = ask(who, method.clone(), &place, &headers, "").await;
            assert_eq!(answer.status, status, "{method}");
        }
    }
    let (send, mut got) = mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let pieces = futures_util::stream::poll_fn(move |context| got.poll_recv(context));
    let body = reqwest::Body::wrap_stream(pieces);
    let (slow, at) = (alice.clone(), place.clone());
    let slow = tokio::spawn(async move { ask(&slow, Method::PATCH, &at, &headers, body).await });
    send.send(Ok(Bytes::copy_from_slice(&bytes[..500]))).await.unwrap();
    while std::fs::metadata(file(&town, &place)).unwrap().len() < 500 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let _ = piece(&alice, &place, 0, &[1]).await.expect_error(423);
    assert_eq!(ask(&alice, Method::DELETE, &place, &[], "").await.status, 423);
    town.later_by_ms(25 * 3_600_000);
    assert_eq!(uploads::sweep(&town.app).await.unwrap(), 0, "it is in use");
    town.later_by_ms(-25 * 3_600_000);
    send.send(Ok(Bytes::copy_from_slice(&bytes[500..]))).await.unwrap();
    drop(send);
    let sent = slow.await.unwrap();
    assert_eq!(sent.status, 204, "{}", sent.text);
    assert!(!sent.header("portevoix-media-id").is_empty());
}

#[tokio::test]
async fn an_upload_nobody_goes_on_with_is_forgotten_after_a_day() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let place = begun(&alice, 5000).await;
    town.later_by_ms(20 * 3_600_000);
    assert_eq!(piece(&alice, &place, 0, &[1; 100]).await.status, 204);
    town.later_by_ms(20 * 3_600_000);
    assert_eq!(uploads::sweep(&town.app).await.unwrap(), 0);
    assert_eq!(offset(&alice, &place).await, 100);
    assert!(file(&town, &place).exists());
    town.later_by_ms(5 * 3_600_000);
    assert_eq!(alice.get(&place).await.status, 404);
    social::media::sweep(&town.app).await.unwrap();
    assert!(!file(&town, &place).exists());
    assert_eq!(uploads::sweep(&town.app).await.unwrap(), 0);
    // One whose file is gone cannot go on.
    let place = begun(&alice, 5000).await;
    std::fs::remove_file(file(&town, &place)).unwrap();
    let _ = piece(&alice, &place, 0, &[1; 100]).await.expect_error(410);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_at_the_end_and_a_store_that_is_away_is_waited_for() {
    let bucket = Bucket::open().await;
    let town = Town::with(bucket.keeps()).await;
    let alice = town.person("alice").await;
    let place = begun(&alice, 3000).await;
    assert_eq!(piece(&alice, &place, 0, &[b'x'; 2000]).await.status, 204);
    let _ = piece(&alice, &place, 2000, &[b'x'; 1000]).await.expect_error(422);
    assert_eq!(alice.get(&place).await.status, 404);
    assert!(!file(&town, &place).exists());

    let bytes = png(64, 48);
    let place = begun(&alice, bytes.len()).await;
    bucket.fail(&[503; 4]);
    let _ = piece(&alice, &place, 0, &bytes).await.expect_error(503);
    assert_eq!(offset(&alice, &place).await, bytes.len(), "everything is still here");
    bucket.fail(&[]);
    let whole = alice.get(&place).await.expect_ok();
    assert!(whole["media"]["url"].is_string());
    assert_eq!(bucket.names().len(), 2);
    // Asking again takes nothing in again.
    assert_eq!(alice.get(&place).await.expect_ok()["media_id"], whole["media_id"]);
    assert_eq!(piece(&alice, &place, bytes.len(), &[]).await.status, 204);
    assert_eq!(bucket.names().len(), 2);
}
