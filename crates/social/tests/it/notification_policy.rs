//! Stories of who may tell one things at once.

use crate::streaming::listen::Ear;
use town::{Method, Person, Town, Value, ids, json};

use crate::pages::{hides, member, shows};

async fn wants(who: &Person, policy: Value) -> Value {
    who.send_json(Method::PATCH, "/api/v2/notifications/policy", policy).await.expect_ok()
}

async fn told(town: &Town, who: &Person, query: &str) -> Vec<String> {
    town.settle().await;
    let list = who.get(&format!("/api/v1/notifications{query}")).await.expect_ok();
    let each = |it: &Value| {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!("{} {}", text(&it["type"]), text(&it["account"]["username"]))
    };
    list.as_array().unwrap().iter().map(each).collect()
}

#[tokio::test]
async fn a_policy_is_read_and_set() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let usual = alice.get("/api/v2/notifications/policy").await.expect_ok();
    let expected = json!({
        "for_not_following": "accept",
        "for_not_followers": "accept",
        "for_new_accounts": "accept",
        "for_private_mentions": "accept",
        "for_limited_accounts": "filter",
        "for_bots": "accept",
        "summary": { "pending_requests_count": 0, "pending_notifications_count": 0 },
    });
    assert_eq!(usual, expected);
    let set = wants(&alice, json!({ "for_not_followers": "drop", "for_bots": "filter" })).await;
    assert_eq!((&set["for_not_followers"], &set["for_bots"]), (&json!("drop"), &json!("filter")));
    assert_eq!(set["for_limited_accounts"], "filter");
    assert_eq!(alice.get("/api/v2/notifications/policy").await.expect_ok(), set);
    let bad = json!({ "for_bots": "burn" });
    let path = "/api/v2/notifications/policy";
    let _ = alice.send_json(Method::PATCH, path, bad).await.expect_error(422);

    let older = alice.get("/api/v1/notifications/policy").await.expect_ok();
    assert_eq!(older["filter_not_followers"], true);
    assert_eq!(older["filter_private_mentions"], false);
    let change = json!({ "filter_private_mentions": true, "filter_not_following": true });
    let path = "/api/v1/notifications/policy";
    let older = alice.send_json(Method::PATCH, path, change).await.expect_ok();
    assert_eq!(older["filter_private_mentions"], true);
    let newer = alice.get("/api/v2/notifications/policy").await.expect_ok();
    assert_eq!(newer["for_not_following"], "filter");
    assert_eq!(newer["for_not_followers"], "drop");
    let _ = town.stranger().get("/api/v2/notifications/policy").await.expect_error(401);
}

