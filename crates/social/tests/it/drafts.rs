//! Stories of drafts, and of all else that can be done with what one writes but publishing it.

use town::{Browser, Town, json};

use crate::pages::{hides, member, shows};

/// Presses the button of the form that says what else to do.
async fn does(browser: &mut Browser, then: &str, typed: &[(&str, &str)]) {
    let mut form = browser.fill("/write", typed);
    form.fields.push(("then".into(), then.into()));
    browser.send(form).await;
}

/// The addresses of a page's buttons that end so.
fn button(browser: &Browser, end: &str) -> String {
    let doors = browser.page.text.split("formaction=\"").skip(1);
    let mut doors = doors.filter_map(|part| part.split('"').next());
    doors.find(|door| door.ends_with(end)).expect("such a button").to_owned()
}

#[tokio::test]
async fn a_draft_is_kept_resumed_and_published_once() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (_bob, mut his) = member(&town, "bob").await;
    hers.open("/write").await;
    let typed =
        [("status", "La rampe\nde la mairie"), ("visibility", "private"), ("language", "br")];
    does(&mut hers, "draft", &typed).await;
    assert_eq!(hers.address, "/drafts");
    shows(&hers, "The draft is kept.");
    shows(&hers, "La rampe de la mairie");
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());

    let (_, rest) = hers.page.text.split_once("/write?draft=").unwrap();
    let id = rest.split('"').next().unwrap().to_owned();
    his.open(&format!("/write?draft={id}")).await;
    assert_eq!(his.page.status, 404);
    his.open("/drafts").await;
    shows(&his, "No draft.");

    hers.open(&format!("/write?draft={id}")).await;
    shows(&hers, "La rampe\nde la mairie");
    // Kept again, it is the same one.
    does(&mut hers, "draft", &[("status", "La rampe est là")]).await;
    assert_eq!(hers.page.text.matches("Go on writing").count(), 1);
    hers.open(&format!("/write?draft={id}")).await;
    hers.submit("/write", &[]).await;
    shows(&hers, "Your post is published.");
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home[0]["visibility"], "private");
    assert_eq!(home[0]["language"], "br");
    hers.open("/drafts").await;
    shows(&hers, "No draft.");

    hers.open("/write").await;
    does(&mut hers, "draft", &[("status", "Nothing")]).await;
    let door = button(&hers, "/remove");
    assert!(door.starts_with("/drafts/"));
    hers.press(&door).await;
    shows(&hers, "The draft is removed.");
    // What is drawn from the address: "/drafts/{id}/remove".
    let mut form = hers.fill("/log-out", &[]);
    form.action = door;
    hers.send(form).await;
    assert_eq!(hers.page.status, 404);
}

#[tokio::test]
async fn what_was_typed_survives_an_ended_session() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    hers.open("/write").await;
    let form = hers.fill("/write", &[("status", "Long & bien pesé"), ("language", "fr")]);
    let mut other = town.browser("/log-in").await;
    let told = [("email", "alice@example.org"), ("password", "a long enough one")];
    other.submit("/log-in", &told).await;
    other.open("/settings/sessions").await;
    other.submit("/settings/sessions", &[]).await;

    hers.send(form).await;
    assert!(hers.address.starts_with("/log-in?then="), "{}", hers.address);
    hers.submit("/log-in", &told).await;
    shows(&hers, "Long &amp; bien pesé");
    hers.submit("/write", &[]).await;
    assert_eq!(
        alice
            .with_token(&town.token_with(&alice, "read").await)
            .reads("/api/v1/timelines/home")
            .await
            .len(),
        1
    );
}

#[tokio::test]
async fn a_preview_shows_and_advises_and_one_press_mends() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    hers.open("/write").await;
    let text = "LA MAIRIE REFUSE ENCORE ! 𝗠𝗲𝗿𝗰𝗶 #accessibilitepourtous <b>";
    does(&mut hers, "preview", &[("status", text), ("language", "fr")]).await;
    assert_eq!(hers.page.status, 200);
    shows(&hers, "Preview");
    shows(&hers, "Everybody will be able to read it.");
    shows(&hers, "&lt;b&gt;");
    shows(&hers, "Words in capitals");
    shows(&hers, "Signs that imitate letters");
    shows(&hers, "A long hashtag without capitals");
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());

    does(&mut hers, "mend-capitals", &[]).await;
    shows(&hers, "La mairie refuse encore ! 𝗠𝗲𝗿𝗰𝗶");
    hides(&hers, "Words in capitals");
    does(&mut hers, "mend-imitation-letters", &[]).await;
    shows(&hers, "Merci #accessibilitepourtous");
    // It never blocks.
    hers.submit("/write", &[]).await;
    shows(&hers, "Your post is published.");
}

