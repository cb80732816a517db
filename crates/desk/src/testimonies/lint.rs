//! What could let a stranger recognise who told a story, and what to write instead. Only ever
//! suggestions: who writes decides.
//!
//! A first name changed or a face blurred hides little: it is rare things together that single
//! somebody out (guidance 05/2014 of the European data protection authorities).

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// An illness few people have.
    Illness,
    /// A small place.
    Place,
    /// An exact age.
    Age,
    /// An exact amount of money.
    Amount,
}

impl Trait {
    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Illness => "illness",
            Self::Place => "place",
            Self::Age => "age",
            Self::Amount => "amount",
        }
    }

    /// The key of the sentence that says what to do about it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Illness => "lint-illness",
            Self::Place => "lint-place",
            Self::Age => "lint-age",
            Self::Amount => "lint-amount",
        }
    }
}

/// Something in a text that says much about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What sort of thing.
    pub what: Trait,
    /// As it stands in the text.
    pub found: String,
    /// What to write instead; empty where only who knows the story can tell.
    pub instead: String,
}

/// Places where so many live that naming them singles nobody out.
const LARGE: [&str; 24] = [
    "Paris",
    "Marseille",
    "Lyon",
    "Toulouse",
    "Nice",
    "Nantes",
    "Montpellier",
    "Strasbourg",
    "Bordeaux",
    "Lille",
    "Rennes",
    "Reims",
    "Toulon",
    "Grenoble",
    "Dijon",
    "Angers",
    "Nîmes",
    "Brest",
    "Tours",
    "Amiens",
    "France",
    "Metz",
    "Rouen",
    "Caen",
];
/// What comes before the name of a small place.
const PLACED: [&str; 8] = [
    "village de",
    "village d’",
    "hameau de",
    "commune de",
    "bourg de",
    "habite à",
    "vis à",
    "village of",
];
/// Beginnings of names of illnesses, and illnesses, that few people have.
const RARE: [&str; 18] = [
    "maladie rare",
    "maladie orpheline",
    "rare disease",
    "syndrome de ",
    "syndrome d’",
    "maladie de charcot",
    "maladie de huntington",
    "maladie de rett",
    "mucoviscidose",
    "myopathie",
    "amyotrophie spinale",
    "ostéogenèse imparfaite",
    "ehlers-danlos",
    "épidermolyse",
    "drépanocytose",
    "ataxie de friedreich",
    "sclérose latérale",
    "neurofibromatose",
];

/// What a text says that could single somebody out, in the order it stands there.
#[must_use]
pub fn hints(text: &str) -> Vec<Hint> {
    let text = &text.replace('\'', "’");
    let mut found: Vec<(usize, Hint)> = Vec::new();
    illnesses(text, &mut found);
    places(text, &mut found);
    numbers(text, &mut found);
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by(|a, b| a.1 == b.1);
    found.into_iter().map(|(_, hint)| hint).collect()
}

/// Whether what was found together may single somebody out: an illness few have with anything
/// else, or three things of different sorts.
#[must_use]
pub fn singles_out(hints: &[Hint]) -> bool {
    let mut kinds: Vec<Trait> = hints.iter().map(|hint| hint.what).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= 3 || (kinds.len() == 2 && kinds[0] == Trait::Illness)
}

fn illnesses(text: &str, found: &mut Vec<(usize, Hint)>) {
    for mark in RARE {
        if let Some(at) = position(text, mark) {
            let named = mark.ends_with([' ', '’']);
            let end = at + mark.len();
            let word = if named { text[end..].split(stops).next().unwrap_or_default() } else { "" };
            let (what, whole) = (Trait::Illness, format!("{}{word}", &text[at..end]));
            found.push((at, Hint { what, found: whole, instead: String::new() }));
        }
    }
}

fn places(text: &str, found: &mut Vec<(usize, Hint)>) {
    for mark in PLACED {
        let Some(at) = position(text, mark) else { continue };
        let rest = text[at + mark.len()..].trim_start_matches(' ');
        let name = rest.split(|c: char| stops(c) && c != '-').next().unwrap_or_default();
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        if capital && !LARGE.contains(&name) {
            let (what, name) = (Trait::Place, name.to_owned());
            found.push((at, Hint { what, found: name, instead: String::new() }));
        }
    }
}

/// Ages, amounts and postcodes: numbers and the word after them.
fn numbers(text: &str, found: &mut Vec<(usize, Hint)>) {
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|it| it + at) {
        let digits = text[start..].find(|c: char| !c.is_ascii_digit());
        let mut end = digits.map_or(text.len(), |it| it + start);
        // Thousands apart: 1 896.
        while let Some(more) = group(&text[end..]) {
            end += more;
        }
        let whole: String = text[start..end].chars().filter(char::is_ascii_digit).collect();
        let after = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if let Ok(number) = whole.parse::<u32>() {
            let unit = after.split(stops).next().unwrap_or_default();
            let said = |unit: &str| format!("{} {unit}", &text[start..end]);
            if after.starts_with('€') || unit.starts_with("euro") {
                let hint = (Trait::Amount, said("€"), format!("{} €", rounded(number)));
                found.push((start, hint.into()));
            } else if unit == "ans" && (1..=120).contains(&number) {
                let low = number - number % 5;
                let bracket = format!("{low}–{} ans", low + 4);
                found.push((start, (Trait::Age, said("ans"), bracket).into()));
            } else if whole.len() == 5 && end - start == 5 {
                let digits = if whole.starts_with("97") { 3 } else { 2 };
                let instead = format!("département {}", &whole[..digits]);
                found.push((start, (Trait::Place, whole, instead).into()));
            }
        }
        at = end;
    }
}

impl From<(Trait, String, String)> for Hint {
    fn from((what, found, instead): (Trait, String, String)) -> Self {
        Self { what, found, instead }
    }
}

/// How many bytes a group of thousands takes that follows: a space and three digits.
fn group(rest: &str) -> Option<usize> {
    let space = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))?;
    let digits = &rest[space.len_utf8()..];
    let three = digits.len() >= 3 && digits.bytes().take(3).all(|byte| byte.is_ascii_digit());
    let ends = !digits.as_bytes().get(3).is_some_and(u8::is_ascii_digit);
    (three && ends).then(|| space.len_utf8() + 3)
}

/// To tens below a hundred, to fifties below a thousand, to hundreds above.
fn rounded(number: u32) -> u32 {
    let step = match number {
        0..100 => 10,
        100..1000 => 50,
        _ => 100,
    };
    number.saturating_add(step / 2) / step * step
}

/// Where a mark stands, whatever its case. Lower case may take other room than upper case, so the
/// text itself is walked.
fn position(text: &str, mark: &str) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|at| {
        let mut rest = text[*at..].chars().flat_map(char::to_lowercase);
        let same = text.len() - at >= mark.len() && mark.chars().all(|c| rest.next() == Some(c));
        same && text.is_char_boundary(at + mark.len())
    })
}

fn stops(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '»')
}
