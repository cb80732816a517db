//! Stories of catching up.

use town::Town;

use crate::pages::{hides, member, shows};

#[tokio::test]
async fn what_came_since_one_left_is_sorted_counted_and_ends() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, carol) = (town.person("bob").await, town.person("carol").await);
    for other in [&bob, &carol] {
        alice.follows(other).await;
    }
    hers.open("/rattrapage").await;
    assert_eq!(hers.address, "/catch-up");
    shows(&hers, "You are up to date.");

    let post = bob.publishes("Une rampe").await;
    bob.publishes("@alice merci").await;
    let far = town.person("dora").await.publishes("From afar").await;
    for other in [&bob, &carol] {
        let _ = other.post(&format!("/api/v1/statuses/{far}/reblog")).await.expect_ok();
    }
    town.settle().await;
    hers.open("/catch-up").await;
    shows(&hers, "4 things came to your home.");
    shows(&hers, "One post speaks to you");
    shows(&hers, "2 boosts");
    shows(&hers, "Boosted by carol, bob");
    assert_eq!(hers.page.text.matches("From afar").count(), 1, "once, whoever boosted it");
    shows(&hers, &format!("id=\"p{post}\""));
    shows(&hers, "That was all");
    hers.submit("/catch-up", &[]).await;
    shows(&hers, "You are up to date.");
    let read = alice.get("/api/v1/markers?timeline[]=home").await.expect_ok();
    assert!(read["home"]["last_read_id"].is_string());

    bob.publishes("Encore une").await;
    town.settle().await;
    hers.open("/catch-up").await;
    shows(&hers, "One thing came to your home.");
    hides(&hers, "Une rampe");
    hers.open("/catch-up?since=day").await;
    shows(&hers, "5 things came to your home.");
    let stranger = town.browser("/catch-up").await;
    assert_eq!(stranger.address, "/log-in?then=/catch-up");
}
