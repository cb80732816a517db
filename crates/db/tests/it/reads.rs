//! A read sees one moment.

use std::sync::mpsc;

use db::{Error, sql};

use crate::house::{done, note};
use crate::stories;

const COUNT: &str = "select count(*) from note";

stories! {
    async fn a_read_sees_one_snapshot_while_others_write(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "before").await).await.unwrap();
        let (looked, has_looked) = mpsc::channel();
        let (wrote, has_written) = mpsc::channel();
        let reader = tokio::spawn({
            let db = db.clone();
            async move {
                db.read(async move |tx| {
                    let first: i64 = sql(COUNT).get(tx).await?;
                    looked.send(()).unwrap();
                    has_written.recv().unwrap();
                    let second: i64 = sql(COUNT).get(tx).await?;
                    done((first, second))
                })
                .await
            }
        });
        tokio::task::spawn_blocking(move || has_looked.recv()).await.unwrap().unwrap();
        db.write(async |tx| note(tx, "meanwhile").await).await.unwrap();
        wrote.send(()).unwrap();
        assert_eq!(reader.await.unwrap(), Ok((1, 1)));
        assert_eq!(db.read(async |tx| sql(COUNT).get(tx).await).await, Ok(2_i64));
    }

    async fn a_read_cannot_write(house) {
        let db = house.ready().await;
        let answer: db::Result<u64> =
            db.read(async |tx| sql("delete from note").run(tx).await).await;
        assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
        assert_eq!(db.read(async |tx| sql(COUNT).get(tx).await).await, Ok(0_i64));
    }

    async fn a_read_that_fails_or_panics_leaves_its_lane_whole(house) {
        let db = house.ready().await;
        for _ in 0..5 {
            let bad: db::Result<i64> =
                db.read(async |tx| sql("select nothing from nowhere").get(tx).await).await;
            assert!(matches!(bad, Err(Error::Internal(_))), "{bad:?}");
            let panics: db::Result<i64> = db.read(async |_| panic!("a read panics")).await;
            assert!(matches!(panics, Err(Error::Internal(_))));
            let none: db::Result<i64> =
                db.read(async |tx| sql("select id from note").get(tx).await).await;
            assert_eq!(none, Err(Error::NotFound));
        }
        assert_eq!(db.read(async |tx| sql(COUNT).get(tx).await).await, Ok(0_i64));
    }

    async fn what_was_written_is_read_at_once(house) {
        let db = house.ready().await;
        for no in 0..50_i64 {
            db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
            assert_eq!(db.read(async |tx| sql(COUNT).get(tx).await).await, Ok(no + 1));
        }
    }
}
