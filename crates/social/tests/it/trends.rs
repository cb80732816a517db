//! Stories of trends.

use ground::config::Trending;
use town::site::{Site, card_of};
use town::{Method, Person, Town, Value, ids, json};

const DAY_MS: i64 = 24 * 3_600_000;

/// People who have been here for two days.
async fn neighbours(town: &Town, count: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for no in 0..count {
        people.push(town.person(&format!("neighbour{no}")).await);
    }
    town.later_by_ms(2 * DAY_MS);
    people
}

async fn count(town: &Town) {
    town.settle().await;
    social::trends::refresh(&town.app).await.unwrap();
}

async fn names(who: &Person) -> Vec<String> {
    let tags = who.get("/api/v1/trends/tags").await.expect_ok();
    let name = |tag: &Value| tag["name"].as_str().unwrap().to_owned();
    tags.as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn a_hashtag_trends_by_people_not_by_posts() {
    let town = Town::new().await;
    let people = neighbours(&town, 5).await;
    for _ in 0..9 {
        people[0].publishes("#Loud #loud again").await;
    }
    people[1].publishes("#loud too").await;
    for person in &people[..3] {
        person.publishes("Who brings #bread?").await;
    }
    for person in &people {
        person.publishes("I come to the #party").await;
    }
    let stranger = town.stranger();
    count(&town).await;
    assert_eq!(names(&stranger).await, ["party", "bread"]);
    assert_eq!(stranger.get("/api/v1/trends").await.expect_ok()[0]["name"], "party");
    let one = stranger.get("/api/v1/trends/tags?limit=1&offset=1").await.expect_ok();
    assert_eq!((one.as_array().unwrap().len(), &one[0]["name"]), (1, &json!("bread")));
    assert_eq!(one[0]["history"][0]["accounts"], "3");
    assert_eq!(one[0]["history"].as_array().unwrap().len(), 7);
    let _ = stranger.get("/api/v1/trends/tags?offset=x").await.expect_error(422);

    // Each figure can be checked.
    let why = stranger.get("/api/portevoix/v1/trends").await.expect_ok();
    let party = &why["tags"][0];
    assert_eq!(
        (&party["accounts"], &party["uses"], &party["rank"]),
        (&json!(5), &json!(5), &json!(1))
    );
    let half = why["rule"]["half_life_hours"].as_f64().unwrap();
    let sum: f64 = party["hours"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hour| {
            let points = hour["accounts"].as_f64().unwrap()
                * (-hour["hours_ago"].as_f64().unwrap() / half).exp2();
            assert!((points - hour["points"].as_f64().unwrap()).abs() < 1e-9);
            points
        })
        .sum();
    assert!((sum - party["score"].as_f64().unwrap()).abs() < 1e-9);

    // What four begin now is ahead of what five began yesterday; in three days that is over.
    town.later_by_ms(DAY_MS);
    for person in &people[..4] {
        person.publishes("#Soup").await;
        person.publishes("Still #party").await;
    }
    count(&town).await;
    assert_eq!(names(&stranger).await[..2], ["Soup", "party"]);
    let page = stranger.get("/trends").await.text;
    assert!(page.contains("#Soup"), "{page}");
    assert!(page.contains("5 people") && page.contains("every 12 hours"), "{page}");
    town.later_by_ms(4 * DAY_MS);
    count(&town).await;
    assert!(names(&stranger).await.is_empty());
}

#[tokio::test]
async fn only_open_posts_of_those_who_want_it_count() {
    let town = Town::new().await;
    let people = neighbours(&town, 4).await;
    let newcomer = town.person("newcomer").await;
    let settings = async |who: &Person, change: Value| {
        let path = "/api/v1/accounts/update_credentials";
        let _ = who.send_json(Method::PATCH, path, change).await.expect_ok();
    };
    settings(&people[2], json!({ "discoverable": false })).await;
    settings(&people[3], json!({ "bot": true })).await;
    newcomer.publishes("#tea").await;
    for person in &people {
        person.publishes("#tea").await;
        let quiet = json!({ "status": "#rumour", "visibility": "unlisted" });
        person.publishes_as(quiet).await;
        let blurred = json!({ "status": "#blood", "sensitive": true });
        person.publishes_as(blurred).await;
    }
    let stranger = town.stranger();
    count(&town).await;
    assert!(names(&stranger).await.is_empty());
    settings(&people[2], json!({ "discoverable": true })).await;
    count(&town).await;
    assert_eq!(names(&stranger).await, ["tea"]);
    // Who takes their words back counts no more.
    let own = people[0].reads(&format!("/api/v1/accounts/{}/statuses", people[0].id)).await;
    for post in own {
        let _ = people[0].delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    }
    count(&town).await;
    assert!(names(&stranger).await.is_empty());
}

#[tokio::test]
async fn a_post_trends_for_those_who_may_want_to_see_it() {
    let town = Town::new().await;
    let people = neighbours(&town, 5).await;
    let post = people[0].publishes("The bridge is open again").await;
    let liked = people[1].publishes("Cake").await;
    let answer = json!({ "status": "When?", "in_reply_to_id": post });
    let answer = people[1].publishes_as(answer).await;
    for person in &people {
        for (post, act) in [(&post, "reblog"), (&post, "favourite"), (&answer, "favourite")] {
            let _ = person.post(&format!("/api/v1/statuses/{post}/{act}")).await.expect_ok();
        }
    }
    for person in &people[2..] {
        let _ = person.post(&format!("/api/v1/statuses/{liked}/favourite")).await.expect_ok();
    }
    count(&town).await;
    let trending = async |who: &Person| ids(&who.get("/api/v1/trends/statuses").await.expect_ok());
    let stranger = town.stranger();
    assert_eq!(trending(&stranger).await, [post.clone(), liked.clone()]);
    let why = stranger.get("/api/portevoix/v1/trends").await.expect_ok();
    assert_eq!(
        (&why["statuses"][0]["id"], &why["statuses"][0]["accounts"]),
        (&json!(post), &json!(4))
    );

    let _ = people[2].post(&format!("/api/v1/accounts/{}/mute", people[0].id)).await.expect_ok();
    assert_eq!(trending(&people[2]).await, [liked.clone()]);
    let _ = people[0].post(&format!("/api/v1/accounts/{}/block", people[3].id)).await.expect_ok();
    assert_eq!(trending(&people[3]).await, [liked.clone()]);
    let filter = json!({ "title": "Sweets", "context": ["public"], "filter_action": "hide",
        "keywords_attributes": [{ "keyword": "cake" }] });
    let _ = people[4].post_json("/api/v2/filters", filter).await.expect_ok();
    assert_eq!(trending(&people[4]).await, [post.clone()]);
    // Gone at once, not at the next count.
    let _ = people[0].delete(&format!("/api/v1/statuses/{post}")).await.expect_ok();
    assert_eq!(trending(&stranger).await, [liked]);
}

#[tokio::test]
async fn a_link_trends_and_has_a_timeline() {
    let town = Town::new().await;
    let people = neighbours(&town, 3).await;
    let site = Site::open().await;
    let url = site.has_html("/news", "<title>News</title>");
    let mut posts = Vec::new();
    let path = format!("/api/v1/timelines/link?url={}", url.replace(':', "%3A"));
    let stranger = town.stranger();
    for person in &people {
        // Not before it trends.
        let _ = stranger.get(&path).await.expect_error(404);
        posts.insert(0, person.publishes(&format!("Read {url}")).await);
    }
    let reply = json!({ "status": format!("@neighbour0 {url}"), "in_reply_to_id": posts[2] });
    posts.insert(0, people[1].publishes_as(reply).await);
    let private = json!({ "status": url, "visibility": "private" });
    people[0].publishes_as(private).await;
    let card = card_of(&people[0], &posts[3]).await;
    count(&town).await;
    let links = stranger.get("/api/v1/trends/links").await.expect_ok();
    assert_eq!((&links[0]["url"], &links[0]["title"]), (&card["url"], &json!("News")));
    assert_eq!(links[0]["history"][0]["accounts"], "3");
    assert_eq!(links[0]["history"][0]["uses"], "4");

    assert_eq!(stranger.reads(&path).await, posts);
    let page = stranger.get(&format!("{path}&limit=2")).await;
    assert_eq!(ids(&page.expect_ok()), posts[..2]);
    let next = page.link("next").unwrap();
    assert!(next.contains("url=http%3A"), "{next}");
    assert_eq!(stranger.reads(&next).await, posts[2..]);
    let upward = format!("{path}&min_id={}&limit=1", posts[3]);
    assert_eq!(stranger.reads(&upward).await, [posts[2].clone()]);
    let _ = people[0].post(&format!("/api/v1/accounts/{}/block", people[2].id)).await.expect_ok();
    assert_eq!(people[0].reads(&path).await.len(), 3);
    let _ = stranger.get("/api/v1/timelines/link").await.expect_error(404);
    let _ = stranger.get("/api/v1/timelines/link?url=%00").await.expect_error(404);
    let page = town.stranger().get("/trends").await.text;
    assert!(page.contains("News"), "{page}");
}

#[tokio::test]
async fn moderators_decide_what_trends() {
    let town = Town::with(|config| config.trends = Trending::Reviewed).await;
    let moderator = town.moderator("mona").await;
    let people = neighbours(&town, 4).await;
    let site = Site::open().await;
    let url = site.has_html("/shop", "<title>Shop</title>");
    let post = people[0].publishes("Hear, hear").await;
    let mut last = String::new();
    for person in &people {
        last = person.publishes(&format!("#sale {url}")).await;
        let _ = person.post(&format!("/api/v1/statuses/{post}/favourite")).await.expect_ok();
    }
    let _ = card_of(&people[0], &last).await;
    count(&town).await;
    let stranger = town.stranger();
    for list in ["tags", "statuses", "links"] {
        let shown = stranger.get(&format!("/api/v1/trends/{list}")).await.expect_ok();
        assert_eq!(shown, json!([]), "{list} wait");
    }
    let tag = moderator.get("/api/v1/admin/trends/tags").await.expect_ok()[0].clone();
    assert_eq!((&tag["name"], &tag["requires_review"]), (&json!("sale"), &json!(true)));
    let link = moderator.get("/api/v1/admin/trends/links").await.expect_ok()[0].clone();
    assert_eq!((&link["title"], &link["requires_review"]), (&json!("Shop"), &json!(true)));
    let waiting = moderator.get("/api/v1/admin/trends/statuses").await.expect_ok();
    assert_eq!(ids(&waiting), [post.clone()]);
    let hosts = "/api/v1/admin/trends/links/publishers";
    let host = moderator.get(hosts).await.expect_ok()[0].clone();
    assert_eq!((&host["domain"], &host["trendable"]), (&json!("127.0.0.1"), &Value::Null));

    let id = |of: &Value| of["id"].as_str().unwrap().to_owned();
    let (tag, link, host) = (id(&tag), id(&link), id(&host));
    let judge = async |path: String| moderator.post(&path).await.expect_ok();
    let approved = judge(format!("/api/v1/admin/trends/tags/{tag}/approve")).await;
    assert_eq!(
        (&approved["trendable"], names(&stranger).await),
        (&json!(true), vec!["sale".into()])
    );
    let _ = judge(format!("/api/v1/admin/trends/tags/{tag}/reject")).await;
    assert!(names(&stranger).await.is_empty());
    let _ = judge(format!("/api/v1/admin/trends/statuses/{post}/approve")).await;
    assert_eq!(ids(&stranger.get("/api/v1/trends/statuses").await.expect_ok()), [post.clone()]);
    let _ = judge(format!("/api/v1/admin/trends/statuses/{post}/reject")).await;
    assert_eq!(stranger.get("/api/v1/trends/statuses").await.expect_ok(), json!([]));
    let links = async || {
        let links = stranger.get("/api/v1/trends/links").await.expect_ok();
        links.as_array().unwrap().len()
    };
    // What is decided of a link goes before what is decided of its host.
    let approved = judge(format!("/api/v1/admin/trends/links/publishers/{host}/approve")).await;
    assert_eq!((&approved["trendable"], links().await), (&json!(true), 1));
    let rejected = judge(format!("/api/v1/admin/trends/links/{link}/reject")).await;
    assert_eq!((&rejected["title"], links().await), (&json!("Shop"), 0));
    let _ = judge(format!("/api/v1/admin/trends/links/publishers/{host}/reject")).await;
    let _ = judge(format!("/api/v1/admin/trends/links/{link}/approve")).await;
    assert_eq!(links().await, 1);
    let acts = moderator.get("/api/portevoix/v1/admin/acts").await.expect_ok();
    assert!(acts.to_string().contains("trend.reject"), "{acts}");

    let gone = ["tags/999/approve", "statuses/999/reject", "links/999/approve"];
    for path in gone.into_iter().chain(["links/publishers/999/reject"]) {
        let path = format!("/api/v1/admin/trends/{path}");
        let _ = moderator.post(&path).await.expect_error(404);
    }
    let _ = people[0].get("/api/v1/admin/trends/tags").await.expect_error(403);
}

#[tokio::test]
async fn trends_can_be_switched_off() {
    let town = Town::with(|config| config.trends = Trending::Off).await;
    let people = neighbours(&town, 3).await;
    for person in &people {
        person.publishes("#tea").await;
    }
    count(&town).await;
    assert!(names(&people[0]).await.is_empty());
    let instance = town.stranger().get("/api/v2/instance").await.expect_ok();
    let feeds = &instance["configuration"]["timelines_access"]["trending_link_feeds"];
    assert_eq!(feeds["local"], "disabled");
}
