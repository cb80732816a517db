//! Stories of links, with a site on this machine.

use town::site::{Page, Site, card_of, shows, until_asked};
use town::{Method, Town, Value, json};

use crate::streaming::listen::Ear;

const ARTICLE: &str = r#"<!doctype html><html lang="fr-FR"><head>
    <meta charset="utf-8"><title>Not this | Gazette</title>
    <meta property="og:title" content="L&rsquo;eau est rare">
    <meta property="og:description" content="Ce qu'il en reste.">
    <meta property="og:site_name" content="La Gazette">
    <meta name="author" content="Jeanne Roche">
    <meta property="article:published_time" content="2026-11-20T08:00:00+01:00">
    <meta property="og:image" content="/lac.png"><meta property="og:image:alt" content="Un lac">
    <link rel="canonical" href="{site}/eau?page=1">
    </head><body>…</body></html>"#;

fn png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([20, 90, 160]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_post_shows_what_its_link_leads_to() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let site = Site::open().await;
    site.has("/lac.png", Page::Of("image/png", png()));
    let url = site.has_html("/eau?page=1", ARTICLE);
    bob.follows(&alice).await;
    let mut home = Ear::open(&bob, "/api/v1/streaming/user").await;
    let post = alice.publishes(&format!("#Eau {url}&utm_source=portevoix#suite")).await;
    assert_eq!(home.hears("update").await.json()["card"], Value::Null);
    site.has_html("/eau?page=1&utm_source=portevoix", ARTICLE);

    // Who looks at it sees it come.
    let heard = home.hears("status.update").await.json();
    let card = card_of(&bob, &post).await;
    assert_eq!(heard["card"], card);
    let image = card["image"].as_str().unwrap().to_owned();
    assert!(image.starts_with(&format!("{}/media/remote/small/", town.url)), "{image}");
    let asked = site.asked();
    assert_eq!(town.stranger().get(&image).await.header("content-type"), "image/png");
    assert_eq!(site.asked(), asked, "readers make nobody ask again");
    let blurhash = card["blurhash"].as_str().unwrap();
    assert_eq!(
        card,
        json!({
            "url": url, "title": "L’eau est rare", "description": "Ce qu'il en reste.",
            "type": "link", "author_name": "Jeanne Roche", "author_url": "",
            "authors": [{ "name": "Jeanne Roche", "url": "", "account": null }],
            "provider_name": "La Gazette", "provider_url": "", "html": "", "width": 64, "height": 48,
            "image": image, "image_description": "Un lac", "embed_url": "", "blurhash": blurhash,
            "missing_attribution": null, "published_at": "2026-11-20T07:00:00.000Z",
            "language": "fr-FR",
        })
    );
    let page = town.stranger().get(&format!("/@alice/{post}")).await.text;
    assert!(page.contains("L’eau est rare") && page.contains("Un lac"), "{page}");
    assert!(!page.contains(&format!("{}/lac.png", site.url)), "only our picture is loaded");

    // Another post with it, and a server that starts anew, ask nobody.
    let asked = site.asked();
    let again = bob.publishes(&format!("Lisez {url}")).await;
    assert_eq!(card_of(&alice, &again).await, card);
    let town = town.restart().await;
    assert_eq!(shows(&alice.in_town(&town), &again).await["title"], card["title"]);
    assert_eq!(site.asked(), asked);
}

#[tokio::test]
async fn an_edit_shows_another_link_or_none() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let one = site.has_html("/one", "<title>One</title>");
    let two = site.has_html("/two", "<title>Two</title>");
    let post = alice.publishes(&one).await;
    assert_eq!(card_of(&alice, &post).await["title"], "One");
    let edit = async |text: &str| {
        let path = format!("/api/v1/statuses/{post}");
        let _ = alice.send_json(Method::PUT, &path, json!({ "status": text })).await.expect_ok();
        until_asked(&town).await;
        shows(&alice, &post).await["title"].clone()
    };
    assert_eq!(edit(&format!("Rather {two}")).await, "Two");
    assert_eq!(edit("Neither").await, Value::Null);
    assert_eq!(edit(&format!("{one} after all, not {two}")).await, "One");
    let path = format!("/api/v1/statuses/{post}");
    let change = json!({ "language": "en" });
    let kept = alice.send_json(Method::PUT, &path, change).await.expect_ok();
    assert_eq!(kept["card"]["title"], "One");
}

#[tokio::test]
async fn a_letter_never_makes_its_link_known() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let site = Site::open().await;
    let url = site.has_html("/secret?key=1", "<title>For you</title>");
    let mut posts = Vec::new();
    for visibility in ["direct", "private"] {
        let draft = json!({ "status": format!("@bob {url}"), "visibility": visibility });
        posts.push(alice.publishes_as(draft).await);
    }
    until_asked(&town).await;
    assert_eq!((site.asked(), shows(&bob, &posts[0]).await), (0, Value::Null));
    // What is known anyway is shown.
    let open = json!({ "status": url, "visibility": "unlisted" });
    let open = bob.publishes_as(open).await;
    let card = card_of(&bob, &open).await;
    assert_eq!(shows(&bob, &posts[0]).await, card);
    assert_eq!(shows(&alice, &posts[1]).await, card);
}

