//! Stories of polls.

use std::time::Duration;

use town::{Answer, Method, Person, Town, Value, json};

use crate::streaming::listen::Ear;

const HOUR_MS: i64 = 3_600_000;

async fn asks(who: &Person, poll: Value) -> String {
    who.publishes_as(json!({ "status": "Café ou thé ?", "poll": poll })).await
}

async fn votes(who: &Person, poll: &str, choices: Value) -> Answer {
    let path = format!("/api/v1/polls/{poll}/votes");
    who.post_json(&path, json!({ "choices": choices })).await
}

async fn poll_of(who: &Person, post: &str) -> Value {
    who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok()["poll"].clone()
}

fn counts(poll: &Value) -> Vec<Option<i64>> {
    let options = poll["options"].as_array().unwrap();
    options.iter().map(|option| option["votes_count"].as_i64()).collect()
}

/// The types of what somebody was told, once one of them is of a poll.
async fn told(town: &Town, who: &Person) -> Vec<Value> {
    for _ in 0..100 {
        town.settle().await;
        let list = who.get("/api/v1/notifications?types[]=poll").await.expect_ok();
        let list = list.as_array().unwrap().clone();
        if !list.is_empty() {
            return list;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Vec::new()
}

#[tokio::test]
async fn everybody_answers_once_and_sees_how_it_stands() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let poll = json!({ "options": ["Café", " Thé ", ""], "expires_in": 3600 });
    let post = asks(&alice, poll).await;
    let asked = poll_of(&bob, &post).await;
    assert_eq!(asked["options"][1]["title"], "Thé");
    assert_eq!(counts(&asked), [Some(0), Some(0)]);
    assert_eq!((&asked["voted"], &asked["own_votes"]), (&json!(false), &json!([])));
    assert_eq!((&asked["expired"], &asked["voters_count"]), (&json!(false), &Value::Null));
    assert_eq!(poll_of(&alice, &post).await["voted"], true, "nobody asks themselves");
    let strange = poll_of(&town.stranger(), &post).await;
    assert!(strange.get("voted").is_none() && strange.get("own_votes").is_none());

    let id = asked["id"].as_str().unwrap();
    let now = votes(&bob, id, json!([1])).await.expect_ok();
    assert_eq!(counts(&now), [Some(0), Some(1)]);
    assert_eq!((&now["voted"], &now["own_votes"]), (&json!(true), &json!([1])));
    let form = carol.request(Method::POST, &format!("/api/v1/polls/{id}/votes"));
    let now = carol.send(form.form(&[("choices[]", "1")])).await.expect_ok();
    assert_eq!(counts(&now), [Some(0), Some(2)]);
    assert_eq!(poll_of(&bob, &post).await["votes_count"], 2);
    let path = format!("/api/v1/polls/{id}");
    assert_eq!(town.stranger().get(&path).await.expect_ok()["votes_count"], 2);

    // A boost shows the same poll, with what its reader chose.
    let boost = carol.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    assert_eq!(boost["poll"], Value::Null);
    assert_eq!(boost["reblog"]["poll"]["own_votes"], json!([1]));
}

#[tokio::test]
async fn wrong_votes_count_nothing() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let poll = json!({ "options": ["Café", "Thé"], "expires_in": "300" });
    let post = asks(&alice, poll).await;
    for choices in [json!([]), json!([2]), json!([-1]), json!([0, 1])] {
        let _ = votes(&bob, &post, choices).await.expect_error(422);
    }
    let _ = votes(&bob, &post, json!(["a"])).await.expect_error(400);
    let _ = votes(&alice, &post, json!([0])).await.expect_error(422);
    let _ = votes(&town.stranger(), &post, json!([0])).await.expect_error(401);
    let plain = alice.publishes("Rien à choisir").await;
    for id in [plain.as_str(), "77", "abc"] {
        let _ = votes(&bob, id, json!([0])).await.expect_error(404);
        let _ = bob.get(&format!("/api/v1/polls/{id}")).await.expect_error(404);
    }
    let _ = votes(&bob, &post, json!(["1"])).await.expect_ok();
    let _ = votes(&bob, &post, json!([0])).await.expect_error(422);
    assert_eq!(counts(&poll_of(&bob, &post).await), [Some(0), Some(1)]);
    town.later_by_ms(300_001);
    let _ = votes(&town.person("late").await, &post, json!([0])).await.expect_error(422);

    let hidden = json!({ "options": ["a", "b"], "expires_in": 300 });
    let draft = json!({ "status": "Entre nous", "visibility": "private", "poll": hidden });
    let hidden = alice.publishes_as(draft).await;
    let _ = bob.get(&format!("/api/v1/polls/{hidden}")).await.expect_error(404);
    let _ = votes(&bob, &hidden, json!([0])).await.expect_error(404);
}

