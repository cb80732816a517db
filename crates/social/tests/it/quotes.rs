//! Stories of quotes.

use town::{Method, Person, Town, Value, json};

use crate::streaming::listen::Ear;

async fn quotes(who: &Person, post: &str, more: Value) -> Value {
    let mut draft = more;
    draft["status"] = json!("Voyez");
    draft["quoted_status_id"] = json!(post);
    who.post_json("/api/v1/statuses", draft).await.expect_ok()
}

async fn quotable(who: &Person, policy: &str) -> String {
    who.publishes_as(json!({ "status": "Ma voix", "quote_approval_policy": policy })).await
}

async fn seen(who: &Person, post: &str) -> Value {
    who.get(&format!("/api/v1/statuses/{post}")).await.expect_ok()
}

fn id(status: &Value) -> String {
    status["id"].as_str().unwrap().to_owned()
}

async fn told(town: &Town, who: &Person) -> Vec<(String, String)> {
    town.settle().await;
    let list = who.get("/api/v1/notifications").await.expect_ok();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let each = |it: &Value| (text(&it["type"]), text(&it["status"]["id"]));
    list.as_array().unwrap().iter().map(each).collect()
}

#[tokio::test]
async fn a_quote_shows_the_post_and_is_told_and_counted() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Ma voix").await;
    assert_eq!(seen(&bob, &post).await["quote_approval"]["automatic"], json!(["public"]));
    let quote = quotes(&bob, &post, json!({})).await;
    assert_eq!(quote["quote"]["state"], "accepted");
    assert_eq!(quote["quote"]["quoted_status"]["id"], *post);
    assert_eq!(quote["quote"]["quoted_status"]["account"]["username"], "alice");
    assert_eq!(quote["quote"]["quoted_status"]["quotes_count"], 1);
    assert_eq!(seen(&alice, &post).await["quotes_count"], 1);
    let (quote, told) = (id(&quote), told(&town, &alice).await);
    assert_eq!(told, [("quote".to_owned(), quote.clone())]);

    // A quote of a quote is shown by its number.
    let deeper = quotes(&alice, &quote, json!({})).await;
    let inner = &deeper["quote"]["quoted_status"]["quote"];
    assert_eq!(*inner, json!({ "state": "accepted", "quoted_status_id": post }));
    let boost = bob.post(&format!("/api/v1/statuses/{}/reblog", id(&deeper))).await.expect_ok();
    assert_eq!(boost["quote"], Value::Null);
    assert_eq!(boost["reblog"]["quote"]["quoted_status"]["id"], *quote);

    let list = format!("/api/v1/statuses/{post}/quotes");
    let second = id(&quotes(&bob, &post, json!({})).await);
    assert_eq!(alice.reads(&list).await, [second.clone(), quote.clone()]);
    let page = alice.get(&format!("{list}?limit=1")).await;
    assert_eq!(alice.reads(&page.link("next").unwrap()).await, [quote.clone()]);
    let _ = town.stranger().get(&list).await.expect_error(401);
    let _ = bob.delete(&format!("/api/v1/statuses/{second}")).await.expect_ok();
    assert_eq!(seen(&alice, &post).await["quotes_count"], 1);
    let strange = seen(&town.stranger(), &quote).await;
    assert_eq!(strange["quote"]["state"], "accepted");
    assert_eq!(strange["quote_approval"]["current_user"], "denied");

    let _ = alice.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let gone = seen(&bob, &quote).await;
    assert_eq!(gone["quote"], json!({ "state": "deleted", "quoted_status": null }));
}

#[tokio::test]
async fn the_author_says_who_may() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    bob.follows(&alice).await;
    let current = async |who: &Person, post: &str| {
        seen(who, post).await["quote_approval"]["current_user"].clone()
    };
    let refused = async |who: &Person, post: &str| {
        let draft = json!({ "status": "?", "quoted_status_id": post });
        let _ = who.post_json("/api/v1/statuses", draft).await.expect_error(422);
    };
    let nobody = quotable(&alice, "nobody").await;
    assert_eq!(current(&bob, &nobody).await, "denied");
    assert_eq!(current(&alice, &nobody).await, "automatic");
    refused(&bob, &nobody).await;
    assert_eq!(quotes(&alice, &nobody, json!({})).await["quote"]["state"], "accepted");

    let followers = quotable(&alice, "followers").await;
    assert_eq!(current(&bob, &followers).await, "automatic");
    assert_eq!(current(&carol, &followers).await, "denied");
    refused(&carol, &followers).await;
    let _ = quotes(&bob, &followers, json!({})).await;
    carol.follows(&alice).await;
    assert_eq!(current(&carol, &followers).await, "automatic");

    // It may change, without a new version.
    let path = format!("/api/v1/statuses/{followers}");
    let policies = format!("{path}/interaction_policy");
    let policy = json!({ "quote_approval_policy": "public" });
    let now = alice.send_json(Method::PUT, &policies, policy.clone());
    let now = now.await.expect_ok();
    assert_eq!(now["quote_approval"]["automatic"], json!(["public"]));
    assert_eq!(now["edited_at"], Value::Null);
    let put = json!({ "status": "Ma voix !", "quote_approval_policy": "nobody" });
    let now = alice.send_json(Method::PUT, &path, put).await.expect_ok();
    assert_eq!(now["quote_approval"]["automatic"], json!([]));
    for (who, status) in [(&bob, 404), (&town.stranger(), 401)] {
        let sent = who.send_json(Method::PUT, &policies, policy.clone());
        let _ = sent.await.expect_error(status);
    }
    let wrong = json!({ "quote_approval_policy": "amis" });
    let sent = alice.send_json(Method::PUT, &policies, wrong);
    let _ = sent.await.expect_error(422);

    // What posts are by default is the person's choice.
    let source = json!({ "source": { "quote_policy": "nobody" } });
    let sent = alice.send_json(Method::PATCH, "/api/v1/accounts/update_credentials", source);
    assert_eq!(sent.await.expect_ok()["source"]["quote_policy"], "nobody");
    let post = alice.publishes("Sans rien dire").await;
    assert_eq!(seen(&bob, &post).await["quote_approval"]["automatic"], json!([]));
}

