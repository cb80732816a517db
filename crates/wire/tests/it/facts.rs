//! Reads `entities.tsv` and holds JSON against it: no field missing, none unknown, types right.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

struct Fact {
    kind: &'static str,
    of: &'static str,
    nullable: bool,
    optional: bool,
    values: Vec<&'static str>,
}

type Facts = BTreeMap<&'static str, Fact>;

/// Panics with the path of the first field of `entity` that is not as documented.
pub(crate) fn check(entity: &str, value: &Value) {
    check_object(entity, &facts(entity), "", value);
}

/// As `check`, and every field that may be missing must be there, at the top level.
pub(crate) fn check_full(entity: &str, value: &Value) {
    check(entity, value);
    for field in facts(entity).keys().filter(|field| !field.contains('.')) {
        assert!(value.get(field).is_some(), "{entity}.{field} is nowhere in the full sample");
    }
}

fn facts(entity: &str) -> Facts {
    let mut found = Facts::new();
    for line in include_str!("entities.tsv").lines().filter(|line| !line.starts_with('#')) {
        let column: Vec<&'static str> = line.split('\t').collect();
        if column[0] != entity {
            continue;
        }
        if column[2] == "extends" {
            found.extend(facts(column[3]));
            continue;
        }
        let fact = Fact {
            kind: column[2],
            of: column[3],
            nullable: column[4] == "yes",
            optional: column[5] == "yes",
            values: column[6].split('|').filter(|value| *value != "-").collect(),
        };
        found.insert(column[1], fact);
    }
    assert!(!found.is_empty(), "no facts about {entity}");
    found
}

fn check_object(entity: &str, facts: &Facts, prefix: &str, value: &Value) {
    let object = value.as_object().unwrap_or_else(|| panic!("{entity} {prefix} is an object"));
    let here: BTreeSet<&str> = facts
        .keys()
        .filter_map(|path| path.strip_prefix(prefix))
        .filter(|rest| !rest.is_empty() && !rest.contains('.'))
        .collect();
    for key in object.keys() {
        assert!(here.contains(key.as_str()), "{entity}.{prefix}{key} is not documented");
    }
    for key in here {
        let path = format!("{prefix}{key}");
        let fact = &facts[path.as_str()];
        match object.get(key) {
            None => assert!(fact.optional, "{entity}.{path} is missing"),
            Some(Value::Null) => assert!(fact.nullable, "{entity}.{path} may not be null"),
            Some(inner) => check_value(entity, facts, &path, fact, inner),
        }
    }
}

fn check_value(entity: &str, facts: &Facts, path: &str, fact: &Fact, value: &Value) {
    let place = format!("{entity}.{path} = {value}");
    match fact.kind {
        "string" => check_text(&place, fact, value),
        "integer" => assert!(value.is_i64(), "{place} is a whole number"),
        "number" => assert!(value.is_number(), "{place} is a number"),
        "boolean" => assert!(value.is_boolean(), "{place} is true or false"),
        "entity" if fact.of == "Quote|ShallowQuote" => {
            let whole = value.get("quoted_status").is_some();
            check(if whole { "Quote" } else { "ShallowQuote" }, value);
        }
        "entity" => check(fact.of, value),
        "object" if facts.keys().any(|other| other.starts_with(&format!("{path}."))) => {
            check_object(entity, facts, &format!("{path}."), value);
        }
        "object" => assert!(value.is_object(), "{place} is an object"),
        "array" => {
            for item in value.as_array().unwrap_or_else(|| panic!("{place} is a list")) {
                check_item(entity, facts, path, fact, item);
            }
        }
        other => panic!("{place}: what is a {other}?"),
    }
}

fn check_item(entity: &str, facts: &Facts, path: &str, fact: &Fact, item: &Value) {
    match fact.of {
        "string" => check_text(path, fact, item),
        "integer" => assert!(item.is_i64(), "{entity}.{path} holds whole numbers"),
        "object" | "array" => check_object(entity, facts, &format!("{path}[]."), item),
        other => check(other, item),
    }
}

fn check_text(place: &str, fact: &Fact, value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("{place} is text"));
    assert!(fact.values.is_empty() || fact.values.contains(&text), "{place} is one of its values");
    match fact.of {
        "id" | "integer-string" | "unix-timestamp" => {
            assert!(text.parse::<i64>().is_ok(), "{place} is digits");
        }
        "datetime" => assert!(text.len() == 24 && text.ends_with('Z'), "{place} is a time"),
        "date" => assert_eq!(text.len(), 10, "{place} is a day"),
        "url" => assert!(text.is_empty() || text.contains(':'), "{place} is a URL"),
        _ => {}
    }
}

#[test]
fn the_yardstick_finds_what_is_wrong() {
    let day = serde_json::json!({"day": "1", "uses": "2", "accounts": "3"});
    let tag = |day: Value| serde_json::json!({"id": "1", "name": "x", "url": "", "history": [day]});
    check("Tag", &tag(day.clone()));
    for (field, wrong) in [("uses", Value::from(2)), ("day", Value::Null), ("more", day.clone())] {
        let mut day = day.clone();
        day[field] = wrong;
        assert!(std::panic::catch_unwind(|| check("Tag", &tag(day))).is_err(), "{field}");
    }
    let missing = serde_json::json!({"id": "1", "name": "x", "url": ""});
    assert!(std::panic::catch_unwind(|| check("Tag", &missing)).is_err());
    assert!(std::panic::catch_unwind(|| check_full("Tag", &tag(day))).is_err());
}
