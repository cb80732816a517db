//! What others see of this place beside its pages: feeds, frames, cards of links, a program on a
//! telephone.

use town::{Browser, Town, json};

use crate::pages::{hides, member, shows};

#[tokio::test]
async fn a_profile_has_a_feed_and_a_post_can_be_framed() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let post = alice.publishes("Une rampe").await;
    alice.publishes_as(json!({ "status": "Entre nous", "visibility": "private" })).await;
    let warned = json!({ "status": "Le récit", "spoiler_text": "Accident" });
    alice.publishes_as(warned).await;
    let feed = town.stranger().get("/@alice.rss").await;
    assert_eq!(feed.text.matches("<item>").count(), 2);
    assert!(feed.text.contains("Une rampe") && !feed.text.contains("Entre nous"));
    assert!(feed.text.contains("Accident") && !feed.text.contains("Le récit"));
    assert_eq!(town.stranger().get("/@nobody.rss").await.status, 404);
    let feed = town.stranger().get("/@alice.atom").await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    assert_eq!(feed.text.matches("<entry").count(), 2);
    assert!(feed.text.contains("Une rampe") && !feed.text.contains("Entre nous"));
    assert!(feed.text.contains("Accident") && !feed.text.contains("Le récit"));
    let page = town.browser("/@alice").await;
    for address in ["/@alice.rss", "/@alice.atom"] {
        let links = page.page.text.split("<link ").skip(1);
        let links = links.map(|link| link.split('>').next().unwrap());
        let said = links.filter(|link| link.contains(&format!("href=\"{address}\""))).count();
        assert_eq!(said, 1, "{address}");
    }

    let path = format!("/@alice/{post}");
    let mut browser = town.browser(&path).await;
    shows(&browser, &format!("{path}/embed"));
    browser.open(&format!("{path}/embed")).await;
    shows(&browser, "Une rampe");
    hides(&browser, "<script");
    let policy = browser.page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && !policy.contains("script-src"));
    let hidden = alice.publishes_as(json!({ "status": "x", "visibility": "private" })).await;
    browser.open(&format!("/@alice/{hidden}/embed")).await;
    assert_eq!(browser.page.status, 404);
}

#[tokio::test]
async fn links_show_elsewhere_what_everybody_may_see() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let seen = alice.publishes("Une rampe").await;
    let hidden =
        alice.publishes_as(json!({ "status": "Entre nous", "visibility": "private" })).await;
    let mut browser = town.browser(&format!("/@alice/{seen}")).await;
    shows(&browser, "<meta property=\"og:description\" content=\"Une rampe\">");
    shows(&browser, "<link rel=\"canonical\" href=\"");
    shows(&browser, "application/json+oembed");
    hides(&browser, "content=\"noindex\"");
    let body = json!({ "indexable": false });
    let path = "/api/v1/accounts/update_credentials";
    let _ = alice.send_json(town::Method::PATCH, path, body).await.expect_ok();
    browser.open(&format!("/@alice/{seen}")).await;
    shows(&browser, "content=\"noindex\"");
    browser.open("/@alice").await;
    shows(&browser, "<meta property=\"og:type\" content=\"profile\">");
    browser.open(&format!("/@alice/{hidden}")).await;
    assert_eq!(browser.page.status, 404);
    hides(&browser, "og:");
}

#[tokio::test]
async fn the_place_can_be_a_program_on_a_telephone() {
    let town = Town::new().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    hers.open("/manifest.webmanifest").await;
    let manifest = hers.page.json();
    assert_eq!(manifest["share_target"]["action"], "/share");
    let icon = town.stranger().get(manifest["icons"][0]["src"].as_str().unwrap()).await;
    assert_eq!(icon.header("content-type"), "image/png");
    let shared = [("title", "Rampes"), ("text", "À lire https://example.org"), ("url", "")];
    let request = hers.request(town::Method::POST, "/share").form(&shared);
    hers.go(request, "/share").await;
    let form = hers.fill("/write", &[]);
    let words = form.fields.iter().find(|(name, _)| name == "status").unwrap();
    assert_eq!(words.1, "Rampes\nÀ lire https://example.org");

    // Pictures come along, but from a program only, and to a member only.
    assert_eq!(manifest["share_target"]["params"]["files"][0]["name"], "files");
    let picture = include_bytes!("../../../../tests/clients/picture.png");
    let sends = |browser: &Browser, site: &'static str| {
        let part = |bytes: &[u8]| town::multipart::Part::bytes(bytes.to_vec()).file_name("a.png");
        let form = town::multipart::Form::new()
            .text("title", "Une rampe")
            .part("files", part(picture))
            .part("files", part(b"no picture"));
        let request = browser.request(town::Method::POST, "/share");
        request.header("sec-fetch-site", site).multipart(form)
    };
    hers.go(sends(&hers, "none"), "/share").await;
    let form = hers.fill("/write", &[]);
    assert_eq!(form.fields.iter().filter(|(name, _)| name == "media_ids[]").count(), 1);
    shows(&hers, "choose it here again");
    hers.go(sends(&hers, "cross-site"), "/share").await;
    let form = hers.fill("/write", &[]);
    assert_eq!(form.fields.iter().filter(|(name, _)| name == "media_ids[]").count(), 0);
    let mut stranger = town.browser("/").await;
    stranger.go(sends(&stranger, "none"), "/share").await;
    assert!(stranger.address.starts_with("/log-in?then=/write"));
    hers.open("/offline").await;
    shows(&hers, "No connection");
    hers.open("/worker.js").await;
    assert_eq!(hers.page.header("content-type"), "text/javascript");
    hers.open("/robots.txt").await;
    shows(&hers, "Disallow: /settings");
}
