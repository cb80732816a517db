//! Captions: what is read, what is refused, and that what is written is read as the same.

use proptest::prelude::*;
use text::captions::{Cue, Fault, Why, parse, print, transcript};

fn cue(start_ms: u64, end_ms: u64, text: &str) -> Cue {
    Cue { start_ms, end_ms, settings: String::new(), text: text.to_owned() }
}

#[test]
fn webvtt_is_read() {
    let text = "\u{feff}WEBVTT - Une rampe\nKind: captions\n\nNOTE not shown\n--\n\nSTYLE\n::cue{}\n\n\
        1\n00:01.500 --> 00:03.000 line:0 align:left region:a\r\n<v.loud Anna>Bonjour &amp; <i>merci</i>\n\
        a > b\t!\n\n\n01:00:00.000 --> 01:00:01.000\n<00:00:02.000><c.x>là</c>\n\n\
        01:00:02.000 --> 01:00:03.000\n\n";
    let cues = parse(text).unwrap();
    assert_eq!(cues.len(), 2);
    assert_eq!((cues[0].start_ms, cues[0].end_ms), (1500, 3000));
    assert_eq!(cues[0].settings, "line:0 align:left");
    assert_eq!(cues[0].text, "<v.loud Anna>Bonjour &amp; <i>merci</i>\na &gt; b !");
    assert_eq!(cues[1], cue(3_600_000, 3_601_000, "<00:00:02.000><c.x>là</c>"));
    assert_eq!(
        print(&cues[1..]),
        "WEBVTT\n\n01:00:00.000 --> 01:00:01.000\n<00:00:02.000><c.x>là</c>\n"
    );
}

#[test]
fn subrip_is_read() {
    let text = "1\n00:00:02,000 --> 00:00:04,000 X1:10\n{\\an8}<font color=red>R&D</font> <i>a<b\n\n\
        2\r\n0:00:01,000 --> 0:00:02,000\r\nAvant\r\n";
    let cues = parse(text).unwrap();
    assert_eq!(cues, [cue(1000, 2000, "Avant"), cue(2000, 4000, "R&amp;D <i>a&lt;b")]);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let wrong = |text: &str| parse(text).unwrap_err();
    let long = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", "é".repeat(1001));
    let high = format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", "a\n".repeat(21));
    let cases = [
        ("", 0, Why::Empty),
        ("WEBVTT", 0, Why::Empty),
        ("just words", 1, Why::NotCaptions),
        ("WEBVTTX\n", 1, Why::NotCaptions),
        ("WEBVTT\n\n00:01 --> 00:02\na", 3, Why::Time),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\na", 3, Why::Time),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\na", 3, Why::Time),
        ("WEBVTT\n\nname\nwords", 4, Why::Time),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb", 5, Why::Time),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\na", 3, Why::EndsFirst),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\na\n\n00:01.000 --> 00:02.000\nb", 6, Why::Order),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\na\n<script>b", 5, Why::Markup),
        ("WEBVTT\n\n00:02.000 --> 00:03.000\n1 < 2", 4, Why::Markup),
        ("WEBVTT\n\n00:02.000 --> 00:03.000 line:\na", 3, Why::Settings),
        ("WEBVTT\n\n00:02.000 --> 00:03.000 shout\na", 3, Why::Settings),
        (&long, 4, Why::LineLong),
        (&high, 3, Why::CueLong),
    ];
    for (text, line, why) in cases {
        assert_eq!(wrong(text), Fault { line, why }, "{text}");
    }
    assert_eq!(wrong(&" ".repeat(600_000)), Fault { line: 0, why: Why::TooLarge });
    let many = "00:01.000 --> 00:02.000\na\n\n".repeat(10_001);
    assert_eq!(wrong(&format!("WEBVTT\n\n{many}")), Fault { line: 0, why: Why::TooMany });
}

#[test]
fn a_transcript_has_paragraphs() {
    let cues = [
        cue(0, 1000, "<v Anna>Bonjour &amp;\n<i>bienvenue</i>."),
        cue(1000, 2000, "<v Anna>Bonjour &amp;\n<i>bienvenue</i>."),
        cue(2000, 3000, "Entrez."),
        cue(3000, 4000, "<v Bob &lt;3>Merci&nbsp;!"),
        cue(9000, 9500, "Plus tard."),
    ];
    let paragraphs = transcript(&cues);
    assert_eq!(paragraphs, ["Anna: Bonjour & bienvenue. Entrez.", "Bob <3: Merci !", "Plus tard."]);
}

/// Texts that are all edges: what captions are made of, in any order.
fn edges() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "WEBVTT",
            "\n",
            "\n\n",
            "\r",
            " ",
            "\t",
            "-->",
            "--",
            ">",
            "<",
            "</",
            "<i>",
            "<v ",
            "<c.",
            "NOTE",
            "STYLE",
            "00:01.000 --> 00:02.000",
            "\n\n00:03.000 --> 00:04.000\n",
            "1",
            "00:00:05,000 --> 00:00:06,000",
            "line:0",
            "&",
            "&gt;",
            "{\\",
            "}",
            "\0",
            "\u{b}",
            "\u{2028}",
            "<00:00:01.000>",
            "é",
            "\u{85}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_written_is_read_as_the_same(
        head in prop::sample::select(vec![
            "", "WEBVTT\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n",
        ]),
        rest in edges(),
    ) {
        if let Ok(cues) = parse(&format!("{head}{rest}")) {
            let written = print(&cues);
            prop_assert_eq!(parse(&written).unwrap(), cues.clone(), "{}", written);
            let _ = transcript(&cues);
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let _ = parse(&text);
        let _ = parse(&format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{text}"));
    }
}
