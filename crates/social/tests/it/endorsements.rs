//! Stories of endorsements.

use town::{Town, ids, json};

#[tokio::test]
async fn followed_accounts_are_shown_on_a_profile() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let carol = town.person("carol").await;
    let of = |id: &str, verb: &str| format!("/api/v1/accounts/{id}/{verb}");
    let _ = alice.post(&of(&bob.id, "endorse")).await.expect_error(422);
    alice.follows(&bob).await;
    alice.follows(&carol).await;
    let now = alice.post(&of(&bob.id, "endorse")).await.expect_ok();
    assert_eq!((&now["id"], &now["endorsed"]), (&json!(bob.id), &json!(true)));
    let _ = alice.post(&of(&bob.id, "endorse")).await.expect_ok();
    // The older name of the same.
    let _ = alice.post(&of(&carol.id, "pin")).await.expect_ok();

    let shown = of(&alice.id, "endorsements");
    assert_eq!(town.stranger().reads(&shown).await, [carol.id.clone(), bob.id.clone()]);
    let page = alice.get("/api/v1/endorsements?limit=1").await;
    assert_eq!(ids(&page.expect_ok()), [carol.id.clone()]);
    assert_eq!(alice.reads(&page.link("next").unwrap()).await, [bob.id.clone()]);
    assert!(bob.reads("/api/v1/endorsements").await.is_empty());

    let now = alice.post(&of(&carol.id, "unpin")).await.expect_ok();
    assert_eq!(now["endorsed"], false);
    let _ = alice.post(&of(&carol.id, "unendorse")).await.expect_ok();
    assert_eq!(bob.reads(&shown).await, [bob.id.clone()]);

    // It ends with the follow, and does not come back with another.
    let _ = alice.post(&of(&bob.id, "unfollow")).await.expect_ok();
    alice.follows(&bob).await;
    assert!(bob.reads(&shown).await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_endorsed_is_said() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for path in [
        "/api/v1/accounts/4242/endorse",
        "/api/v1/accounts/4242/unendorse",
        "/api/v1/accounts/4242/pin",
        "/api/v1/accounts/4242/unpin",
    ] {
        let _ = alice.post(path).await.expect_error(404);
        let _ = town.stranger().post(path).await.expect_error(401);
    }
    let _ = alice.get("/api/v1/accounts/4242/endorsements").await.expect_error(404);
    let _ = town.stranger().get("/api/v1/endorsements").await.expect_error(401);
}
