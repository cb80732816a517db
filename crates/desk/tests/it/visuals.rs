//! Stories of visuals.

use town::{Method, Person, Town, Value, json};

use crate::team::{joins, member, organisation, shows};
use crate::teams_speak::authorises;
use crate::testimonies::{everywhere, house};

/// What a month less costs, and a year: the second is counted from the first.
fn visual() -> Value {
    json!({
        "template": "figure",
        "formats": ["square", "wide"],
        "colours": "day",
        "language": "fr",
        "slots": {
            "figure": "−158 €",
            "unit": "par mois",
            "sentence": "Soit 1 896 € de moins par an pour qui travaille.",
            "source": "Source : Gouvernement, 2018",
            "hashtag": "#PrimeDActivite"
        },
        "figures": [{
            "number": "158", "times": 12, "source": "Gouvernement, juillet 2018",
            "url": "https://example.org/prime"
        }]
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut it = visual();
    it[field] = value;
    it
}

fn slot(name: &str, text: &str) -> Value {
    let mut it = visual();
    it["slots"][name] = json!(text);
    it
}

fn path(org: &str) -> String {
    format!("/api/portevoix/v1/organisations/{org}/visuals")
}

/// The door of an act.
fn door(org: &str, it: &Value, what: &str) -> String {
    let id = it["id"].as_str().unwrap();
    match what {
        "render" => format!("/api/portevoix/v1/organisations/{org}/visuals/{id}/render"),
        "sign" => format!("/api/portevoix/v1/organisations/{org}/visuals/{id}/sign"),
        "take" => format!("/api/portevoix/v1/organisations/{org}/visuals/{id}/take"),
        "withdraw" => format!("/api/portevoix/v1/organisations/{org}/visuals/{id}/withdraw"),
        format => format!("/api/portevoix/v1/organisations/{org}/visuals/{id}/card/{format}"),
    }
}

async fn made(who: &Person, org: &str, it: Value) -> Value {
    who.post_json(&path(org), it).await.expect_ok()
}

fn one(org: &str, it: &Value) -> String {
    let id = it["id"].as_str().unwrap();
    format!("/api/portevoix/v1/organisations/{org}/visuals/{id}")
}

async fn acts(who: &Person, org: &str, it: &Value, what: &str) -> Value {
    let version = json!({ "version": it["version"] });
    who.post_json(&door(org, it, what), version).await.expect_ok()
}

/// Sends a visual again as a change of the one that is there.
async fn changes(who: &Person, org: &str, it: &Value, mut to: Value) -> town::Answer {
    to["version"] = it["version"].clone();
    who.send_json(Method::PUT, &one(org, it), to).await
}

#[tokio::test]
async fn a_visual_is_made_signed_by_two_and_carried_by_a_post() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["designer"]).await;

    let it = made(&ben, &org, visual()).await;
    assert_eq!(it["state"], "draft");
    let said = it["description"].as_str().unwrap();
    assert!(said.starts_with("Visuel. Chiffre\u{a0}: moins 158 euros par mois."), "{said}");

    // What one sees before anybody signs is the picture itself.
    let card = ben.get(&door(&org, &it, "square")).await;
    assert_eq!(card.header("content-type"), "image/png");
    let _ = ben.get(&door(&org, &it, "tall")).await.expect_error(404);

    let it = acts(&ben, &org, &it, "render").await;
    assert_eq!(it["state"], "rendered");
    assert_eq!(it["files"].as_array().unwrap().len(), 2);
    let hash = it["files"][0]["sha256"].clone();

    let take = door(&org, &it, "take");
    let wide = json!({ "format": "wide" });
    let _ = ann.post_json(&take, wide.clone()).await.expect_error(409);
    let it = acts(&ben, &org, &it, "sign").await;
    assert_eq!((&it["state"], &it["signed_by_designer"]), (&json!("rendered"), &json!(true)));
    let it = acts(&ann, &org, &it, "sign").await;
    assert_eq!(it["state"], "validated");

    // A designer does not publish; the lead does.
    let _ = ben.post_json(&take, wide.clone()).await.expect_error(403);
    let medium = ann.post_json(&take, wide).await.expect_ok();
    assert_eq!(medium["type"], "image");
    assert_eq!(medium["description"], it["description"]);
    assert_eq!(medium["meta"]["original"]["width"], 1920);
    let it = ann.get(&one(&org, &it)).await.expect_ok();
    assert_eq!(it["state"], "used");
    assert_eq!(it["files"][1]["media_id"], medium["id"]);
    assert_eq!(it["files"][0]["sha256"], hash);

    // It is the organisation's: nobody else's post can carry it.
    let foreign = json!({ "status": "?", "media_ids": [medium["id"]] });
    let _ = ann.post_json("/api/v1/statuses", foreign).await.expect_error(422);
    let _ = changes(&ann, &org, &it, visual()).await.expect_error(409);

    let it = acts(&ann, &org, &it, "withdraw").await;
    assert_eq!(it["state"], "withdrawn");
    let _ = ann.post_json(&take, json!({ "format": "wide" })).await.expect_error(409);
    let _ = ann.get(&door(&org, &it, "square")).await.expect_error(404);
}

