//! How people come in, and how they keep their key.

use std::time::Duration;

use ground::config::Registrations;
use ground::http::Role;
use town::{Browser, Person, Town, json};

pub(crate) const PASSWORD: &str = "a long enough one";

/// The newest letter to an address, when it has come; letters are read once.
pub(crate) async fn letter(town: &Town, to: &str) -> String {
    let folder = town.app.config.data.join("mails");
    for _ in 0..200 {
        let files = std::fs::read_dir(&folder).into_iter().flatten();
        for file in files
            .filter_map(Result::ok)
            .filter(|file| file.path().extension().is_some_and(|extension| extension == "eml"))
        {
            let text = std::fs::read_to_string(file.path()).unwrap();
            if text.contains(&format!("\r\nTo: {to}\r\n"))
                || text.starts_with(&format!("To: {to}\r\n"))
            {
                std::fs::remove_file(file.path()).unwrap();
                return text;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no letter to {to}");
}

pub(crate) fn letters_count(town: &Town) -> usize {
    std::fs::read_dir(town.app.config.data.join("mails")).map_or(0, Iterator::count)
}

/// The path of the link in a letter.
pub(crate) fn link(town: &Town, letter: &str) -> String {
    // Long lines may have been folded as quoted-printable.
    let text = letter.replace("=\r\n", "").replace("=3D", "=");
    let start = text.find(&town.url).unwrap_or_else(|| panic!("no link in {text}"));
    let link = text[start..].split_whitespace().next().unwrap();
    link[town.url.len()..].to_owned()
}

pub(crate) async fn signs_up(town: &Town, name: &str, more: &[(&str, &str)]) -> Browser {
    let mut browser = town.browser("/sign-up").await;
    let email = format!("{name}@example.org");
    let mut answers = vec![("username", name), ("email", &email), ("password", PASSWORD)];
    answers.extend(more);
    browser.submit("/sign-up", &answers).await;
    browser
}

pub(crate) async fn logs_in(town: &Town, name: &str, password: &str) -> Browser {
    let mut browser = town.browser("/log-in").await;
    let email = format!("{name}@example.org");
    browser.submit("/log-in", &[("email", &email), ("password", password)]).await;
    browser
}

pub(crate) async fn follows_letter(town: &Town, name: &str) -> Browser {
    let path = link(town, &letter(town, &format!("{name}@example.org")).await);
    let mut browser = town.browser(&path).await;
    browser.submit(&path, &[]).await;
    browser
}

pub(crate) fn is_in(browser: &Browser) -> bool {
    browser.cookies.contains_key("session")
}

async fn sees(town: &Town, name: &str) -> u16 {
    town.stranger().get(&format!("/api/v1/accounts/lookup?acct={name}")).await.status
}

/// Somebody with a password, looking after the place.
pub(crate) async fn with_role(town: &Town, name: &str, role: Role) {
    let hash = social::accounts::password::hash(PASSWORD.to_owned()).await.unwrap();
    let new = social::people::NewAccount {
        username: name.to_owned(),
        email: format!("{name}@example.org"),
        password_hash: hash,
        locale: ground::Locale::En,
        reason: String::new(),
        role,
        confirmed: true,
        approved: true,
    };
    town.app.write(async move |tx| social::people::create(tx, new).await).await.unwrap();
}

pub(crate) async fn moderator(town: &Town) -> Browser {
    with_role(town, "chief", Role::Moderator).await;
    logs_in(town, "chief", PASSWORD).await
}

#[tokio::test]
async fn somebody_signs_up_confirms_and_logs_in() {
    let town = Town::new().await;
    let browser = signs_up(&town, "alice", &[]).await;
    assert_eq!(browser.page.status, 200);
    assert!(browser.page.text.contains("no mail set up"));
    assert_eq!(sees(&town, "alice").await, 404);
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));

    let letter = letter(&town, "alice@example.org").await;
    assert!(letter.contains("Portevoix"));
    let path = link(&town, &letter);
    assert!(path.starts_with("/confirm/"));
    // Mail programs that open links confirm nothing.
    let mut browser = town.browser(&path).await;
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));
    browser.submit(&path, &[]).await;
    assert_eq!(browser.page.status, 200);
    assert_eq!(town.browser(&path).await.page.status, 422);

    let browser = logs_in(&town, "alice", PASSWORD).await;
    assert!(is_in(&browser));
    assert_eq!(sees(&town, "alice").await, 200);
    let kept = std::fs::read_dir(&town.app.config.data).unwrap();
    let kept: Vec<_> = kept.filter_map(Result::ok).map(|file| file.path()).collect();
    let secret = &browser.cookies["session"];
    for file in kept.iter().filter(|path| path.is_file()) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
}

