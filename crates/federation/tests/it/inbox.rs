//! What is not believed changes nothing; what is said twice counts once.

use std::time::Duration;

use town::{Value, json};

use crate::letter::{Letter, key};
use crate::two::{Two, first_of_home, settle};

fn note(two: &Two, no: u32, text: &str) -> Value {
    let actor = format!("{}/ap/actors/{}", two.there.url, two.bob.id);
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{}/made/{no}/activity", two.there.url),
        "type": "Create",
        "actor": actor,
        "object": {
            "id": format!("{}/made/{no}", two.there.url),
            "type": "Note",
            "attributedTo": actor,
            "content": format!("<p>{text}</p><script>alert(1)</script>"),
            "to": "as:Public",
        },
    })
}

#[tokio::test]
async fn what_is_signed_by_its_actor_is_taken_once() {
    let two = Two::reading().await;
    let bob = key(&two.there, &two.bob.id).await;
    let body = note(&two, 1, "Hello");
    for _ in 0..2 {
        assert_eq!(Letter::new(&two.here, &body).send(&bob).await, 202);
        settle(&[&two.here]).await;
    }
    let home = two.alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home.as_array().unwrap().len(), 1);
    assert_eq!(home[0]["content"], "<p>Hello</p>");
}

#[tokio::test]
async fn what_is_forged_changes_nothing() {
    let two = Two::reading().await;
    let eve = two.there.person("eve").await;
    let (bob, eve) = (key(&two.there, &two.bob.id).await, key(&two.there, &eve.id).await);
    let body = note(&two, 1, "Forged");
    let sound = || Letter::new(&two.here, &body);
    assert_eq!(sound().send(&eve).await, 401, "another's key");
    let edited = Letter { body: note(&two, 1, "Edited").to_string(), ..sound() };
    assert_eq!(edited.send(&bob).await, 401, "another body");
    let old = Letter { age: Duration::from_secs(13 * 3_600), ..sound() };
    assert_eq!(old.send(&bob).await, 401, "an old date");
    let loose = &["(request-target)", "host", "date"];
    let loose = Letter { covered: loose, ..sound() };
    assert_eq!(loose.send(&bob).await, 401, "the body is not covered");
    let stranger = two.here.stranger();
    let unsigned = stranger.post_json("/ap/inbox", body.clone()).await;
    assert_eq!(unsigned.status, 401);
    let path = format!("/ap/actors/{}/inbox", two.alice.id);
    assert_eq!(stranger.post_json(&path, body.clone()).await.status, 401);
    let _ = stranger.post_json("/ap/inbox", json!({ "no": "activity" })).await.expect_error(422);

    // What lies on another server, or is by somebody else there, is not Bob's to say.
    let mut foreign = note(&two, 2, "Foreign");
    foreign["object"]["id"] = json!("http://127.0.0.1:9/made/2");
    assert_eq!(Letter::new(&two.here, &foreign).send(&bob).await, 202);
    let mut other = note(&two, 3, "Other");
    other["object"]["attributedTo"] = json!(format!("{}/ap/actors/77", two.there.url));
    assert_eq!(Letter::new(&two.here, &other).send(&bob).await, 202);
    settle(&[&two.here]).await;
    assert!(first_of_home(&two.alice).await.is_null());
}

#[tokio::test]
async fn one_cannot_delete_or_edit_what_is_another_s() {
    let two = Two::reading().await;
    let eve = two.there.person("eve").await;
    let post = two.bob.publishes("Mine").await;
    two.settle().await;
    let uri = format!("{}/ap/posts/{post}", two.there.url);
    let actor = format!("{}/ap/actors/{}", two.there.url, eve.id);
    let key = key(&two.there, &eve.id).await;
    let delete =
        json!({ "id": format!("{uri}#x"), "type": "Delete", "actor": actor, "object": uri });
    assert_eq!(Letter::new(&two.here, &delete).send(&key).await, 202);
    let update = json!({ "id": format!("{uri}#y"), "type": "Update", "actor": actor, "object": {
        "id": uri, "type": "Note", "attributedTo": actor, "content": "Changed",
        "to": "as:Public", "updated": "2030-01-01T00:00:00Z" } });
    assert_eq!(Letter::new(&two.here, &update).send(&key).await, 202);
    settle(&[&two.here]).await;
    assert_eq!(first_of_home(&two.alice).await["content"], "<p>Mine</p>");
}

#[tokio::test]
async fn a_server_that_is_kept_out_is_not_heard() {
    let two = Two::reading().await;
    let admin = two.here.admin("carol").await;
    let block = json!({ "domain": "127.0.0.1", "severity": "suspend" });
    let _ = admin.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    let bob = key(&two.there, &two.bob.id).await;
    assert_eq!(Letter::new(&two.here, &note(&two, 1, "Hello")).send(&bob).await, 403);
}

#[tokio::test]
async fn the_end_of_who_is_not_known_is_acknowledged() {
    let two = Two::new().await;
    let nobody = format!("{}/ap/actors/4711", two.there.url);
    let gone = json!({ "id": format!("{nobody}#delete"), "type": "Delete", "actor": nobody,
        "object": nobody });
    // Signed with a key that nobody can ask for any more.
    let bob = key(&two.there, &two.bob.id).await;
    let letter = Letter::new(&two.here, &gone);
    let lost = Letter { key_id: Some(format!("{nobody}#main-key")), ..letter };
    assert_eq!(lost.send(&bob).await, 202);
}
