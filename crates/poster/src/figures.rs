//! Numbers as people write them in a text.

/// Numbers read in one text, at most.
pub const NUMBERS_MAX: usize = 64;

/// A number found in a text, in thousandths and without its sign: "−158", "158,0" and "158" are the
/// same number to a reader who is told that something is taken away. Exact up to nine quadrillions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// Thousandths.
    pub milli: i64,
}

impl Number {
    /// A whole number.
    pub fn whole(number: i64) -> Option<Self> {
        number.checked_abs()?.checked_mul(1000).map(|milli| Self { milli })
    }

    /// This many times as much; `None` where it is past all bounds.
    pub fn times(self, times: i64) -> Option<Self> {
        self.milli.checked_mul(times).map(|milli| Self { milli })
    }
}

/// The numbers of a text, each with its spelling: digits grouped by spaces, no-break spaces or
/// apostrophes, or by commas in threes, with decimals after a comma or a point (three are kept).
/// Numbers that are part of a word ("Cov19") count too; only the first 64 are read.
pub fn numbers(text: &str) -> Vec<(Number, &str)> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|letter: char| letter.is_ascii_digit()) {
        let start = rest + start;
        let end = start + spelling(&text[start..]);
        if let Some(number) = value(&text[start..end]) {
            found.push((number, &text[start..end]));
        }
        rest = end;
        if found.len() == NUMBERS_MAX {
            break;
        }
    }
    found
}

fn groups(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | ',' | '.')
}

/// How many bytes of `text`, which begins with a digit, belong to its first number.
fn spelling(text: &str) -> usize {
    let first = digits(text);
    let mut end = first;
    while let Some(mark) = text[end..].chars().next().filter(|mark| groups(*mark)) {
        let next = end + mark.len_utf8();
        let more = digits(&text[next..]);
        let decimal = matches!(mark, ',' | '.');
        if more == 0 || (!decimal && (more != 3 || first > 3)) {
            break;
        }
        end = next + more;
        if more != 3 {
            break;
        }
    }
    end
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn value(spelling: &str) -> Option<Number> {
    let mark = spelling.rfind([',', '.']);
    // "1,896" is a group of thousands, "1,89" is not; "0,158" never is.
    let decimals = mark.filter(|at| spelling.len() - at - 1 != 3 || spelling.starts_with('0'));
    let (whole, part) = match decimals {
        Some(at) => (&spelling[..at], &spelling[at + 1..]),
        None => (spelling, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let whole: i64 = whole.parse().ok()?;
    let milli = whole.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
    Some(Number { milli })
}
