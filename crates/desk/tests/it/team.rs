//! Helpers: an organisation, and the people of its team.

use town::{Browser, Person, Town, Value, json};

const PASSWORD: &str = "a long enough one";

/// A person, and their browser, logged in.
pub(crate) async fn member(town: &Town, name: &str) -> (Person, Browser) {
    let person = town.person_with_password(name, PASSWORD).await;
    let mut browser = town.browser("/log-in").await;
    let email = format!("{name}@example.org");
    browser.submit("/log-in", &[("email", &email), ("password", PASSWORD)]).await;
    assert_eq!(browser.page.status, 200);
    (person, browser)
}

pub(crate) fn shows(browser: &Browser, words: &str) {
    assert!(browser.page.text.contains(words), "no '{words}' on {}", browser.page.text);
}

pub(crate) fn hides(browser: &Browser, words: &str) {
    assert!(!browser.page.text.contains(words), "'{words}' on {}", browser.page.text);
}

/// An organisation with this handle that `lead` founds: its number.
pub(crate) async fn organisation(lead: &Person, handle: &str) -> String {
    let new = json!({ "username": handle, "display_name": "Rampes pour tous" });
    let made = lead.post_json("/api/portevoix/v1/organisations", new).await.expect_ok();
    made["id"].as_str().unwrap().to_owned()
}

/// Gives somebody a seat with these roles. Answers the organisation as they see it.
pub(crate) async fn joins(lead: &Person, org: &str, who: &Person, roles: &[&str]) -> Value {
    let wish = json!({ "who": format!("@{}", who.name), "roles": roles });
    let _ = lead
        .post_json(&format!("/api/portevoix/v1/organisations/{org}/invitations"), wish)
        .await
        .expect_ok();
    let waiting = who.get("/api/portevoix/v1/seat_invitations").await.expect_ok();
    let id = waiting[0]["id"].as_str().unwrap();
    who.post(&format!("/api/portevoix/v1/seat_invitations/{id}/accept")).await.expect_ok()
}
