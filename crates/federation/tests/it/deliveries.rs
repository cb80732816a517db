//! Where a post has come to, and what becomes of it when a server is away.

use town::json;

use crate::two::{Two, browser_of, says};

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

#[tokio::test]
async fn an_author_reads_on_a_page_where_a_post_has_come_to() {
    let Two { mut here, there, bob, .. } = Two::reading().await;
    let mut browser = browser_of(&there, &bob).await;
    let reached = bob.publishes("Hello").await;
    crate::two::settle(&[&here, &there]).await;
    browser.open(&format!("/posts/{reached}")).await;
    assert!(browser.page.text.contains(&format!("href=\"/posts/{reached}/deliveries\"")));
    browser.open(&format!("/posts/{reached}/deliveries")).await;
    says(&browser, "1 of one server has this post.");

    here.close().await;
    let waits = bob.publishes("While you were out").await;
    there.settle().await;
    federation::delivery::settle(&there.app).await.unwrap();
    browser.open(&format!("/posts/{waits}/deliveries")).await;
    says(&browser, "0 of one server has this post.");
    says(&browser, here.app.config.domain());
    says(&browser, "Next attempt:");

    let eve = there.person("eve").await;
    let mut hers = browser_of(&there, &eve).await;
    hers.open(&format!("/posts/{waits}/deliveries")).await;
    assert_eq!(hers.page.status, 404);
    hers.open(&format!("/posts/{waits}")).await;
    assert!(!hers.page.text.contains("/deliveries\""));
}

#[tokio::test]
async fn who_runs_the_place_sees_how_servers_are_and_sends_again_what_one_refused() {
    let two = Two::reading().await;
    let (alice, bob) = (&two.alice, &two.bob);
    let (host, guest) = (two.here.admin("carol").await, two.there.admin("dan").await);
    let block = json!({ "domain": "127.0.0.1", "severity": "suspend" });
    let block = host.post_json("/api/v1/admin/domain_blocks", block).await.expect_ok();
    bob.publishes("You may not hear this").await;
    two.settle().await;
    let mut browser = browser_of(&two.there, &guest).await;
    browser.open("/admin/deliveries").await;
    says(&browser, "Answers");
    let path = format!("/api/v1/admin/domain_blocks/{}", block["id"].as_str().unwrap());
    let _ = host.delete(&path).await.expect_ok();

    let domain = two.here.app.config.domain();
    browser.press(&format!("/admin/deliveries/{domain}/replay")).await;
    says(&browser, "It is tried now.");
    two.settle().await;
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home[0]["content"], "<p>You may not hear this</p>");

    let path = format!("/api/portevoix/v1/admin/servers/{domain}/replay");
    let now = guest.post(&path).await.expect_ok();
    assert_eq!((&now["given_up"], &now["waiting"]), (&json!(0), &json!(0)));
    let _ = bob.post(&path).await.expect_error(403);
    let mut his = browser_of(&two.there, bob).await;
    his.open("/admin/deliveries").await;
    assert_eq!(his.page.status, 404);
}

#[tokio::test]
async fn what_waits_is_tried_at_once_from_the_page() {
    let Two { mut here, there, alice, bob } = Two::reading().await;
    let guest = there.admin("dan").await;
    here.close().await;
    bob.publishes("While you were out").await;
    there.settle().await;
    federation::delivery::settle(&there.app).await.unwrap();
    let mut browser = browser_of(&there, &guest).await;
    browser.open("/admin/deliveries").await;
    says(&browser, "Did not answer once");
    here.open_again().await;
    let domain = here.app.config.domain();
    browser.press(&format!("/admin/deliveries/{domain}/retry")).await;
    crate::two::settle(&[&here, &there]).await;
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home[0]["content"], "<p>While you were out</p>");
}
