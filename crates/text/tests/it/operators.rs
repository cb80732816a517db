//! Operators in questions.

use text::take_operators;

fn taken(question: &str) -> (String, Vec<(String, String, bool)>) {
    let mut found = Vec::new();
    let words = take_operators(question, |it| {
        let known = ["from", "has"].contains(&it.name);
        if known {
            found.push((it.name.to_owned(), it.value.to_owned(), it.excluded));
        }
        known
    });
    (words, found)
}

#[test]
fn operators_are_taken_out_of_the_words() {
    let (words, found) = taken("métro from:@alice  -has:image https://example.org a:b -c");
    assert_eq!(words, "métro https://example.org a:b -c");
    let expected = [("from", "@alice", false), ("has", "image", true)];
    let expected: Vec<_> =
        expected.iter().map(|(name, value, not)| ((*name).into(), (*value).into(), *not)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_quoted_or_no_operator_stays() {
    for question in ["\"from:alice to\" bob", "from:", ":alice", "fr0m:alice", "from:\"a", ""] {
        assert_eq!(taken(question), (question.to_owned(), vec![]));
    }
}
