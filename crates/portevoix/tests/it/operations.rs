//! What the person who runs the server relies on: figures, budgets, checks, coming back.

use town::{Town, json};

#[tokio::test]
async fn figures_are_for_this_machine_only() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    alice.publishes("Bonjour").await;

    let stranger = town.stranger();
    let figures = stranger.get("/metrics").await;
    assert_eq!(figures.status, 200);
    let counted = "portevoix_http_requests_total{method=\"POST\",path=\"/api/v1/statuses\"";
    assert!(figures.text.contains(counted), "{}", figures.text);

    let through_a_proxy = stranger.request(reqwest::Method::GET, "/metrics");
    let through_a_proxy = through_a_proxy.header("x-forwarded-for", "198.51.100.7");
    assert_eq!(stranger.send(through_a_proxy).await.status, 404);
}

#[tokio::test]
async fn strangers_have_a_budget_and_members_read_freely() {
    let town = Town::with(|config| config.dev = false).await;
    let alice = town.person("alice").await;
    let stranger = town.stranger();
    let path = "/api/v1/timelines/public";

    let first = stranger.get(path).await;
    assert_eq!(first.header("x-ratelimit-limit"), "300");
    assert_eq!(first.header("x-ratelimit-remaining"), "299");
    assert!(first.header("x-ratelimit-reset").ends_with('Z'));
    for _ in 0..3000 {
        if stranger.get(path).await.status == 429 {
            break;
        }
    }
    let refused = stranger.get(path).await;
    assert!(refused.expect_error(429).contains("again"));
    assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert_eq!(alice.get(path).await.status, 200);
    assert_eq!(alice.get(path).await.header("x-ratelimit-limit"), "");
}

#[tokio::test]
async fn a_bad_token_does_not_open_free_reading() {
    let town = Town::with(|config| config.dev = false).await;
    let guesser = town.stranger().with_token("not-a-token");
    let mut last = 0;
    for _ in 0..3000 {
        last = guesser.get("/api/v1/timelines/home").await.status;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn every_check_holds_after_a_busy_day() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    bob.follows(&alice).await;
    let post = alice.publishes("Bonjour @bob #accessibilité").await;
    let answer = bob.publishes_as(json!({ "status": "Oui", "in_reply_to_id": post })).await;
    for act in ["favourite", "reblog", "bookmark"] {
        let _ = bob.post(&format!("/api/v1/statuses/{post}/{act}")).await.expect_ok();
    }
    let _ = bob.post(&format!("/api/v1/statuses/{post}/unreblog")).await.expect_ok();
    let _ = bob.delete(&format!("/api/v1/statuses/{answer}")).await.expect_ok();
    town.settle().await;

    for check in portevoix::checks::ALL {
        let wrong = town.app.read(async move |tx| portevoix::checks::run(tx, check).await).await;
        assert_eq!(wrong.unwrap(), 0, "{}", check.says);
    }
    // A check can fail: a count that is off is found.
    let broken = db::sql("update account_count set posts = posts + 1");
    town.app.write(async move |tx| Ok(broken.run(tx).await?)).await.unwrap();
    let mut wrong = 0;
    for check in portevoix::checks::ALL {
        let found = town.app.read(async move |tx| portevoix::checks::run(tx, check).await).await;
        wrong += found.unwrap();
    }
    assert_eq!(wrong, 2);
}

#[tokio::test]
async fn files_and_tables_are_compared() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let compare = async || {
        let found = portevoix::checks::files(&town.app).await.unwrap();
        (found.missing, found.unnamed)
    };
    assert_eq!(compare().await, (0, 0));
    let file = town::multipart::Part::bytes(PNG.to_vec()).file_name("a.png");
    let form = town::multipart::Form::new().part("file", file);
    let sent = alice.request(reqwest::Method::POST, "/api/v2/media").multipart(form);
    let media = alice.send(sent).await.expect_ok();
    let portrait = town::multipart::Part::bytes(PNG.to_vec()).file_name("a.png");
    let form = town::multipart::Form::new().part("avatar", portrait);
    let path = "/api/v1/accounts/update_credentials";
    let sent = alice.request(reqwest::Method::PATCH, path).multipart(form);
    let _ = alice.send(sent).await.expect_ok();
    assert_eq!(compare().await, (0, 0));

    social::media::store::save(&town.app, PNG.to_vec(), "png").await.unwrap();
    assert_eq!(compare().await, (0, 1), "a file that nothing names");
    let name = media["url"].as_str().unwrap().rsplit('/').next().unwrap();
    social::media::store::remove(&town.app, name).await.unwrap();
    assert_eq!(compare().await, (1, 1), "a picture without its file");
}

/// A picture of one pixel.
const PNG: &[u8] = b"\
    \x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x01\x00\
    \x00\x00\x01\x08\x00\x00\x00\x00\x3a\x7e\x9b\x55\x00\x00\x00\x0a\x49\x44\x41\x54\x78\
    \x9c\x63\x60\x00\x00\x00\x02\x00\x01\x48\xaf\xa4\x71\x00\x00\x00\x00\x49\x45\x4e\x44\
    \xae\x42\x60\x82";

#[tokio::test]
async fn foreign_pages_may_ask_the_api_but_not_the_pages() {
    let town = Town::new().await;
    let stranger = town.stranger();
    let asked = stranger.request(reqwest::Method::OPTIONS, "/api/v1/statuses");
    let asked = asked
        .header("origin", "https://app.example")
        .header("access-control-request-method", "POST");
    let answer = stranger.send(asked).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-headers").contains("authorization"));
    assert_eq!(stranger.get("/log-in").await.header("access-control-allow-origin"), "");
}
