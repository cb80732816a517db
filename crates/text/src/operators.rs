//! Operators in a question: `from:alice`, `-has:image`, `before:2026-01-31`.
//!
//! Here they are only found, outside quotes; what they mean is known to those who ask. What they
//! do not know stays among the words.

/// An operator of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator<'a> {
    /// What stands before the colon, as typed.
    pub name: &'a str,
    /// What stands behind it; never empty.
    pub value: &'a str,
    /// Whether a `-` stands before it.
    pub excluded: bool,
}

/// Takes the operators that `accept` knows out of a question; returns the words that are left.
pub fn take_operators<'a>(text: &'a str, mut accept: impl FnMut(Operator<'a>) -> bool) -> String {
    let mut words = String::with_capacity(text.len());
    let mut quoted = false;
    for part in text.split(' ') {
        let taken = !quoted && operator(part).is_some_and(&mut accept);
        if part.matches('"').count() % 2 == 1 {
            quoted = !quoted;
        }
        if !taken && !part.is_empty() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
    }
    words
}

fn operator(part: &str) -> Option<Operator<'_>> {
    let (excluded, bare) = match part.strip_prefix('-') {
        Some(bare) => (true, bare),
        None => (false, part.strip_prefix('+').unwrap_or(part)),
    };
    let (name, value) = bare.split_once(':')?;
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (plain && !value.is_empty() && !value.contains('"')).then_some(Operator {
        name,
        value,
        excluded,
    })
}
