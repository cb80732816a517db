//! Stories of notifications shown as one.

use town::{Method, Person, Town, Value, json};

use crate::pages::{hides, member, shows};

async fn grouped(town: &Town, who: &Person, query: &str) -> Value {
    town.settle().await;
    who.get(&format!("/api/v2/notifications{query}")).await.expect_ok()
}

fn lines(page: &Value) -> Vec<(String, i64)> {
    let list = page["notification_groups"].as_array().unwrap();
    let each = |it: &Value| {
        (it["type"].as_str().unwrap().to_owned(), it["notifications_count"].as_i64().unwrap())
    };
    list.iter().map(each).collect()
}

fn line(kind: &str, count: i64) -> (String, i64) {
    (kind.to_owned(), count)
}

async fn crowd(town: &Town, size: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..size {
        people.push(town.person(&format!("fan{number}")).await);
    }
    people
}

async fn act(who: &Person, post: &str, act: &str) {
    let _ = who.post(&format!("/api/v1/statuses/{post}/{act}")).await.expect_ok();
}

#[tokio::test]
async fn acts_of_a_kind_on_a_post_are_shown_as_one() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let fans = crowd(&town, 10).await;
    let (first, second) = (alice.publishes("Un").await, alice.publishes("Deux").await);
    for fan in &fans {
        act(fan, &first, "favourite").await;
        fan.follows(&alice).await;
    }
    act(&fans[0], &second, "favourite").await;
    act(&fans[1], &first, "reblog").await;
    let reply =
        fans[2].publishes_as(json!({ "status": "@alice oui", "in_reply_to_id": first })).await;

    let page = grouped(&town, &alice, "").await;
    let expected = [
        line("mention", 1),
        line("reblog", 1),
        line("favourite", 1),
        line("follow", 10),
        line("favourite", 10),
    ];
    assert_eq!(lines(&page), expected);
    let all = &page["notification_groups"];
    let favourites = &all[4];
    assert_eq!(favourites["status_id"], first.as_str());
    assert_eq!(favourites["sample_account_ids"].as_array().unwrap().len(), 8);
    assert_eq!(favourites["sample_account_ids"][0], fans[9].id.as_str());
    assert_eq!(favourites["page_max_id"], favourites["most_recent_notification_id"]);
    assert!(favourites["page_min_id"].as_str() < favourites["page_max_id"].as_str());
    assert!(favourites["latest_page_notification_at"].is_string());
    assert_eq!(all[0]["status_id"], reply.as_str());
    let key = all[0]["group_key"].as_str().unwrap();
    assert!(key.starts_with("ungrouped-"), "{key}");
    // Each account and each post is there once.
    assert_eq!(page["accounts"].as_array().unwrap().len(), 10);
    assert_eq!(page["statuses"].as_array().unwrap().len(), 3);
    assert!(page.get("partial_accounts").is_none());

    let small = grouped(&town, &alice, "?expand_accounts=partial_avatars").await;
    let (full, rest) = (small["accounts"].as_array().unwrap(), &small["partial_accounts"]);
    assert_eq!(full.len() + rest.as_array().unwrap().len(), 10);
    assert!(rest[0]["avatar"].is_string() && rest[0].get("note").is_none());
    let _ = alice.get("/api/v2/notifications?expand_accounts=all").await.expect_error(400);

    // One by one, what is not wanted grouped.
    let apart =
        grouped(&town, &alice, "?grouped_types[]=follow&types[]=follow&types[]=reblog").await;
    assert_eq!(lines(&apart), [line("reblog", 1), line("follow", 10)]);
    let apart = grouped(&town, &alice, "?grouped_types[]=follow&types[]=favourite").await;
    assert_eq!(lines(&apart).len(), 11);
    let key = apart["notification_groups"][0]["group_key"].as_str().unwrap();
    assert!(key.starts_with("ungrouped-"), "{key}");
    // The older list knows the same keys.
    let older = alice.get("/api/v1/notifications?types[]=favourite").await.expect_ok();
    assert_eq!(older[1]["group_key"], favourites["group_key"]);
    assert_eq!(older.as_array().unwrap().len(), 11);
}

