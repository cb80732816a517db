//! Stories of markers.

use town::{Town, json};

#[tokio::test]
async fn a_person_goes_on_reading_where_they_were() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let path = "/api/v1/markers";
    let both = format!("{path}?timeline[]=home&timeline[]=notifications");
    assert_eq!(alice.get(&both).await.expect_ok(), json!({}));

    let body = json!({ "home": { "last_read_id": "12" } });
    let set = alice.post_json(path, body).await.expect_ok();
    assert_eq!((&set["home"]["last_read_id"], &set["home"]["version"]), (&json!("12"), &json!(1)));
    assert!(set["home"]["updated_at"].is_string());
    let form = format!("{path}?home[last_read_id]=15&notifications[last_read_id]=7");
    let set = alice.post(&form).await.expect_ok();
    assert_eq!((&set["home"]["version"], &set["notifications"]["version"]), (&json!(2), &json!(1)));

    let all = alice.get(&both).await.expect_ok();
    assert_eq!(all["home"]["last_read_id"], "15");
    assert_eq!(all["notifications"]["last_read_id"], "7");
    let home = alice.get(&format!("{path}?timeline[]=home")).await.expect_ok();
    assert!(home["notifications"].is_null());
    assert_eq!(alice.get(path).await.expect_ok(), json!({}));
    assert_eq!(bob.get(&both).await.expect_ok(), json!({}));

    let body = json!({ "home": { "last_read_id": "là" } });
    let _ = alice.post_json(path, body).await.expect_error(400);
    let _ = town.stranger().get(path).await.expect_error(401);
}
