//! Stories of taking one's things along.

use town::{Town, json};

use crate::pages::{member, shows};

#[tokio::test]
async fn a_member_takes_their_things_along() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, carol) = (town.person("bob").await, town.person("carol").await);
    alice.follows(&bob).await;
    carol.follows(&alice).await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/mute", carol.id)).await.expect_ok();
    let dora = town.person("dora").await;
    let _ = alice.post(&format!("/api/v1/accounts/{}/block", dora.id)).await.expect_ok();
    let list = json!({ "title": "Élus, \"ville\"" });
    let list = alice.post_json("/api/v1/lists", list).await.expect_ok();
    let on = format!("/api/v1/lists/{}/accounts", list["id"].as_str().unwrap());
    let _ = alice.post_json(&on, json!({ "account_ids": [bob.id] })).await.expect_ok();
    let domain = json!({ "domain": "loin.example" });
    let _ = alice.post_json("/api/v1/domain_blocks", domain).await.expect_ok();
    let kept = bob.publishes("Une rampe").await;
    let _ = alice.post(&format!("/api/v1/statuses/{kept}/bookmark")).await.expect_ok();
    let own = alice.publishes("Entre nous").await;

    hers.open("/settings/export").await;
    shows(&hers, "/settings/export/lists.csv");
    shows(&hers, "One post (JSON)");
    let domain = town.app.config.domain().to_owned();
    for (file, lines) in [
        (
            "following_accounts.csv",
            format!(
                "Account address,Show boosts,Notify on new posts,Languages\r\nbob@{domain},true,false,\r\n"
            ),
        ),
        ("followers.csv", format!("carol@{domain}\r\n")),
        ("lists.csv", format!("\"Élus, \"\"ville\"\"\",bob@{domain}\r\n")),
        (
            "muted_accounts.csv",
            format!("Account address,Hide notifications\r\ncarol@{domain},true\r\n"),
        ),
        ("blocked_accounts.csv", format!("dora@{domain}\r\n")),
        ("blocked_domains.csv", "loin.example\r\n".to_owned()),
        ("bookmarks.csv", format!("{}/@bob/{kept}\r\n", town.app.config.origin)),
    ] {
        hers.open(&format!("/settings/export/{file}")).await;
        assert_eq!(hers.page.text, lines, "{file}");
        assert!(hers.page.header("content-disposition").contains(file));
    }
    hers.open("/settings/export/posts.json").await;
    let posts = hers.page.json();
    assert_eq!(posts[0]["id"], own.as_str());
    hers.open("/settings/export/secrets.csv").await;
    assert_eq!(hers.page.status, 404);
    let stranger = town.browser("/settings/export/lists.csv").await;
    assert!(stranger.address.starts_with("/log-in"), "{}", stranger.address);
}
