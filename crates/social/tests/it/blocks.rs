//! Stories of blocks.

use town::{Town, json};

use crate::pages::{member, shows};

#[tokio::test]
async fn a_block_ends_everything_between_two() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    bob.follows(&alice).await;
    let path = format!("/api/v1/accounts/{}", bob.id);
    for _ in 0..2 {
        let now = alice.post(&format!("{path}/block")).await.expect_ok();
        assert_eq!(
            (&now["blocking"], &now["following"], &now["followed_by"]),
            (&json!(true), &json!(false), &json!(false))
        );
    }
    assert_eq!(alice.reads("/api/v1/blocks").await, [bob.id.clone()]);
    assert_eq!(bob.reads("/api/v1/blocks").await, [] as [String; 0]);
    let seen = bob.get(&format!("/api/v1/accounts/relationships?id[]={}", alice.id)).await;
    assert_eq!(seen.expect_ok()[0]["blocked_by"], true);

    let _ = bob.post(&format!("/api/v1/accounts/{}/follow", alice.id)).await.expect_error(403);
    let _ = alice.post(&format!("{path}/follow")).await.expect_error(403);

    let now = alice.post(&format!("{path}/unblock")).await.expect_ok();
    assert_eq!((&now["blocking"], &now["following"]), (&json!(false), &json!(false)));
    bob.follows(&alice).await;
}

#[tokio::test]
async fn what_cannot_be_blocked_is_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_error(403);
    let _ = alice.post("/api/v1/accounts/4242/block").await.expect_error(404);
    let _ = alice.post("/api/v1/accounts/4242/unblock").await.expect_error(404);
    let _ = town.stranger().get("/api/v1/blocks").await.expect_error(401);
}

#[tokio::test]
async fn whom_one_blocks_is_listed_and_let_go_on_a_page() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    let bob = town.person("bob").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", bob.id)).await.expect_ok();
    browser.open("/blocks").await;
    shows(&browser, "@bob");
    browser.press(&format!("/accounts/{}/unblock", bob.id)).await;
    assert_eq!(browser.address, "/blocks");
    shows(&browser, "You block nobody.");
}
