//! Stories of testimonies.

mod lint;
mod pages;
mod states;
mod vault;
mod withdrawal;

use desk::teams::{Act, may};
use town::{Method, Person, Town, Value, json};

use crate::team::{joins, organisation};

/// An organisation whose form is open, and its people.
pub(super) struct House {
    pub(super) town: Town,
    pub(super) lead: Person,
    pub(super) writer: Person,
    pub(super) reviewer: Person,
    pub(super) guardian: Person,
    pub(super) path: String,
}

pub(super) async fn house() -> House {
    let town = Town::new().await;
    let lead = town.person("ann").await;
    let writer = town.person("ben").await;
    let reviewer = town.person("cleo").await;
    let guardian = town.person("dan").await;
    let org = organisation(&lead, "rampes").await;
    let path = format!("/api/portevoix/v1/organisations/{org}");
    joins(&lead, &org, &writer, &["writer"]).await;
    joins(&lead, &org, &reviewer, &["reviewer"]).await;
    joins(&lead, &org, &guardian, &["data_protection"]).await;
    let form = json!({ "open": true, "contact": "donnees@rampes.example" });
    let open = format!("{path}/testimonies/form");
    let _ = guardian.send_json(Method::PUT, &open, form).await.expect_ok();
    House { town, lead, writer, reviewer, guardian, path }
}

impl House {
    /// Somebody tells something. Answers the path of what they do by their link.
    pub(super) async fn told(&self, change: Value) -> String {
        let mut told = json!({
            "organisation": "rampes", "story": "The lift is broken, I stay at home.",
            "name": "Witness One", "contact": "06 00 00 00 00", "agreed": true,
        });
        for (key, value) in change.as_object().unwrap() {
            told[key] = value.clone();
        }
        let stranger = self.town.stranger();
        let made = stranger.post_json("/api/portevoix/v1/testimonies", told).await.expect_ok();
        let address = made["address"].as_str().unwrap();
        let (_, secret) = address.split_once("/testimony/").unwrap();
        format!("/api/portevoix/v1/testimonies/{secret}")
    }

    /// The latest testimony, as the team sees it: its path.
    pub(super) async fn latest(&self) -> String {
        let list = self.writer.get(&format!("{}/testimonies", self.path)).await.expect_ok();
        format!("{}/testimonies/{}", self.path, list[0]["id"].as_str().unwrap())
    }

    /// A step of the team.
    pub(super) async fn step(&self, who: &Person, at: &str, step: Value) -> Value {
        who.post_json(&format!("{at}/steps"), step).await.expect_ok()
    }

    /// Writes the text, as the writer.
    pub(super) async fn writes(&self, at: &str, body: &str) -> Value {
        let it = self.writer.get(at).await.expect_ok();
        let text = json!({ "body": body, "version": it["version"] });
        self.writer.send_json(Method::PUT, at, text).await.expect_ok()
    }

    /// What a witness agrees to.
    pub(super) async fn agrees(&self, link: &str, wish: Value) -> Value {
        let at = format!("{link}/consents");
        self.town.stranger().post_json(&at, wish).await.expect_ok()
    }

    /// The witness approves the text that is shown.
    pub(super) async fn approves(&self, link: &str) -> Value {
        let stranger = self.town.stranger();
        let seen = stranger.get(link).await.expect_ok();
        let mark = json!({ "mark": seen["mark"] });
        stranger.post_json(&format!("{link}/approve"), mark).await.expect_ok()
    }

    /// All the way to a text that may be published. Answers where the team finds it.
    pub(super) async fn ready(&self, link: &str, wish: Value, body: &str) -> String {
        let at = self.latest().await;
        self.step(&self.guardian, &at, json!({ "step": "verify" })).await;
        self.agrees(link, wish).await;
        self.writes(&at, body).await;
        self.approves(link).await;
        let now = self.step(&self.reviewer, &at, json!({ "step": "approve" })).await;
        assert_eq!(now["state"], "publishable");
        at
    }
}

/// Agreed to everywhere, in writing, without a name.
pub(super) fn everywhere() -> Value {
    json!({
        "media": ["text", "image"],
        "networks": ["portevoix", "x", "facebook", "instagram", "linkedin", "bluesky", "press",
                     "parliament"],
        "naming": "anonymous", "months": 12,
    })
}

