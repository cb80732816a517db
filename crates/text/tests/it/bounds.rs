//! Any input at all: nothing panics, everything stays in bounds, nothing takes long.

use proptest::prelude::*;
use std::time::{Duration, Instant};
use text::analyse::{TERM_CHARS_MAX, fts5, index_terms, query, tsquery};
use text::{Entity, Handle, MentionTarget, length, plain, render, sanitise, scan, tag_key};

fn everybody(username: &str, _: Option<&str>) -> Option<MentionTarget> {
    let acct = username.to_owned();
    Some(MentionTarget { url: format!("https://p.test/@{acct}"), username: acct.clone(), acct })
}

fn html(text: &str) -> String {
    render(text, everybody, |tag| format!("https://p.test/tags/{tag}"))
}

/// Texts that are all edges: the signs of the grammar beside letters of every kind.
fn edges() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[@#＠＃./:?&()'\"<>«» \n-]",
        "[a-zé_0-9]{1,3}",
        prop::sample::select(vec![
            "https://",
            "http://",
            "HTTPS://",
            "example.org",
            ".com",
            ".みんな",
            "t.co/",
            "www.",
            "東京",
            "ไทย",
            "한",
            "\u{301}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{202e}",
            "\0",
            "\u{a0}",
            "RT",
            "l'",
            "œ",
            "İ",
            "\u{1f600}",
            "\u{1f1eb}",
            "&amp;",
            "<b>",
            "</p>",
            "xn--",
            "\r\n",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), edges()]
}

/// Pieces of HTML in any order.
fn tag_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<a href=https://x.test/?a&b>",
            "</a>",
            "<ul>",
            "<li>",
            "</ul>",
            "<br>",
            "<pre>",
            "</pre>",
            "<span class='h-card evil'>",
            "</span>",
            "<span",
            "<a class=evil href=javascript:x title=y>",
            "<blockquote>",
            "</blockquote>",
            "<h1>",
            "</h1>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<table><tr><td>",
            "</table>",
            "<svg>",
            "<math><mi>",
            "</svg>",
            "<style>",
            "</style>",
            "<select>",
            "<form>",
            "<ol ",
            "start=2",
            ">",
            "\"",
            "'",
            "=",
            "&",
            "&amp;",
            "&nbsp;",
            "&#60;",
            "&#13;",
            "&#10;",
            "<pre>",
            "&lt",
            "\n",
            "<i/>",
            "<template>",
            "<noscript>",
            "<textarea>",
            "<title>",
            "<plaintext>",
            "<u\0>",
        ])
        .prop_map(str::to_owned),
        "[a-z \n<>/!?]{1,3}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000,
        ..ProptestConfig::default() })]

    #[test]
    fn finds_stand_in_order_inside_the_text(text in any_text()) {
        let mut from = 0;
        for span in scan(&text).spans {
            prop_assert!(from <= span.bytes.start && span.bytes.start < span.bytes.end);
            let found = &text[span.bytes.clone()];
            prop_assert_eq!(text[..span.bytes.start].chars().count(), span.chars.start);
            prop_assert_eq!(found.chars().count(), span.chars.len());
            match span.entity {
                Entity::Mention { username, domain } => {
                    prop_assert!(found.contains(username));
                    prop_assert!(Handle::new(username, domain).is_ok(), "{}", found);
                }
                Entity::Hashtag { name } => prop_assert!(!tag_key(name).is_empty()),
                Entity::Link { url } => prop_assert_eq!(url, found),
            }
            from = span.bytes.end;
        }
    }

    #[test]
    fn a_post_is_never_longer_than_its_characters(text in any_text()) {
        let links = scan(&text).links().count();
        prop_assert!(length(&text, "") <= text.chars().count() + 23 * links);
    }

    #[test]
    fn our_html_passes_our_own_sanitiser_unchanged(text in any_text()) {
        let html = html(&text);
        let marks = [" target=\"_blank\"", " rel=\"nofollow noopener\"", " rel=\"tag\"",
            " rel=\"nofollow noopener noreferrer\""];
        let bare = |html: &str| marks.iter().fold(html.to_owned(), |h, mark| h.replace(mark, ""));
        prop_assert_eq!(bare(&sanitise(&html)), bare(&html));
    }

    #[test]
    fn what_is_sanitised_stays_so(text in prop_oneof![any_text(), tag_soup()]) {
        let once = sanitise(&text);
        prop_assert_eq!(sanitise(&once), once);
        plain(&text);
    }

    #[test]
    fn the_key_of_a_key_is_itself(text in any_text()) {
        let key = tag_key(&text);
        prop_assert_eq!(tag_key(&key), key);
    }

    #[test]
    fn terms_are_whole_and_short(text in any_text()) {
        let terms = index_terms(&text);
        for term in terms.split(' ').filter(|_| !terms.is_empty()) {
            prop_assert!(!term.is_empty() && term.chars().all(char::is_alphanumeric), "{}", term);
            prop_assert!(term.chars().count() <= 2 * TERM_CHARS_MAX);
            prop_assert_eq!(&term.to_lowercase(), term);
        }
    }

    #[test]
    fn a_text_is_found_by_itself(text in any_text()) {
        let clauses = query(&text);
        prop_assert!(clauses.iter().flat_map(|c| &c.any).flatten().all(|term| !term.is_empty()));
        prop_assert_eq!(fts5(&clauses).is_some(), tsquery(&clauses).is_some());
        let terms = index_terms(&text);
        let terms: Vec<&str> = terms.split(' ').collect();
        for clause in clauses.iter().filter(|clause| !clause.excluded) {
            let found = clause.any.iter().any(|row| terms.windows(row.len()).any(|w| w == *row));
            prop_assert!(found, "{:?}", clause);
        }
    }

    #[test]
    fn a_handle_survives_being_written_down(text in "[@a-zA-Z0-9_.:é-]{0,20}") {
        if let Ok(handle) = Handle::parse(&text) {
            prop_assert_eq!(Handle::parse(&handle.to_string()), Ok(handle));
        }
    }
}

