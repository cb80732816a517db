//! Stories of notifications.

use town::{Method, Person, Town, Value, ids, json};

/// What somebody was told, latest first: (what, by whom, about which post).
async fn told(town: &Town, who: &Person, query: &str) -> Vec<(String, String, String)> {
    town.settle().await;
    let list = who.get(&format!("/api/v1/notifications{query}")).await.expect_ok();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let each = |it: &Value| {
        (text(&it["type"]), text(&it["account"]["username"]), text(&it["status"]["id"]))
    };
    list.as_array().unwrap().iter().map(each).collect()
}

fn news(kind: &str, from: &str, post: &str) -> (String, String, String) {
    (kind.to_owned(), from.to_owned(), post.to_owned())
}

async fn says(who: &Person, text: &str, more: Value) -> String {
    let mut draft = more;
    draft["status"] = json!(text);
    who.publishes_as(draft).await
}

#[tokio::test]
async fn one_is_told_of_what_others_do() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour").await;
    bob.follows(&alice).await;
    for act in ["favourite", "favourite", "reblog", "reblog"] {
        let _ = bob.post(&format!("/api/v1/statuses/{post}/{act}")).await.expect_ok();
    }
    let reply = says(&bob, "Bien dit", json!({ "in_reply_to_id": post })).await;
    let mention = bob.publishes("Voyez @alice et @alice").await;
    let expected = [
        news("mention", "bob", &mention),
        news("mention", "bob", &reply),
        news("reblog", "bob", &post),
        news("favourite", "bob", &post),
        news("follow", "bob", ""),
    ];
    assert_eq!(told(&town, &alice, "").await, expected);
    assert_eq!(told(&town, &bob, "").await, []);

    // One is not told of one's own acts.
    let _ = alice.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    let _ = says(&alice, "Moi, @alice", json!({ "in_reply_to_id": post })).await;
    assert_eq!(told(&town, &alice, "").await, expected);
}

#[tokio::test]
async fn what_is_taken_back_is_no_longer_told() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour").await;
    let status = format!("/api/v1/statuses/{post}");
    bob.follows(&alice).await;
    for act in ["favourite", "reblog"] {
        let _ = bob.post(&format!("{status}/{act}")).await.expect_ok();
    }
    let mention = bob.publishes("@alice !").await;
    assert_eq!(told(&town, &alice, "").await.len(), 4);

    let _ = bob.post(&format!("/api/v1/statuses/{post}/unfavourite")).await.expect_ok();
    let _ = bob.post(&format!("/api/v1/statuses/{post}/unreblog")).await.expect_ok();
    let _ = bob.post(&format!("/api/v1/accounts/{}/unfollow", alice.id)).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, [news("mention", "bob", &mention)]);

    let _ = bob.delete(&format!("/api/v1/statuses/{mention}")).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, []);
}

#[tokio::test]
async fn a_locked_account_is_told_who_asks_and_then_who_follows() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let id: i64 = alice.id.parse().unwrap();
    let lock = async move |tx: &mut db::Tx| {
        db::sql("update account set locked = true where id = $1").bind(id).run(tx).await?;
        Ok(())
    };
    town.app.write(lock).await.unwrap();
    bob.follows(&alice).await;
    assert_eq!(told(&town, &alice, "").await, [news("follow_request", "bob", "")]);
    let path = format!("/api/v1/follow_requests/{}/authorize", bob.id);
    let _ = alice.post(&path).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, [news("follow", "bob", "")]);
}

#[tokio::test]
async fn only_who_may_see_a_post_is_told_of_it() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour").await;
    // An answer to followers only, which does not name alice, who is none.
    let hidden = json!({ "in_reply_to_id": post, "visibility": "private" });
    let _ = says(&bob, "entre nous", hidden.clone()).await;
    let _ =
        says(&bob, "à personne", json!({ "in_reply_to_id": post, "visibility": "direct" })).await;
    assert_eq!(told(&town, &alice, "").await, []);

    let letter = says(&bob, "@alice, à toi", json!({ "visibility": "direct" })).await;
    alice.follows(&bob).await;
    let seen = says(&bob, "entre amis", hidden).await;
    let expected = [news("mention", "bob", &seen), news("mention", "bob", &letter)];
    assert_eq!(told(&town, &alice, "").await, expected);

    // What one may no longer see is no longer shown.
    let _ = alice.post(&format!("/api/v1/accounts/{}/unfollow", bob.id)).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, [news("mention", "bob", &letter)]);
}

#[tokio::test]
async fn who_asked_to_hear_of_each_post_is_told() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let path = format!("/api/v1/accounts/{}/follow", bob.id);
    let _ = alice.post_json(&path, json!({ "notify": true })).await.expect_ok();
    carol.follows(&bob).await;
    let theirs = carol.publishes("De carol").await;

    let first = bob.publishes("Un").await;
    let thread = says(&bob, "Deux", json!({ "in_reply_to_id": first })).await;
    let _ = says(&bob, "À carol", json!({ "in_reply_to_id": theirs })).await;
    let _ = bob.post(&format!("/api/v1/statuses/{theirs}/reblog")).await.expect_ok();
    let named = bob.publishes("@alice !").await;
    let expected = [
        news("mention", "bob", &named),
        news("status", "bob", &thread),
        news("status", "bob", &first),
    ];
    assert_eq!(told(&town, &alice, "").await, expected);
    assert_eq!(told(&town, &carol, "?types[]=status").await, []);
}

