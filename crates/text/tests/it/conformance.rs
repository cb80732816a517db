//! Twitter's own cases. Their files stay outside this repository
//! (<https://github.com/twitter/twitter-text>, folder `conformance`): the test looks for
//! them in the folder named by the environment variable `TWITTER_TEXT`, then beside the
//! work tree, and passes, saying so, where they are absent.

use crate::differences::{DIFFERENCES, Difference};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use text::{Entity, length, scan};

#[derive(Deserialize)]
struct File<T> {
    tests: T,
}

#[derive(Deserialize)]
struct Extract {
    mentions: Vec<Case<Vec<String>>>,
    mentions_with_indices: Vec<Case<Vec<Find>>>,
    mentions_or_lists_with_indices: Vec<Case<Vec<Find>>>,
    replies: Vec<Case<Option<String>>>,
    urls: Vec<Case<Vec<String>>>,
    urls_with_indices: Vec<Case<Vec<Find>>>,
    urls_with_directional_markers: Vec<Case<Vec<Find>>>,
    tco_urls_with_params: Vec<Case<Vec<String>>>,
    hashtags: Vec<Case<Vec<String>>>,
    hashtags_from_astral: Vec<Case<Vec<String>>>,
    hashtags_with_indices: Vec<Case<Vec<Find>>>,
    cashtags: Vec<Case<Vec<String>>>,
    cashtags_with_indices: Vec<Case<Vec<Find>>>,
}

#[derive(Deserialize)]
struct Validate {
    tweets: Vec<Case<bool>>,
    usernames: Vec<Case<bool>>,
    lists: Vec<Case<bool>>,
    hashtags: Vec<Case<bool>>,
    urls: Vec<Case<bool>>,
    urls_without_protocol: Vec<Case<bool>>,
    #[serde(rename = "WeightedTweetsCounterTest")]
    weighted: Vec<Case<Counted>>,
    #[serde(rename = "WeightedTweetsWithDiscountedEmojiCounterTest")]
    discounted: Vec<Case<Counted>>,
    #[serde(rename = "UnicodeDirectionalMarkerCounterTest")]
    directional: Vec<Case<Counted>>,
}

#[derive(Deserialize)]
struct Case<T> {
    description: String,
    text: String,
    expected: T,
}

#[derive(Deserialize, PartialEq)]
struct Find {
    #[serde(alias = "screen_name", alias = "url", alias = "hashtag", alias = "cashtag")]
    name: String,
    #[serde(default)]
    list_slug: String,
    indices: (usize, usize),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Counted {
    weighted_length: usize,
}

#[test]
fn twitters_cases_pass_but_for_the_listed_differences() {
    let Some(folder) = folder() else {
        eprintln!("skipped: Twitter's cases are not here (set TWITTER_TEXT to their folder)");
        return;
    };
    let mut tally = Tally::default();
    extract(&mut tally, read(&folder, "extract.yml"));
    validate(&mut tally, read(&folder, "validate.yml"));
    tally.check();
}

#[test]
fn the_list_of_differences_is_written_down() {
    let page = std::fs::read_to_string(root().join("docs/text-differences.md")).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let listed: Vec<String> = DIFFERENCES.iter().map(row).collect();
    assert_eq!(rows, listed, "docs/text-differences.md and tests/it/differences.rs differ");
}

fn row(difference: &Difference) -> String {
    let (group, description, reason) = difference;
    format!("| `{group}` | {description} | {reason} |")
}

fn extract(tally: &mut Tally, cases: Extract) {
    tally.all("mentions", cases.mentions, |text, expected| mentions(text) == *expected);
    tally.all("mentions_with_indices", cases.mentions_with_indices, |text, expected| {
        finds(text, mention) == *expected
    });
    let lists = cases.mentions_or_lists_with_indices;
    tally.all("mentions_or_lists_with_indices", lists, |text, expected| {
        finds(text, mention) == *expected
    });
    tally.all("replies", cases.replies, |text, expected| reply(text) == *expected);
    tally.all("urls", cases.urls, |text, expected| links(text) == *expected);
    tally.all("urls_with_indices", cases.urls_with_indices, |text, expected| {
        finds(text, link) == *expected
    });
    let directional = cases.urls_with_directional_markers;
    tally.all("urls_with_directional_markers", directional, |text, expected| {
        finds(text, link) == *expected
    });
    tally.all("tco_urls_with_params", cases.tco_urls_with_params, |text, expected| {
        links(text) == *expected
    });
    tally.all("hashtags", cases.hashtags, |text, expected| hashtags(text) == *expected);
    tally.all("hashtags_from_astral", cases.hashtags_from_astral, |text, expected| {
        hashtags(text) == *expected
    });
    tally.all("hashtags_with_indices", cases.hashtags_with_indices, |text, expected| {
        finds(text, hashtag) == *expected
    });
    tally.all("cashtags", cases.cashtags, |_, expected| expected.is_empty());
    tally.all("cashtags_with_indices", cases.cashtags_with_indices, |_, expected| {
        expected.is_empty()
    });
}

fn validate(tally: &mut Tally, cases: Validate) {
    tally.all("tweets", cases.tweets, |text, expected| {
        (1..=140).contains(&length(text, "")) == *expected
    });
    tally.all("usernames", cases.usernames, |text, expected| {
        text::valid_username(text.trim_start_matches('@')) == *expected
            && is_whole(text, mention) == *expected
    });
    tally.all("lists", cases.lists, |_, expected| !expected);
    tally.all("hashtags", cases.hashtags, |text, expected| is_whole(text, hashtag) == *expected);
    tally.all("urls", cases.urls, |text, expected| is_whole(text, link) == *expected);
    tally.all("urls_without_protocol", cases.urls_without_protocol, |text, expected| {
        is_whole(text, link) == *expected
    });
    let groups = [
        ("WeightedTweetsCounterTest", cases.weighted),
        ("WeightedTweetsWithDiscountedEmojiCounterTest", cases.discounted),
        ("UnicodeDirectionalMarkerCounterTest", cases.directional),
    ];
    for (group, cases) in groups {
        tally.all(group, cases, |text, expected| length(text, "") == expected.weighted_length);
    }
}

/// What failed that should pass, and what passed that is listed as a difference.
#[derive(Default)]
struct Tally {
    cases: usize,
    wrong: Vec<String>,
    met: Vec<(&'static str, String)>,
}

impl Tally {
    fn all<T>(
        &mut self,
        group: &'static str,
        cases: Vec<Case<T>>,
        passes: impl Fn(&str, &T) -> bool,
    ) {
        assert!(!cases.is_empty(), "no case in {group}");
        for Case { description, text, expected } in cases {
            self.cases += 1;
            let differs = !passes(&text, &expected);
            let listed = DIFFERENCES.iter().any(|&(g, d, _)| (g, d) == (group, &*description));
            if differs != listed {
                let what = if differs { "fails" } else { "is listed as a difference but passes" };
                self.wrong.push(format!("{group}: {description}: {what}: {:?}", scan(&text)));
            }
            if listed {
                self.met.push((group, description));
            }
        }
    }