#[tokio::test]
async fn what_is_for_few_is_not_carried_further() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    bob.follows(&alice).await;
    let draft = json!({
        "status": "Entre nous", "visibility": "private", "quote_approval_policy": "public",
    });
    let private = alice.publishes_as(draft).await;
    assert_eq!(seen(&bob, &private).await["quote_approval"]["automatic"], json!([]));
    let quote = json!({ "status": "?", "quoted_status_id": private });
    let _ = bob.post_json("/api/v1/statuses", quote).await.expect_error(422);
    let own = quotes(&alice, &private, json!({ "visibility": "public" })).await;
    assert_eq!(own["visibility"], "private");
    let direct = json!({ "status": "@bob", "visibility": "direct" });
    let direct = alice.publishes_as(direct).await;
    for post in [direct.as_str(), "77"] {
        let quote = json!({ "status": "?", "quoted_status_id": post });
        let _ = alice.post_json("/api/v1/statuses", quote).await.expect_error(422);
    }
    // Whoever may see the quote but not the post is told so.
    let carol = town.person("carol").await;
    let text = json!({ "visibility": "direct" });
    let mut draft = text;
    draft["status"] = json!("@carol");
    draft["quoted_status_id"] = json!(private);
    let to_carol = alice.publishes_as(draft).await;
    let hers = seen(&carol, &to_carol).await;
    assert_eq!(hers["quote"], json!({ "state": "unauthorized", "quoted_status": null }));
}

#[tokio::test]
async fn a_quote_can_be_taken_back_by_who_is_quoted() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let post = alice.publishes("Ma voix").await;
    let quote = id(&quotes(&bob, &post, json!({})).await);
    let path = format!("/api/v1/statuses/{post}/quotes/{quote}/revoke");
    for (who, status) in [(&bob, 404), (&town.person("carol").await, 404)] {
        let _ = who.post(&path).await.expect_error(status);
    }
    let _ =
        alice.post(&format!("/api/v1/statuses/{post}/quotes/77/revoke")).await.expect_error(404);
    let mut home = Ear::open(&alice, "/api/v1/streaming/user").await;
    let revoked = alice.post(&path).await.expect_ok();
    assert_eq!(revoked["id"], *quote);
    assert_eq!(revoked["quote"], json!({ "state": "revoked", "quoted_status": null }));
    assert_eq!(home.hears("status.update").await.json()["quote"]["state"], "revoked");
    assert_eq!(alice.post(&path).await.expect_ok()["quote"]["state"], "revoked");
    assert_eq!(seen(&bob, &post).await["quotes_count"], 0);
    assert_eq!(alice.reads(&format!("/api/v1/statuses/{post}/quotes")).await, [] as [String; 0]);
}

#[tokio::test]
async fn who_wants_to_be_asked_is_asked() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = quotable(&alice, "ask").await;
    let approval = seen(&bob, &post).await["quote_approval"].clone();
    assert_eq!(approval["manual"], json!(["public"]));
    assert_eq!(approval["current_user"], "manual");
    let first = quotes(&bob, &post, json!({})).await;
    assert_eq!(first["quote"], json!({ "state": "pending", "quoted_status": null }));
    let second = id(&quotes(&bob, &post, json!({})).await);
    let first = id(&first);
    assert_eq!(told(&town, &alice).await.len(), 2);
    let list = format!("/api/v1/statuses/{post}/quotes");
    assert_eq!(alice.reads(&list).await, [] as [String; 0]);
    let waiting = format!("{list}?state=pending");
    assert_eq!(alice.reads(&waiting).await, [second.clone(), first.clone()]);
    let _ = bob.get(&waiting).await.expect_error(404);

    let accept = |quote: &str| format!("/api/portevoix/v1/statuses/{post}/quotes/{quote}/accept");
    let _ = bob.post(&accept(&first)).await.expect_error(404);
    let accepted = alice.post(&accept(&first)).await.expect_ok();
    assert_eq!(accepted["quote"]["quoted_status"]["id"], *post);
    let revoke = format!("/api/v1/statuses/{post}/quotes/{second}/revoke");
    assert_eq!(alice.post(&revoke).await.expect_ok()["quote"]["state"], "rejected");
    let _ = alice.post(&accept(&second)).await.expect_error(422);
    assert_eq!(alice.reads(&list).await, [first]);
    assert_eq!(seen(&bob, &post).await["quotes_count"], 1);
}

