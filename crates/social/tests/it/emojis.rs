//! Stories of custom emojis.

use ground::Error;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use social::emojis::{self, BYTES_MAX, New};
use town::{Browser, Town, Value, json};

use crate::instance::browser_of;
use crate::media::png;
use crate::pages::{member, shows};
use crate::picture::gif;

const PATH: &str = "/api/v1/custom_emojis";

fn new(shortcode: &str, picture: Vec<u8>) -> New {
    let (shortcode, category) = (shortcode.to_owned(), "cats".to_owned());
    New { shortcode, category, visible: true, picture: picture.into() }
}

/// Who runs the town adds one, as the command does.
async fn add(town: &Town, new: New) -> ground::Result<()> {
    let emoji = emojis::draw(&town.app, new).await?;
    let adding = emoji.clone();
    let added = town.app.write(async move |tx| emojis::add(tx, None, &adding).await).await;
    emojis::kept(&town.app, &emoji, added).await
}

pub(crate) async fn has(town: &Town, shortcode: &str) {
    add(town, new(shortcode, png(32, 32))).await.unwrap();
}

pub(crate) async fn remove(town: &Town, shortcode: &'static str) {
    let gone = town.app.write(async move |tx| emojis::remove(tx, None, shortcode).await).await;
    social::media::forget_files(&town.app, &gone.unwrap()).await;
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|it| it["shortcode"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_emojis_of_a_place_are_offered_by_name() {
    let town = Town::new().await;
    let stranger = town.stranger();
    assert_eq!(stranger.get(PATH).await.expect_ok(), json!([]));
    add(&town, new("party", gif(60, 40, 5))).await.unwrap();
    add(&town, New { category: String::new(), ..new("blobcat", png(600, 300)) }).await.unwrap();
    add(&town, New { visible: false, ..new("secret", png(8, 8)) }).await.unwrap();

    let all = stranger.get(PATH).await.expect_ok();
    assert_eq!(names(&all), ["blobcat", "party"]);
    let (cat, party) = (&all[0], &all[1]);
    assert_eq!((&cat["category"], &party["category"]), (&json!(null), &json!("cats")));
    assert_eq!(cat["visible_in_picker"], true);
    assert_eq!(cat["url"], cat["static_url"]);
    let seen = [(cat, "url", "image/png"), (party, "url", "image/gif")];
    for (emoji, which, mime) in seen.into_iter().chain([(party, "static_url", "image/png")]) {
        let file = stranger.get(emoji[which].as_str().unwrap()).await;
        assert_eq!((file.status, file.header("content-type").as_str()), (200, mime));
    }

    let town = town.restart().await;
    let stranger = town.stranger();
    assert_eq!(names(&stranger.get(PATH).await.expect_ok()), ["blobcat", "party"]);
    let file = party["static_url"].as_str().unwrap().split_once("/media/").unwrap().1;
    assert_eq!(stranger.get(&format!("/media/{file}")).await.status, 200);
    remove(&town, "party").await;
    assert_eq!(names(&stranger.get(PATH).await.expect_ok()), ["blobcat"]);
    assert_eq!(stranger.get(&format!("/media/{file}")).await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_an_emoji_is_refused() {
    let town = Town::new().await;
    has(&town, "cat").await;
    let long = "a".repeat(129);
    for name in ["c", "blob cat", "chât", "a:b", "a-b", "", &long] {
        let refused = add(&town, new(name, png(8, 8))).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "shortcode", .. })), "{name}");
    }
    let wrong = [
        new("big", vec![0; BYTES_MAX + 1]),
        new("wide", png(2100, 10)),
        new("text", b"<svg></svg>".to_vec()),
        new("moving", gif(300, 300, 2)),
        new("long", gif(4, 4, 301)),
    ];
    for new in wrong {
        let name = new.shortcode.clone();
        let refused = add(&town, new).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "file", .. })), "{name}");
    }
    let two_lines = New { category: "a\nb".to_owned(), ..new("lines", png(8, 8)) };
    assert!(matches!(add(&town, two_lines).await, Err(Error::Invalid { .. })));
    assert!(matches!(add(&town, new("cat", png(9, 9))).await, Err(Error::Invalid { .. })));
    let gone = town.app.write(async |tx| emojis::remove(tx, None, "dog").await).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert_eq!(names(&town.stranger().get(PATH).await.expect_ok()), ["cat"]);
}

