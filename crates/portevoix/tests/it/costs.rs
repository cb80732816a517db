//! What a list costs does not grow with its length: every list of the API is read short and long,
//! each time by a server that remembers nothing, and its statements are counted.

use town::site::{Site, until_asked};
use town::{Method, Person, Town, Value, json};

const SHORT: usize = 2;
const LONG: usize = 30;

/// Lists Alice may read, once [`furnish`] has filled them; `{…}` stands for things of that name.
const LISTS: &[&str] = &[
    "/api/v1/timelines/home",
    "/api/v1/timelines/public",
    "/api/v1/timelines/tag/tea",
    "/api/v1/timelines/list/{list}",
    "/api/v1/trends/tags",
    "/api/v1/trends/statuses",
    "/api/v1/trends/links",
    "/api/v1/timelines/link?url={link}",
    "/api/v1/conversations",
    "/api/v1/accounts/{bob}/statuses",
    "/api/v1/accounts/{alice}/followers",
    "/api/v1/accounts/{alice}/following",
    "/api/v1/statuses/{post}/favourited_by",
    "/api/v1/statuses/{post}/reblogged_by",
    "/api/v1/statuses/{post}/context",
    "/api/v1/bookmarks",
    "/api/v1/favourites",
    "/api/v1/notifications",
    "/api/v2/notifications",
    "/api/v1/followed_tags",
    "/api/v1/lists/{list}/accounts",
    "/api/v1/scheduled_statuses",
    "/api/v1/directory",
    "/api/v1/accounts/{bob}/collections",
    "/api/v1/accounts/{alice}/in_collections",
    "/api/v2/search?q=tea",
    "/api/v1/accounts/search?q=neighbour",
    "/api/portevoix/v1/organisations/{organisation}/visuals",
];

/// Fills every list with more than [`LONG`] things, or as many as it takes. Gives back the paths.
async fn furnish(town: &Town, alice: &Person) -> Vec<String> {
    let post = alice.publishes("Who comes to #tea?").await;
    let site = Site::open().await;
    let news = site.has_html("/news", "<title>News</title>");
    let mut everybody = Vec::new();
    for no in 0..LONG {
        let neighbour = town.person(&format!("neighbour{no}")).await;
        neighbour.follows(alice).await;
        alice.follows(&neighbour).await;
        let tea = neighbour.publishes(&format!("Cup {no} of #tea for @alice")).await;
        let answer = json!({ "status": "I do", "in_reply_to_id": post });
        neighbour.publishes_as(answer).await;
        for act in ["favourite", "reblog"] {
            let path = format!("/api/v1/statuses/{post}/{act}");
            let _ = neighbour.post(&path).await.expect_ok();
        }
        for act in ["bookmark", "favourite"] {
            let _ = alice.post(&format!("/api/v1/statuses/{tea}/{act}")).await.expect_ok();
        }
        let letter = json!({ "status": "Just us, @alice", "visibility": "direct" });
        neighbour.publishes_as(letter).await;
        neighbour.publishes(&news).await;
        let _ = alice.post(&format!("/api/v1/tags/tea{no}/follow")).await.expect_ok();
        everybody.push(neighbour);
    }
    let bob = &everybody[0];
    for no in 0..LONG {
        let thought = bob.publishes(&format!("Bob's thought {no}")).await;
        let page = site.has_html(&format!("/{no}"), "<title>Tea</title>");
        for neighbour in &everybody[1..4] {
            neighbour.publishes(&format!("#cup{no} {page}")).await;
            let path = format!("/api/v1/statuses/{thought}/favourite");
            let _ = neighbour.post(&path).await.expect_ok();
        }
        let at = wire::Time(town.app.db.now_ms() + (no as i64 + 1) * 24 * 3_600_000);
        let later = json!({ "status": "Later", "scheduled_at": at });
        let _ = alice.post_json("/api/v1/statuses", later).await.expect_ok();
    }
    let list = alice.post_json("/api/v1/lists", json!({ "title": "Neighbours" })).await.expect_ok();
    let list = list["id"].as_str().unwrap().to_owned();
    let ids: Vec<&str> = everybody.iter().map(|it| it.id.as_str()).collect();
    let members = json!({ "account_ids": ids });
    let _ = alice.post_json(&format!("/api/v1/lists/{list}/accounts"), members).await.expect_ok();
    collect(alice, &everybody).await;
    let organisation = design(alice).await;
    until_asked(town).await;
    // What newcomers do is no trend.
    town.later_by_ms(2 * 24 * 3_600_000);
    town.settle().await;
    let named = |path: &&str| {
        let named = path.replace("{list}", &list).replace("{post}", &post);
        let named = named.replace("{link}", &news.replace(':', "%3A"));
        let named = named.replace("{organisation}", &organisation);
        named.replace("{alice}", &alice.id).replace("{bob}", &bob.id)
    };
    LISTS.iter().map(named).collect()
}