#[tokio::test]
async fn a_link_to_a_post_here_shows_that_post_as_it_is() {
    let town = Town::new().await;
    let (alice, bob) = (town.person("alice").await, town.person("bob").await);
    let said = alice.publishes("La mer est basse").await;
    let secret = alice.publishes_as(json!({ "status": "Psst", "visibility": "private" })).await;
    let link = bob.publishes(&format!("{0}/about puis {0}/@alice/{said}", town.url)).await;
    let hidden = bob.publishes(&format!("{}/posts/{secret}", town.url)).await;
    town.settle().await;
    // By another protocol, or by a detour, it is the same or nothing.
    let other = town.url.replace("http:", "https:");
    let other = bob.publishes(&format!("{other}/@alice/{said}")).await;
    let site = Site::open().await;
    let detour = site.has("/short", Page::Moved(format!("{}/@alice/{said}", town.url)));
    let detour = bob.publishes(&detour).await;
    until_asked(&town).await;
    assert_eq!(shows(&bob, &detour).await, Value::Null);
    let card = shows(&bob, &link).await;
    assert_eq!(shows(&bob, &other).await, card);
    assert_eq!(card["title"], "alice (@alice)");
    assert_eq!(card["description"], "La mer est basse");
    assert_eq!(shows(&bob, &hidden).await, Value::Null);

    let path = format!("/api/v1/statuses/{said}");
    let edit = json!({ "status": "La mer monte" });
    let _ = alice.send_json(Method::PUT, &path, edit).await.expect_ok();
    let name = json!({ "display_name": "Alice B." });
    let name = alice.send_json(Method::PATCH, "/api/v1/accounts/update_credentials", name).await;
    let _ = name.expect_ok();
    town.settle().await;
    let card = shows(&bob, &link).await;
    assert_eq!(card["title"], "Alice B. (@alice)");
    assert_eq!(card["description"], "La mer monte");
    let _ = alice.delete(&path).await.expect_ok();
    town.settle().await;
    assert_eq!(shows(&bob, &link).await, Value::Null);
}

#[tokio::test]
async fn a_page_may_offer_itself_to_be_embedded() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let page = |name: &str, answer: Value| {
        let json = answer.to_string().into_bytes();
        site.has(&format!("/{name}.json"), Page::Of("application/json", json));
        let head = format!(
            "<title>{name}</title><link rel='alternate' type='application/json+oembed' \
             href='/{name}.json'>"
        );
        site.has_html(&format!("/{name}"), &head)
    };
    let film = page(
        "film",
        json!({
            "type": "video", "title": "Un film", "width": "640", "height": 360,
            "author_name": "Zoé", "author_url": "https://films.example/zoe",
            "html": "<script>alert(1)</script><iframe onload='alert(2)' \
                     src='https://films.example/e/1?a=1&b=\"2'></iframe>",
        }),
    );
    let photo = page("photo", json!({ "type": "photo", "url": "/p.png", "width": 9 }));
    site.has("/p.png", Page::Of("image/png", png()));
    let rich = page("rich", json!({ "type": "rich", "html": "<script src='https://e.example'>" }));
    let odd = page("odd", json!({ "type": 7, "title": null, "html": ["<b>"], "width": -1 }));
    let clear = page(
        "clear",
        json!({
            "type": "video", "html": "<iframe src='http://films.example/e/1'></iframe>",
        }),
    );
    let js = page(
        "js",
        json!({
            "type": "rich", "author_url": "javascript:alert(1)", "thumbnail_url": "data:x",
            "html": "<iframe src='javascript:alert(1)'></iframe>",
        }),
    );
    let mut cards = Vec::new();
    for url in [film, photo, rich, odd, clear, js] {
        let post = alice.publishes(&url).await;
        cards.push(card_of(&alice, &post).await);
    }
    let [film, photo, rest @ ..] = &cards[..] else { panic!("six cards") };
    assert_eq!((film["type"].as_str(), film["width"].as_i64()), (Some("video"), Some(640)));
    let html = film["html"].as_str().unwrap();
    assert!(html.starts_with("<iframe src=\"https://films.example/e/1?a=1&amp;b=%222\""), "{html}");
    assert!(html.contains(" sandbox=\"") && !html.contains("alert"), "{html}");
    assert_eq!(film["authors"][0]["url"], "https://films.example/zoe");
    assert_eq!(photo["type"], "photo");
    assert_eq!(photo["embed_url"], format!("{}/p.png", site.url));
    assert!(photo["image"].is_string());
    for card in rest {
        assert_eq!((&card["type"], &card["html"]), (&json!("link"), &json!("")), "{card}");
        assert_eq!(card["author_url"], "");
    }
}

