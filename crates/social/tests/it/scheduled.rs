//! Stories of posts that are published later.

use std::time::Duration;

use town::{Answer, Method, Person, Town, Value, ids, json};
use wire::Time;

use crate::media::upload;

const HOUR_MS: i64 = 3_600_000;
const PATH: &str = "/api/v1/scheduled_statuses";

fn at(town: &Town, ahead_ms: i64) -> String {
    String::from_utf8(Time(town.app.db.now_ms() + ahead_ms).bytes().to_vec()).unwrap()
}

async fn plan(town: &Town, who: &Person, mut draft: Value, ahead_ms: i64) -> Answer {
    draft["scheduled_at"] = json!(at(town, ahead_ms));
    who.post_json("/api/v1/statuses", draft).await
}

fn id(answer: &Answer) -> String {
    answer.expect_ok()["id"].as_str().unwrap().to_owned()
}

async fn said(who: &Person) -> Vec<String> {
    who.reads(&format!("/api/v1/accounts/{}/statuses", who.id)).await
}

/// What somebody has said, once it is that much.
async fn says(who: &Person, count: usize) -> Vec<String> {
    for _ in 0..100 {
        let list = said(who).await;
        if list.len() >= count {
            return list;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    said(who).await
}

#[tokio::test]
async fn a_post_waits_for_its_time_and_is_published_once() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    bob.follows(&alice).await;
    let asked = bob.publishes("Quand ?").await;
    let poll = json!({ "options": ["a", "b"], "expires_in": 3600 });
    let draft = json!({
        "status": "Bientôt @bob", "visibility": "unlisted", "spoiler_text": "Attention",
        "language": "fr", "in_reply_to_id": asked, "poll": poll,
    });
    let planned = plan(&town, &alice, draft, HOUR_MS).await;
    let seen = planned.expect_ok();
    let params = &seen["params"];
    assert_eq!(params["text"], "Bientôt @bob");
    assert_eq!(params["in_reply_to_id"], json!(asked.parse::<i64>().unwrap()));
    assert_eq!(params["visibility"], "unlisted");
    assert_eq!(params["poll"]["expires_in"], 3600);
    for (name, nothing) in [("media_ids", Value::Null), ("scheduled_at", Value::Null)] {
        assert_eq!(params[name], nothing, "{name}");
    }
    assert_eq!(seen["media_attachments"], json!([]));
    let one = format!("{PATH}/{}", id(&planned));
    assert_eq!(alice.get(&one).await.expect_ok(), seen);
    assert_eq!(alice.reads(PATH).await, [id(&planned)]);
    assert!(said(&alice).await.is_empty());

    town.later_by_ms(HOUR_MS + 1);
    let posts = says(&alice, 1).await;
    let post = bob.get(&format!("/api/v1/statuses/{}", posts[0])).await.expect_ok();
    assert_eq!(post["in_reply_to_id"], *asked);
    assert_eq!(post["spoiler_text"], "Attention");
    assert_eq!(post["poll"]["options"][1]["title"], "b");
    assert_eq!(post["mentions"][0]["username"], "bob");
    let _ = alice.get(&one).await.expect_error(404);
    assert_eq!(alice.reads(PATH).await, [] as [String; 0]);

    let town = town.restart().await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(said(&alice.in_town(&town)).await, posts);
}

#[tokio::test]
async fn a_server_that_was_stopped_publishes_what_fell_due_meanwhile() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for no in 0..5 {
        let draft = json!({ "status": format!("No {no}") });
        let _ = plan(&town, &alice, draft, HOUR_MS + no).await.expect_ok();
    }
    town.later_by_ms(2 * HOUR_MS);
    let town = town.restart().await;
    let alice = alice.in_town(&town);
    let posts = says(&alice, 5).await;
    let town = town.restart().await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(said(&alice.in_town(&town)).await, posts);
    assert_eq!(posts.len(), 5);
}

#[tokio::test]
async fn it_can_be_moved_and_cancelled_by_its_author_alone() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let moved = id(&plan(&town, &alice, json!({ "status": "Plus tard" }), HOUR_MS).await);
    let gone = id(&plan(&town, &alice, json!({ "status": "Jamais" }), HOUR_MS).await);
    let (path, other) = (format!("{PATH}/{moved}"), format!("{PATH}/{gone}"));
    let to = json!({ "scheduled_at": at(&town, 3 * HOUR_MS) });
    for path in [path.as_str(), "/api/v1/scheduled_statuses/77", "/api/v1/scheduled_statuses/x"] {
        let _ = bob.get(path).await.expect_error(404);
        let _ = bob.delete(path).await.expect_error(404);
        let _ = bob.send_json(Method::PUT, path, to.clone()).await.expect_error(404);
    }
    let _ = town.stranger().get(PATH).await.expect_error(401);
    let after = alice.send_json(Method::PUT, &path, to.clone()).await.expect_ok();
    assert_eq!(after["scheduled_at"], to["scheduled_at"]);
    for wrong in ["demain".to_owned(), at(&town, 60_000), at(&town, 6 * 366 * 24 * HOUR_MS)] {
        let to = json!({ "scheduled_at": wrong });
        let _ = alice.send_json(Method::PUT, &path, to).await.expect_error(422);
    }
    assert_eq!(alice.delete(&other).await.expect_ok(), json!({}));
    let _ = alice.delete(&other).await.expect_error(404);

    town.later_by_ms(HOUR_MS + 1);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert!(said(&alice).await.is_empty(), "neither the cancelled nor the moved");
    town.later_by_ms(2 * HOUR_MS);
    assert_eq!(says(&alice, 1).await.len(), 1);
}

