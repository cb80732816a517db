//! The analyser: what is found by what.

use std::collections::HashSet;
use text::analyse::{Clause, fts5, index_terms, query, tsquery, tsvector};

/// Whether a text is found, by the letter of what the databases are told.
fn finds(asked: &str, text: &str) -> bool {
    let terms = index_terms(text);
    let terms: Vec<&str> = terms.split(' ').collect();
    let clauses = query(asked);
    assert!(!clauses.is_empty(), "{asked} asks for nothing");
    clauses.iter().all(|Clause { excluded, any }| {
        let stands = |row: &Vec<String>| terms.windows(row.len()).any(|window| window == *row);
        any.iter().any(stands) != *excluded
    })
}

#[test]
fn words_are_found_in_their_forms_and_without_their_accents() {
    for (asked, text) in [
        ("élection", "Les élections européennes"),
        ("elections", "L’ÉLECTION d'hier"),
        ("ELECTION", "élections"),
        ("européenne", "européens"),
        ("oeuvre", "Un chef-d'œuvre"),
        ("œuvres", "Mes oeuvres"),
        ("aimées", "aimer"),
        ("aimees", "aimées"),
        ("aujourd'hui", "Aujourd’hui, c'est jour de fête"),
        ("fête", "Aujourd’hui, c'est jour de fête"),
        ("heure", "jusqu'à l'heure qu'il faut"),
        ("running", "We run"),
        ("runs", "We were running"),
        ("mother", "My mother's house"),
        ("don't", "I don’t know"),
        ("strasse", "Straße"),
        ("covid19", "#Covid19"),
        ("ﬁn", "fin"),
        ("alice", "@alice@example.org"),
        ("example.org", "voir https://example.org/a"),
        ("лес", "ЛЕС"),
        ("東京", "東京都に住む"),
        ("京", "東京都"),
        ("ภาษา", "ภาษาไทย"),
        ("한국", "한국어"),
    ] {
        assert!(finds(asked, text), "{asked}: {:?} in {}", query(asked), index_terms(text));
    }
}

#[test]
fn other_words_are_not() {
    for (asked, text) in [
        ("élection", "électricité"),
        ("chat", "château"),
        ("京東", "東京都"),
        ("run", "ruin"),
        ("jour nuit", "le jour"),
    ] {
        assert!(!finds(asked, text), "{asked}: {:?} in {}", query(asked), index_terms(text));
    }
}

#[test]
fn quotes_keep_the_order_and_a_minus_excludes() {
    let text = "La réforme des retraites est votée";
    assert!(finds("\"réforme des retraites\"", text));
    assert!(finds("« des retraites » votée", text));
    assert!(!finds("\"retraites des réforme\"", text));
    assert!(finds("retraites réforme", text));
    assert!(!finds("réforme -votée", text));
    assert!(!finds("réforme -\"des retraites\"", text));
    assert!(finds("réforme -refusée", text));
    assert!(finds("\"réforme", text));
    assert!(finds("peut-être", "peut-être"));
}

#[test]
fn a_query_that_asks_for_nothing_is_none() {
    for nothing in ["", "  ", "!?", "\"\"", "-", "'", "\u{301}"] {
        assert_eq!(query(nothing), vec![], "{nothing:?}");
        assert_eq!(fts5(&query(nothing)), None);
    }
    let only_excluded = query("-mot");
    assert_eq!((fts5(&only_excluded), tsquery(&only_excluded)), (None, None));
}

#[test]
fn each_database_is_asked_in_its_language() {
    let clauses = query("\"des retraites\" chats -東京都");
    assert_eq!(
        fts5(&clauses).unwrap(),
        r#"(("des retraites") AND ("chats" OR "chat")) NOT ("東京 京都")"#
    );
    assert_eq!(
        tsquery(&clauses).unwrap(),
        "('des' <-> 'retraites') & ('chats' | 'chat') & !('東京' <-> '京都')"
    );
    assert_eq!(tsvector(&index_terms("Les chats")), "les:1 chats:2 le:3 chat:4");
}

#[test]
fn terms_are_lower_case_letters_and_digits_each_stem_once() {
    let text = "Les chats, les CHATS! हिन्दी e\u{301}te\u{301} Ⓐ 1e5abc naïve";
    let terms = index_terms(text);
    assert!(terms.split(' ').all(|term| term.chars().all(char::is_alphanumeric)), "{terms}");
    let stems = terms.split(' ').skip(9);
    assert_eq!(stems.clone().count(), stems.collect::<HashSet<_>>().len(), "{terms}");
}
