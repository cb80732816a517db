//! Consents are asked each time, and one press ends everything.

use std::time::{Duration, Instant};

use desk::testimonies::{self, Medium, Naming, Network, State, TestimonyId};
use ground::AccountId;
use town::{Value, json};

use super::{House, everywhere, house};

const DAY_MS: i64 = 86_400_000;

fn number(at: &str) -> TestimonyId {
    TestimonyId(at.rsplit('/').next().unwrap().parse().unwrap())
}

impl House {
    async fn may(&self, at: &str, network: Network, medium: Medium, naming: Naming) -> bool {
        let id = number(at);
        let asked = async move |tx: &mut db::Tx| {
            testimonies::may_publish(tx, id, network, medium, naming).await
        };
        self.town.app.read(asked).await.is_ok()
    }

    async fn used(&self, at: &str, network: &str, address: &str) -> town::Answer {
        let made = json!({ "network": network, "medium": "text", "naming": "anonymous",
            "address": address });
        self.reviewer.post_json(&format!("{at}/uses"), made).await
    }
}

#[tokio::test]
async fn each_publication_asks_for_its_own_receipt() {
    use {Medium as M, Naming as N, Network as W};
    let house = house().await;
    let link = house.told(json!({})).await;
    let wish = json!({ "media": ["text"], "networks": ["portevoix", "press"],
        "naming": "first_name", "shown": "Zoé", "months": 3 });
    let at = house.ready(&link, wish.clone(), "Three stairs, no ramp.").await;
    assert!(house.may(&at, W::Portevoix, M::Text, N::FirstName).await);
    assert!(house.may(&at, W::Press, M::Text, N::FirstName).await);
    let refused = [
        (W::X, M::Text, N::FirstName),
        (W::Facebook, M::Text, N::FirstName),
        (W::Portevoix, M::Image, N::FirstName),
        (W::Portevoix, M::Text, N::Named),
        (W::Portevoix, M::Text, N::Anonymous),
    ];
    for (network, medium, naming) in refused {
        assert!(!house.may(&at, network, medium, naming).await, "{network:?} {medium:?}");
    }
    let done = house.step(&house.reviewer, &at, json!({ "step": "publish" })).await;
    let post = done["uses"][0]["subject_id"].as_str().unwrap().to_owned();
    let status = format!("/api/v1/statuses/{post}");
    let shown = house.lead.get(&status).await.expect_ok();
    assert!(shown["content"].as_str().unwrap().contains("— Zoé"), "{}", shown["content"]);

    // Agreeing to less takes down what it no longer covers.
    let less = json!({ "media": ["text"], "networks": ["press"], "naming": "first_name",
        "shown": "Zoé", "months": 3 });
    house.agrees(&link, less).await;
    let _ = house.lead.get(&status).await.expect_error(404);
    assert!(!house.may(&at, W::Portevoix, M::Text, N::FirstName).await);

    // At its end no consent holds, and what rests on it goes.
    house.agrees(&link, wish).await;
    let again = house.step(&house.reviewer, &at, json!({ "step": "publish" })).await;
    let post = again["uses"][1]["subject_id"].as_str().unwrap().to_owned();
    let _ = house.lead.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    house.town.later_by_ms(95 * DAY_MS);
    assert!(!house.may(&at, W::Press, M::Text, N::FirstName).await);
    testimonies::sweep(&house.town.app).await.unwrap();
    let _ = house.lead.get(&format!("/api/v1/statuses/{post}")).await.expect_error(404);
    assert_eq!(house.writer.get(&at).await.expect_ok()["state"], "expired");
    house.town.later_by_ms(31 * DAY_MS);
    testimonies::sweep(&house.town.app).await.unwrap();
    let gone = house.writer.get(&at).await.expect_ok();
    assert_eq!(
        (&gone["state"], &gone["story"], &gone["body"]),
        (&json!("purged"), &json!(""), &json!(""))
    );
    // Names stay 24 months at most.
    let why = json!({ "reason": "To say that it ended" });
    let identity = format!("{at}/identity");
    let _ = house.guardian.post_json(&identity, why.clone()).await.expect_ok();
    house.town.later_by_ms(732 * DAY_MS);
    testimonies::sweep(&house.town.app).await.unwrap();
    let _ = house.guardian.post_json(&identity, why).await.expect_error(410);
    let receipts = format!("{}/testimonies/receipts", house.path);
    let kept = house.guardian.get(&receipts).await.expect_ok();
    assert!(!kept.as_array().unwrap().is_empty(), "receipts stay");
    house.town.later_by_ms(6 * 366 * DAY_MS);
    testimonies::sweep(&house.town.app).await.unwrap();
    assert_eq!(house.guardian.get(&receipts).await.expect_ok(), json!([]));
}