#[tokio::test]
async fn hostile_pages_harm_nobody() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let shown = async |url: String| {
        let post = alice.publishes(&url).await;
        until_asked(&town).await;
        (shows(&alice, &post).await, post)
    };
    // A page without an end is read as far as is sensible.
    let url = site.has("/endless", Page::Endless("<title>Long</title><p>"));
    assert_eq!(shown(url).await.0["title"], "Long");
    site.has("/round", Page::Moved("/round?".to_owned()));
    let before = site.asked();
    let url = site.has("/round?", Page::Moved("/round".to_owned()));
    assert_eq!(shown(url).await.0, Value::Null);
    assert!(site.asked() <= before + 7, "{} steps", site.asked() - before);
    // What is packed is left packed, however much would come out.
    let url = site.has("/bomb", Page::Packed(vec![0x1f; 1 << 20]));
    assert_eq!(shown(url).await.0, Value::Null);
    let url = site.has("/file", Page::Of("application/pdf", b"<title>No</title>".to_vec()));
    assert_eq!(shown(url).await.0, Value::Null);

    let old = b"<title>D\xe9j\xe0 vu</title>".to_vec();
    let url = site.has("/wrong", Page::Of("text/html; charset=utf-8", old.clone()));
    assert_eq!(shown(url).await.0["title"], "Déjà vu");
    let named = [b"<meta charset='ISO-8859-15'>".to_vec(), old].concat();
    let url = site.has("/named", Page::Of("text/html", named));
    assert_eq!(shown(url).await.0["title"], "Déjà vu");
    let url = site.has("/noise", Page::Of("text/html", (0..=255).cycle().take(9999).collect()));
    let _ = shown(url).await;

    let evil = "<title>&lt;script&gt;alert(1)&lt;/script&gt; \u{202e}oh</title>\
        <script>document.write('<meta property=\"og:title\" content=\"No\">')</script>\
        <meta property='og:image' content='javascript:alert(1)'>\
        <meta property='og:description' content='\"><script>alert(2)</script>'>\
        <meta name='twitter:player' content='javascript:alert(3)'>\
        <link rel='canonical' href='https://bank.example/'>";
    let url = site.has_html("/evil", evil);
    let (card, post) = shown(url.clone()).await;
    assert_eq!(card["title"], "<script>alert(1)</script> oh");
    assert_eq!(
        (&card["url"], &card["image"], &card["html"]),
        (&json!(url), &Value::Null, &json!(""))
    );
    let page = alice.get(&format!("/@alice/{post}")).await.text;
    assert!(!page.contains("<script>alert"), "{page}");
}

#[tokio::test]
async fn a_page_in_trouble_is_asked_again_later() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let url = site.has("/busy", Page::TroubleFirst("<title>Back</title>"));
    let post = alice.publishes(&url).await;
    until_asked(&town).await;
    assert_eq!((site.asked(), shows(&alice, &post).await), (1, Value::Null));
    town.later_by_ms(16_000);
    assert_eq!(card_of(&alice, &post).await["title"], "Back");

    // One that never answers is let go.
    let url = site.has("/silent", Page::Silent);
    let post = alice.publishes(&url).await;
    until_asked(&town).await;
    assert_eq!(shows(&alice, &post).await, Value::Null);
}

#[tokio::test]
async fn what_was_said_is_asked_again_after_two_weeks() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let url = site.has_html("/news", "<title>Morning</title>");
    let post = alice.publishes(&url).await;
    assert_eq!(card_of(&alice, &post).await["title"], "Morning");
    site.has_html("/news", "<title>Evening</title>");
    town.later_by_ms(15 * 24 * 3_600_000);
    let again = alice.publishes(&url).await;
    until_asked(&town).await;
    assert_eq!(shows(&alice, &again).await["title"], "Evening");
    assert_eq!(shows(&alice, &post).await["title"], "Evening");
    // A link no post shows is forgotten in time.
    for post in [post, again] {
        let _ = alice.delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    }
    town.settle().await;
    town.later_by_ms(60 * 24 * 3_600_000);
    social::links::sweep(&town.app).await.unwrap();
    let kept =
        town.app.read(async |tx| Ok(db::sql("select count(*) from link").get::<i64>(tx).await?));
    assert_eq!(kept.await.unwrap(), 0);
}

#[tokio::test]
async fn our_own_network_is_never_asked() {
    let town = Town::with(|config| config.dev = false).await;
    let alice = town.person("alice").await;
    let site = Site::open().await;
    let url = site.has_html("/inside", "<title>Inside</title>");
    let secure = url.replace("http:", "https:");
    for url in [url.clone(), secure, url.replace("127.0.0.1", "[::1]")] {
        let post = alice.publishes(&url).await;
        until_asked(&town).await;
        assert_eq!(shows(&alice, &post).await, Value::Null);
    }
    assert_eq!(site.asked(), 0);
}
