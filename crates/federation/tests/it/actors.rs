//! Accounts of another server: found, shown, kept out.

use town::{Method, Town, Value, json};

use crate::two::{Two, handle};

const ACTIVITY: &str = "application/activity+json";

async fn document(town: &Town, path: &str) -> Value {
    let stranger = town.stranger();
    let asked = stranger.request(Method::GET, path).header("accept", ACTIVITY);
    let answer = stranger.send(asked).await;
    let document = answer.expect_ok();
    assert_eq!(answer.header("content-type"), ACTIVITY);
    document
}

#[tokio::test]
async fn who_lives_elsewhere_is_found_by_handle_and_address() {
    let two = Two::new().await;
    let profile = json!({ "display_name": "Bob the Builder", "note": "I build\n\nthings",
        "fields_attributes": [{ "name": "Site", "value": "https://example.org" }], "bot": true });
    let path = "/api/v1/accounts/update_credentials";
    let _ = two.bob.send_json(Method::PATCH, path, profile).await.expect_ok();
    let handle = handle(&two.there, "bob");

    let path = format!("/api/v1/accounts/lookup?acct={handle}");
    let _ = two.here.stranger().get(&path).await.expect_error(404);
    let bob = two.alice.get(&path).await.expect_ok();
    assert_eq!(bob["acct"], handle);
    assert_eq!(bob["username"], "bob");
    assert_eq!(bob["display_name"], "Bob the Builder");
    assert_eq!(bob["note"], "<p>I build</p><p>things</p>");
    assert_eq!(bob["bot"], true);
    assert_eq!(bob["url"], format!("{}/@bob", two.there.url));
    assert_eq!(bob["uri"], format!("{}/ap/actors/{}", two.there.url, two.bob.id));
    assert_eq!(bob["fields"][0]["name"], "Site");
    assert!(bob["fields"][0]["value"].as_str().unwrap().contains("href=\"https://example.org"));

    // Known now, everybody finds him; and he is one, whichever way he is asked for.
    let again = two.here.stranger().get(&path).await.expect_ok();
    assert_eq!(again["id"], bob["id"]);
    for q in [handle.clone(), format!("@{handle}"), format!("{}/@bob", two.there.url)] {
        let found = two.alice.get(&format!("/api/v2/search?resolve=true&q={q}")).await.expect_ok();
        assert_eq!(found["accounts"][0]["id"], bob["id"], "{q}");
        assert_eq!(found["accounts"].as_array().unwrap().len(), 1, "{q}");
    }
    let page = two.here.stranger().get(&format!("/@{handle}")).await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn nobody_is_found_where_there_is_nobody() {
    let two = Two::new().await;
    for handle in [handle(&two.there, "nobody"), "x@127.0.0.1:1".to_owned()] {
        let path = format!("/api/v1/accounts/lookup?acct={handle}");
        let _ = two.alice.get(&path).await.expect_error(404);
    }
    let q = format!("{}/ap/actors/99", two.there.url);
    let found = two.alice.get(&format!("/api/v2/search?resolve=true&q={q}")).await.expect_ok();
    assert_eq!(found["accounts"], json!([]));
}

#[tokio::test]
async fn a_server_that_is_kept_out_is_not_asked() {
    let two = Two::new().await;
    let admin = two.here.admin("carol").await;
    let block = json!({ "domain": "127.0.0.1", "severity": "suspend" });
    let _ = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    let path = format!("/api/v1/accounts/lookup?acct={}", handle(&two.there, "bob"));
    let _ = two.alice.get(&path).await.expect_error(404);
}

#[tokio::test]
async fn a_silenced_server_s_people_are_kept_to_their_followers() {
    let two = Two::new().await;
    let admin = two.here.admin("carol").await;
    let block = json!({ "domain": "127.0.0.1", "severity": "silence" });
    let _ = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    let path = format!("/api/v1/accounts/lookup?acct={}", handle(&two.there, "bob"));
    let bob = two.alice.get(&path).await.expect_ok();
    assert_eq!(bob["limited"], true);
}

#[tokio::test]
async fn ours_are_shown_to_other_servers() {
    let two = Two::new().await;
    let (domain, url) = (two.there.app.config.domain(), &two.there.url);
    let path = format!("/.well-known/webfinger?resource=acct:bob@{domain}");
    let answer = two.there.stranger().get(&path).await;
    assert_eq!(answer.header("content-type"), "application/jrd+json");
    let found = answer.expect_ok();
    assert_eq!(found["subject"], format!("acct:bob@{domain}"));
    let actor = format!("{url}/ap/actors/{}", two.bob.id);
    let links = found["links"].as_array().unwrap();
    let own = links.iter().find(|link| link["rel"] == "self").unwrap();
    assert_eq!(own["href"], actor);
    for resource in [actor.clone(), format!("{url}/@bob")] {
        let path = format!("/.well-known/webfinger?resource={resource}");
        let again = two.there.stranger().get(&path).await.expect_ok();
        assert_eq!(again["subject"], found["subject"]);
    }
    for nobody in ["acct:zoe@example.org", "acct:nobody@127.0.0.1", "x"] {
        let path = format!("/.well-known/webfinger?resource={nobody}");
        let _ = two.there.stranger().get(&path).await.expect_error(404);
    }
    let meta = two.there.stranger().get("/.well-known/host-meta").await;
    assert!(meta.text.contains("/.well-known/webfinger?resource={uri}"));

    let shown = document(&two.there, &format!("/ap/actors/{}", two.bob.id)).await;
    assert_eq!(shown["id"], actor);
    assert_eq!(shown["type"], "Person");
    assert_eq!(shown["publicKey"]["owner"], actor);
    assert!(shown["publicKey"]["publicKeyPem"].as_str().unwrap().starts_with("-----BEGIN PUBLIC"));
    assert_eq!(document(&two.there, "/@bob").await, shown);
    assert_eq!(document(&two.there, "/ap/at/bob").await, shown);
    let server = document(&two.there, "/ap/actor").await;
    assert_eq!(server["type"], "Application");
    let id = &two.bob.id;
    for path in [format!("/ap/actors/{id}/followers"), format!("/ap/actors/{id}/following")] {
        assert_eq!(document(&two.there, &path).await["totalItems"], 0);
    }
    let _ = two.there.stranger().get("/ap/actors/99").await.expect_error(404);
}

#[tokio::test]
async fn what_ours_posted_can_be_read_and_what_is_closed_cannot() {
    let two = Two::new().await;
    let open = two.bob.publishes("Hello #world").await;
    let draft = json!({ "status": "For friends", "visibility": "private" });
    let closed = two.bob.publishes_as(draft).await;
    let _ = two.bob.post(&format!("/api/v1/statuses/{open}/pin")).await.expect_ok();
    let note = document(&two.there, &format!("/ap/posts/{open}")).await;
    assert_eq!(note["type"], "Note");
    assert_eq!(note["tag"][0]["name"], "#world");
    assert_eq!(document(&two.there, &format!("/@bob/{open}")).await, note);
    assert_eq!(document(&two.there, &format!("/ap/at/bob/{open}")).await, note);
    let _ = two.there.stranger().get(&format!("/ap/posts/{closed}")).await.expect_error(404);

    let outbox = document(&two.there, &format!("/ap/actors/{}/outbox", two.bob.id)).await;
    let page = outbox["first"].as_str().unwrap();
    let page = document(&two.there, page).await;
    assert_eq!(page["orderedItems"].as_array().unwrap().len(), 1);
    assert_eq!(page["orderedItems"][0]["type"], "Create");
    assert_eq!(page["orderedItems"][0]["object"]["id"], note["id"]);
    let featured = document(&two.there, &format!("/ap/actors/{}/featured", two.bob.id)).await;
    assert_eq!(featured["orderedItems"][0]["id"], note["id"]);
}