#[tokio::test]
async fn a_story_is_not_kept_beyond_its_day() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    for wrong in ["", "soon", "2020-01-01", "2099-01-01"] {
        let keep = json!({ "step": "keep", "words": wrong });
        let _ = house.guardian.post_json(&format!("{at}/steps"), keep).await.expect_error(422);
    }
    let tomorrow = house.town.app.db.now_ms() + 2 * DAY_MS;
    let day = String::from_utf8(wire::Time(tomorrow).bytes()[..10].to_vec()).unwrap();
    house.step(&house.guardian, &at, json!({ "step": "keep", "words": day })).await;
    house.town.later_by_ms(3 * DAY_MS);
    testimonies::sweep(&house.town.app).await.unwrap();
    let gone = house.writer.get(&at).await.expect_ok();
    assert_eq!((&gone["state"], &gone["story"]), (&json!("expired"), &json!("")));
    let seen = house.town.stranger().get(&link).await.expect_ok();
    assert_eq!(seen["state"], "expired");
}

/// Act 3: twelve people tell something; what may be published where follows from what each agreed.
#[tokio::test]
async fn twelve_people_tell_what_they_live_through() {
    let house = house().await;
    let mut ready = Vec::new();
    for no in 0..9 {
        let link = house.told(json!({ "story": format!("Story {no}") })).await;
        ready.push(house.ready(&link, everywhere(), &format!("Text {no}")).await);
    }
    let minor = json!({ "capacity": "minor", "representative": "A parent" });
    let link = house.told(minor).await;
    let blocked = house.latest().await;
    house.step(&house.guardian, &blocked, json!({ "step": "verify" })).await;
    house.agrees(&link, everywhere()).await;

    let link = house.told(json!({})).await;
    let refused = house.latest().await;
    house.step(&house.guardian, &refused, json!({ "step": "verify" })).await;
    house.agrees(&link, everywhere()).await;
    house.writes(&refused, "Not as I meant it").await;
    let gone = house.town.stranger().post(&format!("{link}/withdraw")).await.expect_ok();
    assert_eq!(gone["state"], "purged");

    let link = house.told(json!({})).await;
    let few = json!({ "media": ["text"], "networks": ["portevoix", "press"],
        "naming": "anonymous", "months": 12 });
    let quiet = house.ready(&link, few, "Here and in the press").await;

    let list = house.writer.get(&format!("{}/testimonies?limit=50", house.path)).await.expect_ok();
    let states =
        |name: &str| list.as_array().unwrap().iter().filter(|it| it["state"] == name).count();
    assert_eq!(list.as_array().unwrap().len(), 12);
    assert_eq!((states("publishable"), states("verified"), states("purged")), (10, 1, 1));
    assert!(house.writer.get(&blocked).await.expect_ok()["blocked"].is_string());
    let purged = house.writer.get(&refused).await.expect_ok();
    assert_eq!((&purged["story"], &purged["body"]), (&json!(""), &json!("")));

    // What pickers offer: ten here and for the press, nine for X and Facebook.
    let organisation: i64 = house.path.rsplit('/').next().unwrap().parse().unwrap();
    let account = AccountId(organisation);
    let lead: i64 = house.lead.id.parse().unwrap();
    for (network, count) in
        [(Network::Portevoix, 10), (Network::Press, 10), (Network::X, 9), (Network::Facebook, 9)]
    {
        let offered = house.town.app.read(async move |tx| {
            let seats = desk::teams::seats(tx, account).await?;
            let seat = seats.iter().find(|seat| seat.account.0 == lead).unwrap().clone();
            testimonies::publishable_on(tx, &seat, network, Medium::Text, 100).await
        });
        let offered = offered.await.unwrap();
        assert_eq!(offered.len(), count, "{network:?}");
        assert_eq!(offered.iter().any(|it| it.id == number(&quiet)), count == 10);
        assert!(offered.iter().all(|it| it.state == State::Publishable));
    }
    let answer = house.used(&quiet, "facebook", "https://facebook.example/1").await;
    let _ = answer.expect_error(403);
    let receipts = format!("{}/testimonies/receipts?limit=200", house.path);
    let receipts = house.guardian.get(&receipts).await.expect_ok();
    let press = |it: &&Value| it["network"] == "press" && it["deed"] == "publish";
    assert_eq!(receipts.as_array().unwrap().iter().filter(press).count(), 23);
}