#[tokio::test]
async fn a_known_address_is_not_told_of() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let unknown = signs_up(&town, "bob", &[]).await;
    let known = signs_up(&town, "bobby", &[("email", "alice@example.org")]).await;
    assert_eq!(known.page.text, unknown.page.text);
    assert!(letter(&town, "alice@example.org").await.contains("account here already"));

    let mut pages = Vec::new();
    for email in ["alice@example.org", "nobody@example.org"] {
        let mut browser = town.browser("/password/new").await;
        browser.submit("/password/new", &[("email", email)]).await;
        pages.push(browser.page.text);
    }
    assert_eq!(pages[0], pages[1]);
    let wrong = logs_in(&town, "alice", "wrong password").await;
    let nobody = logs_in(&town, "nobody", "wrong password").await;
    assert_eq!((wrong.page.status, nobody.page.status), (422, 422));
    assert_eq!(wrong.page.text, nobody.page.text.replace("nobody@", "alice@"));
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field() {
    let town = Town::new().await;
    let _alice = town.person("alice").await;
    for (field, value) in [
        ("username", "Alice"),
        ("username", "not a handle"),
        ("username", "admin"),
        ("email", "not an address"),
        ("password", "short"),
    ] {
        let browser = signs_up(&town, "bob", &[(field, value)]).await;
        assert_eq!(browser.page.status, 422, "{field} {value}");
        assert!(browser.page.text.contains(&format!("id=\"{field}-error\"")));
    }
    assert_eq!(letters_count(&town), 0);
}

#[tokio::test]
async fn moderators_let_in_whom_they_like() {
    let town = Town::with(|config| config.registrations = Registrations::Approval).await;
    let browser = signs_up(&town, "alice", &[]).await;
    assert_eq!(browser.page.status, 422);
    let _ = signs_up(&town, "alice", &[("reason", "I like <it>")]).await;
    let _ = signs_up(&town, "mallory", &[("reason", "To sell")]).await;
    let browser = follows_letter(&town, "alice").await;
    assert!(browser.page.text.contains("waiting for approval"));
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));

    let mut chief = moderator(&town).await;
    chief.open("/moderation/sign-ups").await;
    assert!(chief.page.text.contains("I like &lt;it&gt;"));
    chief.submit("/moderation/sign-ups", &[("decision", "accept")]).await;
    assert!(!chief.page.text.contains("@alice"));
    chief.submit("/moderation/sign-ups", &[("decision", "refuse")]).await;
    assert!(chief.page.text.contains("Nobody is waiting"));

    assert!(letter(&town, "alice@example.org").await.contains("let in"));
    let mut alice = logs_in(&town, "alice", PASSWORD).await;
    assert!(is_in(&alice));
    assert_eq!(sees(&town, "alice").await, 200);
    alice.open("/moderation/sign-ups").await;
    assert_eq!(alice.page.status, 404);
    // The handle is free again.
    let again = signs_up(&town, "mallory", &[("reason", "Once more")]).await;
    assert_eq!(again.page.status, 200);
}

