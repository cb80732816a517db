//! Stories of notes.

use town::{Town, json};

#[tokio::test]
async fn a_note_is_read_by_who_wrote_it_alone() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let path = format!("/api/v1/accounts/{}/note", bob.id);
    let note = json!({ "comment": "Vu à la réunion" });
    let now = alice.post_json(&path, note).await.expect_ok();
    assert_eq!((&now["id"], &now["note"]), (&json!(bob.id), &json!("Vu à la réunion")));
    let standing = format!("/api/v1/accounts/relationships?id[]={}", bob.id);
    assert_eq!(alice.get(&standing).await.expect_ok()[0]["note"], "Vu à la réunion");
    let other = format!("/api/v1/accounts/relationships?id[]={}", alice.id);
    assert_eq!(bob.get(&other).await.expect_ok()[0]["note"], "");
    town.settle().await;
    assert_eq!(bob.get("/api/v1/notifications").await.expect_ok(), json!([]));

    let now = alice.post_json(&path, json!({ "comment": "Autre" })).await.expect_ok();
    assert_eq!(now["note"], "Autre");
    let now = alice.post(&path).await.expect_ok();
    assert_eq!(now["note"], "");

    let long = json!({ "comment": "é".repeat(2_001) });
    let _ = alice.post_json(&path, long).await.expect_error(422);
    let _ = alice.post("/api/v1/accounts/4242/note").await.expect_error(404);
    let _ = town.stranger().post(&path).await.expect_error(401);
}
