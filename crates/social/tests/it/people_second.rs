//! The second step of a log-in: what only its owner has, asked for at every way in.

use ground::http::Role;
use social::people::second::totp;
use town::{Browser, Town};

use crate::people::{PASSWORD, is_in, letter, logs_in};

const STEP_MS: i64 = totp::STEP_MS;

/// What an app on somebody's telephone shows at the town's time, some steps away from now.
fn shown(town: &Town, key: &[u8], steps: i64) -> String {
    format!("{:06}", totp::code(key, town.app.db.now_ms() / STEP_MS + steps))
}

fn bytes(key: &str) -> Vec<u8> {
    let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = key
        .chars()
        .filter(|sign| *sign != ' ')
        .map(|sign| format!("{:05b}", signs.find(sign).unwrap()))
        .collect();
    bits.as_bytes()
        .chunks_exact(8)
        .map(|eight| u8::from_str_radix(std::str::from_utf8(eight).unwrap(), 2).unwrap())
        .collect()
}

/// Sets it up, as its owner does. The key in their app, and their recovery codes.
pub(crate) async fn sets_up(town: &Town, browser: &mut Browser) -> (Vec<u8>, Vec<String>) {
    browser.open("/settings/security").await;
    let password = [("current_password", PASSWORD)];
    browser.submit("/settings/security/second", &password).await;
    assert_eq!(browser.address, "/settings/security/second");
    let key = bytes(&browser.element("key"));
    let code = shown(town, &key, 0);
    browser.submit("/settings/security/second/confirm", &[("code", &code)]).await;
    assert_eq!(browser.page.header("cache-control"), "no-store");
    let list = browser.page.text.split("<code>").skip(1);
    let codes: Vec<String> = list.map(|part| part.split('<').next().unwrap().to_owned()).collect();
    assert_eq!(codes.len(), 10, "{}", browser.page.text);
    town.later_by_ms(2 * STEP_MS);
    (key, codes)
}

/// In front of the second step, the password having been right.
async fn half_in(town: &Town, name: &str) -> Browser {
    let browser = logs_in(town, name, PASSWORD).await;
    assert_eq!(browser.address, "/log-in/second");
    assert!(!is_in(&browser));
    browser
}

async fn types(browser: &mut Browser, code: &str) {
    browser.submit("/log-in/second", &[("code", code)]).await;
}

#[test]
fn codes_are_those_of_the_standard() {
    // RFC 6238, appendix B, the last six digits.
    let secret = b"12345678901234567890";
    for (seconds, code) in [
        (59, 287_082),
        (1_111_111_109, 81_804),
        (1_111_111_111, 50_471),
        (1_234_567_890, 5_924),
        (2_000_000_000, 279_037),
        (20_000_000_000, 353_130),
    ] {
        assert_eq!(totp::code(secret, seconds * 1000 / STEP_MS), code);
    }
}

#[tokio::test]
async fn a_password_alone_no_longer_opens() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (key, _) = sets_up(&town, &mut first).await;
    assert!(letter(&town, "alice@example.org").await.contains("second step is on"));

    let mut browser = town.browser("/log-in?then=/settings").await;
    let answers = [("email", "alice@example.org"), ("password", PASSWORD)];
    browser.submit("/log-in", &answers).await;
    assert_eq!(browser.address, "/log-in/second?then=/settings");
    // Half in is not in, whatever one holds.
    let half = browser.cookies["attempt"].clone();
    browser.cookies.insert("session".into(), half.clone());
    browser.open("/settings").await;
    assert_eq!(browser.address, "/log-in?then=/settings");
    browser.cookies.remove("session");
    let bearer = town.stranger().with_token(&half);
    assert_eq!(bearer.get("/api/v1/accounts/verify_credentials").await.status, 401);

    browser.open("/log-in/second?then=/settings").await;
    types(&mut browser, "000000").await;
    assert_eq!(browser.page.status, 422);
    assert!(!is_in(&browser));
    let code = shown(&town, &key, 0);
    types(&mut browser, &format!("{} {}", &code[..3], &code[3..])).await;
    assert_eq!(browser.address, "/settings", "one goes on to where one was going");
    assert!(is_in(&browser));
    assert!(!browser.cookies.contains_key("attempt"));

    // Nothing of it is readable in the files of the place.
    for file in std::fs::read_dir(&town.app.config.data).unwrap().filter_map(Result::ok) {
        let bytes = std::fs::read(file.path()).unwrap_or_default();
        assert!(!bytes.windows(key.len()).any(|part| part == key), "{:?}", file.path());
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_near_its_time() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (key, _) = sets_up(&town, &mut first).await;

    let code = shown(&town, &key, 0);
    let mut browser = half_in(&town, "alice").await;
    types(&mut browser, &code).await;
    assert!(is_in(&browser));
    // Whoever looked over their shoulder is late, and so is a code from before the one taken.
    let mut other = half_in(&town, "alice").await;
    for stale in [code, shown(&town, &key, -1), shown(&town, &key, 3), shown(&town, &key, -3)] {
        types(&mut other, &stale).await;
        assert_eq!(other.page.status, 422);
    }
    assert!(!is_in(&other));
    // A telephone's clock may be a little ahead.
    types(&mut other, &shown(&town, &key, 1)).await;
    assert!(is_in(&other));

    // A log-in begun is done once, and not for ever.
    let mut late = half_in(&town, "alice").await;
    town.later_by_ms(16 * 60 * 1000);
    types(&mut late, &shown(&town, &key, 0)).await;
    assert_eq!(late.address, "/log-in");
    assert!(late.page.text.contains("took too long"));
}

