//! Stories of campaigns.

use town::{Browser, Method, Person, Town, Value, json};

use crate::team::{hides, joins, member, organisation, shows};

/// A campaign that could be active but for its facts.
async fn begun(writer: &Person, org: &str) -> Value {
    let typed = json!({
        "title": "La prime d’activité reste !", "demand": "Maintenez le calcul de 2017.",
        "hashtag": "#PrimeDActivite", "authority": "Le gouvernement", "contact": "Ann",
        "decision_day": "2018-07-01", "kind": "mobilisation",
    });
    let path = format!("/api/portevoix/v1/organisations/{org}/campaigns");
    writer.post_json(&path, typed).await.expect_ok()
}

fn at(org: &str, campaign: &Value) -> String {
    let id = campaign["id"].as_str().unwrap();
    format!("/api/portevoix/v1/organisations/{org}/campaigns/{id}")
}

async fn moves(who: &Person, path: &str, state: &str) -> town::Answer {
    who.post_json(&format!("{path}/state"), json!({ "state": state })).await
}

async fn loss(who: &Person, path: &str) -> Value {
    let fact = json!({
        "claim": "La perte moyenne est de 158 euros par mois.", "number": "158",
        "unit": "euros par mois", "source_url": "https://example.org/rapport",
        "archive_url": "https://archive.example/rapport", "day": "2018-07-16",
    });
    who.post_json(&format!("{path}/facts"), fact).await.expect_ok()
}

#[tokio::test]
async fn a_campaign_is_active_when_nothing_is_missing_and_a_lead_says_so() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["writer"]).await;
    let made = begun(&ben, &org).await;
    assert_eq!(made["slug"], "la-prime-d-activite-reste");
    assert_eq!(made["hashtag"], "PrimeDActivite");
    let path = at(&org, &made);

    // No jumps.
    let _ = moves(&ben, &path, "active").await.expect_error(403);
    let _ = moves(&ann, &path, "active").await.expect_error(409);
    let id = made["id"].as_str().unwrap();
    let unheard_of = format!("/api/portevoix/v1/organisations/{org}/campaigns/{id}/state");
    let _ = ann.post_json(&unheard_of, json!({ "state": "nirvana" })).await.expect_error(422);
    for state in ["preparation", "collecting", "producing"] {
        let _ = moves(&ben, &path, state).await.expect_ok();
    }
    let missing = moves(&ann, &path, "active").await.expect_error(422);
    assert_eq!(missing, "at least one fact with its source");
    let whole = ann.get(&path).await.expect_ok();
    let list = whole["checklist"].as_array().unwrap();
    let red: Vec<&str> = list
        .iter()
        .filter(|item| item["done"] == false)
        .map(|item| item["name"].as_str().unwrap())
        .collect();
    assert_eq!(red, ["fact"]);

    // Seen by nobody else until it is active.
    let stranger = town.stranger();
    let public = "/api/portevoix/v1/campaigns/la-prime-d-activite-reste";
    let _ = stranger.get(public).await.expect_error(404);
    loss(&ben, &path).await;
    let now = moves(&ann, &path, "active").await.expect_ok();
    assert_eq!(now["state"], "active");

    let before = stranger.get(public).await.expect_ok();
    assert_eq!(before["counts"], json!({ "posts": 0, "authors": 0, "boosts": 0 }));
    assert_eq!(before["facts"][0]["number"], "158");
    assert_eq!(before["acct"], "rampes");
    assert!(before.get("contact").is_none(), "{before}");
    let post = ben.publishes("158 euros ! #primedactivite").await;
    ann.publishes("Encore #PrimeDActivite").await;
    let _ = ann.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    town.later_by_ms(11_000);
    let after = stranger.get(public).await.expect_ok();
    assert_eq!(after["counts"], json!({ "posts": 2, "authors": 2, "boosts": 1 }));
}

#[tokio::test]
async fn what_came_of_it_is_said_also_when_nothing_changed() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let org = organisation(&ann, "rampes").await;
    let made = begun(&ann, &org).await;
    let path = at(&org, &made);
    loss(&ann, &path).await;
    for state in ["preparation", "producing", "active", "paused", "active"] {
        let _ = moves(&ann, &path, state).await.expect_ok();
    }
    let _ = moves(&ann, &path, "without_effect").await.expect_error(422);
    let end = json!({ "state": "without_effect", "outcome": "Le décret est paru tel quel." });
    let now = ann.post_json(&format!("{path}/state"), end).await.expect_ok();
    assert_eq!(now["next"], json!(["review"]));
    let page = town.browser("/campaigns/la-prime-d-activite-reste").await;
    shows(&page, "without effect");
    shows(&page, "Le décret est paru tel quel.");
    for state in ["review", "archived"] {
        let _ = moves(&ann, &path, state).await.expect_ok();
    }
    let _ = moves(&ann, &path, "active").await.expect_error(409);
}

