//! Several processes on one database see the events of each other.

use std::time::Duration;

use db::{Error, Options};
use parking_lot::Mutex;
use tokio::time::sleep;

use crate::events::collector;
use crate::house::{done, note};
use crate::stories;

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if holds() {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("waited in vain until {what}");
}

stories! {
    async fn two_nodes_see_all_events_once_and_in_order(house) {
        let nodes = [house.ready().await, house.ready().await];
        let seen = [collector(&nodes[0]), collector(&nodes[1])];
        let writers: Vec<_> = (0..300)
            .map(|no| {
                let db = nodes[no % 2].clone();
                tokio::spawn(async move {
                    db.write(async move |tx| note(tx, &format!("note {no}")).await).await
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let stored = nodes[0].events_after(0, 1_000).await.unwrap();
        assert!(stored.iter().map(|event| event.no).eq(1..=300));
        assert!(stored.is_sorted_by_key(|event| event.subject));
        for seen in &seen {
            until("all is seen", || seen.lock().len() >= 300).await;
            sleep(Duration::from_millis(60)).await;
            assert_eq!(*seen.lock(), stored);
        }
    }

    async fn without_polling_the_next_own_event_brings_those_of_others(house) {
        let quiet = Options { follow_poll_ms: 0, ..house.options() };
        let (one, two) = (house.ready_with(quiet.clone()).await, house.ready_with(quiet).await);
        let seen = collector(&one);
        for no in 0..5 {
            two.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        assert!(seen.lock().is_empty());
        one.write(async |tx| note(tx, "own").await).await.unwrap();
        let subjects: Vec<i64> = seen.lock().iter().map(|event| event.no).collect();
        assert_eq!(subjects, [1, 2, 3, 4, 5, 6]);
    }

    async fn a_consumer_runs_once_whichever_node_runs_it(house) {
        let nodes = [house.ready().await, house.ready().await];
        for no in 0..40 {
            nodes[0].write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        let handled = std::sync::Arc::new(Mutex::new(Vec::new()));
        let consumers: Vec<_> = (0..40)
            .map(|no| {
                let (db, handled) = (nodes[no % 2].clone(), handled.clone());
                tokio::spawn(async move {
                    db.consume("copy", 3, async move |_, events| {
                        handled.lock().extend(events.iter().map(|event| event.no));
                        done(())
                    })
                    .await
                })
            })
            .collect();
        for consumer in consumers {
            consumer.await.unwrap().unwrap();
        }
        assert!(handled.lock().iter().copied().eq(1..=40));
    }

    async fn events_pruned_before_they_were_seen_stop_the_writing(house) {
        let quiet = Options { follow_poll_ms: 0, ..house.options() };
        let (one, two) = (house.ready_with(quiet.clone()).await, house.ready_with(quiet).await);
        for no in 0..5 {
            two.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        two.prune_events(-1).await.unwrap();
        one.write(async |tx| note(tx, "own").await).await.unwrap();
        let late = one.write(async |tx| note(tx, "late").await).await;
        assert!(matches!(&late, Err(Error::Unavailable(why)) if why.contains("pruned")), "{late:?}");
    }
}
