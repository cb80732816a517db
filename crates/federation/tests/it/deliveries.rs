//! Where a post has come to, and what becomes of it when a server is away.

use town::json;

use crate::two::Two;

#[tokio::test]
async fn an_author_sees_how_far_a_post_has_come() {
    let two = Two::reading().await;
    let post = two.bob.publishes("Hello").await;
    two.settle().await;
    let path = format!("/api/portevoix/v1/statuses/{post}/deliveries");
    let told = two.bob.get(&path).await.expect_ok();
    assert_eq!((&told["total"], &told["delivered"]), (&json!(1), &json!(1)));
    assert_eq!(told["servers"], json!([]));
    let eve = two.there.person("eve").await;
    let _ = eve.get(&path).await.expect_error(404);
}

#[tokio::test]
async fn a_server_that_is_away_is_told_later_and_seen_to_be_away() {
    let Two { mut here, there, alice, bob } = Two::reading().await;
    let admin = there.admin("carol").await;
    here.close().await;
    let post = bob.publishes("While you were out").await;
    let path = format!("/api/portevoix/v1/statuses/{post}/deliveries");
    there.settle().await;
    federation::delivery::settle(&there.app).await.unwrap();
    let told = bob.get(&path).await.expect_ok();
    assert_eq!((&told["waiting"], &told["delivered"]), (&json!(1), &json!(0)));
    let domain = here.app.config.domain().to_owned();
    assert_eq!(told["servers"][0]["domain"], domain);
    assert_eq!(told["servers"][0]["state"], "waiting");
    let servers = admin.get("/api/portevoix/v1/admin/servers").await.expect_ok();
    assert_eq!((&servers[0]["domain"], &servers[0]["failures"]), (&json!(domain), &json!(1)));
    let _ = bob.get("/api/portevoix/v1/admin/servers").await.expect_error(403);

    here.open_again().await;
    let path = format!("/api/portevoix/v1/admin/servers/{domain}/retry");
    let _ = admin.post(&path).await.expect_ok();
    crate::two::settle(&[&here, &there]).await;
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home[0]["content"], "<p>While you were out</p>");
}
