//! Polls across servers.

use town::json;

use crate::two::{Two, first_of_home};

#[tokio::test]
async fn a_poll_is_answered_from_another_server() {
    let two = Two::reading().await;
    let draft = json!({ "status": "Tea?", "poll": { "options": ["yes", "no", "both"],
        "multiple": true, "expires_in": 3600 } });
    let post = two.bob.publishes_as(draft).await;
    two.settle().await;
    let seen = first_of_home(&two.alice).await;
    assert_eq!(seen["poll"]["options"][1]["title"], "no");
    assert_eq!(seen["poll"]["multiple"], true);

    let path = format!("/api/v1/polls/{}/votes", seen["poll"]["id"].as_str().unwrap());
    let choices = json!({ "choices": [0, 2] });
    let own = two.alice.post_json(&path, choices.clone()).await.expect_ok();
    assert_eq!(own["own_votes"], json!([0, 2]));
    let _ = two.alice.post_json(&path, choices).await.expect_error(422);
    two.settle().await;
    let there = two.bob.get(&format!("/api/v1/polls/{post}")).await.expect_ok();
    let votes: Vec<_> = (0..3).map(|at| there["options"][at]["votes_count"].clone()).collect();
    assert_eq!(votes, [json!(1), json!(0), json!(1)]);
    assert_eq!(there["voters_count"], 1);

    // Others are told how it stands when it ends.
    let carl = two.there.person("carl").await;
    let choices = json!({ "choices": [1] });
    let _ = carl.post_json(&format!("/api/v1/polls/{post}/votes"), choices).await.expect_ok();
    two.there.later_by_ms(3_601_000);
    two.here.later_by_ms(3_601_000);
    let path = format!("/api/v1/polls/{}", seen["poll"]["id"].as_str().unwrap());
    for _ in 0..100 {
        two.settle().await;
        let now = two.alice.get(&path).await.expect_ok();
        if now["options"][1]["votes_count"] == 1 {
            assert_eq!((&now["voters_count"], &now["expired"]), (&json!(2), &json!(true)));
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("nobody told how the poll ended");
}
