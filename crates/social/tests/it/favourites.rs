//! Stories of favourites.

use town::{Town, ids, json};

#[tokio::test]
async fn a_favourite_is_counted_once_and_its_author_is_known() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let post = bob.publishes("Bonjour").await;
    let path = format!("/api/v1/statuses/{post}");
    for _ in 0..2 {
        let seen = alice.post(&format!("{path}/favourite")).await.expect_ok();
        assert_eq!((&seen["favourited"], &seen["favourites_count"]), (&json!(true), &json!(1)));
    }
    let _ = carol.post(&format!("{path}/favourite")).await.expect_ok();
    let seen = bob.get(&path).await.expect_ok();
    assert_eq!((&seen["favourited"], &seen["favourites_count"]), (&json!(false), &json!(2)));
    let fans = format!("/api/v1/statuses/{post}/favourited_by");
    assert_eq!(town.stranger().reads(&fans).await, [carol.id.clone(), alice.id.clone()]);

    for _ in 0..2 {
        let seen = alice.post(&format!("/api/v1/statuses/{post}/unfavourite")).await.expect_ok();
        assert_eq!((&seen["favourited"], &seen["favourites_count"]), (&json!(false), &json!(1)));
    }
    assert_eq!(bob.reads(&fans).await, [carol.id]);
}

#[tokio::test]
async fn ones_favourites_are_listed_latest_first() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut posts = Vec::new();
    for no in 0..3 {
        posts.push(bob.publishes(&format!("Post {no}")).await);
    }
    for post in [&posts[1], &posts[2], &posts[0]] {
        let _ = alice.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    }
    let page = alice.get("/api/v1/favourites?limit=2").await;
    assert_eq!(ids(&page.expect_ok()), [posts[0].clone(), posts[2].clone()]);
    let next = alice.get(&page.link("next").unwrap()).await;
    assert_eq!(ids(&next.expect_ok()), [posts[1].clone()]);
    assert_eq!(alice.reads(&next.link("prev").unwrap()).await, ids(&page.expect_ok()));
    // What is gone is no longer listed.
    let _ = bob.delete(&format!("/api/v1/statuses/{}", posts[2])).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/favourites").await, [posts[0].clone(), posts[1].clone()]);
    assert_eq!(bob.reads("/api/v1/favourites").await, [] as [String; 0]);
}

#[tokio::test]
async fn what_is_hidden_cannot_be_favoured() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes_as(json!({ "status": "Entre nous", "visibility": "private" })).await;
    for id in [post.as_str(), "12", "abc"] {
        for act in ["favourite", "unfavourite"] {
            let _ = alice.post(&format!("/api/v1/statuses/{id}/{act}")).await.expect_error(404);
        }
        let fans = format!("/api/v1/statuses/{id}/favourited_by");
        let _ = alice.get(&fans).await.expect_error(404);
    }
    let path = format!("/api/v1/statuses/{post}/favourite");
    let _ = town.stranger().post(&path).await.expect_error(401);
    let _ = town.stranger().get("/api/v1/favourites").await.expect_error(401);
}