/// Alice founds an organisation and draws for it.
async fn design(alice: &Person) -> String {
    let path = "/api/portevoix/v1/organisations";
    let made = alice.post_json(path, json!({ "username": "ramps" })).await.expect_ok();
    let organisation = made["id"].as_str().unwrap().to_owned();
    for no in 0..LONG {
        let card = json!({
            "template": "call", "formats": ["square"], "colours": "day", "language": "en",
            "slots": { "sentence": format!("Ramp {no}"), "action": "Write to your mayor" }
        });
        let path = format!("{path}/{organisation}/visuals");
        let _ = alice.post_json(&path, card).await.expect_ok();
    }
    organisation
}

/// Alice is in a collection of each neighbour; the first has as many as one may have.
async fn collect(alice: &Person, everybody: &[Person]) {
    let findable = json!({ "discoverable": true });
    let path = "/api/v1/accounts/update_credentials";
    let _ = alice.send_json(Method::PATCH, path, findable).await.expect_ok();
    let others = std::iter::repeat_n(&everybody[0], social::collections::COLLECTIONS_MAX as usize);
    for neighbour in everybody[1..].iter().chain(others) {
        let new = json!({ "name": "Tea", "account_ids": [alice.id] });
        let _ = neighbour.post_json("/api/v1/collections", new).await.expect_ok();
    }
}

#[tokio::test]
async fn a_long_list_costs_no_more_statements_than_a_short_one() {
    let town = Town::new().await;
    let alice = town.person("alice").await;
    let paths = furnish(&town, &alice).await;
    let (town, short) = read_all(town, &alice, &paths, SHORT).await;
    let (_town, long) = read_all(town, &alice, &paths, LONG).await;
    let mut wrong = Vec::new();
    for ((path, short), long) in paths.iter().zip(short).zip(long) {
        if long.statements > short.statements {
            wrong.push(format!("{path}: {short:?}, then {long:?}"));
        }
        // A conversation's whole thread is one answer, whatever the limit.
        if long.things <= short.things && !path.ends_with("/context") {
            wrong.push(format!("{path} is not longer: {long:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is announced is one answer, whatever the limit.
#[tokio::test]
async fn more_announcements_with_more_answers_cost_no_more_statements() {
    let town = Town::new().await;
    let ada = town.admin("ada").await;
    let mut counts = Vec::new();
    for _ in 0..2 {
        let shown = counts.last().map_or(0, |read: &Read| read.things);
        for no in shown..shown * 10 + 1 {
            let text = json!({ "text": format!("Number {no}") });
            let made = ada.post_json("/api/portevoix/v1/admin/announcements", text).await;
            let id = made.expect_ok()["id"].as_str().unwrap().to_owned();
            for emoji in ["🎉", "🍵", "☕"].iter().take(1 + shown * 2) {
                let path = format!("/api/v1/announcements/{id}/reactions/{emoji}");
                let _ = ada.send(ada.request(Method::PUT, &path)).await.expect_ok();
            }
        }
        town.settle().await;
        // Work that goes by the clock may come between: the least of several counts.
        let mut reads = Vec::new();
        for _ in 0..5 {
            let before = at_rest(&town).await;
            let answer = ada.get("/api/v1/announcements").await.expect_ok();
            let statements = town.app.db.stats().statements - before;
            reads.push(Read { things: things(&answer), statements });
        }
        counts.extend(reads.into_iter().min_by_key(|read| read.statements));
    }
    assert_eq!((counts[0].things, counts[1].things), (1, 11));
    assert_eq!(counts[0].statements, counts[1].statements, "{counts:?}");
}

#[derive(Debug)]
struct Read {
    things: usize,
    statements: u64,
}

/// Reads every list, each from a server that was just started.
async fn read_all(
    mut town: Town,
    alice: &Person,
    paths: &[String],
    limit: usize,
) -> (Town, Vec<Read>) {
    let mut reads = Vec::new();
    for path in paths {
        town = town.restart().await;
        town.settle().await;
        let before = at_rest(&town).await;
        let mark = if path.contains('?') { '&' } else { '?' };
        let answer = alice.in_town(&town).get(&format!("{path}{mark}limit={limit}")).await;
        let statements = town.app.db.stats().statements - before;
        reads.push(Read { things: things(&answer.expect_ok()), statements });
    }
    (town, reads)
}

/// The count of statements, once what a start sets going has come to its end.
async fn at_rest(town: &Town) -> u64 {
    loop {
        let before = town.app.db.stats().statements;
        tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        if town.app.db.stats().statements == before {
            return before;
        }
    }
}

/// How many things an answer holds.
fn things(answer: &Value) -> usize {
    match answer {
        Value::Array(list) => list.len(),
        Value::Object(parts) => {
            parts.values().filter_map(Value::as_array).map(Vec::len).max().unwrap_or_default()
        }
        _ => 0,
    }
}