#[tokio::test]
async fn members_invite() {
    let town = Town::with(|config| config.registrations = Registrations::Invitation).await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let refused = signs_up(&town, "bob", &[("invitation", "made-up")]).await;
    assert_eq!(refused.page.status, 422);

    let mut alice = logs_in(&town, "alice", PASSWORD).await;
    alice.open("/settings/invitations").await;
    alice.submit("/settings/invitations", &[]).await;
    let (_, rest) = alice.page.text.split_once("class=\"invitation\">").unwrap();
    let address = rest.split('<').next().unwrap().to_owned();
    for guest in ["bob", "carol", "dave", "erin", "frank"] {
        let mut browser = town.browser(&address).await;
        let email = format!("{guest}@example.org");
        let answers = [("username", guest), ("email", &email), ("password", PASSWORD)];
        browser.submit("/sign-up", &answers).await;
        assert_eq!(browser.page.status, 200);
    }
    let code = address.rsplit('=').next().unwrap();
    let sixth = signs_up(&town, "grace", &[("invitation", code)]).await;
    assert_eq!(sixth.page.status, 422);
    let _ = follows_letter(&town, "bob").await;
    assert!(is_in(&logs_in(&town, "bob", PASSWORD).await));
}

#[tokio::test]
async fn a_closed_house_lets_nobody_in() {
    let town = Town::with(|config| config.registrations = Registrations::Closed).await;
    let browser = town.browser("/sign-up").await;
    assert!(browser.page.text.contains("Nobody can join"));
    assert!(!browser.page.text.contains("action=\"/sign-up\""));
    let mut browser = browser;
    let request = browser.request(town::Method::POST, "/sign-up");
    let fields = [("username", "bob"), ("email", "b@example.org"), ("password", PASSWORD)];
    browser.go(request.form(&fields), "/sign-up").await;
    assert_eq!(browser.page.status, 403);
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let town = Town::with(|config| config.dev = false).await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    for _ in 0..10 {
        assert_eq!(logs_in(&town, "alice", "wrong password").await.page.status, 422);
    }
    let throttled = logs_in(&town, "alice", PASSWORD).await;
    assert_eq!(throttled.page.status, 429);
    assert!(!is_in(&throttled));
}

#[tokio::test]
async fn a_session_is_new_at_every_log_in_and_ends_at_log_out() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let first = browser.cookies["session"].clone();
    let other = logs_in(&town, "alice", PASSWORD).await;
    assert_ne!(other.cookies["session"], first);
    browser.open("/settings").await;
    assert_eq!(browser.page.status, 200);
    assert!(browser.page.header("cache-control").contains("private"));

    // The cookie opens pages, not the API.
    browser.open("/api/v1/accounts/verify_credentials").await;
    assert_eq!(browser.page.status, 401);

    // A consent page holds the way out.
    let out = town::Filled {
        action: "/log-out".into(),
        fields: {
            browser.open("/settings/sessions").await;
            browser.fill("/settings/sessions", &[]).fields
        },
    };
    browser.send(out).await;
    assert!(!is_in(&browser));
    browser.cookies.insert("session".into(), first);
    browser.open("/settings").await;
    assert_eq!(browser.address, "/log-in?then=/settings");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_everybody_else_logged_out() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    let mut thief = logs_in(&town, "alice", PASSWORD).await;

    let mut browser = town.browser("/password/new").await;
    browser.submit("/password/new", &[("email", "Alice@Example.org")]).await;
    let path = link(&town, &letter(&town, "alice@example.org").await);
    assert!(path.starts_with("/password/reset/"));
    let mut browser = town.browser(&path).await;
    browser.submit("/password/reset", &[("password", "short")]).await;
    assert_eq!(browser.page.status, 422);
    browser.submit("/password/reset", &[("password", "another long one")]).await;
    assert_eq!(browser.address, "/log-in");

    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_error(401);
    thief.open("/settings").await;
    assert_eq!(thief.address, "/log-in?then=/settings");
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));
    assert!(is_in(&logs_in(&town, "alice", "another long one").await));
    let mut browser = town.browser(&path).await;
    browser.submit("/password/reset", &[("password", "once more, long")]).await;
    assert_eq!(browser.page.status, 422);
}

