//! Stories of boosts.

use town::{Town, ids, json};

#[tokio::test]
async fn a_boost_is_an_entry_that_carries_its_post() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("Bonjour").await;
    let path = format!("/api/v1/statuses/{post}/reblog");
    let boost = alice.post(&path).await.expect_ok();
    assert_eq!(boost["reblog"]["id"], post.as_str());
    assert_eq!(boost["content"], "");
    assert_eq!(boost["account"]["acct"], "alice");
    assert_eq!(boost["reblog"]["reblogs_count"], 1);
    assert_eq!(boost["reblog"]["reblogged"], true);
    assert_eq!(alice.post(&path).await.expect_ok()["id"], boost["id"], "twice is once");

    // To boost a boost is to boost its post.
    let id = boost["id"].as_str().unwrap();
    let again = bob.post(&format!("/api/v1/statuses/{id}/reblog")).await.expect_ok();
    assert_eq!(again["reblog"]["id"], post.as_str());
    let boosters = format!("/api/v1/statuses/{post}/reblogged_by");
    assert_eq!(town.stranger().reads(&boosters).await, [bob.id.clone(), alice.id.clone()]);
    let page = bob.get(&format!("{boosters}?limit=1")).await;
    assert_eq!(ids(&page.expect_ok()), [bob.id.clone()]);
    assert_eq!(bob.reads(&page.link("next").unwrap()).await, [alice.id.clone()]);

    for _ in 0..2 {
        let seen = alice.post(&format!("/api/v1/statuses/{post}/unreblog")).await.expect_ok();
        assert_eq!(seen["id"], post.as_str());
        assert_eq!((&seen["reblogged"], &seen["reblogs_count"]), (&json!(false), &json!(1)));
    }
    let _ = alice.get(&format!("/api/v1/statuses/{id}")).await.expect_error(404);
    assert_eq!(bob.reads(&boosters).await, [bob.id]);
}

#[tokio::test]
async fn what_was_said_to_few_is_not_carried_to_many() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let say = async |visibility: &str| {
        alice.publishes_as(json!({ "status": "@bob", "visibility": visibility })).await
    };
    let (private, direct) = (say("private").await, say("direct").await);
    let boost = |post: &str| format!("/api/v1/statuses/{post}/reblog");
    let _ = bob.post(&boost(&private)).await.expect_error(422);
    let _ = bob.post(&boost(&direct)).await.expect_error(422);
    let _ = alice.post(&boost(&direct)).await.expect_error(422);
    let own = alice.post(&boost(&private)).await.expect_ok();
    assert_eq!(own["visibility"], "private");

    let open = say("public").await;
    let _ = bob.post_json(&boost(&open), json!({ "visibility": "loud" })).await.expect_error(422);
    let quiet = bob.post_json(&boost(&open), json!({ "visibility": "private" })).await.expect_ok();
    assert_eq!(quiet["visibility"], "private");
    // Who boosted for their followers only is not told to everybody.
    let boosters = format!("/api/v1/statuses/{open}/reblogged_by");
    assert_eq!(alice.reads(&boosters).await, [] as [String; 0]);
    let _ = bob.post(&boost("12")).await.expect_error(404);
    let _ = town.stranger().post(&boost(&open)).await.expect_error(401);
}
