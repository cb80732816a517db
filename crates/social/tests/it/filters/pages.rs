//! Filters, made and changed in a browser that knows no scripts.

use town::{Town, json};

use crate::pages::{hides, member, shows};

#[tokio::test]
async fn a_filter_is_made_changed_and_removed_on_pages() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    let (_bob, mut his) = member(&town, "bob").await;
    browser.open("/filters/new").await;
    let mut form = browser.fill("/filters", &[("title", "Noise"), ("keywords", "drill\nsaw")]);
    form.fields.retain(|(name, _)| !name.starts_with("contexts"));
    browser.send(form).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "href=\"#contexts\"");
    shows(&browser, "value=\"Noise\"");
    shows(&browser, "drill\nsaw");
    let typed = [("contexts[]", "home"), ("action", "hide"), ("span", "86400")];
    browser.submit("/filters", &typed).await;
    shows(&browser, "The filter holds from now on.");
    shows(&browser, "drill, saw");
    let filters = alice.get("/api/v2/filters").await.expect_ok();
    assert_eq!(filters[0]["filter_action"], "hide");
    assert_eq!(filters[0]["keywords"].as_array().unwrap().len(), 2);
    assert!(filters[0]["expires_at"].is_string());
    let id = filters[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/filters/{id}");

    his.open(&path).await;
    assert_eq!(his.page.status, 404);

    browser.open(&path).await;
    browser.submit(&path, &[("keywords", "saw\nhammer"), ("action", "warn")]).await;
    let changed = alice.get("/api/v2/filters").await.expect_ok();
    assert_eq!(changed[0]["expires_at"], filters[0]["expires_at"]);
    assert_eq!(changed[0]["filter_action"], "warn");
    let words = changed[0]["keywords"].as_array().unwrap();
    let words: Vec<_> = words.iter().map(|it| it["keyword"].as_str().unwrap()).collect();
    assert_eq!(words, ["saw", "hammer"]);

    let post = alice.publishes("Enough").await;
    let named = json!({ "status_id": post });
    let named = alice.post_json(&format!("/api/v2{path}/statuses"), named).await.expect_ok();
    browser.open(&path).await;
    let part = named["id"].as_str().unwrap();
    browser.press(&format!("/filters/{id}/posts/{part}/remove")).await;
    shows(&browser, "Saved.");
    hides(&browser, &format!("/posts/{post}"));
    browser.press(&format!("/filters/{id}/delete")).await;
    shows(&browser, "You filter nothing.");
    hides(&browser, "hammer");
}
