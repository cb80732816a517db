//! Stories of suggestions.

use town::{Method, Person, Town, ids, json};

#[tokio::test]
async fn accounts_are_suggested_for_a_reason() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dave) = (town.person("carol").await, town.person("dave").await);
    let (erin, frank) = (town.person("erin").await, town.person("frank").await);
    wants_to_be_found(&frank, false).await;
    // Bob is a friend; he and Carol follow Dave; many follow Erin; Frank does not want it.
    alice.follows(&bob).await;
    bob.follows(&dave).await;
    bob.follows(&frank).await;
    for person in [&bob, &carol, &dave, &frank] {
        person.follows(&erin).await;
    }
    let _ = bob.post(&format!("/api/v1/accounts/{}/unfollow", erin.id)).await.expect_ok();
    let found = alice.get("/api/v2/suggestions").await.expect_ok();
    let account = |place: usize| found[place]["account"]["id"].as_str().unwrap();
    assert_eq!((account(0), account(1)), (&*dave.id, &*erin.id));
    assert_eq!(found.as_array().unwrap().len(), 2);
    assert_eq!(found[0]["sources"], json!(["friends_of_friends", "most_followed"]));
    assert_eq!(found[0]["source"], "past_interactions");
    assert_eq!(found[1]["sources"], json!(["most_followed"]));
    assert_eq!(found[1]["source"], "global");
    let older = alice.get("/api/v1/suggestions?limit=1").await.expect_ok();
    assert_eq!(ids(&older), [dave.id.clone()]);

    // Whom one sends away, follows or blocks is not suggested.
    let path = format!("/api/v1/suggestions/{}", dave.id);
    assert_eq!(alice.delete(&path).await.expect_ok(), json!({}));
    let _ = alice.delete(&path).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/suggestions").await, [erin.id.clone()]);
    let _ = erin.post(&format!("/api/v1/accounts/{}/block", alice.id)).await.expect_ok();
    assert!(alice.reads("/api/v1/suggestions").await.is_empty());
    let _ = alice.delete("/api/v1/suggestions/4242").await.expect_error(404);
    let _ = town.stranger().get("/api/v2/suggestions").await.expect_error(401);
}

async fn wants_to_be_found(who: &Person, wants: bool) {
    let path = "/api/v1/accounts/update_credentials";
    let change = json!({ "discoverable": wants });
    let _ = who.send_json(Method::PATCH, path, change).await.expect_ok();
}