#[tokio::test]
async fn a_link_in_a_letter_holds_for_its_time() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = town.browser("/password/new").await;
    browser.submit("/password/new", &[("email", "alice@example.org")]).await;
    let path = link(&town, &letter(&town, "alice@example.org").await);
    town.later_by_ms(60 * 60 * 1000);
    let mut browser = town.browser(&path).await;
    browser.submit("/password/reset", &[("password", "another long one")]).await;
    assert_eq!(browser.page.status, 422);
}

#[tokio::test]
async fn a_person_changes_handle_address_and_password() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let _bob = town.person("bob").await;
    let post = alice.publishes("Before").await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    browser.open("/settings/account").await;

    for bad in ["bob", "not a handle", "root"] {
        browser.submit("/settings/handle", &[("username", bad)]).await;
        assert_eq!(browser.page.status, 422);
        assert!(browser.page.text.contains(&format!("value=\"{bad}\"")), "what was typed is kept");
    }
    browser.submit("/settings/handle", &[("username", "Alicia")]).await;
    assert!(browser.page.text.contains("Saved."));
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["account"]["acct"], "Alicia");
    assert_eq!(seen["account"]["id"], alice.id.as_str());
    // The old handle leads on.
    assert_eq!(sees(&town, "alice").await, 200);

    let wrong = [("email", "new@example.org"), ("current_password", "wrong")];
    browser.submit("/settings/email", &wrong).await;
    assert_eq!(browser.page.status, 422);
    assert!(browser.page.text.contains("href=\"#email-current\""));
    assert!(browser.page.text.contains("value=\"new@example.org\""));
    let right = [("email", "new@example.org"), ("current_password", PASSWORD)];
    browser.submit("/settings/email", &right).await;
    assert!(is_in(&logs_in(&town, "alice", PASSWORD).await));
    let path = link(&town, &letter(&town, "new@example.org").await);
    let mut mail = town.browser(&path).await;
    mail.submit(&path, &[]).await;
    assert!(letter(&town, "alice@example.org").await.contains("another address"));
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));
    assert!(is_in(&logs_in(&town, "new", PASSWORD).await));

    browser.open("/settings/account").await;
    let change = [("password", "another long one"), ("current_password", PASSWORD)];
    browser.submit("/settings/password", &change).await;
    assert!(browser.page.text.contains("Saved."));
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_error(401);
    browser.open("/settings/sessions").await;
    browser.submit("/settings/sessions", &[]).await;
    assert_eq!(browser.address, "/log-in");
    assert!(is_in(&logs_in(&town, "new", "another long one").await));
}

#[tokio::test]
async fn a_person_changes_what_others_see_and_what_is_usual() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    browser.open("/settings/profile").await;
    browser.submit("/settings/profile", &[("display_name", "Alice <3")]).await;
    assert!(browser.page.text.contains("Saved."));
    assert!(browser.page.text.contains("value=\"Alice &lt;3\""));
    let long = "x".repeat(61);
    browser.submit("/settings/profile", &[("display_name", &long), ("note", "kept")]).await;
    assert_eq!(browser.page.status, 422);
    assert!(browser.page.text.contains("kept"));
    browser.open("/settings/privacy").await;
    let mut form = browser.fill("/settings/privacy", &[]);
    form.fields.retain(|(name, _)| name != "indexable");
    form.fields.push(("locked".into(), "true".into()));
    browser.send(form).await;
    assert!(browser.page.text.contains("Saved."));
    let me = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["display_name"], "Alice <3");
    assert_eq!((&me["locked"], &me["indexable"]), (&json!(true), &json!(false)));
    assert_eq!(me["discoverable"], true);

    browser.open("/settings/preferences").await;
    let wish = [("visibility", "private"), ("language", "fr"), ("locale", "fr")];
    browser.submit("/settings/preferences", &wish).await;
    assert!(browser.page.text.contains("C’est enregistré."));
    let prefers = alice.get("/api/v1/preferences").await.expect_ok();
    assert_eq!(prefers["posting:default:visibility"], "private");
    assert_eq!(prefers["posting:default:language"], "fr");
}

