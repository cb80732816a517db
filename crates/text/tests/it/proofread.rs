//! What is advised, what is left alone, and what one press mends.

use text::proofread::{Carried, Trouble, mend, proofread};

fn troubles(text: &str) -> Vec<Trouble> {
    proofread(text, Some("fr"), &[]).into_iter().map(|advice| advice.trouble).collect()
}

#[test]
fn calm_posts_get_no_advice() {
    for calm in [
        "",
        "La rampe de la mairie est ouverte. Merci à l’APF et à la SNCF !",
        "Une réunion mardi 🎉 avec #LesElus et #Paris, https://example.org/a_b-c?d=e",
        "Prix : 12,50 € (tarif réduit) ; sur place, 10 h – 12 h.",
        "USA, ONU",
        "- un\n- deux\n- trois",
        "#parlement",
        "Il est ici.",
        "日本語の文です",
    ] {
        assert_eq!(troubles(calm), [], "{calm}");
    }
}

#[test]
fn imitation_letters_become_real_ones() {
    let text = "𝗠𝗲𝗿𝗰𝗶 𝗮̀ tous, 𝓿𝓻𝓪𝓲𝓶𝓮𝓷𝓽 ⓤⓝⓔ";
    assert_eq!(troubles(text), [Trouble::ImitationLetters]);
    let mended = mend(text, Trouble::ImitationLetters);
    assert!(mended.starts_with("Merci a"), "{mended}");
    assert!(mended.ends_with("vraiment une"), "{mended}");
    assert_eq!(troubles(&mended), []);
    // What is no imitation stays as it is.
    assert_eq!(mend("œuvre ½ ﬁn ² ™", Trouble::ImitationLetters), "œuvre ½ ﬁn ² ™");
}

#[test]
fn rows_of_emojis_become_one() {
    let text = "Bravo 🎉🎉 🥳👩‍👩‍👧 tous";
    assert_eq!(troubles(text), [Trouble::EmojiRow]);
    assert_eq!(mend(text, Trouble::EmojiRow), "Bravo 🎉 tous");
    assert_eq!(troubles("Bravo 🎉🥳"), []);
    assert_eq!(troubles("🇫🇷 🇩🇪"), []);
}

#[test]
fn capitals_are_lowered_but_the_first() {
    let text = "Alors. LA MAIRIE REFUSE ENCORE ! C’est dit, à l’ONU.";
    assert_eq!(troubles(text), [Trouble::Capitals]);
    assert_eq!(
        mend(text, Trouble::Capitals),
        "Alors. La mairie refuse encore ! C’est dit, à l’ONU."
    );
}

#[test]
fn hashtags_links_sentences_and_drawings_are_told_of() {
    assert_eq!(troubles("#accessibilitepourtous"), [Trouble::HashtagCase]);
    assert_eq!(troubles("#ACCESSIBILITEPOURTOUS"), [Trouble::HashtagCase]);
    assert_eq!(troubles("#AccessibilitePourTous"), []);
    assert_eq!(troubles("Pour signer, cliquez ici https://example.org"), [Trouble::EmptyLinkWords]);
    assert_eq!(troubles("La pétition est ici : https://example.org"), [Trouble::EmptyLinkWords]);
    assert_eq!(troubles("La loi d’aujourd’hui https://example.org"), []);
    let long = "mot ".repeat(26);
    assert_eq!(troubles(&long), [Trouble::LongSentence]);
    assert_eq!(troubles(&format!("{} . {}", "mot ".repeat(20), "mot ".repeat(20))), []);
    assert_eq!(troubles("/\\_/\\\n( o.o )\n > ^ <"), [Trouble::Drawing]);
    assert_eq!(troubles("================"), [Trouble::Drawing]);
}

#[test]
fn what_comes_along_is_looked_at() {
    let carried = |description, film, captions| Carried { description, film, captions };
    let all = [
        carried("", false, false),
        carried("IMG_2034.jpg", false, false),
        carried("Une rampe devant la mairie", false, false),
        carried("Le discours de la maire", true, false),
    ];
    let advice = proofread("Voilà.", None, &all);
    let said: Vec<_> = advice.iter().map(|it| (it.trouble, it.excerpts.join(","))).collect();
    assert_eq!(
        said,
        [
            (Trouble::NoDescription, "1".to_owned()),
            (Trouble::FileNameDescription, "2".to_owned()),
            (Trouble::NoCaptions, "4".to_owned()),
            (Trouble::NoLanguage, String::new()),
        ]
    );
}

#[test]
fn whatever_is_typed_nothing_breaks_and_mending_once_is_enough() {
    use proptest::prelude::*;
    let some = prop::string::string_regex("[a-zA-ZéÉ #@.!?🎉𝗔ⓐ/_\\-\n]{0,80}").unwrap();
    proptest!(|(text in prop_oneof![some, any::<String>()])| {
        let _ = proofread(&text, None, &[]);
        for trouble in [Trouble::ImitationLetters, Trouble::EmojiRow] {
            let once = mend(&text, trouble);
            prop_assert_eq!(mend(&once, trouble), once);
        }
        let _ = mend(&text, Trouble::Capitals);
    });
}