#[tokio::test]
async fn recovery_codes_let_in_once_each() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let _bob = town.person_with_password("bob", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (_, codes) = sets_up(&town, &mut first).await;
    let mut his = logs_in(&town, "bob", PASSWORD).await;
    let (_, others) = sets_up(&town, &mut his).await;

    let mut browser = half_in(&town, "alice").await;
    types(&mut browser, &others[0]).await;
    assert_eq!(browser.page.status, 422);
    types(&mut browser, &codes[3].to_uppercase().replace('-', " ")).await;
    assert!(is_in(&browser));
    assert!(browser.page.text.contains("recovery code, which is used up"));
    browser.open("/settings/security").await;
    assert!(browser.page.text.contains("9 are left"));
    let mut again = half_in(&town, "alice").await;
    types(&mut again, &codes[3]).await;
    assert_eq!(again.page.status, 422);

    // New ones end the old ones; who only found an open browser gets none.
    let wrong = [("current_password", "wrong password")];
    browser.submit("/settings/security/codes", &wrong).await;
    assert_eq!(browser.page.status, 422);
    browser.submit("/settings/security/codes", &[("current_password", PASSWORD)]).await;
    assert_eq!(browser.page.text.matches("<code>").count(), 10);
    types(&mut again, &codes[4]).await;
    assert!(!is_in(&again));
}

#[tokio::test]
async fn guessing_codes_closes_the_door_and_is_told() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (key, codes) = sets_up(&town, &mut first).await;
    let _on = letter(&town, "alice@example.org").await;

    let mut thief = half_in(&town, "alice").await;
    for _ in 0..5 {
        types(&mut thief, "123456").await;
    }
    assert!(letter(&town, "alice@example.org").await.contains("several wrong codes"));
    // Right or wrong, none is looked at: not from another browser either.
    let mut other = half_in(&town, "alice").await;
    types(&mut other, &shown(&town, &key, 0)).await;
    assert!(!is_in(&other));
    assert!(other.page.text.contains("Try again in 5 minutes"), "{}", other.page.text);
    // Who has a recovery code is not kept out by a thief.
    let mut spare = half_in(&town, "alice").await;
    types(&mut spare, &codes[0]).await;
    assert!(is_in(&spare));

    // It opens again, and closes for longer.
    town.later_by_ms(6 * 60 * 1000);
    for _ in 0..5 {
        types(&mut other, "123456").await;
    }
    assert!(other.page.text.contains("Try again in 10 minutes"), "{}", other.page.text);
    town.later_by_ms(6 * 60 * 1000);
    let mut other = half_in(&town, "alice").await;
    types(&mut other, &shown(&town, &key, 0)).await;
    assert!(!is_in(&other));
    town.later_by_ms(6 * 60 * 1000);
    types(&mut other, &shown(&town, &key, 0)).await;
    assert!(is_in(&other));
}

