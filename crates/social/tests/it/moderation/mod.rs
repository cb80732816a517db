//! Stories of moderation.

mod pages;

use ground::config::Registrations;
use ground::http::Role;
use town::{Answer, Person, Town, Value, ids, json};

use crate::people::letter;

const V1: &str = "/api/v1/admin/accounts";
const V2: &str = "/api/v2/admin/accounts";

/// A moderator does something to an account.
async fn acts(moderator: &Person, on: &Person, kind: &str, text: &str) -> Answer {
    let action = json!({ "type": kind, "text": text });
    moderator.post_json(&format!("/api/v1/admin/accounts/{}/action", on.id), action).await
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|it| it["username"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn apps_learn_what_a_moderator_may_do() {
    let town = Town::new().await;
    let (alice, mo, ada) =
        (town.person("alice").await, town.moderator("mo").await, town.admin("ada").await);
    let me = "/api/v1/accounts/verify_credentials";
    let role = alice.get(me).await.expect_ok()["role"].clone();
    assert_eq!((role["name"].as_str(), role["permissions"].as_str()), (Some(""), Some("0")));
    let role = mo.get(me).await.expect_ok()["role"].clone();
    assert_eq!(role["name"], "moderator");
    let mask: u64 = role["permissions"].as_str().unwrap().parse().unwrap();
    assert_ne!(mask & 0x10, 0, "they look after reports");
    assert_eq!(mask & 0x20, 0, "they do not decide which servers are heard");
    let mask = ada.get(me).await.expect_ok()["role"]["permissions"].clone();
    assert_ne!(mask.as_str().unwrap().parse::<u64>().unwrap() & 0x20, 0);
}

#[tokio::test]
async fn moderators_find_accounts_by_what_they_know_of_them() {
    let town = Town::new().await;
    let (mo, ada) = (town.moderator("mo").await, town.admin("ada").await);
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let all = mo.get(V2).await.expect_ok();
    assert_eq!(names(&all), ["bob", "alice", "ada", "mo"]);
    assert_eq!(all[0]["email"], "bob@example.org");
    assert_eq!(all[0]["role"]["id"], "-99");
    assert_eq!(all[0]["ip"], json!(null));
    assert_eq!(all[0]["account"]["acct"], "bob");

    let _ = acts(&mo, &bob, "silence", "").await.expect_ok();
    for (path, found) in [
        (format!("{V1}?local=true&silenced=true"), vec!["bob"]),
        (format!("{V1}?staff=true"), vec!["ada", "mo"]),
        (format!("{V1}?remote=true"), vec![]),
        (format!("{V1}?username=AL"), vec!["alice"]),
        (format!("{V1}?email=bob@"), vec!["bob"]),
        (format!("{V1}?ip=127.0.0.1"), vec![]),
        (format!("{V1}?pending=true"), vec![]),
        (format!("{V2}?status=silenced"), vec!["bob"]),
        (format!("{V2}?status=active&origin=local"), vec!["bob", "alice", "ada", "mo"]),
        (format!("{V2}?permissions=staff"), vec!["ada", "mo"]),
        (format!("{V2}?role_ids[]=2"), vec!["ada"]),
        (format!("{V2}?by_domain=elsewhere.example"), vec![]),
        (format!("{V2}?invited_by={}", alice.id), vec![]),
        (format!("{V2}?max_id={}", alice.id), vec!["ada", "mo"]),
        (format!("{V2}?min_id={}&limit=1", ada.id), vec!["alice"]),
    ] {
        assert_eq!(names(&mo.get(&path).await.expect_ok()), found, "{path}");
    }
    let _ = mo.get(&format!("{V2}?status=odd")).await.expect_error(422);
    let _ = mo.get(&format!("{V2}?origin=odd")).await.expect_error(422);
    let page = mo.get(&format!("{V2}?limit=3")).await;
    let next = page.link("next").expect("a next page");
    assert_eq!(names(&mo.get(&next).await.expect_ok()), ["mo"]);
    let one = mo.get(&format!("{V1}/{}", alice.id)).await.expect_ok();
    assert_eq!(one, all[1]);
    let _ = mo.get(&format!("{V1}/99")).await.expect_error(404);
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once_and_may_come_back() {
    let town = Town::new().await;
    let (mo, alice) = (town.moderator("mo").await, town.person("alice").await);
    let post = alice.publishes("Here").await;
    let _ = alice.get("/api/v1/timelines/home").await.expect_ok();
    let _ = acts(&mo, &alice, "disable", "").await.expect_ok();
    let _ = alice.get("/api/v1/timelines/home").await.expect_error(403);
    let seen = mo.get(&format!("{V1}/{}", alice.id)).await.expect_ok();
    assert_eq!((&seen["disabled"], &seen["suspended"]), (&json!(true), &json!(false)));
    let _ = mo.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let path = format!("/api/v1/admin/accounts/{}/enable", alice.id);
    assert_eq!(mo.post(&path).await.expect_ok()["disabled"], false);
    let _ = alice.get("/api/v1/timelines/home").await.expect_ok();
}

/// What is told of somebody who is suspended: that they are, and nothing they say of themselves.
async fn shows_nothing(who: &Person, other: &Person) -> Value {
    let path = format!("/api/v1/accounts/{}", other.id);
    let shown = who.get(&path).await.expect_ok();
    assert_eq!((&shown["suspended"], &shown["acct"]), (&json!(true), &json!("bob")));
    assert_eq!((&shown["display_name"], &shown["note"]), (&json!(""), &json!("")));
    assert_eq!((&shown["fields"], &shown["emojis"]), (&json!([]), &json!([])));
    assert_eq!((&shown["locked"], &shown["discoverable"]), (&json!(false), &json!(false)));
    assert!(shown["avatar"].as_str().unwrap().ends_with("/static/avatar.svg"));
    let by_name = who.get("/api/v1/accounts/lookup?acct=bob").await.expect_ok();
    let several = who.get(&format!("/api/v1/accounts?id[]={}", other.id)).await.expect_ok();
    assert_eq!((&by_name, &several[0]), (&shown, &shown));
    for list in ["statuses", "followers", "following", "featured_tags", "endorsements"] {
        assert_eq!(who.get(&format!("{path}/{list}")).await.expect_ok(), json!([]), "{list}");
    }
    let _ = who.post(&format!("{path}/follow")).await.expect_error(404);
    let found = who.get("/api/v2/search?q=bob").await.expect_ok();
    assert_eq!(found["accounts"], json!([]));
    shown
}

#[tokio::test]
async fn nobody_sees_who_is_suspended_until_they_are_no_longer() {
    let town = Town::new().await;
    let (mo, alice, bob) =
        (town.moderator("mo").await, town.person("alice").await, town.person("bob").await);
    alice.follows(&bob).await;
    let profile = json!({ "display_name": "Bob", "note": "Hello", "locked": true,
        "fields_attributes": [{ "name": "Town", "value": "Brest" }] });
    let path = "/api/v1/accounts/update_credentials";
    let _ = bob.send_json(town::Method::PATCH, path, profile).await.expect_ok();
    let post = bob.publishes("Hello #here").await;
    let places =
        ["/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/timelines/tag/here"];
    for place in places {
        assert_eq!(alice.reads(place).await, [post.clone()]);
    }
    let _ = acts(&mo, &bob, "suspend", "Enough").await.expect_ok();
    for place in places {
        assert_eq!(alice.reads(place).await, [] as [String; 0], "{place}");
    }
    let _ = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_error(404);
    let gone = shows_nothing(&alice, &bob).await;
    assert_eq!((&gone["followers_count"], &gone["statuses_count"]), (&json!(1), &json!(1)));
    let _ = bob.get("/api/v1/timelines/home").await.expect_error(403);
    let seen = mo.get(&format!("{V1}/{}", bob.id)).await.expect_ok();
    assert_eq!(seen["suspended"], true);

    let path = format!("/api/v1/admin/accounts/{}/unsuspend", bob.id);
    assert_eq!(mo.post(&path).await.expect_ok()["suspended"], false);
    let back = alice.get(&format!("/api/v1/accounts/{}", bob.id)).await.expect_ok();
    assert_eq!((&back["display_name"], back.get("suspended")), (&json!("Bob"), None));
    for place in places {
        assert_eq!(alice.reads(place).await, [post.clone()], "{place}");
    }
    let _ = bob.get("/api/v1/timelines/home").await.expect_ok();
}

#[tokio::test]
async fn only_followers_come_upon_who_is_silenced() {
    let town = Town::new().await;
    let (mo, alice, bob, carol) = (
        town.moderator("mo").await,
        town.person("alice").await,
        town.person("bob").await,
        town.person("carol").await,
    );
    alice.follows(&bob).await;
    let post = bob.publishes("Marmalade #here").await;
    town.settle().await;
    let search = "/api/v2/search?q=marmalade&type=statuses";
    let people = "/api/v2/search?q=bob&type=accounts";
    let lists = ["/api/v1/timelines/public", "/api/v1/timelines/tag/here"];
    assert_eq!(carol.reads(lists[0]).await, [post.clone()]);
    let _ = acts(&mo, &bob, "silence", "").await.expect_ok();
    for list in lists {
        assert_eq!(carol.reads(list).await, [] as [String; 0], "{list}");
        assert_eq!(town.stranger().reads(list).await, [] as [String; 0], "{list}");
        assert_eq!(alice.reads(list).await, [post.clone()], "{list}");
        assert_eq!(bob.reads(list).await, [post.clone()], "{list}");
    }
    assert_eq!(carol.get(search).await.expect_ok()["statuses"], json!([]));
    assert_eq!(carol.get(people).await.expect_ok()["accounts"], json!([]));
    assert_eq!(ids(&alice.get(search).await.expect_ok()["statuses"]), [post.clone()]);
    assert_eq!(ids(&alice.get(people).await.expect_ok()["accounts"]), [bob.id.clone()]);
    // Whoever looks for it on purpose still sees it, and that it is kept back.
    let seen = carol.get(&format!("/api/v1/accounts/{}", bob.id)).await.expect_ok();
    assert_eq!(seen["limited"], true);
    let _ = carol.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/timelines/home").await, [post.clone()]);

    let town = town.restart().await;
    let (mo, carol) = (mo.in_town(&town), carol.in_town(&town));
    assert_eq!(carol.reads(lists[0]).await, [] as [String; 0]);
    let path = format!("/api/v1/admin/accounts/{}/unsilence", bob.id);
    assert_eq!(mo.post(&path).await.expect_ok()["silenced"], false);
    assert_eq!(carol.reads(lists[0]).await, [post]);
}

#[tokio::test]
async fn all_that_a_sensitive_account_posts_starts_hidden() {
    let town = Town::new().await;
    let (mo, bob) = (town.moderator("mo").await, town.person("bob").await);
    let before = format!("/api/v1/statuses/{}", bob.publishes("Before").await);
    assert_eq!(bob.get(&before).await.expect_ok()["sensitive"], false);
    let _ = acts(&mo, &bob, "sensitive", "").await.expect_ok();
    assert_eq!(bob.get(&before).await.expect_ok()["sensitive"], true);
    let after = format!("/api/v1/statuses/{}", bob.publishes("After").await);
    assert_eq!(bob.get(&after).await.expect_ok()["sensitive"], true);
    let path = format!("/api/v1/admin/accounts/{}/unsensitive", bob.id);
    assert_eq!(mo.post(&path).await.expect_ok()["sensitized"], false);
    for post in [before, after] {
        assert_eq!(bob.get(&post).await.expect_ok()["sensitive"], false);
    }
}

#[tokio::test]
async fn an_account_is_told_what_was_done_to_it_and_why() {
    let town = Town::new().await;
    let (mo, alice, bob) =
        (town.moderator("mo").await, town.person("alice").await, town.person("bob").await);
    let post = bob.publishes("You fool").await;
    let report = json!({ "account_id": bob.id, "status_ids": [post] });
    let report = alice.post_json("/api/v1/reports", report).await.expect_ok();
    let path = format!("/api/v1/admin/accounts/{}/action", bob.id);
    let action =
        json!({ "type": "none", "report_id": report["id"], "text": "Please be kind next time" });
    let _ = mo.post_json(&path, action).await.expect_ok();
    town.settle().await;
    let told = bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["type"], "moderation_warning");
    assert_eq!(told[0]["account"]["id"], bob.id);
    let warning = &told[0]["moderation_warning"];
    assert_eq!(
        (&warning["action"], &warning["text"]),
        (&json!("none"), &json!("Please be kind next time"))
    );
    assert_eq!(warning["status_ids"], json!([post]));
    assert_eq!(warning["target_account"]["id"], bob.id);
    assert!(letter(&town, "bob@example.org").await.contains("Please be kind next time"));
    assert_eq!(mo.get("/api/v1/admin/reports").await.expect_ok(), json!([]), "it is dealt with");

    let quiet = json!({ "type": "silence", "send_email_notification": false });
    let _ = mo.post_json(&path, quiet).await.expect_ok();
    town.settle().await;
    let told = bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told.as_array().unwrap().len(), 1);
    let log = mo.get("/api/portevoix/v1/admin/acts?target_kind=account").await.expect_ok();
    assert_eq!(log[0]["act"], "account.silence");
    assert_eq!(log[1]["act"], "account.none");
    assert_eq!(log[1]["reason"], "Please be kind next time");
    assert_eq!(log[1]["target"], "bob");
    assert_eq!(log[1]["account_id"], mo.id);
}

#[tokio::test]
async fn doing_something_to_an_account_closes_the_reports_about_it() {
    let town = Town::new().await;
    let (mo, alice, bob) =
        (town.moderator("mo").await, town.person("alice").await, town.person("bob").await);
    for comment in ["one", "two"] {
        let report = json!({ "account_id": bob.id, "comment": comment });
        let _ = alice.post_json("/api/v1/reports", report).await.expect_ok();
    }
    let _ = acts(&mo, &bob, "silence", "").await.expect_ok();
    assert_eq!(mo.get("/api/v1/admin/reports").await.expect_ok(), json!([]));
    let _ = acts(&mo, &bob, "dance", "").await.expect_error(422);
    let unknown = json!({ "type": "none", "report_id": "12" });
    let path = format!("/api/v1/admin/accounts/{}/action", bob.id);
    let _ = mo.post_json(&path, unknown).await.expect_error(404);
}

#[tokio::test]
async fn nobody_acts_on_their_peers_or_betters() {
    let town = Town::new().await;
    let (mo, meg, ada) =
        (town.moderator("mo").await, town.moderator("meg").await, town.admin("ada").await);
    for target in [&mo, &meg, &ada] {
        let _ = acts(&mo, target, "suspend", "").await.expect_error(403);
    }
    let _ = acts(&ada, &meg, "suspend", "").await.expect_ok();
    let alice = town.person("alice").await;
    let key = town.token_with(&alice, "admin:read admin:write").await;
    let pretender = alice.with_token(&key);
    let _ = acts(&pretender, &mo, "suspend", "").await.expect_error(403);
    for path in [V1, V2, "/api/v1/admin/accounts/1"] {
        let _ = pretender.get(path).await.expect_error(403);
        let _ = town.stranger().get(path).await.expect_error(401);
    }
}

#[tokio::test]
async fn moderators_let_people_in_with_their_apps() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let mo = town.moderator("mo").await;
    let guest = |name: &str| social::people::NewAccount {
        username: name.to_owned(),
        email: format!("{name}@example.org"),
        password_hash: "none".to_owned(),
        locale: ground::Locale::En,
        reason: "I like it".to_owned(),
        role: Role::Member,
        confirmed: true,
        approved: false,
    };
    for name in ["alice", "mallory"] {
        let new = guest(name);
        let made = town.app.write(async move |tx| social::people::create(tx, new).await).await;
        let _ = made.unwrap();
    }
    let waiting = mo.get(&format!("{V2}?status=pending")).await.expect_ok();
    assert_eq!(names(&waiting), ["mallory", "alice"]);
    assert_eq!(waiting[0]["invite_request"], "I like it");
    let (mallory, alice) = (waiting[0]["id"].as_str().unwrap(), waiting[1]["id"].as_str().unwrap());
    let path = format!("/api/v1/admin/accounts/{alice}/approve");
    assert_eq!(mo.post(&path).await.expect_ok()["approved"], true);
    let _ = mo.post(&path).await.expect_error(403);
    let path = format!("/api/v1/admin/accounts/{mallory}/reject");
    assert_eq!(mo.post(&path).await.expect_ok()["username"], "mallory");
    let _ = mo.post(&path).await.expect_error(404);
    let _ = town.stranger().get(&format!("/api/v1/accounts/{alice}")).await.expect_ok();
    town.settle().await;
    let told = mo.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["type"], "admin.sign_up");
    assert_eq!(told[0]["account"]["id"], alice);
}

