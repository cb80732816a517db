//! Logging in by a link in a letter.

use town::{Browser, Town};

use crate::people::{PASSWORD, is_in, letter, letters_count, link, logs_in};

async fn asks(town: &Town, then: &str, email: &str) -> Browser {
    let mut browser = town.browser(then).await;
    browser.submit("/log-in/link", &[("email", email)]).await;
    assert_eq!(browser.page.status, 200);
    browser
}

async fn gets(town: &Town, name: &str) -> String {
    let path = link(town, &letter(town, &format!("{name}@example.org")).await);
    assert!(path.starts_with("/log-in/link/"), "{path}");
    path
}

#[tokio::test]
async fn a_letter_lets_in_the_browser_that_asked_for_it_once() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = asks(&town, "/log-in/link?then=/settings", "Alice@example.org").await;
    let path = gets(&town, "alice").await;
    // Mail programs that open links use nothing up, and another browser does not get in.
    let mut other = town.browser(&path).await;
    assert_eq!(other.page.status, 422);
    let form = town::Filled { action: path.clone(), fields: Vec::new() };
    other.send(form.clone()).await;
    assert!(!is_in(&other));
    let mut asked_too = asks(&town, "/log-in/link", "alice@example.org").await;
    asked_too.open(&path).await;
    asked_too.submit(&path, &[]).await;
    assert!(asked_too.page.text.contains("only in the browser"));
    assert!(!is_in(&asked_too));

    browser.open(&path).await;
    assert!(!is_in(&browser));
    let attempt = browser.cookies["attempt"].clone();
    browser.submit(&path, &[]).await;
    assert_eq!(browser.address, "/settings");
    assert!(is_in(&browser));
    // Once: not again with all that the browser had then.
    let mut again = town.browser("/log-in").await;
    again.cookies.insert("attempt".into(), attempt);
    again.send(form).await;
    assert!(!is_in(&again));
}

#[tokio::test]
async fn who_asks_learns_nothing_of_an_address() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let known = asks(&town, "/log-in/link", "alice@example.org").await;
    let unknown = asks(&town, "/log-in/link", "nobody@example.org").await;
    let broken = asks(&town, "/log-in/link", "no address\0 at all").await;
    assert_eq!(known.page.text, unknown.page.text);
    assert_eq!(known.page.text, broken.page.text);
    for browser in [&known, &unknown, &broken] {
        assert!(browser.cookies.contains_key("attempt"));
    }
}

#[tokio::test]
async fn links_asked_for_in_somebodys_name_keep_no_new_password_from_them() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    for _ in 0..6 {
        asks(&town, "/log-in/link", "alice@example.org").await;
    }
    for _ in 0..5 {
        gets(&town, "alice").await;
    }
    assert_eq!(letters_count(&town), 0, "the sixth was not sent");
    let mut browser = town.browser("/password/new").await;
    browser.submit("/password/new", &[("email", "alice@example.org")]).await;
    let path = link(&town, &letter(&town, "alice@example.org").await);
    assert!(path.starts_with("/password/"), "{path}");
}

#[tokio::test]
async fn a_link_holds_for_a_quarter_of_an_hour_and_leads_to_the_second_step() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = asks(&town, "/log-in/link", "alice@example.org").await;
    let path = gets(&town, "alice").await;
    town.later_by_ms(16 * 60 * 1000);
    browser.open(&path).await;
    browser.submit(&path, &[]).await;
    assert_eq!(browser.page.status, 422);
    assert!(!is_in(&browser));

    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (_, codes) = crate::people_second::sets_up(&town, &mut first).await;
    let _on = letter(&town, "alice@example.org").await;
    let mut browser = asks(&town, "/log-in/link?then=/bookmarks", "alice@example.org").await;
    let path = gets(&town, "alice").await;
    browser.open(&path).await;
    browser.submit(&path, &[]).await;
    assert_eq!(browser.address, "/log-in/second?then=/bookmarks");
    assert!(!is_in(&browser));
    browser.submit("/log-in/second", &[("code", &codes[0])]).await;
    assert_eq!(browser.address, "/bookmarks");

    // Whoever may not come in does not by a letter; a new password ends letters on their way.
    let _bob = town.person_with_password("bob", PASSWORD).await;
    let mut his = asks(&town, "/log-in/link", "bob@example.org").await;
    let path = gets(&town, "bob").await;
    let mut inside = logs_in(&town, "bob", PASSWORD).await;
    inside.open("/settings/account").await;
    let change = [("current_password", PASSWORD), ("password", "another long one")];
    inside.submit("/settings/password", &change).await;
    his.open(&path).await;
    his.submit(&path, &[]).await;
    assert!(!is_in(&his));
}

#[tokio::test]
async fn letters_are_not_asked_for_without_end() {
    let town = Town::with(|config| config.dev = false).await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut statuses = Vec::new();
    for _ in 0..11 {
        let mut browser = town.browser("/log-in/link").await;
        browser.submit("/log-in/link", &[("email", "alice@example.org")]).await;
        statuses.push(browser.page.status);
    }
    assert_eq!(statuses.last(), Some(&429));
}
