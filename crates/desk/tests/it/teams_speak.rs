//! Stories of people who act as their organisation, with any app and in the browser.

use town::{Browser, Method, Person, Town, Value, json};

use crate::team::{hides, joins, member, organisation, shows};

const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// What a program gets when somebody consents for that account (none: as it stands on the page).
pub(crate) async fn authorises(town: &Town, browser: &mut Browser, account: Option<&str>) -> Value {
    let scopes = "read write follow push";
    let app = town.stranger();
    let new = json!({ "client_name": "App", "redirect_uris": OUT_OF_BAND, "scopes": scopes });
    let program = app.post_json("/api/v1/apps", new).await.expect_ok();
    let id = program["client_id"].as_str().unwrap();
    let path = format!(
        "/oauth/authorize?response_type=code&client_id={id}&redirect_uri={OUT_OF_BAND}\
         &scope={}",
        scopes.replace(' ', "+")
    );
    browser.open(&path).await;
    let answers: Vec<(&str, &str)> = account.iter().map(|id| ("account", *id)).collect();
    let mut form = browser.fill("/oauth/authorize", &answers);
    form.fields.retain(|(name, value)| name != "decision" || value == "allow");
    browser.send(form).await;
    let code = browser.element("authorization-code");
    let asked = json!({
        "grant_type": "authorization_code", "code": code, "redirect_uri": OUT_OF_BAND,
        "client_id": id, "client_secret": program["client_secret"],
    });
    app.post_json("/oauth/token", asked).await.expect_ok()
}

fn with(person: &Person, token: &Value) -> Person {
    person.with_token(token["access_token"].as_str().unwrap())
}

/// Asks to act for an account that the page may not offer.
async fn switches(browser: &mut Browser, account: &str) -> u16 {
    browser.open("/desk").await;
    let mut form = browser.fill("/desk", &[("account", account)]);
    form.action = "/switch".to_owned();
    browser.send(form).await;
    browser.page.status
}

#[tokio::test]
async fn a_spokesperson_takes_any_app_and_the_journal_knows_who_it_was() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let (ben, mut his) = member(&town, "ben").await;
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["spokesperson"]).await;
    let rampes = with(&ben, &authorises(&town, &mut his, Some(&org)).await);
    let me = rampes.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["acct"], "rampes");
    let post = rampes.publishes("Une rampe, enfin.").await;
    ben.publishes("Mon avis à moi.").await;
    town.settle().await;
    let lines = ann.get(&format!("/api/portevoix/v1/organisations/{org}/journal")).await;
    let line = &lines.expect_ok()[0];
    assert_eq!(line["act"], "posts.published");
    assert_eq!(line["subject_id"].as_str(), Some(post.as_str()));
    assert_eq!(line["account_id"].as_str(), Some(ben.id.as_str()));

    // Unasked, it is for his own account.
    let own = with(&ben, &authorises(&town, &mut his, None).await);
    let me = own.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["acct"], "ben");

    // The seat gone, so are the keys; his own stays.
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let seat = seats[1]["id"].as_str().unwrap();
    let path = format!("/api/portevoix/v1/organisations/{org}/seats/{seat}");
    let _ = ann.delete(&path).await.expect_ok();
    let _ = rampes.get("/api/v1/accounts/verify_credentials").await.expect_error(401);
    let _ = own.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(switches(&mut his, &org).await, 404);
}

#[tokio::test]
async fn a_writer_prepares_and_does_not_publish() {
    let town = Town::new().await;
    let ann = town.person("ann").await;
    let (ben, mut his) = member(&town, "ben").await;
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["writer"]).await;
    let token = authorises(&town, &mut his, Some(&org)).await;
    assert_eq!(token["scope"], "read write:media push");
    let rampes = with(&ben, &token);
    let _ = rampes.get("/api/v1/timelines/home").await.expect_ok();
    let post = json!({ "status": "Trop tôt" });
    let _ = rampes.post_json("/api/v1/statuses", post).await.expect_error(403);
    assert_eq!(switches(&mut his, &org).await, 403);

    // Who becomes less than they were loses the keys of before.
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let seat = seats[1]["id"].as_str().unwrap();
    let path = format!("/api/portevoix/v1/organisations/{org}/seats/{seat}");
    let reader = json!({ "roles": ["reader"], "version": 1 });
    let _ = ann.send_json(Method::PUT, &path, reader).await.expect_ok();
    let _ = rampes.get("/api/v1/timelines/home").await.expect_error(401);
}

#[tokio::test]
async fn in_the_browser_one_switches_and_every_page_says_so() {
    let town = Town::new().await;
    let (_ann, mut hers) = member(&town, "ann").await;
    let (eve, mut eves) = member(&town, "eve").await;
    hers.open("/desk").await;
    hers.submit("/desk", &[("username", "rampes"), ("name", "Rampes")]).await;
    hers.open("/desk").await;
    hides(&hers, "You act for @rampes");
    hers.submit("/switch", &[]).await;
    shows(&hers, "You act for @rampes");
    hers.open("/write").await;
    hers.submit("/write", &[("status", "En notre nom")]).await;
    hers.open("/@rampes").await;
    shows(&hers, "En notre nom");
    shows(&hers, "You act for @rampes");
    // The desk is there as before.
    hers.open("/desk/rampes/team").await;
    assert_eq!(hers.page.status, 200);
    hers.submit("/switch", &[]).await;
    hides(&hers, "You act for @rampes");
    hers.open("/@ann").await;
    hides(&hers, "En notre nom");

    // Nobody switches to what is somebody else's.
    assert_eq!(switches(&mut hers, &eve.id).await, 404);
    assert_eq!(switches(&mut eves, "1").await, 404);
}
