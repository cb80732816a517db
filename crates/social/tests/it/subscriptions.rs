//! Stories of posts by mail, for people without an account.

use ground::AccountId;
use town::{Answer, Method, Person, Town, json};

use crate::people::{follows_letter, letter, letters_count, signs_up};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;
const READER: &str = "reader@example.net";

async fn place() -> (Town, Person) {
    let town = Town::with(|config| config.email_subscriptions = true).await;
    let alice = town.person("alice").await;
    switch(&town, &alice, true).await;
    (town, alice)
}

async fn switch(town: &Town, who: &Person, on: bool) {
    let id = AccountId(who.id.parse().unwrap());
    town.app.write(async move |tx| social::subscriptions::set(tx, id, on).await).await.unwrap();
}

async fn asks(town: &Town, of: &Person, email: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/email_subscriptions", of.id);
    town.stranger().post_json(&path, json!({ "email": email })).await
}

/// What a letter says, unfolded.
fn words(letter: &str) -> String {
    letter.replace("=\r\n", "").replace("=3D", "=")
}

/// What is in the links of a letter.
fn secret_of(town: &Town, letter: &str) -> String {
    let text = words(letter);
    let (_, rest) = text.split_once(&format!("{}/letters/", town.url)).expect("a link");
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// Somebody asks for Alice's posts and says yes; what is in their links.
async fn subscribes(town: &Town, alice: &Person) -> String {
    assert_eq!(asks(town, alice, READER).await.expect_ok(), json!({}));
    let secret = secret_of(town, &letter(town, READER).await);
    let path = format!("/letters/{secret}");
    let mut browser = town.browser(&path).await;
    browser.submit(&format!("/letters/{secret}/confirm"), &[]).await;
    assert!(browser.page.text.contains("You will get a mail"));
    secret
}

/// Lets letters that are due go, and the worker see them.
async fn goes_by(town: &Town, ms: i64) {
    town.settle().await;
    town.later_by_ms(ms);
    social::subscriptions::sweep(&town.app).await.unwrap();
}

/// No letter lies there after a while.
async fn nothing_comes(town: &Town) {
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    assert_eq!(letters_count(town), 0);
}

#[tokio::test]
async fn who_has_no_account_gets_what_is_new_once_a_day_until_they_end_it() {
    let (town, alice) = place().await;
    let bob = town.person("bob").await;
    alice.publishes("Before anybody asked").await;
    goes_by(&town, 2 * HOUR_MS).await;
    let secret = subscribes(&town, &alice).await;
    let path = format!("/letters/{secret}/stop");

    alice.publishes("Good morning, all of you").await;
    alice.publishes_as(json!({ "status": "Between us", "visibility": "private" })).await;
    alice.publishes_as(json!({ "status": "By the way", "visibility": "unlisted" })).await;
    let thought = bob.publishes("Bob thinks").await;
    let _ = alice.post(&format!("/api/v1/statuses/{thought}/reblog")).await.expect_ok();
    let reply = json!({ "status": "I agree", "in_reply_to_id": thought });
    alice.publishes_as(reply).await;
    let warned = json!({ "status": "The butler did it", "spoiler_text": "The end of a film" });
    alice.publishes_as(warned).await;
    goes_by(&town, 2 * DAY_MS).await;
    let news = letter(&town, READER).await;
    let text = words(&news);
    assert!(text.contains("Good morning, all of you") && text.contains("The end of a film"));
    for hidden in ["Before anybody", "Between us", "By the way", "Bob thinks", "I agree", "butler"]
    {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let headers = news.replace("\r\n ", " ");
    let stop = format!("{}{path}", town.url);
    assert!(headers.contains(&format!("List-Unsubscribe: <{stop}>\r\n")), "{headers}");
    assert!(headers.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));

    // Not twice a day.
    alice.publishes("Good afternoon").await;
    goes_by(&town, 2 * HOUR_MS).await;
    nothing_comes(&town).await;
    goes_by(&town, DAY_MS).await;
    let next = words(&letter(&town, READER).await);
    assert!(next.contains("Good afternoon") && !next.contains("Good morning"), "{next}");

    // As a provider of mail does it: without our page.
    let one_click = [("List-Unsubscribe", "One-Click")];
    let stopped = town.stranger();
    let request = stopped.request(Method::POST, &path).form(&one_click);
    assert_eq!(stopped.send(request).await.status, 200);
    alice.publishes("Good night").await;
    goes_by(&town, 2 * DAY_MS).await;
    nothing_comes(&town).await;
    assert_eq!(town.browser(&path).await.page.status, 404);
}

#[tokio::test]
async fn nothing_is_offered_unless_the_place_and_the_account_want_it() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    switch(&town, &alice, true).await;
    let _ = asks(&town, &alice, READER).await.expect_error(404);
    assert!(!town.browser("/@alice").await.page.text.contains("Posts by mail"));

    let town = Town::with(|config| config.email_subscriptions = true).await;
    let (alice, mut browser) = (town.person("alice").await, town.browser("/@alice").await);
    assert!(!browser.page.text.contains("Posts by mail"));
    let _ = asks(&town, &alice, READER).await.expect_error(404);
    switch(&town, &alice, true).await;
    browser.open("/@alice").await;
    browser.submit("/letters", &[("email", READER)]).await;
    assert!(browser.page.text.contains("you will find a question"), "{}", browser.page.text);
    let secret = secret_of(&town, &letter(&town, READER).await);
    let path = format!("/letters/{secret}");
    // No page is asked twice whether it is sure, and no program that looks at links says yes.
    for looked in [path.clone(), format!("/letters/{secret}/stop")] {
        browser.open(&looked).await;
        assert!(browser.page.text.contains("Do you want the public posts of alice"));
    }
    browser.submit(&format!("/letters/{secret}/stop"), &[]).await;
    assert_eq!(town.browser(&path).await.page.status, 404);
    let _ = asks(&town, &alice, "no address").await.expect_error(422);
    let nobody = town.stranger().post("/api/v1/accounts/99/email_subscriptions").await;
    assert!([404, 422].contains(&nobody.status));
}

