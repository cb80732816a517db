//! Names of servers for everybody: a digest to compare by, and, where an admin wants it so, not
//! the whole name.

use std::fmt::Write as _;

use ground::secret;

/// The SHA-256 of a name in hexadecimal digits.
#[must_use]
pub fn digest(domain: &str) -> String {
    secret::hash(domain).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A name with the middle half of its letters hidden.
#[must_use]
pub fn obscured(domain: &str) -> String {
    let length = domain.chars().count();
    let hidden = length / 4..length - length / 4;
    let star = |(at, c)| if hidden.contains(&at) && c != '.' { '*' } else { c };
    domain.chars().enumerate().map(star).collect()
}
