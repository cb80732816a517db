//! Stories of threads and muted conversations.

use db::sql;
use town::{Person, Town, Value, ids, json};

async fn reply(person: &Person, to: &str, text: &str) -> String {
    person.publishes_as(json!({ "status": text, "in_reply_to_id": to })).await
}

async fn context(person: &Person, post: &str) -> (Vec<String>, Vec<String>) {
    let answer = person.get(&format!("/api/v1/statuses/{post}/context")).await.expect_ok();
    (ids(&answer["ancestors"]), ids(&answer["descendants"]))
}

#[tokio::test]
async fn a_thread_is_read_in_its_order() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let top = alice.publishes("Début").await;
    let a = reply(&bob, &top, "a").await;
    let b = reply(&alice, &top, "b").await;
    let aa = reply(&alice, &a, "aa").await;
    let ba = reply(&bob, &b, "ba").await;
    let ab = reply(&bob, &a, "ab").await;
    let aaa = reply(&bob, &aa, "aaa").await;

    let (above, below) = context(&town.stranger(), &top).await;
    assert_eq!(above, [] as [String; 0]);
    assert_eq!(below, [&a, &aa, &aaa, &ab, &b, &ba].map(Clone::clone));
    let (above, below) = context(&alice, &aa).await;
    assert_eq!(above, [top.clone(), a.clone()]);
    assert_eq!(below, [aaa.clone()]);

    // Of a boost, the thread of its post.
    let boost = bob.post(&format!("/api/v1/statuses/{aa}/reblog")).await.expect_ok();
    let (above, _) = context(&alice, boost["id"].as_str().unwrap()).await;
    assert_eq!(above, [top.clone(), a.clone()]);

    // What is gone leaves a gap: nothing above it, and nothing below.
    let _ = bob.delete(&format!("/api/v1/statuses/{a}")).await.expect_ok();
    assert_eq!(context(&alice, &aaa).await.0, [aa.clone()]);
    assert_eq!(context(&alice, &top).await.1, [b, ba]);
    for id in ["abc", "99", a.as_str()] {
        let _ = alice.get(&format!("/api/v1/statuses/{id}/context")).await.expect_error(404);
    }
}

#[tokio::test]
async fn a_thread_shows_only_what_its_reader_may_see() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let top = alice.publishes("Début").await;
    let direct = json!({ "status": "@alice", "in_reply_to_id": top, "visibility": "direct" });
    let direct = bob.publishes_as(direct).await;
    let open = reply(&alice, &direct, "ouvert").await;
    let by_carol = reply(&carol, &top, "de Carol").await;
    assert_eq!(context(&alice, &top).await.1, [&direct, &open, &by_carol].map(Clone::clone));
    assert_eq!(context(&town.stranger(), &top).await.1, [&open, &by_carol].map(Clone::clone));
    assert_eq!(context(&carol, &open).await.0, [top.clone()]);

    let pair: (i64, i64) = (alice.id.parse().unwrap(), carol.id.parse().unwrap());
    let block = town.app.write(async move |tx| {
        let id = tx.new_id(1);
        sql("insert into block (id, account_id, target_id) values ($1, $2, $3)")
            .bind(id)
            .bind(pair.0)
            .bind(pair.1)
            .run(tx)
            .await?;
        Ok(())
    });
    block.await.unwrap();
    assert_eq!(context(&alice, &top).await.1, [&direct, &open].map(Clone::clone));
    let _ = carol.get(&format!("/api/v1/statuses/{top}/context")).await.expect_error(404);
}

#[tokio::test]
async fn strangers_get_a_part_of_a_large_thread() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let top = alice.publishes("Début").await;
    let mut last = top.clone();
    for no in 0..70 {
        last = reply(&alice, &last, &format!("Suite {no}")).await;
    }
    assert_eq!(context(&alice, &top).await.1.len(), 70);
    assert_eq!(context(&town.stranger(), &top).await.1.len(), 60);
    let above = context(&town.stranger(), &last).await.0;
    assert_eq!(above.len(), 40);
}

#[tokio::test]
async fn a_muted_conversation_is_marked_all_over() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let top = alice.publishes("Début").await;
    let answer = reply(&bob, &top, "Oui").await;
    let muted = |person: Person, post: String| async move {
        let post: Value = person.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
        post["muted"].as_bool().unwrap()
    };
    assert!(!muted(alice.clone(), top.clone()).await);
    let path = format!("/api/v1/statuses/{answer}");
    assert_eq!(alice.post(&format!("{path}/mute")).await.expect_ok()["muted"], true);
    assert!(muted(alice.clone(), top.clone()).await);
    assert!(!muted(bob.clone(), top.clone()).await);
    let later = reply(&bob, &top, "Encore").await;
    assert!(muted(alice.clone(), later).await);
    let _ = alice.post(&format!("{path}/mute")).await.expect_ok();
    assert_eq!(alice.post(&format!("{path}/unmute")).await.expect_ok()["muted"], false);
    assert!(!muted(alice, top).await);
    let _ = bob.post("/api/v1/statuses/12/unmute").await.expect_error(404);
    let _ = bob.post("/api/v1/statuses/12/mute").await.expect_error(404);
}
