//! What one server's people post, as the other's read it.

use town::{Method, Person, json};

use crate::two::{Two, first_of_home, handle};

#[tokio::test]
async fn a_post_is_read_edited_and_gone() {
    let two = Two::reading().await;
    let draft = json!({ "status": "Bonjour #Monde", "spoiler_text": "Salut", "language": "fr" });
    let post = two.bob.publishes_as(draft).await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    assert_eq!(seen["uri"], format!("{}/ap/posts/{post}", two.there.url));
    assert_eq!(seen["url"], format!("{}/@bob/{post}", two.there.url));
    assert_eq!(seen["account"]["acct"], handle(&two.there, "bob"));
    assert!(seen["content"].as_str().unwrap().contains("Bonjour"));
    assert_eq!(seen["spoiler_text"], "Salut");
    assert_eq!(seen["language"], "fr");
    assert_eq!(seen["tags"][0]["name"], "monde");
    assert_eq!(seen["visibility"], "public");
    let original = two.bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["created_at"], original["created_at"]);
    let tagged = two.alice.get("/api/v1/timelines/tag/monde").await.expect_ok();
    assert_eq!(tagged[0]["id"], seen["id"]);

    let path = format!("/api/v1/statuses/{post}");
    let edit = json!({ "status": "Bonsoir" });
    let _ = two.bob.send_json(Method::PUT, &path, edit).await.expect_ok();
    two.settle().await;
    let edited = first_of_home(&two.alice).await;
    assert_eq!(edited["id"], seen["id"]);
    assert_eq!(edited["content"], "<p>Bonsoir</p>");
    assert!(edited["edited_at"].is_string());

    let _ = two.bob.delete(&path).await.expect_ok();
    two.settle().await;
    assert!(first_of_home(&two.alice).await.is_null());
}

#[tokio::test]
async fn a_conversation_goes_to_and_fro() {
    let two = Two::new().await;
    let greeting = format!("Hello @{}", handle(&two.there, "bob"));
    let first = two.alice.publishes(&greeting).await;
    two.settle().await;
    let told = two.bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["type"], "mention");
    let there = &told[0]["status"];
    assert_eq!(there["mentions"][0]["id"], two.bob.id);
    assert_eq!(there["uri"], format!("{}/ap/posts/{first}", two.here.url));

    let back = format!("@{} hello you", handle(&two.here, "alice"));
    let answer = json!({ "status": back, "in_reply_to_id": there["id"] });
    let _ = two.bob.publishes_as(answer).await;
    two.settle().await;
    let told = two.alice.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["status"]["in_reply_to_id"], first);
    let thread = two.alice.get(&format!("/api/v1/statuses/{first}/context")).await.expect_ok();
    assert_eq!(thread["descendants"][0]["id"], told[0]["status"]["id"]);
    let counted = two.alice.get(&format!("/api/v1/statuses/{first}")).await.expect_ok();
    assert_eq!(counted["replies_count"], 1);
}

#[tokio::test]
async fn what_is_not_for_everybody_stays_so() {
    let two = Two::reading().await;
    let stranger = two.here.stranger();
    let dora = two.here.person("dora").await;
    let closed = json!({ "status": "For friends", "visibility": "private" });
    let _ = two.bob.publishes_as(closed).await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    assert_eq!(seen["visibility"], "private");
    let path = format!("/api/v1/statuses/{}", seen["id"].as_str().unwrap());
    let _ = stranger.get(&path).await.expect_error(404);
    let _ = dora.get(&path).await.expect_error(404);

    let text = format!("Just you, @{}", handle(&two.here, "dora"));
    let letter = json!({ "status": text, "visibility": "direct" });
    let _ = two.bob.publishes_as(letter).await;
    two.settle().await;
    let told = dora.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["status"]["visibility"], "direct");
    assert_eq!(first_of_home(&two.alice).await["id"], seen["id"]);
    let threads = dora.get("/api/v1/conversations").await.expect_ok();
    assert_eq!(threads[0]["last_status"]["id"], told[0]["status"]["id"]);

    let quiet = json!({ "status": "Quietly", "visibility": "unlisted" });
    let _ = two.bob.publishes_as(quiet).await;
    two.settle().await;
    assert_eq!(first_of_home(&two.alice).await["visibility"], "unlisted");
}