#[tokio::test]
async fn what_is_erased_is_gone_with_all_it_posted() {
    let town = Town::new().await;
    let (mo, ada, alice, bob) = (
        town.moderator("mo").await,
        town.admin("ada").await,
        town.person("alice").await,
        town.person("bob").await,
    );
    alice.follows(&bob).await;
    bob.follows(&alice).await;
    let post = bob.publishes("Hello").await;
    let _ = alice.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let calm = json!({ "text": "All is calm" });
    let calm = ada.post_json("/api/portevoix/v1/admin/announcements", calm).await.expect_ok();
    let tea = format!("/api/v1/announcements/{}/reactions/🍵", calm["id"].as_str().unwrap());
    let _ = bob.send(bob.request(town::Method::PUT, &tea)).await.expect_ok();
    let path = format!("/api/v1/admin/accounts/{}", bob.id);
    let _ = ada.delete(&path).await.expect_error(403);
    let _ = acts(&mo, &bob, "suspend", "").await.expect_ok();
    let _ = mo.delete(&path).await.expect_error(403);
    assert_eq!(ada.delete(&path).await.expect_ok()["username"], "bob");
    let _ = ada.get(&path).await.expect_error(404);
    let _ = bob.get("/api/v1/timelines/home").await.expect_error(401);
    let _ = alice.get(&format!("/api/v1/accounts/{}", bob.id)).await.expect_error(404);
    for _ in 0..100 {
        let me = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
        let counts = [&me["following_count"], &me["followers_count"], &me["statuses_count"]];
        let announced = alice.get("/api/v1/announcements").await.expect_ok();
        if counts.iter().all(|count| **count == 0) && announced[0]["reactions"] == json!([]) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("bob's traces are still there");
}
