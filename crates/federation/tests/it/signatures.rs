//! How requests are signed, and who may read what.

use town::{Method, json};

use crate::letter::key;
use crate::peer::Peer;
use crate::two::{Two, handle, settle};

#[tokio::test]
async fn a_server_that_reads_the_newer_signatures_alone_is_understood_at_the_second_knock() {
    let two = Two::new().await;
    let peer = Peer::newer_only().await;
    let zoe = peer.has_actor("zoe", &*key(&two.there, &two.bob.id).await, &json!({}));
    let path = format!("/api/v2/search?resolve=true&q={zoe}");
    let found = two.alice.get(&path).await.expect_ok();
    let id = found["accounts"][0]["id"].as_str().unwrap();
    let follow = format!("/api/v1/accounts/{id}/follow");
    let _ = two.alice.post(&follow).await.expect_ok();
    settle(&[&two.here]).await;
    // It was known from the first question which it reads.
    let heard = peer.heard("Follow");
    assert_eq!(heard.len(), 1);
    assert!(heard[0].newer && heard[0].taken);

    // And still is after a night.
    let Two { here, alice, .. } = two;
    let here = here.restart().await;
    let alice = alice.in_town(&here);
    let _ = alice.post(&format!("/api/v1/accounts/{id}/unfollow")).await.expect_ok();
    settle(&[&here]).await;
    let heard = peer.heard("Undo");
    assert_eq!(heard.len(), 1);
    assert!(heard[0].newer);
}

#[tokio::test]
async fn a_place_that_wants_to_know_its_readers_is_read_by_those_it_does_not_bar() {
    let two = Two::with(|config| config.authorized_fetch = true).await;
    let post = two.bob.publishes("Hello").await;
    let stranger = two.there.stranger();
    let bob = format!("/ap/actors/{}", two.bob.id);
    let post = format!("/ap/posts/{post}");
    for path in [
        &bob,
        &post,
        &format!("{bob}/outbox"),
        &format!("{bob}/followers"),
        &"/ap/at/bob".to_owned(),
        &format!("{bob}/featured"),
    ] {
        let asked = stranger.request(Method::GET, path);
        assert_eq!(stranger.send(asked).await.status, 401, "{path}");
    }
    // The server itself says who it is, or nobody could check who asks.
    let _ = stranger.get("/ap/actor").await.expect_ok();

    let found = format!("/api/v1/accounts/lookup?acct={}", handle(&two.there, "bob"));
    let _ = two.alice.get(&found).await.expect_ok();
    for url in [format!("{}{post}", two.there.url), format!("{}/@bob", two.there.url)] {
        let path = format!("/api/v2/search?resolve=true&q={url}");
        let found = two.alice.get(&path).await.expect_ok();
        let count = |kind: &str| found[kind].as_array().unwrap().len();
        assert_eq!(count("statuses") + count("accounts"), 1, "{url}");
    }
}

#[tokio::test]
async fn who_is_kept_out_reads_nothing_in_their_own_name() {
    let two = Two::new().await;
    let admin = two.there.admin("carol").await;
    let block = json!({ "domain": "127.0.0.1", "severity": "suspend" });
    let _ = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    let found = format!("/api/v1/accounts/lookup?acct={}", handle(&two.there, "bob"));
    let _ = two.alice.get(&found).await.expect_error(404);
}