#[tokio::test]
async fn a_member_decides_in_their_settings() {
    let town = Town::with(|config| config.email_subscriptions = true).await;
    signs_up(&town, "alice", &[]).await;
    let mut browser = follows_letter(&town, "alice").await;
    browser.open("/log-in").await;
    let answers = [("email", "alice@example.org"), ("password", "a long enough one")];
    browser.submit("/log-in", &answers).await;
    browser.open("/settings").await;
    assert!(browser.page.text.contains("/settings/letters"));
    browser.open("/settings/letters").await;
    assert!(browser.page.text.contains("Nobody gets them."));
    browser.submit("/settings/letters", &[("on", "true")]).await;
    assert!(town.browser("/@alice").await.page.text.contains("Posts by mail"));
    browser.open("/settings/letters").await;
    assert!(browser.page.text.contains("checked"));
}

#[tokio::test]
async fn nobodys_mailbox_is_flooded_from_here() {
    let (town, alice) = place().await;
    let mo = town.admin("mo").await;
    let barred = json!({ "domain": "bad.example" });
    let _ = mo.post_json("/api/v1/admin/email_domain_blocks", barred).await.expect_ok();
    let _ = asks(&town, &alice, "somebody@bad.example").await.expect_error(422);
    for name in ["bob", "carol", "dora", "erik"] {
        let person = town.person(name).await;
        switch(&town, &person, true).await;
        // Nobody learns whether a letter goes.
        assert_eq!(asks(&town, &person, READER).await.expect_ok(), json!({}));
        assert_eq!(asks(&town, &person, " READER@example.net ").await.expect_ok(), json!({}));
    }
    for _ in 0..3 {
        let _ = letter(&town, READER).await;
    }
    nothing_comes(&town).await;
}

#[tokio::test]
async fn who_does_not_answer_is_forgotten() {
    let (town, alice) = place().await;
    let _ = asks(&town, &alice, READER).await.expect_ok();
    let secret = secret_of(&town, &letter(&town, READER).await);
    let path = format!("/letters/{secret}");
    assert_eq!(town.browser(&path).await.page.status, 200);
    goes_by(&town, 2 * DAY_MS + HOUR_MS).await;
    assert_eq!(town.browser(&path).await.page.status, 404);
    let left = town.app.read(async |tx| {
        let left: i64 = db::sql("select count(*) from subscription").get(tx).await?;
        Ok(left)
    });
    assert_eq!(left.await.unwrap(), 0);
}

#[tokio::test]
async fn an_account_that_is_suspended_or_wants_it_no_more_sends_none() {
    let (town, alice) = place().await;
    let _ = subscribes(&town, &alice).await;
    alice.publishes("One").await;
    switch(&town, &alice, false).await;
    goes_by(&town, 2 * DAY_MS).await;
    nothing_comes(&town).await;
    switch(&town, &alice, true).await;
    alice.publishes("Two").await;
    let mo = town.moderator("mo").await;
    let path = format!("/api/v1/admin/accounts/{}/action", alice.id);
    let _ = mo.post_json(&path, json!({ "type": "suspend" })).await.expect_ok();
    let _ = asks(&town, &alice, "other@example.net").await.expect_error(404);
    goes_by(&town, 2 * DAY_MS).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    let folder = town.app.config.data.join("mails");
    for file in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        assert!(!std::fs::read_to_string(file.path()).unwrap().contains(READER));
    }
}
