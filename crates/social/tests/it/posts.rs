//! Stories of posts: publishing, editing, deleting, pinning.

use db::sql;
use ground::PostId;
use town::{Answer, Person, Town, Value, ids, json};

async fn edit(person: &Person, post: &str, change: Value) -> Answer {
    person.send_json(reqwest::Method::PUT, &format!("/api/v1/statuses/{post}"), change).await
}

#[tokio::test]
async fn an_edit_changes_what_is_said_and_keeps_what_was_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _bob = town.person("bob").await;
    let post = alice
        .publishes_as(json!({ "status": "Bonjour #Monde", "language": "fr", "sensitive": true }))
        .await;
    town.later_by_ms(1000);
    let edited = edit(&alice, &post, json!({ "status": "Bonsoir @bob #Nuit" })).await.expect_ok();
    assert!(edited["content"].as_str().unwrap().contains("Bonsoir"));
    assert_eq!(edited["language"], "fr", "what is left out stays");
    assert_eq!(edited["sensitive"], true);
    assert_eq!(edited["mentions"][0]["username"], "bob");
    assert_eq!(edited["tags"][0]["name"], "nuit");
    assert_eq!(edited["tags"].as_array().unwrap().len(), 1);
    assert!(edited["edited_at"].is_string());

    let path = format!("/api/v1/statuses/{post}");
    let source = alice.get(&format!("{path}/source")).await.expect_ok();
    assert_eq!(source["text"], "Bonsoir @bob #Nuit");

    let history = town.stranger().get(&format!("{path}/history")).await.expect_ok();
    let history = history.as_array().unwrap();
    assert_eq!(history.len(), 2);
    assert!(history[0]["content"].as_str().unwrap().contains("Bonjour"));
    assert!(history[1]["content"].as_str().unwrap().contains("Bonsoir"));
    assert!(history[0]["created_at"].as_str() < history[1]["created_at"].as_str());
    assert_eq!(history[0]["account"]["acct"], "alice");
}

#[tokio::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let post = alice.publishes("Bonjour").await;
    let same = json!({ "status": "Bonjour", "spoiler_text": "", "sensitive": false });
    let before = town.app.db.head_no().await.unwrap();
    for change in [json!({}), same] {
        let answer = edit(&alice, &post, change).await.expect_ok();
        assert_eq!(answer["edited_at"], Value::Null);
    }
    assert_eq!(town.app.db.head_no().await.unwrap(), before, "nothing happened");
    let history = alice.get(&format!("/api/v1/statuses/{post}/history")).await.expect_ok();
    assert_eq!(history.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn only_its_author_edits_and_deletes() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("À moi").await;
    let path = format!("/api/v1/statuses/{post}");
    let _ = edit(&bob, &post, json!({ "status": "À moi !" })).await.expect_error(404);
    let _ = bob.delete(&path).await.expect_error(404);
    let _ = edit(&town.stranger(), &post, json!({ "status": "?" })).await.expect_error(401);
    let boost = bob.post(&format!("{path}/reblog")).await.expect_ok();
    let _ =
        edit(&bob, boost["id"].as_str().unwrap(), json!({ "status": "?" })).await.expect_error(404);
    let _ = edit(&alice, &post, json!({ "status": "  " })).await.expect_error(422);
    let _ = edit(&alice, &post, json!({ "status": "x".repeat(1001) })).await.expect_error(422);
    let _ = edit(&alice, &post, json!({ "language": "¿?" })).await.expect_error(422);
    let _ = edit(&alice, "abc", json!({ "status": "?" })).await.expect_error(404);
    assert_eq!(alice.get(&path).await.expect_ok()["edited_at"], Value::Null);
}

