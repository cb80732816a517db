//! Stories of mutes.

use town::{Town, json};

use crate::pages::{member, shows};
use crate::streaming::listen::Ear;

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn a_mute_is_kept_until_its_time_is_over() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let path = format!("/api/v1/accounts/{}", bob.id);
    alice.follows(&bob).await;
    let body = json!({ "duration": 60, "notifications": false });
    let now = alice.post_json(&format!("{path}/mute"), body).await.expect_ok();
    assert_eq!(
        (&now["muting"], &now["muting_notifications"], &now["following"]),
        (&json!(true), &json!(false), &json!(true))
    );
    assert!(now["muting_expires_at"].is_string());
    let list = alice.get("/api/v1/mutes").await.expect_ok();
    assert_eq!((&list[0]["id"], list[0]["mute_expires_at"].is_string()), (&json!(bob.id), true));

    town.later_by_ms(MINUTE_MS);
    assert_eq!(alice.reads("/api/v1/mutes").await, [] as [String; 0]);

    // Muting again sets everything anew: for ever, notifications too.
    let now = alice.post(&format!("{path}/mute")).await.expect_ok();
    assert_eq!(
        (&now["muting_notifications"], &now["muting_expires_at"]),
        (&json!(true), &json!(null))
    );
    let list = alice.get("/api/v1/mutes").await.expect_ok();
    assert_eq!(list[0]["mute_expires_at"], json!(null));
    let now = alice.post(&format!("/api/v1/accounts/{}/unmute", bob.id)).await.expect_ok();
    assert_eq!(now["muting"], false);
}

#[tokio::test]
async fn what_cannot_be_muted_is_said() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", alice.id)).await.expect_error(403);
    let _ = alice.post("/api/v1/accounts/4242/mute").await.expect_error(404);
    let path = format!("/api/v1/accounts/{}/mute", bob.id);
    for duration in [json!(-1), json!("demain"), json!("99999999999999999999")] {
        let _ = alice.post_json(&path, json!({ "duration": duration })).await.expect_error(422);
    }
    let now = alice.post(&format!("{path}?duration=3600")).await.expect_ok();
    assert!(now["muting_expires_at"].is_string());
    assert_eq!(alice.reads("/api/v1/mutes").await, [bob.id.clone()]);
    let _ = town.stranger().get("/api/v1/mutes").await.expect_error(401);
}

#[tokio::test]
async fn a_mute_ends_in_timelines_at_its_time() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let post = bob.publishes("@alice Bonjour").await;
    town.settle().await;
    let mute = format!("/api/v1/accounts/{}/mute", bob.id);
    let _ = alice.post_json(&mute, json!({ "duration": 60 })).await.expect_ok();
    let mut home = Ear::open(&alice, "/api/v1/streaming/user").await;
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    assert!(alice.reads("/api/v1/notifications").await.is_empty());
    let unread = "/api/v1/notifications/unread_count";
    assert_eq!(alice.get(unread).await.expect_ok()["count"], 0);
    let muted = bob.publishes("Muet").await;

    // Nobody had to do anything for it.
    town.later_by_ms(MINUTE_MS);
    assert_eq!(alice.reads("/api/v1/notifications").await.len(), 1);
    assert_eq!(alice.get(unread).await.expect_ok()["count"], 1);
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [muted.as_str(), &post]);
    let heard = bob.publishes("De retour").await;
    assert_eq!(home.hears("update").await.id, heard);
}

#[tokio::test]
async fn a_mute_is_given_a_time_and_ended_on_pages() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    let bob = town.person("bob").await;
    let mute = format!("/accounts/{}/mute", bob.id);
    browser.open(&mute).await;
    browser.submit(&mute, &[("duration", "86400")]).await;
    shows(&browser, "You mute this account.");
    assert_eq!(browser.address, "/@bob");
    let mutes = alice.get("/api/v1/mutes").await.expect_ok();
    assert!(mutes[0]["mute_expires_at"].is_string());
    browser.open("/mutes").await;
    shows(&browser, "@bob");
    shows(&browser, "Until");
    browser.press(&format!("/accounts/{}/unmute", bob.id)).await;
    assert_eq!(browser.address, "/mutes");
    shows(&browser, "You mute nobody.");
    let stranger = town.browser("/mutes").await;
    assert_eq!(stranger.address, "/log-in?then=/mutes");
}