#[tokio::test]
async fn several_posts_are_published_at_once_as_a_thread() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    hers.open("/write").await;
    does(&mut hers, "more", &[("status", "One")]).await;
    shows(&hers, "What you say next (2)");
    let form = hers.fill("/write", &[("more[]", "Two")]);
    hers.send(form.clone()).await;
    hers.send(form).await;
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    let home = home.as_array().unwrap();
    assert_eq!(home.len(), 2, "once, though sent twice");
    assert_eq!(home[0]["in_reply_to_id"], home[1]["id"]);
    assert!(home[0]["content"].as_str().unwrap().contains("Two"));
    // Too long a second one: none is published.
    hers.open("/write").await;
    does(&mut hers, "more", &[("status", "Three")]).await;
    let long = "x".repeat(1_001);
    hers.submit("/write", &[("more[]", &long)]).await;
    assert_eq!(hers.page.status, 422);
    assert_eq!(alice.reads("/api/v1/timelines/home").await.len(), 2);
}

#[tokio::test]
async fn a_post_waits_for_its_date_is_moved_and_taken_back() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (_bob, mut his) = member(&town, "bob").await;
    hers.open("/write").await;
    let typed = [("status", "Demain"), ("later", "2000-01-01T10:00"), ("zone", "paris")];
    hers.submit("/write", &typed).await;
    assert_eq!(hers.page.status, 422);
    shows(&hers, "href=\"#later\"");
    shows(&hers, "value=\"2000-01-01T10:00\"");
    let ahead = |hours: i64| {
        let at = wire::Time(town.app.db.now_ms() + hours * 3_600_000).bytes();
        String::from_utf8(at[..16].to_vec()).unwrap()
    };
    let tomorrow = ahead(24);
    hers.submit("/write", &[("later", &tomorrow), ("zone", "utc")]).await;
    let waits = alice.get("/api/v1/scheduled_statuses").await.expect_ok();
    let id = waits[0]["id"].as_str().unwrap().to_owned();
    assert!(waits[0]["scheduled_at"].as_str().unwrap().starts_with(&tomorrow));
    assert_eq!(hers.address, format!("/scheduled/{id}"));
    shows(&hers, "This post waits for its date");

    his.open(&format!("/scheduled/{id}")).await;
    assert_eq!(his.page.status, 404);
    let later = ahead(48);
    let path = format!("/scheduled/{id}");
    hers.submit(&path, &[("later", "never"), ("zone", "utc")]).await;
    assert_eq!(hers.page.status, 422);
    hers.submit(&path, &[("later", &later), ("zone", "utc")]).await;
    assert_eq!(hers.address, "/scheduled");
    let waits = alice.get("/api/v1/scheduled_statuses").await.expect_ok();
    assert!(waits[0]["scheduled_at"].as_str().unwrap().starts_with(&later));

    hers.press(&format!("/scheduled/{id}/take-back")).await;
    shows(&hers, "It is taken back");
    shows(&hers, "Demain");
    assert_eq!(alice.get("/api/v1/scheduled_statuses").await.expect_ok(), json!([]));

    hers.submit("/write", &[("later", &later), ("zone", "utc")]).await;
    hers.open("/scheduled").await;
    let door = button(&hers, "/remove");
    let id = door.split('/').nth(2).unwrap();
    hers.press(&format!("/scheduled/{id}/remove")).await;
    shows(&hers, "Nothing waits to be published.");
}

#[tokio::test]
async fn who_wants_a_moment_to_think_again_has_it() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    hers.open("/settings/preferences").await;
    hers.submit("/settings/preferences", &[("undo", "20")]).await;
    shows(&hers, "Saved.");
    hers.open("/write").await;
    let form = hers.fill("/write", &[("status", "Too fast")]);
    hers.send(form.clone()).await;
    shows(&hers, "Your post leaves in a moment");
    hers.send(form).await;
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    assert_eq!(alice.reads("/api/v1/scheduled_statuses").await.len(), 1);
    let door = button(&hers, "/take-back");
    hers.press(&door).await;
    shows(&hers, "Too fast");
    town.later_by_ms(21_000);
    town.settle().await;
    assert!(alice.reads("/api/v1/timelines/home").await.is_empty());
    hers.open("/write").await;
    let form = hers.fill("/write", &[("status", "Just right")]);
    hers.send(form.clone()).await;
    town.later_by_ms(21_000);
    for _ in 0..50 {
        if !alice.reads("/api/v1/timelines/home").await.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert!(home[0]["content"].as_str().unwrap().contains("Just right"));
    assert_eq!(home.as_array().unwrap().len(), 1);
    // Sent once more when the moment is over, from an old window say: it is out, once.
    hers.send(form).await;
    shows(&hers, "Just right");
    town.later_by_ms(21_000);
    assert!(alice.reads("/api/v1/scheduled_statuses").await.is_empty());
    assert_eq!(alice.reads("/api/v1/timelines/home").await.len(), 1);
}
