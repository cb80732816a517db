//! Names of pictures between colons.

use text::{dress, shortcodes};

fn names(text: &str) -> Vec<&str> {
    shortcodes(text).into_iter().map(|(_, name)| name).collect()
}

#[test]
fn a_name_stands_between_colons_and_apart_from_words() {
    assert_eq!(names(":blobcat: (:party_2:), :YES:!"), ["blobcat", "party_2", "YES"]);
    assert_eq!(names("é :chat:\n:chien:"), ["chat", "chien"]);
    for text in ["10:30:45", "a:cat:", ":cat:s", "é:cat:", ":c:", "::cat::", ":a b:", ":", "::"] {
        assert_eq!(names(text), Vec::<&str>::new(), "{text}");
    }
    // Two that touch are none, as apps read it; a colon that opens nothing hides none after it.
    assert_eq!(names(":aa::bb:"), Vec::<&str>::new());
    assert_eq!(names(": :aa:"), ["aa"]);
    assert_eq!(names("10: :aa:"), ["aa"]);
    assert_eq!(names(&format!(":{}:", "a".repeat(129))), Vec::<&str>::new());
}

#[test]
fn html_is_dressed_in_its_text_alone() {
    let dressed = |html: &str| dress(html, |name| (name == "cat").then(|| "<img>".to_owned()));
    assert_eq!(dressed("<p>:cat: &amp; :dog: :cat:</p>"), "<p><img> &amp; :dog: <img></p>");
    for html in [
        "<a href=\"https://x.example/:cat:\">x.example/ :cat: </a>",
        "<p title=\" :cat: >\">x</p>",
        "<pre><code> :cat: </code></pre>",
        "<p <",
        "1 < :cat: ",
    ] {
        assert_eq!(dressed(html), html);
    }
    assert_eq!(dressed("<code>:cat:</code> :cat:"), "<code>:cat:</code> <img>");
}
