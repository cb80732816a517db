//! Migrations go forward and are never changed.

use db::{Error, Migration};

use crate::house::{NOTES, done};
use crate::stories;

const TAGS: Migration = Migration::one("0002_tag", "create table tag (id bigint primary key)");

fn why(answer: db::Result<()>) -> String {
    match answer {
        Err(Error::Migration(why)) => why,
        other => panic!("{other:?}"),
    }
}

stories! {
    async fn what_is_applied_is_not_applied_again(house) {
        let db = house.open().await;
        db.migrate(&[NOTES]).await.unwrap();
        db.migrate(&[NOTES]).await.unwrap();
        db.migrate(&[NOTES, TAGS]).await.unwrap();
    }

    async fn a_changed_migration_is_told(house) {
        let db = house.open().await;
        db.migrate(&[NOTES]).await.unwrap();
        let changed = Migration::one("0001_note", "create table note (id bigint)");
        assert!(why(db.migrate(&[changed]).await).contains("0001_note was changed"));
    }

    async fn a_newer_database_is_told(house) {
        let db = house.open().await;
        db.migrate(&[NOTES, TAGS]).await.unwrap();
        assert!(why(db.migrate(&[NOTES]).await).contains("0002_tag"));
    }

    async fn a_failing_migration_leaves_nothing(house) {
        let db = house.open().await;
        let bad = Migration::one("0002_bad", "create table one (id bigint); create tabel two");
        assert!(why(db.migrate(&[NOTES, bad]).await).contains("0002_bad failed"));
        db.migrate(&[NOTES, TAGS]).await.unwrap();
        assert!(db.prepares("select * from one").await.is_err());
    }

    async fn names_must_be_in_order(house) {
        let db = house.open().await;
        assert!(why(db.migrate(&[TAGS, NOTES]).await).contains("must not come after"));
    }

    async fn two_that_start_together_take_turns(house) {
        let (one, two) = (house.open().await, house.open().await);
        let (first, second) = tokio::join!(one.migrate(&[NOTES]), two.migrate(&[NOTES]));
        first.unwrap();
        second.unwrap();
    }

    async fn without_migrations_nothing_is_written(house) {
        let db = house.open().await;
        let answer = db.write(async |tx| done(tx.new_id(1))).await;
        assert!(answer.is_err());
    }
}
