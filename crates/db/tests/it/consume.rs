//! Durable consumers handle each event once.

use db::{Error, sql};

use crate::house::{done, note};
use crate::stories;

stories! {
    async fn effects_happen_once_even_if_a_consumer_fails_in_between(house) {
        let db = house.ready().await;
        for no in 0..10 {
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        let mut handled = Vec::new();
        for attempt in 0..20 {
            let answer = db
                .consume("copy", 3, async move |tx, events| {
                    for event in events {
                        sql("update note set weight = coalesce(weight, 0) + 1 where id = $1")
                            .bind(event.subject).run(tx).await?;
                    }
                    if attempt % 2 == 0 { Err(Error::NotFound) } else { Ok(()) }
                })
                .await;
            match answer {
                Ok(0) => break,
                Ok(count) => handled.push(count),
                Err(why) => assert_eq!(why, Error::NotFound),
            }
        }
        assert_eq!(handled, [3, 3, 3, 1]);
        assert_eq!(db.cursor("copy").await.unwrap(), 10);
        assert_eq!(db.cursor("other").await.unwrap(), 0);
        let weights: Vec<f64> =
            db.read(async |tx| sql("select weight from note").all(tx).await).await.unwrap();
        assert_eq!(weights, [1.0; 10]);
    }

    async fn the_cursor_is_found_again_after_a_restart(house) {
        let db = house.ready().await;
        for no in 0..4 {
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        let all = db.consume("copy", 3, async |_, _| done(())).await;
        assert_eq!(all, Ok(3));
        db.close().await;
        let db = house.ready().await;
        let rest = db
            .consume("copy", 3, async |_, events| {
                assert_eq!(events[0].no, 4);
                done(())
            })
            .await;
        assert_eq!(rest, Ok(1));
    }

    async fn only_what_all_have_handled_is_pruned(house) {
        let db = house.ready().await;
        for no in 0..10 {
            house.now.fetch_add(1_000, std::sync::atomic::Ordering::Relaxed);
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        db.consume("fast", 100, async |_, _| done(())).await.unwrap();
        db.consume("slow", 6, async |_, _| done(())).await.unwrap();
        assert_eq!(db.prune_events(5_000).await, Ok(4));
        assert_eq!(db.prune_events(0).await, Ok(2));
        assert_eq!(db.events_after(0, 100).await.unwrap()[0].no, 7);
        db.consume("slow", 100, async |_, _| done(())).await.unwrap();
        assert_eq!(db.prune_events(-1).await, Ok(4));
    }

    async fn what_does_not_concern_a_consumer_is_passed_over_and_may_be_pruned(house) {
        let db = house.ready().await;
        for no in 0..4 {
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        let next = db.upcoming("idle", 3).await.unwrap();
        assert_eq!(next.iter().map(|event| event.no).collect::<Vec<_>>(), [1, 2, 3]);
        db.pass("idle", 3).await.unwrap();
        assert!(!db.is_done("idle"));
        assert_eq!(db.cursor("idle").await, Ok(3));
        let one = db
            .consume("idle", 10, async |_, events| {
                assert_eq!(events[0].no, 4);
                done(())
            })
            .await;
        assert_eq!(one, Ok(1));
        db.write(async |tx| note(tx, "one more").await).await.unwrap();
        db.pass("idle", 5).await.unwrap();
        assert!(db.is_done("idle"));
        assert_eq!(db.upcoming("idle", 3).await, Ok(Vec::new()));
        assert_eq!(db.prune_events(-1).await, Ok(5));
    }

    async fn what_was_only_passed_over_comes_again_after_a_restart(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "one").await).await.unwrap();
        db.upcoming("idle", 3).await.unwrap();
        db.pass("idle", 1).await.unwrap();
        db.close().await;
        let db = house.ready().await;
        assert_eq!(db.upcoming("idle", 3).await.unwrap().len(), 1);
    }
}
