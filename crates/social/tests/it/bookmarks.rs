//! Stories of bookmarks.

use town::{Town, ids, json};

#[tokio::test]
async fn what_is_kept_is_found_again_latest_kept_first() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let first = bob.publishes("Premier").await;
    let second = bob.publishes("Second").await;

    for post in [&second, &first, &first] {
        let kept = alice.post(&format!("/api/v1/statuses/{post}/bookmark")).await.expect_ok();
        assert_eq!(kept["bookmarked"], true);
    }
    assert_eq!(alice.reads("/api/v1/bookmarks").await, [first.clone(), second.clone()]);

    let page = alice.get("/api/v1/bookmarks?limit=1").await;
    assert_eq!(ids(&page.expect_ok()), [first.clone()]);
    let next = page.link("next").expect("a next page");
    assert_eq!(alice.reads(&next).await, [second.clone()]);

    let gone = alice.post(&format!("/api/v1/statuses/{first}/unbookmark")).await.expect_ok();
    assert_eq!(gone["bookmarked"], false);
    assert_eq!(alice.reads("/api/v1/bookmarks").await, [second]);
}

#[tokio::test]
async fn nobody_learns_of_a_bookmark() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("Bonjour").await;
    let path = format!("/api/v1/statuses/{post}");
    let _ = alice.post(&format!("{path}/bookmark")).await.expect_ok();

    let seen = bob.get(&path).await.expect_ok();
    assert_eq!(seen["bookmarked"], false);
    assert_eq!(bob.reads("/api/v1/bookmarks").await, [] as [String; 0]);
}

#[tokio::test]
async fn what_is_hidden_cannot_be_kept() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes_as(json!({ "status": "Entre nous", "visibility": "private" })).await;

    for id in [post.as_str(), "999999", "not-a-number"] {
        let answer = alice.post(&format!("/api/v1/statuses/{id}/bookmark")).await;
        let _ = answer.expect_error(404);
    }
    let _ = town.stranger().get("/api/v1/bookmarks").await.expect_error(401);
}
