//! The commit hook sees every event once, in order, before the caller is answered.

use std::sync::Arc;

use db::Event;
use parking_lot::Mutex;

use crate::house::note;
use crate::stories;

pub fn collector(db: &db::Db) -> Arc<Mutex<Vec<Event>>> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = seen.clone();
    db.on_commit(move |events| hook.lock().extend_from_slice(events));
    seen
}

stories! {
    async fn the_hook_has_run_when_the_caller_is_answered(house) {
        let db = house.ready().await;
        let seen = collector(&db);
        let writers: Vec<_> = (0..200)
            .map(|no| {
                let (db, seen) = (db.clone(), seen.clone());
                tokio::spawn(async move {
                    let body = format!("note {no}");
                    let id = db.write(async move |tx| note(tx, &body).await).await.unwrap();
                    assert!(seen.lock().iter().any(|event| event.subject == id));
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let seen = seen.lock().clone();
        assert_eq!(seen, db.events_after(0, 1_000).await.unwrap());
        assert!(seen.iter().map(|event| event.no).eq(1..=200));
        let ids: Vec<i64> = seen.iter().map(|event| event.subject).collect();
        assert!(ids.is_sorted());
    }

    async fn following_starts_where_it_is_told_to(house) {
        let db = house.ready().await;
        for no in 0..5 {
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        }
        db.close().await;
        let db = house.ready().await;
        let seen = collector(&db);
        db.follow_from(2);
        db.write(async |tx| note(tx, "last").await).await.unwrap();
        let numbers: Vec<i64> = seen.lock().iter().map(|event| event.no).collect();
        assert_eq!(numbers, [3, 4, 5, 6]);
    }

    async fn following_starts_now_unless_told(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "before").await).await.unwrap();
        db.close().await;
        let db = house.ready().await;
        let seen = collector(&db);
        db.write(async |tx| note(tx, "after").await).await.unwrap();
        assert_eq!(seen.lock().iter().map(|event| event.no).collect::<Vec<_>>(), [2]);
    }

    async fn a_hook_that_panics_stops_the_writing(house) {
        let db = house.ready().await;
        db.on_commit(|events| assert!(events[0].no < 2, "the hook fails"));
        db.write(async |tx| note(tx, "one").await).await.unwrap();
        db.write(async |tx| note(tx, "two").await).await.unwrap();
        let late = db.write(async |tx| note(tx, "three").await).await;
        assert!(late.unwrap_err().to_string().contains("event 2"));
    }

    async fn a_payload_with_a_nul_is_refused(house) {
        let db = house.ready().await;
        let answer: db::Result<()> = db
            .write(async |tx| {
                tx.append("odd", 1, 1, "a\0b");
                Ok(())
            })
            .await;
        assert!(matches!(answer, Err(db::Error::Internal(_))));
        assert_eq!(db.head_no().await.unwrap(), 0);
    }
}
