//! Stories of announcements.

use town::{Answer, Method, Person, Town, json};

use crate::emojis;
use crate::instance::browser_of;
use crate::pages::{member, shows};
use crate::streaming::listen::Ear;

const ADMIN: &str = "/api/portevoix/v1/admin/announcements";

#[tokio::test]
async fn everybody_reads_what_is_announced_until_it_is_over() {
    let town = Town::new().await;
    let (ada, alice) = (town.admin("ada").await, town.person("alice").await);
    let end = town.app.db.now_ms() + 60_000;
    let party = json!({ "text": "Party tonight! #Party", "ends_at_ms": end });
    let party = ada.post_json(ADMIN, party).await.expect_ok();
    let calm = ada.post_json(ADMIN, json!({ "text": "All is calm" })).await.expect_ok();

    let seen = alice.get("/api/v1/announcements").await.expect_ok();
    assert_eq!((&seen[0]["id"], &seen[1]["id"]), (&calm["id"], &party["id"]));
    assert_eq!(seen[1]["tags"][0]["name"], "party");
    assert_eq!(seen[1]["read"], false);
    let id = party["id"].as_str().unwrap();
    let _ = alice.post(&format!("/api/v1/announcements/{id}/dismiss")).await.expect_ok();
    let _ = alice.post(&format!("/api/v1/announcements/{id}/dismiss")).await.expect_ok();
    let seen = alice.get("/api/v1/announcements").await.expect_ok();
    assert_eq!((&seen[0]["read"], &seen[1]["read"]), (&json!(false), &json!(true)));
    let others = ada.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(others[1]["read"], false);

    town.later_by_ms(61_000);
    let seen = alice.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!(ada.get(ADMIN).await.expect_ok().as_array().unwrap().len(), 2);
    let path = format!("/api/portevoix/v1/admin/announcements/{}", calm["id"].as_str().unwrap());
    let said = ada.send_json(Method::PUT, &path, json!({ "text": "Less calm" })).await.expect_ok();
    assert_eq!(said["published_at"], calm["published_at"]);
    let _ = ada.delete(&path).await.expect_ok();
    let _ = ada.delete(&path).await.expect_error(404);
    assert_eq!(alice.get("/api/v1/announcements").await.expect_ok(), json!([]));
}

#[tokio::test]
async fn only_admins_announce() {
    let town = Town::new().await;
    let (ada, mo, alice) =
        (town.admin("ada").await, town.moderator("mo").await, town.person("alice").await);
    let text = json!({ "text": "Mine" });
    for person in [&mo, &alice] {
        let _ = person.post_json(ADMIN, text.clone()).await.expect_error(403);
        let _ = person.delete(&format!("{ADMIN}/1")).await.expect_error(403);
    }
    let _ = ada.post_json(ADMIN, json!({ "text": " " })).await.expect_error(422);
    let wrong = json!({ "text": "x", "starts_at_ms": 2, "ends_at_ms": 1 });
    let _ = ada.post_json(ADMIN, wrong).await.expect_error(422);
    let _ = alice.post("/api/v1/announcements/12/dismiss").await.expect_error(404);
    let reader = alice.with_token(&town.token_with(&alice, "read").await);
    let _ = reader.post("/api/v1/announcements/12/dismiss").await.expect_error(403);
    let _ = town.stranger().get("/api/v1/announcements").await.expect_error(401);
}

#[tokio::test]
async fn whoever_looks_hears_of_it_at_once() {
    let town = Town::new().await;
    let (ada, alice) = (town.admin("ada").await, town.person("alice").await);
    let mut home = Ear::open(&alice, "/api/v1/streaming/user").await;
    let made = ada.post_json(ADMIN, json!({ "text": "All is calm" })).await.expect_ok();
    assert_eq!(home.hears("announcement").await.json()["id"], made["id"]);
    let id = made["id"].as_str().unwrap();
    let _ = ada.delete(&format!("{ADMIN}/{id}")).await.expect_ok();
    assert_eq!(home.hears("announcement.delete").await.data, id);
}

async fn answers(who: &Person, announcement: &str, emoji: &str) -> Answer {
    let path = format!("/api/v1/announcements/{announcement}/reactions/{emoji}");
    who.send(who.request(Method::PUT, &path)).await
}

async fn takes_back(who: &Person, announcement: &str, emoji: &str) -> Answer {
    who.delete(&format!("/api/v1/announcements/{announcement}/reactions/{emoji}")).await
}

