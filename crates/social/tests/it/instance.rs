//! What the server says of itself.

use ground::config::Registrations;
use town::{Town, json};

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
    assert!(two["version"].as_str().unwrap().starts_with("4.5.0 (compatible; Portevoix "));
    assert_eq!(two["usage"]["users"]["active_month"], 1);
    assert_eq!(two["configuration"]["statuses"]["max_characters"], 1000);
    assert_eq!(two["registrations"]["approval_required"], true);
    assert!(two["api_versions"]["mastodon"].is_i64());

    for path in ["/api/v1/instance/rules", "/api/v1/instance/peers", "/api/v1/custom_emojis"] {
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
