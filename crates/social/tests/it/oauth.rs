//! How a program gets a key, and what keeps others from getting one.

use town::{Answer, Browser, Method, Person, Town, Value, json};

const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";
const BACK: &str = "https://app.example/back?from=here";
/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const PASSWORD: &str = "a long enough one";

/// A program that has registered.
struct Program {
    id: String,
    secret: String,
    person: Person,
}

impl Program {
    async fn new(town: &Town, scopes: &str) -> Self {
        let person = town.stranger();
        let asked = json!({
            "client_name": "Test <app>", "redirect_uris": [OUT_OF_BAND, BACK], "scopes": scopes,
        });
        let made = person.post_json("/api/v1/apps", asked).await.expect_ok();
        let text = |name: &str| made[name].as_str().unwrap().to_owned();
        Self { id: text("client_id"), secret: text("client_secret"), person }
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![("response_type", "code"), ("client_id", &self.id)];
        pairs.extend(more);
        let pairs: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| {
                format!("{name}={}", value.replace('+', "%2B").replace('&', "%26"))
            })
            .collect();
        format!("/oauth/authorize?{}", pairs.join("&").replace(' ', "+"))
    }

    async fn asks(&self, more: Value) -> Answer {
        let mut body = json!({ "client_id": self.id, "client_secret": self.secret });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.person.post_json("/oauth/token", body).await
    }

    async fn redeems(&self, code: &str, redirect: &str, verifier: Option<&str>) -> Answer {
        self.asks(json!({
            "grant_type": "authorization_code", "code": code, "redirect_uri": redirect,
            "code_verifier": verifier,
        }))
        .await
    }
}

async fn logs_in(browser: &mut Browser, name: &str) {
    let email = format!("{name}@example.org");
    browser.submit("/log-in", &[("email", &email), ("password", PASSWORD)]).await;
}

/// The code a person gets who logs in and agrees.
async fn code(town: &Town, program: &Program, name: &str, more: &[(&str, &str)]) -> String {
    let mut asked = vec![("redirect_uri", OUT_OF_BAND)];
    asked.extend(more);
    let mut browser = town.browser(&program.address(&asked)).await;
    logs_in(&mut browser, name).await;
    browser.submit("/oauth/authorize", &[]).await;
    browser.element("authorization-code")
}