#[tokio::test]
async fn a_deleted_post_comes_back_as_typed_and_takes_its_boosts_along() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour @bob").await;
    let path = format!("/api/v1/statuses/{post}");
    let boost = bob.post(&format!("{path}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap();
    let gone = alice.delete(&path).await.expect_ok();
    assert_eq!(gone["text"], "Bonjour @bob");
    assert_eq!(gone["id"], post.as_str());
    for id in [&post, boost] {
        let _ = alice.get(&format!("/api/v1/statuses/{id}")).await.expect_error(404);
    }
    let _ = alice.delete(&path).await.expect_error(404);
    let me = |person: &Person| {
        let id: i64 = person.id.parse().unwrap();
        let app = town.app.clone();
        async move {
            let read = app.read(async move |tx| {
                let posts: i64 = sql("select posts from account_count where account_id = $1")
                    .bind(id)
                    .get(tx)
                    .await?;
                Ok(posts)
            });
            read.await.unwrap()
        }
    };
    assert_eq!((me(&alice).await, me(&bob).await), (0, 0));
}

#[tokio::test]
async fn the_same_key_at_the_same_time_gives_one_post() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let send = |person: &Person| {
        let request = person
            .request(reqwest::Method::POST, "/api/v1/statuses")
            .header("Idempotency-Key", "une fois")
            .json(&json!({ "status": "Une fois" }));
        let person = person.clone();
        async move { person.send(request).await.expect_ok()["id"].clone() }
    };
    let (a, b, c) = tokio::join!(send(&alice), send(&alice), send(&bob));
    assert_eq!(a, b);
    assert_ne!(a, c, "a key is of one account");
    assert_eq!(send(&alice).await, a);
    let page = format!("/api/v1/accounts/{}/statuses", alice.id);
    assert_eq!(alice.reads(&page).await.len(), 1);
}

#[tokio::test]
async fn pins_are_few_and_ones_own() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut posts = Vec::new();
    for no in 0..6 {
        posts.push(alice.publishes(&format!("Post {no}")).await);
    }
    let pin = |post: &str| format!("/api/v1/statuses/{post}/pin");
    for post in posts.iter().take(5).chain(&posts[..1]) {
        assert_eq!(alice.post(&pin(post)).await.expect_ok()["pinned"], true);
    }
    let _ = alice.post(&pin(&posts[5])).await.expect_error(422);
    let _ = bob.post(&pin(&posts[0])).await.expect_error(422);
    let direct = alice.publishes_as(json!({ "status": "@bob", "visibility": "direct" })).await;
    let _ = alice.post(&pin(&direct)).await.expect_error(422);
    let _ = bob.post(&pin("77")).await.expect_error(404);

    let page = format!("/api/v1/accounts/{}/statuses?pinned=true", alice.id);
    let shown: Vec<String> = posts[..5].iter().rev().cloned().collect();
    assert_eq!(town.stranger().reads(&page).await, shown);
    let unpin = format!("/api/v1/statuses/{}/unpin", posts[4]);
    assert_eq!(alice.post(&unpin).await.expect_ok()["pinned"], false);
    assert_eq!(bob.reads(&page).await, shown[1..]);
}

#[tokio::test]
async fn several_posts_at_once_in_the_order_asked_for() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let first = alice.publishes("Un").await;
    let second = alice.publishes("Deux").await;
    let hidden = alice.publishes_as(json!({ "status": "Trois", "visibility": "direct" })).await;
    let path =
        format!("/api/v1/statuses?id[]={first}&id[]={hidden}&id[]={second}&id[]={first}&id[]=9");
    assert_eq!(bob.reads(&path).await, [first.clone(), second.clone()]);
    assert_eq!(alice.reads(&path).await, [first, hidden, second]);
    let _ = bob.get("/api/v1/statuses?id[]=abc").await.expect_error(400);
    assert_eq!(bob.reads("/api/v1/statuses").await, [] as [String; 0]);
}

