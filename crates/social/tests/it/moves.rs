//! Stories of moves.

use town::{Town, json};

use crate::pages::{PASSWORD, hides, member, shows};

const HERE: &str = "/settings/move";

#[tokio::test]
async fn one_moves_on_pages_and_comes_back() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (_, mut new) = member(&town, "alicia").await;
    let bob = town.person("bob").await;
    bob.follows(&alice).await;

    hers.open("/settings").await;
    shows(&hers, HERE);
    hers.open(HERE).await;
    let go = [("acct", "@alicia"), ("current_password", PASSWORD)];
    hers.submit(HERE, &go).await;
    assert_eq!(hers.page.status, 422);
    shows(&hers, "does not say yet that it is yours");
    for (acct, why) in [("nobody", "There is no such account"), ("alice", "That is this account")] {
        hers.submit(HERE, &[("acct", acct), ("current_password", PASSWORD)]).await;
        shows(&hers, why);
    }

    new.open(HERE).await;
    new.submit("/settings/move/aliases", &[("alias", "nobody")]).await;
    shows(&new, "There is no such account");
    for _ in 0..2 {
        new.submit("/settings/move/aliases", &[("alias", "alice")]).await;
        shows(&new, "@alice");
    }
    hers.submit(HERE, &[("acct", "alicia"), ("current_password", "guessed")]).await;
    assert_eq!(hers.page.status, 422);
    hers.submit(HERE, &go).await;
    shows(&hers, "You have moved to alicia");
    let moved = bob.get(&format!("/api/v1/accounts/{}", alice.id)).await.expect_ok();
    assert_eq!(moved["moved"]["acct"], "alicia");
    hers.open("/@alice").await;
    shows(&hers, "goes on at @alicia");
    hers.open(HERE).await;
    hers.submit("/settings/move/back", &[]).await;
    hides(&hers, "You have moved to");
    // But not at once again.
    hers.submit(HERE, &go).await;
    shows(&hers, "moved a few days ago");
    new.submit("/settings/move/aliases/remove", &[("id", &alice.id)]).await;
    hides(&new, "@alice\"");
}

#[tokio::test]
async fn a_handle_that_was_given_up_leads_on_for_a_while() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    for name in ["a1", "a2", "a3", "a4", "a5", "a6"] {
        hers.open("/settings/account").await;
        hers.submit("/settings/handle", &[("username", name)]).await;
        assert_eq!(hers.page.status, 200);
    }
    let lookup = |name: &str| format!("/api/v1/accounts/lookup?acct={name}");
    let found = alice.get(&lookup("a1")).await.expect_ok();
    assert_eq!((&found["id"], &found["acct"]), (&json!(alice.id), &json!("a6")));
    // The oldest are free again.
    let _ = alice.get(&lookup("alice")).await.expect_error(404);
    // Going back frees the way.
    hers.open("/settings/account").await;
    hers.submit("/settings/handle", &[("username", "a5")]).await;
    assert_eq!(alice.get(&lookup("a5")).await.expect_ok()["acct"], "a5");
    assert_eq!(alice.get(&lookup("a6")).await.expect_ok()["acct"], "a5");
}
