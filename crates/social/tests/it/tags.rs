//! Stories of hashtags.

use town::{Town, Value, ids, json};

use crate::pages::shows;

fn uses(tag: &Value) -> Vec<&str> {
    let history = tag["history"].as_array().unwrap();
    history.iter().map(|day| day["uses"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_hashtag_knows_its_last_days() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    for text in ["#Été un", "#ete deux", "#ÉTÉ trois"] {
        let _ = alice.publishes(text).await;
    }
    let hidden = json!({ "status": "#été", "visibility": "unlisted" });
    let _ = bob.publishes_as(hidden).await;
    let today = town.stranger().get("/api/v1/tags/%C3%89t%C3%A9").await.expect_ok();
    assert_eq!(today["name"], "Été");
    assert_eq!(uses(&today), ["3", "0", "0", "0", "0", "0", "0"]);
    assert_eq!(today["history"][0]["accounts"], "1");
    assert_eq!(today["following"], Value::Null);
    town.later_by_ms(2 * 86_400_000);
    let _ = bob.publishes("#été quatre").await;
    let later = alice.get("/api/v1/tags/ete").await.expect_ok();
    assert_eq!(uses(&later), ["1", "0", "3", "0", "0", "0", "0"]);
    assert_eq!(later["following"], false);
    town.later_by_ms(7 * 86_400_000);
    assert_eq!(uses(&alice.get("/api/v1/tags/ete").await.expect_ok()), ["0"; 7]);
}

#[tokio::test]
async fn hashtags_are_followed_even_before_anybody_uses_them() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let new = alice.get("/api/v1/tags/Nouveau").await.expect_ok();
    assert_eq!((&new["name"], uses(&new)), (&json!("Nouveau"), vec!["0"; 7]));
    for name in ["Nouveau", "Printemps", "nouveau", "%E5%9B%9B%E5%AD%A3"] {
        let tag = alice.post(&format!("/api/v1/tags/{name}/follow")).await.expect_ok();
        assert_eq!(tag["following"], true);
        assert_ne!(tag["id"], "0");
    }
    let page = alice.get("/api/v1/followed_tags?limit=2").await;
    let list = page.expect_ok();
    assert_eq!((&list[0]["name"], &list[1]["name"]), (&json!("四季"), &json!("Printemps")));
    assert_eq!(list[0]["following"], true);
    let rest = alice.get(&page.link("next").unwrap()).await;
    assert_eq!(rest.expect_ok()[0]["name"], "Nouveau");
    assert_eq!(ids(&alice.get(&rest.link("prev").unwrap()).await.expect_ok()), ids(&list));

    // Its first use does not make it another one.
    let id = alice.get("/api/v1/tags/nouveau").await.expect_ok()["id"].clone();
    let _ = alice.publishes("#NOUVEAU").await;
    assert_eq!(alice.get("/api/v1/tags/nouveau").await.expect_ok()["id"], id);
    for _ in 0..2 {
        let tag = alice.post("/api/v1/tags/nouveau/unfollow").await.expect_ok();
        assert_eq!(tag["following"], false);
    }
    assert_eq!(alice.get("/api/v1/followed_tags").await.expect_ok().as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_cannot_be_a_hashtag_is_not_found() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    for name in ["%20", "a%20b", "12345", "a.b", "%FF", "%00", "a%23b"] {
        let _ = alice.get(&format!("/api/v1/tags/{name}")).await.expect_error(404);
        let _ = alice.post(&format!("/api/v1/tags/{name}/follow")).await.expect_error(404);
    }
    let stranger = town.stranger();
    let _ = stranger.post("/api/v1/tags/ete/follow").await.expect_error(401);
    let _ = stranger.post("/api/v1/tags/ete/unfollow").await.expect_error(401);
    let _ = stranger.get("/api/v1/followed_tags").await.expect_error(401);
    assert_eq!(alice.get("/api/v1/tags/ete").await.expect_ok()["id"], "0", "asking makes none");
}

#[tokio::test]
async fn moderators_decide_which_hashtags_may_be_used_and_found() {
    let town = Town::new().await;
    let (mo, alice) = (town.moderator("mo").await, town.person("alice").await);
    let _ = alice.publishes("One #marmalade two #jam").await;
    let list = mo.get("/api/v1/admin/tags").await.expect_ok();
    assert_eq!(
        (list[0]["name"].as_str(), list[1]["name"].as_str()),
        (Some("jam"), Some("marmalade"))
    );
    assert_eq!(list[0]["requires_review"], true);
    assert_eq!((&list[0]["usable"], &list[0]["trendable"]), (&json!(true), &json!(true)));
    let found = mo.get("/api/v1/admin/tags?q=Marm&limit=1").await.expect_ok();
    let id = found[0]["id"].as_str().unwrap();
    assert_eq!(id, list[1]["id"]);
    let path = format!("/api/v1/admin/tags/{id}");
    let said = json!({ "usable": false, "listable": false });
    let said = mo.send_json(town::Method::PUT, &path, said).await.expect_ok();
    assert_eq!((&said["usable"], &said["requires_review"]), (&json!(false), &json!(false)));
    assert_eq!(mo.get(&path).await.expect_ok(), said);
    let again = json!({ "status": "More #Marmalade" });
    let _ = alice.post_json("/api/v1/statuses", again).await.expect_error(422);
    let search = "/api/v2/search?q=marma&type=hashtags";
    assert_eq!(alice.get(search).await.expect_ok()["hashtags"], json!([]));

    let said = json!({ "usable": true, "listable": true });
    let _ = mo.send_json(town::Method::PUT, &path, said).await.expect_ok();
    let _ = alice.publishes("More #Marmalade").await;
    assert_eq!(alice.get(search).await.expect_ok()["hashtags"][0]["name"], "marmalade");
    let _ = mo.get("/api/v1/admin/tags/999").await.expect_error(404);
    let key = town.token_with(&alice, "admin:read admin:write").await;
    let alice = alice.with_token(&key);
    let _ = alice.get("/api/v1/admin/tags").await.expect_error(403);
    let _ = alice.send_json(town::Method::PUT, &path, json!({})).await.expect_error(403);
}

#[tokio::test]
async fn several_hashtags_are_read_together_and_by_readers_of_feeds() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    alice.publishes("Un #bus").await;
    alice.publishes("Le #train et le #Bus").await;
    alice.publishes("Un #vélo <b> & mieux").await;
    town.settle().await;
    let mut browser = town.browser("/tags?names=%23bus+train").await;
    assert_eq!(browser.address, "/tags/bus%2Btrain");
    shows(&browser, "#bus + #train");
    assert_eq!(browser.page.text.matches("<article ").count(), 2);
    browser.open("/tags/bus+train?match=all").await;
    assert_eq!(browser.page.text.matches("<article ").count(), 1);

    let feed = town.stranger().get("/tags/v%C3%A9lo.rss").await;
    assert_eq!(feed.status, 200);
    assert!(feed.header("content-type").starts_with("application/rss+xml"));
    assert!(feed.text.starts_with("<?xml"));
    assert_eq!(feed.text.matches("<item>").count(), 1);
    let atom = town.stranger().get("/tags/v%C3%A9lo.atom").await;
    assert!(atom.header("content-type").starts_with("application/atom+xml"));
    assert_eq!(atom.text.matches("<entry").count(), 1);
    assert!(atom.text.contains("&amp;lt;b&amp;gt; &amp;amp; mieux"), "{}", atom.text);
    // The text is escaped for HTML, and that for XML.
    assert!(feed.text.contains("&amp;lt;b&amp;gt; &amp;amp; mieux"), "{}", feed.text);
}

#[tokio::test]
async fn a_hashtag_is_shown_as_it_was_first_written() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let post = alice.publishes("Sur le #MarchéDeNoël").await;
    bob.publishes("Et le #marchedenoel").await;
    let shown = bob.get("/api/v1/tags/marchedenoel").await.expect_ok();
    assert_eq!(shown["name"], "MarchéDeNoël");
    assert!(shown["url"].as_str().unwrap().ends_with("/tags/marchedenoel"));
    let followed = bob.post("/api/v1/tags/MARCHEDENOEL/follow").await.expect_ok();
    assert_eq!(followed, bob.get("/api/v1/followed_tags").await.expect_ok()[0]);
    let found = bob.get("/api/v2/search?q=marche&type=hashtags").await.expect_ok();
    assert_eq!(found["hashtags"][0]["name"], "MarchéDeNoël");
    let suggested = alice.get("/api/v1/featured_tags/suggestions").await.expect_ok();
    assert_eq!(suggested[0]["name"], "MarchéDeNoël");
    let name = json!({ "name": "marchedenoel" });
    let featured = alice.post_json("/api/v1/featured_tags", name).await.expect_ok();
    assert_eq!(featured["name"], "MarchéDeNoël");
    // What nobody wrote is shown as it is asked for, and posts name the key, as Mastodon's do.
    let new = bob.post("/api/v1/tags/Galette/follow").await.expect_ok();
    assert_eq!(new["name"], "Galette");
    let post = bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(post["tags"][0]["name"], "marchedenoel");
}