#[tokio::test]
async fn a_person_sees_where_they_are_logged_in_and_ends_one() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let _bob = town.person_with_password("bob", PASSWORD).await;
    let mut other = logs_in(&town, "alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    browser.open("/settings").await;
    assert!(browser.page.text.contains("/settings/sessions"));
    browser.open("/settings/sessions").await;
    assert!(browser.page.text.contains("This browser"));
    let doors = |browser: &town::Browser| -> Vec<String> {
        let parts = browser.page.text.split("formaction=\"/settings/sessions/").skip(1);
        parts.map(|part| part.split('/').next().unwrap().to_owned()).collect()
    };
    let before = doors(&browser);
    // This browser, the other one, and the key that the story holds.
    assert_eq!(before.len(), 3, "{}", browser.page.text);
    browser.press(&format!("/settings/sessions/{}/end", before[1])).await;
    assert!(browser.page.text.contains("Ended."));
    assert_eq!(doors(&browser).len(), 2);
    other.open("/settings").await;
    assert_eq!(other.address, "/log-in?then=/settings");
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();

    // Nobody ends another's.
    let mut his = logs_in(&town, "bob", PASSWORD).await;
    his.open("/settings/sessions").await;
    let form = town::Filled {
        action: format!("/settings/sessions/{}/end", before[0]),
        fields: his.fill("/settings/sessions", &[]).fields,
    };
    his.send(form).await;
    assert_eq!(his.page.status, 404);

    browser.press(&format!("/settings/sessions/{}/end", before[0])).await;
    assert_eq!(browser.address, "/log-in");
    assert!(!is_in(&browser));
}

#[tokio::test]
async fn it_is_told_when_a_session_was_last_used() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let mut other = logs_in(&town, "alice", PASSWORD).await;
    other.open("/settings").await;
    social::instance::activity::sweep(&town.app).await.unwrap();
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    browser.open("/settings/sessions").await;
    // The one just made was not used on a day that is counted yet.
    assert_eq!(browser.page.text.matches("last used <time").count(), 1, "{}", browser.page.text);
}

#[tokio::test]
async fn a_suspended_person_is_out_at_once() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let mut browser = logs_in(&town, "alice", PASSWORD).await;
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    let id = ground::AccountId(alice.id.parse().unwrap());
    let suspend = async move |tx: &mut db::Tx| social::accounts::suspend(tx, id, true).await;
    town.app.write(suspend).await.unwrap();

    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_error(403);
    let told = town.stranger().get("/api/v1/accounts/lookup?acct=alice").await.expect_ok();
    assert_eq!(told["suspended"], true);
    browser.open("/settings").await;
    assert_eq!(browser.page.status, 403);
    assert!(!is_in(&logs_in(&town, "alice", PASSWORD).await));

    let again = async move |tx: &mut db::Tx| social::accounts::suspend(tx, id, false).await;
    town.app.write(again).await.unwrap();
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    let person = town.app.read(async |tx| social::people::by_email(tx, "alice@example.org").await);
    let person = person.await.unwrap().unwrap().id;
    let disable = async move |tx: &mut db::Tx| social::people::disable(tx, person, true).await;
    town.app.write(disable).await.unwrap();
    let _ = alice.get("/api/v1/accounts/verify_credentials").await.expect_error(403);
}

