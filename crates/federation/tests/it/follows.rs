//! Following across servers, and its end.

use town::{Method, json};

use crate::two::Two;

#[tokio::test]
async fn a_follow_is_asked_for_answered_and_ended() {
    let two = Two::new().await;
    let bob = two.bob_here().await;
    let asked = two.alice.post(&format!("/api/v1/accounts/{bob}/follow")).await.expect_ok();
    assert_eq!((&asked["following"], &asked["requested"]), (&json!(false), &json!(true)));
    two.settle().await;
    let relations = format!("/api/v1/accounts/relationships?id={bob}");
    assert_eq!(two.alice.get(&relations).await.expect_ok()[0]["following"], true);

    let told = two.bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["type"], "follow");
    let alice = two.alice_there().await;
    assert_eq!(told[0]["account"]["id"], alice);
    let me = two.bob.get(&format!("/api/v1/accounts/{}", two.bob.id)).await.expect_ok();
    assert_eq!(me["followers_count"], 1);

    let _ = two.alice.post(&format!("/api/v1/accounts/{bob}/unfollow")).await.expect_ok();
    two.settle().await;
    let me = two.bob.get(&format!("/api/v1/accounts/{}", two.bob.id)).await.expect_ok();
    assert_eq!(me["followers_count"], 0);
}

#[tokio::test]
async fn a_locked_account_lets_in_whom_it_wants() {
    let two = Two::new().await;
    let path = "/api/v1/accounts/update_credentials";
    let _ = two.bob.send_json(Method::PATCH, path, json!({ "locked": true })).await.expect_ok();
    let bob = two.follow().await;
    let relations = format!("/api/v1/accounts/relationships?id={bob}");
    assert_eq!(two.alice.get(&relations).await.expect_ok()[0]["requested"], true);
    let alice = two.alice_there().await;
    let path = format!("/api/v1/follow_requests/{alice}/authorize");
    let _ = two.bob.post(&path).await.expect_ok();
    two.settle().await;
    assert_eq!(two.alice.get(&relations).await.expect_ok()[0]["following"], true);

    // And no longer.
    let path = format!("/api/v1/accounts/{alice}/remove_from_followers");
    let _ = two.bob.post(&path).await.expect_ok();
    two.settle().await;
    let now = two.alice.get(&relations).await.expect_ok();
    assert_eq!((&now[0]["following"], &now[0]["requested"]), (&json!(false), &json!(false)));

    two.follow().await;
    let path = format!("/api/v1/follow_requests/{alice}/reject");
    let _ = two.bob.post(&path).await.expect_ok();
    two.settle().await;
    assert_eq!(two.alice.get(&relations).await.expect_ok()[0]["requested"], false);
}

#[tokio::test]
async fn a_block_reaches_the_other_server() {
    let two = Two::reading().await;
    let bob = two.bob_here().await;
    let alice = two.alice_there().await;
    let _ = two.bob.post(&format!("/api/v1/accounts/{alice}/block")).await.expect_ok();
    two.settle().await;
    let relations = format!("/api/v1/accounts/relationships?id={bob}");
    let now = two.alice.get(&relations).await.expect_ok();
    assert_eq!((&now[0]["following"], &now[0]["blocked_by"]), (&json!(false), &json!(true)));
    let _ = two.alice.post(&format!("/api/v1/accounts/{bob}/follow")).await.expect_error(403);
    let _ = two.bob.post(&format!("/api/v1/accounts/{alice}/unblock")).await.expect_ok();
    two.settle().await;
    two.follow().await;
    assert_eq!(two.alice.get(&relations).await.expect_ok()[0]["following"], true);
}

#[tokio::test]
async fn a_changed_profile_reaches_those_who_read_it() {
    let two = Two::reading().await;
    let bob = two.bob_here().await;
    let path = "/api/v1/accounts/update_credentials";
    let profile = json!({ "display_name": "Robert" });
    let _ = two.bob.send_json(Method::PATCH, path, profile).await.expect_ok();
    two.settle().await;
    let seen = two.alice.get(&format!("/api/v1/accounts/{bob}")).await.expect_ok();
    assert_eq!(seen["display_name"], "Robert");
}
