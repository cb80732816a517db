//! Stories of featured hashtags.

use town::{Town, json};

#[tokio::test]
async fn hashtags_are_shown_on_a_profile() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let _ = alice.publishes("#Climat et #Transports").await;
    let _ = alice.publishes("#climat encore").await;
    let _ = alice.publishes_as(json!({ "status": "#climat", "visibility": "unlisted" })).await;
    let _ = bob.publishes("#climat aussi").await;

    let suggested = alice.get("/api/v1/featured_tags/suggestions").await.expect_ok();
    let names = [&suggested[0]["name"], &suggested[1]["name"], &suggested[2]["name"]];
    assert_eq!(names, [&json!("Climat"), &json!("Transports"), &json!(null)]);

    let made = alice.post_json("/api/v1/featured_tags", json!({ "name": "#Climat" })).await;
    let made = made.expect_ok();
    assert_eq!((&made["name"], &made["statuses_count"]), (&json!("Climat"), &json!("2")));
    assert_eq!(made["url"], format!("{}/tags/climat", town.url));
    assert_eq!(made["last_status_at"].as_str().unwrap().len(), "2026-11-24".len());
    let again = alice.post_json("/api/v1/featured_tags", json!({ "name": "climat" })).await;
    assert_eq!(again.expect_ok(), made);
    assert_eq!(alice.get("/api/v1/tags/climat").await.expect_ok()["featuring"], true);
    assert_eq!(bob.get("/api/v1/tags/climat").await.expect_ok()["featuring"], false);

    let tag = alice.post("/api/v1/tags/neuf/feature").await.expect_ok();
    assert_eq!((&tag["name"], &tag["featuring"]), (&json!("neuf"), &json!(true)));
    let own = alice.get("/api/v1/featured_tags").await.expect_ok();
    let seen = format!("/api/v1/accounts/{}/featured_tags", alice.id);
    assert_eq!(town.stranger().get(&seen).await.expect_ok(), own);
    assert_eq!((&own[0], &own[1]["name"]), (&made, &json!("neuf")));
    assert_eq!((&own[1]["statuses_count"], &own[1]["last_status_at"]), (&json!("0"), &json!(null)));
    let suggested = alice.get("/api/v1/featured_tags/suggestions").await.expect_ok();
    assert_eq!(suggested[0]["name"], "Transports");

    let tag = alice.post("/api/v1/tags/neuf/unfeature").await.expect_ok();
    assert_eq!(tag["featuring"], false);
    let _ = alice.post("/api/v1/tags/neuf/unfeature").await.expect_ok();
    let one = format!("/api/v1/featured_tags/{}", made["id"].as_str().unwrap());
    let _ = bob.delete(&one).await.expect_error(404);
    assert_eq!(alice.delete(&one).await.expect_ok(), json!({}));
    let _ = alice.delete(&one).await.expect_error(404);
    assert_eq!(alice.get(&seen).await.expect_ok(), json!([]));
}

#[tokio::test]
async fn what_cannot_be_featured_is_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let path = "/api/v1/featured_tags";
    for name in ["", "123", "deux mots"] {
        let _ = alice.post_json(path, json!({ "name": name })).await.expect_error(422);
    }
    let _ = alice.post("/api/v1/tags/123/feature").await.expect_error(404);
    for number in 0..10 {
        let name = json!({ "name": format!("mot{number}") });
        let _ = alice.post_json(path, name).await.expect_ok();
    }
    let _ = alice.post_json(path, json!({ "name": "trop" })).await.expect_error(422);
    let _ = town.stranger().get(path).await.expect_error(401);
    let _ = alice.get("/api/v1/accounts/4242/featured_tags").await.expect_error(404);
    let instance = alice.get("/api/v2/instance").await.expect_ok();
    assert_eq!(instance["configuration"]["accounts"]["max_featured_tags"], 10);
}
