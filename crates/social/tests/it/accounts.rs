//! What an account says of itself.

use town::{Method, Town, json, multipart};

#[tokio::test]
async fn an_account_sees_itself_as_others_and_more() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let me = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["username"], "alice");
    assert_eq!(me["source"]["privacy"], "public");
    assert_eq!(me["source"]["fields"], json!([]));
    assert_eq!(me["role"]["id"], "-99");
    for path in [
        format!("/api/v1/accounts/{}/featured_tags", alice.id),
        format!("/api/v1/accounts/{}/lists", alice.id),
    ] {
        assert_eq!(alice.get(&path).await.expect_ok(), json!([]));
    }
    let seen = town.stranger().get(&format!("/api/v1/accounts/{}", alice.id)).await.expect_ok();
    assert_eq!(seen["acct"], "alice");
    assert!(seen.get("source").is_none());
    for id in ["999", "nobody", "-1"] {
        let _ = town.stranger().get(&format!("/api/v1/accounts/{id}")).await.expect_error(404);
    }
}

#[tokio::test]
async fn a_profile_changes_in_every_shape_apps_send() {
    let town = Town::new().await;
    let (alice, _bob) = (town.person("alice").await, town.person("bob").await);
    let path = "/api/v1/accounts/update_credentials";
    let body = json!({
        "display_name": " Alice <3 ", "note": "I know @bob & #Paris\n\n<script>", "locked": true,
        "fields_attributes": [{ "name": "Site", "value": "https://alice.example" }, { "name": "" }],
        "source": { "privacy": "unlisted", "sensitive": true, "language": "fr" },
    });
    let me = alice.send_json(Method::PATCH, path, body).await.expect_ok();
    assert_eq!(me["display_name"], "Alice <3");
    let note = me["note"].as_str().unwrap();
    assert!(note.contains(&format!("{}/@bob", town.url)) && note.contains("&lt;script&gt;"));
    assert_eq!(me["locked"], true);
    assert_eq!(me["fields"].as_array().unwrap().len(), 1);
    assert_eq!(me["source"]["note"], "I know @bob & #Paris\n\n<script>");
    assert_eq!(me["source"]["language"], "fr");
    let prefers = alice.get("/api/v1/preferences").await.expect_ok();
    assert_eq!(prefers["posting:default:visibility"], "unlisted");
    assert_eq!(prefers["posting:default:sensitive"], true);

    let form = [("locked", "False"), ("source[language]", ""), ("fields_attributes[0][name]", "A")];
    let me = alice.send(alice.request(Method::PATCH, path).form(&form)).await.expect_ok();
    assert_eq!(me["locked"], false);
    assert_eq!(me["display_name"], "Alice <3");
    assert_eq!(me["source"]["language"], "");
    assert_eq!(me["fields"][0]["name"], "A");

    for bad in [
        json!({ "display_name": "x".repeat(61) }),
        json!({ "note": "x".repeat(1001) }),
        json!({ "note": "a\u{0}b" }),
        json!({ "source": { "privacy": "nonsense" } }),
        json!({ "source": { "language": "not a language" } }),
        json!({ "fields_attributes": vec![json!({ "name": "a", "value": "b" }); 9] }),
    ] {
        let _ = alice.send_json(Method::PATCH, path, bad).await.expect_error(422);
    }
}

#[tokio::test]
async fn a_portrait_is_taken_served_and_taken_down() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let send = |bytes: Vec<u8>| {
        let part = multipart::Part::bytes(bytes).file_name("blob");
        let form = multipart::Form::new().part("avatar", part).text("avatar_description", "Me");
        alice.request(Method::PATCH, "/api/v1/accounts/update_credentials").multipart(form)
    };
    let me = alice.send(send(png())).await.expect_ok();
    let avatar = me["avatar"].as_str().unwrap().to_owned();
    assert!(avatar.starts_with(&format!("{}/media/", town.url)));
    assert_eq!(me["avatar_description"], "Me");
    let served = town.stranger().with_token("").request(Method::GET, &avatar).send().await.unwrap();
    assert_eq!(served.status(), 200);
    assert_eq!(served.headers()["content-type"], "image/png");

    let _ = alice.send(send(b"not a picture".to_vec())).await.expect_error(422);
    let second = alice.send(send(png())).await.expect_ok();
    assert_ne!(second["avatar"], avatar.as_str());
    let gone = town.stranger().request(Method::GET, &avatar).send().await.unwrap();
    assert_eq!(gone.status(), 404);
    let bare = alice.delete("/api/v1/profile/avatar").await.expect_ok();
    assert!(bare["avatar"].as_str().unwrap().contains("/static/"));
    let _ = alice.delete("/api/v1/profile/header").await.expect_ok();
    let profile = alice.get("/api/v1/profile").await.expect_ok();
    assert!(profile["avatar"].is_null());

    // Some apps say PUT for PATCH; what there is no way to do is said in JSON too.
    let named = json!({ "display_name": "Alice" });
    let changed = alice.send_json(Method::PUT, "/api/v1/profile", named).await.expect_ok();
    assert_eq!(changed["display_name"], "Alice");
    let refused = alice.delete("/api/v1/profile").await;
    let _ = refused.expect_error(405);
    assert_eq!(refused.headers["allow"], "GET,HEAD,PUT,PATCH");
}

#[tokio::test]
async fn accounts_are_looked_up_by_handle_and_by_number() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("Alice").await, town.person("bob").await);
    let here = town.url.trim_start_matches("http://");
    for handle in ["alice", "ALICE", "@alice", &format!("alice@{here}")] {
        let path = format!("/api/v1/accounts/lookup?acct={handle}");
        assert_eq!(bob.get(&path).await.expect_ok()["id"], alice.id.as_str());
    }
    for handle in ["nobody", "alice@elsewhere.example", "", "%00"] {
        let path = format!("/api/v1/accounts/lookup?acct={handle}");
        let _ = bob.get(&path).await.expect_error(404);
    }
    let path = format!("/api/v1/accounts?id[]={}&id[]=999&id[]={}", bob.id, alice.id);
    assert_eq!(bob.reads(&path).await, [bob.id.clone(), alice.id.clone()]);
    assert_eq!(bob.get("/api/v1/accounts").await.expect_ok(), json!([]));
}

#[tokio::test]
async fn scopes_are_asked_for() {
    let town = Town::new().await;
    let stranger = town.stranger();
    for path in ["/api/v1/accounts/verify_credentials", "/api/v1/preferences", "/api/v1/profile"] {
        let _ = stranger.get(path).await.expect_error(401);
    }
    let body = json!({ "locked": true });
    let path = "/api/v1/accounts/update_credentials";
    let _ = stranger.send_json(Method::PATCH, path, body).await.expect_error(401);
}

fn png() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/clients/picture.png")).unwrap()
}