#[tokio::test]
async fn a_post_says_which_emojis_it_uses() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let poll = json!({ "options": [":dog: !", "no"], "expires_in": 3600 });
    let said = json!({ "status": "A :cat: (:cat:) at 10:30:45 :owl:", "spoiler_text": ":fox:",
        "poll": poll });
    let post = alice.publishes_as(said).await;
    let path = format!("/api/v1/statuses/{post}");
    assert_eq!(alice.get(&path).await.expect_ok()["emojis"], json!([]));

    // Added later, they are shown in what was said before.
    for name in ["cat", "dog", "fox", "unused"] {
        has(&town, name).await;
    }
    let seen = town.stranger().get(&path).await.expect_ok();
    assert_eq!(names(&seen["emojis"]), ["fox", "cat"]);
    assert_eq!(names(&seen["poll"]["emojis"]), ["dog"]);
    assert!(seen["content"].as_str().unwrap().contains("A :cat: (:cat:)"));
    let fresh = alice.publishes("One more :cat:").await;
    let fresh = alice.get(&format!("/api/v1/statuses/{fresh}")).await.expect_ok();
    assert_eq!(names(&fresh["emojis"]), ["cat"]);
    assert_eq!(names(&alice.get("/api/v1/timelines/home").await.expect_ok()[1]["emojis"]).len(), 2);

    let edited = json!({ "status": "No more" });
    let _ = alice.send_json(Method::PUT, &path, edited).await.expect_ok();
    let history = alice.get(&format!("{path}/history")).await.expect_ok();
    assert_eq!(names(&history[0]["emojis"]), ["fox", "cat", "dog"]);
    assert_eq!(history[1]["content"], "<p>No more</p>");
    assert!(!names(&history[1]["emojis"]).contains(&"cat"));

    remove(&town, "fox").await;
    assert_eq!(alice.get(&path).await.expect_ok()["emojis"], json!([]));
}

#[tokio::test]
async fn accounts_and_announcements_say_which_emojis_they_use() {
    let town = Town::new().await;
    let (ada, alice, bob) =
        (town.admin("ada").await, town.person("alice").await, town.person("bob").await);
    for name in ["cat", "dog", "fox", "owl"] {
        has(&town, name).await;
    }
    let profile = json!({ "display_name": "Alice :cat:", "note": "With a :dog:",
        "fields_attributes": [{ "name": ":fox:", "value": "https://x.example :owl:" }] });
    let path = "/api/v1/accounts/update_credentials";
    let own = alice.send_json(Method::PATCH, path, profile).await.expect_ok();
    let all = ["cat", "dog", "fox", "owl"];
    assert_eq!(names(&own["emojis"]), all);
    let seen = bob.get(&format!("/api/v1/accounts/{}", alice.id)).await.expect_ok();
    assert_eq!(names(&seen["emojis"]), all);

    alice.follows(&bob).await;
    town.settle().await;
    let told = bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(names(&told[0]["account"]["emojis"]), all);
    remove(&town, "dog").await;
    let told = bob.get("/api/v1/notifications").await.expect_ok();
    assert_eq!(names(&told[0]["account"]["emojis"]), ["cat", "fox", "owl"]);

    let text = json!({ "text": "Party :owl: :dog:" });
    let _ = ada.post_json("/api/portevoix/v1/admin/announcements", text).await.expect_ok();
    let seen = bob.get("/api/v1/announcements").await.expect_ok();
    assert_eq!(names(&seen[0]["emojis"]), ["owl"]);
}

/// The picture of an emoji on a page, as far as its name.
fn img(name: &str) -> String {
    format!("alt=\":{name}:\" title=\":{name}:\"")
}