#[tokio::test]
async fn what_was_told_is_written_approved_twice_and_published() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    let seen = house.writer.get(&at).await.expect_ok();
    assert_eq!(seen["state"], "received");
    assert_eq!(seen["story"], "The lift is broken, I stay at home.");
    assert!(!seen.to_string().contains("Witness One"), "no name: {seen}");
    assert!(!seen.to_string().contains("06 00"), "no contact: {seen}");

    // Nothing can be done before its turn.
    let jumps = [json!({ "step": "approve" }), json!({ "step": "publish" })];
    for jump in jumps {
        let answer = house.lead.post_json(&format!("{at}/steps"), jump).await;
        assert!([403, 409].contains(&answer.status), "{}", answer.text);
    }
    let early = json!({ "body": "Too early", "version": 1 });
    let _ = house.writer.send_json(Method::PUT, &at, early).await.expect_error(409);
    house.step(&house.guardian, &at, json!({ "step": "verify" })).await;
    let agreed = house.agrees(&link, everywhere()).await;
    assert_eq!(agreed["state"], "consented");
    // One row for each medium and place, beside the one that it may be kept.
    assert_eq!(agreed["receipts"].as_array().unwrap().len(), 1 + 2 * 8);

    let written = house.writes(&at, "The lift has been broken for 3 months.").await;
    assert_eq!(written["state"], "written");
    let late = json!({ "body": "Another", "version": 2 });
    let _ = house.writer.send_json(Method::PUT, &at, late).await.expect_error(409);
    let stranger = house.town.stranger();
    let wrong = json!({ "mark": "0000" });
    let _ = stranger.post_json(&format!("{link}/approve"), wrong).await.expect_error(409);
    house.approves(&link).await;
    // Changed after it was approved, it is approved anew.
    house.writes(&at, "The lift has been broken since March.").await;
    let seen = stranger.get(&link).await.expect_ok();
    assert_eq!(seen["state"], "written");
    house.approves(&link).await;
    house.step(&house.reviewer, &at, json!({ "step": "approve" })).await;
    let done = house.step(&house.reviewer, &at, json!({ "step": "publish" })).await;
    assert_eq!(done["state"], "published");
    let post = done["uses"][0]["subject_id"].as_str().unwrap();
    let post = stranger.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert!(post["content"].as_str().unwrap().contains("since March"));
    assert_eq!(post["account"]["acct"], "rampes");
}

#[tokio::test]
async fn whoever_wrote_it_does_not_approve_it() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    house.step(&house.lead, &at, json!({ "step": "verify" })).await;
    house.agrees(&link, everywhere()).await;
    let it = house.lead.get(&at).await.expect_ok();
    let text = json!({ "body": "Written by the lead", "version": it["version"] });
    let _ = house.lead.send_json(Method::PUT, &at, text).await.expect_ok();
    house.approves(&link).await;
    let steps = format!("{at}/steps");
    let _ = house.lead.post_json(&steps, json!({ "step": "approve" })).await.expect_error(403);
    house.step(&house.reviewer, &at, json!({ "step": "approve" })).await;
}

