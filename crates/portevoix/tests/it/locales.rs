//! The words of the pages: the same messages with the same variables in every language, each used,
//! and none asked for that is not there; and French as it is printed.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{literal, root, sources};

/// The messages of a language: name, text with its lines.
fn messages(language: &str) -> BTreeMap<String, String> {
    let folder = root().join("crates/ground/locales").join(language);
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut last = String::new();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            if line.starts_with([' ', '}']) {
                let text = found.get_mut(&last).expect("a message before its next line");
                text.push('\n');
                text.push_str(line);
                continue;
            }
            let (name, text) = line.split_once(" =").unwrap_or_else(|| panic!("{path:?}: {line}"));
            let twice = found.insert(name.to_owned(), text.to_owned());
            assert!(twice.is_none(), "{name} stands twice in {language}");
            name.clone_into(&mut last);
        }
    }
    found
}

fn variables(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
    text.split('$').skip(1).map(|rest| rest.split(ends).next().unwrap_or_default()).collect()
}

#[test]
fn both_languages_say_the_same() {
    let (english, french) = (messages("en"), messages("fr"));
    let names = |messages: &BTreeMap<String, String>| -> BTreeSet<String> {
        messages.keys().cloned().collect()
    };
    let apart: Vec<String> =
        names(&english).symmetric_difference(&names(&french)).cloned().collect();
    assert!(apart.is_empty(), "only in one language: {apart:?}");
    for (name, text) in &english {
        assert_eq!(variables(text), variables(&french[name]), "the variables of {name}");
    }
}

#[test]
fn every_message_asked_for_is_there() {
    let there = messages("en");
    let mut missing = Vec::new();
    for source in sources("src") {
        for (name, prefix) in asked_for(&source.text) {
            let name = format!("{prefix}{name}");
            if !there.contains_key(&name) {
                missing.push(format!("{}: {name}", source.path));
            }
        }
    }
    assert!(missing.is_empty(), "messages that are not there:\n{}", missing.join("\n"));
}

#[test]
fn every_message_is_used() {
    let mut text: String = sources("src").into_iter().map(|source| source.text).collect();
    text.retain(|c| c != '\n');
    let unused: Vec<String> = messages("en")
        .into_keys()
        .filter(|name| {
            let end = name.strip_prefix("told-").unwrap_or(name);
            !text.contains(&format!("\"{name}\"")) && !text.contains(&format!("\"{end}\""))
        })
        .collect();
    assert!(unused.is_empty(), "messages that nobody asks for: {unused:?}");
}

#[test]
fn french_is_printed_as_french_is() {
    let mut wrong = Vec::new();
    for (name, text) in messages("fr") {
        // Placeables, addresses and quoted English are not sentences.
        let words = text.replace("{ $", "").replace("https://", "");
        let bad_space = [" :", " ;", " !", " ?", "« ", " »", " %"];
        if words.contains('\'') || bad_space.iter().any(|bad| words.contains(bad)) {
            wrong.push(format!("{name} ={text}"));
        }
    }
    assert!(wrong.is_empty(), "not French typography:\n{}", wrong.join("\n"));
}

/// The names of messages a source asks for, each with what stands before it in `locales/`.
fn asked_for(source: &str) -> Vec<(String, &'static str)> {
    let calls = [
        ("Say::new(", ""),
        (".say(", ""),
        ("Error::forbidden(", ""),
        (".done(", "told-"),
        ("Unauthorized(", ""),
        ("Malformed(", ""),
        ("TooLarge(", ""),
        ("Conflict(", ""),
        ("Unavailable(", ""),
    ];
    let mut found = Vec::new();
    for (call, prefix) in calls {
        for (at, _) in source.match_indices(call) {
            let from = skip_space(source, at + call.len());
            found.extend(literal(source, from).map(|(name, _)| (name, prefix)));
        }
    }
    for (at, call) in source.match_indices("Error::invalid(") {
        // The second of two: a field, then the message.
        let from = skip_space(source, at + call.len());
        let Some((_, end)) = literal(source, from) else { continue };
        let from = skip_space(source, end + 1);
        found.extend(literal(source, from).map(|(name, _)| (name, "")));
    }
    found
}

fn skip_space(source: &str, from: usize) -> usize {
    source.len() - source[from..].trim_start().len()
}