#[tokio::test]
async fn strangers_wait_until_they_are_accepted() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&carol).await;
    let _ = wants(&alice, json!({ "for_not_following": "filter" })).await;
    let mut ear = Ear::open(&alice, "/api/v1/streaming/user/notification").await;
    let post = alice.publishes("Bonjour").await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    let mention = bob.publishes("@alice, dites").await;
    let _ = carol.publishes("@alice !").await;

    assert_eq!(told(&town, &alice, "").await, ["mention carol"]);
    let heard = ear.hears("notification").await.json();
    assert_eq!(heard["account"]["username"], "carol");
    let all = told(&town, &alice, "?include_filtered=true").await;
    assert_eq!(all, ["mention carol", "mention bob", "favourite bob"]);
    let by = format!("?include_filtered=true&account_id={}", bob.id);
    assert_eq!(told(&town, &alice, &by).await, ["mention bob", "favourite bob"]);
    let count = alice.get("/api/v1/notifications/unread_count").await.expect_ok();
    assert_eq!(count["count"], 1);
    let policy = alice.get("/api/v2/notifications/policy").await.expect_ok();
    let summary = json!({ "pending_requests_count": 1, "pending_notifications_count": 2 });
    assert_eq!(policy["summary"], summary);

    let requests = alice.get("/api/v1/notifications/requests").await.expect_ok();
    assert_eq!(requests.as_array().unwrap().len(), 1);
    assert_eq!(requests[0]["account"]["username"], "bob");
    assert_eq!(requests[0]["notifications_count"], "2");
    assert_eq!(requests[0]["last_status"]["id"], mention.as_str());
    let id = requests[0]["id"].as_str().unwrap();
    let path = format!("/api/v1/notifications/requests/{id}");
    assert_eq!(alice.get(&path).await.expect_ok(), requests[0]);
    let _ = bob.get(&path).await.expect_error(404);
    let _ =
        bob.post(&format!("/api/v1/notifications/requests/{id}/accept")).await.expect_error(404);

    let _ = alice.post(&format!("/api/v1/notifications/requests/{id}/accept")).await.expect_ok();
    assert_eq!(ear.hears("notifications_merged").await.data, "1");
    let merged = alice.get("/api/v1/notifications/requests/merged").await.expect_ok();
    assert_eq!(merged["merged"], true);
    assert_eq!(alice.reads("/api/v1/notifications/requests").await, [] as [String; 0]);
    assert_eq!(told(&town, &alice, "").await, all);
    // From now on bob is heard.
    let _ = bob.publishes("@alice, encore").await;
    assert_eq!(told(&town, &alice, "").await.len(), 4);
    let grouped = alice.get("/api/v2/notifications").await.expect_ok();
    assert_eq!(grouped["notification_groups"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn requests_are_dismissed_with_what_waits() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _ = wants(&alice, json!({ "for_not_following": "filter" })).await;
    let mut strangers = Vec::new();
    for name in ["bob", "carol", "dora", "emil"] {
        let stranger = town.person(name).await;
        let _ = stranger.publishes("@alice ?").await;
        town.settle().await;
        strangers.push(stranger);
    }
    let page = alice.get("/api/v1/notifications/requests?limit=3").await;
    let requests = ids(&page.expect_ok());
    assert_eq!(requests.len(), 3);
    assert_eq!(alice.reads(&page.link("next").unwrap()).await.len(), 1);
    let path = format!("/api/v1/notifications/requests/{}/dismiss", requests[0]);
    let _ = alice.post(&path).await.expect_ok();
    let _ = alice.post(&path).await.expect_error(404);
    let several = json!({ "id": [requests[1], "1"] });
    let path = "/api/v1/notifications/requests/dismiss";
    let _ = alice.post_json(path, several).await.expect_ok();
    // As one library sends a list.
    let form = format!("id%5B%5D%5B%5D={}", requests[2]);
    let request = alice.request(Method::POST, "/api/v1/notifications/requests/accept").body(form);
    let kind = "application/x-www-form-urlencoded";
    let _ = alice.send(request.header("content-type", kind)).await.expect_ok();
    assert_eq!(told(&town, &alice, "").await, ["mention carol"]);
    assert_eq!(alice.reads("/api/v1/notifications/requests").await.len(), 1);

    // What is taken back waits no longer.
    let post = strangers[0].reads("/api/v1/timelines/home").await.pop().unwrap();
    let _ = strangers[0].delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(told(&town, &alice, "?include_filtered=true").await, ["mention carol"]);
    assert_eq!(alice.reads("/api/v1/notifications/requests").await, [] as [String; 0]);
}

#[tokio::test]
async fn each_rule_applies_to_whom_it_names() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let letter = json!({ "status": "@alice, entre nous", "visibility": "direct" });
    // Letters of strangers wait, unless they answer one.
    let _ = wants(&alice, json!({ "for_private_mentions": "filter" })).await;
    let _ = bob.publishes_as(letter.clone()).await;
    assert_eq!(told(&town, &alice, "").await, [] as [String; 0]);
    let asked = json!({ "status": "@bob, répondez", "visibility": "direct" });
    let asked = alice.publishes_as(asked).await;
    let mut answer = letter.clone();
    answer["in_reply_to_id"] = json!(asked);
    let _ = bob.publishes_as(answer).await;
    assert_eq!(told(&town, &alice, "").await, ["mention bob"]);
    let _ = alice.post("/api/v1/notifications/clear").await.expect_ok();

    let _ = wants(&alice, json!({ "for_private_mentions": "accept" })).await;
    for (rule, heard_later) in [("for_not_followers", false), ("for_new_accounts", true)] {
        let _ = wants(&alice, json!({ rule: "drop" })).await;
        let _ = bob.publishes("@alice").await;
        assert_eq!(told(&town, &alice, "?include_filtered=true").await, [] as [String; 0]);
        if heard_later {
            town.later_by_ms(31 * 86_400_000);
            let _ = bob.publishes("@alice").await;
            assert_eq!(told(&town, &alice, "").await, ["mention bob"]);
        }
        let _ = wants(&alice, json!({ rule: "accept" })).await;
    }
    // A follower of some days is no stranger.
    let _ = alice.post("/api/v1/notifications/clear").await.expect_ok();
    let _ = wants(&alice, json!({ "for_not_followers": "drop" })).await;
    bob.follows(&alice).await;
    assert_eq!(told(&town, &alice, "").await, [] as [String; 0]);
    town.later_by_ms(4 * 86_400_000);
    let _ = bob.publishes("@alice").await;
    assert_eq!(told(&town, &alice, "").await, ["mention bob"]);

    let _ = wants(&alice, json!({ "for_bots": "drop" })).await;
    let robot = json!({ "bot": true });
    let path = "/api/v1/accounts/update_credentials";
    let _ = bob.send_json(Method::PATCH, path, robot).await.expect_ok();
    let _ = bob.publishes("@alice, bip").await;
    assert_eq!(told(&town, &alice, "").await, ["mention bob"]);
    alice.follows(&bob).await;
    let _ = bob.publishes("@alice, bip").await;
    assert_eq!(told(&town, &alice, "").await, ["mention bob", "mention bob"]);
}

#[tokio::test]
async fn what_is_kept_apart_is_chosen_and_accepted_on_pages() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, mut his) = member(&town, "bob").await;
    hers.open("/settings/notifications").await;
    hers.submit("/settings/notifications", &[("not_following", "filter")]).await;
    shows(&hers, "Saved.");
    let policy = alice.get("/api/v2/notifications/policy").await.expect_ok();
    assert_eq!(policy["for_not_following"], "filter");
    bob.publishes("@alice hello there").await;
    town.settle().await;
    hers.open("/notifications").await;
    hides(&hers, "hello there");
    shows(&hers, "Notifications of one account wait");
    hers.open("/notifications/requests").await;
    shows(&hers, "One notification by bob");
    let id = alice.reads("/api/v1/notifications/requests").await.remove(0);
    let path = format!("/notifications/requests/{id}");
    his.open(&path).await;
    assert_eq!(his.page.status, 404);
    hers.open(&path).await;
    shows(&hers, "hello there");
    hers.press(&format!("{path}/accept")).await;
    shows(&hers, "Nothing is kept apart.");
    hers.open("/notifications").await;
    shows(&hers, "hello there");
}