#[tokio::test]
async fn each_door_asks_what_the_role_may() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    let reader = house.town.person("eve").await;
    joins(&house.lead, house.path.rsplit('/').next().unwrap(), &reader, &["reader"]).await;
    let testimonies = format!("{}/testimonies", house.path);
    for path in ["", "/receipts", "/readings", "/tasks"] {
        let _ = reader.get(&format!("{testimonies}{path}")).await.expect_error(403);
    }
    let _ = reader.get(&at).await.expect_error(403);
    for path in ["/receipts", "/readings"] {
        let _ = house.writer.get(&format!("{testimonies}{path}")).await.expect_error(403);
    }
    let reason = json!({ "reason": "curious" });
    for who in [&house.writer, &house.reviewer] {
        assert!(!may(desk::teams::Role::Writer, Act::SeeWitnesses));
        let _ = who.post_json(&format!("{at}/identity"), reason.clone()).await.expect_error(403);
        let _ = who.post(&format!("{at}/link")).await.expect_error(403);
        let _ = who.post_json(&format!("{at}/consents"), everywhere()).await.expect_error(403);
        let steps = format!("{at}/steps");
        let _ = who.post_json(&steps, json!({ "step": "verify" })).await.expect_error(403);
    }
    let form = json!({ "open": false });
    let at_form = format!("{testimonies}/form");
    let _ = house.writer.send_json(Method::PUT, &at_form, form.clone()).await.expect_error(403);
    let open = house.writer.get(&at_form).await.expect_ok();
    assert_eq!(open["open"], true);
    let _ = house
        .lead
        .send_json(Method::PUT, &at_form, json!({ "open": true }))
        .await
        .expect_error(422);
    let _ = house.lead.send_json(Method::PUT, &at_form, form).await.expect_ok();
    let told = json!({ "organisation": "rampes", "story": "x", "contact": "y", "agreed": true });
    let doors = "/api/portevoix/v1/testimonies";
    let _ = house.town.stranger().post_json(doors, told).await.expect_error(404);
    // What was told before stays the witness's.
    let _ = house.town.stranger().get(&link).await.expect_ok();
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_by_field() {
    let house = house().await;
    let stranger = house.town.stranger();
    let told = |change: Value| {
        let mut told = json!({ "organisation": "@rampes", "story": "x", "contact": "y",
            "agreed": true });
        for (key, value) in change.as_object().unwrap() {
            told[key] = value.clone();
        }
        told
    };
    let wrong = [
        ("story", json!({ "story": " \n" })),
        ("story", json!({ "story": "x".repeat(20_001) })),
        ("contact", json!({ "contact": "" })),
        ("agreed", json!({ "agreed": false })),
        ("capacity", json!({ "capacity": "cat" })),
        ("representative", json!({ "capacity": "minor" })),
        ("name", json!({ "name": "x".repeat(301) })),
    ];
    let doors = "/api/portevoix/v1/testimonies";
    for (field, change) in wrong {
        let answer = stranger.post_json(doors, told(change)).await;
        let _ = answer.expect_error(422);
        assert!(answer.json()["details"][field].is_array(), "{field}: {}", answer.text);
    }
    let _ = stranger.post_json(doors, told(json!({ "story": "a\0b" }))).await.expect_ok();
    for nobody in ["nobody", "ann", "", "a\0b"] {
        let change = json!({ "organisation": nobody });
        let _ = stranger.post_json(doors, told(change)).await.expect_error(404);
    }
    let link = house.told(json!({})).await;
    let wrong = [
        json!({ "networks": ["x"] }),
        json!({ "media": ["text"] }),
        json!({ "media": ["text"], "networks": ["moon"] }),
        json!({ "media": ["text"], "networks": ["x"], "months": 61 }),
        json!({ "media": ["text"], "networks": ["x"], "months": 0 }),
        json!({ "media": ["text"], "networks": ["x"], "naming": "named" }),
    ];
    for wish in wrong {
        let _ = stranger.post_json(&format!("{link}/consents"), wish).await.expect_error(422);
    }
}

#[tokio::test]
async fn who_has_no_seat_finds_nothing() {
    let house = house().await;
    let _ = house.told(json!({})).await;
    let at = house.latest().await;
    let (org, id) = (house.path.rsplit('/').next().unwrap(), at.rsplit('/').next().unwrap());
    let other = house.town.person("eve").await;
    // Not by a seat at another organisation either.
    let elsewhere = organisation(&other, "ascenseurs").await;
    for org in [org, elsewhere.as_str()] {
        let doors = [
            format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}/steps"),
            format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}/consents"),
            format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}/uses"),
            format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}/identity"),
            format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}/link"),
            format!("/api/portevoix/v1/organisations/{org}/testimonies/tasks/{id}/done"),
        ];
        for door in doors {
            let _ = other.post_json(&door, json!({ "reason": "curious" })).await.expect_error(404);
        }
        let one = format!("/api/portevoix/v1/organisations/{org}/testimonies/{id}");
        let _ = other.get(&one).await.expect_error(404);
        let text = json!({ "body": "Mine", "version": 1 });
        let _ = other.send_json(Method::PUT, &one, text).await.expect_error(404);
    }
    let lists = [
        format!("/api/portevoix/v1/organisations/{org}/testimonies"),
        format!("/api/portevoix/v1/organisations/{org}/testimonies/form"),
        format!("/api/portevoix/v1/organisations/{org}/testimonies/receipts"),
        format!("/api/portevoix/v1/organisations/{org}/testimonies/readings"),
        format!("/api/portevoix/v1/organisations/{org}/testimonies/tasks"),
    ];
    for list in lists {
        let _ = other.get(&list).await.expect_error(404);
    }
}
