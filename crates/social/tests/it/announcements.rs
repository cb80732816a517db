//! Stories of announcements.

use town::{Method, Town, json};

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
