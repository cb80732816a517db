//! Migrations go forward and are never changed.

use db::{Error, Migration, sql};

use crate::house::{NOTES, done};
use crate::stories;

const TAGS: Migration = Migration::one("0002_tag", "create table tag (id bigint primary key)");

fn why(answer: db::Result<()>) -> String {
    match answer {
        Err(Error::Migration(why)) => why,
        other => panic!("{other:?}"),
    }
}

const ODD: Migration = Migration::one(
    "0002_odd",
    "/* A comment; with a semicolon */ create table odd (
       id bigint primary key, -- bigint
       share double precision not null,
       shown boolean not null default false,
       word text not null check (word <> 'bigint'),
       blob_id bytea
     ) -- the end
     ;
     create table last (one bigint, two bigint, primary key (one, two)) -- no semicolon",
);

stories! {
    async fn columns_are_strict_about_their_types(house) {
        let db = house.open().await;
        db.migrate(&[NOTES, ODD]).await.unwrap();
        let wrong = db
            .write(async |tx| {
                sql("insert into last (one, two) values ($1, 2)").bind("one").run(tx).await
            })
            .await;
        assert!(matches!(wrong, Err(Error::Internal(_))), "{wrong:?}");
        let refused = db
            .write(async |tx| {
                sql("insert into odd (id, share, word) values ($1, $2, $3)")
                    .bind(1).bind(0.25).bind("bigint").run(tx).await
            })
            .await;
        assert!(matches!(refused, Err(Error::Internal(_))), "{refused:?}");
        let row: (i64, f64, bool, Option<Vec<u8>>) = db
            .write(async |tx| {
                sql("insert into odd (id, share, word) values ($1, $2, $3)
                     returning id, share, shown, blob_id")
                    .bind(1).bind(0.25).bind("integer").get(tx).await
            })
            .await
            .unwrap();
        assert_eq!(row, (1, 0.25, false, None));
    }

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
