//! Who witnesses are is sealed, read by few, and each reading is noted.

use town::{Method, json};

use super::{everywhere, house};

#[tokio::test]
async fn few_read_who_told_it_and_each_reading_is_noted() {
    let house = house().await;
    let _ = house.told(json!({ "name": "Zoé Témoin", "contact": "zoe@witness.example" })).await;
    let at = house.latest().await;
    let identity = format!("{at}/identity");
    let _ = house.guardian.post_json(&identity, json!({})).await.expect_error(422);
    let why = json!({ "reason": "To call back" });
    let who = house.guardian.post_json(&identity, why).await.expect_ok();
    assert_eq!(who["name"], "Zoé Témoin");
    assert_eq!(who["contact"], "zoe@witness.example");
    let readings = format!("{}/testimonies/readings", house.path);
    let noted = house.lead.get(&readings).await.expect_ok();
    assert_eq!(noted.as_array().unwrap().len(), 1);
    assert_eq!(noted[0]["reason"], "To call back");
    assert_eq!(noted[0]["account_id"], json!(house.guardian.id));
    let journal = house.lead.get(&format!("{}/journal", house.path)).await.expect_ok();
    assert_eq!(journal[0]["act"], "testimonies.read");

    // Neither the database nor what lies beside it has the name in clear.
    if house.town.app.config.database.is_none() {
        for name in ["portevoix.sqlite", "portevoix.sqlite-wal"] {
            let file = house.town.app.config.data.join(name);
            let bytes = std::fs::read(file).unwrap_or_default();
            for clear in ["Zoé Témoin", "zoe@witness"] {
                let clear = clear.as_bytes();
                assert!(!bytes.windows(clear.len()).any(|part| part == clear), "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_vault_without_its_key_says_so_and_loses_nothing() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    let key = house.town.app.config.data.join("vault.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let town = house.town.restart().await;
    let (guardian, stranger) = (house.guardian.in_town(&town), town.stranger());
    let identity = format!("{at}/identity");
    let why = json!({ "reason": "To call back" });
    let said = guardian.post_json(&identity, why.clone()).await.expect_error(503);
    assert!(said.contains("no key"), "{said}");
    let told = json!({ "organisation": "rampes", "story": "x", "contact": "y", "agreed": true });
    let doors = "/api/portevoix/v1/testimonies";
    let _ = stranger.post_json(doors, told.clone()).await.expect_error(503);
    assert!(!key.exists(), "no other key is made");
    // Another key is not taken either.
    std::fs::write(&key, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n").unwrap();
    let _ = guardian.post_json(&identity, why.clone()).await.expect_error(503);
    // Stories, consents without a name and taking back go on.
    let _ = guardian.get(&at).await.expect_ok();
    let _ = stranger.post_json(&format!("{link}/consents"), everywhere()).await.expect_ok();
    let mut page = town.browser(&link.replace("/api/portevoix/v1/testimonies", "/testimony")).await;
    assert_eq!(page.page.status, 200);
    page.open("/testify/rampes").await;
    page.submit("/testify/rampes", &[("story", "x"), ("contact", "y"), ("agreed", "true")]).await;
    assert_eq!(page.page.status, 503);

    std::fs::write(&key, kept).unwrap();
    let who = guardian.post_json(&identity, why).await.expect_ok();
    assert_eq!(who["name"], "Witness One");
    let _ = stranger.post_json(doors, told).await.expect_ok();
}

#[tokio::test]
async fn who_cannot_agree_alone_waits_for_their_representative() {
    let house = house().await;
    let minor = json!({ "capacity": "minor", "representative": "A parent, 06 11 11 11 11" });
    let link = house.told(minor).await;
    let at = house.latest().await;
    house.step(&house.guardian, &at, json!({ "step": "verify" })).await;
    let agreed = house.agrees(&link, everywhere()).await;
    assert_eq!(agreed["state"], "verified");
    assert!(agreed["blocked"].as_str().unwrap().starts_with("Blocked"));
    let it = house.writer.get(&at).await.expect_ok();
    let text = json!({ "body": "Early", "version": it["version"] });
    let _ = house.writer.send_json(Method::PUT, &at, text).await.expect_error(403);
    let steps = format!("{at}/steps");
    let none = json!({ "step": "represent" });
    let _ = house.guardian.post_json(&steps, none).await.expect_error(422);
    let seen = json!({ "step": "represent", "words": "Letter of both parents" });
    let _ = house.lead.post_json(&steps, seen.clone()).await.expect_error(403);
    let now = house.step(&house.guardian, &at, seen).await;
    assert_eq!(now["state"], "consented");
    assert!(now["blocked"].is_null());
    let why = json!({ "reason": "To check" });
    let who = house.guardian.post_json(&format!("{at}/identity"), why).await.expect_ok();
    assert_eq!(who["proof"], "Letter of both parents");
}

#[tokio::test]
async fn a_link_that_does_not_hold_is_told_the_same_whatever_it_is() {
    let house = house().await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    let stranger = house.town.stranger();
    let fresh = house.guardian.post(&format!("{at}/link")).await.expect_ok();
    let fresh = fresh["address"].as_str().unwrap().split_once("/testimony/").unwrap().1.to_owned();
    let ended = link.rsplit('/').next().unwrap();
    for wrong in [ended, "forged"] {
        let path = format!("/api/portevoix/v1/testimonies/{wrong}");
        let _ = stranger.get(&path).await.expect_error(410);
        let deeds = [
            format!("/api/portevoix/v1/testimonies/{wrong}/consents"),
            format!("/api/portevoix/v1/testimonies/{wrong}/approve"),
            format!("/api/portevoix/v1/testimonies/{wrong}/withdraw"),
        ];
        for deed in deeds {
            let _ = stranger.post_json(&deed, everywhere()).await.expect_error(410);
        }
    }
    let _ = stranger.get(&format!("/api/portevoix/v1/testimonies/{fresh}")).await.expect_ok();
    let mut page = house.town.browser("/testimony/forged").await;
    assert_eq!(page.page.status, 410);
    assert!(page.page.text.contains("This link does not hold"));
    house.town.later_by_ms(400 * 86_400_000);
    page.open(&format!("/testimony/{fresh}")).await;
    assert_eq!(page.page.status, 410);
}
