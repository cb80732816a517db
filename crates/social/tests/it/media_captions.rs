//! Stories of captions. They need no ffmpeg: the film is put into the tables as it would come out.

use reqwest::multipart::{Form, Part};
use town::{Method, Person, Town, Value, json};

use crate::media_films::outcome;
use crate::pages::{member, shows};

const RAMP: &str = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Anna>Une rampe &amp; une porte.\n\n\
    00:02.000 --> 00:04.000\nEntrez.\n";

/// A film of hers, waiting to be worked on by a program that never comes to an end.
async fn film(alice: &Person) -> String {
    let sent = Form::new().part("file", Part::bytes(b"fLaC\0".to_vec()).file_name("sound.flac"));
    let sent = alice.send(alice.request(Method::POST, "/api/v2/media").multipart(sent)).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    sent.json()["id"].as_str().unwrap().to_owned()
}

/// A town with a program for films that is quick: it makes a second of "sound" of anything.
async fn town() -> (Town, tempfile::TempDir) {
    let tools = tempfile::tempdir().unwrap();
    crate::media_films::quick_tools(tools.path());
    let ffmpeg = tools.path().join("ffmpeg");
    let set = ground::config::Ffmpeg::At(ffmpeg);
    (Town::with(|config| config.ffmpeg = set).await, tools)
}

fn captions(id: &str) -> String {
    format!("/api/portevoix/v1/media/{id}/captions")
}

#[tokio::test]
async fn captions_are_written_read_changed_and_removed() {
    let (town, _tools) = town().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let id = film(&alice).await;
    // In any order: also while it is still worked on.
    let french = json!({ "language": "fr", "label": "Avec les bruits", "text": RAMP });
    let made = alice.post_json(&captions(&id), french.clone()).await.expect_ok();
    let srt =
        Part::bytes(b"1\n00:00:00,000 --> 00:00:01,500\nA ramp\n".to_vec()).file_name("a.srt");
    let form = Form::new().part("file", srt).text("language", "en");
    let english = alice.send(alice.request(Method::POST, &captions(&id)).multipart(form)).await;
    let english = english.expect_ok();
    let list = alice.get(&captions(&id)).await.expect_ok();
    assert_eq!(list, json!([english, made]), "by language");
    let twice = alice.post_json(&captions(&id), french).await.expect_error(422);
    assert!(twice.contains("already"), "{twice}");

    let media = outcome(&alice, &json!({ "id": id })).await.expect_ok();
    assert_eq!(media["captions"][1]["label"], "Avec les bruits");
    assert_eq!(media["captions"][1]["url"], made["url"]);
    let stranger = town.stranger();
    let read = stranger.get(made["url"].as_str().unwrap()).await;
    assert!(
        read.text.starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Anna>"),
        "{}",
        read.text
    );
    assert_eq!(read.header("content-type"), "text/vtt; charset=utf-8");
    assert_eq!(read.header("access-control-allow-origin"), "*");
    assert!(read.header("cache-control").contains("immutable"));
    let said = stranger.get(made["transcript_url"].as_str().unwrap()).await.expect_ok();
    assert_eq!(said["paragraphs"], json!(["Anna: Une rampe & une porte. Entrez."]));
    assert_eq!(
        stranger.get(english["transcript_url"].as_str().unwrap()).await.expect_ok()["paragraphs"],
        json!(["A ramp"])
    );

    let post = alice.publishes_as(json!({ "media_ids": [id] })).await;
    let number = made["id"].as_str().unwrap();
    let path = format!("/api/portevoix/v1/media/{id}/captions/{number}");
    let change = json!({ "text": "WEBVTT\n\n00:01.000 --> 00:02.000\nAutre chose" });
    for other in [&bob, &stranger] {
        let refused = [401, 404];
        let answer = other.send_json(Method::PUT, &path, change.clone()).await;
        assert!(refused.contains(&answer.status), "{}", answer.asked);
        for answer in [other.get(&captions(&id)).await, other.delete(&path).await] {
            assert!(refused.contains(&answer.status), "{}", answer.asked);
        }
    }
    let changed = alice.send_json(Method::PUT, &path, change).await.expect_ok();
    assert_eq!(changed["label"], "Avec les bruits", "what is not said stays");
    assert_ne!(changed["url"], made["url"], "another text has another address");
    assert_eq!(stranger.get(made["url"].as_str().unwrap()).await.status, 404);
    let seen = bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["media_attachments"][0]["captions"][1]["url"], changed["url"]);

    assert_eq!(alice.delete(&path).await.text, "{}");
    let seen = bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["media_attachments"][0]["captions"].as_array().unwrap().len(), 1);
    let _ = alice.delete(&path).await.expect_error(404);
}

