//! Moving from one server to another.

use std::time::Duration;

use ground::AccountId;
use social::accounts;
use town::{Person, Value, json};

use crate::letter::key;
use crate::peer::Peer;
use crate::two::{Two, handle, known, settle};

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn an_account_goes_on_elsewhere_and_its_readers_go_along() {
    let two = Two::new().await;
    let robin = two.there.person_with_password("robin", PASSWORD).await;
    let (eve, dora) = (two.there.person("eve").await, two.there.person("dora").await);
    eve.follows(&robin).await;
    let alice = two.alice_there().await;
    let robin_here = known(&two.alice, &handle(&two.there, "robin")).await;
    let follow = format!("/api/v1/accounts/{robin_here}/follow");
    let _ = two.alice.post(&follow).await.expect_ok();
    two.settle().await;
    let target = json!({ "acct": handle(&two.here, "alice"), "current_password": PASSWORD });

    // Only where one is known to be the same.
    let path = "/api/portevoix/v1/move";
    let why = robin.post_json(path, target.clone()).await.expect_error(422);
    assert!(why.contains("@robin@"), "{why}");
    let aliases = "/api/portevoix/v1/aliases";
    let same = json!({ "acct": handle(&two.there, "robin") });
    let named = two.alice.post_json(aliases, same).await.expect_ok();
    assert_eq!(named[0]["acct"], handle(&two.there, "robin"));
    assert_eq!(two.alice.get(aliases).await.expect_ok(), named);
    let wrong = json!({ "acct": handle(&two.here, "alice"), "current_password": "guessed" });
    let _ = robin.post_json(path, wrong).await.expect_error(422);
    let moved = robin.post_json(path, target.clone()).await.expect_ok();
    assert_eq!(moved["moved"]["id"], alice);
    let _ = robin.post_json(path, target).await.expect_error(422);
    left(&eve, &robin.id).await;
    two.settle().await;

    // Who read her there now reads her here; and nobody new reads her there.
    let stands = eve.get(&format!("/api/v1/accounts/relationships?id={alice}")).await.expect_ok();
    assert_eq!(stands[0]["following"], true, "{stands}");
    let _ = dora.post(&format!("/api/v1/accounts/{}/follow", robin.id)).await.expect_error(403);

    // Alice sees it, and does not follow herself.
    let seen = two.alice.get(&format!("/api/v1/accounts/{robin_here}")).await.expect_ok();
    assert_eq!(seen["moved"]["id"], two.alice.id);
    let page = two.here.stranger().get(&format!("/@{}", handle(&two.there, "robin"))).await;
    assert!(page.text.contains("href=\"/@alice\""), "the profile leads on");
    let path = format!("/api/portevoix/v1/aliases/{robin_here}");
    assert_eq!(two.alice.delete(&path).await.expect_ok(), json!([]));
    let _ = two.alice.delete(&path).await.expect_error(404);

    let back = robin.delete("/api/portevoix/v1/move").await.expect_ok();
    assert!(back["moved"].is_null());
}

/// Waits until somebody reads an account no more: going along takes a moment.
async fn left(who: &Person, id: &str) {
    let path = format!("/api/v1/accounts/relationships?id={id}");
    for _ in 0..300 {
        if who.get(&path).await.expect_ok()[0]["following"] == false {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody went along");
}

#[tokio::test]
async fn a_move_is_believed_if_both_sides_say_so() {
    let two = Two::new().await;
    let (peer, key) = (Peer::open().await, key(&two.there, &two.bob.id).await);
    let old = peer.has_actor("old", &key, &json!({}));
    let new = peer.has_actor("new", &key, &json!({}));
    let found = two.alice.get(&format!("/api/v2/search?resolve=true&q={old}")).await.expect_ok();
    let id = found["accounts"][0]["id"].as_str().unwrap().to_owned();
    let _ = two.alice.post(&format!("/api/v1/accounts/{id}/follow")).await.expect_ok();
    settle(&[&two.here]).await;
    let follow = peer.heard("Follow").pop().unwrap().body;
    let accept =
        json!({ "id": format!("{old}#a"), "type": "Accept", "actor": old, "object": follow });
    assert_eq!(peer.says(&two.here, &key, &accept).await, 202);
    settle(&[&two.here]).await;

    let go = |no: u8, actor: &str, object: &str, target: Value| {
        json!({ "id": format!("{actor}#move/{no}"), "type": "Move", "actor": actor,
            "object": object, "target": target })
    };
    let moved = async || {
        settle(&[&two.here]).await;
        let path = format!("/api/v1/accounts/{id}");
        two.alice.get(&path).await.expect_ok()["moved"]["uri"].clone()
    };
    for said in [
        go(1, &old, &old, json!(new)),
        go(2, &new, &old, json!(new)),
        go(3, &old, &old, json!(null)),
        go(4, &old, &old, json!({ "x": 1 })),
        go(5, &old, &old, json!(format!("{}/ap/actors/{}", two.here.url, two.alice.id))),
    ] {
        assert_eq!(peer.says(&two.here, &key, &said).await, 202);
        assert_eq!(moved().await, Value::Null, "{said}");
    }
    let new = peer.has_actor("new", &key, &json!({ "alsoKnownAs": [old] }));
    for _ in 0..2 {
        let said = go(6, &old, &old, json!(new));
        assert_eq!(peer.says(&two.here, &key, &said).await, 202);
        assert_eq!(moved().await, json!(new));
    }
    left(&two.alice, &id).await;
    settle(&[&two.here]).await;
    assert_eq!(peer.heard("Follow").pop().unwrap().body["object"], json!(new));
    assert_eq!(peer.heard("Undo").len(), 1);
}

#[tokio::test]
async fn another_handle_is_told_and_the_old_one_leads_on() {
    let two = Two::reading().await;
    let bob = AccountId(two.bob.id.parse().unwrap());
    let rename = async move |tx: &mut db::Tx| accounts::rename(tx, bob, "robert").await;
    two.there.app.write(rename).await.unwrap();
    two.settle().await;
    let bob = known(&two.alice, &handle(&two.there, "robert")).await;
    let seen = two.alice.get(&format!("/api/v1/accounts/{bob}")).await.expect_ok();
    assert_eq!(seen["acct"], handle(&two.there, "robert"));
    assert_eq!(seen["uri"], format!("{}/ap/actors/{}", two.there.url, two.bob.id));
    // The old one still leads to him, wherever it is written.
    let domain = two.there.app.config.domain();
    let path = format!("/.well-known/webfinger?resource=acct:bob@{domain}");
    let told = two.there.stranger().get(&path).await.expect_ok();
    assert_eq!(told["subject"], format!("acct:robert@{domain}"));
    assert_eq!(known(&two.alice, &handle(&two.there, "bob")).await, bob);
    let page = two.there.browser("/@bob").await;
    assert_eq!(page.address, "/@robert");
    // And nobody else may have it.
    let eve = AccountId(two.there.person("eve").await.id.parse().unwrap());
    let rename = async move |tx: &mut db::Tx| accounts::rename(tx, eve, "bob").await;
    assert!(two.there.app.write(rename).await.is_err());
}
