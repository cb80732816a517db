//! Every door asks for its key: the routes themselves say which doors there are.

use ground::http::{Route, Scope};
use social::oauth::{self, NewToken};
use town::{Person, Town, Value, json};

/// A path with `value` in each of its holes.
fn filled(path: &str, value: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { value } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn locked() -> Vec<(Route, &'static str)> {
    let routes = portevoix::routes().into_iter();
    let locked = routes.filter_map(|route| match route.scope {
        Scope::Needs(scope) => Some((route, scope)),
        _ => None,
    });
    let locked: Vec<_> = locked.collect();
    assert!(locked.len() > 100, "there are doors with locks");
    locked
}

/// What a door answers, with the sentence of a refusal.
async fn knock(who: &Person, route: &Route, path: &str) -> u16 {
    knock_with(who, route, path, &json!({})).await
}

async fn knock_with(who: &Person, route: &Route, path: &str, body: &Value) -> u16 {
    let request = who.request(route.method.clone(), path);
    let request = if route.method == town::Method::GET { request } else { request.json(body) };
    let answer = who.send(request).await;
    if answer.status >= 400 {
        let why = answer.json()["error"].as_str().map(str::to_owned);
        assert!(why.is_some_and(|why| !why.is_empty()), "{} {}", answer.asked, answer.text);
    }
    assert!(answer.status < 500, "{} gave {}: {}", answer.asked, answer.status, answer.text);
    answer.status
}

#[tokio::test]
async fn no_door_opens_without_its_key() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let stranger = town.stranger();
    let new = NewToken {
        app: None,
        member: None,
        scopes: "read write follow push profile".to_owned(),
        expires_at: None,
    };
    let app = town.app.write(async move |tx| oauth::issue(tx, new).await).await.unwrap();
    let app = alice.with_token(&app);
    let push = alice.with_token(&town.token_with(&alice, "push").await);
    let profile = alice.with_token(&town.token_with(&alice, "profile").await);
    for (route, scope) in locked() {
        let (path, name) = (filled(route.path, "1"), format!("{} {}", route.method, route.path));
        assert_eq!(knock(&stranger, &route, &path).await, 401, "{name} without a token");
        let by_app = knock(&app, &route, &path).await;
        assert!([401, 403, 422].contains(&by_app), "{name} with an app's token gave {by_app}");
        let other = if scope == "push" { &profile } else { &push };
        assert_eq!(knock(other, &route, &path).await, 403, "{name} with another scope");
    }
}

#[tokio::test]
async fn what_is_no_number_of_anything_is_not_found() {
    let town = Town::new().await;
    let alice = town.admin("alice").await;
    let scopes = "read write follow push profile admin:read admin:write";
    let alice = alice.with_token(&town.token_with(&alice, scopes).await);
    let with_id = |path: &str| path.contains("{id}") || path.contains("_id}");
    for (route, _) in locked().into_iter().filter(|(route, _)| with_id(route.path)) {
        for odd in ["abc", "-1", "99999999999999999999", "1%00", "9223372036854775807"] {
            let status = knock(&alice, &route, &filled(route.path, odd)).await;
            let refused = [400, 404, 410, 422].contains(&status);
            // Ending what is not there may be fine: it is not there afterwards.
            let ended = status == 200 && route.method == town::Method::DELETE;
            assert!(refused || ended, "{} {} with {odd}: {status}", route.method, route.path);
        }
    }
}

