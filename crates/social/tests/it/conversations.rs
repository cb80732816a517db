//! Stories of conversations.

use crate::streaming::listen::{Ear, Socket};
use town::{Person, Town, Value, json};

use crate::pages::{member, shows};

async fn writes(who: &Person, text: &str, answering: &str) -> String {
    let mut letter = json!({ "status": text, "visibility": "direct" });
    if !answering.is_empty() {
        letter["in_reply_to_id"] = json!(answering);
    }
    who.publishes_as(letter).await
}

async fn conversations(town: &Town, who: &Person) -> Vec<(Vec<String>, String, bool)> {
    town.settle().await;
    let list = who.get("/api/v1/conversations").await.expect_ok();
    let each = |it: &Value| {
        let people = it["accounts"].as_array().unwrap().clone();
        let people = people.iter().map(|it| it["username"].as_str().unwrap().to_owned()).collect();
        let last = it["last_status"]["id"].as_str().unwrap_or_default().to_owned();
        (people, last, it["unread"].as_bool().unwrap())
    };
    list.as_array().unwrap().iter().map(each).collect()
}

fn talk(people: &[&str], last: &str, unread: bool) -> (Vec<String>, String, bool) {
    (people.iter().map(|name| (*name).to_owned()).collect(), last.to_owned(), unread)
}

#[tokio::test]
async fn letters_are_together_by_thread_and_people() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let first = writes(&alice, "@bob, un secret", "").await;
    assert_eq!(conversations(&town, &alice).await, [talk(&["bob"], &first, false)]);
    assert_eq!(conversations(&town, &bob).await, [talk(&["alice"], &first, true)]);
    let answer = writes(&bob, "@alice, lequel ?", &first).await;
    assert_eq!(conversations(&town, &alice).await, [talk(&["bob"], &answer, true)]);
    assert_eq!(conversations(&town, &bob).await, [talk(&["alice"], &answer, false)]);

    // Others in the same thread are another conversation, and so is another thread.
    let three = writes(&alice, "@bob @carol", &answer).await;
    let other = writes(&bob, "@alice", "").await;
    let alices = conversations(&town, &alice).await;
    let expected = [
        talk(&["bob"], &other, true),
        talk(&["bob", "carol"], &three, false),
        talk(&["bob"], &answer, true),
    ];
    assert_eq!(alices, expected);
    assert_eq!(conversations(&town, &carol).await, [talk(&["alice", "bob"], &three, true)]);
    let page = alice.get("/api/v1/conversations?limit=2").await;
    let next = alice.get(&page.link("next").unwrap()).await.expect_ok();
    assert_eq!(next[0]["last_status"]["id"], answer.as_str());

    // What is said to oneself, and what is no letter.
    let memo = writes(&carol, "À retenir", "").await;
    let _ = carol.publishes("@alice").await;
    let carols = conversations(&town, &carol).await;
    assert_eq!(carols[0], talk(&["carol"], &memo, false));
    assert_eq!(conversations(&town, &alice).await.len(), 3);

    // Where the last letter is gone, the one before it is the last; with none, it is over.
    let _ = bob.delete(&format!("/api/v1/statuses/{answer}")).await.expect_ok();
    let _ = bob.delete(&format!("/api/v1/statuses/{other}")).await.expect_ok();
    let left = [talk(&["bob", "carol"], &three, false), talk(&["bob"], &first, true)];
    assert_eq!(conversations(&town, &alice).await, left);
}

