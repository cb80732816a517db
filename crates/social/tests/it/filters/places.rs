//! Stories of what filters do where posts are shown.

use super::filters;
use crate::pages::{hides, member, shows};
use crate::streaming::listen::{Ear, Socket};
use town::{Person, Town, Value, ids, json};

const EVERYWHERE: [&str; 5] = ["home", "notifications", "public", "thread", "account"];

async fn seen(who: &Person, path: &str, id: &str) -> Value {
    let page = who.get(path).await.expect_ok();
    let all = page.as_array().unwrap();
    all.iter().find(|post| post["id"] == id).unwrap_or_else(|| panic!("{id} in {path}")).clone()
}

#[tokio::test]
async fn a_post_is_marked_wherever_it_is_shown() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    let post = bob.publishes("Encore un SONDAGE, @alice").await;
    let plain = bob.publishes("Le temps qu’il fait").await;
    let made = filters(&alice, "warn", "sondage", &["home"]).await;
    let path = format!("/api/v1/statuses/{post}");
    let _ = alice.post(&format!("{path}/bookmark")).await.expect_ok();

    let one = alice.get(&path).await.expect_ok();
    let result = &one["filtered"][0];
    assert_eq!(result["filter"]["id"], made["id"]);
    assert_eq!(result["filter"]["filter_action"], "warn");
    assert_eq!(result["filter"]["context"], json!(["home"]));
    assert!(result["filter"].get("keywords").is_none());
    assert_eq!(result["keyword_matches"], json!(["sondage"]));
    for list in [
        "/api/v1/timelines/home",
        "/api/v1/timelines/public",
        "/api/v1/bookmarks",
        &format!("/api/v1/accounts/{}/statuses", bob.id),
    ] {
        assert_eq!(seen(&alice, list, &post).await["filtered"], one["filtered"], "{list}");
    }
    assert_eq!(seen(&alice, "/api/v1/timelines/home", &plain).await["filtered"], json!([]));
    let context = alice.get(&format!("/api/v1/statuses/{plain}/context")).await.expect_ok();
    assert_eq!(context["descendants"], json!([]));
    town.settle().await;
    let told = alice.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["status"]["filtered"], one["filtered"]);

    // A boost is what it carries; others see no mark, and nobody on their own posts.
    let boost = bob.post(&format!("{path}/reblog")).await.expect_ok();
    let boost = seen(&alice, "/api/v1/timelines/home", boost["id"].as_str().unwrap()).await;
    assert_eq!(boost["filtered"], one["filtered"]);
    assert_eq!(boost["reblog"]["filtered"], one["filtered"]);
    assert_eq!(carol.get(&path).await.expect_ok()["filtered"], json!([]));
    assert!(town.stranger().get(&path).await.expect_ok().get("filtered").is_none());
    let own = alice.publishes("Mon sondage").await;
    let own = alice.get(&format!("/api/v1/statuses/{own}")).await.expect_ok();
    assert_eq!(own["filtered"], json!([]));

    // What is edited is compared anew, and so are all when the filter changes.
    let calm = json!({ "status": "Encore un, @alice" });
    let _ = bob.send_json(town::Method::PUT, &path, calm).await.expect_ok();
    assert_eq!(alice.get(&path).await.expect_ok()["filtered"], json!([]));
    let _ = filters(&alice, "blur", "encore", &["home"]).await;
    let again = alice.get(&path).await.expect_ok();
    assert_eq!(again["filtered"][0]["filter"]["filter_action"], "blur");
}

