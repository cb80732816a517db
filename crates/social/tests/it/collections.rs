//! Stories of collections.

use town::{Method, Person, Town, Value, ids, json};

/// Somebody who wants to be found.
async fn findable(town: &Town, name: &str) -> Person {
    let person = town.person(name).await;
    let path = "/api/v1/accounts/update_credentials";
    let wish = json!({ "discoverable": true });
    let seen = person.send_json(Method::PATCH, path, wish).await.expect_ok();
    assert_eq!(seen["feature_approval"]["automatic"], json!(["public"]));
    person
}

/// A collection of `owner` with these in it.
async fn collection(owner: &Person, name: &str, members: &[&Person]) -> Value {
    let ids: Vec<&str> = members.iter().map(|it| it.id.as_str()).collect();
    let new = json!({ "name": name, "account_ids": ids });
    owner.post_json("/api/v1/collections", new).await.expect_ok()["collection"].clone()
}

fn path(collection: &Value) -> String {
    format!("/api/v1/collections/{}", collection["id"].as_str().unwrap())
}

async fn told(person: &Person, kind: &str) -> Vec<Value> {
    let all = person.get(&format!("/api/v1/notifications?types[]={kind}")).await.expect_ok();
    all.as_array().unwrap().clone()
}

#[tokio::test]
async fn accounts_are_recommended_together_and_told() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, findable(&town, "bob").await);
    let carol = findable(&town, "carol").await;
    let new = json!({
        "name": "Voices", "description": "Listen to #them", "language": "en",
        "tag_name": "#Voix", "sensitive": true, "account_ids": [bob.id],
    });
    let made = alice.post_json("/api/v1/collections", new).await.expect_ok();
    let made = &made["collection"];
    assert_eq!(made["tag"]["name"], "Voix");
    assert!(made["tag"]["url"].as_str().unwrap().ends_with("/tags/voix"));
    assert!(made["description"].as_str().unwrap().contains("/tags/them"));
    assert_eq!((&made["item_count"], &made["sensitive"]), (&json!(1), &json!(true)));
    let id = made["id"].as_str().unwrap();
    let item = json!({ "account_id": carol.id });
    let item = alice.post_json(&format!("/api/v1/collections/{id}/items"), item).await.expect_ok();
    assert_eq!(item["collection_item"]["state"], "accepted");

    let seen = town.stranger().get(&format!("/api/v1/collections/{id}")).await.expect_ok();
    assert_eq!(ids(&seen["accounts"]), [&*bob.id, &*carol.id, &*alice.id]);
    assert_eq!(ids(&seen["collection"]["items"]).len(), 2);
    town.settle().await;
    let news = told(&bob, "added_to_collection").await;
    assert_eq!(news[0]["account"]["username"], "alice");
    assert_eq!(news[0]["collection"]["id"], id);
    let grouped = bob.get("/api/v2/notifications").await.expect_ok();
    assert_eq!(grouped["notification_groups"][0]["collection"]["id"], id);

    let said = json!({ "name": "Other voices" });
    let said = alice.send_json(Method::PATCH, &path(made), said).await.expect_ok();
    assert_eq!(said["collection"]["name"], "Other voices");
    assert_eq!(said["collection"]["language"], "en");
    let quiet = json!({ "sensitive": false, "language": "" });
    let said = alice.send_json(Method::PATCH, &path(made), quiet).await.expect_ok();
    assert_eq!(said["collection"]["language"], Value::Null);
    town.settle().await;
    assert_eq!(told(&carol, "collection_update").await.len(), 1, "words count, settings do not");

    let mut browser = town.browser(&format!("/collections/{id}")).await;
    crate::pages::shows(&browser, "Other voices");
    crate::pages::shows(&browser, "@carol");
    browser.open("/@alice").await;
    crate::pages::shows(&browser, "Other voices");
    assert_eq!(alice.delete(&path(made)).await.expect_ok(), json!({}));
    let _ = alice.get(&path(made)).await.expect_error(404);
    assert_eq!(told(&bob, "added_to_collection").await.len(), 0, "it is gone");
}

