//! What the server says of itself.

use ground::Locale;
use ground::config::Audience;
use ground::config::Registrations;
use social::instance::texts::{self, Draft, Kind};
use town::{Browser, Town, Value, json};

#[tokio::test]
async fn clients_read_what_they_need() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let alice = town.person("alice").await;
    let _ = alice.publishes("Bonjour").await;
    let stranger = town.stranger();
    let here = town.url.trim_start_matches("http://");

    let one = stranger.get("/api/v1/instance/").await.expect_ok();
    assert_eq!(one["uri"], here);
    assert_eq!(one["urls"]["streaming_api"], format!("ws://{here}"));
    assert_eq!(one["stats"], json!({ "user_count": 1, "status_count": 1, "domain_count": 0 }));
    assert_eq!(one["approval_required"], true);
    let two = stranger.get("/api/v2/instance").await.expect_ok();
    assert_eq!(two["domain"], here);
    assert!(two["version"].as_str().unwrap().starts_with("4.6.0 (compatible; Portevoix "));
    assert_eq!(two["usage"]["users"]["active_month"], 1);
    assert_eq!(two["configuration"]["statuses"]["max_characters"], 1000);
    assert_eq!(two["registrations"]["approval_required"], true);
    assert_eq!(two["api_versions"]["mastodon"], 10);

    for path in ["/api/v1/instance/rules", "/api/v1/instance/peers"] {
        assert_eq!(stranger.get(path).await.expect_ok(), json!([]));
    }
    let privacy = stranger.get("/api/v1/instance/privacy_policy").await.expect_ok();
    assert!(privacy["content"].as_str().unwrap().starts_with("<p>"));
    let _ = stranger.get("/api/v1/instance/extended_description").await.expect_ok();
    assert_eq!(stranger.get("/health").await.text, "OK");
}

#[tokio::test]
async fn other_servers_find_out_what_this_is() {
    let town = Town::new().await;
    let stranger = town.stranger();
    let links = stranger.get("/.well-known/nodeinfo").await.expect_ok();
    for (place, path) in ["/nodeinfo/2.0", "/nodeinfo/2.1"].into_iter().enumerate() {
        let (link, version) = (&links["links"][place], path.trim_start_matches("/nodeinfo/"));
        assert!(link["rel"].as_str().unwrap().ends_with(version));
        assert_eq!(link["href"], format!("{}{path}", town.url));
        let document = stranger.get(path).await.expect_ok();
        assert_eq!(document["version"], version);
        assert_eq!(document["software"]["name"], "portevoix");
        assert_eq!(document["metadata"]["upstream"]["name"], "mastodon");
        assert_eq!(document["openRegistrations"], true);
    }
}

const DAY_MS: i64 = 24 * 3_600_000;
const PASSWORD: &str = "a long enough one";

fn date(town: &Town, days: i64) -> String {
    let today = texts::today(town.app.db.now_ms());
    String::from_utf8(wire::Day(today + days).bytes().to_vec()).unwrap()
}

/// A browser of somebody with that role.
pub(crate) async fn browser_of(town: &Town, name: &str, admin: bool) -> Browser {
    let hash = social::accounts::password::hash(PASSWORD.to_owned()).await.unwrap();
    let role = if admin { ground::http::Role::Admin } else { ground::http::Role::Moderator };
    let new = social::people::NewAccount {
        username: name.to_owned(),
        email: format!("{name}@example.org"),
        password_hash: hash,
        locale: Locale::En,
        reason: String::new(),
        role,
        confirmed: true,
        approved: true,
    };
    town.app.write(async move |tx| social::people::create(tx, new).await).await.unwrap();
    let mut browser = town.browser("/log-in").await;
    let email = format!("{name}@example.org");
    browser.submit("/log-in", &[("email", &email), ("password", PASSWORD)]).await;
    browser
}