#[tokio::test]
async fn blocks_and_mutes_count_in_quotes_too() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let post = alice.publishes("Ma voix").await;
    let quote = id(&quotes(&bob, &post, json!({})).await);
    let act = async |act: &str| {
        let _ = carol.post(&format!("/api/v1/accounts/{}/{act}", alice.id)).await.expect_ok();
        seen(&carol, &quote).await["quote"].clone()
    };
    let muted = act("mute").await;
    assert_eq!(muted["state"], "muted_account");
    assert_eq!(muted["quoted_status"]["id"], *post, "who wants to look all the same can");
    assert_eq!(act("block").await["state"], "blocked_account");
    let _ = act("unblock").await;
    assert_eq!(act("unmute").await["state"], "accepted");

    // Who blocks somebody is no longer quoted by them, and not quoted again.
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", bob.id)).await.expect_ok();
    town.settle().await;
    assert_eq!(seen(&carol, &quote).await["quote"]["state"], "revoked");
    assert_eq!(seen(&carol, &post).await["quotes_count"], 0);
    let again = json!({ "status": "?", "quoted_status_id": post });
    let _ = bob.post_json("/api/v1/statuses", again).await.expect_error(422);
}

#[tokio::test]
async fn an_edit_of_what_is_quoted_is_told_to_who_quotes_it() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Ma voix").await;
    let quote = id(&quotes(&bob, &post, json!({})).await);
    for text in ["Ma voix !", "Ma voix !!"] {
        let edit = json!({ "status": text });
        let path = format!("/api/v1/statuses/{post}");
        let _ = alice.send_json(Method::PUT, &path, edit).await.expect_ok();
        town.settle().await;
    }
    assert_eq!(told(&town, &bob).await, [("quoted_update".to_owned(), quote.clone())]);
    let shown = seen(&bob, &quote).await["quote"]["quoted_status"]["content"].clone();
    assert_eq!(shown, "<p>Ma voix !!</p>");
}

#[tokio::test]
async fn a_stream_shows_a_quote_as_each_reader_sees_it() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    alice.follows(&bob).await;
    carol.follows(&bob).await;
    let post = alice.publishes("Ma voix").await;
    let _ = carol.post(&format!("/api/v1/accounts/{}/mute", alice.id)).await.expect_ok();
    let mut hers = Ear::open(&alice, "/api/v1/streaming/user").await;
    let mut carols = Ear::open(&carol, "/api/v1/streaming/user").await;
    let quote = quotes(&bob, &post, json!({ "quote_approval_policy": "followers" })).await;
    let heard = hers.hears("update").await.json();
    assert_eq!(heard["id"], quote["id"]);
    assert_eq!(heard["quote"]["state"], "accepted");
    assert_eq!(heard["quote"]["quoted_status"]["quote_approval"]["current_user"], "automatic");
    assert_eq!(heard["quote_approval"]["current_user"], "automatic");
    assert_eq!(carols.hears("update").await.json()["quote"]["state"], "muted_account");
    assert_eq!(hers.hears("notification").await.json()["type"], "quote");
    let plain = bob.publishes("Simple").await;
    let heard = hers.hears("update").await.json();
    assert_eq!((&heard["id"], &heard["quote"]), (&json!(plain), &Value::Null));
    assert_eq!(heard["quote_approval"]["current_user"], "automatic");
}

#[tokio::test]
async fn one_quotes_on_pages_without_a_script() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let (bob, mut browser) = crate::pages::member(&town, "bob").await;
    let post = alice.publishes("Ma voix à citer").await;
    browser.open("/local").await;
    crate::pages::shows(&browser, &format!("/write?quote={post}"));
    browser.open(&format!("/write?quote={post}")).await;
    crate::pages::shows(&browser, "Ma voix à citer");
    browser.submit("/write", &[("status", "Voyez plutôt")]).await;
    crate::pages::shows(&browser, "Quoting alice");
    let said = bob.get(&format!("/api/v1/accounts/{}/statuses", bob.id)).await.expect_ok();
    assert_eq!(said[0]["quote"]["quoted_status"]["id"], *post);
}