#[tokio::test]
async fn an_edit_is_told_to_who_boosted_and_who_is_newly_named() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let post = alice.publishes("Bonjour").await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    for text in ["Bonjour @carol", "Bonsoir @carol"] {
        let path = format!("/api/v1/statuses/{post}");
        let edit = alice.send_json(Method::PUT, &path, json!({ "status": text })).await;
        let _ = edit.expect_ok();
    }
    // Of two edits the last is told.
    assert_eq!(told(&town, &bob, "").await, [news("update", "alice", &post)]);
    assert_eq!(told(&town, &carol, "").await, [news("mention", "alice", &post)]);
}

#[tokio::test]
async fn blocks_and_mutes_keep_silent_what_is_between_two() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let before = bob.publishes("@alice, avant").await;
    let expected = [news("mention", "bob", &before)];
    assert_eq!(told(&town, &alice, "").await, expected);

    let act = |name: &str| format!("/api/v1/accounts/{}/{name}", bob.id);
    let mute = json!({ "notifications": false });
    let _ = alice.post_json(&act("mute"), mute).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, expected);
    for (on, off) in [("mute", "unmute"), ("block", "unblock")] {
        let _ = alice.post(&act(on)).await.expect_ok();
        assert_eq!(told(&town, &alice, "").await, []);
        let count = alice.get("/api/v1/notifications/unread_count").await.expect_ok();
        assert_eq!(count["count"], 0);
        let _ = bob.publishes("@alice, pendant").await;
        assert_eq!(told(&town, &alice, "").await, []);
        let _ = alice.post(&act(off)).await.expect_ok();
        // What came before is shown again; what came meanwhile was never told.
        assert_eq!(told(&town, &alice, "").await, expected);
    }
}

#[tokio::test]
async fn a_muted_conversation_is_silent() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Bonjour").await;
    let _ = alice.post(&format!("/api/v1/statuses/{post}/mute")).await.expect_ok();
    let reply = says(&bob, "@alice ?", json!({ "in_reply_to_id": post })).await;
    let _ = says(&bob, "@alice !", json!({ "in_reply_to_id": reply })).await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, []);
    let other = bob.publishes("@alice, autre chose").await;
    assert_eq!(told(&town, &alice, "").await, [news("mention", "bob", &other)]);
}

#[tokio::test]
async fn pages_are_exact_and_can_be_chosen() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    for no in 0..5 {
        let _ = bob.publishes(&format!("@alice {no}")).await;
        town.settle().await;
    }
    carol.follows(&alice).await;
    town.settle().await;
    let all = alice.reads("/api/v1/notifications").await;
    assert_eq!(all.len(), 6);

    let (mut pages, mut next) = (Vec::new(), Some("/api/v1/notifications?limit=4".to_owned()));
    let mut prev = None;
    while let Some(path) = next {
        let page = alice.get(&path).await;
        pages.extend(ids(&page.expect_ok()));
        next = page.link("next");
        prev = page.link("prev").or(prev);
    }
    assert_eq!(pages, all);
    assert_eq!(alice.reads(&prev.unwrap()).await, all[..4]);
    let since = format!("/api/v1/notifications?since_id={}&limit=2", all[4]);
    assert_eq!(alice.reads(&since).await, all[..2]);
    let min = format!("/api/v1/notifications?min_id={}&limit=2", all[4]);
    assert_eq!(alice.reads(&min).await, all[2..4]);

    let only = |query: &str| format!("/api/v1/notifications?{query}");
    assert_eq!(alice.reads(&only("types[]=follow&types[]=poll")).await, all[..1]);
    assert_eq!(alice.reads(&only("exclude_types[]=mention")).await, all[..1]);
    assert_eq!(alice.reads(&only(&format!("account_id={}", carol.id))).await, all[..1]);
    assert_eq!(alice.reads(&only("types[]=poll")).await, [] as [String; 0]);
}

#[tokio::test]
async fn one_can_be_read_and_each_or_all_removed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    for no in 0..3 {
        let _ = bob.publishes(&format!("@alice {no}")).await;
    }
    town.settle().await;
    let all = alice.reads("/api/v1/notifications").await;
    let one = format!("/api/v1/notifications/{}", all[1]);
    let read = alice.get(&one).await.expect_ok();
    assert_eq!(
        (&read["id"], &read["group_key"]),
        (&json!(all[1]), &json!(format!("ungrouped-{}", all[1])))
    );
    for act in ["", "/dismiss"] {
        let path = format!("{one}{act}");
        let answer = if act.is_empty() { bob.get(&path).await } else { bob.post(&path).await };
        let _ = answer.expect_error(404);
    }
    let count =
        async || alice.get("/api/v1/notifications/unread_count").await.expect_ok()["count"].clone();
    assert_eq!(count().await, 3);
    let body = json!({ "notifications": { "last_read_id": all[1] } });
    let _ = alice.post_json("/api/v1/markers", body).await.expect_ok();
    assert_eq!(count().await, 1);

    let dismiss = format!("/api/v1/notifications/{}/dismiss", all[1]);
    assert_eq!(alice.post(&dismiss).await.expect_ok(), json!({}));
    let _ = alice.get(&one).await.expect_error(404);
    assert_eq!(alice.reads("/api/v1/notifications").await, [all[0].clone(), all[2].clone()]);
    assert_eq!(alice.post("/api/v1/notifications/clear").await.expect_ok(), json!({}));
    assert_eq!(alice.reads("/api/v1/notifications").await, [] as [String; 0]);
    for path in ["", "/unread_count", "/1"] {
        let path = format!("/api/v1/notifications{path}");
        let _ = town.stranger().get(&path).await.expect_error(401);
    }
    let _ = alice.get("/api/v1/notifications/x").await.expect_error(404);
    let _ = alice.get("/api/v1/notifications?max_id=x").await.expect_error(422);
}
