//! The grammar, where it goes beyond Twitter's cases.

use text::{BadHandle, Handle, length, scan, tag_key, valid_username};

fn mentions(text: &str) -> Vec<(String, Option<String>)> {
    let found = scan(text);
    found.mentions().map(|(name, at)| (name.to_owned(), at.map(str::to_owned))).collect()
}

fn links(text: &str) -> Vec<&str> {
    scan(text).links().collect()
}

#[test]
fn people_elsewhere_are_mentioned_with_their_domain() {
    for (text, username, domain) in [
        ("@alice@example.org", "alice", Some("example.org")),
        ("(cc @alice@example.org).", "alice", Some("example.org")),
        ("@jean-luc.p@social.example.org, bonjour", "jean-luc.p", Some("social.example.org")),
        ("@bob@localhost:3000 !", "bob", Some("localhost:3000")),
        ("@bob@example.org: salut", "bob", Some("example.org")),
        ("@ann@例え.jpさん", "ann", Some("例え.jp")),
        ("@ann@straße.de", "ann", Some("straße.de")),
        ("@alice.", "alice", None),
        ("@alice-marie", "alice", None),
        ("l'@alice", "alice", None),
        ("Merci,@alice", "alice", None),
    ] {
        let expected = vec![(username.to_owned(), domain.map(str::to_owned))];
        assert_eq!(mentions(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_mention_is_text() {
    for text in [
        "alice@example.org",
        "josé@example.org",
        "élu@alice",
        "https://example.org/@alice",
        "ftp://example.org/@alice",
        "@aliceïs",
        "@",
        "@@alice",
        "@alice@",
        "@alice@bob@example.org",
        "@abcdefghijklmnopqrstuvwxyz12345",
    ] {
        assert_eq!(mentions(text), vec![], "{text}");
    }
}

#[test]
fn hashtags_keep_the_form_they_were_typed_in() {
    let text = "#LoiTravail #étudiant·es #retraites2027, #été! «#Climat» #1er-mai";
    let tags: Vec<&str> = scan(text).hashtags().collect();
    assert_eq!(tags, ["LoiTravail", "étudiant·es", "retraites2027", "été", "Climat", "1er"]);
}

#[test]
fn spellings_of_a_hashtag_are_the_same_one() {
    for (name, key) in [
        ("LoiTravail", "loitravail"),
        ("Élections", "elections"),
        ("E\u{301}lections", "elections"),
        ("ｈａｓｈｔａｇ１２３", "hashtag123"),
        ("İstanbul", "istanbul"),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("étudiant·es", "etudiant·es"),
        ("メ〜テレ", "メテレ"),
        ("Việt", "việt"),
        ("Straße", "straße"),
        ("œuvre", "œuvre"),
    ] {
        assert_eq!(tag_key(name), key, "{name}");
    }
}

#[test]
fn links_end_where_the_sentence_goes_on() {
    for (text, link) in [
        ("Voir https://example.org/a, puis", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("« https://example.org/été »", "https://example.org/été"),
        ("\u{201c}https://example.org/a\u{201d}", "https://example.org/a"),
        ("[x](https://example.org/a)", "https://example.org/a"),
        ("https://example.org/?q=a&b=c#d.", "https://example.org/?q=a&b=c#d"),
        ("https://example.org#top", "https://example.org#top"),
        ("https://example.org…", "https://example.org"),
        ("https://EXAMPLE.ORG:8080/", "https://EXAMPLE.ORG:8080/"),
        ("http://[::1]:3000/x", "http://[::1]:3000/x"),
        ("example.org: oui", "example.org"),
        ("https://example.org/?q=(a", "https://example.org/?q="),
        ("https://xyz.onion/a", "https://xyz.onion/a"),
    ] {
        assert_eq!(links(text), [link], "{text}");
    }
}

#[test]
fn what_only_looks_like_a_link_is_text() {
    for text in [
        "C'est fini.Je pars",
        "https://",
        "https://localhost",
        "https://google.com@evil.example.org",
        "https://user:password@example.org/",
        "javascript://example.org/%0Aalert(1)",
        "data:text/html,x",
        "3.14",
        "a..com",
        "...",
        "192.168.0.1",
        "example.invalid",
        "http://1.2.3.4.5/",
        "jean@example.org",
    ] {
        assert_eq!(links(text), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn finds_say_where_they_stand() {
    let text = "é @alice \u{1f600} #tag";
    let spans = scan(text).spans;
    assert_eq!(spans[0].bytes, 3..9);
    assert_eq!(spans[0].chars, 2..8);
    assert_eq!(spans[1].chars, 11..15);
    assert_eq!(&text[spans[1].bytes.clone()], "#tag");
}

#[test]
fn a_post_is_as_long_as_its_author_sees_it() {
    for (text, spoiler, expected) in [
        ("", "", 0),
        ("Bonjour", "", 7),
        ("Bonjour", "CW", 9),
        ("e\u{301}te\u{301}", "", 3),
        ("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}", "", 1),
        ("\u{1f1eb}\u{1f1f7}", "", 1),
        ("a\r\nb", "", 3),
        ("https://example.org/a/very/long/path/that/goes/on/and/on", "", 23),
        ("https://a.fr", "", 23),
        ("example.org", "", 11),
        ("example.org/a/very/long/path/that/goes/on/and/on", "", 23),
        ("@alice@social.example.org oui", "", 10),
        ("#Tag @alice", "", 11),
    ] {
        assert_eq!(length(text, spoiler), expected, "{text:?}");
    }
}

#[test]
fn handles_are_read_in_the_forms_people_type() {
    for (text, handle) in [
        ("alice", "alice"),
        ("@Alice", "alice"),
        (" @alice@Example.ORG ", "alice@example.org"),
        ("acct:alice@example.org", "alice@example.org"),
        ("alice@straße.de", "alice@xn--strae-oqa.de"),
        ("j.p-d@localhost:3000", "j.p-d@localhost:3000"),
    ] {
        assert_eq!(Handle::parse(text).unwrap().to_string(), handle);
        assert_eq!(handle.parse(), Ok(Handle::parse(text).unwrap()));
    }
    for text in ["", "@", "a b", "j.p", "é", "a\0", "@@alice", ".a@example.org"] {
        assert_eq!(Handle::parse(text), Err(BadHandle::Username), "{text:?}");
    }
    for text in ["a@", "a@b c", "a@b@c", "a@-x.org", "a@x.org:", "a@x.org:99999", "a@.", "a@x/y"] {
        assert_eq!(Handle::parse(text), Err(BadHandle::Domain), "{text:?}");
    }
    let at_home = Handle::parse("alice@example.org").unwrap().at("example.org");
    assert_eq!((at_home.username(), at_home.domain()), ("alice", None));
}

#[test]
fn a_name_of_this_place_is_letters_digits_and_underscore() {
    assert!(
        ["a", "Alice_1", "_", "abcdefghijklmnopqrstuvwxyz1234"].into_iter().all(valid_username)
    );
    let too_long = "abcdefghijklmnopqrstuvwxyz12345";
    assert!(!["", "a-b", "a.b", "é", "a b", too_long].into_iter().any(valid_username));
}
