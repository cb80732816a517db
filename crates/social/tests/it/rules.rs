//! Stories of rules.

use town::{Method, Town, json};

#[tokio::test]
async fn an_admin_says_what_is_asked_of_people_in_their_languages() {
    let town = Town::new().await;
    let (ada, alice) = (town.admin("ada").await, town.person("alice").await);
    let rule = json!({
        "text": "Be kind", "hint": "Even in anger",
        "translations": { "fr": { "text": "Soyez aimable", "hint": "" } },
    });
    let first = ada.post_json("/api/portevoix/v1/admin/rules", rule).await.expect_ok();
    let second = json!({ "text": "No adverts" });
    let second = ada.post_json("/api/portevoix/v1/admin/rules", second).await.expect_ok();

    let seen = alice.get("/api/v1/instance/rules").await.expect_ok();
    assert_eq!(seen[0]["translations"]["fr"]["text"], "Soyez aimable");
    assert_eq!(seen[1]["text"], "No adverts");
    assert_eq!(town.stranger().get("/api/v2/instance").await.expect_ok()["rules"], seen);
    assert_eq!(town.stranger().get("/api/v1/instance").await.expect_ok()["rules"], seen);

    let path = format!("/api/portevoix/v1/admin/rules/{}", second["id"].as_str().unwrap());
    let said = ada.send_json(Method::PUT, &path, json!({ "text": "No ads", "position": -1 })).await;
    assert_eq!(said.expect_ok()["text"], "No ads");
    let seen = alice.get("/api/v1/instance/rules").await.expect_ok();
    assert_eq!(seen[0]["id"], second["id"]);
    let _ = ada.delete(&path).await.expect_ok();
    let _ = ada.delete(&path).await.expect_error(404);
    let seen = alice.get("/api/v1/instance/rules").await.expect_ok();
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!(seen[0]["id"], first["id"]);
}

#[tokio::test]
async fn only_admins_with_the_key_for_it_change_rules() {
    let town = Town::new().await;
    let (mo, alice) = (town.moderator("mo").await, town.person("alice").await);
    let rule = json!({ "text": "Mine" });
    let path = "/api/portevoix/v1/admin/rules";
    let _ = mo.post_json(path, rule.clone()).await.expect_error(403);
    let _ = alice.post_json(path, rule.clone()).await.expect_error(403);
    // Not even with the scope: the role counts too.
    let key = town.token_with(&alice, "admin:write").await;
    let _ = alice.with_token(&key).post_json(path, rule.clone()).await.expect_error(403);
    let ada = town.admin("ada").await;
    let key = town.token_with(&ada, "read write admin:read").await;
    let _ = ada.with_token(&key).post_json(path, rule).await.expect_error(403);
    let _ = ada.post_json(path, json!({ "text": " " })).await.expect_error(422);
}