#[tokio::test]
async fn favourites_and_boosts_come_and_go() {
    let two = Two::reading().await;
    let post = two.bob.publishes("Like me").await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    let id = seen["id"].as_str().unwrap();
    for act in ["favourite", "reblog"] {
        let _ = two.alice.post(&format!("/api/v1/statuses/{id}/{act}")).await.expect_ok();
    }
    two.settle().await;
    let path = format!("/api/v1/statuses/{post}");
    let counted = two.bob.get(&path).await.expect_ok();
    assert_eq!((&counted["favourites_count"], &counted["reblogs_count"]), (&json!(1), &json!(1)));
    let told = two.bob.get("/api/v1/notifications").await.expect_ok();
    let kinds: Vec<_> =
        told.as_array().unwrap().iter().map(|it| it["type"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"favourite") && kinds.contains(&"reblog"), "{kinds:?}");

    for act in ["unfavourite", "unreblog"] {
        let _ = two.alice.post(&format!("/api/v1/statuses/{id}/{act}")).await.expect_ok();
    }
    two.settle().await;
    let counted = two.bob.get(&path).await.expect_ok();
    assert_eq!((&counted["favourites_count"], &counted["reblogs_count"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn a_boost_brings_a_post_that_was_not_here() {
    let two = Two::reading().await;
    let eve = two.there.person("eve").await;
    let post = eve.publishes("Carry me").await;
    let boost = format!("/api/v1/statuses/{post}/reblog");
    let _ = two.bob.post(&boost).await.expect_ok();
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    assert_eq!(seen["account"]["acct"], handle(&two.there, "bob"));
    assert_eq!(seen["reblog"]["account"]["acct"], handle(&two.there, "eve"));
    assert_eq!(seen["reblog"]["content"], "<p>Carry me</p>");
    let _ = two.bob.post(&format!("/api/v1/statuses/{post}/unreblog")).await.expect_ok();
    two.settle().await;
    assert!(first_of_home(&two.alice).await.is_null());
}

#[tokio::test]
async fn pictures_come_with_their_descriptions_and_through_us() {
    let two = Two::reading().await;
    let picture = picture(&two.bob, "A red dot").await;
    let post = json!({ "status": "Look", "media_ids": [picture] });
    let _ = two.bob.publishes_as(post).await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    let shown = &seen["media_attachments"][0];
    assert_eq!(shown["description"], "A red dot");
    assert_eq!(shown["type"], "image");
    assert!(shown["url"].as_str().unwrap().starts_with(&two.here.url), "{shown}");
    assert!(shown["remote_url"].as_str().unwrap().starts_with(&two.there.url), "{shown}");
    assert_eq!(two.alice.get(shown["url"].as_str().unwrap()).await.status, 200);
}

async fn picture(who: &Person, description: &str) -> String {
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";
    let part = town::multipart::Part::bytes(gif.to_vec()).file_name("dot.gif");
    let form = town::multipart::Form::new().part("file", part);
    let form = form.text("description", description.to_owned());
    let sent = who.request(Method::POST, "/api/v2/media").multipart(form);
    who.send(sent).await.expect_ok()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_older_post_is_fetched_by_its_address_and_filed_at_its_date() {
    let two = Two::new().await;
    let old = two.bob.publishes("Long ago").await;
    let hour = 3_600_000;
    two.there.later_by_ms(hour);
    two.here.later_by_ms(hour);
    let recent = two.alice.publishes("Just now").await;
    let q = format!("{}/@bob/{old}", two.there.url);
    let found = two.alice.get(&format!("/api/v2/search?resolve=true&q={q}")).await.expect_ok();
    let found = &found["statuses"][0];
    assert_eq!(found["content"], "<p>Long ago</p>");
    let id: i64 = found["id"].as_str().unwrap().parse().unwrap();
    assert!(id < recent.parse().unwrap(), "it is filed at its own date");
    let again = two.alice.get(&format!("/api/v2/search?resolve=true&q={q}")).await.expect_ok();
    assert_eq!(again["statuses"][0]["id"], found["id"]);
    // What is closed cannot be had so.
    let draft = json!({ "status": "For friends", "visibility": "private" });
    let closed = two.bob.publishes_as(draft).await;
    let q = format!("{}/ap/posts/{closed}", two.there.url);
    let found = two.alice.get(&format!("/api/v2/search?resolve=true&q={q}")).await.expect_ok();
    assert_eq!(found["statuses"], json!([]));
}

#[tokio::test]
async fn the_public_timeline_tells_here_and_elsewhere_apart() {
    let two = Two::reading().await;
    let _ = two.bob.publishes("From elsewhere").await;
    two.settle().await;
    let own = two.alice.publishes("From here").await;
    let all = two.alice.reads("/api/v1/timelines/public").await;
    assert_eq!((all.len(), &all[0]), (2, &own));
    let here = two.alice.reads("/api/v1/timelines/public?local=true").await;
    assert_eq!(here, [own]);
    let away = two.alice.reads("/api/v1/timelines/public?remote=true").await;
    assert_eq!(away, all[1..]);
}