fn says(answer: &Answer, status: u16, word: &str) {
    assert_eq!(answer.expect_error(status), word);
    assert!(!answer.json()["error_description"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn a_person_lets_a_program_act_for_them() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read write follow push").await;

    // As Mastodon.py writes it, words for nothing included.
    let asked = [
        ("redirect_uri", OUT_OF_BAND),
        ("scope", "read write follow push"),
        ("force_login", "False"),
        ("state", "None"),
        ("lang", "None"),
    ];
    let mut browser = town.browser(&program.address(&asked)).await;
    assert!(browser.address.starts_with("/log-in?then=/oauth/authorize"), "{}", browser.address);
    logs_in(&mut browser, "alice").await;
    assert!(browser.page.text.contains("Test &lt;app&gt;"));
    browser.submit("/oauth/authorize", &[]).await;
    let code = browser.element("authorization-code");

    let token = program.redeems(&code, OUT_OF_BAND, None).await.expect_ok();
    assert_eq!(token["token_type"], "Bearer");
    assert_eq!(token["scope"], "read write follow push");
    assert!(token["created_at"].is_i64());
    assert!(token.get("refresh_token").is_none());
    let app = alice.with_token(token["access_token"].as_str().unwrap());
    let _ = app.publishes("From my program").await;
    let me = app.get("/oauth/userinfo").await.expect_ok();
    assert_eq!(me["preferred_username"], "alice");
    let known = app.get("/api/v1/apps/verify_credentials").await.expect_ok();
    assert_eq!(known["name"], "Test <app>");
    assert!(known.get("client_secret").is_none());
}

#[tokio::test]
async fn a_browser_is_led_back_with_code_and_state_and_proves_with_pkce() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let asked = [
        ("redirect_uri", BACK),
        ("state", "a b&c"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let mut browser = town.browser("/log-in").await;
    logs_in(&mut browser, "alice").await;
    let mut codes = Vec::new();
    for _ in 0..3 {
        browser.open(&program.address(&asked)).await;
        browser.submit("/oauth/authorize", &[]).await;
        let address = browser.address.clone();
        let (start, end) = ("https://app.example/back?from=here&code=", "&state=a%20b%26c");
        codes.push(address.strip_prefix(start).unwrap().strip_suffix(end).unwrap().to_owned());
    }
    says(&program.redeems(&codes[0], BACK, None).await, 400, "invalid_grant");
    let wrong = "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong";
    says(&program.redeems(&codes[1], BACK, Some(wrong)).await, 400, "invalid_grant");
    says(&program.redeems(&codes[2], OUT_OF_BAND, Some(VERIFIER)).await, 400, "invalid_grant");
    let _ = program.redeems(&codes[2], BACK, Some(VERIFIER)).await.expect_ok();
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_refused() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let code = code(&town, &program, "alice", &[]).await;
    let answer = program.redeems(&code, OUT_OF_BAND, Some(VERIFIER)).await;
    says(&answer, 400, "invalid_grant");
}

#[tokio::test]
async fn a_code_used_twice_ends_what_it_gave() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let code = code(&town, &program, "alice", &[]).await;
    let token = program.redeems(&code, OUT_OF_BAND, None).await.expect_ok();
    let app = alice.with_token(token["access_token"].as_str().unwrap());
    let _ = app.get("/oauth/userinfo").await.expect_ok();

    says(&program.redeems(&code, OUT_OF_BAND, None).await, 400, "invalid_grant");
    let _ = app.get("/oauth/userinfo").await.expect_error(401);
}

#[tokio::test]
async fn a_code_is_bound_to_its_program_and_to_ten_minutes() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let (program, thief) = (Program::new(&town, "read").await, Program::new(&town, "read").await);
    let code = code(&town, &program, "alice", &[]).await;
    says(&thief.redeems(&code, OUT_OF_BAND, None).await, 400, "invalid_grant");
    town.later_by_ms(10 * 60 * 1000);
    says(&program.redeems(&code, OUT_OF_BAND, None).await, 400, "invalid_grant");
}

#[tokio::test]
async fn scopes_stay_within_what_was_registered() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read write:statuses").await;
    let mut browser = town.browser("/log-in").await;
    logs_in(&mut browser, "alice").await;
    for scope in ["write", "read nonsense", "push"] {
        browser.open(&program.address(&[("redirect_uri", BACK), ("scope", scope)])).await;
        assert!(
            browser.address.starts_with("https://app.example/back?from=here&error=invalid_scope")
        );
    }
    let code = code(&town, &program, "alice", &[("scope", "read:accounts write:statuses")]).await;
    let token = program.redeems(&code, OUT_OF_BAND, None).await.expect_ok();
    assert_eq!(token["scope"], "read:accounts write:statuses");
    let app = alice.with_token(token["access_token"].as_str().unwrap());
    let _ = app.publishes("allowed").await;
    let _ = app.get("/api/v1/bookmarks").await.expect_error(403);

    let body = json!({ "client_name": "x", "redirect_uris": OUT_OF_BAND, "scopes": "everything" });
    let _ = town.stranger().post_json("/api/v1/apps", body).await.expect_error(422);
}

#[tokio::test]
async fn nobody_is_led_to_an_address_that_was_not_registered() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let mut browser = town.browser("/log-in").await;
    logs_in(&mut browser, "alice").await;
    for address in ["https://evil.example/", "https://app.example/back", "", &format!("{BACK}%23")]
    {
        browser.open(&program.address(&[("redirect_uri", address)])).await;
        assert_eq!(browser.page.status, 400);
        assert!(browser.address.starts_with("/oauth/authorize"));
    }
    browser.open("/oauth/authorize?response_type=code&client_id=nobody&redirect_uri=x:y").await;
    assert_eq!(browser.page.status, 400);
    for then in ["https://evil.example", "//evil.example", "/%5Cevil.example", "javascript:1"] {
        let mut browser = town.browser(&format!("/log-in?then={then}")).await;
        logs_in(&mut browser, "alice").await;
        assert_eq!(browser.address, "/");
    }
    for bad in ["javascript:alert(1)", "no-scheme", "https://a.example/#x", "", "http:x"] {
        let body = json!({ "client_name": "x", "redirect_uris": bad });
        let _ = town.stranger().post_json("/api/v1/apps", body).await.expect_error(422);
    }
}

