//! What was said elsewhere before, or while one of both was away, is read back.

use federation::history;
use ground::AccountId;
use social::follows::{self, Wish};
use town::{Person, Town, Value, json};

use crate::far::Far;
use crate::two::{Two, handle, settle};

/// The texts of a list of posts.
async fn texts(who: &Person, path: &str) -> Vec<String> {
    let list = who.get(path).await.expect_ok();
    let list = list.as_array().unwrap().iter();
    list.map(|it| {
        let it = if it["reblog"].is_null() { it } else { &it["reblog"] };
        it["content"].as_str().unwrap().replace("<p>", "").replace("</p>", "")
    })
    .collect()
}

async fn read_back(town: &Town) {
    town.settle().await;
    history::settle(&town.app).await.unwrap();
    town.settle().await;
}

#[tokio::test]
async fn following_an_account_brings_what_it_posted_before_and_tells_nobody() {
    let two = Two::new().await;
    for text in ["First", "Second", "Third"] {
        two.bob.publishes(text).await;
    }
    two.bob.publishes(&format!("Hello @{}", handle(&two.here, "dora"))).await;
    let closed = json!({ "status": "For friends", "visibility": "private" });
    let _ = two.bob.publishes_as(closed).await;
    let dora = two.here.person("dora").await;
    two.here.later_by_ms(3_600_000);
    let bob = two.follow().await;
    read_back(&two.here).await;
    let path = format!("/api/v1/accounts/{bob}/statuses");
    let seen = texts(&two.alice, &path).await;
    assert_eq!(&seen[1..], ["Third", "Second", "First"]);
    assert_eq!(two.alice.get("/api/v1/notifications").await.expect_ok(), json!([]));
    assert_eq!(dora.get("/api/v1/notifications").await.expect_ok(), json!([]));
    let original = two.bob.get(&format!("/api/v1/accounts/{}/statuses", two.bob.id)).await;
    let here = two.alice.get(&path).await.expect_ok();
    assert_eq!(here[1]["created_at"], original.expect_ok()[2]["created_at"]);
    let path = format!("/api/portevoix/v1/accounts/{bob}/history");
    let told = two.alice.get(&path).await.expect_ok();
    assert_eq!(
        (&told["readings"][0]["why"], &told["readings"][0]["state"]),
        (&json!("past"), &json!("done"))
    );
    assert_eq!(told["readings"][0]["taken"], 4);

    // Following once more asks for nothing again.
    let _ = two.alice.post(&format!("/api/v1/accounts/{bob}/unfollow")).await.expect_ok();
    let asked = told["readings"][0]["done_at"].clone();
    two.follow().await;
    read_back(&two.here).await;
    assert_eq!(two.alice.get(&path).await.expect_ok()["readings"][0]["done_at"], asked);
}

#[tokio::test]
async fn who_was_away_catches_up_once_and_misses_nothing() {
    let Two { mut here, there, alice, bob } = Two::reading().await;
    let carol = there.person("carol").await;
    let post = carol.publishes("Worth carrying on").await;
    bob.publishes("Before").await;
    settle(&[&here, &there]).await;
    read_back(&here).await;
    here.close().await;
    bob.publishes("One").await;
    bob.publishes("Two").await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    there.settle().await;
    federation::delivery::settle(&there.app).await.unwrap();
    // Their server does not get through to us: we ask by ourselves.
    here.later_by_ms(3_600_000);
    here.open_again().await;
    for _ in 0..100 {
        read_back(&here).await;
        if texts(&alice, "/api/v1/timelines/home").await.len() >= 4 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let all = ["Worth carrying on", "Two", "One", "Before"];
    assert_eq!(texts(&alice, "/api/v1/timelines/home").await, all);
    // Then they do, too: nothing stands twice.
    there.later_by_ms(3_600_000);
    settle(&[&here, &there]).await;
    assert_eq!(texts(&alice, "/api/v1/timelines/home").await, all);
}

#[tokio::test]
async fn a_server_that_was_silent_is_asked_what_it_said_meanwhile() {
    let two = Two::reading().await;
    let bob = two.bob_here().await;
    two.bob.publishes("Before").await;
    two.settle().await;
    read_back(&two.here).await;
    // What it sends is lost on its way.
    let admin = two.here.admin("carol").await;
    let block = json!({ "domain": "127.0.0.1", "severity": "suspend" });
    let block = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    two.bob.publishes("Lost").await;
    two.settle().await;
    let path = format!("/api/v1/admin/domain_blocks/{}", block["id"].as_str().unwrap());
    let _ = admin.delete(&path).await.expect_ok();

    two.here.later_by_ms(25 * 3_600_000);
    two.there.later_by_ms(25 * 3_600_000);
    two.bob.publishes("After").await;
    two.settle().await;
    read_back(&two.here).await;
    let mut home = texts(&two.alice, "/api/v1/timelines/home").await;
    home.sort_unstable();
    assert_eq!(home, ["After", "Before", "Lost"]);
    let told = two.alice.get(&format!("/api/portevoix/v1/accounts/{bob}/history")).await;
    assert_eq!(told.expect_ok()["readings"][0]["why"], "missed");
}

#[tokio::test]
async fn an_outbox_without_end_or_sense_is_read_within_bounds() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let far = Far::open().await;
    let page = |next: &str| {
        let items: Vec<Value> = vec![
            json!({ "type": "Create", "actor": far.uri("/yves"),
                "object": far.note("/1", 30, None, json!({})) }),
            json!({ "type": "Create", "actor": "https://elsewhere.example/eve",
                "object": far.note("/2", 30, None, json!({})) }),
            json!({ "type": "Create", "actor": far.uri("/yves"),
                "object": far.note("/3", 30, None, json!({ "attributedTo": "https://elsewhere.example/eve" })) }),
            json!(7),
            far.note("/4", 40, None, json!({})),
        ];
        json!({ "id": far.uri("/outbox"), "type": "OrderedCollectionPage", "orderedItems": items,
            "next": next })
    };
    far.has("/yves/outbox", page(&far.uri("/yves/outbox")));
    let path = format!("/api/v2/search?resolve=true&type=accounts&q={}", far.uri("/yves"));
    let found = alice.get(&path).await.expect_ok();
    let yves = found["accounts"][0]["id"].as_str().unwrap().to_owned();
    let (who, whom) = (AccountId(alice.id.parse().unwrap()), AccountId(yves.parse().unwrap()));
    // His server accepts.
    let accepted = town.app.write(async move |tx| {
        follows::follow(tx, who, whom, &Wish::default()).await?;
        follows::authorize(tx, whom, who).await
    });
    accepted.await.unwrap();
    read_back(&town).await;
    let seen = texts(&alice, &format!("/api/v1/accounts/{yves}/statuses")).await;
    assert_eq!(seen, ["/1", "/4"]);
    assert!(far.site.asked() < 40, "a circle of pages ends");
}
