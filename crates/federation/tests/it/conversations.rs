//! Conversations across servers are made whole.

use federation::conversations;
use town::{Person, Town, Value, json};

use crate::far::Far;
use crate::two::{Two, browser_of, first_of_home, handle, known, says, settle};

/// What lies at an address, as somebody here reads it.
async fn looked_up(who: &Person, uri: &str) -> Value {
    let path = format!("/api/v2/search?resolve=true&type=statuses&q={uri}");
    who.get(&path).await.expect_ok()["statuses"][0].clone()
}

/// What stands above and below a post: texts.
async fn around(who: &Person, id: &str) -> (Vec<String>, Vec<String>) {
    let context = who.get(&format!("/api/v1/statuses/{id}/context")).await.expect_ok();
    let texts = |list: &Value| -> Vec<String> {
        let list = list.as_array().unwrap().iter();
        list.map(|it| it["content"].as_str().unwrap().replace("<p>", "").replace("</p>", ""))
            .collect()
    };
    (texts(&context["ancestors"]), texts(&context["descendants"]))
}

async fn complete(town: &Town) {
    conversations::settle(&town.app).await.unwrap();
}

#[tokio::test]
async fn an_answer_stands_alone_until_what_it_answers_can_be_had() {
    let two = Two::reading().await;
    let mut far = Town::new().await;
    let carol = far.person("carol").await;
    let first = carol.publishes("The beginning").await;
    let uri = format!("{}/ap/posts/{first}", far.url);
    let there = looked_up(&two.bob, &uri).await;
    far.close().await;
    let answer = json!({ "status": "I agree", "in_reply_to_id": there["id"] });
    let _ = two.bob.publishes_as(answer).await;
    two.settle().await;
    complete(&two.here).await;
    let seen = first_of_home(&two.alice).await;
    let id = seen["id"].as_str().unwrap();
    assert_eq!(
        (&seen["content"], &seen["in_reply_to_id"]),
        (&json!("<p>I agree</p>"), &json!(null))
    );
    let path = format!("/api/portevoix/v1/statuses/{id}/conversation");
    let state = two.alice.get(&path).await.expect_ok();
    assert_eq!(
        (&state["here"], &state["total"], &state["waiting"]),
        (&json!(1), &json!(2), &json!(1))
    );

    far.open_again().await;
    two.here.later_by_ms(5 * 60_000);
    complete(&two.here).await;
    assert_eq!(around(&two.alice, id).await.0, ["The beginning"]);
    let seen = first_of_home(&two.alice).await;
    assert!(seen["in_reply_to_id"].is_string(), "it knows now what it answers");
    let parent = looked_up(&two.alice, &uri).await;
    assert_eq!(parent["replies_count"], 1);
    let told = two.alice.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told, json!([]), "nobody is told of what was asked for");
    assert_eq!(two.alice.reads("/api/v1/timelines/home").await, [id]);
}

#[tokio::test]
async fn what_a_context_names_is_asked_for_and_the_page_says_how_far_that_is() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let far = Far::open().await;
    let (one, two, gone) = (far.uri("/1"), far.uri("/2"), far.uri("/gone"));
    far.posts("/1", 9, None, json!({ "context": far.uri("/context") }));
    far.posts("/2", 8, Some(&one), json!({}));
    far.posts("/3", 7, Some(&two), json!({}));
    let page = json!({ "id": far.uri("/context?page=2"), "type": "CollectionPage",
        "items": [far.uri("/3"), gone] });
    far.has("/context?page=2", page);
    far.has(
        "/context",
        json!({ "id": far.uri("/context"), "type": "Collection",
            "first": { "type": "CollectionPage", "items": [one, two],
                "next": far.uri("/context?page=2") } }),
    );
    let first = looked_up(&alice, &one).await;
    let id = first["id"].as_str().unwrap();
    assert_eq!(around(&alice, id).await.1.len(), 0, "nobody waits for it");
    complete(&town).await;
    assert_eq!(around(&alice, id).await.1, ["/2", "/3"]);

    let path = format!("/api/portevoix/v1/statuses/{id}/conversation");
    let state = alice.get(&path).await.expect_ok();
    assert_eq!((&state["here"], &state["total"]), (&json!(3), &json!(4)));
    assert_eq!((&state["waiting"], &state["asking"]), (&json!(0), &json!(false)));
    assert!(state["checked_at"].is_string());
    let mut browser = browser_of(&town, &alice).await;
    browser.open(&format!("/posts/{id}")).await;
    says(&browser, "3 of the 4 known posts of this conversation are here.");
    says(&browser, "Other servers were last asked");
    let _ = town.stranger().get(&path).await.expect_error(401);
}

#[tokio::test]
async fn without_a_context_the_tree_of_answers_is_walked_and_a_circle_ends() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let far = Far::open().await;
    let (one, two, three) = (far.uri("/1"), far.uri("/2"), far.uri("/3"));
    let answers =
        |items: &[&String]| json!({ "replies": { "type": "Collection", "items": items } });
    far.posts("/1", 9, None, answers(&[&two]));
    far.posts("/2", 8, Some(&one), answers(&[&three, &one]));
    far.posts("/3", 7, Some(&two), answers(&[&one, &two, &three]));
    let first = looked_up(&alice, &one).await;
    let id = first["id"].as_str().unwrap();
    let _ = around(&alice, id).await;
    complete(&town).await;
    assert_eq!(around(&alice, id).await.1, ["/2", "/3"]);
    // Two that answer each other have no beginning: both are shown, and that is that.
    let (a, b) = (far.uri("/a"), far.uri("/b"));
    far.posts("/a", 2, Some(&b), json!({}));
    far.posts("/b", 2, Some(&a), json!({}));
    for uri in [&a, &b] {
        let seen = looked_up(&alice, uri).await;
        let _ = around(&alice, seen["id"].as_str().unwrap()).await;
    }
    complete(&town).await;
    let seen = looked_up(&alice, &a).await;
    let (above, below) = around(&alice, seen["id"].as_str().unwrap()).await;
    assert_eq!(above.len() + below.len(), 1);
}

#[tokio::test]
async fn what_answers_ours_on_a_third_server_is_found_there() {
    let two = Two::reading().await;
    let far = Far::open().await;
    let bob = two.there.url.clone();
    let post = two.bob.publishes("Hello").await;
    two.settle().await;
    let uri = format!("{bob}/ap/posts/{post}");
    far.posts("/late", 0, Some(&uri), json!({}));
    let seen = looked_up(&two.alice, &far.uri("/late")).await;
    let id = seen["id"].as_str().unwrap();
    assert_eq!(around(&two.alice, id).await.0, ["Hello"]);
    let carol = known(&two.alice, &handle(&two.there, "bob")).await;
    assert_eq!(first_of_home(&two.alice).await["account"]["id"], carol);
    settle(&[&two.here]).await;
}
