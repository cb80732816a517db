//! What one does on the pages, with a browser that knows no scripts.

use town::{Browser, Person, Town, json};

pub(crate) const PASSWORD: &str = "a long enough one";

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

/// The number of the first post on the page.
pub(crate) fn first(browser: &Browser) -> String {
    let (_, rest) = browser.page.text.split_once("<article ").expect("a post");
    let (_, rest) = rest.split_once(" id=\"p").expect("its number");
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_member_writes_and_reads_it_at_home() {
    let town = Town::new().await;
    let (_alice, mut browser) = member(&town, "alice").await;
    browser.submit("/write", &[("status", "Bonjour #Paris <b>"), ("language", "fr")]).await;
    shows(&browser, "Your post is published.");
    shows(&browser, "Bonjour");
    shows(&browser, "lang=\"fr\"");
    shows(&browser, "&lt;b&gt;");
    assert!(browser.address.starts_with("/#p"), "{}", browser.address);

    browser.open("/").await;
    hides(&browser, "Your post is published.");
    browser.open("/tags/paris").await;
    shows(&browser, "Bonjour");
}

#[tokio::test]
async fn a_form_sent_twice_posts_once() {
    let town = Town::new().await;
    let (alice, mut browser) = member(&town, "alice").await;
    browser.open("/write").await;
    let form = browser.fill("/write", &[("status", "Once")]);
    browser.send(form.clone()).await;
    browser.send(form).await;
    assert_eq!(alice.reads("/api/v1/timelines/home").await.len(), 1);
}

#[tokio::test]
async fn what_was_typed_is_kept_when_something_is_wrong() {
    let town = Town::with(|config| config.post_graphemes_max = 20).await;
    let (alice, mut browser) = member(&town, "alice").await;
    let long = "\nfar too long for this place";
    let typed = [("status", long), ("visibility", "private"), ("language", "br")];
    browser.submit("/write", &typed).await;
    assert_eq!(browser.page.status, 422);
    shows(&browser, "href=\"#status\"");
    shows(&browser, "aria-describedby=\"status-error status-hint\"");
    let form = browser.fill("/write", &[("status", "short now")]);
    let kept = browser.fill("/write", &[]);
    for (name, value) in typed {
        assert!(kept.fields.contains(&(name.into(), value.into())), "{name}: {:?}", kept.fields);
    }
    browser.send(form).await;
    let home = alice.get("/api/v1/timelines/home").await.expect_ok();
    assert_eq!(home[0]["visibility"], "private");
    assert_eq!(home[0]["language"], "br");
}

#[tokio::test]
async fn people_follow_reply_boost_and_keep_by_buttons() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, mut his) = member(&town, "bob").await;
    let post = bob.publishes("Une rampe").await;

    hers.open("/@bob").await;
    hers.press(&format!("/accounts/{}/follow", bob.id)).await;
    shows(&hers, "You follow this account");
    hers.open("/").await;
    shows(&hers, "Une rampe");

    for (act, done) in [("boost", "unboost"), ("favourite", "unfavourite")] {
        hers.press(&format!("/posts/{post}/{act}")).await;
        // Back to the entry it was pressed on, which may be a boost.
        assert!(hers.address.starts_with("/#p"), "{}", hers.address);
        shows(&hers, &format!("/posts/{post}/{done}"));
        hers.open("/").await;
    }
    hers.press(&format!("/posts/{post}/bookmark")).await;
    hers.open("/bookmarks").await;
    shows(&hers, "Une rampe");
    let seen = alice.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    let marks = ["reblogged", "favourited", "bookmarked"].map(|mark| seen[mark] == true);
    assert_eq!(marks, [true; 3]);

    hers.open(&format!("/write?reply_to={post}&via={post}&via_place=home")).await;
    shows(&hers, "@bob ");
    hers.submit("/write", &[("status", "@bob enfin")]).await;
    shows(&hers, "enfin");
    shows(&hers, "In reply to @bob");
    his.open(&format!("/@bob/{post}")).await;
    shows(&his, "enfin");
    shows(&his, "2 posts by 2 people");

    hers.open("/bookmarks").await;
    hers.press(&format!("/posts/{post}/unbookmark")).await;
    hides(&hers, "Une rampe");
}