#[tokio::test]
async fn it_is_turned_off_by_whoever_knows_the_password() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let wrong = [("current_password", "wrong password")];
    browser.open("/settings/security").await;
    browser.submit("/settings/security/second", &wrong).await;
    assert_eq!(browser.page.status, 422);
    // Begun but not confirmed is off; a wrong code turns nothing on.
    browser.submit("/settings/security/second", &[("current_password", PASSWORD)]).await;
    browser.submit("/settings/security/second/confirm", &[("code", "000000")]).await;
    assert_eq!(browser.page.status, 422);
    assert!(browser.page.text.contains("<svg role=\"img\""));
    assert!(is_in(&logs_in(&town, "alice", PASSWORD).await));

    let (_, codes) = sets_up(&town, &mut browser).await;
    browser.open("/settings/security").await;
    browser.submit("/settings/security/second/off", &wrong).await;
    assert_eq!(browser.page.status, 422);
    let _half = half_in(&town, "alice").await;
    browser.submit("/settings/security/second/off", &[("current_password", PASSWORD)]).await;
    assert!(browser.page.text.contains("The second step is off"));
    assert!(is_in(&logs_in(&town, "alice", PASSWORD).await));

    // Set up anew, with another key: what is left of the old one opens nothing.
    let _ = sets_up(&town, &mut browser).await;
    let mut other = half_in(&town, "alice").await;
    types(&mut other, &codes[0]).await;
    assert!(!is_in(&other));
}

#[tokio::test]
async fn a_forgotten_password_does_not_go_around_it() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (key, _) = sets_up(&town, &mut first).await;
    let _on = letter(&town, "alice@example.org").await;
    // A log-in half done with the old password ends with it.
    let mut thief = half_in(&town, "alice").await;

    let mut browser = town.browser("/password/new").await;
    browser.submit("/password/new", &[("email", "alice@example.org")]).await;
    let text = letter(&town, "alice@example.org").await;
    let path = crate::people::link(&town, &text);
    browser.open(&path).await;
    browser.submit("/password/reset", &[("password", "another long one")]).await;
    assert!(!is_in(&browser));
    let mut browser = logs_in(&town, "alice", "another long one").await;
    assert_eq!(browser.address, "/log-in/second");
    types(&mut thief, &shown(&town, &key, 0)).await;
    assert!(!is_in(&thief));
    types(&mut browser, &shown(&town, &key, 0)).await;
    assert!(is_in(&browser));

    // No program gets a key for a password.
    let grant = town::json!({ "grant_type": "password", "username": "alice@example.org",
        "password": "another long one" });
    assert!(town.stranger().post_json("/oauth/token", grant).await.status >= 400);
}

#[tokio::test]
async fn a_planted_session_does_not_become_ones_own() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let _mallory = town.person_with_password("mallory", PASSWORD).await;
    let mut first = logs_in(&town, "alice", PASSWORD).await;
    let (key, _) = sets_up(&town, &mut first).await;

    let mut browser = half_in(&town, "alice").await;
    let planted = logs_in(&town, "mallory", PASSWORD).await.cookies["session"].clone();
    browser.open("/log-in/second").await;
    browser.cookies.insert("session".into(), planted.clone());
    browser.open("/log-in/second").await;
    types(&mut browser, &shown(&town, &key, 0)).await;
    assert!(is_in(&browser));
    assert_ne!(browser.cookies["session"], planted);
    let mut mallory = town.browser("/").await;
    mallory.cookies.insert("session".into(), planted);
    mallory.open("/settings").await;
    assert_eq!(mallory.address, "/log-in?then=/settings");
}

#[tokio::test]
async fn the_owner_asks_it_of_those_who_look_after_the_place() {
    let town = Town::new().await;
    crate::people::with_role(&town, "olga", Role::Owner).await;
    let mod_token = town.moderator("max").await;
    let mut owner = logs_in(&town, "olga", PASSWORD).await;
    let mut chief = crate::people::moderator(&town).await;
    chief.open("/moderation/reports").await;
    assert_eq!(chief.page.status, 200);
    chief.open("/moderation/security").await;
    assert_eq!(chief.page.status, 404);

    owner.open("/moderation/security").await;
    let roles = [("roles[]", "moderator")];
    owner.submit("/moderation/security", &roles).await;
    assert_eq!(owner.page.status, 422);
    assert!(owner.page.text.contains("your own second step first"));
    let _ = sets_up(&town, &mut owner).await;
    owner.open("/moderation/security").await;
    owner.submit("/moderation/security", &roles).await;
    assert!(owner.page.text.contains("Saved."));

    // At once, in browsers and programs; what any member may do stays.
    chief.open("/moderation/reports").await;
    assert_eq!(chief.page.status, 404);
    assert_eq!(mod_token.get("/api/v1/admin/reports").await.status, 403);
    let _ = mod_token.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    chief.open("/settings/security").await;
    assert!(chief.page.text.contains("Your role here needs a second step"));
    let _ = sets_up(&town, &mut chief).await;
    chief.open("/moderation/reports").await;
    assert_eq!(chief.page.status, 200);
}