#[tokio::test]
async fn our_pages_show_emojis_in_words_and_names() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    add(&town, new("party", gif(60, 40, 5))).await.unwrap();
    for name in ["cat", "dog", "fox", "owl"] {
        has(&town, name).await;
    }
    let profile = json!({ "display_name": "Al <b> :cat:", "note": "With a :dog:",
        "fields_attributes": [{ "name": ":fox:", "value": ":party:" }] });
    let path = "/api/v1/accounts/update_credentials";
    let _ = alice.send_json(Method::PATCH, path, profile).await.expect_ok();
    hers.open("/@alice").await;
    let in_name = hers.page.text.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap();
    assert!(in_name.contains("Al &lt;b&gt; <img class=\"emoji\""), "{in_name}");
    for name in ["cat", "dog", "fox", "party"] {
        shows(&hers, &img(name));
    }

    let poll = json!({ "options": [":dog: yes", "no"], "expires_in": 3600 });
    let said = json!({ "status": "A :party: https://example.org/:cat:/ :none:",
        "spoiler_text": "Beware :owl:", "poll": poll });
    let post = alice.publishes_as(said).await;
    hers.open(&format!("/@alice/{post}")).await;
    for name in ["cat", "dog", "owl", "party"] {
        shows(&hers, &img(name));
    }
    shows(&hers, " :none:");
    let words = hers.page.text.split("<div class=\"words\"").nth(1).unwrap();
    let words = words.split("</div>").next().unwrap();
    assert!(!words.contains(&img("cat")), "a link stays as it is: {words}");
    assert!(words.contains("/:cat:/"), "{words}");
    // What moves does so only for those who do not mind.
    let (_, moving) = words.split_once("<picture>").unwrap();
    let (source, still) = moving.split_once("<img ").unwrap();
    assert!(source.contains(".gif\" media=\"(prefers-reduced-motion: no-preference)\""));
    assert!(still.split('>').next().unwrap().contains(".png\""), "{still}");
    // Where names stand in attributes they stay words.
    for tag in hers.page.text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        assert!(!tag.contains("&lt;img"), "{tag}");
    }
}

/// Fills in the form for a new emoji and sends it.
async fn sends(browser: &mut Browser, name: &str, picture: Vec<u8>) {
    let path = "/moderation/emojis";
    let mut form = Form::new().part("file", Part::bytes(picture).file_name("blob"));
    for (field, value) in browser.fill(path, &[("shortcode", name), ("category", "cats")]).fields {
        if field != "file" {
            form = form.text(field, value);
        }
    }
    let request = browser.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    browser.go(request.multipart(form), path).await;
}

#[tokio::test]
async fn admins_add_and_remove_emojis_on_a_page() {
    let town = Town::new().await;
    let mut ada = browser_of(&town, "ada", true).await;
    ada.open("/admin").await;
    shows(&ada, "href=\"/moderation/emojis\"");
    ada.open("/moderation/emojis").await;
    shows(&ada, "None yet.");
    sends(&mut ada, ":cat:", png(32, 32)).await;
    shows(&ada, "The emoji is there.");
    shows(&ada, &img("cat"));
    let all = town.stranger().get(PATH).await.expect_ok();
    assert_eq!((names(&all), &all[0]["category"]), (vec!["cat"], &json!("cats")));

    for (name, picture) in [("cat", png(8, 8)), ("dog", b"no".to_vec()), ("chât", png(8, 8))] {
        sends(&mut ada, name, picture).await;
        assert_eq!(ada.page.status, 422, "{name}");
        shows(&ada, "aria-invalid=\"true\"");
        shows(&ada, name);
    }
    ada.press("/moderation/emojis/cat/remove").await;
    shows(&ada, "The emoji is removed.");
    assert_eq!(town.stranger().get(PATH).await.expect_ok(), json!([]));
    let acts = town.app.read(async |tx| {
        social::moderation::acts(tx, "emoji", 0, ground::http::Ask::default(), 10).await
    });
    let acts: Vec<String> = acts.await.unwrap().into_iter().map(|act| act.act).collect();
    assert_eq!(acts, ["emoji.remove", "emoji.add"]);

    let mut mo = browser_of(&town, "mo", false).await;
    mo.open("/moderation/emojis").await;
    assert_eq!(mo.page.status, 404, "the page is for admins");
}
