//! Bodies and tails, put together, are the entities of the documentation.

use serde_json::{Value, json};
use wire::mastodon::*;
use wire::{Day, Time, open_json};

use crate::facts::{check, check_full};
use crate::samples;

const MARKS: StatusMarks = StatusMarks {
    favourited: true,
    reblogged: false,
    muted: false,
    bookmarked: true,
    pinned: Some(false),
};

fn written(write: impl FnOnce(&mut Vec<u8>)) -> Value {
    let mut out = vec![];
    write(&mut out);
    serde_json::from_slice(&out).unwrap()
}

/// The stored halves of a sample account and a sample status.
fn bodies() -> (Vec<u8>, Vec<u8>) {
    (open_json(&samples::full_account()), open_json(&samples::full_status()))
}

fn account(body: &[u8]) -> AccountParts<'_> {
    let tail = AccountTail {
        statuses_count: 12,
        followers_count: 3,
        following_count: -1,
        last_status_at: Some(Day(20_781)),
    };
    AccountParts { body, tail }
}

fn status<'a>(body: &'a [u8], author: &'a [u8]) -> StatusParts<'a> {
    let tail = StatusTail { replies_count: 1, marks: Some(MARKS), ..StatusTail::default() };
    let (poll, quote, filtered, reblog) = (None, None, &b""[..], None);
    StatusParts { body, account: account(author), tail, poll, quote, filtered, reblog }
}

#[test]
fn an_account_is_its_body_and_its_counters() {
    let (body, _) = bodies();
    let full = written(|out| write_account(out, account(&body)));
    check_full("Account", &full);
    assert_eq!(full["followers_count"], 3);
    assert_eq!(full["last_status_at"], "2026-11-24");

    let body = open_json(&samples::plain_account());
    let tail = AccountTail::default();
    let plain = written(|out| write_account(out, AccountParts { body: &body, tail }));
    check("Account", &plain);
    assert_eq!(plain["last_status_at"], Value::Null);
}

#[test]
fn an_owner_and_a_muter_see_more_of_an_account() {
    let (body, _) = bodies();
    let own = written(|out| {
        write_credential_account(out, account(&body), &samples::source(), &samples::role());
    });
    check_full("CredentialAccount", &own);
    let muted = written(|out| write_muted_account(out, account(&body), Some(Time(0))));
    check_full("MutedAccount", &muted);
    let muted = written(|out| write_muted_account(out, account(&body), None));
    check_full("MutedAccount", &muted);
}

#[test]
fn a_status_is_its_body_its_counters_and_its_author() {
    let (author, body) = bodies();
    let full = written(|out| write_status(out, status(&body, &author)));
    check_full("Status", &full);
    assert_eq!(full["favourited"], true);
    assert_eq!(full["replies_count"], 1);

    let (author, body) = (samples::plain_account(), samples::plain_status());
    let (author, body) = (open_json(&author), open_json(&body));
    check("Status", &written(|out| write_status(out, status(&body, &author))));
}

#[test]
fn nobody_logged_in_sees_no_marks() {
    let (author, body) = bodies();
    let mut parts = status(&body, &author);
    parts.tail.marks = None;
    let seen = written(|out| write_status(out, parts));
    check("Status", &seen);
    for mark in ["favourited", "reblogged", "muted", "bookmarked", "pinned", "filtered"] {
        assert!(seen.get(mark).is_none(), "{mark}");
    }
}

#[test]
fn only_ones_own_posts_can_be_pinned() {
    let (author, body) = bodies();
    let mut parts = status(&body, &author);
    parts.tail.marks = Some(StatusMarks { pinned: None, ..MARKS });
    let seen = written(|out| write_status(out, parts));
    check("Status", &seen);
    assert!(seen.get("pinned").is_none());
}

#[test]
fn a_poll_knows_what_its_reader_chose() {
    let (author, body) = bodies();
    let poll = open_json(&samples::poll());
    let own = OwnVotes { voted: true, choices: &[0, 2] };
    let parts = PollParts { body: &poll, own: Some(own) };
    check_full("Poll", &written(|out| write_poll(out, parts)));
    let post = StatusParts { poll: Some(parts), ..status(&body, &author) };
    let seen = written(|out| write_status(out, post));
    check("Status", &seen);
    assert_eq!(seen["poll"]["own_votes"], json!([0, 2]));
    let parts = PollParts { own: None, ..parts };
    check("Poll", &written(|out| write_poll(out, parts)));
}

#[test]
fn a_quote_holds_a_post_whose_own_quote_is_shallow() {
    let (author, body) = bodies();
    let (state, id) = (QuoteState::Accepted, wire::Id(4));
    let inner = QuoteParts::Shallow { state, quoted: Some(id) };
    let inner = StatusParts { quote: Some(inner), ..status(&body, &author) };
    let whole = QuoteParts::Whole { state, quoted: Some(&inner) };
    let post = StatusParts { quote: Some(whole), ..status(&body, &author) };
    let seen = written(|out| write_status(out, post));
    check("Status", &seen);
    assert_eq!(seen["quote"]["quoted_status"]["quote"]["quoted_status_id"], "4");
    let gone = QuoteParts::Whole { state: QuoteState::Revoked, quoted: None };
    let seen = written(|out| write_status(out, StatusParts { quote: Some(gone), ..post }));
    check("Status", &seen);
    assert_eq!(seen["quote"], json!({ "state": "revoked", "quoted_status": null }));
}

#[test]
fn a_boost_is_an_envelope_around_the_boosted() {
    let (author, body) = bodies();
    let envelope = open_json(&samples::plain_status());
    let boosted = status(&body, &author);
    let mut boost = status(&envelope, &author);
    boost.reblog = Some(&boosted);
    let seen = written(|out| write_status(out, boost));
    check("Status", &seen);
    assert_eq!(seen["reblog"]["content"], samples::full_status().content);
    assert_eq!(seen["reblog"]["reblog"], Value::Null);
}

#[test]
fn pages_threads_and_searches_hold_whole_entities() {
    let (author, body) = bodies();
    let post = status(&body, &author);
    assert_eq!(written(|out| write_statuses(out, &[])), json!([]));
    let page = written(|out| write_statuses(out, &[post, post, post]));
    assert_eq!(page.as_array().unwrap().len(), 3);

    let thread = written(|out| write_context(out, &[post], &[post, post]));
    check_full("Context", &thread);
    assert_eq!(thread["descendants"].as_array().unwrap().len(), 2);

    let found =
        written(|out| write_search(out, &[account(&author)], &[post], &[samples::full_tag()]));
    check_full("Search", &found);
    check_full("Search", &written(|out| write_search(out, &[], &[], &[])));
}

#[test]
fn a_notification_names_an_account_and_perhaps_a_post() {
    let (author, body) = bodies();
    let post = status(&body, &author);
    let mention = samples::notification(NotificationKind::Mention);
    let seen = written(|out| write_notification(out, &mention, account(&author), Some(post)));
    check("Notification", &seen);

    let signed_up = samples::notification(NotificationKind::AdminSignUp);
    let seen = written(|out| write_notification(out, &signed_up, account(&author), None));
    check("Notification", &seen);
    assert!(seen.get("status").is_none());
}

#[test]
fn text_that_looks_like_json_stays_text() {
    let mut body = samples::plain_status();
    body.content = "\"},\u{0}\u{2028}{\"admin\":true".to_owned();
    let (author, open) = (open_json(&samples::plain_account()), open_json(&body));
    let seen = written(|out| write_status(out, status(&open, &author)));
    check("Status", &seen);
    assert_eq!(seen["content"], body.content);
}
