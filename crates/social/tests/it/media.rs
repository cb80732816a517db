//! Stories of pictures that posts carry.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use town::{Answer, Person, Town, Value, ids, json};

/// A PNG of that size, one colour.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([200, 30, 60]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

pub(crate) async fn send(
    person: &Person,
    bytes: Vec<u8>,
    words: &[(&'static str, &str)],
) -> Answer {
    let mut form = Form::new().part("file", Part::bytes(bytes).file_name("blob"));
    for (name, value) in words {
        form = form.text(*name, (*value).to_owned());
    }
    person.send(person.request(Method::POST, "/api/v2/media").multipart(form)).await
}

pub(crate) async fn upload(person: &Person) -> String {
    let media = send(person, png(64, 48), &[]).await.expect_ok();
    media["id"].as_str().unwrap().to_owned()
}

async fn put(person: &Person, id: &str, words: Value) -> Answer {
    person.send_json(Method::PUT, &format!("/api/v1/media/{id}"), words).await
}

#[tokio::test]
async fn a_picture_is_sent_described_posted_and_seen_by_anyone() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let words = [("description", "Un carré rouge"), ("focus", "0.5,-0.25")];
    let media = send(&alice, png(64, 48), &words).await.expect_ok();
    let id = media["id"].as_str().unwrap();
    assert_eq!(media["type"], "image");
    assert_eq!(media["meta"]["original"]["width"], 64);
    assert_eq!(media["meta"]["focus"]["y"], -0.25);
    assert_eq!(media["description"], "Un carré rouge");
    assert!(media["blurhash"].is_string());
    assert_eq!(alice.get(&format!("/api/v1/media/{id}")).await.expect_ok(), media);

    for url in ["url", "preview_url"] {
        let file = town.stranger().get(media[url].as_str().unwrap()).await;
        assert_eq!((file.status, file.header("content-type").as_str()), (200, "image/png"));
        assert!(file.header("cache-control").contains("immutable"));
    }
    let _ = bob.get(&format!("/api/v1/media/{id}")).await.expect_error(404);
    let _ = put(&bob, id, json!({ "description": "À moi" })).await.expect_error(404);

    let post = alice.publishes_as(json!({ "media_ids": [id] })).await;
    let path = format!("/api/v1/statuses/{post}");
    let seen = bob.get(&path).await.expect_ok();
    assert_eq!(seen["media_attachments"][0]["description"], "Un carré rouge");
    let only_media = format!("/api/v1/accounts/{}/statuses?only_media=true", alice.id);
    assert_eq!(bob.reads(&only_media).await, [post.clone()]);
    // Taken once is taken.
    let again = alice.post_json("/api/v1/statuses", json!({ "media_ids": [id] })).await;
    let _ = again.expect_error(422);

    // Words may be found later: they are shown at once.
    let _ = put(&alice, id, json!({ "description": "Rouge", "focus": "0,0" })).await.expect_ok();
    let seen = bob.get(&path).await.expect_ok();
    assert_eq!(seen["media_attachments"][0]["description"], "Rouge");
    assert_eq!(alice.delete(&format!("/api/v1/media/{id}")).await.status, 422);
}

#[tokio::test]
async fn an_edit_may_change_the_pictures() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let (a, b) = (upload(&alice).await, upload(&alice).await);
    let c = upload(&alice).await;
    let post = alice.publishes_as(json!({ "status": "Deux", "media_ids": [a, b] })).await;
    let path = format!("/api/v1/statuses/{post}");
    let change =
        json!({ "media_ids": [c, b], "media_attributes": [{ "id": b, "description": "B" }] });
    let edited = alice.send_json(Method::PUT, &path, change).await.expect_ok();
    assert_eq!(ids(&edited["media_attachments"]), [c.clone(), b.clone()]);
    assert_eq!(edited["media_attachments"][1]["description"], "B");
    let history = alice.get(&format!("{path}/history")).await.expect_ok();
    assert_eq!(ids(&history[0]["media_attachments"]), [a.clone(), b.clone()]);
    assert_eq!(history[0]["media_attachments"][1]["description"], Value::Null);
    assert_eq!(ids(&history[1]["media_attachments"]), [c.clone(), b]);
    // What was there before may come back; what was never there may not.
    let back = alice.send_json(Method::PUT, &path, json!({ "media_ids": [a] })).await.expect_ok();
    assert_eq!(ids(&back["media_attachments"]), [a]);
    let wrong = alice.send_json(Method::PUT, &path, json!({ "media_ids": ["5"] })).await;
    let _ = wrong.expect_error(422);
    let none = json!({ "media_ids": [], "status": "" });
    let _ = alice.send_json(Method::PUT, &path, none).await.expect_error(422);
}

