//! Stories of filters.

mod pages;
mod places;

use town::{Answer, Method, Person, Town, Value, ids, json};

/// A filter of one keyword in all places.
pub(crate) async fn filters(who: &Person, action: &str, keyword: &str, places: &[&str]) -> Value {
    let filter = json!({
        "title": keyword,
        "context": places,
        "filter_action": action,
        "keywords_attributes": [{ "keyword": keyword }],
    });
    who.post_json("/api/v2/filters", filter).await.expect_ok()
}

async fn puts(who: &Person, path: &str, body: Value) -> Answer {
    who.send_json(Method::PUT, path, body).await
}

#[tokio::test]
async fn a_filter_is_made_changed_and_removed() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let new = json!({
        "title": "Élections",
        "context": ["public", "home"],
        "filter_action": "blur",
        "expires_in": 3600,
        "keywords_attributes": [
            { "keyword": "sondage", "whole_word": false },
            { "keyword": "vote" },
            { "keyword": "" },
        ],
    });
    let made = alice.post_json("/api/v2/filters", new).await.expect_ok();
    assert_eq!(made["title"], "Élections");
    assert_eq!(made["context"], json!(["home", "public"]));
    assert_eq!(made["filter_action"], "blur");
    assert!(made["expires_at"].is_string());
    assert_eq!(made["keywords"][0]["keyword"], "sondage");
    assert_eq!(made["keywords"][0]["whole_word"], false);
    assert_eq!(made["keywords"][1]["whole_word"], true);
    assert_eq!(made["keywords"].as_array().unwrap().len(), 2);
    assert_eq!(made["statuses"], json!([]));

    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());
    assert_eq!(alice.get(&path).await.expect_ok(), made);
    assert_eq!(alice.get("/api/v2/filters").await.expect_ok(), json!([made]));

    let change = json!({
        "title": "Urnes",
        "expires_in": null,
        "keywords_attributes": [
            { "id": made["keywords"][0]["id"], "keyword": "urne" },
            { "id": made["keywords"][1]["id"], "_destroy": true },
            { "keyword": "scrutin" },
        ],
    });
    let changed = puts(&alice, &path, change).await.expect_ok();
    assert_eq!(changed["title"], "Urnes");
    assert_eq!(changed["context"], json!(["home", "public"]));
    assert_eq!(changed["expires_at"], Value::Null);
    let words = |filter: &Value| {
        let list = filter["keywords"].as_array().unwrap().clone();
        list.iter().map(|it| it["keyword"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(&changed), ["urne", "scrutin"]);
    // What is not said stays.
    let same = puts(&alice, &path, json!({})).await.expect_ok();
    assert_eq!(same, changed);

    assert_eq!(alice.delete(&path).await.expect_ok(), json!({}));
    let _ = alice.get(&path).await.expect_error(404);
    assert_eq!(alice.get("/api/v2/filters").await.expect_ok(), json!([]));
}

#[tokio::test]
async fn words_and_posts_of_a_filter_are_reached_one_by_one() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("Ceci").await;
    let made = filters(&alice, "warn", "cela", &["home"]).await;
    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());

    let words = format!("{path}/keywords");
    let new = json!({ "keyword": "ceci", "whole_word": false });
    let added = alice.post_json(&words, new).await.expect_ok();
    let listed = alice.get(&words).await.expect_ok();
    assert_eq!(listed[1], added);
    let one = format!("/api/v2/filters/keywords/{}", added["id"].as_str().unwrap());
    assert_eq!(alice.get(&one).await.expect_ok(), added);
    let changed = puts(&alice, &one, json!({ "whole_word": true })).await.expect_ok();
    assert_eq!((&changed["keyword"], &changed["whole_word"]), (&json!("ceci"), &json!(true)));
    assert_eq!(alice.delete(&one).await.expect_ok(), json!({}));
    let _ = alice.get(&one).await.expect_error(404);

    let posts = format!("/api/v2/filters/{}/statuses", made["id"].as_str().unwrap());
    let named = alice.post_json(&posts, json!({ "status_id": post })).await.expect_ok();
    assert_eq!(named["status_id"], post.as_str());
    let again = alice.post_json(&posts, json!({ "status_id": post })).await.expect_ok();
    assert_eq!(again, named);
    assert_eq!(alice.get(&posts).await.expect_ok(), json!([named]));
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["filtered"][0]["status_matches"], json!([post]));
    assert_eq!(seen["filtered"][0]["keyword_matches"], Value::Null);
    let one = format!("/api/v2/filters/statuses/{}", named["id"].as_str().unwrap());
    assert_eq!(alice.get(&one).await.expect_ok(), named);
    assert_eq!(alice.delete(&one).await.expect_ok(), named);
    let _ = alice.delete(&one).await.expect_error(404);

    // A post that is gone is in no filter any more.
    let _ = alice.post_json(&posts, json!({ "status_id": post })).await.expect_ok();
    let _ = bob.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    town.settle().await;
    assert_eq!(alice.get(&posts).await.expect_ok(), json!([]));
}

