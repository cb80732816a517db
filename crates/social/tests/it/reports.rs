//! Stories of reports.

use town::{Method, Town, ids, json};

use crate::instance::browser_of;
use crate::pages::{member, shows};

#[tokio::test]
async fn a_report_reaches_the_moderators_with_what_it_is_about() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (mo, ada) = (town.moderator("mo").await, town.admin("ada").await);
    let rule = ada.post_json("/api/portevoix/v1/admin/rules", json!({ "text": "Be kind" })).await;
    let rule = rule.expect_ok()["id"].clone();
    let post = bob.publishes("You fool").await;

    let sent = json!({
        "account_id": bob.id, "status_ids": [post], "comment": "Unkind",
        "category": "violation", "rule_ids": [rule], "forward": true,
    });
    let report = alice.post_json("/api/v1/reports", sent).await.expect_ok();
    assert_eq!(report["category"], "violation");
    assert_eq!(report["action_taken"], false);
    assert_eq!(report["forwarded"], false, "there is no other server to tell");
    assert_eq!(report["status_ids"], json!([post]));
    assert_eq!(report["rule_ids"], json!([rule]));
    assert_eq!(report["target_account"]["id"], bob.id);

    town.settle().await;
    for moderator in [&mo, &ada] {
        let told = moderator.get("/api/v1/notifications").await.expect_ok();
        assert_eq!(told[0]["type"], "admin.report");
        assert_eq!(told[0]["account"]["id"], alice.id);
        assert_eq!(told[0]["report"], report);
    }
    assert_eq!(bob.get("/api/v1/notifications").await.expect_ok(), json!([]));

    let seen = mo.get("/api/v1/admin/reports").await.expect_ok();
    assert_eq!(seen[0]["id"], report["id"]);
    assert_eq!(seen[0]["account"]["username"], "alice");
    assert_eq!(seen[0]["account"]["email"], "alice@example.org");
    assert_eq!(seen[0]["target_account"]["account"]["id"], bob.id);
    assert_eq!(seen[0]["statuses"][0]["id"], post);
    assert_eq!(seen[0]["rules"][0]["text"], "Be kind");
    assert_eq!(seen[0]["assigned_account"], json!(null));
}

#[tokio::test]
async fn moderators_take_on_change_close_and_reopen_reports() {
    let town = Town::new().await;
    let (alice, bob, mo) =
        (town.person("alice").await, town.person("bob").await, town.moderator("mo").await);
    let sent = json!({ "account_id": bob.id, "category": "spam" });
    let report = alice.post_json("/api/v1/reports", sent).await.expect_ok();
    let path = format!("/api/v1/admin/reports/{}", report["id"].as_str().unwrap());

    let seen = mo.post(&format!("{path}/assign_to_self")).await.expect_ok();
    assert_eq!(seen["assigned_account"]["id"], mo.id);
    let seen = mo.post(&format!("{path}/unassign")).await.expect_ok();
    assert_eq!(seen["assigned_account"], json!(null));
    let seen = mo.send_json(Method::PUT, &path, json!({ "category": "legal" })).await.expect_ok();
    assert_eq!(seen["category"], "legal");
    let wrong = mo.send_json(Method::PUT, &path, json!({ "category": "boring" })).await;
    let _ = wrong.expect_error(422);
    let seen = mo.post(&format!("{path}/resolve")).await.expect_ok();
    assert_eq!(seen["action_taken"], true);
    assert_eq!(seen["action_taken_by_account"]["id"], mo.id);
    assert_eq!(mo.get("/api/v1/admin/reports").await.expect_ok(), json!([]));
    assert_eq!(mo.reads("/api/v1/admin/reports?resolved=true").await.len(), 1);
    assert_eq!(mo.get("/api/v1/admin/reports?unresolved=true").await.expect_ok(), json!([]));
    let both = "/api/v1/admin/reports?resolved=true&unresolved=true";
    assert_eq!(mo.reads(both).await.len(), 1);
    let seen = mo.post(&format!("{path}/reopen")).await.expect_ok();
    assert_eq!(seen["action_taken_at"], json!(null));
    assert_eq!(mo.get(&path).await.expect_ok()["id"], report["id"]);
    let about = format!("/api/v1/admin/reports?target_account_id={}", bob.id);
    assert_eq!(mo.reads(&about).await.len(), 1);
    let by = format!("/api/v1/admin/reports?account_id={}", bob.id);
    assert_eq!(mo.get(&by).await.expect_ok(), json!([]));
    let _ = mo.get("/api/v1/admin/reports/1").await.expect_error(404);

    let log = mo.get("/api/portevoix/v1/admin/acts?target_kind=report").await.expect_ok();
    let acts: Vec<&str> =
        log.as_array().unwrap().iter().map(|act| act["act"].as_str().unwrap()).collect();
    assert_eq!(
        acts,
        ["report.reopen", "report.resolve", "report.change", "report.unassign", "report.assign"]
    );
}