/// Act 10: one press, no log-in, under a minute; what is ours is gone, the rest is somebody's task.
#[tokio::test]
async fn one_press_takes_everything_back() {
    let house = house().await;
    let link = house.told(json!({ "name": "Zoé" })).await;
    let at = house.ready(&link, everywhere(), "I lose 158 euros a month. #ramps").await;
    let done = house.step(&house.reviewer, &at, json!({ "step": "publish" })).await;
    let post = done["uses"][0]["subject_id"].as_str().unwrap().to_owned();
    let mut boosts = Vec::new();
    for no in 0..6 {
        let fan = house.town.person(&format!("fan{no}")).await;
        let boost = fan.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
        boosts.push(boost["id"].as_str().unwrap().to_owned());
    }
    let elsewhere = [
        ("instagram", "https://instagram.example/p/1"),
        ("press", "A newspaper"),
        ("press", "A radio"),
    ];
    for (network, address) in elsewhere {
        let _ = house.used(&at, network, address).await.expect_ok();
    }
    let stranger = house.town.stranger();
    let lasting = format!("/testimonies/{}", number(&at).0);
    let mut page = house.town.browser(&lasting).await;
    assert_eq!(page.page.status, 200);
    house.town.settle().await;
    let found = "/api/v2/search?q=158&type=statuses";
    assert_eq!(house.lead.get(found).await.expect_ok()["statuses"].as_array().unwrap().len(), 1);

    let start = Instant::now();
    let taken = stranger.post(&format!("{link}/withdraw")).await.expect_ok();
    house.town.settle().await;
    assert_eq!(taken["state"], "withdrawn");
    let _ = stranger.get(&format!("/api/v1/statuses/{post}")).await.expect_error(404);
    for boost in &boosts {
        let _ = stranger.get(&format!("/api/v1/statuses/{boost}")).await.expect_error(404);
    }
    assert_eq!(house.lead.get(found).await.expect_ok()["statuses"], json!([]));
    page.open(&lasting).await;
    assert_eq!(page.page.status, 410);
    assert!(!page.page.text.contains("158"), "nothing of it is left");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());

    // The receipt has the times; the team has a day for what is elsewhere.
    let gone = |it: &Value| it["gone_at"].is_string();
    assert!(taken["uses"].as_array().unwrap().iter().all(gone));
    assert_eq!(taken["uses"].as_array().unwrap().len(), 4);
    let tasks = format!("{}/testimonies/tasks", house.path);
    let waiting = house.guardian.get(&tasks).await.expect_ok();
    let waiting = waiting.as_array().unwrap();
    assert_eq!(waiting.len(), 3);
    assert!(waiting.iter().any(|it| it["network"] == "instagram"));
    assert_eq!(waiting.iter().filter(|it| it["network"] == "press").count(), 2);
    let first = waiting[0]["id"].as_str().unwrap();
    for _ in 0..2 {
        let _ = house.writer.post(&format!("{tasks}/{first}/done")).await.expect_ok();
    }
    let seen = stranger.get(&link).await.expect_ok();
    assert_eq!(
        seen["tasks"].as_array().unwrap().iter().filter(|it| it["done_at"].is_string()).count(),
        1
    );
    assert_eq!(seen["receipts"].as_array().unwrap().last().unwrap()["deed"], "withdraw");
    // Nothing is left of who it was and what was told; that there was something is.
    let why = json!({ "reason": "Who was it?" });
    let _ = house.guardian.post_json(&format!("{at}/identity"), why).await.expect_error(410);
    let left = house.writer.get(&at).await.expect_ok();
    assert_eq!((&left["story"], &left["body"]), (&json!(""), &json!("")));
    let again = stranger.post(&format!("{link}/withdraw")).await.expect_ok();
    assert_eq!(again["state"], "withdrawn");
    let wish = format!("{link}/consents");
    let _ = stranger.post_json(&wish, everywhere()).await.expect_error(409);
    house.town.later_by_ms(31 * DAY_MS);
    testimonies::sweep(&house.town.app).await.unwrap();
    assert_eq!(house.writer.get(&at).await.expect_ok()["state"], "purged");
}
