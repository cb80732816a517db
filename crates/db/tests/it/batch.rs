//! Many units in one commit, and none hurts another.

use db::{Error, Options, Tx, gather, sql};

use crate::house::{bodies, note};
use crate::stories;

stories! {
    async fn many_writers_share_commits(house) {
        let db = house.ready().await;
        let writers: Vec<_> = (0..400)
            .map(|no| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(async move |tx| note(tx, &format!("note {no}")).await).await
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        assert_eq!(bodies(&db).await.len(), 400);
        assert_eq!(db.head_no().await.unwrap(), 400);
        let stats = db.stats();
        assert_eq!((stats.units, stats.units_failed, stats.seen), (400, 0, 400));
        assert!(stats.batches < 200, "{stats:?}");
        assert!(stats.batch_units_max > 1, "{stats:?}");
    }

    async fn a_failing_unit_leaves_nothing_and_hurts_nobody(house) {
        let db = house.ready().await;
        let units: Vec<_> = (0..90)
            .map(|no| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(async move |tx| {
                        let id = note(tx, &format!("note {no}")).await?;
                        match no % 3 {
                            0 => Ok(id),
                            1 => Err(Error::NotFound),
                            _ => panic!("unit {no} panics"),
                        }
                    })
                    .await
                })
            })
            .collect();
        for (no, unit) in units.into_iter().enumerate() {
            match (no % 3, unit.await.unwrap()) {
                (0, Ok(_)) | (1, Err(Error::NotFound)) => {}
                (2, Err(Error::Internal(why))) if why.contains("panics") => {}
                (_, other) => panic!("unit {no} answered {other:?}"),
            }
        }
        assert_eq!(bodies(&db).await.len(), 30);
        let events = db.events_after(0, 1_000).await.unwrap();
        let numbers: Vec<i64> = events.iter().map(|event| event.no).collect();
        assert_eq!(numbers, (1..=30).collect::<Vec<i64>>());
        assert_eq!(db.stats().units_failed, 60);
    }

    async fn the_second_of_two_alike_is_a_conflict(house) {
        let db = house.ready().await;
        let pair = [0, 1].map(|_| {
            let db = db.clone();
            tokio::spawn(async move { db.write(async |tx| note(tx, "the same").await).await })
        });
        let mut answers = Vec::new();
        for unit in pair {
            answers.push(unit.await.unwrap());
        }
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert!(answers.contains(&Err(Error::Conflict)), "{answers:?}");
        assert_eq!(db.head_no().await.unwrap(), 1);
    }

    async fn after_a_failed_statement_a_unit_cannot_be_stored(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "first").await).await.unwrap();
        let answer: db::Result<()> = db
            .write(async |tx| {
                let again = sql("insert into note (id, author, body, pinned)
                                 values ($1, $2, $3, $4)")
                    .bind(7).bind(1).bind("first").bind(true).run(tx).await;
                assert_eq!(again, Err(Error::Conflict));
                assert_eq!(note(tx, "second").await, Err(Error::Conflict));
                Ok(())
            })
            .await;
        assert_eq!(answer, Err(Error::Conflict));
        assert_eq!(bodies(&db).await, ["first"]);
        db.write(async |tx| note(tx, "third").await).await.unwrap();
        assert_eq!(bodies(&db).await, ["first", "third"]);
    }

    async fn units_that_only_look_do_not_cost_a_commit(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "first").await).await.unwrap();
        let count: i64 = db
            .write(async |tx| sql("select count(*) from note").get(tx).await)
            .await
            .unwrap();
        assert_eq!(count, 1);
        db.write(async |tx| note(tx, "second").await).await.unwrap();
        assert_eq!(bodies(&db).await.len(), 2);
    }

    async fn what_is_gathered_is_seen_by_what_comes_next(house) {
        let db = house.ready().await;
        let (before, after) = db
            .write(async |tx| {
                for no in 0..3 {
                    kept(tx, no, &format!("kept {no}")).await?;
                }
                let before: i64 = sql("select count(*) from note").get(tx).await?;
                sql("delete from note where id = $1").bind(1).later(tx).await?;
                kept(tx, 4, "kept 4").await?;
                let after: i64 = sql("select count(*) from note").get(tx).await?;
                Ok::<_, Error>((before, after))
            })
            .await
            .unwrap();
        assert_eq!((before, after), (3, 3));
        assert_eq!(bodies(&db).await, ["kept 0", "kept 2", "kept 4"]);
    }

    async fn many_units_gather_one_statement_and_keep_apart_what_fails(house) {
        let db = house.ready().await;
        db.write(async |tx| kept(tx, 5, "taken").await).await.unwrap();
        let units: Vec<_> = (0..40)
            .map(|no| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(async move |tx| {
                        kept(tx, no, &format!("kept {no:02}")).await?;
                        tx.append("kept", no, 0, "");
                        if no == 7 { Err(Error::NotFound) } else { Ok(()) }
                    })
                    .await
                })
            })
            .collect();
        let mut answers = Vec::new();
        for unit in units {
            answers.push(unit.await.unwrap());
        }
        for (no, answer) in answers.into_iter().enumerate() {
            let wanted = match no {
                5 => Err(Error::Conflict),
                7 => Err(Error::NotFound),
                _ => Ok(()),
            };
            assert_eq!(answer, wanted, "unit {no}");
        }
        assert_eq!(bodies(&db).await.len(), 39);
        let events = db.events_after(0, 1_000).await.unwrap();
        assert_eq!(events.len(), 38);
    }

    async fn a_full_queue_says_so(house) {
        let options = Options { queue_max: 2, ..house.options() };
        let db = house.ready_with(options).await;
        let units: Vec<_> = (0..300)
            .map(|no| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(async move |tx| {
                        std::thread::sleep(std::time::Duration::from_millis(1));
                        note(tx, &format!("note {no}")).await
                    })
                    .await
                })
            })
            .collect();
        let (mut stored, mut busy) = (0, 0);
        for unit in units {
            match unit.await.unwrap() {
                Ok(_) => stored += 1,
                Err(Error::Busy) => busy += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert!(stored > 0 && busy > 0, "{stored} stored, {busy} busy");
        assert_eq!(bodies(&db).await.len(), stored);
    }

    async fn closing_does_what_is_queued(house) {
        let db = house.ready().await;
        let units: Vec<_> = (0..50)
            .map(|no| {
                let db = db.clone();
                tokio::spawn(async move {
                    db.write(async move |tx| note(tx, &format!("note {no}")).await).await
                })
            })
            .collect();
        while db.stats().units == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        let other = db.clone();
        db.close().await;
        let mut stored = 0;
        for unit in units {
            match unit.await.unwrap() {
                Ok(_) => stored += 1,
                Err(Error::Unavailable(_)) => {}
                Err(why) => panic!("{why}"),
            }
        }
        let late = other.write(async |tx| note(tx, "late").await).await;
        assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
        let again = house.ready().await;
        assert_eq!(bodies(&again).await.len(), stored);
    }
}

/// Writes a note as fast writers do.
async fn kept(tx: &mut Tx, id: i64, body: &str) -> db::Result<()> {
    gather(
        "insert into note (id, author, body, pinned) values ($1, $2, $3, $4)",
        "insert into note (id, author, body, pinned)
         select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[])",
    )
    .bind(id)
    .bind(1)
    .bind(body)
    .bind(true)
    .later(tx)
    .await
}