#[tokio::test]
async fn bad_input_is_refused_within_its_bounds() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let path = "/api/v1/statuses";
    let mentions: String = (0..100_000).map(|no| format!("@a{no} ")).collect();
    let some: String = (0..60).map(|no| format!("@a{no} ")).collect();
    let tags: String = (0..60).map(|no| format!("#a{no} ")).collect();
    for body in [mentions, some, tags, "a\0b".into(), String::new(), " \n ".into()] {
        let _ = alice.post_json(path, json!({ "status": body })).await.expect_error(422);
    }
    for draft in [
        json!({ "status": "x", "visibility": "secret" }),
        json!({ "status": "x", "language": "<script>" }),
        json!({ "status": "x", "in_reply_to_id": "12" }),
        json!({ "status": "x", "media_ids": ["12"] }),
    ] {
        let _ = alice.post_json(path, draft).await.expect_error(422);
    }
    for draft in
        [json!({ "status": 5 }), json!({ "status": "x", "in_reply_to_id": "-1" }), json!([])]
    {
        let _ = alice.post_json(path, draft).await.expect_error(400);
    }
    let huge = json!({ "status": "x".repeat(10 << 20) });
    let _ = alice.post_json(path, huge).await.expect_error(413);
    let raw = |kind: &str, body: &[u8]| {
        let request = alice.request(reqwest::Method::POST, path).header("content-type", kind);
        alice.send(request.body(body.to_vec()))
    };
    let _ = raw("application/json", b"{\"status\":\"\xff\"}").await.expect_error(400);
    let _ = raw("application/x-www-form-urlencoded", b"status=\xff").await.expect_error(400);
    let _ = raw("application/x-www-form-urlencoded", b"status=%ff").await.expect_error(400);
    let _ = raw("application/json", b"{").await.expect_error(400);
    let request = alice
        .request(reqwest::Method::POST, path)
        .header("Idempotency-Key", "k".repeat(201))
        .json(&json!({ "status": "x" }));
    let _ = alice.send(request).await.expect_error(422);
    let all = format!("/api/v1/accounts/{}/statuses", alice.id);
    assert_eq!(alice.reads(&all).await, [] as [String; 0], "nothing is half-written");
}

/// (entry, place, inferred) of a boost or reply.
async fn via(town: &Town, post: &str) -> (Option<i64>, Option<String>, bool) {
    let id: i64 = post.parse().unwrap();
    let read = town.app.read(async move |tx| {
        let found = sql("select via_entry_id, via_place, via_inferred from post where id = $1")
            .bind(id)
            .get(tx)
            .await?;
        Ok(found)
    });
    read.await.unwrap()
}

#[tokio::test]
async fn acts_say_through_which_entry_they_came() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let post = alice.publishes("Portez ma voix").await;
    let boost = bob.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();
    let (entry, carried): (i64, i64) = (post.parse().unwrap(), boost.parse().unwrap());
    assert_eq!(via(&town, &boost).await, (Some(entry), None, true), "worked out: the post itself");

    // Carol follows Bob, so the boost is what reached her.
    follow(&town, &carol, &bob).await;
    let said = json!({ "via": boost, "via_place": "home" });
    let path = format!("/api/v1/statuses/{post}");
    let again = carol.post_json(&format!("{path}/reblog"), said).await.expect_ok();
    let again = again["id"].as_str().unwrap();
    assert_eq!(via(&town, again).await, (Some(carried), Some("home".into()), false));

    let reply = json!({ "status": "Oui", "in_reply_to_id": post });
    let reply = carol.publishes_as(reply).await;
    assert_eq!(via(&town, &reply).await.0, Some(carried), "worked out: the latest boost followed");
    assert!(via(&town, &reply).await.2);

    // An entry that is neither the post nor a boost of it is not believed; nor is any place.
    let other = alice.publishes("Autre").await;
    let lie = json!({ "status": "?", "in_reply_to_id": post, "via": other, "via_place": "mars" });
    let lie = bob.publishes_as(lie).await;
    assert_eq!(via(&town, &lie).await, (Some(entry), None, true));

    let said = json!({ "via": post, "via_place": "thread" });
    let _ = carol.post_json(&format!("{path}/favourite"), said).await.expect_ok();
    let read = town.app.read(async move |tx| {
        let found =
            sql("select via_entry_id, via_place, via_inferred from favourite").get(tx).await?;
        Ok(found)
    });
    let favourite: (Option<i64>, Option<String>, bool) = read.await.unwrap();
    assert_eq!(favourite, (Some(entry), Some("thread".into()), false));
}

