//! Reads every timeline to its bottom and holds it against the ledgers.

use std::collections::HashMap;

use serde_json::Value;

use super::writer::Ledger;
use crate::Outcome;
use crate::http::Client;
use crate::server::Server;

const FAILURES_SHOWN_MAX: usize = 20;

/// What was counted, and every sentence that was found untrue.
#[derive(Default)]
pub(crate) struct Report {
    acknowledged: usize,
    unanswered: usize,
    unanswered_but_there: usize,
    sent_again: usize,
    pages: usize,
    lost: usize,
    twice: usize,
    out_of_order: usize,
    failures: Vec<String>,
}

impl Report {
    pub(crate) fn print(&self) {
        println!("| posts acknowledged | {} |", self.acknowledged);
        println!("| of these lost | {} |", self.lost);
        println!("| posts there twice | {} |", self.twice);
        println!("| posts out of order | {} |", self.out_of_order);
        println!("| posts never acknowledged | {} |", self.unanswered);
        println!("| of these there all the same, once | {} |", self.unanswered_but_there);
        println!("| posts sent again with their key | {} |", self.sent_again);
        println!("| pages read to check | {} |", self.pages);
    }

    /// An error if any promise was broken.
    pub(crate) fn verdict(&self) -> Outcome {
        if self.failures.is_empty() {
            println!("\nEvery acknowledged post is there, exactly once, in order.");
            return Ok(());
        }
        for failure in self.failures.iter().take(FAILURES_SHOWN_MAX) {
            eprintln!("{failure}");
        }
        Err(format!("{} promises broken", self.failures.len()).into())
    }
}

/// A post as a timeline shows it.
struct Seen {
    id: u64,
    text: String,
}

/// Checks the timeline of every writer, then the home of a reader who follows them all.
pub(crate) fn check(
    server: &Server,
    reader: &str,
    accounts: &[String],
    ledgers: &[Ledger],
) -> Outcome<Report> {
    let mut report = Report::default();
    let mut client = Client::connect(server.port)?.with_token(reader);
    let mut everything = Vec::new();
    for (account, ledger) in accounts.iter().zip(ledgers) {
        let path = format!("/api/v1/accounts/{account}/statuses");
        let seen = read_all(&mut client, &path, &mut report)?;
        check_writer(ledger, &seen, &mut report);
        everything.extend(seen.iter().map(|seen| seen.id));
    }
    everything.sort_unstable_by(|one, other| other.cmp(one));
    let home = read_all(&mut client, "/api/v1/timelines/home", &mut report)?;
    let home: Vec<u64> = home.iter().map(|seen| seen.id).collect();
    if home != everything {
        report.out_of_order += 1;
        let (here, there) = (home.len(), everything.len());
        report.failures.push(format!("home ({here} posts) is not all the accounts' ({there})"));
    }
    Ok(report)
}

fn read_all(client: &mut Client, path: &str, report: &mut Report) -> Outcome<Vec<Seen>> {
    let mut all: Vec<Seen> = Vec::new();
    loop {
        let below = all.last().map(|seen| format!("&max_id={}", seen.id)).unwrap_or_default();
        let page = client.get_json(&format!("{path}?limit=40{below}"))?;
        let page = page.as_array().ok_or("a page that is no list")?;
        report.pages += 1;
        if page.is_empty() {
            return Ok(all);
        }
        for post in page {
            let id = post["id"].as_str().ok_or("a post without an id")?.parse()?;
            if all.last().is_some_and(|last| last.id <= id) {
                report.out_of_order += 1;
                report.failures.push(format!("{path}: {id} comes after an older one"));
                return Ok(all);
            }
            all.push(Seen { id, text: plain(&post["content"]) });
        }
    }
}

fn check_writer(ledger: &Ledger, timeline: &[Seen], report: &mut Report) {
    let mut by_text: HashMap<&str, Vec<u64>> = HashMap::new();
    for seen in timeline {
        by_text.entry(&seen.text).or_default().push(seen.id);
    }
    let mut newest = 0;
    for sent in &ledger.sent {
        report.sent_again += usize::from(sent.again);
        let found = by_text.remove(sent.text.as_str()).unwrap_or_default();
        if found.len() > 1 {
            report.twice += 1;
            report.failures.push(format!("{}: there as {found:?}", sent.text));
        }
        let Some(id) = sent.id else {
            report.unanswered += 1;
            report.unanswered_but_there += usize::from(found.len() == 1);
            continue;
        };
        report.acknowledged += 1;
        if !found.contains(&id) {
            report.lost += 1;
            report.failures.push(format!("{}: acknowledged as {id}, gone", sent.text));
        }
        if id <= newest {
            report.out_of_order += 1;
            report.failures.push(format!("{}: {id} is not after {newest}", sent.text));
        }
        newest = id;
    }
    for (text, ids) in by_text {
        report.failures.push(format!("{text:?} ({ids:?}) was never sent"));
    }
}

/// The text of a post's HTML, which here is one paragraph without anything to escape.
fn plain(content: &Value) -> String {
    let html = content.as_str().unwrap_or_default();
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    text
}