#[tokio::test]
async fn plain_challenges_and_other_flows_are_refused() {
    let town = Town::new().await;
    let program = Program::new(&town, "read").await;
    for (more, word) in [
        (vec![("code_challenge", VERIFIER)], "invalid_request"),
        (vec![("code_challenge", VERIFIER), ("code_challenge_method", "plain")], "invalid_request"),
        (vec![("code_challenge", "short"), ("code_challenge_method", "S256")], "invalid_request"),
        (vec![("response_type", "token")], "unsupported_response_type"),
    ] {
        let mut asked = vec![("redirect_uri", BACK)];
        asked.extend(more);
        let mut address = program.address(&asked);
        if word == "unsupported_response_type" {
            address = address.replacen("response_type=code&", "", 1);
        }
        let browser = town.browser(&address).await;
        let start = format!("{BACK}&error={word}&error_description=");
        assert!(browser.address.starts_with(&start), "{}", browser.address);
    }
}

#[tokio::test]
async fn whoever_refuses_says_so_to_the_program() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let mut browser = town.browser(&program.address(&[("redirect_uri", BACK)])).await;
    logs_in(&mut browser, "alice").await;
    browser.submit("/oauth/authorize", &[("decision", "refuse")]).await;
    assert!(browser.address.contains("error=access_denied"));
}

#[tokio::test]
async fn a_form_of_another_page_does_nothing() {
    let town = Town::new().await;
    let _alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read").await;
    let mut browser = town.browser(&program.address(&[("redirect_uri", OUT_OF_BAND)])).await;
    logs_in(&mut browser, "alice").await;
    let good = browser.fill("/oauth/authorize", &[]);

    for seal in ["", "guessed"] {
        browser.send(browser_fill(&good, seal)).await;
        assert_eq!(browser.page.status, 403);
    }
    let foreign = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ];
    for (name, value) in foreign {
        let request = browser.request(Method::POST, "/oauth/authorize");
        browser.go(request.header(name, value).form(&good.fields), "/oauth/authorize").await;
        assert_eq!(browser.page.status, 403);
    }
    let request = browser.request(Method::POST, "/oauth/authorize");
    let request = request.header("origin", &town.url).form(&good.fields);
    browser.go(request, "/oauth/authorize").await;
    assert!(!browser.element("authorization-code").is_empty());
}

fn browser_fill(good: &town::Filled, seal: &str) -> town::Filled {
    let mut form = good.clone();
    form.fields.retain(|(name, _)| name != "seal");
    if !seal.is_empty() {
        form.fields.push(("seal".to_owned(), seal.to_owned()));
    }
    form
}

#[tokio::test]
async fn a_program_alone_may_little() {
    let town = Town::new().await;
    let program = Program::new(&town, "read write").await;
    let ask = json!({ "grant_type": "client_credentials", "scope": "read" });
    let token = program.asks(ask).await.expect_ok();
    let alone = program.person.with_token(token["access_token"].as_str().unwrap());
    let _ = alone.get("/api/v1/apps/verify_credentials").await.expect_ok();
    let _ = alone.get("/api/v1/bookmarks").await.expect_error(422);
    let ask = json!({ "grant_type": "client_credentials", "scope": "push" });
    says(&program.asks(ask).await, 400, "invalid_scope");
}