#[tokio::test]
async fn a_page_that_is_kept_costs_no_read() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut posts = Vec::new();
    for no in 0..5 {
        posts.push(PostId(alice.publishes(&format!("Post {no}")).await.parse().unwrap()));
    }
    let boost = bob.post(&format!("/api/v1/statuses/{}/reblog", posts[0])).await.expect_ok();
    posts.push(PostId(boost["id"].as_str().unwrap().parse().unwrap()));
    let who = Some(ground::AccountId(bob.id.parse().unwrap()));
    let first = social::posts::answer_list(&town.app, who, &posts).await.unwrap();
    let reads = town.app.db.stats().reads;
    let second = social::posts::answer_list(&town.app, who, &posts).await.unwrap();
    assert_eq!(town.app.db.stats().reads, reads);
    assert_eq!(first, second);
    let list: Value = serde_json::from_slice(&first).unwrap();
    assert_eq!(ids(&list).len(), 6);
    assert_eq!(list[5]["reblog"]["reblogged"], true);
    assert_eq!(list[0]["reblogs_count"], 1);
}

#[tokio::test]
async fn what_is_kept_of_a_new_post_is_what_would_be_read() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _ = (town.person("bob").await, town.person("zoe").await);
    let text = "@zoe @bob voyez #Paris et #Élan, https://example.org/a?b=c & <rien>";
    let draft = json!({ "status": text, "spoiler_text": "Un <titre>", "language": "fr" });
    let post = alice.publishes_as(draft).await;
    let path = format!("/api/v1/statuses/{post}");
    let kept = alice.get(&path).await.text;
    social::posts::Cards::forget(&town.app, PostId(post.parse().unwrap()));
    assert_eq!(alice.get(&path).await.text, kept);
}

/// Makes somebody follow somebody.
pub(crate) async fn follow(town: &Town, who: &Person, whom: &Person) {
    let pair: (i64, i64) = (who.id.parse().unwrap(), whom.id.parse().unwrap());
    let write = town.app.write(async move |tx| {
        let id = tx.new_id(pair.0);
        sql("insert into follow (id, follower_id, followee_id, boosts, replies, notify, via_inferred)
             values ($1, $2, $3, true, true, false, false)")
        .bind(id)
        .bind(pair.0)
        .bind(pair.1)
        .run(tx)
        .await?;
        Ok(())
    });
    write.await.unwrap();
}

#[tokio::test]
async fn nothing_is_translated_or_fetched_behind_an_answer_here() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour").await;
    let why = bob.post(&format!("/api/v1/statuses/{post}/translate")).await.expect_error(503);
    assert_eq!(why, "This server has no translation engine.");
    let hidden = json!({ "status": "Chut", "visibility": "direct" });
    let hidden = alice.publishes_as(hidden).await;
    let _ = bob.post(&format!("/api/v1/statuses/{hidden}/translate")).await.expect_error(404);
    let _ =
        town.stranger().post(&format!("/api/v1/statuses/{post}/translate")).await.expect_error(401);
    let languages = town.stranger().get("/api/v1/instance/translation_languages").await;
    assert_eq!(languages.expect_ok(), json!({}));
    let _ = bob.get("/api/v1_alpha/async_refreshes/context:1").await.expect_error(404);
    let stranger = town.stranger();
    let _ = stranger.get("/api/v1_alpha/async_refreshes/context:1").await.expect_error(401);
}

#[tokio::test]
async fn other_sites_can_show_what_is_for_everybody() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let post = alice.publishes("Portez <ma> voix").await;
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let stranger = town.stranger();
    let url = seen["url"].as_str().unwrap();
    let shown = stranger.get(&format!("/api/oembed?url={url}&maxwidth=300")).await.expect_ok();
    assert_eq!((&shown["type"], &shown["version"]), (&json!("rich"), &json!("1.0")));
    assert_eq!((&shown["width"], &shown["height"]), (&json!(300), &Value::Null));
    let html = shown["html"].as_str().unwrap();
    assert!(html.contains("Portez &lt;ma&gt; voix") && html.contains(url), "{html}");
    let private = json!({ "status": "Entre nous", "visibility": "private" });
    let private = alice.publishes_as(private).await;
    for wrong in [
        format!("{}/@alice/{private}", town.url),
        "https://example.org/@a/1".to_owned(),
        format!("{}/@alice", town.url),
        String::new(),
    ] {
        let _ = stranger.get(&format!("/api/oembed?url={wrong}")).await.expect_error(404);
    }
}