#[tokio::test]
async fn a_number_without_a_source_stops_the_card() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let org = organisation(&ann, "rampes").await;
    let it = made(&ann, &org, visual()).await;
    let it = acts(&ann, &org, &it, "render").await;

    // 158 becomes 185: the signatures fall, and it is blocked.
    let it = changes(&ann, &org, &it, slot("figure", "−185 €")).await.expect_ok();
    assert_eq!((&it["state"], &it["files"]), (&json!("draft"), &json!([])));
    let said = it["description"].as_str().unwrap();
    assert!(said.contains("moins 185 euros"), "drafted anew: {said}");
    let render = door(&org, &it, "render");
    let version = json!({ "version": it["version"] });
    let why = ann.post_json(&render, version).await.expect_error(422);
    assert!(why.contains("185"), "{why}");

    // A year is counted from a month, and from nothing else.
    let it = changes(&ann, &org, &it, slot("sentence", "Soit 1 897 € par an.")).await.expect_ok();
    let why = ann.post_json(&render, json!({ "version": it["version"] })).await.expect_error(422);
    assert!(why.contains("897"), "{why}");

    for figures in [
        json!([{ "number": "beaucoup", "source": "x", "url": "https://example.org" }]),
        json!([{ "number": "158", "source": "", "url": "https://example.org" }]),
        json!([{ "number": "158", "source": "x", "url": "javascript:alert(1)" }]),
    ] {
        let _ = ann.post_json(&path(&org), with("figures", figures)).await.expect_error(422);
    }
}

#[tokio::test]
async fn what_does_not_fit_or_cannot_be_read_is_refused_with_its_reason() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let org = organisation(&ann, "rampes").await;
    for wrong in [
        with("template", json!("portrait")),
        with("formats", json!([])),
        with("formats", json!(["round"])),
        with("colours", json!("#ffd166 #ffd166")),
        with("language", json!("de")),
        slot("nothing", "x"),
        slot("sentence", &"x".repeat(401)),
    ] {
        let _ = ann.post_json(&path(&org), wrong).await.expect_error(422);
    }
    // A draft may be unfinished; it is not drawn.
    for unfinished in [
        slot("sentence", &"anticonstitutionnellement ".repeat(12)),
        slot("sentence", &"un ".repeat(30)),
        slot("sentence", "On avance 🦽"),
        slot("figure", ""),
        slot("action", "Écrivez"),
    ] {
        let it = made(&ann, &org, unfinished).await;
        let version = json!({ "version": it["version"] });
        let render = door(&org, &it, "render");
        let _ = ann.post_json(&render, version).await.expect_error(422);
        let card = door(&org, &it, "square");
        let _ = ann.get(&card).await.expect_error(422);
    }
    let own = made(&ann, &org, with("colours", json!("#004F59 #ffd166"))).await;
    assert_eq!(own["colours"], "#004f59 #ffd166");
    assert_eq!(acts(&ann, &org, &own, "render").await["state"], "rendered");
}