#[tokio::test]
async fn what_could_not_be_published_is_refused_at_once() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let hidden = bob.publishes_as(json!({ "status": "Chut", "visibility": "direct" })).await;
    for draft in [
        json!({ "status": "" }),
        json!({ "status": "x".repeat(1001) }),
        json!({ "status": "x", "in_reply_to_id": hidden }),
        json!({ "status": "x", "media_ids": ["12"] }),
        json!({ "status": "x", "poll": { "options": ["a"], "expires_in": 300 } }),
    ] {
        let _ = plan(&town, &alice, draft, HOUR_MS).await.expect_error(422);
    }
    for ahead in [-HOUR_MS, 0, 299_000] {
        let _ = plan(&town, &alice, json!({ "status": "x" }), ahead).await.expect_error(422);
    }
    assert_eq!(alice.reads(PATH).await, [] as [String; 0]);
    assert!(said(&alice).await.is_empty());
}

#[tokio::test]
async fn its_pictures_wait_with_it() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let (picture, second) = (upload(&alice).await, upload(&alice).await);
    let draft = json!({ "status": "Regardez", "media_ids": [picture] });
    let planned = plan(&town, &alice, draft, 30 * HOUR_MS).await;
    assert_eq!(planned.expect_ok()["media_attachments"][0]["id"], *picture);
    assert_eq!(planned.expect_ok()["params"]["media_ids"], json!([picture]));
    let other = json!({ "status": "À moi", "media_ids": [picture] });
    let _ = alice.post_json("/api/v1/statuses", other.clone()).await.expect_error(422);
    let _ = plan(&town, &alice, other, HOUR_MS).await.expect_error(422);
    let _ = alice.delete(&format!("/api/v1/media/{picture}")).await.expect_error(422);
    let cancelled = json!({ "status": "Non", "media_ids": [second] });
    let cancelled = id(&plan(&town, &alice, cancelled, 40 * HOUR_MS).await);
    let _ = alice.delete(&format!("{PATH}/{cancelled}")).await.expect_ok();

    town.later_by_ms(26 * HOUR_MS);
    social::media::sweep(&town.app).await.unwrap();
    let _ = alice.get(&format!("/api/v1/media/{second}")).await.expect_error(404);
    town.later_by_ms(5 * HOUR_MS);
    let posts = says(&alice, 1).await;
    let post = alice.get(&format!("/api/v1/statuses/{}", posts[0])).await.expect_ok();
    assert_eq!(post["media_attachments"][0]["id"], *picture);
}

#[tokio::test]
async fn what_cannot_be_published_any_more_stays_and_can_be_mended() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let asked = bob.publishes("Quand ?").await;
    let draft = json!({ "status": "Voilà", "in_reply_to_id": asked });
    let planned = id(&plan(&town, &alice, draft, HOUR_MS).await);
    let _ = bob.delete(&format!("/api/v1/statuses/{asked}")).await.expect_ok();
    town.later_by_ms(HOUR_MS + 1);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert!(said(&alice).await.is_empty());
    assert_eq!(alice.reads(PATH).await, [planned]);
    let letter = crate::people::letter(&town, "alice@example.org").await;
    assert!(letter.contains("could not be published"), "{letter}");
    assert!(letter.contains("It was to be published on 20"), "{letter}");
}

#[tokio::test]
async fn a_list_has_pages_and_a_day_has_its_fill() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let mut planned = Vec::new();
    let now = town.app.db.now_ms();
    let noon = now - now.rem_euclid(24 * HOUR_MS) + 36 * HOUR_MS;
    for no in 0..50 {
        let draft = json!({ "status": format!("No {no}") });
        planned.insert(0, id(&plan(&town, &alice, draft, noon - now + no).await));
    }
    let full = plan(&town, &alice, json!({ "status": "De trop" }), noon - now).await;
    let _ = full.expect_error(422);
    let next_day = plan(&town, &alice, json!({ "status": "Demain" }), noon - now + 24 * HOUR_MS);
    planned.insert(0, id(&next_day.await));
    let page = alice.get(&format!("{PATH}?limit=2")).await;
    assert_eq!(ids(&page.expect_ok()), planned[..2]);
    let next = page.link("next").unwrap();
    assert_eq!(alice.reads(&next).await, planned[2..4]);
    let up = format!("{PATH}?limit=2&min_id={}", planned[4]);
    assert_eq!(alice.reads(&up).await, planned[2..4]);
}

#[tokio::test]
async fn the_same_key_schedules_once() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let send = || {
        let draft = json!({ "status": "Une fois", "scheduled_at": at(&town, HOUR_MS) });
        let request = alice.request(Method::POST, "/api/v1/statuses");
        alice.send(request.header("Idempotency-Key", "k").json(&draft))
    };
    let (a, b) = tokio::join!(send(), send());
    assert_eq!(id(&a), id(&b));
    assert_eq!(alice.reads(PATH).await.len(), 1);
}