#[tokio::test]
async fn who_is_told_what_reads_it_on_a_page() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (_bob, mut his) = member(&town, "bob").await;
    let post = alice.publishes("Une rampe").await;
    his.open(&format!("/@alice/{post}")).await;
    his.press(&format!("/posts/{post}/favourite")).await;
    his.press(&format!("/posts/{post}/unfavourite")).await;
    his.press(&format!("/posts/{post}/boost")).await;
    his.press(&format!("/posts/{post}/unboost")).await;
    his.press(&format!("/posts/{post}/favourite")).await;
    his.open(&format!("/write?reply_to={post}")).await;
    his.submit("/write", &[("status", "@alice merci")]).await;
    his.open("/favourites").await;
    shows(&his, "Une rampe");
    town.settle().await;
    hers.open("/notifications").await;
    shows(&hers, "bob favourited your post");
    shows(&hers, "bob mentioned you");
    shows(&hers, "merci");
    hides(&hers, "bob boosted your post");
}

#[tokio::test]
async fn a_hashtag_is_followed_by_a_button_and_found_by_search() {
    let town = Town::new().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    let (bob, _) = member(&town, "bob").await;
    bob.publishes("On avance #Accessibilité").await;
    hers.open("/tags/Accessibilité").await;
    shows(&hers, "On avance");
    hers.submit("/tags/Accessibilit%C3%A9/follow", &[]).await;
    shows(&hers, "You follow this hashtag.");
    hers.open("/home").await;
    shows(&hers, "On avance");
    hers.open("/tags/accessibilité").await;
    hers.submit("/tags/accessibilit%C3%A9/unfollow", &[]).await;
    shows(&hers, "Follow #accessibilité");

    town.settle().await;
    for (words, count) in [("bob", "One result"), ("accessib", "One result"), ("zzz", "Nothing")] {
        hers.open(&format!("/search?q={words}")).await;
        shows(&hers, &format!("{count} "));
    }
    hers.open("/search").await;
    shows(&hers, "role=\"search\"");
}

#[tokio::test]
async fn distance_is_kept_by_buttons() {
    let town = Town::new().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    let (bob, _) = member(&town, "bob").await;
    hers.open("/@bob").await;
    let acts = [
        ("follow", "You follow this account"),
        ("unfollow", "You no longer follow this account."),
        ("mute", "You mute this account"),
        ("unmute", "You no longer mute this account."),
        ("block", "You block this account"),
        ("unblock", "You no longer block this account."),
    ];
    for (act, said) in acts {
        hers.press(&format!("/accounts/{}/{act}", bob.id)).await;
        assert_eq!(hers.address, "/@bob");
        shows(&hers, said);
    }
}

#[tokio::test]
async fn a_locked_account_answers_requests_on_a_page() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, mut his) = member(&town, "bob").await;
    let (chloe, _) = member(&town, "chloe").await;
    crate::follows::locks(&town, &bob).await;
    for person in [&alice, &chloe] {
        let _ = person.post(&format!("/api/v1/accounts/{}/follow", bob.id)).await.expect_ok();
    }
    hers.open("/@bob").await;
    shows(&hers, "You asked to follow");
    his.open("/requests").await;
    his.submit(&format!("/accounts/{}/authorize", alice.id), &[]).await;
    hides(&his, "alice");
    let mut form = his.fill(&format!("/accounts/{}/authorize", chloe.id), &[]);
    form.action = format!("/accounts/{}/reject", chloe.id);
    his.send(form).await;
    shows(&his, "Nobody is waiting for an answer.");
    hers.open("/@bob").await;
    shows(&hers, "You follow this account");
}

#[tokio::test]
async fn the_menu_leads_everywhere() {
    let town = Town::new().await;
    let (_alice, mut browser) = member(&town, "alice").await;
    browser.open("/menu").await;
    for path in ["/notifications", "/local", "/bookmarks", "/favourites", "/me"] {
        shows(&browser, &format!("class=\"button\" href=\"{path}\""));
    }
    browser.open("/me").await;
    assert_eq!(browser.address, "/@alice");
    browser.submit("/log-out", &[]).await;
    shows(&browser, "Welcome to Portevoix");
}

#[tokio::test]
async fn a_post_is_deleted_after_one_more_question() {
    let town = Town::new().await;
    let (_alice, mut hers) = member(&town, "alice").await;
    let (_bob, mut his) = member(&town, "bob").await;
    hers.submit("/write", &[("status", "Trop vite")]).await;
    let post = first(&hers);
    his.open(&format!("/posts/{post}/delete")).await;
    assert_eq!(his.page.status, 404);
    hers.open(&format!("/posts/{post}/delete")).await;
    shows(&hers, "Trop vite");
    hers.submit(&format!("/posts/{post}/delete"), &[]).await;
    hides(&hers, "Trop vite");
    his.open(&format!("/posts/{post}")).await;
    assert_eq!(his.page.status, 404);
    shows(&his, "<h1>There is nothing here</h1>");
}