#[tokio::test]
async fn two_who_change_the_same_visual_lose_nothing_and_strangers_see_none() {
    let town = Town::new().await;
    let (ann, ben, eve) =
        (town.person("ann").await, town.person("ben").await, town.person("eve").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["reader"]).await;
    let it = made(&ann, &org, visual()).await;
    let _ = changes(&ann, &org, &it, slot("unit", "chaque mois")).await.expect_ok();
    let _ = changes(&ann, &org, &it, slot("unit", "par mois")).await.expect_error(409);

    assert_eq!(ben.get(&path(&org)).await.expect_ok()[0]["id"], it["id"]);
    let _ = ben.post_json(&path(&org), visual()).await.expect_error(403);
    let now = ben.get(&one(&org, &it)).await.expect_ok();
    let _ = changes(&ben, &org, &now, visual()).await.expect_error(403);
    for act in ["render", "sign", "withdraw"] {
        let version = json!({ "version": now["version"] });
        let at = door(&org, &it, act);
        let _ = ben.post_json(&at, version.clone()).await.expect_error(403);
        let _ = eve.post_json(&at, version).await.expect_error(404);
    }
    let take = json!({ "format": "square" });
    let _ = eve.post_json(&door(&org, &it, "take"), take).await.expect_error(404);
    let _ = eve.get(&path(&org)).await.expect_error(404);
    // Whatever a stranger sends, there is no such desk.
    let nothing = json!({});
    let _ = eve.post_json(&path(&org), nothing.clone()).await.expect_error(404);
    let _ = changes(&eve, &org, &now, nothing.clone()).await.expect_error(404);
    let _ = eve.post_json(&door(&org, &it, "take"), nothing).await.expect_error(404);
    let _ = eve.get(&one(&org, &it)).await.expect_error(404);
    let _ = eve.get(&door(&org, &it, "square")).await.expect_error(404);

    // A visual of another organisation is not found through one's own.
    let hers = organisation(&eve, "autres").await;
    let stolen = format!("{}/{}", path(&hers), it["id"].as_str().unwrap());
    let _ = eve.get(&stolen).await.expect_error(404);
}

#[tokio::test]
async fn the_pages_make_a_visual_without_a_script() {
    let town = Town::new().await;
    let (ann, mut browser) = member(&town, "ann").await;
    let org = organisation(&ann, "rampes").await;
    browser.open("/desk/rampes/visuals").await;
    shows(&browser, "There is no visual yet.");
    browser.open("/desk/rampes/visuals/new?template=nothing").await;
    assert_eq!(browser.page.status, 404);
    browser.open("/desk/rampes/visuals/new?template=figure").await;
    let wrong = [
        ("slots[figure]", "−185 €"),
        ("slots[source]", "The ministry"),
        ("colours", "own"),
        ("strong", "#ffd166"),
    ];
    browser.submit("/desk/rampes/visuals", &wrong).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "cannot be read on white paper");

    let right = [
        ("colours", "day"),
        ("figures[0][number]", "158"),
        ("figures[0][times]", "12"),
        ("figures[0][source]", "The ministry, 2018"),
        ("figures[0][url]", "https://example.org/x"),
    ];
    browser.submit("/desk/rampes/visuals", &right).await;
    assert_eq!(browser.page.status, 200);
    shows(&browser, "The card says 185");
    shows(&browser, "The ministry, 2018");
    let id = browser.address.rsplit('/').next().unwrap().to_owned();

    browser.open(&format!("/desk/rampes/visuals/{id}/edit")).await;
    let fixed = [("slots[figure]", "−158 €"), ("slots[sentence]", "1,896 € a year")];
    browser.submit(&format!("/desk/rampes/visuals/{id}/edit"), &fixed).await;
    shows(&browser, "minus 158 euros");
    let card = browser.request(Method::GET, &format!("/desk/rampes/visuals/{id}/card/square"));
    assert_eq!(card.send().await.unwrap().headers()["content-type"], "image/png");
    shows(&browser, "to 1");
    browser.submit(&format!("/desk/rampes/visuals/{id}/render"), &[]).await;
    shows(&browser, "ready to be signed");
    browser.submit(&format!("/desk/rampes/visuals/{id}/sign"), &[]).await;
    shows(&browser, "A designer has not signed it yet.");
    shows(&browser, "A lead has signed it.");

    // The lead is the designer too, where there is nobody else.
    let seats = format!("/api/portevoix/v1/organisations/{org}/seats");
    let seat = ann.get(&seats).await.expect_ok()[0].clone();
    let both = json!({ "roles": ["lead", "designer"], "version": seat["version"] });
    let hers = format!("{seats}/{}", seat["id"].as_str().unwrap());
    let _ = ann.send_json(Method::PUT, &hers, both).await.expect_ok();
    browser.open(&format!("/desk/rampes/visuals/{id}")).await;
    browser.submit(&format!("/desk/rampes/visuals/{id}/sign"), &[]).await;
    shows(&browser, "validated");
    browser.submit(&format!("/desk/rampes/visuals/{id}/take/square"), &[]).await;
    shows(&browser, "taken");
    browser.submit(&format!("/desk/rampes/visuals/{id}/withdraw"), &[]).await;
    shows(&browser, "withdrawn");
    browser.open("/desk/rampes/visuals").await;
    shows(&browser, "One figure, large");
}