#[tokio::test]
async fn what_is_wrong_with_captions_is_named_by_its_line() {
    let (town, _tools) = town().await;
    let alice = town.person("alice").await;
    let (id, picture) = (film(&alice).await, crate::media::upload(&alice).await);
    let refused = async |id: &str, language: &str, label: &str, text: &str| {
        let sent = json!({ "language": language, "label": label, "text": text });
        alice.post_json(&captions(id), sent).await.expect_error(422)
    };
    let late = "WEBVTT\n\n00:05.000 --> 00:04.000\nno\n";
    assert!(refused(&id, "fr", "", late).await.contains("Line 3"));
    let sent = json!({ "language": "fr", "text": late });
    let request = alice.request(Method::POST, &captions(&id)).header("accept-language", "fr");
    let why = alice.send(request.json(&sent)).await.expect_error(422);
    assert!(why.contains("Ligne 3"), "{why}");
    for text in ["", "words", "WEBVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x</script>"] {
        let _ = refused(&id, "fr", "", text).await;
    }
    for language in ["", "f", "french language", "fr-é"] {
        let _ = refused(&id, language, "", RAMP).await;
    }
    let _ = refused(&id, "fr", &"x".repeat(101), RAMP).await;
    assert!(refused(&picture, "fr", "", RAMP).await.contains("Only films"));
    let latin = Part::bytes(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xe9".to_vec()).file_name("a.vtt");
    let form = Form::new().part("file", latin).text("language", "fr");
    let sent = alice.send(alice.request(Method::POST, &captions(&id)).multipart(form)).await;
    assert!(sent.expect_error(422).contains("UTF-8"));
    for name in ["x.vtt", "00000000000000000000000000000000.vtt", "vtt", "..%2fx.vtt"] {
        assert_eq!(alice.get(&format!("/media/captions/{name}")).await.status, 404);
    }
    for no in 0..30_u8 {
        let language = format!("x{}{}", char::from(b'a' + no / 26), char::from(b'a' + no % 26));
        let sent = json!({ "language": language, "text": RAMP });
        let _ = alice.post_json(&captions(&id), sent).await.expect_ok();
    }
    assert!(refused(&id, "fr", "", RAMP).await.contains("at most 30"));
}

#[tokio::test]
async fn captions_go_with_their_film() {
    let (town, _tools) = town().await;
    let alice = town.person("alice").await;
    let mut urls: Vec<Value> = Vec::new();
    for _ in 0..2 {
        let id = film(&alice).await;
        let sent = json!({ "language": "fr", "text": RAMP });
        let made = alice.post_json(&captions(&id), sent).await.expect_ok();
        let _ = outcome(&alice, &json!({ "id": id })).await.expect_ok();
        if urls.is_empty() {
            assert_eq!(alice.delete(&format!("/api/v1/media/{id}")).await.status, 200);
        }
        urls.push(made["url"].clone());
    }
    assert_eq!(alice.get(urls[0].as_str().unwrap()).await.status, 404);
    assert_eq!(alice.get(urls[1].as_str().unwrap()).await.status, 200);
    town.later_by_ms(25 * 3_600_000);
    assert_eq!(social::media::sweep(&town.app).await.unwrap(), 1);
    assert_eq!(alice.get(urls[1].as_str().unwrap()).await.status, 404);
}

#[tokio::test]
async fn a_page_takes_captions_and_shows_what_is_said() {
    let (town, _tools) = town().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    hers.open("/write").await;
    shows(&hers, "video/*,audio/*");
    let mut form = Form::new();
    for (name, value) in hers.fill("/write", &[("description", "Une rampe qui chante")]).fields {
        form = form.text(name, value);
    }
    let sound = Part::bytes(b"fLaC\0".to_vec()).file_name("sound.flac");
    let request = hers.request(Method::POST, "/write").header("sec-fetch-site", "same-origin");
    hers.go(request.multipart(form.part("picture", sound)), "/write").await;
    let home = hers.page.text.clone();
    let post = hers.address.strip_prefix("/#p").expect("it is posted").to_owned();
    assert!(home.contains("<audio controls preload=\"none\""), "{home}");
    assert!(home.contains("aria-label=\"Une rampe qui chante\""), "{home}");
    let (_, way) = home.split_once("href=\"/captions/").expect("the way to its captions");
    let media = way.split('"').next().unwrap();
    let page = format!("/captions/{media}");

    hers.open(&page).await;
    shows(&hers, "There are no captions yet");
    hers.submit(&page, &[("language", "fr"), ("text", "WEBVTT\n\nperdu\n")]).await;
    assert_eq!(hers.page.status, 422);
    assert!(hers.page.text.contains("Line 3") && hers.page.text.contains("perdu"));
    hers.submit(&page, &[("language", "fr"), ("text", RAMP)]).await;
    assert_eq!(hers.page.status, 200);
    shows(&hers, "The captions are added");
    shows(&hers, "srclang=\"fr\" label=\"Français\"");

    let mut anybody = town.browser(&format!("/@alice/{post}")).await;
    let seen = anybody.page.text.clone();
    assert!(seen.contains("<track kind=\"captions\" srclang=\"fr\""), "{seen}");
    assert!(seen.contains("<p>Anna: Une rampe &amp; une porte. Entrez.</p>"), "{seen}");
    assert!(!seen.contains("href=\"/captions/"), "the way to change them is its owner's");
    anybody.open(&page).await;
    assert!(anybody.address.starts_with("/log-in"), "{}", anybody.address);
    let (_bob, mut his) = member(&town, "bob").await;
    his.open(&page).await;
    assert_eq!(his.page.status, 404);

    hers.open(&page).await;
    let (_, one) = hers.page.text.split_once(&format!("href=\"{page}/")).expect("to change them");
    let number = one.split('"').next().unwrap().to_owned();
    let one = format!("{page}/{number}");
    hers.open(&one).await;
    shows(&hers, "00:00:02.000 --&gt; 00:00:04.000");
    hers.submit(&one, &[("label", "Tout")]).await;
    shows(&hers, "Change Tout");
    hers.open(&one).await;
    hers.submit(&format!("/captions/{media}/{number}/delete"), &[]).await;
    shows(&hers, "There are no captions yet");
}