#[tokio::test]
async fn a_stranger_reads_what_is_public_and_is_sent_to_log_in_for_the_rest() {
    let town = Town::new().await;
    let (bob, _) = member(&town, "bob").await;
    let post = bob.publishes("À tous").await;
    let hidden = json!({ "status": "Entre nous", "visibility": "private" });
    let hidden = bob.publishes_as(hidden).await;
    let mut browser = town.browser("/").await;
    for page in ["/", "/local", "/@bob", &format!("/@bob/{post}")] {
        browser.open(page).await;
        assert_eq!(browser.page.status, 200, "{page}");
        shows(&browser, "À tous");
        hides(&browser, "Entre nous");
    }
    for page in [format!("/@bob/{hidden}"), "/@nobody".into(), "/@bob/12".into()] {
        browser.open(&page).await;
        assert_eq!(browser.page.status, 404, "{page}");
    }
    for page in ["/home", "/write", "/bookmarks", "/favourites", "/requests", "/me"] {
        browser.open(page).await;
        assert!(browser.address.starts_with("/log-in?then="), "{page}: {}", browser.address);
    }
    browser.open("/write?reply_to=12").await;
    let email = [("email", "bob@example.org"), ("password", PASSWORD)];
    browser.submit("/log-in", &email).await;
    assert_eq!(browser.address, "/write?reply_to=12");
}

#[tokio::test]
async fn how_a_post_came_to_whoever_acts_on_it_is_noted() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, chloe) = (town.person("bob").await, town.person("chloe").await);
    alice.follows(&chloe).await;
    let post = bob.publishes("À faire savoir").await;
    let boost = chloe.post(&format!("/api/v1/statuses/{post}/reblog")).await.expect_ok();
    let boost = boost["id"].as_str().unwrap().to_owned();

    hers.open("/").await;
    assert_eq!(first(&hers), boost);
    hers.press(&format!("/posts/{post}/favourite")).await;
    assert_eq!(hers.address, format!("/#p{boost}"));
    let reply = format!("/write?reply_to={post}&amp;via={boost}&amp;via_place=home");
    shows(&hers, &format!("href=\"{reply}\""));
    hers.open(&reply.replace("&amp;", "&")).await;
    hers.submit("/write", &[("status", "Vu")]).await;

    let noted = town
        .app
        .read(async move |tx| {
            let text = "select via_entry_id, via_place, via_inferred from favourite";
            let favourite: (i64, String, bool) = db::sql(text).get(tx).await?;
            let text = "select via_entry_id, via_place, via_inferred from post
                         where reply_to_id is not null";
            let reply: (i64, String, bool) = db::sql(text).get(tx).await?;
            Ok([favourite, reply])
        })
        .await
        .unwrap();
    let through = (boost.parse::<i64>().unwrap(), "home".to_owned(), false);
    assert_eq!(noted, [through.clone(), through]);
}

#[tokio::test]
async fn a_place_that_takes_nobody_in_says_so() {
    let closed = |config: &mut ground::Config| {
        config.registrations = ground::config::Registrations::Closed;
    };
    let town = Town::with(closed).await;
    let browser = town.browser("/").await;
    shows(&browser, "Registrations are closed");
    hides(&browser, "href=\"/sign-up\"");
}

#[tokio::test]
async fn pages_speak_the_language_one_chooses() {
    let town = Town::new().await;
    let mut browser = town.browser("/about").await;
    shows(&browser, "<html lang=\"en\">");
    browser.submit("/language", &[("language", "fr")]).await;
    assert_eq!(browser.address, "/about");
    shows(&browser, "<html lang=\"fr\">");
    shows(&browser, "Règles");
    browser.open("/nowhere").await;
    shows(&browser, "<h1>Il n’y a rien ici</h1>");
}