#[tokio::test]
async fn what_is_hidden_leaves_no_hole() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let _ = filters(&alice, "hide", "pub", &EVERYWHERE).await;
    let mut shown = Vec::new();
    for number in 0..12 {
        for _ in 0..3 {
            let _ = bob.publishes(&format!("Une pub, numéro {number} #mot @alice")).await;
        }
        shown.insert(0, bob.publishes(&format!("Numéro {number}, public #mot @alice")).await);
    }
    town.settle().await;
    let friends = alice.post_json("/api/v1/lists", json!({ "title": "Amis" })).await.expect_ok();
    let friends = friends["id"].as_str().unwrap().to_owned();
    let members = json!({ "account_ids": [bob.id] });
    let path = format!("/api/v1/lists/{friends}/accounts");
    let _ = alice.post_json(&path, members).await.expect_ok();
    let friends = format!("/api/v1/timelines/list/{friends}");
    for list in [
        "/api/v1/timelines/home",
        &friends,
        "/api/v1/timelines/public",
        "/api/v1/timelines/tag/mot",
        &format!("/api/v1/accounts/{}/statuses", bob.id),
    ] {
        let page = alice.get(&format!("{list}?limit=5")).await;
        assert_eq!(ids(&page.expect_ok()), shown[..5], "{list}");
        let next = page.link("next").unwrap();
        let second = alice.get(&next).await;
        assert_eq!(ids(&second.expect_ok()), shown[5..10], "{list}");
        let back = second.link("prev").unwrap();
        assert_eq!(alice.reads(&back).await, shown[..5], "{list}");
        assert_eq!(alice.reads(&format!("{list}?limit=20")).await, shown, "{list}");
    }
    let told = alice.get("/api/v1/notifications?limit=5").await;
    let about = |page: &Value| {
        let list = page.as_array().unwrap().clone();
        list.iter().map(|it| it["status"]["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(about(&told.expect_ok()), shown[..5]);
    let count = alice.get("/api/v1/notifications/unread_count").await.expect_ok();
    assert_eq!(count["count"], 12);
    // The post itself can still be opened, and the whole conversation.
    let hidden = bob.reads("/api/v1/timelines/home?limit=2").await.pop().unwrap();
    let opened = alice.get(&format!("/api/v1/statuses/{hidden}")).await.expect_ok();
    assert_eq!(opened["filtered"][0]["filter"]["filter_action"], "hide");
}

#[tokio::test]
async fn a_filter_ends_and_applies_only_where_it_should() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let made = filters(&alice, "hide", "foot", &["home"]).await;
    let post = bob.publishes("Ce soir, foot").await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [] as [String; 0]);
    assert_eq!(alice.reads("/api/v1/timelines/public").await, [post.clone()]);
    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());
    let ends = json!({ "expires_in": 60 });
    let _ = alice.send_json(town::Method::PUT, &path, ends).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [] as [String; 0]);
    town.later_by_ms(61_000);
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [post.clone()]);
    let over = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(over["filtered"], json!([]));
    assert_eq!(ids(&alice.get("/api/v2/filters").await.expect_ok()).len(), 1);
}

#[tokio::test]
async fn streams_heed_filters_and_tell_of_their_change() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let mut ear = Ear::open(&alice, "/api/v1/streaming/user").await;
    let mut everywhere = Ear::open(&alice, "/api/v1/streaming/public").await;
    let mut socket = Socket::open(&town, &alice, "?stream=user").await;
    let _ = filters(&alice, "hide", "foot", &["home", "notifications"]).await;
    assert_eq!(ear.hears("filters_changed").await.data, "undefined");
    assert_eq!(socket.hears().await, json!({ "stream": ["user"], "event": "filters_changed" }));
    let _ = filters(&alice, "warn", "temps", &["home"]).await;
    let _ = ear.hears("filters_changed").await;

    let hidden = bob.publishes("Ce soir, foot, @alice").await;
    let marked = bob.publishes("Le temps").await;
    let heard = ear.hears("update").await.json();
    assert_eq!(heard["id"], marked.as_str());
    assert_eq!(heard["filtered"][0]["keyword_matches"], json!(["temps"]));
    let heard = everywhere.hears("update").await.json();
    assert_eq!(heard["id"], hidden.as_str());
    assert_eq!(heard["filtered"][0]["filter"]["filter_action"], "hide");
    town.settle().await;
    let last = bob.publishes("Fin").await;
    assert_eq!(ear.hears("update").await.json()["id"], last.as_str());
}

#[tokio::test]
async fn pages_fold_what_a_filter_warns_of() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    let bob = town.person("bob").await;
    alice.follows(&bob).await;
    let _ = filters(&alice, "warn", "Sondage", &["home"]).await;
    let _ = filters(&alice, "hide", "foot", &["home"]).await;
    let _ = bob.publishes("Encore un sondage").await;
    let _ = bob.publishes("Ce soir, foot").await;
    browser.open("/home").await;
    shows(&browser, "<summary>Filtered: Sondage</summary>");
    hides(&browser, "Ce soir");
    browser.open("/local").await;
    shows(&browser, "Ce soir");
    hides(&browser, "Filtered:");
}
