//! The words of a cue, with the markup that WebVTT knows and no other.

use super::Why;
use super::times::{self, Dialect, moment};

/// What markup may be called.
const NAMES: [&str; 8] = ["i", "b", "u", "c", "v", "lang", "ruby", "rt"];
const CLASSES_CHARS_MAX: usize = 100;
const ANNOTATION_CHARS_MAX: usize = 200;

/// A line of words as it is kept. SubRip's own markup is left out, and its signs are only signs.
pub(super) fn words(line: &str, dialect: Dialect) -> Result<String, Why> {
    let strict = dialect == Dialect::WebVtt;
    let mut out = String::with_capacity(line.len());
    let mut rest = line.trim_end();
    while let Some(sign) = rest.chars().next() {
        let behind = &rest[sign.len_utf8()..];
        rest = behind;
        match sign {
            '<' => match behind.split_once('>') {
                Some((inside, behind)) => {
                    rest = behind;
                    match markup(inside) {
                        Some(kept) => out.push_str(&kept),
                        None if strict => return Err(Why::Markup),
                        None => {}
                    }
                }
                None if strict => return Err(Why::Markup),
                None => out.push_str("&lt;"),
            },
            // So that no arrow can come about.
            '>' => out.push_str("&gt;"),
            '&' if !strict => out.push_str("&amp;"),
            '{' if !strict && behind.starts_with('\\') => {
                rest = behind.split_once('}').map_or(behind, |(_, behind)| behind);
            }
            '\t' => out.push(' '),
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    Ok(out.trim_end().to_owned())
}

/// Markup as it is kept, from what stands between `<` and `>`.
fn markup(inside: &str) -> Option<String> {
    if let Some(name) = inside.strip_prefix('/') {
        return NAMES.contains(&name).then(|| format!("</{name}>"));
    }
    if let Some(ms) = moment(inside, Dialect::WebVtt) {
        let mut kept = String::from("<");
        times::write(&mut kept, ms);
        kept.push('>');
        return Some(kept);
    }
    let (head, annotation) = inside.split_once([' ', '\t']).unwrap_or((inside, ""));
    let (name, classes) = head.split_once('.').map_or((head, None), |(it, of)| (it, Some(of)));
    let sane = |sign: char| sign.is_alphanumeric() || "_-.".contains(sign);
    let classes = classes.unwrap_or_default();
    if !NAMES.contains(&name) || classes.len() > CLASSES_CHARS_MAX || !classes.chars().all(sane) {
        return None;
    }
    let annotation: String = annotation.chars().filter(|it| !it.is_control()).collect();
    let annotation = annotation.trim();
    if annotation.contains('<') || annotation.chars().nth(ANNOTATION_CHARS_MAX).is_some() {
        return None;
    }
    let mut kept = format!("<{name}");
    for class in classes.split('.').filter(|class| !class.is_empty()) {
        kept.push('.');
        kept.push_str(class);
    }
    if matches!(name, "v" | "lang") && !annotation.is_empty() {
        kept.push(' ');
        kept.push_str(annotation);
    }
    kept.push('>');
    Some(kept)
}
