//! Stories of the pages of those who look after the place.

use ground::config::Registrations;
use town::{Town, json};

use crate::instance::browser_of;
use crate::pages::{member, shows};

#[tokio::test]
async fn the_map_counts_what_waits_for_moderators_alone() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (_, mut hers) = member(&town, "carol").await;
    let mut mona = browser_of(&town, "mona", false).await;
    for path in ["/admin", "/admin/accounts", "/admin/acts"] {
        hers.open(path).await;
        assert_eq!(hers.page.status, 404, "{path}");
    }
    mona.open("/admin").await;
    shows(&mona, "Nothing waits.");
    assert!(!mona.page.text.contains("/moderation/place"), "that is for admins");

    let sent = json!({ "account_id": bob.id, "comment": "Unkind" });
    let _ = alice.post_json("/api/v1/reports", sent).await.expect_ok();
    mona.open("/admin").await;
    shows(&mona, "One report waits");
    assert!(!mona.page.text.contains("waits to come in"));
    mona.open("/menu").await;
    shows(&mona, "href=\"/admin\"");
}

#[tokio::test]
async fn an_account_is_found_and_acted_upon_from_its_file() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut mona = browser_of(&town, "mona", false).await;
    let sent = json!({ "account_id": bob.id, "comment": "Unkind" });
    let report = alice.post_json("/api/v1/reports", sent).await.expect_ok()["id"].clone();

    let file = format!("/admin/accounts/{}", bob.id);
    mona.open("/admin/accounts?handle=%40bo&state=active").await;
    shows(&mona, &file);
    assert!(!mona.page.text.contains("@alice"));
    for nobody in ["handle=bob&state=suspended", "email=alice&handle=bob", "origin=remote"] {
        mona.open(&format!("/admin/accounts?{nobody}")).await;
        shows(&mona, "No such account.");
    }
    mona.open("/admin/accounts?staff=true").await;
    shows(&mona, "@mona");
    assert!(!mona.page.text.contains("@bob"));

    mona.open(&file).await;
    shows(&mona, "bob@example.org");
    shows(&mona, &format!("/moderation/reports/{}", report.as_str().unwrap()));
    let typed = [("measure", "silence"), ("text", "Please be kind."), ("tell", "true")];
    mona.submit(&format!("/admin/accounts/{}/act", bob.id), &typed).await;
    assert_eq!(mona.address, file);
    shows(&mona, "Please be kind.");
    shows(&mona, "Account made quiet");
    town.settle().await;
    let told = bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(told[0]["type"], "moderation_warning");
    mona.press(&format!("/admin/accounts/{}/undo/silence", bob.id)).await;
    shows(&mona, "Account no longer quiet");
    let long = "x".repeat(5_001);
    mona.submit(&format!("/admin/accounts/{}/act", bob.id), &[("text", &long)]).await;
    assert_eq!(mona.page.status, 422);
    shows(&mona, "href=\"#text\"");

    mona.open(&file).await;
    mona.press(&format!("/admin/accounts/{}/sessions/end", bob.id)).await;
    shows(&mona, "Logged in nowhere.");
    assert_eq!(bob.get("/api/v1/notifications").await.status, 401);
    mona.open("/admin/acts").await;
    shows(&mona, "Account logged out everywhere");
}

#[tokio::test]
async fn moderators_note_things_for_each_other() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let mut mona = browser_of(&town, "mona", false).await;
    let mut max = browser_of(&town, "max", false).await;
    let sent = json!({ "account_id": bob.id, "comment": "Unkind" });
    let report = alice.post_json("/api/v1/reports", sent).await.expect_ok()["id"].clone();
    let case = format!("/moderation/reports/{}", report.as_str().unwrap());
    let file = format!("/admin/accounts/{}", bob.id);
    let on_case = format!("/moderation/reports/{}/notes", report.as_str().unwrap());
    let on_file = format!("/admin/accounts/{}/notes", bob.id);
    for (page, form) in [(&case, &on_case), (&file, &on_file)] {
        mona.open(page).await;
        shows(&mona, "No notes.");
        mona.submit(form, &[("note", " ")]).await;
        assert_eq!(mona.page.status, 422);
        shows(&mona, "A note needs words.");
        mona.submit(form, &[("note", "Third time this week")]).await;
        shows(&mona, "Third time this week");
        max.open(page).await;
        shows(&max, "Third time this week");
        assert!(!max.page.text.contains("/admin/notes/"), "it is another's");
    }
    let (_, rest) = mona.page.text.split_once("/admin/notes/").unwrap();
    let note = format!("/admin/notes/{}/remove", rest.split('/').next().unwrap());
    let forged = max.request(town::Method::POST, &note).header("sec-fetch-site", "same-origin");
    max.go(forged, &note).await;
    assert!([403, 404, 422].contains(&max.page.status), "{}", max.page.status);
    mona.press(&note).await;
    assert_eq!(mona.address, file);
    shows(&mona, "No notes.");
}

#[tokio::test]
async fn admins_name_moderators_and_erase_who_was_suspended() {
    let town = Town::new().await;
    let bob = town.person("bob").await;
    let mut ada = browser_of(&town, "ada", true).await;
    let mut mona = browser_of(&town, "mona", false).await;
    let file = format!("/admin/accounts/{}", bob.id);
    mona.open(&file).await;
    for form in ["role", "erase"] {
        assert!(
            !mona.page.text.contains(&format!("/admin/accounts/{}/{form}", bob.id)),
            "only admins {form}"
        );
    }
    ada.open(&file).await;
    assert!(!ada.page.text.contains("value=\"admin\""), "nobody makes their peers");
    ada.submit(&format!("/admin/accounts/{}/role", bob.id), &[("role", "moderator")]).await;
    shows(&ada, "Role given");
    mona.open(&file).await;
    assert!(
        !mona.page.text.contains(&format!("/admin/accounts/{}/act", bob.id)),
        "nobody acts on their peers"
    );
    ada.submit(&format!("/admin/accounts/{}/act", bob.id), &[("measure", "suspend")]).await;
    ada.submit(&format!("/admin/accounts/{}/erase", bob.id), &[]).await;
    assert_eq!(ada.address, "/admin/accounts");
    ada.open(&file).await;
    assert_eq!(ada.page.status, 404);
}

#[tokio::test]
async fn who_waits_is_let_in_or_not_from_their_file() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let mut mona = browser_of(&town, "mona", false).await;
    for (name, answer) in [("dora", "accept"), ("emil", "refuse")] {
        let mut door = town.browser("/sign-up").await;
        let email = format!("{name}@example.org");
        let typed = [
            ("username", name),
            ("email", &email),
            ("password", "a long enough one"),
            ("reason", "For the garden"),
            ("agreement", "true"),
        ];
        door.submit("/sign-up", &typed).await;
        mona.open("/admin/accounts?state=pending").await;
        let (_, rest) = mona.page.text.split_once("href=\"/admin/accounts/").unwrap();
        let id = rest.split('"').next().unwrap().to_owned();
        let file = format!("/admin/accounts/{id}");
        mona.open(&file).await;
        shows(&mona, "For the garden");
        mona.press(&format!("/admin/accounts/{id}/sign-up/{answer}")).await;
        mona.open(&file).await;
        assert_eq!(mona.page.status, if answer == "accept" { 200 } else { 404 });
        assert!(!mona.page.text.contains("Waits to come in"));
    }
}
