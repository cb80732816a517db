//! Stories of the public timeline and of hashtags.

use town::{Town, ids, json};

const PUBLIC: &str = "/api/v1/timelines/public";

#[tokio::test]
async fn the_public_timeline_holds_what_was_said_to_everybody() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let first = alice.publishes("Bonjour").await;
    for visibility in ["unlisted", "private", "direct"] {
        let draft = json!({ "status": "Not for all", "visibility": visibility });
        let _ = alice.publishes_as(draft).await;
    }
    let answer = json!({ "status": "To alice", "in_reply_to_id": first });
    let _ = bob.publishes_as(answer).await;
    let more = json!({ "status": "And more", "in_reply_to_id": first });
    let more = alice.publishes_as(more).await;
    let _ = bob.post(&format!("/api/v1/statuses/{first}/reblog")).await.expect_ok();

    let stranger = town.stranger();
    assert_eq!(stranger.reads(PUBLIC).await, [more.clone(), first.clone()]);
    assert_eq!(stranger.reads("/api/v1/timelines/public?local=true").await.len(), 2);
    let elsewhere = stranger.reads("/api/v1/timelines/public?remote=true").await;
    assert!(elsewhere.is_empty());
    let pictures = stranger.reads("/api/v1/timelines/public?only_media=1").await;
    assert!(pictures.is_empty());

    let page = stranger.get("/api/v1/timelines/public?limit=1&local=true").await;
    assert_eq!(ids(&page.expect_ok()), [more.as_str()]);
    let next = page.link("next").expect("a next page");
    assert!(next.contains("local=true"), "{next}");
    assert_eq!(stranger.reads(&next).await, [first.as_str()]);
    assert_eq!(stranger.reads(&format!("{PUBLIC}?min_id={first}")).await, [more]);
}

#[tokio::test]
async fn whom_one_avoids_is_on_no_public_list_and_the_page_stays_full() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dave) = (town.person("carol").await, town.person("dave").await);
    let mut seen = vec![carol.publishes("One #here").await];
    for turn in 0..9 {
        for other in [&bob, &dave] {
            let _ = other.publishes(&format!("Unseen {turn} #here")).await;
        }
    }
    seen.insert(0, carol.publishes("Two #here").await);
    let _ = carol.publishes("I agree with @bob #here").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", bob.id)).await.expect_ok();
    let _ = dave.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();

    for list in [PUBLIC, "/api/v1/timelines/tag/here"] {
        assert_eq!(alice.reads(&format!("{list}?limit=2")).await, seen);
        assert_eq!(carol.reads(&format!("{list}?limit=40")).await.len(), 21);
    }
}

#[tokio::test]
async fn hashtags_are_one_whatever_their_case_and_can_be_combined() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let both = alice.publishes("#Été in #Paris").await;
    let summer = alice.publishes("#été").await;
    let answer = json!({ "status": "#PARIS again", "in_reply_to_id": both });
    let paris = alice.publishes_as(answer).await;
    let hidden = json!({ "status": "#paris for few", "visibility": "unlisted" });
    let _ = alice.publishes_as(hidden).await;

    let stranger = town.stranger();
    let tag = async |rest: &str| stranger.reads(&format!("/api/v1/timelines/tag/{rest}")).await;
    assert_eq!(tag("paris").await, [paris.clone(), both.clone()]);
    assert_eq!(tag("%C3%89t%C3%A9").await, [summer.clone(), both.clone()]);
    let any = tag("paris?any[]=%C3%A9t%C3%A9").await;
    assert_eq!(any, [paris.clone(), summer.clone(), both.clone()]);
    let upward = tag(&format!("paris?any[]=%C3%A9t%C3%A9&min_id={both}&limit=1")).await;
    assert_eq!(upward, [summer.as_str()]);
    assert_eq!(tag("paris?all[]=%C3%A9t%C3%A9").await, [both.as_str()]);
    assert_eq!(tag("paris?none[]=%C3%A9t%C3%A9").await, [paris.as_str()]);
    assert_eq!(tag("paris?all[]=never").await, [] as [String; 0]);
    assert_eq!(tag("never").await, [] as [String; 0]);
}
