//! Reports to other servers, and from them.

use town::{Method, Value, json};

use crate::letter::key;
use crate::peer::Peer;
use crate::two::{Two, first_of_home, settle};

#[tokio::test]
async fn a_report_is_told_to_the_other_server_if_one_wishes() {
    let two = Two::reading().await;
    let mo = two.there.moderator("mo").await;
    let post = two.bob.publishes("You fool").await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    let mut sent = json!({ "account_id": seen["account"]["id"], "status_ids": [seen["id"]],
        "comment": "Unkind" });
    let kept = two.alice.post_json("/api/v1/reports", sent.clone()).await.expect_ok();
    assert_eq!(kept["forwarded"], false);
    two.settle().await;
    assert_eq!(mo.get("/api/v1/admin/reports").await.expect_ok(), json!([]));

    sent["forward"] = json!(true);
    let told = two.alice.post_json("/api/v1/reports", sent).await.expect_ok();
    assert_eq!(told["forwarded"], true);
    two.settle().await;
    let reports = mo.get("/api/v1/admin/reports").await.expect_ok();
    assert_eq!(reports.as_array().unwrap().len(), 1);
    let report = &reports[0];
    assert_eq!((&report["comment"], &report["category"]), (&json!("Unkind"), &json!("other")));
    assert_eq!(report["target_account"]["account"]["id"], two.bob.id);
    assert_eq!(report["statuses"][0]["id"], post);
    // Who reports stays unknown: it is their server that speaks.
    assert_eq!(report["account"]["username"], "127.0.0.1");
    let path = format!("/api/v1/admin/reports/{}/resolve", report["id"].as_str().unwrap());
    let _ = mo.send_json(Method::POST, &path, json!({})).await.expect_ok();
}

#[tokio::test]
async fn a_report_from_elsewhere_may_name_posts_alone_and_what_is_not_ours() {
    let two = Two::new().await;
    let mo = two.here.moderator("mo").await;
    let post = two.alice.publishes("Mine").await;
    let (peer, key) = (Peer::open().await, key(&two.there, &two.bob.id).await);
    let actor = peer.has_actor("server", &key, &json!({ "type": "Application" }));
    let flag = |object: Value| {
        json!({ "id": format!("{actor}#{}", object.to_string().len()), "type": "Flag",
            "actor": actor, "content": "Look", "object": object })
    };
    for nothing in [json!(null), json!([]), json!([format!("{actor}/x"), 7, {}])] {
        assert_eq!(peer.says(&two.here, &key, &flag(nothing)).await, 202);
    }
    let of_post = json!([format!("{}/ap/posts/{post}", two.here.url), format!("{actor}/x")]);
    assert_eq!(peer.says(&two.here, &key, &flag(of_post)).await, 202);
    settle(&[&two.here]).await;
    let reports = mo.get("/api/v1/admin/reports").await.expect_ok();
    assert_eq!(reports.as_array().unwrap().len(), 1);
    assert_eq!(reports[0]["target_account"]["account"]["id"], two.alice.id);
    assert_eq!(reports[0]["statuses"][0]["id"], post);
    assert_eq!(reports[0]["comment"], "Look");
}