#[tokio::test]
async fn a_fact_is_checked_by_somebody_else_and_anew_when_it_changes() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["reviewer"]).await;
    let made = begun(&ann, &org).await;
    let path = at(&org, &made);
    let fact = loss(&ann, &path).await;
    let id = fact["id"].as_str().unwrap();
    let campaign = made["id"].as_str().unwrap();
    let own = format!("/api/portevoix/v1/organisations/{org}/campaigns/{campaign}/facts/{id}");
    let check = format!("{own}/check");
    let _ = ann.post(&check).await.expect_error(403);
    let checked = ben.post(&check).await.expect_ok();
    assert!(checked["checked_at"].is_string());
    let changed = json!({ "claim": "La perte est de 185 euros.", "number": "185", "version": 1 });
    let now = ann.send_json(Method::PUT, &own, changed.clone()).await.expect_ok();
    assert!(now["checked_at"].is_null());
    let _ = ann.send_json(Method::PUT, &own, changed).await.expect_error(409);
    // Without a source there is nothing to check.
    let _ = ben.post(&check).await.expect_error(422);
    let _ = ben.delete(&own).await.expect_error(403);
    let _ = ann.delete(&own).await.expect_ok();
    let _ = ann.delete(&own).await.expect_error(404);
    let facts = format!("/api/portevoix/v1/organisations/{org}/campaigns/{campaign}/facts");
    for wrong in [
        json!({}),
        json!({ "claim": "x", "source_url": "javascript:alert(1)" }),
        json!({ "claim": "x", "day": "soon" }),
        json!({ "claim": "x", "number": "many" }),
        json!({ "claim": "x".repeat(281) }),
    ] {
        let _ = ann.post_json(&facts, wrong).await.expect_error(422);
    }
    let steps = format!("/api/portevoix/v1/organisations/{org}/campaigns/{campaign}/steps");
    for wrong in [json!({}), json!({ "day": "2018-08-30", "kind": "rumour", "words": "x" })] {
        let _ = ann.post_json(&steps, wrong).await.expect_error(422);
    }
    let step = json!({ "day": "2018-08-30", "kind": "decision", "words": "Le calcul reste." });
    let step = ann.post_json(&steps, step).await.expect_ok();
    let step = step["id"].as_str().unwrap();
    let step = format!("/api/portevoix/v1/organisations/{org}/campaigns/{campaign}/steps/{step}");
    let _ = ben.delete(&step).await.expect_error(403);
    let _ = ann.delete(&step).await.expect_ok();
}

#[tokio::test]
async fn nobody_else_touches_a_campaign() {
    let town = Town::new().await;
    let (ann, eve) = (town.person("ann").await, town.person("eve").await);
    let org = organisation(&ann, "rampes").await;
    let other = organisation(&eve, "autres").await;
    let path = at(&org, &begun(&ann, &org).await);
    let id = path.rsplit('/').next().unwrap();
    // Neither by its organisation's number nor under one's own.
    let _ = eve.get(&path).await.expect_error(404);
    let under = format!("/api/portevoix/v1/organisations/{other}/campaigns/{id}");
    let _ = eve.get(&under).await.expect_error(404);
    let _ = moves(&eve, &under, "preparation").await.expect_error(404);
    let _ = eve.send_json(Method::PUT, &under, json!({ "title": "x" })).await.expect_error(404);
    let list = eve.get(&format!("/api/portevoix/v1/organisations/{other}/campaigns")).await;
    assert_eq!(list.expect_ok(), json!([]));
}

