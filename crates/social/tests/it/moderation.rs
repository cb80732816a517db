//! Stories of moderation.

use town::Town;

#[tokio::test]
async fn apps_learn_what_a_moderator_may_do() {
    let town = Town::new().await;
    let (alice, mo, ada) =
        (town.person("alice").await, town.moderator("mo").await, town.admin("ada").await);
    let me = "/api/v1/accounts/verify_credentials";
    let role = alice.get(me).await.expect_ok()["role"].clone();
    assert_eq!((role["name"].as_str(), role["permissions"].as_str()), (Some(""), Some("0")));
    let role = mo.get(me).await.expect_ok()["role"].clone();
    assert_eq!(role["name"], "moderator");
    let mask: u64 = role["permissions"].as_str().unwrap().parse().unwrap();
    assert_ne!(mask & 0x10, 0, "they look after reports");
    assert_eq!(mask & 0x20, 0, "they do not decide which servers are heard");
    let mask = ada.get(me).await.expect_ok()["role"]["permissions"].clone();
    assert_ne!(mask.as_str().unwrap().parse::<u64>().unwrap() & 0x20, 0);
}