#[tokio::test]
async fn only_who_wants_to_be_found_is_in_one_and_may_leave_for_good() {
    let town = Town::new().await;
    let (alice, shy) = (town.person("alice").await, town.person("shy").await);
    let (bob, carol) = (findable(&town, "bob").await, findable(&town, "carol").await);
    let hide = json!({ "discoverable": false });
    let me = "/api/v1/accounts/update_credentials";
    let _ = shy.send_json(Method::PATCH, me, hide).await.expect_ok();
    let seen = alice.get(&format!("/api/v1/accounts/{}", shy.id)).await.expect_ok();
    assert_eq!(seen["feature_approval"]["current_user"], "denied");
    let new = json!({ "name": "All", "account_ids": [bob.id, shy.id] });
    let _ = alice.post_json("/api/v1/collections", new).await.expect_error(403);
    let made = collection(&alice, "All", &[&bob, &carol, &bob]).await;
    assert_eq!(made["item_count"], 2);
    let id = made["id"].as_str().unwrap();
    let items = format!("/api/v1/collections/{id}/items");
    let put =
        async |who: &Person| alice.post_json(&items, json!({ "account_id": who.id })).await.status;
    assert_eq!(put(&shy).await, 403);
    assert_eq!(put(&bob).await, 422, "in it already");
    let _ = alice.post_json(&items, json!({})).await.expect_error(422);
    let _ = alice.post_json(&items, json!({ "account_id": "999999" })).await.expect_error(404);

    let item = made["items"][0]["id"].as_str().unwrap();
    let revoke = format!("/api/v1/collections/{id}/items/{item}/revoke");
    let _ = carol.post(&revoke).await.expect_error(403);
    let _ = alice.post(&revoke).await.expect_error(403);
    assert_eq!(bob.post(&revoke).await.expect_ok(), json!({}));
    let _ = bob.post(&revoke).await.expect_error(404);
    let _ = alice.delete(&format!("/api/v1/collections/{id}/items/{item}")).await.expect_error(404);
    assert_eq!(put(&bob).await, 403, "for good");
    let seen = town.stranger().get(&path(&made)).await.expect_ok();
    assert_eq!(seen["collection"]["item_count"], 1);
    let item = seen["collection"]["items"][0]["id"].as_str().unwrap();
    let item = format!("/api/v1/collections/{id}/items/{item}");
    let _ = bob.delete(&item).await.expect_error(403);
    assert_eq!(alice.delete(&item).await.expect_ok(), json!({}));
    assert_eq!(put(&carol).await, 200, "who was taken out may be put in again");
}

#[tokio::test]
async fn lists_show_what_is_listed_and_oneself_all() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, findable(&town, "bob").await);
    let open = collection(&alice, "Open", &[&bob]).await;
    let hidden = json!({ "name": "Hidden", "discoverable": false, "account_ids": [bob.id] });
    let hidden = alice.post_json("/api/v1/collections", hidden).await.expect_ok();
    let list = format!("/api/v1/accounts/{}/collections", alice.id);
    let names = |answer: &Value| ids(&answer["collections"]);
    let open = open["id"].as_str().unwrap().to_owned();
    let hidden = hidden["collection"]["id"].as_str().unwrap().to_owned();
    assert_eq!(names(&bob.get(&list).await.expect_ok()), [&*open]);
    assert_eq!(names(&town.stranger().get(&list).await.expect_ok()), [&*open]);
    assert_eq!(names(&alice.get(&list).await.expect_ok()), [&*hidden, &*open]);
    let first = alice.get(&format!("{list}?limit=1")).await;
    assert_eq!(names(&first.expect_ok()), [&*hidden]);
    let next = first.link("next").unwrap();
    let second = alice.get(&next).await;
    assert_eq!(names(&second.expect_ok()), [&*open]);
    assert!(second.link("prev").unwrap().contains("offset=0"));
    let _ = alice.get(&format!("{list}?offset=x")).await.expect_error(422);

    let within = format!("/api/v1/accounts/{}/in_collections", bob.id);
    assert_eq!(names(&bob.get(&within).await.expect_ok()), [&*hidden, &*open]);
    let _ = alice.get(&within).await.expect_error(403);
    let _ = alice.get("/api/v1/accounts/999999/in_collections").await.expect_error(404);
    let _ = town.stranger().get("/api/v1/accounts/999999/collections").await.expect_error(404);
    let mine = format!("/api/v1/collections/{open}");
    let _ = bob.send_json(Method::PATCH, &mine, json!({ "name": "Bob's" })).await.expect_error(403);
    let _ = bob.delete(&mine).await.expect_error(403);
}

