//! Stories of an account's posts.

use town::{Town, ids, json};

use crate::posts::follow;

#[tokio::test]
async fn a_profile_shows_what_its_reader_may_see() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let mut posts = Vec::new();
    for visibility in ["public", "unlisted", "private", "direct"] {
        let draft = json!({ "status": "Bonjour @carol", "visibility": visibility });
        posts.push(alice.publishes_as(draft).await);
    }
    let secret = json!({ "status": "Note à moi", "visibility": "direct" });
    posts.push(alice.publishes_as(secret).await);
    posts.reverse();
    follow(&town, &bob, &alice).await;
    let page = format!("/api/v1/accounts/{}/statuses", alice.id);
    assert_eq!(alice.reads(&page).await, posts);
    assert_eq!(carol.reads(&page).await, posts[1..]);
    assert_eq!(bob.reads(&page).await, posts[2..]);
    assert_eq!(town.stranger().reads(&page).await, posts[3..]);
    for id in ["abc", "0", "99"] {
        let path = format!("/api/v1/accounts/{id}/statuses");
        let _ = bob.get(&path).await.expect_error(404);
    }
}

#[tokio::test]
async fn a_profile_can_be_narrowed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let plain = alice.publishes("Simple #Été").await;
    let thread = json!({ "status": "Suite", "in_reply_to_id": plain });
    let thread = alice.publishes_as(thread).await;
    let theirs = bob.publishes("De Bob").await;
    let reply = json!({ "status": "Réponse", "in_reply_to_id": theirs });
    let reply = alice.publishes_as(reply).await;
    let boost = alice.post(&format!("/api/v1/statuses/{theirs}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();
    let page = |ask: &str| format!("/api/v1/accounts/{}/statuses?{ask}", alice.id);
    let reads = async |ask: &str| bob.reads(&page(ask)).await;
    assert_eq!(reads("").await, [&boost, &reply, &thread, &plain].map(Clone::clone));
    assert_eq!(reads("exclude_replies=true").await, [&boost, &thread, &plain].map(Clone::clone));
    let narrowed = reads("exclude_replies=True&exclude_reblogs=1").await;
    assert_eq!(narrowed, [&thread, &plain].map(Clone::clone));
    assert_eq!(reads("tagged=ete").await, [plain.clone()]);
    assert_eq!(reads("tagged=nulle-part").await, [] as [String; 0]);
    assert_eq!(reads("only_media=true").await, [] as [String; 0]);
    let _ = bob.get(&page("limit=0")).await.expect_error(422);
    let _ = bob.get(&page("max_id=x")).await.expect_error(422);
    let _ = bob.get(&page("pinned=perhaps")).await.expect_error(400);
}

#[tokio::test]
async fn a_page_is_never_short_and_can_be_walked_both_ways() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut open = Vec::new();
    for no in 0..12 {
        let visibility = if no % 3 == 0 { "public" } else { "direct" };
        let draft = json!({ "status": format!("Post {no}"), "visibility": visibility });
        let id = alice.publishes_as(draft).await;
        if no % 3 == 0 {
            open.insert(0, id);
        }
    }
    let first = bob.get(&format!("/api/v1/accounts/{}/statuses?limit=2", alice.id)).await;
    assert_eq!(ids(&first.expect_ok()), open[..2]);
    let next = bob.get(&first.link("next").unwrap()).await;
    assert_eq!(ids(&next.expect_ok()), open[2..]);
    assert_eq!(bob.reads(&next.link("prev").unwrap()).await, open[..2]);
    let last = bob.get(&next.link("next").unwrap()).await;
    assert_eq!(ids(&last.expect_ok()), [] as [String; 0]);
    assert_eq!(last.link("next"), None);
}
