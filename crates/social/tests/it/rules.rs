//! Stories of rules.

use town::{Method, Town, json};

use crate::instance::browser_of;
use crate::pages::shows;

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

#[tokio::test]
async fn admins_write_the_rules_on_pages() {
    let town = Town::new().await;
    let mut ada = browser_of(&town, "ada", true).await;
    let mut mona = browser_of(&town, "mona", false).await;
    mona.open("/admin/rules").await;
    assert_eq!(mona.page.status, 404);
    ada.open("/admin/rules").await;
    shows(&ada, "Nobody wrote rules");
    ada.open("/admin/rules/new").await;
    ada.submit("/admin/rules", &[("text", " "), ("hint", "Kept")]).await;
    assert_eq!(ada.page.status, 422);
    shows(&ada, "href=\"#text\"");
    shows(&ada, "Kept");
    let typed = [("text", "Be kind"), ("text-fr", "Soyez aimables"), ("hint-fr", "Toujours")];
    ada.submit("/admin/rules", &typed).await;
    ada.open("/admin/rules/new").await;
    ada.submit("/admin/rules", &[("text", "Be true")]).await;

    let read = async || {
        let list = town.stranger().get("/api/v1/instance/rules").await.expect_ok();
        list.as_array().unwrap().clone()
    };
    let rules = read().await;
    assert_eq!(rules[0]["translations"]["fr"]["text"], "Soyez aimables");
    let (one, other) = (rules[0]["id"].as_str().unwrap(), rules[1]["id"].as_str().unwrap());
    ada.open("/admin/rules").await;
    assert!(!ada.page.text.contains(&format!("{one}/up")), "it is the first");
    ada.press(&format!("/admin/rules/{other}/up")).await;
    assert_eq!(read().await[0]["text"], "Be true");
    ada.press(&format!("/admin/rules/{other}/down")).await;
    assert_eq!(read().await[0]["text"], "Be kind");

    let form = format!("/admin/rules/{one}");
    ada.open(&form).await;
    shows(&ada, "Toujours");
    ada.submit(&form, &[("text", "Be very kind"), ("text-fr", ""), ("hint-fr", "")]).await;
    assert_eq!(read().await[0]["text"], "Be very kind");
    assert_eq!(read().await[0]["translations"], json!({}));
    ada.press(&format!("/admin/rules/{one}/end")).await;
    assert_eq!(read().await.len(), 1);
    ada.open(&form).await;
    assert_eq!(ada.page.status, 404);
}