    fn check(mut self) {
        for &(group, description, _) in DIFFERENCES {
            if !self.met.iter().any(|(g, d)| (*g, &**d) == (group, description)) {
                self.wrong.push(format!("{group}: {description}: is listed but is no case"));
            }
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        assert!(self.cases > 300, "only {} cases were read", self.cases);
    }
}

fn mention(entity: Entity<'_>) -> Option<String> {
    match entity {
        Entity::Mention { username, domain: None } => Some(username.to_owned()),
        Entity::Mention { username, domain: Some(domain) } => Some(format!("{username}@{domain}")),
        _ => None,
    }
}

fn hashtag(entity: Entity<'_>) -> Option<String> {
    matches!(entity, Entity::Hashtag { .. }).then(|| match entity {
        Entity::Hashtag { name } => name.to_owned(),
        _ => unreachable!(),
    })
}

fn link(entity: Entity<'_>) -> Option<String> {
    match entity {
        Entity::Link { url } => Some(url.to_owned()),
        _ => None,
    }
}

fn finds(text: &str, kind: impl Fn(Entity<'_>) -> Option<String>) -> Vec<Find> {
    let spans = scan(text).spans.into_iter();
    let finds = spans.filter_map(|span| {
        let indices = (span.chars.start, span.chars.end);
        kind(span.entity).map(|name| Find { name, list_slug: String::new(), indices })
    });
    finds.collect()
}

fn names(text: &str, kind: impl Fn(Entity<'_>) -> Option<String>) -> Vec<String> {
    finds(text, kind).into_iter().map(|find| find.name).collect()
}

fn mentions(text: &str) -> Vec<String> {
    names(text, mention)
}

fn links(text: &str) -> Vec<String> {
    names(text, link)
}

fn hashtags(text: &str) -> Vec<String> {
    names(text, hashtag)
}

/// Whom the text answers: the mention it begins with.
fn reply(text: &str) -> Option<String> {
    let span = scan(text).spans.into_iter().next()?;
    text[..span.bytes.start].trim().is_empty().then(|| mention(span.entity))?
}

fn is_whole(text: &str, kind: impl Fn(Entity<'_>) -> Option<String>) -> bool {
    let spans = scan(text).spans;
    spans.len() == 1 && spans[0].bytes == (0..text.len()) && kind(spans[0].entity).is_some()
}

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("TWITTER_TEXT").map(PathBuf::from);
    let beside = root().join("../shared/data/twitter-text");
    named.or(Some(beside)).filter(|folder| folder.join("extract.yml").is_file())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read<T: DeserializeOwned>(folder: &Path, file: &str) -> T {
    let yaml = std::fs::read_to_string(folder.join(file)).expect("a file of cases");
    let options = serde_saphyr::options! { budget: None };
    serde_saphyr::from_str_with_options::<File<T>>(&yaml, options).expect("cases in YAML").tests
}
