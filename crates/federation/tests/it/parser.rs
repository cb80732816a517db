//! Whatever others send is read without a fault: each field missing, or of another type.

use proptest::prelude::*;
use town::{Value, json};
use wire::activitypub::{Activity, Actor, Note};

fn read(value: &Value) {
    let _ = Activity::read(value).map(|it| (it.object_uri(), it.addressees()));
    let _ = Actor::read(value);
    let _ = Note::read(value);
}

fn whole() -> [Value; 2] {
    [
        json!({
            "id": "https://a.example/1", "type": "Question", "attributedTo": "https://a.example/a",
            "content": "x", "contentMap": { "fr": "x" }, "summary": "s", "name": "n",
            "url": [{ "type": "Link", "mediaType": "text/html", "href": "https://a.example/@a/1" }],
            "published": "2026-01-01T00:00:00Z", "updated": "2026-01-02T00:00:00Z",
            "inReplyTo": "https://a.example/0", "to": ["as:Public"], "cc": "https://a.example/f",
            "sensitive": true, "votersCount": 3, "endTime": "2026-01-01T00:00:00Z",
            "oneOf": [{ "type": "Note", "name": "yes", "replies": { "totalItems": 2 } }],
            "tag": [{ "type": "Mention", "href": "https://b.example/b", "name": "@b" },
                { "type": "Hashtag", "name": "#x" },
                { "type": "Emoji", "name": ":x:", "icon": { "url": "https://a.example/x.png" } }],
            "attachment": [{ "type": "Document", "url": "https://a.example/p.png",
                "mediaType": "image/png", "name": "d", "focalPoint": [0.1, -2], "width": 10 }],
        }),
        json!({
            "id": "https://a.example/a", "type": "Person", "preferredUsername": "a", "name": "A",
            "actor": "https://a.example/a", "object": { "id": "https://a.example/o" },
            "inbox": "https://a.example/i", "endpoints": { "sharedInbox": "https://a.example/s" },
            "icon": { "type": "Image", "url": "https://a.example/i.png", "name": "me" },
            "attachment": [{ "type": "PropertyValue", "name": "n", "value": "v" }],
            "publicKey": { "id": "https://a.example/a#k", "owner": "https://a.example/a",
                "publicKeyPem": "x" },
        }),
    ]
}

/// Every place of a document, as a JSON pointer.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            map.iter().for_each(|(name, it)| places(it, format!("{at}/{name}"), found));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(no, it)| places(it, format!("{at}/{no}"), found));
        }
        _ => {}
    }
    found.push(at);
}

#[test]
fn every_field_may_be_anything() {
    let odd = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1.5e300),
        json!(""),
        json!("\u{0}"),
        json!([]),
        json!([[], {}, null, "x"]),
        json!({}),
        json!({ "id": 3, "type": [] }),
    ];
    for document in whole() {
        assert!(Note::read(&document).is_some() || Actor::read(&document).is_some());
        let mut all = Vec::new();
        places(&document, String::new(), &mut all);
        for place in all {
            for value in &odd {
                let mut changed = document.clone();
                *changed.pointer_mut(&place).unwrap() = value.clone();
                read(&changed);
            }
        }
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zA-Z:/#@.\u{0}]{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("id"),
        Just("type"),
        Just("object"),
        Just("actor"),
        Just("to"),
        Just("tag"),
        Just("content"),
        Just("attachment"),
        Just("url"),
        Just("toot:featured"),
        Just("@value"),
    ];
    leaf.prop_recursive(4, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(n, v)| (n.to_owned(), v)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_is_too_odd_to_be_read(value in anything()) {
        read(&value);
    }
}