#[tokio::test]
async fn loose_pictures_are_swept_after_a_day() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let (loose, carried) = (upload(&alice).await, upload(&alice).await);
    let removed = upload(&alice).await;
    let url = alice.get(&format!("/api/v1/media/{loose}")).await.expect_ok()["url"].clone();
    let post = alice.publishes_as(json!({ "media_ids": [carried] })).await;
    assert_eq!(alice.delete(&format!("/api/v1/media/{removed}")).await.text, "{}");
    let _ = alice.get(&format!("/api/v1/media/{removed}")).await.expect_error(404);

    assert_eq!(social::media::sweep(&town.app).await.unwrap(), 0);
    town.later_by_ms(25 * 3_600_000);
    assert_eq!(social::media::sweep(&town.app).await.unwrap(), 1);
    let _ = alice.get(&format!("/api/v1/media/{loose}")).await.expect_error(404);
    assert_eq!(alice.get(url.as_str().unwrap()).await.status, 404);

    // What a deleted post carried can be posted anew for a day.
    let gone = alice.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(gone["media_attachments"][0]["id"], carried.as_str());
    assert_eq!(social::media::sweep(&town.app).await.unwrap(), 0);
    let again = alice.publishes_as(json!({ "media_ids": [carried] })).await;

    // Unless they are to go with it.
    let path = format!("/api/v1/statuses/{again}?delete_media=true");
    let gone = alice.delete(&path).await.expect_ok();
    assert_eq!(gone["media_attachments"][0]["id"], carried.as_str());
    let url = gone["media_attachments"][0]["url"].as_str().unwrap().to_owned();
    let _ = alice.get(&format!("/api/v1/media/{carried}")).await.expect_error(404);
    assert_eq!(alice.get(&url).await.status, 404);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_a_sentence() {
    let town = Town::with(|config| config.upload_bytes_max = 100_000).await;
    let alice = town.person("alice").await;
    // A bomb: a small file that says it is 30,000 by 30,000.
    let mut bomb = png(8, 8);
    bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let text = b"just some text, whatever its name".to_vec();
    let cut = png(64, 48)[..60].to_vec();
    for bytes in [text, bomb, cut, Vec::new()] {
        let _ = send(&alice, bytes, &[]).await.expect_error(422);
    }
    let _ = send(&alice, vec![0; 150_000], &[]).await.expect_error(413);
    let _ = send(&alice, vec![0; 3 << 20], &[]).await.expect_error(413);
    let _ = send(&alice, png(8, 8), &[("focus", "left")]).await.expect_error(422);
    let _ = send(&alice, png(8, 8), &[("focus", "2,0")]).await.expect_error(422);
    let long = "x".repeat(10_001);
    let _ = send(&alice, png(8, 8), &[("description", &long)]).await.expect_error(422);
    let _ = send(&alice, png(8, 8), &[("description", "a\0b")]).await.expect_error(422);
    let _ = alice.post_json("/api/v1/media", json!({})).await.expect_error(422);
    let _ = send(&town.stranger(), png(8, 8), &[]).await.expect_error(401);
    for id in ["1", "abc"] {
        let _ = alice.get(&format!("/api/v1/media/{id}")).await.expect_error(404);
    }
    for file in ["..%2fportevoix.sqlite", "a.png", "00000000000000000000000000000000.png"] {
        assert_eq!(alice.get(&format!("/media/{file}")).await.status, 404);
    }
}