#[tokio::test]
async fn the_pages_lead_from_an_idea_to_the_public() {
    let town = Town::new().await;
    let (_ann, mut hers) = member(&town, "ann").await;
    hers.open("/desk").await;
    hers.submit("/desk", &[("username", "rampes"), ("name", "Rampes")]).await;
    hers.open("/desk/rampes/campaigns").await;
    hers.submit("/desk/rampes/campaigns", &[("title", " ")]).await;
    assert_eq!(hers.page.status, 422);
    hers.submit("/desk/rampes/campaigns", &[("title", "Le métro <pour> tous")]).await;
    shows(&hers, "The campaign is begun.");
    shows(&hers, "<b>Missing:</b> what we ask, in one sentence");
    let path = hers.address.clone();
    let id = path.rsplit('/').next().unwrap().to_owned();

    // Two windows: the second to save is shown both.
    hers.open(&format!("/desk/rampes/campaigns/{id}/edit")).await;
    let typed = [
        ("demand", "Des ascenseurs partout."),
        ("hashtag", "MetroPourTous"),
        ("authority", "La région"),
        ("contact", "Ann"),
    ];
    let action = format!("/desk/rampes/campaigns/{id}/edit");
    let late = hers.fill(&action, &[("demand", "Des rampes partout.")]);
    hers.submit(&action, &typed).await;
    shows(&hers, "Saved.");
    hers.send(late).await;
    assert_eq!(hers.page.status, 409);
    shows(&hers, "Des ascenseurs partout.");
    shows(&hers, "value=\"Des rampes partout.\"");

    hers.open(&format!("/desk/rampes/campaigns/{id}")).await;
    let fact = [("claim", "9 stations sur 303"), ("number", "9"), ("source_url", "ftp://x")];
    hers.submit(&format!("/desk/rampes/campaigns/{id}/facts"), &fact).await;
    assert_eq!(hers.page.status, 422);
    let fact = [("source_url", "https://example.org/")];
    hers.submit(&format!("/desk/rampes/campaigns/{id}/facts"), &fact).await;
    shows(&hers, "The fact is added.");
    let (_, rest) = hers.page.text.split_once(&format!("href=\"{path}/facts/")).unwrap();
    let own = format!("/desk/rampes/campaigns/{id}/facts/{}", rest.split('"').next().unwrap());
    hers.open(&own).await;
    hers.submit(&own, &[("unit", "stations")]).await;
    shows(&hers, "<b>9 stations</b>");
    let step = [("day", "2018-09-26"), ("kind", "field"), ("words", "Les plans sont changés.")];
    hers.submit(&format!("/desk/rampes/campaigns/{id}/steps"), &step).await;
    shows(&hers, "Les plans sont changés.");
    for state in ["preparation", "producing", "active"] {
        goes(&mut hers, &id, state).await;
        shows(&hers, "The campaign has moved.");
    }

    let mut public = town.browser("/campaigns/le-metro-pour-tous").await;
    let text = &public.page.text;
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} on {text}"));
    assert!(place("What we ask") < place("What you can do"));
    assert!(place("What you can do") < place("Facts and sources"));
    shows(&public, "Le métro &lt;pour&gt; tous");
    shows(&public, "href=\"/write?status=%23MetroPourTous%20\"");
    hides(&public, "Whom to call");
    public.open("/campaigns/nothing").await;
    assert_eq!(public.page.status, 404);
    hers.open(&format!("/desk/rampes/campaigns/{id}")).await;
    let (_, rest) = hers.page.text.split_once(&format!("formaction=\"{path}/steps/")).unwrap();
    let step = rest.split('/').next().unwrap().to_owned();
    hers.press(&format!("/desk/rampes/campaigns/{id}/steps/{step}/delete")).await;
    hides(&hers, "Les plans sont changés.");
    let fact = own.rsplit('/').next().unwrap();
    // Who wrote a fact is not offered to check it, nor may.
    let check = format!("/desk/rampes/campaigns/{id}/facts/{fact}/check");
    hides(&hers, &check);
    let mut form = hers.fill(&format!("/desk/rampes/campaigns/{id}/facts"), &[]);
    form.action = check;
    hers.send(form).await;
    assert_eq!(hers.page.status, 403);
    hers.open(&format!("/desk/rampes/campaigns/{id}")).await;
    hers.press(&format!("/desk/rampes/campaigns/{id}/facts/{fact}/delete")).await;
    shows(&hers, "The fact is removed.");
    hers.open("/desk/rampes/journal").await;
    shows(&hers, "moved a campaign");
}

/// Presses the button of a state.
async fn goes(browser: &mut Browser, id: &str, state: &str) {
    let action = format!("/desk/rampes/campaigns/{id}/state");
    browser.submit(&action, &[("state", state)]).await;
}
