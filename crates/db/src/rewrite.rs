//! The few words in which the engines differ, changed once for each text and connection.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::Engine;

/// A statement as the engine wants it.
///
/// `list($1)` and `texts($1)` become a table with one column `value`, under the alias that
/// follows, if any. In SQLite `$1` would be a *name*, numbered by first appearance, hence `?1`.
pub(crate) fn statement(engine: Engine, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(piece) = next(rest) {
        rest = &rest[piece.len()..];
        let array = match piece {
            "list" => "bigint[]",
            "texts" => "text[]",
            _ => {
                push(engine, &mut out, piece);
                continue;
            }
        };
        match call(rest) {
            Some((parameter, after)) => {
                rest = table(engine, &mut out, parameter, array, after);
            }
            None => out.push_str(piece),
        }
    }
    out
}

fn push(engine: Engine, out: &mut String, piece: &str) {
    match (engine, piece.strip_prefix('$')) {
        (Engine::Sqlite, Some(number)) => {
            out.push('?');
            out.push_str(number);
        }
        _ => out.push_str(piece),
    }
}

/// The `$1` of `($1)`, and what follows it.
fn call(rest: &str) -> Option<(&str, &str)> {
    let inner = rest.strip_prefix('(')?;
    let (parameter, after) = inner.split_once(')')?;
    let number = parameter.trim().strip_prefix('$')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some((number, after))
}

fn table<'a>(
    engine: Engine,
    out: &mut String,
    number: &str,
    array: &str,
    after: &'a str,
) -> &'a str {
    if engine == Engine::Sqlite {
        out.push_str(&format!("json_each(?{number})"));
        return after;
    }
    let (alias, after) = alias(after);
    let alias = alias.map_or_else(|| format!("list_{number}"), str::to_owned);
    out.push_str(&format!("unnest(${number}::{array}) as {alias}(value)"));
    after
}

/// Takes `as x` or a bare `x` off the front, unless it is the next clause.
fn alias(text: &str) -> (Option<&str>, &str) {
    const CLAUSES: [&str; 22] = [
        "where",
        "join",
        "on",
        "order",
        "group",
        "limit",
        "left",
        "inner",
        "cross",
        "right",
        "full",
        "for",
        "natural",
        "using",
        "union",
        "except",
        "intersect",
        "having",
        "offset",
        "returning",
        "set",
        "window",
    ];
    let (word, rest) = first_word(text);
    let (word, rest) = if word == "as" { first_word(rest) } else { (word, rest) };
    if word.is_empty() || CLAUSES.contains(&word) { (None, text) } else { (Some(word), rest) }
}

fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|letter: char| !is_word(letter)).unwrap_or(text.len());
    text.split_at(end)
}

/// The statement from its other end. Made once and kept, as the text is what connections know a
/// prepared statement by; there are no more of them than statements.
pub(crate) fn turned(text: &'static str) -> &'static str {
    static TURNED: LazyLock<Mutex<HashMap<&'static str, &'static str>>> =
        LazyLock::new(Mutex::default);
    let mut known = TURNED.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(text).or_insert_with(|| without_desc(text).leak())
}

/// The statement without its `desc`.
pub(crate) fn without_desc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(piece) = next(rest) {
        rest = &rest[piece.len()..];
        if piece == "desc" {
            out.truncate(out.trim_end().len());
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// Whether a statement can only read, so that a batch of such need not be committed.
pub(crate) fn only_reads(text: &str) -> bool {
    let mut rest = text;
    while let Some(piece) = next(rest) {
        rest = &rest[piece.len()..];
        if !is_gap(piece) {
            return piece == "select";
        }
    }
    false
}

/// A migration as SQLite wants it: its types, and every table strict.
pub(crate) fn migration(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    let mut words: Vec<&str> = Vec::new(); // of the statement under way
    let mut depth = 0_u32;
    while let Some(piece) = next(rest) {
        rest = &rest[piece.len()..];
        match piece {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            ";" => {
                strict(&mut out, &words);
                words.clear();
            }
            "double" => {
                if let Some(after) = precision(rest) {
                    rest = after;
                    out.push_str("real");
                    continue;
                }
            }
            _ => {}
        }
        if !is_gap(piece) && piece != ";" && depth == 0 {
            words.push(piece);
        }
        out.push_str(match piece {
            "bigint" | "boolean" => "integer",
            "bytea" => "blob",
            other => other,
        });
    }
    strict(&mut out, &words);
    out
}

fn precision(rest: &str) -> Option<&str> {
    let (word, after) = first_word(rest);
    (word == "precision").then_some(after)
}

/// Ends a `create table .. (..)`, before its semicolon.
fn strict(out: &mut String, words: &[&str]) {
    if !words.starts_with(&["create", "table"]) || words.contains(&"strict") {
        return;
    }
    let option = if words.contains(&"rowid") { ", strict" } else { " strict" };
    // What comes last may be a comment to the end of its line, so the word goes on a line below.
    let end = out.trim_end().len();
    let own_line = out[..end].rsplit('\n').next().is_some_and(|line| line.contains("--"));
    out.insert_str(end, if own_line { "\n" } else { "" });
    let end = if own_line { end + 1 } else { end };
    out.insert_str(end, option);
}

fn is_word(letter: char) -> bool {
    letter == '_' || letter == '$' || letter.is_alphanumeric()
}

fn is_gap(piece: &str) -> bool {
    piece.starts_with(char::is_whitespace) || piece.starts_with("--") || piece.starts_with("/*")
}

/// The first piece of a text: a word, a gap, a comment, something quoted, or one other letter.
fn next(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let end = match first {
        '\'' | '"' => quoted(text, first),
        _ if text.starts_with("--") => text.find('\n').unwrap_or(text.len()),
        _ if text.starts_with("/*") => text.find("*/").map_or(text.len(), |at| at + 2),
        _ if is_word(first) => text.find(|letter| !is_word(letter)).unwrap_or(text.len()),
        _ if first.is_whitespace() => {
            text.find(|letter: char| !letter.is_whitespace()).unwrap_or(text.len())
        }
        _ => first.len_utf8(),
    };
    Some(&text[..end])
}

/// The end of a quoted piece. A doubled quote makes two pieces, which is as good.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |at| at + 2)
}

/// A number to tell whether a text was changed (FNV-1a); line ends do not count.
pub(crate) fn checksum(text: &str) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes().filter(|byte| *byte != b'\r') {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{sum:016x}")
}
