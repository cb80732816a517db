//! Stories of the home timeline.

use ground::{AccountId, PostId};
use social::posts;
use town::{Person, Town, ids, json};

#[tokio::test]
async fn the_home_holds_what_one_follows_and_says_in_order() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    let first = bob.publishes("Premier").await;
    let _ = carol.publishes("Nobody here follows me").await;
    let mine = alice.publishes("Moi").await;
    let second = bob.publishes("Second").await;

    let home = alice.reads("/api/v1/timelines/home").await;
    assert_eq!(home, [second.clone(), mine.clone(), first.clone()]);

    let page = alice.get("/api/v1/timelines/home?limit=2").await;
    assert_eq!(ids(&page.expect_ok()), [second.clone(), mine.clone()]);
    let next = page.link("next").expect("a next page");
    assert!(next.ends_with(&format!("limit=2&max_id={mine}")), "{next}");
    assert_eq!(alice.reads(&next).await, [first.as_str()]);
    let previous = page.link("prev").expect("a previous page");
    assert!(previous.ends_with(&format!("limit=2&min_id={second}")), "{previous}");
    assert_eq!(alice.reads(&previous).await, [] as [String; 0]);

    let up = format!("/api/v1/timelines/home?limit=1&min_id={first}");
    assert_eq!(alice.reads(&up).await, [mine]);
    let newest = format!("/api/v1/timelines/home?limit=1&since_id={first}");
    assert_eq!(alice.reads(&newest).await, [second]);
}

#[tokio::test]
async fn a_follow_a_block_and_a_deletion_count_at_once() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("Bonjour").await;
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    alice.follows(&bob).await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [post.as_str()]);
    let closed = json!({ "status": "Entre nous", "visibility": "private" });
    let closed = bob.publishes_as(closed).await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [closed.clone(), post.clone()]);
    let _ = bob.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    let _ = bob.post(&format!("/api/v1/accounts/{}/unblock", alice.id)).await.expect_ok();
    alice.follows(&bob).await;
    let (author, gone) = (account(&bob), PostId(post.parse().unwrap()));
    let removed = town.app.write(async move |tx| posts::remove(tx, author, gone).await).await;
    assert_eq!(removed.unwrap().id, gone);
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [closed]);
}

#[tokio::test]
async fn what_memory_does_not_hold_comes_from_the_database() {
    let town = Town::with(|config| config.index_entries_max = 16).await;
    let people = [town.person("bob").await, town.person("carol").await];
    let alice = town.person("alice").await;
    for person in &people {
        alice.follows(person).await;
    }
    let mut said = Vec::new();
    for turn in 0..50_usize {
        said.push(people[turn % 2].publishes(&format!("Post {turn}")).await);
    }
    said.reverse();
    assert_eq!(whole(&alice, 7).await, said);

    // After a restart too, whether the index is filled already or not.
    let town = town.restart().await;
    let alice = alice.in_town(&town);
    assert_eq!(whole(&alice, 40).await, said);
    let upward = format!("/api/v1/timelines/home?limit=40&min_id={}", said[49]);
    assert_eq!(alice.reads(&upward).await, said[9..49]);
}

#[tokio::test]
async fn a_suspended_account_is_on_no_list() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    alice.follows(&carol).await;
    let kept = carol.publishes("Still there #here").await;
    let post = bob.publishes("Soon gone #here").await;
    let boost = carol.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();
    let home = "/api/v1/timelines/home?limit=1";
    assert_eq!(alice.reads(home).await, [boost.as_str()]);

    suspend(&town, &bob, true).await;
    assert_eq!(alice.reads(home).await, [kept.as_str()]);
    for list in ["/api/v1/timelines/public?limit=1", "/api/v1/timelines/tag/here?limit=1"] {
        assert_eq!(alice.reads(list).await, [kept.as_str()]);
    }
    suspend(&town, &bob, false).await;
    assert_eq!(alice.reads(home).await, [boost]);
}

#[tokio::test]
async fn only_a_member_has_a_home_and_cursors_are_numbers() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _ = town.stranger().get("/api/v1/timelines/home").await.expect_error(401);
    for wrong in ["max_id=a", "since_id=-1", "min_id=99999999999999999999", "limit=0"] {
        let answer = alice.get(&format!("/api/v1/timelines/home?{wrong}")).await;
        let _ = answer.expect_error(422);
    }
    let far = format!("/api/v1/timelines/home?max_id={}", i64::MAX);
    assert!(alice.reads(&far).await.is_empty());
}

/// The whole home, page by page, newest first.
async fn whole(reader: &Person, limit: usize) -> Vec<String> {
    let mut all = Vec::new();
    let mut next = Some(format!("/api/v1/timelines/home?limit={limit}"));
    while let Some(path) = next {
        let page = reader.get(&path).await;
        all.extend(ids(&page.expect_ok()));
        next = page.link("next");
    }
    all
}

async fn suspend(town: &Town, who: &Person, suspended: bool) {
    let account = account(who);
    let set = async move |tx: &mut db::Tx| {
        let at = suspended.then(|| tx.now_ms());
        let set = db::sql("update account set suspended_at = $2 where id = $1");
        set.bind(account).bind(at).run(tx).await?;
        ground::events::append(tx, &social::accounts::Changed { account })
    };
    town.app.write(set).await.unwrap();
}

fn account(of: &Person) -> AccountId {
    AccountId(of.id.parse().unwrap())
}
