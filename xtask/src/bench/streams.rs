//! From an acknowledged post to those who wait for it: a stream's frame, every follower's home.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::disk::Fsync;
use super::people::Reader;
use super::report::{Line, Report, Wish, micros, quantile};
use crate::Outcome;
use crate::http::Client;
use crate::server::Server;
use crate::sse::Sse;

const FRAME_SECONDS_MAX: u64 = 30;

pub(crate) fn measure(
    report: &mut Report,
    server: &Server,
    people: &[Reader],
    fsync: Fsync,
    posts: usize,
) -> Outcome {
    let author = people.iter().max_by_key(|reader| reader.followers).ok_or("nobody is there")?;
    let followers = followers_of(server, author, people)?;
    report.section(
        "From the acknowledgement to those who wait",
        &format!(
            "The author with the most followers ({}) posts. Streams are server-sent events; a \
             frame counts from the moment the author has the whole answer (0 if it came before). A \
             follower who comes back has not asked since the start, so that their key and whom \
             they follow are read from the database; one who is there has.",
            author.followers
        ),
    );
    let mut frames = frames(server, author, followers.first().ok_or("no follower")?, posts)?;
    let beside = format!("fsync p50 {}, p99 {}", micros(fsync.p50), micros(fsync.p99));
    let wish = Wish::AtMost { bar: 5.0, aim: Some(2.0) };
    let mut line = |what: String, value: f64| {
        let (ours, limit) = (micros(value), beside.clone());
        report.line(Line { what, ours, limit, ratio: Some(value / fsync.p50), wish });
    };
    line(format!("stream frame, p99 of {posts}"), quantile(&mut frames, 0.99));
    let all = followers.len();
    let mut missed = 0;
    for who in ["who comes back", "who is there"] {
        let (mut looks, on_top) = homes(server, author, &followers)?;
        line(
            format!(
                "top of the home of a follower {who} ({on_top} of {all} at the first look), p99"
            ),
            quantile(&mut looks, 0.99),
        );
        missed += all - on_top;
    }
    if missed > 0 {
        report.add(&format!("\n**{missed} looks did not show the post.**"));
    }
    Ok(())
}

fn followers_of<'a>(
    server: &Server,
    author: &Reader,
    people: &'a [Reader],
) -> Outcome<Vec<&'a Reader>> {
    let mut followers = Vec::new();
    let mut client = Client::connect(server.port)?;
    for reader in people {
        client = client.with_token(&reader.token);
        let path = format!("/api/v1/accounts/relationships?id[]={}", author.id);
        if client.get_json(&path)?[0]["following"] == Value::Bool(true) {
            followers.push(reader);
        }
    }
    Ok(followers)
}

/// Microseconds from the answer to each post to its frame in the stream of one follower.
fn frames(server: &Server, author: &Reader, follower: &Reader, posts: usize) -> Outcome<Vec<f64>> {
    let mut stream = Sse::open(server.port, "/api/v1/streaming/user", &follower.token)?;
    let (heard, hears) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(event) = stream.next() {
            let at = Instant::now();
            if event.name == "update" && heard.send((at, event.data)).is_err() {
                break;
            }
        }
    });
    let mut client = Client::connect(server.port)?.with_token(&author.token);
    let mut delays = Vec::with_capacity(posts);
    for number in 0..posts {
        let body = json!({ "status": format!("Qui m'entend ? ({number})") });
        let post = client.post("/api/v1/statuses", &[], &body)?;
        let acknowledged = Instant::now();
        let post = post.json()?;
        loop {
            let (at, data) = hears.recv_timeout(Duration::from_secs(FRAME_SECONDS_MAX))?;
            let told: Value = serde_json::from_str(&data)?;
            if told["id"] == post["id"] {
                delays.push(at.saturating_duration_since(acknowledged).as_secs_f64() * 1e6);
                break;
            }
        }
    }
    Ok(delays)
}

/// One post, then the home of every follower, once. Microseconds that each look took, and how
/// many saw the post on top.
fn homes(server: &Server, author: &Reader, followers: &[&Reader]) -> Outcome<(Vec<f64>, usize)> {
    let mut writer = Client::connect(server.port)?.with_token(&author.token);
    let body = json!({ "status": "À tout le monde" });
    let post = writer.post("/api/v1/statuses", &[], &body)?.json()?;
    let mut reader = Client::connect(server.port)?;
    let mut looks = Vec::with_capacity(followers.len());
    let mut on_top = 0;
    for follower in followers {
        reader = reader.with_token(&follower.token);
        let start = Instant::now();
        let home = reader.get("/api/v1/timelines/home?limit=1")?;
        looks.push(start.elapsed().as_secs_f64() * 1e6);
        on_top += usize::from(home.json()?[0]["id"] == post["id"]);
    }
    Ok((looks, on_top))
}