#[tokio::test]
async fn a_program_gives_its_key_back_and_only_its_own() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let (program, other) = (Program::new(&town, "read").await, Program::new(&town, "read").await);
    let code = code(&town, &program, "alice", &[]).await;
    let token = program.redeems(&code, OUT_OF_BAND, None).await.expect_ok();
    let token = token["access_token"].as_str().unwrap();
    let app = alice.with_token(token);
    let _ = app.get("/oauth/userinfo").await.expect_ok();

    let body = |program: &Program, token: &str| json!({ "client_id": program.id, "client_secret": program.secret, "token": token });
    let refused = town.stranger().post_json("/oauth/revoke", body(&other, token)).await;
    says(&refused, 403, "unauthorized_client");
    let _ = app.get("/oauth/userinfo").await.expect_ok();
    for token in [token, token, "never-was"] {
        let done = town.stranger().post_json("/oauth/revoke", body(&program, token)).await;
        assert_eq!(done.expect_ok(), json!({}));
    }
    let _ = app.get("/oauth/userinfo").await.expect_error(401);
}

#[tokio::test]
async fn a_key_that_ends_is_renewed_and_a_stolen_one_dies() {
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    let program = Program::new(&town, "read offline_access").await;
    let code = code(&town, &program, "alice", &[("scope", "read offline_access")]).await;
    let first = program.redeems(&code, OUT_OF_BAND, None).await.expect_ok();
    assert_eq!(first["expires_in"], 7200);
    let text = |token: &Value, name: &str| token[name].as_str().unwrap().to_owned();
    let app = alice.with_token(&text(&first, "access_token"));
    let _ = app.get("/oauth/userinfo").await.expect_ok();
    town.later_by_ms(7200 * 1000);
    let _ = app.get("/oauth/userinfo").await.expect_error(401);

    let renew = |token: &Value| json!({ "grant_type": "refresh_token", "refresh_token": text(token, "refresh_token") });
    let second = program.asks(renew(&first)).await.expect_ok();
    let app = alice.with_token(&text(&second, "access_token"));
    let _ = app.get("/oauth/userinfo").await.expect_ok();

    says(&program.asks(renew(&first)).await, 400, "invalid_grant");
    let _ = app.get("/oauth/userinfo").await.expect_error(401);
    says(&program.asks(renew(&second)).await, 400, "invalid_grant");
}

#[tokio::test]
async fn requests_for_a_token_are_refused_in_the_words_of_the_rfc() {
    let town = Town::new().await;
    let program = Program::new(&town, "read").await;
    for (ask, word) in [
        (json!({}), "invalid_request"),
        (json!({ "grant_type": "password" }), "unsupported_grant_type"),
        (json!({ "grant_type": "authorization_code" }), "invalid_request"),
        (json!({ "grant_type": "authorization_code", "code": "x" }), "invalid_grant"),
        (json!({ "grant_type": "refresh_token" }), "invalid_grant"),
    ] {
        says(&program.asks(ask).await, 400, word);
    }
    let wrong = json!({ "grant_type": "client_credentials", "client_secret": "wrong" });
    says(&program.asks(wrong).await, 401, "invalid_client");

    let stranger = town.stranger();
    let request =
        stranger.request(Method::POST, "/oauth/token").basic_auth(&program.id, Some("no"));
    let body = [("grant_type", "client_credentials")];
    says(&stranger.send(request.form(&body)).await, 401, "invalid_client");
    let request = stranger.request(Method::POST, "/oauth/token");
    let request = request.basic_auth(&program.id, Some(&program.secret));
    let _ = stranger.send(request.form(&body)).await.expect_ok();
    let request =
        stranger.request(Method::POST, "/oauth/token").header("content-type", "application/json");
    says(&stranger.send(request.body("{")).await, 400, "invalid_request");
}

#[tokio::test]
async fn the_server_says_where_its_doors_are() {
    let town = Town::new().await;
    let asked = town.stranger().get("/.well-known/oauth-authorization-server").await;
    let doors = asked.expect_ok();
    assert_eq!(doors["issuer"], format!("{}/", town.url));
    assert_eq!(doors["code_challenge_methods_supported"], json!(["S256"]));
    assert!(doors["scopes_supported"].as_array().unwrap().contains(&json!("write:statuses")));
}