#[tokio::test]
async fn admins_write_at_length_what_the_place_is() {
    let town = Town::new().await;
    let mut ada = browser_of(&town, "ada", true).await;
    let text = "# Who we are\n\nAn *association*.\n\n- one\n- two\n\n<script>alert(1)</script>\n\n\
        [bad](javascript:alert(1)) [good](https://example.org) ![a cat](https://x.example/c.png)";
    ada.open("/moderation/place/description?language=en").await;
    ada.submit("/moderation/place/description", &[("language", "en"), ("text", text)]).await;
    crate::pages::shows(&ada, "The text is published.");
    ada.open("/moderation/place/description?language=fr").await;
    let french = [("language", "fr"), ("text", "Une *association*.")];
    ada.submit("/moderation/place/description", &french).await;

    let path = "/api/v1/instance/extended_description";
    let said = town.stranger().get(path).await.expect_ok();
    let html = said["content"].as_str().unwrap();
    for part in
        ["<h2>Who we are</h2>", "<em>association</em>", "<li>one</li>", "a cat", "&lt;script"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    for part in ["<script", "javascript:", "<img"] {
        assert!(!html.contains(part), "{part} in {html}");
    }
    let stranger = town.stranger();
    let in_french = stranger.request(town::Method::GET, path).header("accept-language", "fr");
    let said = stranger.send(in_french).await.expect_ok();
    assert_eq!(said["content"], "<p>Une <em>association</em>.</p>\n");
    ada.open("/about").await;
    crate::pages::shows(&ada, "<h2>Who we are</h2>");
    ada.open("/moderation/place").await;
    crate::pages::shows(&ada, "language=fr");

    ada.open("/moderation/place/description?language=en").await;
    crate::pages::shows(&ada, "# Who we are");
    ada.submit("/moderation/place/description", &[("language", "en"), ("text", "")]).await;
    let said = town.stranger().get(path).await.expect_ok();
    assert_eq!(said["content"], "<p>Une <em>association</em>.</p>\n", "better than nothing");
    let long = "x".repeat(texts::BODY_CHARS_MAX + 1);
    ada.open("/moderation/place/privacy").await;
    ada.submit("/moderation/place/privacy", &[("text", &long)]).await;
    assert_eq!(ada.page.status, 422);

    let mut mo = browser_of(&town, "mo", false).await;
    for path in ["/moderation/place", "/moderation/place/terms"] {
        mo.open(path).await;
        assert_eq!(mo.page.status, 404, "{path} is for admins");
    }
}

#[tokio::test]
async fn the_privacy_policy_is_theirs_or_the_usual_one() {
    let town = Town::new().await;
    let mut browser = town.browser("/privacy").await;
    crate::pages::shows(&browser, "Nothing is sold");
    let draft = Draft {
        kind: Kind::Privacy,
        language: Locale::En,
        starts_on: None,
        body: "We forget.".to_owned(),
    };
    town.app.write(async move |tx| texts::write(tx, None, draft).await).await.unwrap();
    let said = town.stranger().get("/api/v1/instance/privacy_policy").await.expect_ok();
    assert_eq!(said["content"], "<p>We forget.</p>\n");
    browser.open("/privacy").await;
    crate::pages::shows(&browser, "We forget.");
    let two = town.stranger().get("/api/v2/instance").await.expect_ok();
    let urls = &two["configuration"]["urls"];
    assert_eq!(urls["privacy_policy"], format!("{}/privacy", town.url));
    assert_eq!(urls["terms_of_service"], Value::Null);
}

#[tokio::test]
async fn terms_follow_each_other_and_never_change_once_they_hold() {
    let town = Town::new().await;
    let stranger = town.stranger();
    let path = "/api/v1/instance/terms_of_service";
    let _ = stranger.get(path).await.expect_error(404);
    let mut ada = browser_of(&town, "ada", true).await;
    let mut write = async |town: &Town, days: i64, text: &str| {
        ada.open("/moderation/place/terms").await;
        let typed = [("language", "en"), ("date", &*date(town, days)), ("text", text)];
        ada.submit("/moderation/place/terms", &typed).await;
        ada.page.status
    };
    assert_eq!(write(&town, -1, "Yesterday's").await, 422);
    assert_eq!(write(&town, 3, "First").await, 200);
    let first = stranger.get(path).await.expect_ok();
    assert_eq!(first["content"], "<p>First</p>\n");
    assert_eq!(first["effective"], false);
    assert_eq!(first["effective_date"], date(&town, 3));
    assert_eq!(write(&town, 3, "First, better").await, 200);
    assert_eq!(write(&town, 10, "Second").await, 200);

    let second = date(&town, 10);
    town.later_by_ms(5 * DAY_MS);
    let first = stranger.get(path).await.expect_ok();
    assert_eq!(first["content"], "<p>First, better</p>\n");
    assert_eq!(first["effective"], true);
    assert_eq!(first["succeeded_by"], second);
    assert_eq!(write(&town, -2, "Other than agreed").await, 422);
    let next =
        stranger.get(&format!("/api/v1/instance/terms_of_service/{second}")).await.expect_ok();
    assert_eq!((&next["content"], &next["effective"]), (&json!("<p>Second</p>\n"), &json!(false)));
    for odd in ["2020-01-01", "x", "2026-13-01", "1%00"] {
        let _ = stranger.get(&format!("{path}/{odd}")).await.expect_error(404);
    }
    let mut browser = town.browser("/terms").await;
    crate::pages::shows(&browser, "First, better");
    browser.open(&format!("/terms/{second}")).await;
    crate::pages::shows(&browser, "Second");
    let two = stranger.get("/api/v2/instance").await.expect_ok();
    let urls = &two["configuration"]["urls"];
    assert_eq!(urls["terms_of_service"], format!("{}/terms", town.url));
}

#[tokio::test]
async fn weeks_are_counted_by_posts_people_and_newcomers() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("One").await;
    let _ = bob.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    alice.publishes_as(json!({ "status": "Quiet", "visibility": "direct" })).await;
    let again = town.token_with(&alice, "read").await;
    let _ = alice.with_token(&again).get("/api/v1/timelines/home").await.expect_ok();
    crate::people::signs_up(&town, "carol", &[]).await;
    crate::people::follows_letter(&town, "carol").await;
    town.settle().await;
    social::instance::activity::sweep(&town.app).await.unwrap();
    let weeks = town.stranger().get("/api/v1/instance/activity").await.expect_ok();
    assert_eq!(weeks.as_array().unwrap().len(), 12);
    let this = &weeks[0];
    let counted = json!({ "statuses": "2", "logins": "2", "registrations": "1" });
    for (name, count) in counted.as_object().unwrap() {
        assert_eq!(this[name], *count, "{name}");
    }
    let monday = this["week"].as_str().unwrap().parse::<i64>().unwrap();
    assert_eq!(monday % (24 * 3600), 0);
    assert_eq!((monday / (24 * 3600) + 3) % 7, 0, "weeks begin on a Monday");

    town.later_by_ms(9 * DAY_MS);
    let _ = alice.get("/api/v1/timelines/home").await.expect_ok();
    social::instance::activity::sweep(&town.app).await.unwrap();
    let weeks = town.stranger().get("/api/v1/instance/activity").await.expect_ok();
    let past = weeks.as_array().unwrap().iter().find(|week| week["week"] == this["week"]).unwrap();
    assert_eq!(past["logins"], "2", "counted, and those who were here forgotten");
    assert_eq!(weeks[0]["logins"], "1");
    assert_eq!(weeks[0]["statuses"], "0");
    let left = db::sql("select count(*) from week_person");
    let left: i64 = town.app.read(async move |tx| Ok(left.get(tx).await?)).await.unwrap();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn who_may_see_which_servers_are_kept_out_is_a_setting() {
    let path = "/api/v1/instance/domain_blocks";
    for (audience, by_stranger, by_member) in
        [(Audience::All, 200, 200), (Audience::Users, 401, 200), (Audience::Disabled, 404, 404)]
    {
        let town = Town::with(|config| config.show_domain_blocks = audience).await;
        let ada = town.admin("ada").await;
        for (domain, severity, obfuscate) in [
            ("bad.example", "suspend", true),
            ("odd.example", "silence", false),
            ("x.example", "noop", false),
        ] {
            let wish = json!({ "domain": domain, "severity": severity, "obfuscate": obfuscate,
                "public_comment": "Spam", "private_comment": "Between us" });
            let _ = ada.post_json("/api/v1/admin/domain_blocks", wish).await.expect_ok();
        }
        assert_eq!(town.stranger().get(path).await.status, by_stranger);
        let answer = ada.get(path).await;
        assert_eq!(answer.status, by_member);
        if by_member == 200 {
            let list = answer.expect_ok();
            assert_eq!(list.as_array().unwrap().len(), 2);
            assert_eq!(list[0]["severity"], "suspend");
            assert!(list[0]["domain"].as_str().unwrap().contains('*'));
            assert_eq!(list[0]["digest"].as_str().unwrap().len(), 64);
            assert_eq!(list[1]["domain"], "odd.example");
            assert_eq!(list[1]["comment"], "Spam");
            assert!(!answer.text.contains("Between us"));
        }
    }
    let town = Town::new().await;
    let languages = town.stranger().get("/api/v1/instance/languages").await.expect_ok();
    assert!(languages.as_array().unwrap().contains(&json!({ "code": "fr", "name": "French" })));
}

#[tokio::test]
async fn admins_write_who_answers_for_the_place() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let mut ada = browser_of(&town, "ada", true).await;
    ada.open("/legal").await;
    assert!(ada.page.text.contains("The people who run this server"), "{}", ada.page.text);
    ada.open("/moderation/place").await;
    assert!(ada.page.text.contains("Everybody, after approval"));
    ada.open("/moderation/place/legal").await;
    let typed = [("language", "en"), ("text", "Published by the *association*.")];
    ada.submit("/moderation/place/legal", &typed).await;
    ada.open("/legal").await;
    assert!(ada.page.text.contains("Published by the <em>association</em>."));
}
