//! Stories of the directory.

use town::{Method, Town, json};

#[tokio::test]
async fn the_directory_holds_who_wants_to_be_found() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let (carol, dave) = (town.person("carol").await, town.person("dave").await);
    for (person, wants) in [(&alice, true), (&bob, true), (&carol, true), (&dave, false)] {
        let path = "/api/v1/accounts/update_credentials";
        let change = json!({ "discoverable": wants });
        let _ = person.send_json(Method::PATCH, path, change).await.expect_ok();
    }
    for person in [&dave, &bob, &alice] {
        let _ = person.publishes("Bonjour").await;
        town.later_by_ms(1_000);
    }
    let stranger = town.stranger();
    let active = stranger.reads("/api/v1/directory").await;
    assert_eq!(active, [alice.id.clone(), bob.id.clone()]);
    let new = stranger.reads("/api/v1/directory?order=new&local=true").await;
    assert_eq!(new, [carol.id.clone(), bob.id.clone(), alice.id.clone()]);
    let part = stranger.reads("/api/v1/directory?order=new&offset=1&limit=1").await;
    assert_eq!(part, [bob.id.clone()]);

    let _ = alice.post(&format!("/api/v1/accounts/{}/block", bob.id)).await.expect_ok();
    assert_eq!(alice.reads("/api/v1/directory").await, [alice.id.clone()]);
    assert_eq!(bob.reads("/api/v1/directory").await, [bob.id.clone()]);
    for wrong in ["order=old", "offset=-1", "offset=10001"] {
        let _ = stranger.get(&format!("/api/v1/directory?{wrong}")).await.expect_error(422);
    }
}