/// A program alone, as an app that offers to sign up.
async fn program(town: &Town) -> Person {
    let stranger = town.stranger();
    let asked = json!({
        "client_name": "app", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read write",
    });
    let made = stranger.post_json("/api/v1/apps", asked).await.expect_ok();
    let asked = json!({
        "grant_type": "client_credentials", "scope": "read write",
        "client_id": made["client_id"], "client_secret": made["client_secret"],
    });
    let token = stranger.post_json("/oauth/token", asked).await.expect_ok();
    stranger.with_token(token["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn an_app_signs_somebody_up() {
    let town = Town::new().await;
    let _alice = town.person("alice").await;
    let program = program(&town).await;
    let mut wish = json!({
        "username": "bob", "email": "bob@example.org", "password": PASSWORD,
        "agreement": false, "locale": "en",
    });
    for (field, value, kind) in [
        ("agreement", json!(false), "ERR_ACCEPTED"),
        ("username", json!("alice"), "ERR_TAKEN"),
        ("username", json!("admin"), "ERR_RESERVED"),
        ("username", json!("not a name"), "ERR_INVALID"),
        ("email", json!("nowhere"), "ERR_INVALID"),
        ("password", json!("short"), "ERR_TOO_SHORT"),
    ] {
        let mut wrong = wish.clone();
        wrong["agreement"] = true.into();
        wrong[field] = value;
        let refused = program.post_json("/api/v1/accounts", wrong).await;
        let why = refused.expect_error(422);
        let details = json!({ field: [{ "error": kind, "description": why }] });
        assert_eq!(refused.json()["details"], details);
    }
    wish["agreement"] = true.into();
    let _ = town.stranger().post_json("/api/v1/accounts", wish.clone()).await.expect_error(401);
    let token = program.post_json("/api/v1/accounts", wish.clone()).await.expect_ok();
    let bob = program.with_token(token["access_token"].as_str().unwrap());
    wish["username"] = "bobby".into();
    wish["email"] = "alice@example.org".into();
    let token = program.post_json("/api/v1/accounts", wish).await.expect_ok();
    let nobody = program.with_token(token["access_token"].as_str().unwrap());

    for one in [&bob, &nobody] {
        let why = one.get("/api/v1/accounts/verify_credentials").await.expect_error(403);
        assert!(why.contains("not confirmed"));
        assert_eq!(one.get("/api/v1/emails/check_confirmation").await.expect_ok(), json!(false));
        let _ = one.post("/api/v1/emails/confirmations").await.expect_ok();
    }
    let _ = follows_letter(&town, "bob").await;
    let me = bob.get("/api/v1/accounts/verify_credentials").await.expect_ok();
    assert_eq!(me["username"], "bob");
    assert_eq!(bob.get("/api/v1/emails/check_confirmation").await.expect_ok(), json!(true));
    let _ = bob.post("/api/v1/emails/confirmations").await.expect_error(403);
}

#[tokio::test]
async fn admins_end_invitations() {
    let town = Town::with(|config| config.registrations = Registrations::Invitation).await;
    let (_, mut hers) = crate::pages::member(&town, "alice").await;
    let mut ada = crate::instance::browser_of(&town, "ada", true).await;
    hers.open("/admin/invitations").await;
    assert_eq!(hers.page.status, 404);
    ada.open("/admin/invitations").await;
    crate::pages::shows(&ada, "No open invitations.");
    hers.open("/settings/invitations").await;
    hers.submit("/settings/invitations", &[]).await;
    ada.open("/admin/invitations").await;
    crate::pages::shows(&ada, "@alice");
    let (before, _) = ada.page.text.split_once("/end\"").unwrap();
    let id = before.rsplit('/').next().unwrap().to_owned();
    ada.press(&format!("/admin/invitations/{id}/end")).await;
    crate::pages::shows(&ada, "No open invitations.");
    hers.open("/settings/invitations").await;
    assert!(!hers.page.text.contains("class=\"invitation\""));
}