#[tokio::test]
async fn programs_may_name_a_language_and_knock_at_pages() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let wrong = alice.get("/api/v1/statuses/12?lang=fr").await.expect_error(404);
    assert!(wrong.contains("rien"), "{wrong}");
    let wrong = alice.get("/api/v1/statuses/12?lang=tlh").await.expect_error(404);
    assert!(!wrong.contains("rien"), "{wrong}");
    // A token is no key to pages, nor does it lock them.
    assert_eq!(alice.get("/").await.status, 200);
    assert_eq!(alice.with_token("nonsense").get("/about").await.status, 200);
}

#[tokio::test]
async fn nobody_else_s_page_can_press_a_button() {
    let town = Town::new().await;
    let (bob, mut browser) = member(&town, "bob").await;
    let post = bob.publishes("Ici").await;
    let path = format!("/posts/{post}/favourite");
    for fields in [vec![("back", "/")], vec![("back", "/"), ("seal", "guessed")]] {
        let request = browser.request(town::Method::POST, &path).form(&fields);
        browser.go(request, &path).await;
        assert_eq!(browser.page.status, 403);
    }
    let request = browser.request(town::Method::POST, &path);
    browser.go(request.header("sec-fetch-site", "cross-site"), &path).await;
    assert_eq!(browser.page.status, 403);
    let seen = bob.get(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(seen["favourited"], false);
}

#[tokio::test]
async fn the_way_back_never_leads_away() {
    let town = Town::new().await;
    let (bob, mut browser) = member(&town, "bob").await;
    let post = bob.publishes("Ici").await;
    browser.open("/").await;
    let mut form = browser.fill("/log-out", &[]);
    form.action = format!("/posts/{post}/favourite");
    for back in ["//example.org", "https://example.org", "/\\example.org", "javascript:alert(1)"] {
        form.fields.retain(|(name, _)| name == "seal");
        form.fields.push(("back".into(), back.into()));
        browser.send(form.clone()).await;
        assert_eq!((browser.page.status, browser.address.as_str()), (200, "/"), "{back}");
    }
}

#[tokio::test]
async fn pages_may_load_nothing_from_elsewhere() {
    let town = Town::new().await;
    let browser = town.browser("/").await;
    let policy = browser.page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"));
    assert_eq!(browser.page.header("x-content-type-options"), "nosniff");
    // One script of ours, and nothing that is written into the page is ever run.
    assert!(policy.contains("script-src 'self'; style-src 'self';"));
    assert_eq!(browser.page.text.matches("<script ").count(), 1);
    let (_, script) = browser.page.text.split_once("<script src=\"").unwrap();
    let script = town.stranger().get(script.split('"').next().unwrap()).await;
    assert!(script.text.len() < 15_000 && script.text.lines().count() <= 300);
    let (_, sheet) = browser.page.text.split_once("rel=\"stylesheet\" href=\"").unwrap();
    assert!(sheet.starts_with("/static/"));
    let sheet = town.stranger().get(sheet.split('"').next().unwrap()).await;
    assert_eq!(sheet.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(sheet.text.len() <= 25 * 1024);
}

#[tokio::test]
async fn a_stranger_chooses_how_pages_look_and_a_member_takes_it_everywhere() {
    let town = Town::new().await;
    let mut stranger = town.browser("/settings/display").await;
    hides(&stranger, "data-theme");
    let tried = [("theme", "hc-dark"), ("size", "3"), ("then", "see")];
    stranger.submit("/settings/display", &tried).await;
    shows(&stranger, " data-theme=\"hc-dark\" data-size=\"3\"");
    stranger.open("/about").await;
    hides(&stranger, "data-theme");
    let chosen = [("theme", "dark"), ("font", "comic"), ("then", "")];
    stranger.open("/settings/display").await;
    stranger.submit("/settings/display", &chosen).await;
    shows(&stranger, "Your display is saved.");
    stranger.open("/about").await;
    shows(&stranger, " data-theme=\"dark\"");
    hides(&stranger, "data-font");

    let (_alice, mut hers) = member(&town, "alice").await;
    hers.open("/settings/display").await;
    let chosen = [("size", "2"), ("fold", "yes"), ("dates", "exact"), ("then", "")];
    hers.submit("/settings/display", &chosen).await;
    hers.open("/write").await;
    hers.submit("/write", &[("status", "Bonjour")]).await;
    shows(&hers, "<details class=\"folded\">");
    shows(&hers, " UTC</time>");
    // On another device, whatever was chosen there before.
    let mut other = town.browser("/settings/display").await;
    other.submit("/settings/display", &[("theme", "dark"), ("then", "")]).await;
    let told = [("email", "alice@example.org"), ("password", PASSWORD)];
    other.open("/log-in").await;
    other.submit("/log-in", &told).await;
    shows(&other, " data-size=\"2\"");
    hides(&other, "data-theme");
    other.open("/settings/display").await;
    other.submit("/settings/display", &[("then", "usual")]).await;
    hides(&other, "data-size");
    hers.open("/").await;
    hides(&hers, "data-size");
}

#[tokio::test]
async fn the_pages_of_help_are_there_for_everybody() {
    let town = Town::new().await;
    let mut stranger = town.browser("/help").await;
    shows(&stranger, "<h1>Help</h1>");
    stranger.open("/help/keyboard").await;
    shows(&stranger, "<kbd>j</kbd>");
    for path in ["/accessibility", "/accessibilite"] {
        stranger.open(path).await;
        shows(&stranger, "RGAA 4.1.2");
        shows(&stranger, "40 tasks were done from end to end");
    }
    stranger.open("/legal").await;
    shows(&stranger, "SIL Open Font License");
    stranger.open("/menu").await;
    shows(&stranger, "href=\"/accessibility\"");
}

#[tokio::test]
async fn a_script_is_told_only_whether_it_was_done() {
    let town = Town::new().await;
    let (bob, _) = member(&town, "bob").await;
    let post = bob.publishes("Une rampe").await;
    let (_alice, mut hers) = member(&town, "alice").await;
    hers.open(&format!("/@bob/{post}")).await;
    shows(&hers, "aria-pressed=\"false\"");
    let seal = hers.fill("/log-out", &[]).fields[0].1.clone();
    let path = format!("/posts/{post}/favourite");
    let body = [("seal", seal.as_str()), ("quiet", "true")];
    let request = hers.request(town::Method::POST, &path);
    let request = request.header("sec-fetch-site", "same-origin").form(&body);
    hers.go(request, &path).await;
    assert_eq!(hers.page.status, 204);
    hers.open(&format!("/@bob/{post}")).await;
    hides(&hers, "You favourited the post");
    shows(&hers, &format!("formaction=\"/posts/{post}/unfavourite\" aria-pressed=\"true\""));
}

#[tokio::test]
async fn people_are_found_on_the_page_to_look_around() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    let (bob, carol) = (town.person("bob").await, town.person("carol").await);
    for other in [&bob, &carol] {
        let open = json!({ "discoverable": true });
        let path = "/api/v1/accounts/update_credentials";
        let _ = other.send_json(town::Method::PATCH, path, open).await.expect_ok();
        other.publishes("Here").await;
    }
    bob.follows(&carol).await;
    alice.follows(&bob).await;
    town.settle().await;
    hers.open("/explore").await;
    shows(&hers, "People you follow follow them.");
    shows(&hers, "@bob");
    hers.press(&format!("/explore/{}/dismiss", carol.id)).await;
    shows(&hers, "This account is no longer suggested.");
    hides(&hers, "People you follow follow them.");
    let stranger = town.browser("/explore?order=new").await;
    shows(&stranger, "@carol");

    hers.open("/search?q=Here&from=%40bob&has=").await;
    shows(&hers, "One result for");
    shows(&hers, "value=\"Here from:bob\"");
}

#[tokio::test]
async fn what_is_new_at_home_is_counted_while_one_reads() {
    let town = Town::new().await;
    let (alice, mut hers) = member(&town, "alice").await;
    alice.publishes("Une rampe").await;
    hers.open("/").await;
    let (_, live) = hers.page.text.split_once("data-live=\"").unwrap();
    let live = live.split('"').next().unwrap().to_owned();
    assert!(live.starts_with("/home/live?after="), "{live}");
    let mut stranger = town.browser(&live).await;
    assert!(stranger.address.starts_with("/log-in"), "{}", stranger.address);
    stranger.open("/").await;
    hides(&stranger, "data-live");

    alice.publishes("Une autre").await;
    let mut stream = hers.request(town::Method::GET, &live).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut said = String::new();
    while !said.contains("\"count\":2") {
        let piece = stream.chunk().await.unwrap().expect("more to come");
        said.push_str(std::str::from_utf8(&piece).unwrap());
        if said.contains("\"count\":1") && !said.contains("done") {
            assert!(said.contains("See one new post"), "{said}");
            alice.publishes("Une troisième").await;
            said.push_str("done");
        }
    }
    assert!(said.contains("See 2 new posts"), "{said}");
}
