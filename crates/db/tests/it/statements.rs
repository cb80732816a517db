//! One text, two engines: parameters, lists, nulls, booleans and records.

use db::{Error, dialect, record, sql, value};

use crate::house::{done, note};
use crate::stories;

value! {
    /// Who wrote a note.
    pub struct AuthorId(i64);
}

value! {
    /// What a note says.
    pub struct Body(pub String);
}

record! {
    /// A note.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Note {
        pub id: i64,
        /// By whom.
        pub author: AuthorId,
        body: Body,
        pub pinned: bool,
        pub weight: Option<f64>,
        pub picture: Option<Vec<u8>>,
        pub reply_to: Option<i64>,
    }
}

const INSERT: &str = "insert into note (id, author, body, pinned, weight, picture, reply_to)
                      values ($1, $2, $3, $4, $5, $6, $7)";
const SELECT: &str = "select id, author, body, pinned, weight, picture, reply_to from note";

stories! {
    async fn a_record_comes_back_as_it_went(house) {
        let db = house.ready().await;
        let full = Note {
            id: 1,
            author: AuthorId(7),
            body: Body("Grüße, 世界 \u{1F600}".into()),
            pinned: true,
            weight: Some(0.5),
            picture: Some(vec![0, 1, 255]),
            reply_to: Some(i64::MAX),
        };
        let bare = Note {
            id: 2, body: Body(String::new()), pinned: false,
            weight: None, picture: None, reply_to: None, ..full.clone()
        };
        let notes = [full, bare];
        for note in notes.clone() {
            db.write(async move |tx| {
                sql(INSERT)
                    .bind(note.id).bind(note.author).bind(note.body).bind(note.pinned)
                    .bind(note.weight).bind(note.picture).bind(note.reply_to)
                    .run(tx).await
            }).await.unwrap();
        }
        let all: Vec<Note> =
            db.read(async |tx| sql(SELECT).all(tx).await).await.unwrap();
        assert_eq!(all, notes);
        let both: (Note, i64, bool) = db
            .read(async |tx| {
                sql("select id, author, body, pinned, weight, picture, reply_to,
                            1, exists (select 1 from note where pinned)
                       from note where id = $1").bind(2).get(tx).await
            })
            .await
            .unwrap();
        assert_eq!(both, (notes[1].clone(), 1, true));
    }

    async fn a_page_is_read_from_either_end(house) {
        let db = house.ready().await;
        for body in ["a desc", "b", "c", "d"] {
            db.write(async move |tx| note(tx, body).await).await.unwrap();
        }
        let page = async |turned| {
            let page: Vec<String> = db
                .read(async move |tx| {
                    sql("select body from note where body <> ' desc' order by id desc limit $1")
                        .turned(turned)
                        .bind(2)
                        .all(tx)
                        .await
                })
                .await
                .unwrap();
            page
        };
        assert_eq!(page(false).await, ["d", "c"]);
        assert_eq!(page(true).await, ["a desc", "b"]);
        assert_eq!(page(false).await, ["d", "c"]);
    }

    async fn parameters_go_by_number(house) {
        let db = house.ready().await;
        let pair: (i64, i64) = db
            .read(async |tx| {
                sql("select cast($2 as bigint), cast($1 as bigint) where $1 < $2")
                    .bind(1).bind(2).get(tx).await
            })
            .await
            .unwrap();
        assert_eq!(pair, (2, 1));
        let few = db.read(async |tx| sql(SELECT).bind(1).all::<Note>(tx).await).await;
        assert!(few.unwrap_err().to_string().contains("0 parameters, and 1 were bound"));
    }

    async fn nulls_are_typed(house) {
        let db = house.ready().await;
        db.write(async |tx| note(tx, "one").await).await.unwrap();
        for wanted in [None, Some(9_i64)] {
            let found: Vec<i64> = db
                .read(async move |tx| {
                    sql("select id from note where reply_to is not distinct from $1
                            and coalesce(weight, 0) >= coalesce($2, 0)
                            and (cast($3 as text) is null or body = $3)")
                        .bind(wanted).bind(None::<f64>).bind(None::<String>).all(tx).await
                })
                .await
                .unwrap();
            assert_eq!(found.len(), usize::from(wanted.is_none()));
        }
        let null: db::Result<i64> = db
            .read(async |tx| sql("select reply_to from note").get(tx).await)
            .await;
        assert!(null.unwrap_err().to_string().contains("null"));
    }

    async fn lists(house) {
        let db = house.ready().await;
        let ids: Vec<i64> = db
            .write(async |tx| {
                let mut ids = Vec::new();
                for body in ["a", "b \"quoted\\\"", "c\nd", "e"] {
                    ids.push(note(tx, body).await?);
                }
                done(ids)
            })
            .await
            .unwrap();
        let wanted = vec![ids[0], ids[2], 5];
        let (texts, ints): (Vec<Vec<String>>, Vec<Vec<i64>>) = db
            .read(async move |tx| {
                let inside = sql("select body from note
                                   where id in (select value from list($1)) order by id")
                    .bind(&wanted).all(tx).await?;
                let joined = sql("select n.body from list($1) l join note n on n.id = l.value
                                   order by n.id")
                    .bind(&wanted).all(tx).await?;
                let joined_as = sql("select n.body from note n
                                       join list($1) as l on l.value = n.id order by n.id")
                    .bind(&wanted).all(tx).await?;
                let by_text = sql("select id from note
                                    where body in (select value from texts($1)) order by id")
                    .bind(vec!["b \"quoted\\\"".to_owned(), "c\nd".into()]).all(tx).await?;
                let none = sql("select id from note where id in (select value from list($1))")
                    .bind(Vec::<AuthorId>::new()).all(tx).await?;
                done((vec![inside, joined, joined_as], vec![by_text, none]))
            })
            .await
            .unwrap();
        for found in texts {
            assert_eq!(found, ["a", "c\nd"]);
        }
        assert_eq!(ints, [ids[1..3].to_vec(), vec![]]);
    }

    async fn portable_idioms(house) {
        let db = house.ready().await;
        db.write(async |tx| {
            for (id, body) in [(1, "a"), (2, "b"), (3, "c")] {
                sql(INSERT).bind(id).bind(1).bind(body).bind(id == 2)
                    .bind(None::<f64>).bind(None::<Vec<u8>>).bind(None::<i64>).later(tx).await?;
            }
            let changed = sql("update note set pinned = true where id > $1")
                .bind(1).run(tx).await?;
            assert_eq!(changed, 2);
            let back: (i64, String) = sql("insert into note (id, author, body, pinned)
                   values ($1, 1, 'b', false)
                   on conflict (body) do update set author = note.author + 1
                   returning author, body").bind(9).get(tx).await?;
            assert_eq!(back, (2, "b".into()));
            let page: Vec<i64> = sql("select id from note where (author, id) < ($1, $2)
                                       order by author desc, id desc limit $3")
                .bind(2).bind(2).bind(10).all(tx).await?;
            assert_eq!(page, [3, 1]);
            let (sum, pinned): (i64, i64) = sql("select cast(coalesce(sum(id), 0) as bigint),
                      count(*) filter (where pinned) from note").get(tx).await?;
            assert_eq!((sum, pinned), (6, 2));
            let name: String = dialect("select 'sqlite'", "select 'postgres'").get(tx).await?;
            assert_eq!(name, format!("{:?}", tx.engine()).to_lowercase());
            done(())
        })
        .await
        .unwrap();
    }

    async fn a_nul_in_a_text_is_refused(house) {
        let db = house.ready().await;
        let answer = db.write(async |tx| note(tx, "a\0b").await).await;
        assert!(matches!(answer, Err(Error::Internal(_))), "{answer:?}");
    }

    async fn every_statement_can_be_tried_without_running_it(house) {
        let db = house.ready().await;
        db.prepares(INSERT).await.unwrap();
        db.prepares("select id from note where id in (select value from list($1))").await.unwrap();
        let why = db.prepares("select nothing from note").await.unwrap_err().to_string();
        assert!(why.contains("nothing"), "{why}");
    }

    async fn an_error_of_a_later_statement_reaches_the_unit(house) {
        let db = house.ready().await;
        let answer = db
            .write(async |tx| {
                for _ in 0..2 {
                    sql("insert into note (id, author, body, pinned) values (1, 1, 'x', false)")
                        .later(tx).await?;
                }
                done(())
            })
            .await;
        assert_eq!(answer, Err(Error::Conflict));
    }
}
