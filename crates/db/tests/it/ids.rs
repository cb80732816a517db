//! Ids grow, whatever the clock does.

use std::sync::atomic::Ordering::Relaxed;

use db::Error;

use crate::house::done;
use crate::stories;

async fn take(db: &db::Db, count: usize) -> Vec<i64> {
    let take = async move |tx: &mut db::Tx| {
        done((0..count).map(|_| tx.new_id(4_000)).collect::<Vec<i64>>())
    };
    db.write(take).await.unwrap()
}

stories! {
    async fn ids_grow_when_the_clock_goes_back_and_after_a_restart(house) {
        let db = house.ready().await;
        let mut ids = take(&db, 3).await;
        assert_eq!(ids[0] >> 21, 1_800_000_000_000);
        assert_eq!(ids[0] & 2_047, 4_000 & 2_047);
        house.now.fetch_sub(60_000, Relaxed);
        ids.extend(take(&db, 3).await);
        db.close().await;
        let db = house.ready().await;
        ids.extend(take(&db, 3).await);
        house.now.fetch_add(120_000, Relaxed);
        ids.extend(take(&db, 1).await);
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
        assert_eq!(ids[9] >> 21, 1_800_000_060_000);
    }

    async fn more_ids_than_a_millisecond_has_run_over_into_the_next(house) {
        let db = house.ready().await;
        let ids = take(&db, 3_000).await;
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!((ids[2_999] >> 21) - (ids[0] >> 21), 2);
    }

    async fn account_and_tag_ids_are_dense(house) {
        let db = house.ready().await;
        let account = async |tx: &mut db::Tx| done(tx.new_account_id());
        let failing = async |tx: &mut db::Tx| {
            tx.new_account_id();
            tx.new_tag_id();
            Err::<i64, _>(Error::NotFound)
        };
        assert_eq!(db.write(account).await, Ok(1));
        assert_eq!(db.write(failing).await, Err(Error::NotFound));
        assert_eq!(db.write(account).await, Ok(2));
        let tag = async |tx: &mut db::Tx| done(tx.new_tag_id());
        assert_eq!(db.write(tag).await, Ok(1));
    }

    async fn a_read_takes_no_ids(house) {
        let db = house.ready().await;
        let answer = db.read(async |tx| done(tx.new_id(1))).await;
        assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
        assert_eq!(db.head_no().await, Ok(0));
    }
}
