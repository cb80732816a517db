//! Stories of measures.

use town::{Person, Town, Value, json};

use crate::domain_blocks::move_to;
use crate::instance::browser_of;
use crate::pages::shows;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MEASURES: &str = "/api/v1/admin/measures";
const DIMENSIONS: &str = "/api/v1/admin/dimensions";
const RETENTION: &str = "/api/v1/admin/retention";

/// The day `ago` days before today, as it is written.
fn day(town: &Town, ago: i64) -> String {
    let date = wire::Day::of(wire::Time(town.app.db.now_ms() - ago * DAY_MS)).bytes();
    String::from_utf8(date.to_vec()).unwrap()
}

/// Alice came yesterday and posted; today Bob came, favoured it and answered.
async fn two_days() -> (Town, Person, Person, Person) {
    let town = Town::new().await;
    let (mo, alice) = (town.moderator("mo").await, town.person("alice").await);
    let post = alice.publishes("Good morning #tea").await;
    town.later_by_ms(DAY_MS);
    let bob = town.person("bob").await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    bob.publishes_as(json!({ "status": "#tea it is", "in_reply_to_id": post })).await;
    let mo = mo.with_token(&town.token_with(&mo, "read write admin:read admin:write").await);
    (town, mo, alice, bob)
}

fn values(told: &Value) -> Vec<&str> {
    told["data"].as_array().unwrap().iter().map(|it| it["value"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn who_runs_the_place_learns_how_much_happens_day_by_day() {
    let (town, mo, alice, _bob) = two_days().await;
    let report = json!({ "account_id": alice.id, "comment": "Too early" });
    let report = mo.post_json("/api/v1/reports", report).await.expect_ok();
    let settle = format!("/api/v1/admin/reports/{}/resolve", report["id"].as_str().unwrap());
    let _ = mo.post(&settle).await.expect_ok();
    let tea = mo.get("/api/v1/tags/tea").await.expect_ok()["id"].clone();
    let keys = [
        ("active_users", "2", "0", ["0", "1", "1"]),
        ("new_users", "3", "0", ["0", "2", "1"]),
        ("interactions", "2", "0", ["0", "0", "2"]),
        ("opened_reports", "1", "0", ["0", "0", "1"]),
        ("resolved_reports", "1", "0", ["0", "0", "1"]),
        ("tag_accounts", "2", "0", ["0", "1", "1"]),
        ("tag_uses", "2", "0", ["0", "1", "1"]),
        ("tag_servers", "0", "0", ["0", "0", "0"]),
    ];
    let mut names: Vec<&str> = keys.iter().map(|(key, ..)| *key).collect();
    names.extend(["unheard_of", "new_users"]);
    let asked = json!({ "keys": names, "start_at": day(&town, 2), "end_at": day(&town, 0),
        "tag_accounts": { "id": tea }, "tag_uses": { "id": tea }, "tag_servers": { "id": tea } });
    let told = mo.post_json(MEASURES, asked).await.expect_ok();
    assert_eq!(told.as_array().unwrap().len(), keys.len(), "{told}");
    for ((key, total, previous, days), told) in keys.into_iter().zip(told.as_array().unwrap()) {
        assert_eq!(told["key"], key);
        assert_eq!(told["total"], total, "{key}");
        assert_eq!(told["previous_total"], previous, "{key}");
        assert_eq!(values(told), days, "{key}");
        assert_eq!(told["data"][0]["date"], format!("{}T00:00:00.000Z", day(&town, 2)));
    }
    // Of today alone, yesterday is what was before.
    let asked = json!({ "keys": ["active_users", "new_users"],
        "start_at": day(&town, 0), "end_at": day(&town, 0) });
    let told = mo.post_json(MEASURES, asked).await.expect_ok();
    assert_eq!((&told[0]["total"], &told[0]["previous_total"]), (&json!("1"), &json!("1")));
    assert_eq!((&told[1]["total"], &told[1]["previous_total"]), (&json!("1"), &json!("2")));
}

#[tokio::test]
async fn other_servers_are_counted_for_all_times() {
    let (town, mo, alice, bob) = two_days().await;
    alice.follows(&bob).await;
    bob.follows(&alice).await;
    let report = json!({ "account_id": bob.id, "comment": "Too late" });
    let _ = mo.post_json("/api/v1/reports", report).await.expect_ok();
    town.later_by_ms(2 * DAY_MS);
    bob.publishes("Good night").await;
    move_to(&town, &bob, "loin.example").await;
    // Bob came two days ago, followed, answered; today he posted once more.
    let keys = [
        ("instance_accounts", "1", ["0", "0"]),
        ("instance_media_attachments", "0", ["0", "0"]),
        ("instance_reports", "1", ["0", "0"]),
        ("instance_statuses", "2", ["0", "1"]),
        ("instance_follows", "1", ["0", "0"]),
        ("instance_followers", "1", ["0", "0"]),
    ];
    let names: Vec<&str> = keys.iter().map(|(key, ..)| *key).collect();
    let mut asked = json!({ "keys": names, "start_at": day(&town, 1), "end_at": day(&town, 0) });
    for key in names {
        asked[key] = json!({ "domain": "loin.example" });
    }
    let told = mo.post_json(MEASURES, asked.clone()).await.expect_ok();
    for ((key, total, days), told) in keys.into_iter().zip(told.as_array().unwrap()) {
        assert_eq!((&told["key"], &told["total"]), (&json!(key), &json!(total)));
        assert_eq!(values(told), days, "{key}");
        assert_eq!(told.get("previous_total"), None);
    }
    assert_eq!((&told[1]["unit"], &told[1]["human_value"]), (&json!("bytes"), &json!("0 Bytes")));
    let of = json!({ "domain": "loin.example" });
    let most = json!({ "keys": ["instance_accounts", "servers"], "instance_accounts": of });
    let most = mo.post_json(DIMENSIONS, most).await.expect_ok();
    assert_eq!((&most[0]["data"][0]["key"], values(&most[0])), (&json!("bob"), vec!["1"]));
    assert_eq!(most[1]["data"][0]["key"], "loin.example");
    asked["instance_reports"] = json!({ "domain": "" });
    let _ = mo.post_json(MEASURES, asked).await.expect_error(422);
}

#[tokio::test]
async fn what_is_most_comes_first() {
    let (town, mo, alice, bob) = two_days().await;
    for (who, language) in [(&alice, "fr"), (&bob, "fr"), (&bob, "en")] {
        who.publishes_as(json!({ "status": "#tea", "language": language })).await;
    }
    let tea = mo.get("/api/v1/tags/tea").await.expect_ok()["id"].clone();
    let keys = [
        "languages",
        "sources",
        "servers",
        "tag_servers",
        "tag_languages",
        "odd",
        "instance_accounts",
        "instance_languages",
        "space_usage",
        "software_versions",
    ];
    let elsewhere = json!({ "domain": "elsewhere.example" });
    let asked = json!({ "keys": keys, "tag_servers": { "id": tea }, "tag_languages": { "id": tea },
        "instance_accounts": elsewhere, "instance_languages": elsewhere });
    let told = mo.post_json(DIMENSIONS, asked.clone()).await.expect_ok();
    let of = |key: &str| {
        let told = told.as_array().unwrap().iter().find(|told| told["key"] == key);
        told.map(|told| told["data"].clone())
    };
    let languages = of("languages").unwrap();
    assert!(languages.as_array().unwrap().iter().any(|it| {
        (&it["key"], &it["human_key"], &it["value"])
            == (&json!("fr"), &json!("French"), &json!("2"))
    }));
    let sum = |list: &Value| -> i64 {
        let of = |it: &Value| it["value"].as_str().unwrap().parse::<i64>().unwrap();
        list.as_array().unwrap().iter().map(of).sum()
    };
    for key in ["languages", "sources", "servers", "tag_servers", "tag_languages"] {
        assert_eq!(sum(&of(key).unwrap()), 5, "{key}");
    }
    assert_eq!(of("servers").unwrap()[0]["key"], town.app.config.domain());
    assert_eq!(of("instance_accounts"), Some(json!([])));
    assert_eq!(of("instance_languages"), Some(json!([])));
    assert_eq!(of("odd"), None);
    let space = of("space_usage").unwrap();
    assert!(space[0]["value"].as_str().unwrap().parse::<i64>().unwrap() > 0);
    assert_eq!((&space[0]["unit"], &space[1]["key"]), (&json!("bytes"), &json!("media")));
    assert_eq!(of("software_versions").unwrap()[0]["human_key"], "Portevoix");

    let first = json!({ "keys": ["languages"], "limit": 1 });
    let first = mo.post_json(DIMENSIONS, first).await.expect_ok();
    assert_eq!(first[0]["data"].as_array().unwrap().len(), 1);
    let before =
        json!({ "keys": ["languages"], "start_at": day(&town, 9), "end_at": day(&town, 8) });
    let before = mo.post_json(DIMENSIONS, before).await.expect_ok();
    assert_eq!(before[0]["data"], json!([]));
}

#[tokio::test]
async fn who_stays_is_told_by_when_they_came() {
    let (town, mo, alice, _bob) = two_days().await;
    alice.publishes("Still here").await;
    let asked = json!({ "frequency": "day", "start_at": day(&town, 1), "end_at": day(&town, 0) });
    let told = mo.post_json(RETENTION, asked).await.expect_ok();
    // Mo came yesterday, too, and only reads.
    assert_eq!(values(&told[0]), ["1", "1"]);
    assert_eq!(told[0]["data"][0]["rate"], 0.5);
    assert_eq!(values(&told[1]), ["1"]);
    assert_eq!(told[1]["data"][0]["rate"], 1.0);
    let today = format!("{}T00:00:00.000Z", day(&town, 0));
    assert_eq!((&told[1]["period"], &told[1]["data"][0]["date"]), (&json!(today), &json!(today)));

    let asked =
        json!({ "frequency": "month", "start_at": day(&town, 70), "end_at": day(&town, 0) });
    let told = mo.post_json(RETENTION, asked).await.expect_ok();
    let months = told.as_array().unwrap();
    assert!((3..=4).contains(&months.len()));
    for month in months {
        assert!(month["period"].as_str().unwrap().ends_with("-01T00:00:00.000Z"));
    }
    let stayed: i64 =
        values(&told[months.len() - 1]).iter().map(|it| it.parse::<i64>().unwrap()).sum();
    assert!(stayed >= 1);
}

#[tokio::test]
async fn a_span_has_bounds_and_is_of_what_was() {
    let (town, mo, alice, _bob) = two_days().await;
    let ask = |path: &'static str, start: i64, end: i64| {
        let asked = json!({ "keys": ["new_users", "languages"], "frequency": "day",
            "start_at": day(&town, start), "end_at": day(&town, end) });
        let mo = &mo;
        async move { mo.post_json(path, asked).await }
    };
    for path in [MEASURES, DIMENSIONS, RETENTION] {
        let _ = ask(path, 0, -1).await.expect_ok();
        let _ = ask(path, 0, 1).await.expect_error(422);
        let _ = ask(path, 0, -2).await.expect_error(422);
        let _ = ask(path, -1, -1).await.expect_error(422);
        let _ = ask(path, 366, 0).await.expect_error(422);
        let odd = json!({ "keys": ["new_users"], "frequency": "day", "start_at": "then",
            "end_at": day(&town, 0) });
        let _ = mo.post_json(path, odd).await.expect_error(422);
        let fine = json!({ "keys": ["new_users"], "frequency": "day", "start_at": day(&town, 0),
            "end_at": day(&town, 0) });
        let _ = mo.post_json(path, fine.clone()).await.expect_ok();
        let _ = alice.post_json(path, fine).await.expect_error(403);
    }
    let _ = ask(MEASURES, 365, 0).await.expect_ok();
    let _ = ask(RETENTION, 92, 0).await.expect_error(422);
    let _ = ask(RETENTION, 91, 0).await.expect_ok();
    let weekly = json!({ "frequency": "week", "start_at": day(&town, 1), "end_at": day(&town, 0) });
    let _ = mo.post_json(RETENTION, weekly).await.expect_error(422);
    let no_tag =
        json!({ "keys": ["tag_uses"], "start_at": day(&town, 1), "end_at": day(&town, 0) });
    let _ = mo.post_json(MEASURES, no_tag).await.expect_error(422);
}

#[tokio::test]
async fn a_long_span_costs_no_more_statements_than_a_short_one() {
    let (town, mo, ..) = two_days().await;
    let mut costs = Vec::new();
    for (path, long) in [(MEASURES, 365), (DIMENSIONS, 365), (RETENTION, 91)] {
        for ago in [1, long] {
            let asked = json!({ "keys": ["active_users", "new_users", "languages"],
                "frequency": "day", "start_at": day(&town, ago), "end_at": day(&town, 0) });
            // Workers look for work meanwhile: the least is what the answer costs.
            let mut least = u64::MAX;
            for _ in 0..10 {
                let before = town.app.db.stats().statements;
                let _ = mo.post_json(path, asked.clone()).await.expect_ok();
                least = least.min(town.app.db.stats().statements - before);
            }
            costs.push(least);
        }
    }
    for pair in costs.chunks(2) {
        assert!(pair[1] <= pair[0], "{costs:?}");
    }
}

#[tokio::test]
async fn moderators_read_the_measures_on_a_page() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let _ = alice.publishes("Bonjour").await;
    let mut mona = browser_of(&town, "mona", false).await;
    mona.open("/admin/measures").await;
    shows(&mona, "1 in all.");
    shows(&mona, "Who only reads is not counted.");
    shows(&mona, "Portevoix");
    mona.open("/admin/measures?days=365").await;
    // Who came, and who was active: of what there was none there is no drawing.
    assert_eq!(mona.page.text.matches("<rect ").count(), 2 * 366);
    mona.open("/admin/measures?days=1000000").await;
    assert_eq!(mona.page.text.matches("<rect ").count(), 2 * 31, "else it is a month");
}