#[tokio::test]
async fn several_answers_and_hidden_counts() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let poll = json!({
        "options": ["a", "b", "c"], "expires_in": 3600, "multiple": true, "hide_totals": true,
    });
    let post = asks(&alice, poll).await;
    let _ = votes(&bob, &post, json!([2, 0, 2])).await.expect_ok();
    let _ = votes(&carol, &post, json!([0])).await.expect_ok();
    let seen = poll_of(&bob, &post).await;
    assert_eq!(seen["own_votes"], json!([0, 2]));
    assert_eq!(counts(&seen), [None, None, None]);
    assert_eq!((&seen["votes_count"], &seen["voters_count"]), (&json!(3), &json!(2)));
    town.later_by_ms(HOUR_MS + 1);
    let seen = poll_of(&bob, &post).await;
    assert_eq!(counts(&seen), [Some(2), Some(0), Some(1)]);
    assert_eq!(seen["expired"], true);
}

#[tokio::test]
async fn a_poll_has_its_limits() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let wrong = [
        json!({ "options": ["seul"], "expires_in": 3600 }),
        json!({ "options": ["a", "a"], "expires_in": 3600 }),
        json!({ "options": ["a", "x".repeat(101)], "expires_in": 3600 }),
        json!({ "options": ["1", "2", "3", "4", "5", "6", "7", "8", "9"], "expires_in": 3600 }),
        json!({ "options": ["a", "b"] }),
        json!({ "options": ["a", "b"], "expires_in": 60 }),
        json!({ "options": ["a", "b"], "expires_in": 99_999_999 }),
        json!({ "options": ["a", "b"], "expires_in": i64::MAX }),
    ];
    for poll in wrong {
        let draft = json!({ "status": "?", "poll": poll });
        let _ = alice.post_json("/api/v1/statuses", draft).await.expect_error(422);
    }
    let limits = alice.get("/api/v2/instance").await.expect_ok()["configuration"]["polls"].clone();
    assert_eq!(limits["max_options"], 8);
    assert_eq!(limits["min_expiration"], 300);
}