/// Long texts, each made to hurt one rule.
fn monsters() -> Vec<(&'static str, String)> {
    let of = |piece: &str| piece.repeat((1 << 17) / piece.len());
    let begun = |start: &str, piece: &str| format!("{start}{}", of(piece));
    vec![
        ("mentions", of("@a ")),
        ("mentions without end", of("@a")),
        ("mentions elsewhere", of("@a@b.fr ")),
        ("dots", of("a.")),
        ("schemes", of("http://")),
        ("open links", of("http://a.co/(")),
        ("links in a link", of("http://a.co/")),
        ("commas", begun("http://a.co/", ",")),
        ("parentheses", begun("http://a.co/", "(")),
        ("closed parentheses", begun("http://a.co/", "(a)")),
        ("hosts of two scripts", begun("http://", "aあ.")),
        ("hosts with endings", of("http://_.comあ.comあ")),
        ("foreign endings", of("a.みんなみ")),
        ("hashtags", of("#é")),
        ("hashes", of("#")),
        ("marks", begun("a", "\u{301}")),
        ("one word", of("é")),
        ("Chinese", of("東京")),
        ("apostrophes", of("l'")),
        ("quotes", of("\"a")),
        ("guillemets", of("«")),
        ("lines", of("a\n")),
        ("flags", of("\u{1f1eb}")),
        ("ligatures", of("\u{fdfa}")),
        ("shortened", of("http://t.co/a")),
        ("minus", of("-")),
    ]
}

#[test]
fn a_long_text_takes_no_more_than_its_share() {
    for (name, text) in monsters() {
        let begun = Instant::now();
        let spans = scan(&text).spans.len();
        let (scanned, begun) = (begun.elapsed(), Instant::now());
        length(&text, "");
        let (counted, begun) = (begun.elapsed(), Instant::now());
        html(&text);
        let (rendered, begun) = (begun.elapsed(), Instant::now());
        index_terms(&text);
        query(&text);
        tag_key(&text);
        let analysed = begun.elapsed();
        eprintln!("{name}: {spans} {scanned:?} {counted:?} {rendered:?} {analysed:?}");
        // What is not linear takes minutes, so a wide margin is enough of a test.
        let all = [scanned, counted, rendered, analysed];
        assert!(all.iter().all(|took| *took < Duration::from_secs(20)), "{name}: {all:?}");
    }
}

#[test]
fn a_hundred_thousand_mentions_are_read_at_once() {
    let text = "@a ".repeat(100_000);
    let begun = Instant::now();
    assert_eq!(scan(&text).spans.len(), 100_000);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn html_of_any_size_is_read_within_its_bound() {
    let of = |piece: &str| piece.repeat((1 << 20) / piece.len());
    let mut pages: Vec<String> = [
        "<b>",
        "<p>",
        "<a href=x><b>",
        "<",
        "<blockquote>",
        "<table>",
        "<b></p>",
        "<ul><li>",
        "<div>",
        "<dl><dd>",
        "<!--",
        "<script></scrip",
        "<a x",
        "<a href='",
    ]
    .map(of)
    .into();
    // Formatting left open is opened again in each paragraph, without a bound.
    let open: String = (0..2_000).map(|id| format!("<b id={id}>")).collect();
    pages.push(format!("<p>{open}{}", "</p><p>x".repeat(4_000)));
    // Short, for the parser checks all the rest at every & when built for tests.
    pages.extend(["&", "&a", "&amp;"].map(|piece| piece.repeat(4 << 10)));
    for html in pages {
        let begun = Instant::now();
        plain(&html);
        assert!(sanitise(&html).len() < 1 << 20, "{}", &html[..8]);
        let took = begun.elapsed();
        eprintln!("{}: {took:?}", &html[..8]);
        assert!(took < Duration::from_secs(20), "{}: {took:?}", &html[..8]);
    }
}