#[tokio::test]
async fn groups_are_paged_counted_and_opened() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let fans = crowd(&town, 3).await;
    let mut posts = Vec::new();
    for number in 0..5 {
        posts.push(alice.publishes(&format!("Numéro {number}")).await);
    }
    for fan in &fans {
        for post in &posts {
            act(fan, post, "favourite").await;
        }
    }
    town.settle().await;
    let about = |page: &Value| {
        let list = page["notification_groups"].as_array().unwrap().clone();
        list.iter().map(|it| it["status_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    posts.reverse();
    let page = alice.get("/api/v2/notifications?limit=2").await;
    assert_eq!(about(&page.expect_ok()), posts[..2]);
    let second = alice.get(&page.link("next").unwrap()).await;
    assert_eq!(about(&second.expect_ok()), posts[2..4]);
    let last = alice.get(&second.link("next").unwrap()).await;
    assert_eq!(about(&last.expect_ok()), posts[4..]);
    let back = alice.get(&second.link("prev").unwrap()).await;
    assert_eq!(about(&back.expect_ok()), posts[..2]);
    let by = format!("/api/v2/notifications?account_id={}", fans[1].id);
    assert_eq!(about(&alice.get(&by).await.expect_ok()), posts);

    let count = alice.get("/api/v2/notifications/unread_count").await.expect_ok();
    assert_eq!(count["count"], 5);
    let seen = &page.expect_ok()["notification_groups"][1]["most_recent_notification_id"];
    let marker = json!({ "notifications": { "last_read_id": seen } });
    let _ = alice.post_json("/api/v1/markers", marker).await.expect_ok();
    let count = alice.get("/api/v2/notifications/unread_count").await.expect_ok();
    assert_eq!(count["count"], 1);

    let key = page.expect_ok()["notification_groups"][0]["group_key"].as_str().unwrap().to_owned();
    let path = format!("/api/v2/notifications/{key}");
    let one = alice.get(&path).await.expect_ok();
    assert_eq!(lines(&one), [line("favourite", 3)]);
    assert!(one["notification_groups"][0].get("page_min_id").is_none());
    let accounts = alice.get(&format!("/api/v2/notifications/{key}/accounts?limit=2")).await;
    assert_eq!(town::ids(&accounts.expect_ok()), [fans[2].id.clone(), fans[1].id.clone()]);
    let next = accounts.link("next").unwrap();
    assert_eq!(alice.reads(&next).await, [fans[0].id.clone()]);
    let bob = town.person("bob").await;
    for path in [&path, "/api/v2/notifications/favourite-1", "/api/v2/notifications/x"] {
        let _ = bob.get(path).await.expect_error(404);
    }
    let _ = bob.post(&format!("{path}/dismiss")).await.expect_ok();
    assert_eq!(alice.get(&path).await.expect_ok(), one);
    let dismiss = format!("/api/v2/notifications/{key}/dismiss");
    assert_eq!(alice.post(&dismiss).await.expect_ok(), json!({}));
    let _ = alice.get(&path).await.expect_error(404);
    assert_eq!(about(&grouped(&town, &alice, "").await), posts[1..]);
    let left = alice.get("/api/v1/notifications?limit=80").await.expect_ok();
    assert_eq!(left.as_array().unwrap().len(), 12);
    let _ = alice.post("/api/v2/notifications/clear").await.expect_ok();
    assert_eq!(lines(&grouped(&town, &alice, "").await), []);
}

#[tokio::test]
async fn what_is_taken_back_leaves_its_group() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let fans = crowd(&town, 3).await;
    let post = alice.publishes("Un").await;
    for fan in &fans {
        act(fan, &post, "favourite").await;
    }
    town.settle().await;
    act(&fans[2], &post, "unfavourite").await;
    let page = grouped(&town, &alice, "").await;
    assert_eq!(lines(&page), [line("favourite", 2)]);
    assert_eq!(page["notification_groups"][0]["sample_account_ids"][0], fans[1].id.as_str());

    // Whom one blocks is not among those shown.
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", fans[1].id)).await.expect_ok();
    let page = grouped(&town, &alice, "").await;
    assert_eq!(page["notification_groups"][0]["sample_account_ids"], json!([fans[0].id]));

    let told = alice.get("/api/v1/notifications").await.expect_ok();
    let ids = json!({ "ids": town::ids(&told) });
    let path = "/api/v1/notifications/destroy_multiple";
    assert_eq!(alice.send_json(Method::DELETE, path, ids).await.expect_ok(), json!({}));
    assert_eq!(lines(&grouped(&town, &alice, "").await), []);

    act(&fans[2], &post, "favourite").await;
    assert_eq!(lines(&grouped(&town, &alice, "").await), [line("favourite", 2)]);
    let _ = alice.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(lines(&grouped(&town, &alice, "").await), []);
    // Half a day later it is news again.
    let post = alice.publishes("Deux").await;
    act(&fans[0], &post, "favourite").await;
    town.settle().await;
    town.later_by_ms(12 * 3_600_000);
    act(&fans[2], &post, "favourite").await;
    assert_eq!(
        lines(&grouped(&town, &alice, "").await),
        [line("favourite", 1), line("favourite", 1)]
    );
}

#[tokio::test]
async fn a_kind_an_app_does_not_know_is_told_in_words() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    bob.follows(&alice).await;
    let _ = bob.publishes("@alice !").await;
    town.settle().await;
    let query = "supported_types[]=mention&supported_types[]=favourite";
    let told = alice.get(&format!("/api/v1/notifications?{query}")).await.expect_ok();
    assert!(told[0].get("fallback").is_none());
    let title = told[1]["fallback"]["title"].as_str().unwrap();
    assert!(title.contains("@bob"), "{title}");
    assert_eq!(told[1]["fallback"]["summary"], Value::Null);
    let page = grouped(&town, &alice, &format!("?{query}")).await;
    assert_eq!(page["notification_groups"][1]["fallback"]["title"], title);
    let plain = alice.get("/api/v1/notifications").await.expect_ok();
    assert!(plain[1].get("fallback").is_none());
}

#[tokio::test]
async fn what_belongs_together_is_one_sentence_on_the_page() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, carol) = (town.person("bob").await, town.person("carol").await);
    let post = alice.publishes("A ramp at last").await;
    for who in [&bob, &carol] {
        let _ = who.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
        town.settle().await;
    }
    bob.publishes("@alice hello").await;
    town.settle().await;
    hers.open("/notifications").await;
    shows(&hers, "carol and one other favourited your post");
    shows(&hers, "bob mentioned you");
    shows(&hers, ">new<");
    hers.open("/notifications?show=reactions").await;
    shows(&hers, "carol and one other");
    hides(&hers, "bob mentioned you");
    hers.open("/notifications?show=mentions").await;
    hides(&hers, "carol and one other");

    hers.open("/notifications").await;
    hers.submit("/notifications/read", &[]).await;
    shows(&hers, "All is marked as read.");
    hides(&hers, ">new<");
    hides(&hers, "Mark all as read");
    let read = alice.get("/api/v1/markers?timeline[]=notifications").await.expect_ok();
    assert!(read["notifications"]["last_read_id"].is_string());
    hers.submit("/notifications/clear", &[]).await;
    shows(&hers, "Nothing to tell yet.");
}