#[tokio::test]
async fn an_edit_asks_something_else() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    bob.follows(&alice).await;
    let ask = |options: Value| json!({ "options": options, "expires_in": 3600 });
    let post = asks(&alice, ask(json!(["a", "b"]))).await;
    let _ = votes(&bob, &post, json!([0])).await.expect_ok();
    let path = format!("/api/v1/statuses/{post}");
    let edit = async |change: Value| {
        alice.send_json(Method::PUT, &path, change).await.expect_ok()["poll"].clone()
    };
    let mut home = Ear::open(&bob, "/api/v1/streaming/user").await;
    let kept = edit(json!({ "status": "Encore" })).await;
    assert_eq!(kept["votes_count"], 1, "what is left out stays");
    assert_eq!(home.hears("status.update").await.json()["poll"]["own_votes"], json!([0]));
    let kept = edit(json!({ "status": "Encore !", "poll": ask(json!(["a", "b"])) })).await;
    assert_eq!(kept["votes_count"], 1, "the same question keeps its votes");
    let _ = home.hears("status.update").await;
    let new = edit(json!({ "poll": ask(json!(["a", "b", "c"])) })).await;
    assert_eq!(counts(&new), [Some(0), Some(0), Some(0)]);
    let heard = home.hears("status.update").await.json();
    assert_eq!(heard["poll"]["own_votes"], json!([]));
    assert_eq!(heard["poll"]["options"].as_array().unwrap().len(), 3);
    let _ = votes(&bob, &post, json!([2])).await.expect_ok();
    assert_eq!(edit(json!({ "poll": null })).await, Value::Null);
    let _ = votes(&bob, &post, json!([0])).await.expect_error(404);

    let history = alice.get(&format!("{path}/history")).await.expect_ok();
    let history = history.as_array().unwrap();
    let asked = |at: usize| history[at]["poll"]["options"].as_array().map(Vec::len);
    assert_eq!((asked(0), asked(3)), (Some(2), Some(3)));
    assert!(history[4].get("poll").is_none());
}

#[tokio::test]
async fn its_end_is_told_once_to_who_voted_and_who_asked() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let post = asks(&alice, json!({ "options": ["a", "b"], "expires_in": 3600 })).await;
    let _ = votes(&bob, &post, json!([0])).await.expect_ok();
    let gone = asks(&alice, json!({ "options": ["a", "b"], "expires_in": 3600 })).await;
    let _ = votes(&bob, &gone, json!([0])).await.expect_ok();
    let _ = alice.delete(&format!("/api/v1/statuses/{gone}")).await.expect_ok();
    town.later_by_ms(HOUR_MS + 1);
    for who in [&alice, &bob] {
        let news = told(&town, who).await;
        assert_eq!(news.len(), 1, "{news:?}");
        assert_eq!(news[0]["account"]["username"], "alice");
        assert_eq!(news[0]["status"]["id"], *post);
        assert_eq!(news[0]["status"]["poll"]["expired"], true);
    }
    // A server that was stopped in between tells it no second time.
    let town = town.restart().await;
    let bob = bob.in_town(&town);
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(told(&town, &bob).await.len(), 1);
    let carol = carol.in_town(&town);
    assert_eq!(carol.get("/api/v1/notifications").await.expect_ok(), json!([]));
}

#[tokio::test]
async fn a_page_of_polls_is_kept_too() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    for _ in 0..3 {
        let post = asks(&alice, json!({ "options": ["a", "b"], "expires_in": 3600 })).await;
        let _ = votes(&bob, &post, json!([0])).await.expect_ok();
    }
    let path = format!("/api/v1/accounts/{}/statuses", alice.id);
    let first = bob.get(&path).await;
    let again = bob.get(&path).await;
    assert_eq!(first.text, again.text);
    assert_eq!(first.json()[2]["poll"]["own_votes"], json!([0]));
}

#[tokio::test]
async fn one_asks_and_votes_on_pages_without_a_script() {
    let town = Town::new().await;
    let (_, mut author) = crate::pages::member(&town, "alice").await;
    let (_, mut reader) = crate::pages::member(&town, "bob").await;
    let asked = [("status", "Café ou thé ?"), ("poll", "Café\r\nThé"), ("poll_end", "3600")];
    author.submit("/write", &asked).await;
    crate::pages::shows(&author, "Thé");
    reader.open("/local").await;
    let post = crate::pages::first(&reader);
    reader.submit(&format!("/posts/{post}/vote"), &[("choices[]", "1")]).await;
    crate::pages::shows(&reader, "Your vote counts.");
    crate::pages::shows(&reader, "your choice");
    crate::pages::shows(&reader, "100 %");
    let wrong = [("status", "?"), ("poll", "Café")];
    author.submit("/write", &wrong).await;
    assert_eq!(author.page.status, 422);
    crate::pages::shows(&author, "href=\"#poll\"");
}