#[tokio::test]
async fn a_card_with_somebodys_words_needs_their_consent_and_goes_with_it() {
    let house = house().await;
    let org = house.path.rsplit('/').next().unwrap();
    let (eve, mut hers) = member(&house.town, "eve").await;
    joins(&house.lead, org, &eve, &["spokesperson", "designer"]).await;
    let link = house.told(json!({})).await;
    let at = house.latest().await;
    let told = with("testimony_id", json!(at.rsplit('/').next().unwrap()));
    let _ = eve.post_json(&path(org), told.clone()).await.expect_error(422);

    house.ready(&link, everywhere(), "I lose 158 euros a month.").await;
    hers.open("/desk/rampes/visuals/new?template=figure").await;
    shows(&hers, "I lose 158 euros a month.");
    let it = made(&eve, org, told.clone()).await;
    assert_eq!(it["testimony_id"], told["testimony_id"]);
    let it = acts(&eve, org, &it, "render").await;
    let it = acts(&eve, org, &it, "sign").await;
    let it = acts(&house.lead, org, &it, "sign").await;
    let (take, wide) = (door(org, &it, "take"), json!({ "format": "wide" }));
    let medium = house.lead.post_json(&take, wide.clone()).await.expect_ok();

    let token = authorises(&house.town, &mut hers, Some(org)).await;
    let rampes = eve.with_token(token["access_token"].as_str().unwrap());
    let carried = json!({ "status": "Look", "media_ids": [medium["id"]] });
    let post = rampes.post_json("/api/v1/statuses", carried).await.expect_ok();
    let status = format!("/api/v1/statuses/{}", post["id"].as_str().unwrap());
    let boost = house.writer.post(&format!("{status}/reblog")).await.expect_ok();

    // One press, and nothing shows those words any more.
    let _ = house.town.stranger().post(&format!("{link}/withdraw")).await.expect_ok();
    house.town.settle().await;
    let _ = house.lead.get(&status).await.expect_error(404);
    let boost = format!("/api/v1/statuses/{}", boost["id"].as_str().unwrap());
    let _ = house.lead.get(&boost).await.expect_error(404);
    let now = house.lead.get(&one(org, &it)).await.expect_ok();
    assert_eq!(now["state"], "withdrawn");
    assert_eq!((&now["slots"], &now["description"]), (&json!({}), &json!("")));
    let _ = house.lead.post_json(&take, wide).await.expect_error(409);
    let _ = house.lead.get(&door(org, &it, "square")).await.expect_error(404);
    hers.open(&format!("/desk/rampes/visuals/{}", it["id"].as_str().unwrap())).await;
    assert_eq!(hers.page.status, 200);
}