/// What Alice has that is nobody else's business: the beginning of its paths, and its number.
async fn belongings(town: &Town, alice: &Person) -> Vec<(&'static str, String)> {
    let made = async |path: &str, body| {
        let made = alice.post_json(path, body).await.expect_ok();
        made["id"].as_str().unwrap().to_owned()
    };
    let post = alice.publishes_as(json!({ "status": "For myself", "visibility": "direct" })).await;
    let list = made("/api/v1/lists", json!({ "title": "Neighbours" })).await;
    let tomorrow = wire::Time(town.app.db.now_ms() + 24 * 3_600_000);
    let draft = json!({ "status": "Later", "scheduled_at": tomorrow });
    let scheduled = made("/api/v1/statuses", draft).await;
    let filter = json!({ "title": "Noise", "context": ["home"],
        "keywords_attributes": [{ "keyword": "drill" }] });
    let filter = alice.post_json("/api/v2/filters", filter).await.expect_ok();
    let keyword = filter["keywords"][0]["id"].as_str().unwrap().to_owned();
    let filter = filter["id"].as_str().unwrap().to_owned();
    let kept = format!("/api/v2/filters/{filter}/statuses");
    let kept = made(&kept, json!({ "status_id": post })).await;
    let asked = json!({ "status": "Tea?", "visibility": "direct",
        "poll": { "options": ["yes", "no"], "expires_in": 3600 } });
    let asked = alice.post_json("/api/v1/statuses", asked).await.expect_ok();
    let poll = asked["poll"]["id"].as_str().unwrap().to_owned();
    let upload = alice.request(town::Method::POST, "/api/portevoix/v1/uploads");
    let upload = upload.header("tus-resumable", "1.0.0").header("upload-length", "5");
    let upload = alice.send(upload).await.expect_ok()["id"].as_str().unwrap().to_owned();
    let organisations = "/api/portevoix/v1/organisations";
    let organisation = made(organisations, json!({ "username": "ramps" })).await;
    let carol = town.person("carol").await;
    let offer = json!({ "who": "@carol", "roles": ["reader"] });
    let offer = made(&format!("{organisations}/{organisation}/invitations"), offer).await;
    carol.follows(alice).await;
    town.settle().await;
    let told = alice.reads("/api/v1/notifications").await;
    let picture = media(alice).await;
    vec![
        ("/api/v1/statuses/{id}", post),
        ("/api/v1/lists/{", list.clone()),
        ("/api/v1/timelines/list/{", list),
        ("/api/v1/scheduled_statuses/{id}", scheduled),
        ("/api/v2/filters/keywords/{id}", keyword.clone()),
        ("/api/v2/filters/statuses/{id}", kept),
        ("/api/v2/filters/{", filter),
        ("/api/v1/filters/{", keyword),
        ("/api/v1/polls/{id}", poll),
        ("/api/v1/notifications/{id}", told[0].clone()),
        ("/api/portevoix/v1/uploads/{id}", upload),
        ("/api/v1/media/{id}", picture.clone()),
        ("/api/portevoix/v1/media/{id}", picture),
        ("/api/portevoix/v1/organisations/{", organisation),
        ("/api/portevoix/v1/seat_invitations/{", offer),
    ]
}

/// A picture of hers that no post carries.
async fn media(alice: &Person) -> String {
    // A GIF of one pixel.
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";
    let part = town::multipart::Part::bytes(gif.to_vec()).file_name("dot.gif");
    let form = town::multipart::Form::new().part("file", part);
    let sent = alice.request(town::Method::POST, "/api/v2/media").multipart(form);
    alice.send(sent).await.expect_ok()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_found() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let bob = town.person("bob").await;
    let stranger = town.stranger();
    // Something of all that any of these doors asks for.
    let sound = json!({
        "status": "Mine now", "title": "Mine", "keyword": "mine", "phrase": "mine",
        "context": ["home"], "choices": [0], "account_ids": [bob.id],
        "quote_approval_policy": "nobody",
        "scheduled_at": wire::Time(town.app.db.now_ms() + 24 * 3_600_000),
        "status_id": bob.publishes("Mine").await,
    });
    let mut wrong = Vec::new();
    let mut walked = 0;
    for (beginning, id) in belongings(&town, &alice).await {
        let routes = portevoix::routes();
        let concerned = routes.iter().filter(|route| route.path.starts_with(beginning));
        for route in concerned {
            let path = filled(route.path, &id);
            let by_bob = knock_with(&bob, route, &path, &sound).await;
            let by_nobody = knock_with(&stranger, route, &path, &sound).await;
            if by_bob != 404 || ![401, 404].contains(&by_nobody) {
                let door = format!("{} {}", route.method, route.path);
                wrong.push(format!("{door}: Bob got {by_bob}, a stranger {by_nobody}"));
            }
            walked += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(walked > 40, "only {walked} doors");
}
