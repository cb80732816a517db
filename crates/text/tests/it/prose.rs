//! Markdown as HTML for a page.

use std::time::Instant;

use text::prose;

#[test]
fn headings_begin_below_that_of_the_page() {
    assert_eq!(prose("# One\n\n## Two"), "<h2>One</h2>\n<h3>Two</h3>\n");
    assert_eq!(prose("###### Six"), "<h6>Six</h6>\n");
}

#[test]
fn nothing_foreign_is_loaded_run_or_led_to() {
    let hostile = "<script>x</script>\n\n<b onclick=x>b</b> ![words](https://x.example/p.png) \
                   [a](javascript:x) [b](JavaScript:x) [c](//x.example) [d](data:text/html,x)\n\n\
                   ```x\" onclick=\"y\ncode\n```\n\n# h {#id onclick=x}\n\n[r]\n\n[r]: vbscript:x";
    let html = prose(hostile);
    for part in
        ["<script", "<b ", "<img", "href=\"j", "href=\"J", "href=\"//", "href=\"d", "href=\"v"]
    {
        assert!(!html.contains(part), "{part} in {html}");
    }
    assert!(html.contains("words") && html.contains("&lt;script&gt;"), "{html}");
    let good = prose("[a](https://x.example) [b](mailto:a@x.example) [c](/about) [d](#rules)");
    assert_eq!(good.matches("<a href=").count(), 4, "{good}");
}

#[test]
fn hostile_texts_take_no_longer() {
    for piece in ["[", "*a_", "<a ", "![", "> ", "- ", "`", "[a](", "|a", "&", "\\"] {
        let text = piece.repeat(60_000 / piece.len());
        let start = Instant::now();
        let html = prose(&text);
        assert!(html.len() < 20 * text.len(), "{piece}: {}", html.len());
        assert!(start.elapsed().as_secs() < 5, "{piece}: {:?}", start.elapsed());
    }
}