#[tokio::test]
async fn older_apps_see_each_keyword_as_a_filter() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let form = [
        ("phrase", "réclame"),
        ("context[]", "home"),
        ("context[]", "notifications"),
        ("irreversible", "true"),
        ("whole_word", "0"),
        ("expires_in", "600"),
    ];
    let request = alice.request(Method::POST, "/api/v1/filters").form(&form);
    let made = alice.send(request).await.expect_ok();
    assert_eq!(made["phrase"], "réclame");
    assert_eq!(made["context"], json!(["home", "notifications"]));
    assert_eq!((&made["irreversible"], &made["whole_word"]), (&json!(true), &json!(false)));
    assert!(made["expires_at"].is_string());
    let path = format!("/api/v1/filters/{}", made["id"].as_str().unwrap());
    assert_eq!(alice.get(&path).await.expect_ok(), made);
    assert_eq!(alice.get("/api/v1/filters").await.expect_ok(), json!([made]));
    let whole = &alice.get("/api/v2/filters").await.expect_ok()[0];
    assert_eq!((&whole["title"], &whole["filter_action"]), (&json!("réclame"), &json!("hide")));

    let change = json!({ "phrase": "publicité", "irreversible": false, "expires_in": "" });
    let changed = puts(&alice, &path, change).await.expect_ok();
    assert_eq!(
        (&changed["phrase"], &changed["irreversible"]),
        (&json!("publicité"), &json!(false))
    );
    assert_eq!(changed["expires_at"], Value::Null);

    // One of several words of a filter can only change itself.
    let words = format!("/api/v2/filters/{}/keywords", whole["id"].as_str().unwrap());
    let second = alice.post_json(&words, json!({ "keyword": "promo" })).await.expect_ok();
    let _ = puts(&alice, &path, json!({ "irreversible": true })).await.expect_error(422);
    let _ = puts(&alice, &path, json!({ "phrase": "annonce" })).await.expect_ok();
    let _ = bob.get(&path).await.expect_error(404);
    let _ = bob.delete(&path).await.expect_error(404);
    assert_eq!(alice.delete(&path).await.expect_ok(), json!({}));
    let last = format!("/api/v1/filters/{}", second["id"].as_str().unwrap());
    assert_eq!(alice.delete(&last).await.expect_ok(), json!({}));
    assert_eq!(alice.get("/api/v2/filters").await.expect_ok(), json!([]));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_in_words() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let good = json!({ "title": "x", "context": ["home"] });
    for (field, value) in [
        ("title", json!("  ")),
        ("title", json!("x".repeat(257))),
        ("context", json!([])),
        ("context", json!(["everywhere"])),
        ("filter_action", json!("burn")),
        ("expires_in", json!("tomorrow")),
        ("expires_in", json!(-1)),
        ("keywords_attributes", json!([{ "keyword": "x".repeat(513) }])),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        let _ = alice.post_json("/api/v2/filters", bad).await.expect_error(422);
    }
    let made = alice.post_json("/api/v2/filters", good).await.expect_ok();
    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());
    let _ = alice.post_json(&format!("{path}/keywords"), json!({})).await.expect_error(422);
    let _ = alice.post_json(&format!("{path}/statuses"), json!({})).await.expect_error(422);
    let _ = puts(&alice, &path, json!({ "context": ["x"] })).await.expect_error(422);
    let _ =
        alice.post_json("/api/v1/filters", json!({ "context": ["home"] })).await.expect_error(422);
}

#[tokio::test]
async fn nobody_reaches_the_filters_of_another() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let made = filters(&alice, "warn", "secret", &["home"]).await;
    let hidden = bob.publishes_as(json!({ "status": "Entre nous", "visibility": "private" })).await;
    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());
    let word = format!("/api/v2/filters/keywords/{}", made["keywords"][0]["id"].as_str().unwrap());
    let (words, posts) = (format!("{path}/keywords"), format!("{path}/statuses"));
    for path in [&path, &words, &posts, &word] {
        let _ = bob.get(path).await.expect_error(404);
        let _ = town.stranger().get(path).await.expect_error(401);
    }
    for path in [&path, &word] {
        let _ = puts(&bob, path, json!({})).await.expect_error(404);
        let _ = bob.delete(path).await.expect_error(404);
    }
    let _ = bob.post_json(&words, json!({ "keyword": "x" })).await.expect_error(404);
    let _ = bob.post_json(&posts, json!({ "status_id": hidden })).await.expect_error(404);
    let _ = alice.post_json(&posts, json!({ "status_id": hidden })).await.expect_error(404);
    assert_eq!(ids(&alice.get("/api/v2/filters").await.expect_ok()).len(), 1);
}

#[tokio::test]
async fn a_form_lists_keywords_as_rails_does() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let form = [
        ("title", "Sport"),
        ("context[]", "home"),
        ("context[]", "public"),
        ("filter_action", "hide"),
        ("keywords_attributes[][keyword]", "foot & co"),
        ("keywords_attributes[][whole_word]", "false"),
        ("keywords_attributes[][keyword]", "tennis"),
    ];
    let made = alice.send(alice.request(Method::POST, "/api/v2/filters").form(&form)).await;
    let made = made.expect_ok();
    assert_eq!(made["context"], json!(["home", "public"]));
    let words = &made["keywords"];
    assert_eq!(
        (&words[0]["keyword"], &words[0]["whole_word"]),
        (&json!("foot & co"), &json!(false))
    );
    assert_eq!((&words[1]["keyword"], &words[1]["whole_word"]), (&json!("tennis"), &json!(true)));
    assert_eq!(words.as_array().unwrap().len(), 2);
    let body = "keywords_attributes[][keyword]=golf";
    let path = format!("/api/v2/filters/{}", made["id"].as_str().unwrap());
    let request = alice.request(Method::PUT, &path).body(body);
    let kind = "application/x-www-form-urlencoded";
    let changed = alice.send(request.header("content-type", kind)).await.expect_ok();
    assert_eq!(changed["keywords"][2]["keyword"], "golf");
}