#[tokio::test]
async fn the_list_of_reports_has_pages() {
    let town = Town::new().await;
    let (alice, bob, mo) =
        (town.person("alice").await, town.person("bob").await, town.moderator("mo").await);
    let mut filed = Vec::new();
    for comment in ["one", "two", "three"] {
        let sent = json!({ "account_id": bob.id, "comment": comment });
        let report = alice.post_json("/api/v1/reports", sent).await.expect_ok();
        assert_eq!(report["category"], "other");
        filed.push(report["id"].as_str().unwrap().to_owned());
    }
    filed.reverse();
    let page = mo.get("/api/v1/admin/reports?limit=2").await;
    assert_eq!(ids(&page.expect_ok()), filed[..2]);
    let next = page.link("next").expect("a next page");
    assert_eq!(mo.reads(&next).await, filed[2..]);
}

#[tokio::test]
async fn what_cannot_be_seen_cannot_be_reported() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let private = json!({ "status": "Entre nous", "visibility": "private" });
    let private = bob.publishes_as(private).await;
    let mine = alice.publishes("Mine").await;
    for sent in [
        json!({ "account_id": "999999" }),
        json!({ "account_id": "nobody" }),
        json!({}),
        json!({ "account_id": bob.id, "status_ids": [private] }),
        json!({ "account_id": bob.id, "status_ids": [mine] }),
        json!({ "account_id": bob.id, "status_ids": ["99"] }),
    ] {
        let _ = alice.post_json("/api/v1/reports", sent).await.expect_error(404);
    }
    for sent in [
        json!({ "account_id": bob.id, "comment": "x".repeat(1001) }),
        json!({ "account_id": bob.id, "category": "boring" }),
        json!({ "account_id": bob.id, "category": "violation" }),
        json!({ "account_id": bob.id, "rule_ids": ["12"] }),
    ] {
        let _ = alice.post_json("/api/v1/reports", sent).await.expect_error(422);
    }
    let sent = json!({ "account_id": bob.id });
    let _ = town.stranger().post_json("/api/v1/reports", sent.clone()).await.expect_error(401);
    let reader = alice.with_token(&town.token_with(&alice, "read").await);
    let _ = reader.post_json("/api/v1/reports", sent).await.expect_error(403);
}

#[tokio::test]
async fn reports_are_for_moderators_eyes() {
    let town = Town::new().await;
    let (alice, mo) = (town.person("alice").await, town.moderator("mo").await);
    let all = alice.with_token(&town.token_with(&alice, "read write admin:read admin:write").await);
    let weak = mo.with_token(&town.token_with(&mo, "read write").await);
    let reader = mo.with_token(&town.token_with(&mo, "admin:read:reports").await);
    for person in [&alice, &all, &weak] {
        let _ = person.get("/api/v1/admin/reports").await.expect_error(403);
        let _ = person.get("/api/v1/admin/reports/1").await.expect_error(403);
        for path in [
            "/api/v1/admin/reports/1/assign_to_self",
            "/api/v1/admin/reports/1/unassign",
            "/api/v1/admin/reports/1/resolve",
            "/api/v1/admin/reports/1/reopen",
        ] {
            let _ = person.post(path).await.expect_error(403);
        }
        let _ = person.get("/api/portevoix/v1/admin/acts").await.expect_error(403);
    }
    let _ = reader.get("/api/v1/admin/reports").await.expect_ok();
    let _ = reader.post("/api/v1/admin/reports/1/resolve").await.expect_error(403);
    let _ = town.stranger().get("/api/v1/admin/reports").await.expect_error(401);
}

#[tokio::test]
async fn a_report_is_sent_and_dealt_with_on_pages() {
    let town = Town::new().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    let bob = town.person("bob").await;
    let post = bob.publishes("Buy my pills").await;
    let mut mona = browser_of(&town, "mona", false).await;

    hers.open(&format!("/@bob/{post}")).await;
    let form = format!("/accounts/{}/report", bob.id);
    shows(&hers, &format!("{form}?post={post}"));
    hers.open(&format!("{form}?post={post}")).await;
    shows(&hers, "Buy my pills");
    let long = "x".repeat(1_001);
    hers.submit(&form, &[("comment", &long), ("category", "spam")]).await;
    assert_eq!(hers.page.status, 422);
    shows(&hers, "href=\"#comment\"");
    hers.submit(&form, &[("comment", "Again and again")]).await;
    shows(&hers, "the moderators will read it");
    assert_eq!(hers.address, "/@bob");

    mona.open("/moderation/reports").await;
    shows(&mona, "@bob");
    let (_, rest) = mona.page.text.split_once("href=\"/moderation/reports/").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    for path in ["/moderation/reports".to_owned(), format!("/moderation/reports/{id}")] {
        hers.open(&path).await;
        assert_eq!(hers.page.status, 404);
    }
    let case = format!("/moderation/reports/{id}");
    mona.open(&case).await;
    shows(&mona, "Again and again");
    shows(&mona, "Buy my pills");
    shows(&mona, "It is advertising or deceit");
    mona.press(&format!("/moderation/reports/{id}/assign")).await;
    shows(&mona, "Leave it to others");
    let typed = [("measure", "silence"), ("text", "No advertising here."), ("tell", "true")];
    mona.submit(&format!("/moderation/reports/{id}/act"), &typed).await;
    shows(&mona, "It is done, and the case is closed.");
    shows(&mona, "No report here.");
    mona.open("/moderation/reports?show=resolved").await;
    shows(&mona, &id);
    mona.open(&case).await;
    mona.press(&format!("/moderation/reports/{id}/reopen")).await;
    shows(&mona, "Deal with it, nothing to be done");
}