#[tokio::test]
async fn a_block_ends_it_both_ways() {
    let town = Town::new().await;
    let (alice, bob) = (findable(&town, "alice").await, findable(&town, "bob").await);
    let carol = findable(&town, "carol").await;
    let hers = collection(&alice, "Hers", &[&bob, &carol]).await;
    let his = collection(&bob, "His", &[&alice, &carol]).await;
    let _ = bob.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();
    let seen = bob.get(&path(&his)).await.expect_ok();
    assert_eq!(seen["collection"]["item_count"], 1, "hidden at once");
    let _ = alice.get(&path(&his)).await.expect_error(404);
    let list = format!("/api/v1/accounts/{}/collections", bob.id);
    assert_eq!(alice.get(&list).await.expect_ok(), json!({ "collections": [] }));
    town.settle().await;
    for it in [&hers, &his] {
        let seen = town.stranger().get(&path(it)).await.expect_ok();
        assert_eq!(seen["collection"]["item_count"], 1, "ended for everybody");
    }
    let put = async |who: &Person, it: &Value, whom: &Person| {
        let items = format!("{}/items", path(it));
        who.post_json(&items, json!({ "account_id": whom.id })).await.status
    };
    assert_eq!(put(&alice, &hers, &bob).await, 403);
    assert_eq!(put(&bob, &his, &alice).await, 403);
    let _ = bob.post(&format!("/api/v1/accounts/{}/unblock", alice.id)).await.expect_ok();
    assert_eq!(put(&alice, &hers, &bob).await, 403, "who blocked has left for good");
    assert_eq!(put(&bob, &his, &alice).await, 200);
}

#[tokio::test]
async fn everything_of_a_collection_has_a_limit() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for wrong in [
        json!({}),
        json!({ "name": "  " }),
        json!({ "name": "x".repeat(41) }),
        json!({ "name": "a\u{0}b" }),
        json!({ "name": "x", "description": "x".repeat(101) }),
        json!({ "name": "x", "language": "not a language" }),
        json!({ "name": "x", "tag_name": "no tag" }),
        json!({ "name": "x", "tag_name": "\u{0}" }),
        json!({ "name": "x", "sensitive": "perhaps" }),
        json!({ "name": "x", "account_ids": (0..26).map(|no| no.to_string()).collect::<Vec<_>>() }),
    ] {
        let answer = alice.post_json("/api/v1/collections", wrong.clone()).await;
        assert!([400, 404, 422].contains(&answer.status), "{wrong}: {}", answer.status);
    }
    let list = format!("/api/v1/accounts/{}/collections", alice.id);
    assert_eq!(alice.get(&list).await.expect_ok(), json!({ "collections": [] }));
    let made = collection(&alice, "0", &[]).await;
    for no in 1..social::collections::COLLECTIONS_MAX {
        collection(&alice, &no.to_string(), &[]).await;
    }
    let _ = alice.post_json("/api/v1/collections", json!({ "name": "10" })).await.expect_error(422);
    let me = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["role"]["collection_limit"], social::collections::COLLECTIONS_MAX);
    let items = format!("{}/items", path(&made));
    for no in 0..=social::collections::ITEMS_MAX {
        let friend = findable(&town, &format!("friend{no}")).await;
        let status = alice.post_json(&items, json!({ "account_id": friend.id })).await.status;
        assert_eq!(status, if no < social::collections::ITEMS_MAX { 200 } else { 422 }, "{no}");
    }
}

#[tokio::test]
async fn one_leaves_on_the_page_and_the_erased_are_gone() {
    let town = Town::new().await;
    let (alice, ada) = (findable(&town, "alice").await, town.admin("ada").await);
    let (bob, mut browser) = crate::pages::member(&town, "bob").await;
    let wish = json!({ "discoverable": true });
    let me = "/api/v1/accounts/update_credentials";
    let _ = bob.send_json(Method::PATCH, me, wish).await.expect_ok();
    let made = collection(&alice, "Team", &[&bob]).await;
    town.settle().await;
    browser.open("/notifications").await;
    let id = made["id"].as_str().unwrap();
    let page = format!("/collections/{id}");
    crate::pages::shows(&browser, &format!("href=\"{page}\""));
    browser.open(&page).await;
    browser.submit(&format!("/collections/{id}/leave"), &[]).await;
    crate::pages::shows(&browser, "You are no longer in the collection.");
    crate::pages::shows(&browser, "Nobody is in it now.");

    let his = collection(&bob, "Mine", &[&alice]).await;
    let acts = format!("/api/v1/admin/accounts/{}", bob.id);
    let suspend = json!({ "type": "suspend" });
    let _ = ada.post_json(&format!("{acts}/action"), suspend).await.expect_ok();
    let _ = alice.get(&path(&his)).await.expect_error(404);
    let within = format!("/api/v1/accounts/{}/in_collections", alice.id);
    assert_eq!(alice.get(&within).await.expect_ok(), json!({ "collections": [] }));
    let _ = ada.delete(&acts).await.expect_ok();
    for _ in 0..200 {
        let left = db::sql("select count(*) from collection where name = 'Mine'");
        let left: i64 = town.app.read(async move |tx| Ok(left.get(tx).await?)).await.unwrap();
        if left == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("what was Bob's is still there");
}