#[tokio::test]
async fn a_conversation_is_read_and_removed_by_each_alone() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let first = writes(&alice, "@bob", "").await;
    assert_eq!(conversations(&town, &bob).await, [talk(&["alice"], &first, true)]);
    let list = bob.get("/api/v1/conversations").await.expect_ok();
    let id = list[0]["id"].as_str().unwrap();
    let read = bob.post(&format!("/api/v1/conversations/{id}/read")).await.expect_ok();
    assert_eq!(read["unread"], false);
    assert_eq!(conversations(&town, &bob).await, [talk(&["alice"], &first, false)]);
    let unread = bob.post(&format!("/api/v1/conversations/{id}/unread")).await.expect_ok();
    assert_eq!(unread, list[0]);
    for path in [format!("/api/v1/conversations/{id}/read"), "/api/v1/conversations/1/read".into()]
    {
        let _ = alice.post(&path).await.expect_error(404);
    }
    let _ = alice.delete(&format!("/api/v1/conversations/{id}")).await.expect_error(404);
    let _ = town.stranger().get("/api/v1/conversations").await.expect_error(401);

    let path = format!("/api/v1/conversations/{id}");
    assert_eq!(bob.delete(&path).await.expect_ok(), json!({}));
    let _ = bob.delete(&path).await.expect_error(404);
    assert_eq!(conversations(&town, &bob).await, []);
    assert_eq!(conversations(&town, &alice).await, [talk(&["bob"], &first, false)]);
    let again = writes(&alice, "@bob, encore", &first).await;
    assert_eq!(conversations(&town, &bob).await, [talk(&["alice"], &again, true)]);

    // Whom one blocks writes in vain.
    let _ = bob.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();
    let _ = writes(&alice, "@bob !", "").await;
    assert_eq!(conversations(&town, &bob).await.len(), 1);
}

#[tokio::test]
async fn who_listens_hears_of_letters() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut ear = Ear::open(&bob, "/api/v1/streaming/direct").await;
    let mut socket = Socket::open(&town, &bob, "?stream=direct").await;
    let letter = writes(&alice, "@bob", "").await;
    let heard = ear.hears("conversation").await.json();
    assert_eq!(heard["last_status"]["id"], letter.as_str());
    assert_eq!(heard["accounts"][0]["username"], "alice");
    assert_eq!(heard["unread"], true);
    let heard = socket.hears().await;
    assert_eq!((&heard["stream"], &heard["event"]), (&json!(["direct"]), &json!("conversation")));
}

#[tokio::test]
async fn messages_are_read_marked_and_answered_on_pages() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, _) = member(&town, "bob").await;
    let (_carol, mut others) = member(&town, "carol").await;
    let say = json!({ "status": "@alice Sunday at ten?", "visibility": "direct" });
    bob.publishes_as(say).await;
    town.settle().await;
    hers.open("/messages").await;
    shows(&hers, "With bob");
    shows(&hers, "Sunday at ten?");
    shows(&hers, "new");
    let id = alice.reads("/api/v1/conversations").await.remove(0);
    let path = format!("/messages/{id}");
    hers.open(&path).await;
    shows(&hers, "Who can read this: you and bob (@bob).");
    hers.submit("/write", &[("status", "@bob Gladly")]).await;
    assert!(hers.address.starts_with(&format!("{path}#p")), "{}", hers.address);
    shows(&hers, "Gladly");
    let said = alice.get("/api/v1/conversations").await.expect_ok();
    assert_eq!(said[0]["last_status"]["visibility"], "direct");
    let order = |browser: &town::Browser| {
        let text = &browser.page.text;
        text.find("Sunday").unwrap() < text.find("Gladly").unwrap()
    };
    assert!(order(&hers), "newest last");
    hers.open(&format!("{path}?order=newest")).await;
    assert!(!order(&hers), "newest first");

    let say = json!({ "status": "@alice And bring cake", "visibility": "direct",
        "in_reply_to_id": said[0]["last_status"]["id"] });
    bob.publishes_as(say).await;
    town.settle().await;
    hers.open("/messages").await;
    hers.press(&format!("/messages/{id}/read")).await;
    shows(&hers, "Marked as read.");
    let said = alice.get("/api/v1/conversations").await.expect_ok();
    assert_eq!(said[0]["unread"], false);

    others.open(&path).await;
    assert_eq!(others.page.status, 404);

    hers.press(&format!("/messages/{id}/remove")).await;
    shows(&hers, "No message yet.");
}
