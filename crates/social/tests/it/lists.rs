//! Stories of lists.

use town::{Method, Person, Town, ids, json};

use crate::pages::{member, shows};

#[tokio::test]
async fn a_list_is_made_changed_and_removed() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let made = alice.post_json("/api/v1/lists", json!({ "title": " Élus " })).await.expect_ok();
    let id = made["id"].as_str().unwrap().to_owned();
    let as_made =
        json!({ "id": id, "title": "Élus", "replies_policy": "list", "exclusive": false });
    assert_eq!(made, as_made);
    assert_eq!(alice.get("/api/v1/lists").await.expect_ok(), json!([as_made]));
    assert_eq!(alice.get(&format!("/api/v1/lists/{id}")).await.expect_ok(), as_made);

    let path = format!("/api/v1/lists/{id}");
    let change = json!({ "replies_policy": "none", "exclusive": "true" });
    let now = alice.send_json(Method::PUT, &path, change).await.expect_ok();
    let as_changed =
        json!({ "id": id, "title": "Élus", "replies_policy": "none", "exclusive": true });
    assert_eq!(now, as_changed);

    // It is nobody else's.
    assert_eq!(bob.get("/api/v1/lists").await.expect_ok(), json!([]));
    let _ = bob.get(&path).await.expect_error(404);
    let _ = bob.send_json(Method::PUT, &path, json!({ "title": "?" })).await.expect_error(404);
    let _ = bob.delete(&path).await.expect_error(404);
    let _ = bob.get(&format!("{path}/accounts")).await.expect_error(404);
    let _ = bob.get(&format!("/api/v1/timelines/list/{id}")).await.expect_error(404);
    let _ = town.stranger().get("/api/v1/lists").await.expect_error(401);
    let own = json!({ "account_ids": [bob.id] });
    for method in [Method::POST, Method::DELETE] {
        let path = format!("{path}/accounts");
        let _ = bob.send_json(method, &path, own.clone()).await.expect_error(404);
    }

    assert_eq!(alice.delete(&path).await.expect_ok(), json!({}));
    let _ = alice.get(&path).await.expect_error(404);
    let _ = alice.get(&format!("/api/v1/timelines/list/{id}")).await.expect_error(404);
}

#[tokio::test]
async fn what_cannot_be_a_list_is_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let long = "é".repeat(257);
    for wrong in [
        json!({}),
        json!({ "title": "  " }),
        json!({ "title": long }),
        json!({ "title": "Oui", "replies_policy": "all" }),
    ] {
        let _ = alice.post_json("/api/v1/lists", wrong).await.expect_error(422);
    }
    let id = new_list(&alice, json!({ "title": "Oui" })).await;
    let path = format!("/api/v1/lists/{id}");
    let _ = alice.send_json(Method::PUT, &path, json!({ "title": "" })).await.expect_error(422);
    let nobody = json!({ "account_ids": ["4242"] });
    let _ = alice.post_json(&format!("{path}/accounts"), nobody).await.expect_error(404);
    let _ = alice.get("/api/v1/lists/demain").await.expect_error(404);
}

#[tokio::test]
async fn people_are_put_on_a_list_and_taken_off() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let id = new_list(&alice, json!({ "title": "Voisins" })).await;
    let path = format!("/api/v1/lists/{id}/accounts");
    let both = json!({ "account_ids": [bob.id, carol.id] });
    assert_eq!(alice.post_json(&path, both.clone()).await.expect_ok(), json!({}));
    assert_eq!(alice.reads(&path).await, [carol.id.clone(), bob.id.clone()]);
    let page = alice.get(&format!("{path}?limit=1")).await;
    assert_eq!(ids(&page.expect_ok()), [carol.id.clone()]);
    assert_eq!(alice.reads(&page.link("next").unwrap()).await, [bob.id.clone()]);
    let everybody = alice.reads(&format!("{path}?limit=0")).await;
    assert_eq!(everybody, [carol.id.clone(), bob.id.clone()]);
    let _ = alice.post_json(&path, both).await.expect_error(422);

    let lists_of = format!("/api/v1/accounts/{}/lists", bob.id);
    assert_eq!(alice.reads(&lists_of).await, [id.clone()]);
    assert_eq!(bob.reads(&lists_of).await, [] as [String; 0]);
    let _ = alice.get("/api/v1/accounts/4242/lists").await.expect_error(404);

    let off = format!("{path}?account_ids[]={}", bob.id);
    assert_eq!(alice.delete(&off).await.expect_ok(), json!({}));
    assert_eq!(alice.delete(&off).await.expect_ok(), json!({}));
    assert_eq!(alice.reads(&path).await, [carol.id.clone()]);
    assert_eq!(alice.reads(&lists_of).await, [] as [String; 0]);
}