async fn announced(ada: &Person, text: &str) -> String {
    let made = ada.post_json(ADMIN, json!({ "text": text })).await.expect_ok();
    assert_eq!(made["reactions"], json!([]));
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn people_answer_what_is_announced_with_emojis() {
    let town = Town::new().await;
    let (ada, alice, bob) =
        (town.admin("ada").await, town.person("alice").await, town.person("bob").await);
    emojis::has(&town, "blobcat").await;
    let id = announced(&ada, "All is calm").await;
    let other = announced(&ada, "All is well").await;
    let mut home = Ear::open(&bob, "/api/v1/streaming/user").await;
    assert_eq!(answers(&alice, &id, "🎉").await.expect_ok(), json!({}));
    let heard = home.hears("announcement.reaction").await.json();
    assert_eq!(heard, json!({ "name": "🎉", "count": 1, "announcement_id": id }));
    assert_eq!(answers(&alice, &id, "🎉").await.expect_ok(), json!({}));
    let _ = answers(&alice, &id, "blobcat").await.expect_ok();
    let heard = home.hears("announcement.reaction").await.json();
    assert_eq!((&heard["name"], &heard["count"]), (&json!("blobcat"), &json!(1)));
    assert!(heard["url"].as_str().unwrap().contains("/media/"));
    let _ = answers(&bob, &id, "🎉").await.expect_ok();
    assert_eq!(home.hears("announcement.reaction").await.json()["count"], 2);

    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!((&seen[0]["id"], &seen[0]["reactions"]), (&json!(other), &json!([])));
    let seen = &seen[1]["reactions"];
    assert_eq!(seen[0], json!({ "name": "🎉", "count": 2, "me": true }));
    assert_eq!((&seen[1]["name"], &seen[1]["me"]), (&json!("blobcat"), &json!(false)));
    assert!(seen[1]["static_url"].as_str().unwrap().starts_with("http"));

    let _ = takes_back(&bob, &id, "🎉").await.expect_ok();
    let _ = takes_back(&bob, &id, "🎉").await.expect_error(404);
    assert_eq!(home.hears("announcement.reaction").await.json()["count"], 1);
    let _ = takes_back(&alice, &id, "🎉").await.expect_ok();
    assert_eq!(home.hears("announcement.reaction").await.json()["count"], 0);
    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(seen[1]["reactions"].as_array().unwrap().len(), 1);
    emojis::remove(&town, "blobcat").await;
    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(seen[1]["reactions"], json!([]));
    town.settle().await;
    emojis::has(&town, "blobcat").await;
    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(seen[1]["reactions"], json!([]), "another cat was not meant");
}

#[tokio::test]
async fn only_one_emoji_at_a_time_and_eight_of_them_are_an_answer() {
    let town = Town::new().await;
    let (ada, alice, bob) =
        (town.admin("ada").await, town.person("alice").await, town.person("bob").await);
    let id = announced(&ada, "All is calm").await;
    for odd in ["a", "calm", "🎉🎉", "🎉!", ":tada:", "%00", "1", "%20", &"a".repeat(300)] {
        let _ = answers(&alice, &id, odd).await.expect_error(422);
        let _ = takes_back(&alice, &id, odd).await.expect_error(404);
    }
    // Two spellings of one emoji are one answer.
    let _ = answers(&alice, &id, "❤").await.expect_ok();
    let _ = answers(&bob, &id, "❤\u{fe0f}").await.expect_ok();
    for emoji in ["👍", "👍🏽", "🇫🇷", "👩‍🚀", "1\u{fe0f}\u{20e3}", "🎉", "☕"]
    {
        let _ = answers(&alice, &id, emoji).await.expect_ok();
    }
    let _ = answers(&alice, &id, "🍵").await.expect_error(422);
    let _ = answers(&bob, &id, "🎉").await.expect_ok();
    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(seen[0]["reactions"].as_array().unwrap().len(), 8);
    let heart = json!({ "name": "❤\u{fe0f}", "count": 2, "me": true });
    assert_eq!(seen[0]["reactions"][0], heart);
    let _ = takes_back(&alice, &id, "☕").await.expect_ok();
    let _ = answers(&bob, &id, "🍵").await.expect_ok();

    let _ = answers(&alice, "12", "🎉").await.expect_error(404);
    let stranger = town.stranger();
    let _ = answers(&stranger, &id, "🎉").await.expect_error(401);
    let reader = alice.with_token(&town.token_with(&alice, "read write:accounts").await);
    let _ = answers(&reader, &id, "🎉").await.expect_error(403);
    let _ = takes_back(&reader, &id, "🎉").await.expect_error(403);
    let over = json!({ "text": "Soon over", "ends_at_ms": town.app.db.now_ms() + 60_000 });
    let over = ada.post_json(ADMIN, over).await.expect_ok()["id"].as_str().unwrap().to_owned();
    let _ = answers(&alice, &over, "🎉").await.expect_ok();
    town.later_by_ms(61_000);
    let _ = answers(&bob, &over, "🎉").await.expect_error(404);
    let _ = takes_back(&alice, &over, "🎉").await.expect_error(404);
    let _ = ada.delete(&format!("{ADMIN}/{id}")).await.expect_ok();
    let _ = answers(&alice, &id, "🎉").await.expect_error(404);
}

#[tokio::test]
async fn admins_announce_on_pages_now_or_later() {
    let town = Town::new().await;
    let (_, mut hers) = member(&town, "alice").await;
    let mut ada = browser_of(&town, "ada", true).await;
    hers.open("/admin/announcements").await;
    assert_eq!(hers.page.status, 404);
    ada.open("/admin/announcements/new").await;
    let form = "/admin/announcements";
    let wrong = [("text", "Open day"), ("starts_at", "2030-01-02T10:00")];
    ada.submit(form, &[&wrong[..], &[("ends_at", "2030-01-01T10:00")]].concat()).await;
    assert_eq!(ada.page.status, 422);
    shows(&ada, "href=\"#ends_at\"");
    ada.submit(form, &[("ends_at", "2030-01-03T10:00"), ("publish_at", "2029-12-30T10:00")]).await;
    shows(&ada, "waits for its date");
    hers.open("/announcements").await;
    shows(&hers, "No announcements.");

    let (_, rest) = ada.page.text.split_once("href=\"/admin/announcements/").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    ada.press(&format!("{form}/{id}/publish")).await;
    hers.open("/announcements").await;
    shows(&hers, "Open day");
    hers.press(&format!("/announcements/{id}/dismiss")).await;
    assert!(!hers.page.text.contains("/dismiss"));
    ada.open(&format!("{form}/{id}")).await;
    shows(&ada, "2030-01-02T10:00");
    ada.submit(&format!("{form}/{id}"), &[("text", "Open evening")]).await;
    hers.open("/announcements").await;
    shows(&hers, "Open evening");
    ada.press(&format!("{form}/{id}/remove")).await;
    hers.open("/announcements").await;
    shows(&hers, "No announcements.");
}
