//! Two servers that speak with each other, shown: what one says reaches the other, and what the
//! other missed while it was away.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Outcome;
use crate::args::Args;
use crate::http::Client;
use crate::place::Folder;
use crate::server::{Build, Community, Person, Server, build};

pub(crate) const HELP: &str = "\
Starts two servers on this machine and shows what they tell each other: Alice of the one follows
Bob of the other, who posts, asks, edits and deletes; Alice boosts and votes; then her server is
killed for a while, and catches up.

usage: cargo xtask show";

/// Longest wait for something to reach the other server.
const WAIT: Duration = Duration::from_secs(60);

/// A server with somebody who lives there.
struct Place {
    community: Community,
    server: Server,
    person: Person,
}

impl Place {
    fn open(folder: &Folder, name: &str, binary: &std::path::Path) -> Outcome<Self> {
        let data = folder.path().join(name);
        let community = Community { binary: binary.to_owned(), data, database: None };
        let person = community.admin(name)?;
        let server = community.start()?;
        println!("{name} lives on {}", server.origin());
        Ok(Self { community, server, person })
    }

    fn client(&self) -> Outcome<Client> {
        Ok(Client::connect(self.server.port)?.with_token(&self.person.token))
    }

    fn get(&self, path: &str) -> Outcome<Value> {
        self.client()?.get_json(path)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let mut client = self.client()?;
        let request = client.bytes(method, path, &[], Some(&body.to_string()));
        let answer = client.send(&request)?;
        match answer.status {
            200..300 => answer.json(),
            status => Err(format!("{method} {path} gave {status}").into()),
        }
    }

    fn posts(&self, body: &Value) -> Outcome<String> {
        text(&self.send("POST", "/api/v1/statuses", body)?, "id")
    }

    /// Waits until something that one reads here is so.
    fn until(&self, what: &str, path: &str, holds: impl Fn(&Value) -> bool) -> Outcome<Value> {
        let start = Instant::now();
        while start.elapsed() < WAIT {
            let seen = self.get(path)?;
            if holds(&seen) {
                println!("  {what} ({} ms)", start.elapsed().as_millis());
                return Ok(seen);
            }
            sleep(Duration::from_millis(50));
        }
        Err(format!("in vain: {what}").into())
    }
}

fn text(value: &Value, name: &str) -> Outcome<String> {
    let text = value[name].as_str().ok_or_else(|| format!("no {name} in {value}"))?;
    Ok(text.to_owned())
}

const HOME: &str = "/api/v1/timelines/home";

pub(crate) fn run(args: Args) -> Outcome {
    args.finish()?;
    let binary = build(Build::Debug)?;
    let folder = Folder::new("show")?;
    let alice = Place::open(&folder, "alice", &binary)?;
    let bob = Place::open(&folder, "bob", &binary)?;
    reads(&alice, &bob)?;
    speak(&alice, &bob)?;
    catch_up(alice, &bob)
}

fn reads(alice: &Place, bob: &Place) -> Outcome {
    println!("Bob has posted before; Alice follows him:");
    bob.posts(&json!({ "status": "Before anybody listened" }))?;
    let handle = format!("bob@127.0.0.1:{}", bob.server.port);
    let found = alice.get(&format!("/api/v1/accounts/lookup?acct={handle}"))?;
    let id = text(&found, "id")?;
    alice.send("POST", &format!("/api/v1/accounts/{id}/follow"), &json!({}))?;
    let path = format!("/api/v1/accounts/relationships?id={id}");
    alice.until("Bob's server accepts", &path, |it| it[0]["following"] == true)?;
    let path = format!("/api/v1/accounts/{id}/statuses");
    alice.until("his past is read", &path, |it| it[0]["content"].is_string())?;
    Ok(())
}

fn speak(alice: &Place, bob: &Place) -> Outcome {
    println!("Bob posts, asks, edits and deletes; Alice boosts and votes:");
    let first = bob.posts(&json!({ "status": "Hello" }))?;
    let has = |words: &'static str| {
        move |home: &Value| home[0]["content"].as_str().is_some_and(|it| it.contains(words))
    };
    let seen = alice.until("Alice reads it", HOME, has("Hello"))?;
    let id = text(&seen[0], "id")?;
    bob.send("PUT", &format!("/api/v1/statuses/{first}"), &json!({ "status": "Good day" }))?;
    alice.until("Alice reads it edited", HOME, has("Good day"))?;
    alice.send("POST", &format!("/api/v1/statuses/{id}/reblog"), &json!({}))?;
    let path = format!("/api/v1/statuses/{first}");
    bob.until("Bob sees her boost", &path, |it| it["reblogs_count"] == 1)?;

    let poll = json!({ "options": ["Tea", "Coffee"], "expires_in": 3600 });
    let asked = bob.posts(&json!({ "status": "Which?", "poll": poll }))?;
    let seen = alice.until("Alice reads his question", HOME, has("Which?"))?;
    let poll = text(&seen[0]["poll"], "id")?;
    alice.send("POST", &format!("/api/v1/polls/{poll}/votes"), &json!({ "choices": [0] }))?;
    let path = format!("/api/v1/statuses/{asked}");
    bob.until("Bob counts her vote", &path, |it| it["poll"]["votes_count"] == 1)?;
    bob.send("DELETE", &path, &json!({}))?;
    alice.until("it is gone for Alice, too", HOME, |it| !has("Which?")(it))?;
    Ok(())
}

fn catch_up(alice: Place, bob: &Place) -> Outcome {
    let Place { community, server, person } = alice;
    let port = server.port;
    println!("Alice's server is killed; Bob posts twice:");
    drop(server);
    bob.posts(&json!({ "status": "Are you there?" }))?;
    let last = bob.posts(&json!({ "status": "I hope you read this" }))?;
    let path = format!("/api/portevoix/v1/statuses/{last}/deliveries");
    let told = bob.until("his server notes that hers is away", &path, |it| {
        it["servers"][0]["last_error"].is_string()
    })?;
    println!("{}", serde_json::to_string_pretty(&told)?);
    println!("It is started again:");
    let server = community.start_at(port)?;
    let alice = Place { community, server, person };
    let retry = format!("/api/portevoix/v1/admin/servers/127.0.0.1:{port}/retry");
    bob.send("POST", &retry, &json!({}))?;
    let home = alice.until("Alice has missed nothing", HOME, |it| {
        let texts: Vec<&str> =
            it.as_array().into_iter().flatten().filter_map(|it| it["content"].as_str()).collect();
        ["Are you there?", "I hope you read this"]
            .iter()
            .all(|words| texts.iter().filter(|text| text.contains(words)).count() == 1)
    })?;
    for post in home.as_array().into_iter().flatten() {
        println!("    {} {}", post["created_at"], post["content"]);
    }
    bob.until("Bob sees that her server has it", &path, |it| it["delivered"] == 1)?;
    Ok(())
}
