//! Stories of the journal.

use town::{Method, Town, json};

use crate::team::{joins, organisation};

#[tokio::test]
async fn every_deed_leaves_a_line_for_who_may_read_them() {
    let town = Town::new().await;
    let (ann, ben) = (town.person("ann").await, town.person("ben").await);
    let org = organisation(&ann, "rampes").await;
    joins(&ann, &org, &ben, &["reviewer"]).await;
    let seats = ann.get(&format!("/api/portevoix/v1/organisations/{org}/seats")).await.expect_ok();
    let his =
        format!("/api/portevoix/v1/organisations/{org}/seats/{}", seats[1]["id"].as_str().unwrap());
    let change = json!({ "roles": ["reviewer", "writer"], "version": 1 });
    let _ = ann.send_json(Method::PUT, &his, change).await.expect_ok();

    let lines =
        ben.get(&format!("/api/portevoix/v1/organisations/{org}/journal")).await.expect_ok();
    let acts: Vec<&str> =
        lines.as_array().unwrap().iter().map(|line| line["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["teams.roles", "teams.joined", "teams.invited", "teams.founded"]);
    assert_eq!(lines[0]["account_id"].as_str(), Some(ann.id.as_str()));
    assert_eq!(lines[1]["account_id"].as_str(), Some(ben.id.as_str()));
    assert_eq!(lines[0]["words"], "writer reviewer");
    // The mark after one change is the mark before the next.
    assert_eq!(lines[0]["before"], lines[1]["after"]);
    assert_ne!(lines[0]["before"], lines[0]["after"]);

    let first = ben.get(&format!("/api/portevoix/v1/organisations/{org}/journal?limit=1")).await;
    assert_eq!(first.expect_ok().as_array().unwrap().len(), 1);
    let next = ben.get(&first.link("next").unwrap()).await.expect_ok();
    assert_eq!(next[0]["act"], "teams.joined");
    let carol = town.person("carol").await;
    let _ = carol
        .get(&format!("/api/portevoix/v1/organisations/{org}/journal"))
        .await
        .expect_error(404);
}
