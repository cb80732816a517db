//! HTML: ours as apps expect it, others' as far as we show it.

use text::{MentionTarget, plain, render, sanitise};

fn html(text: &str) -> String {
    render(text, person, |tag| format!("https://place.test/tags/{}", text::tag_key(tag)))
}

/// Everybody exists but Nobody.
fn person(username: &str, domain: Option<&str>) -> Option<MentionTarget> {
    let acct = domain.map_or(username.to_owned(), |domain| format!("{username}@{domain}"));
    (username != "nobody").then(|| MentionTarget {
        url: format!("https://place.test/@{acct}"),
        acct,
        username: username.to_owned(),
    })
}

#[test]
fn paragraphs_and_lines() {
    assert_eq!(html(""), "");
    assert_eq!(html(" \n\n "), "");
    assert_eq!(html("Bonjour"), "<p>Bonjour</p>");
    assert_eq!(html("\na\r\nb\n\n\nc\n"), "<p>a<br>b</p><p>c</p>");
    assert_eq!(html("<b> & \"x\"\0"), "<p>&lt;b&gt; &amp; \"x\"</p>");
}

#[test]
fn mentions_hashtags_and_links_have_the_shape_apps_know() {
    assert_eq!(
        html("@alice@b.test, #Été"),
        "<p><span class=\"h-card\"><a href=\"https://place.test/@alice@b.test\" \
         class=\"u-url mention\">@<span>alice</span></a></span>, \
         <a href=\"https://place.test/tags/ete\" class=\"mention hashtag\" rel=\"tag\">\
         #<span>Été</span></a></p>"
    );
    assert_eq!(
        html("https://www.example.org/a/path/of/more/than/thirty?a=1&b"),
        "<p><a href=\"https://www.example.org/a/path/of/more/than/thirty?a=1&amp;b\" \
         target=\"_blank\" rel=\"nofollow noopener\"><span class=\"invisible\">https://www.\
         </span><span class=\"ellipsis\">example.org/a/path/of/more/tha</span>\
         <span class=\"invisible\">n/thirty?a=1&amp;b</span></a></p>"
    );
    assert_eq!(
        html("example.org"),
        "<p><a href=\"https://example.org\" target=\"_blank\" rel=\"nofollow noopener\">\
         <span class=\"invisible\"></span><span class=\"\">example.org</span>\
         <span class=\"invisible\"></span></a></p>"
    );
    assert_eq!(html("@nobody"), "<p>@nobody</p>");
}

#[test]
fn namesakes_are_told_apart() {
    let both = html("@alice @alice@b.test @bob");
    assert!(both.contains("@<span>alice@b.test</span>"), "{both}");
    assert!(both.contains("@<span>alice</span>"), "{both}");
    assert!(both.contains("@<span>bob</span>"), "{both}");
}

#[test]
fn foreign_html_keeps_only_what_is_harmless() {
    for (foreign, ours) in [
        ("<p onclick=x>a<script>b</script><style>c</style></p>", "<p>a</p>"),
        ("<h1>a</h1><img src=x onerror=y>", "<p><strong>a</strong></p>"),
        ("<svg><style><img src=x></style></svg>", ""),
        ("<a href=\"javascript:alert(1)\">a</a>", A_BARE),
        ("<a href=\"/relative\">a</a>", A_BARE),
        ("<a href=\"//x.test\">a</a>", A_BARE),
        ("<span class=\"h-card evil dt-x\">a</span>", "<span class=\"h-card dt-x\">a</span>"),
        ("<span class=\"evil\" style=\"x\">a</span>", "<span>a</span>"),
        ("<ol start=3><li value=4>a</li></ol>", "<ol start=\"3\"><li value=\"4\">a</li></ol>"),
        ("a<!-- b -->\u{a0}&nbsp;c &lt;d&gt;", "a\u{a0}\u{a0}c &lt;d&gt;"),
        ("<p>a<br/>b<br></p>", "<p>a<br>b<br></p>"),
        ("<p>a<p>b<ul><li>c<li>d</ul>", "<p>a</p><p>b</p><ul><li>c</li><li>d</li></ul>"),
        ("<b>a<p>b</b>c", "<b>a<p>b</p></b>c"),
        ("<a href='https://x.test/?a=\"b&c>d'>e</a", E_LINKED),
        ("1 < 2 <3 </ 4> <? x>5<!doctype html>", "1 &lt; 2 &lt;3  5"),
        ("<textarea><b>a</b></textarea >b</p>", "b"),
        ("<pre>\n\na\n</pre>", "<pre>a\n</pre>"),
        ("<span =x class class=p-x/>a", "<span class=\"\">a</span>"),
    ] {
        assert_eq!(sanitise(foreign), ours, "{foreign}");
    }
    assert_eq!(
        sanitise("<a class=\"u-url mention\" rel=me target=_top href=\"https://x.test/@a\">a</a>"),
        "<a href=\"https://x.test/@a\" class=\"u-url mention\" target=\"_blank\" \
         rel=\"nofollow noopener noreferrer\">a</a>"
    );
}

const E_LINKED: &str = "<a href=\"https://x.test/?a=&quot;b&amp;c&gt;d\" target=\"_blank\" \
     rel=\"nofollow noopener noreferrer\">e</a>";
const A_BARE: &str = "<a target=\"_blank\" rel=\"nofollow noopener noreferrer\">a</a>";

#[test]
fn foreign_html_reads_as_text() {
    for (foreign, text) in [
        ("", ""),
        ("<p>a<br>b</p>\n<p>c  &amp;lt; d</p>", "a\nb\n\nc &lt; d"),
        ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", "a\n\n- b\n- c\n\nd"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("1 &lt; 2 &amp;&amp; 3 > 2", "1 < 2 && 3 > 2"),
        ("<p>a <b>b</b> c</p>", "a b c"),
    ] {
        assert_eq!(plain(foreign), text, "{foreign}");
    }
    let text = "Bonjour @alice,\nvoir https://example.org/a/path/of/more/than/thirty/chars\n\n#Fin";
    assert_eq!(plain(&html(text)), text);
}
