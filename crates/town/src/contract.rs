//! The contract with the apps: what the documentation promises of each answer, as data, and the
//! check that an answer keeps it.
//!
//! `contract/entities.json` has each entity's fields with type, format and nullability;
//! `contract/endpoints.json` has each endpoint with its rank, scopes and answer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

/// What the documentation says of an endpoint.
#[derive(Clone, Debug, Deserialize)]
pub struct Endpoint {
    /// `must`, `should` or `later`.
    pub rank: String,
    /// The method.
    pub verb: String,
    /// The path, with `{name}` for what varies.
    pub path: String,
    /// Scopes of which one suffices.
    #[serde(default)]
    pub scopes: Vec<String>,
    returns: Option<Shape>,
}

#[derive(Clone, Debug, Deserialize)]
struct Shape {
    r#type: String,
    r#ref: Option<String>,
    #[serde(rename = "anyOf", default)]
    any_of: Vec<String>,
    format: Option<String>,
    #[serde(default)]
    r#enum: Vec<Value>,
    #[serde(default)]
    nullable: bool,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    removed: bool,
    items: Option<Box<Shape>>,
    fields: Option<Fields>,
}

type Fields = BTreeMap<String, Shape>;

#[derive(Deserialize)]
struct Entity {
    extends: Option<String>,
    fields: Fields,
}

#[derive(Deserialize)]
struct Contract {
    #[serde(default)]
    entities: BTreeMap<String, Entity>,
    #[serde(default)]
    endpoints: Vec<Endpoint>,
}

static ENTITIES: LazyLock<BTreeMap<String, Entity>> =
    LazyLock::new(|| read(include_str!("../contract/entities.json")).entities);
static ENDPOINTS: LazyLock<Vec<Endpoint>> =
    LazyLock::new(|| read(include_str!("../contract/endpoints.json")).endpoints);

fn read(text: &str) -> Contract {
    serde_json::from_str(text).expect("a contract that can be read")
}

/// Every endpoint of the documentation.
#[must_use]
pub fn endpoints() -> &'static [Endpoint] {
    &ENDPOINTS
}

/// Where a good answer departs from the documentation, one line each; empty if nowhere, or if the
/// documentation says nothing of it.
#[must_use]
pub fn broken(verb: &str, path: &str, answer: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let named = ENDPOINTS.iter().filter(|it| it.verb == verb && fits(&it.path, path));
    // Of two that fit, the one with fewer holes is meant.
    let found = named.min_by_key(|it| it.path.matches('{').count());
    if let Some(shape) = found.and_then(|it| it.returns.as_ref()) {
        check(shape, answer, "answer", &mut wrong);
    }
    wrong
}

fn fits(template: &str, path: &str) -> bool {
    let (mut left, mut right) = (template.split('/'), path.split('/'));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return true,
            (Some(hole), Some(part)) if hole.starts_with('{') && !part.is_empty() => {}
            (Some(word), Some(part)) if word == part => {}
            _ => return false,
        }
    }
}

fn check(shape: &Shape, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let right = match (shape.r#type.as_str(), value) {
        (_, Value::Null) => shape.nullable || shape.r#type == "null",
        ("entity", value) => return check_entity(shape, value, at, wrong),
        ("array", Value::Array(items)) => {
            for (no, item) in items.iter().enumerate() {
                if let Some(shape) = &shape.items {
                    check(shape, item, &format!("{at}[{no}]"), wrong);
                }
            }
            true
        }
        ("object", Value::Object(_)) => {
            if let Some(fields) = &shape.fields {
                check_fields(fields, value, at, wrong);
            }
            true
        }
        ("string", Value::String(text)) => is_format(shape.format.as_deref(), text),
        ("integer", Value::Number(number)) => number.is_i64(),
        ("number", Value::Number(_)) | ("boolean", Value::Bool(_)) => true,
        _ => false,
    };
    if !right {
        let format = shape.format.as_deref().unwrap_or("any");
        wrong.push(format!("{at} should be {} ({format}), is {value}", shape.r#type));
    } else if !shape.r#enum.is_empty() && !value.is_null() && !shape.r#enum.contains(value) {
        wrong.push(format!("{at} may not be {value}"));
    }
}

fn check_entity(shape: &Shape, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let names = shape.r#ref.iter().chain(&shape.any_of);
    let mut least: Option<Vec<String>> = None;
    for name in names {
        let mut found = Vec::new();
        check_fields(&fields_of(name), value, at, &mut found);
        if least.as_ref().is_none_or(|least| found.len() < least.len()) {
            least = Some(found);
        }
    }
    wrong.extend(least.unwrap_or_default());
}

fn fields_of(name: &str) -> Fields {
    let entity = ENTITIES.get(name).unwrap_or_else(|| panic!("the contract has no {name}"));
    let mut fields = entity.extends.as_deref().map(fields_of).unwrap_or_default();
    fields.extend(entity.fields.clone());
    fields
}

fn check_fields(fields: &Fields, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let Value::Object(given) = value else {
        wrong.push(format!("{at} should be an object, is {value}"));
        return;
    };
    for (name, shape) in fields {
        match given.get(name) {
            Some(value) => check(shape, value, &format!("{at}.{name}"), wrong),
            None if shape.optional || shape.removed => {}
            None => wrong.push(format!("{at}.{name} is missing")),
        }
    }
    for name in given.keys().filter(|name| !fields.contains_key(*name)) {
        wrong.push(format!("{at}.{name} is not in the documentation"));
    }
}

fn is_format(format: Option<&str>, text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match format {
        Some("id") => !text.is_empty(),
        Some("integer-string" | "unix-timestamp") => digits(text),
        Some("datetime") => text.len() == 24 && text.as_bytes()[10] == b'T' && text.ends_with('Z'),
        Some("date") => text.len() == 10 && text.split('-').all(digits),
        Some("url") => ["https:", "http:", "wss:", "ws:"].iter().any(|it| text.starts_with(it)),
        Some("language") => text.len() <= 35,
        _ => true,
    }
}