#[tokio::test]
async fn a_list_is_read_like_a_home_of_its_members() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let id = new_list(&alice, json!({ "title": "Voisins" })).await;
    put_on(&alice, &id, &bob).await;
    let path = format!("/api/v1/timelines/list/{id}");

    // Nobody needs to be followed for what anybody may see.
    let first = bob.publishes("Premier").await;
    let unlisted = json!({ "status": "En retrait", "visibility": "unlisted" });
    let second = bob.publishes_as(unlisted).await;
    let closed = json!({ "status": "Entre nous", "visibility": "private" });
    let closed = bob.publishes_as(closed).await;
    let third = bob.publishes("Troisième").await;
    let _ = carol.publishes("Pas dans la liste").await;
    let _ = alice.publishes("Moi").await;
    assert_eq!(alice.reads(&path).await, [third.clone(), second.clone(), first.clone()]);
    assert_eq!(alice.reads("/api/v1/timelines/home").await.len(), 1);
    alice.follows(&bob).await;
    let all = [third.clone(), closed, second.clone(), first.clone()];
    assert_eq!(alice.reads(&path).await, all);

    let page = alice.get(&format!("{path}?limit=1")).await;
    assert_eq!(ids(&page.expect_ok()), [third.clone()]);
    assert_eq!(alice.reads(&page.link("next").unwrap()).await, all[1..2]);
    assert_eq!(alice.reads(&format!("{path}?min_id={first}&limit=1")).await, [second]);

    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", bob.id)).await.expect_ok();
    assert!(alice.reads(&path).await.is_empty());
    let _ = alice.post(&format!("/api/v1/accounts/{}/unmute", bob.id)).await.expect_ok();
    let _ = bob.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();
    assert!(alice.reads(&path).await.is_empty());
}

#[tokio::test]
async fn an_exclusive_list_takes_its_members_out_of_the_home() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    alice.follows(&carol).await;
    let noisy = bob.publishes("Bruit").await;
    let calm = carol.publishes("Calme").await;
    let id = new_list(&alice, json!({ "title": "Bruit", "exclusive": true })).await;
    put_on(&alice, &id, &bob).await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [calm.clone()]);
    assert_eq!(alice.reads(&format!("/api/v1/timelines/list/{id}")).await, [noisy.clone()]);
    // What others pass on of theirs is in the home.
    let boost = carol.post(&format!("/api/v1/statuses/{noisy}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [boost.clone(), calm.clone()]);

    let open = json!({ "exclusive": false });
    let path = format!("/api/v1/lists/{id}");
    let _ = alice.send_json(Method::PUT, &path, open).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [boost, calm, noisy]);
}

