//! Quotes across servers.

use town::{Person, Value, json};

use crate::letter::key;
use crate::peer::Peer;
use crate::two::{Two, first_of_home, settle};

async fn quote(who: &Person, post: &str) -> String {
    let draft = json!({ "status": "Look", "quoted_status_id": post });
    who.post_json("/api/v1/statuses", draft).await.expect_ok()["id"].as_str().unwrap().to_owned()
}

async fn seen(who: &Person, post: &str) -> Value {
    who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok()
}

async fn quotable(two: &Two, policy: &str) -> (String, String) {
    let draft = json!({ "status": "My voice", "quote_approval_policy": policy });
    let there = two.bob.publishes_as(draft).await;
    two.settle().await;
    let here = first_of_home(&two.alice).await["id"].as_str().unwrap().to_owned();
    (there, here)
}

#[tokio::test]
async fn a_quote_is_asked_for_granted_shown_and_taken_back() {
    let two = Two::reading().await;
    let alice = two.alice_there().await;
    let _ = two.bob.post(&format!("/api/v1/accounts/{alice}/follow")).await.expect_ok();
    two.settle().await;
    let (there, here) = quotable(&two, "public").await;
    assert_eq!(seen(&two.alice, &here).await["quote_approval"]["automatic"], json!(["public"]));
    let own = quote(&two.alice, &here).await;
    assert_eq!(seen(&two.alice, &own).await["quote"]["state"], "pending");
    two.settle().await;
    let quote = seen(&two.alice, &own).await["quote"].clone();
    assert_eq!(quote["state"], "accepted");
    assert_eq!(quote["quoted_status"]["id"], *here);

    // He is told, counts it, and reads it with his own words below.
    let told = two.bob.get("/api/v1/notifications").await.expect_ok();
    let kinds: Vec<_> = told.as_array().unwrap().iter().map(|it| it["type"].clone()).collect();
    assert!(kinds.contains(&json!("quote")), "{kinds:?}");
    let original = seen(&two.bob, &there).await;
    assert_eq!(original["quotes_count"], 1);
    let list = two.bob.get(&format!("/api/v1/statuses/{there}/quotes")).await.expect_ok();
    assert_eq!(list[0]["quote"]["quoted_status"]["id"], *there);
    assert_eq!(list[0]["uri"], format!("{}/ap/posts/{own}", two.here.url));

    // Anybody sees that he agreed.
    let stamp = format!("/ap/actors/{}/stamps/", two.bob.id);
    let quoting = list[0]["id"].as_str().unwrap();
    let word = two.there.stranger().get(&format!("{stamp}{quoting}")).await.expect_ok();
    assert_eq!(word["type"], "QuoteAuthorization");
    assert_eq!(word["interactingObject"], format!("{}/ap/posts/{own}", two.here.url));
    assert_eq!(word["interactionTarget"], format!("{}/ap/posts/{there}", two.there.url));
    let note = two.here.stranger().get(&format!("/ap/posts/{own}")).await.expect_ok();
    assert_eq!(note["quoteAuthorization"], word["id"]);
    assert_eq!(note["quoteUrl"], note["quote"]);

    let path = format!("/api/v1/statuses/{there}/quotes/{quoting}/revoke");
    let _ = two.bob.post(&path).await.expect_ok();
    two.settle().await;
    assert_eq!(seen(&two.alice, &own).await["quote"]["state"], "revoked");
    let _ = two.there.stranger().get(&format!("{stamp}{quoting}")).await.expect_error(404);
}

#[tokio::test]
async fn who_wants_to_be_asked_is_asked_and_who_does_not_is_not_quoted() {
    let two = Two::reading().await;
    let (there, here) = quotable(&two, "ask").await;
    let (first, second) = (quote(&two.alice, &here).await, quote(&two.alice, &here).await);
    two.settle().await;
    let path = format!("/api/v1/statuses/{there}/quotes?state=pending");
    let waiting = two.bob.get(&path).await.expect_ok();
    assert_eq!(waiting.as_array().unwrap().len(), 2);
    let number = |at: usize| waiting[at]["id"].as_str().unwrap();
    let ours = format!("/api/portevoix/v1/statuses/{there}/quotes/{}/accept", number(1));
    let _ = two.bob.post(&ours).await.expect_ok();
    let refuse = format!("/api/v1/statuses/{there}/quotes/{}/revoke", number(0));
    let _ = two.bob.post(&refuse).await.expect_ok();
    two.settle().await;
    assert_eq!(seen(&two.alice, &first).await["quote"]["state"], "accepted");
    assert_eq!(seen(&two.alice, &second).await["quote"]["state"], "rejected");

    let (_, here) = quotable(&two, "nobody").await;
    let draft = json!({ "status": "Look", "quoted_status_id": here });
    let _ = two.alice.post_json("/api/v1/statuses", draft).await.expect_error(422);
}

#[tokio::test]
async fn who_does_not_ask_waits_and_who_may_not_is_refused() {
    let two = Two::new().await;
    let (peer, key) = (Peer::open().await, key(&two.there, &two.bob.id).await);
    let zoe = peer.has_actor("zoe", &key, &json!({}));
    let open = two.alice.publishes("Mine").await;
    let draft = json!({ "status": "Not this", "quote_approval_policy": "nobody" });
    let shut = two.alice.publishes_as(draft).await;
    let uri = |post: &str| format!("{}/ap/posts/{post}", two.here.url);
    let note = |no: u8, of: &str| {
        json!({ "id": format!("{}/notes/{no}", peer.url), "type": "Note", "attributedTo": zoe,
            "content": "Look", "to": "as:Public", "quote": uri(of),
            "cc": format!("{}/ap/actors/{}", two.here.url, two.alice.id) })
    };
    let ask = |no: u8, of: &str, instrument: Value| {
        json!({ "id": format!("{}/asks/{no}", peer.url), "type": "QuoteRequest", "actor": zoe,
            "object": uri(of), "instrument": instrument })
    };
    let create = json!({ "id": format!("{}/creates/1", peer.url), "type": "Create", "actor": zoe,
        "object": note(1, &open) });
    assert_eq!(peer.says(&two.here, &key, &create).await, 202);
    settle(&[&two.here]).await;
    let list = format!("/api/v1/statuses/{open}/quotes");
    assert_eq!(two.alice.get(&list).await.expect_ok(), json!([]));
    assert!(peer.heard("Accept").is_empty());

    for said in [
        ask(1, &open, json!(null)),
        ask(2, &open, json!(7)),
        ask(3, &open, json!(uri(&open))),
        ask(4, "99", note(1, &open)["id"].clone()),
        ask(5, &open, note(1, &open)["id"].clone()),
        ask(5, &open, note(1, &open)["id"].clone()),
        ask(6, &shut, note(2, &shut)),
    ] {
        assert_eq!(peer.says(&two.here, &key, &said).await, 202);
        settle(&[&two.here]).await;
    }
    let (yes, no) = (peer.heard("Accept"), peer.heard("Reject"));
    assert_eq!((yes.len(), no.len()), (1, 1));
    assert_eq!(yes[0].body["object"]["id"], format!("{}/asks/5", peer.url));
    assert!(yes[0].body["result"].as_str().unwrap().starts_with(&two.here.url));
    assert_eq!(no[0].body["object"]["instrument"], format!("{}/notes/2", peer.url));
    let quotes = two.alice.get(&list).await.expect_ok();
    assert_eq!(quotes[0]["uri"], format!("{}/notes/1", peer.url));
}