#[tokio::test]
async fn a_list_shows_the_replies_its_owner_wants() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dave) = (town.person("carol").await, town.person("dave").await);
    let id = new_list(&alice, json!({ "title": "Voisins" })).await;
    put_on(&alice, &id, &bob).await;
    put_on(&alice, &id, &carol).await;
    alice.follows(&dave).await;
    let mut replies = Vec::new();
    for person in [&carol, &dave, &alice, &bob] {
        let post = person.publishes("Question").await;
        let reply = json!({ "status": "Réponse", "in_reply_to_id": post });
        replies.push(bob.publishes_as(reply).await);
    }
    let [to_carol, to_dave, to_alice, to_bob] = &replies[..] else { panic!("four replies") };
    for (policy, shown) in [
        ("list", vec![to_bob, to_alice, to_carol]),
        ("followed", vec![to_bob, to_alice, to_dave]),
        ("none", vec![to_bob, to_alice]),
    ] {
        let change = json!({ "replies_policy": policy });
        let path = format!("/api/v1/lists/{id}");
        let _ = alice.send_json(Method::PUT, &path, change).await.expect_ok();
        let page = alice.reads(&format!("/api/v1/timelines/list/{id}")).await;
        let found: Vec<&String> = page.iter().filter(|id| replies.contains(id)).collect();
        assert_eq!(found, shown, "{policy}");
    }
}

async fn new_list(who: &Person, list: town::Value) -> String {
    let made = who.post_json("/api/v1/lists", list).await.expect_ok();
    made["id"].as_str().expect("an id").to_owned()
}

async fn put_on(who: &Person, list: &str, other: &Person) {
    let path = format!("/api/v1/lists/{list}/accounts");
    let _ = who.post_json(&path, json!({ "account_ids": [other.id] })).await.expect_ok();
}

#[tokio::test]
async fn a_list_is_made_filled_and_read_on_pages() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    let (bob, mut his) = member(&town, "bob").await;
    browser.open("/lists").await;
    browser.submit("/lists", &[("title", "  ")]).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "href=\"#title\"");
    browser.submit("/lists", &[("title", "Elected"), ("exclusive", "true")]).await;
    shows(&browser, "The list is made.");
    let list = alice.reads("/api/v1/lists").await.remove(0);
    assert_eq!(browser.address, format!("/lists/{list}/edit"));

    let add = format!("/lists/{list}/members");
    browser.submit(&add, &[("handle", "nobody")]).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "value=\"nobody\"");
    browser.submit(&add, &[("handle", "@bob")]).await;
    shows(&browser, "They are on the list.");
    browser.submit(&add, &[("handle", "bob")]).await;
    assert_eq!(browser.page.status, 422);
    bob.publishes("The council meets").await;
    browser.open(&format!("/lists/{list}")).await;
    shows(&browser, "The council meets");

    let edit = format!("/lists/{list}/edit");
    browser.open(&edit).await;
    browser.submit(&edit, &[("title", "The council"), ("replies", "none")]).await;
    shows(&browser, "Saved.");
    browser.press(&format!("/lists/{list}/members/{}/remove", bob.id)).await;
    shows(&browser, "They are no longer on the list.");

    // The same, from a profile.
    let on = format!("/accounts/{}/lists", bob.id);
    browser.open("/@bob").await;
    shows(&browser, &on);
    browser.open(&on).await;
    browser.submit(&on, &[("lists[]", &list)]).await;
    assert_eq!(alice.reads(&format!("/api/v1/lists/{list}/accounts")).await, [bob.id.clone()]);
    let mut form = browser.fill(&on, &[]);
    form.fields.retain(|(name, _)| name != "lists[]");
    browser.send(form).await;
    assert!(alice.reads(&format!("/api/v1/lists/{list}/accounts")).await.is_empty());

    // It is hers alone.
    his.open(&format!("/lists/{list}")).await;
    assert_eq!(his.page.status, 404);
    his.open("/lists").await;
    let form = his.fill("/lists", &[("title", "Mine"), ("handle", "bob")]);
    for door in ["edit", "members", "delete"] {
        let mut form = form.clone();
        form.action = format!("/lists/{list}/{door}");
        his.send(form).await;
        assert_eq!(his.page.status, 404, "{door}");
    }

    browser.open(&edit).await;
    browser.press(&format!("/lists/{list}/delete")).await;
    shows(&browser, "The list is deleted.");
    assert!(alice.reads("/api/v1/lists").await.is_empty());
}
