//! An object of somebody else's JSON, asked for by name.

use serde_json::{Map, Value};

use super::URI_BYTES_MAX;
use crate::Time;

/// An object as somebody wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a>(&'a Map<String, Value>);

/// Something told of by its address, or standing there itself.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// Its address.
    Uri(&'a str),
    /// Itself.
    Node(Node<'a>),
}

impl<'a> Item<'a> {
    /// Its address: itself, or the one it carries.
    #[must_use]
    pub fn uri(self) -> Option<&'a str> {
        match self {
            Self::Uri(uri) => Some(uri),
            Self::Node(node) => node.id(),
        }
    }

    fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::String(uri) => address(uri).map(Self::Uri),
            Value::Object(map) => Some(Self::Node(Node(map))),
            _ => None,
        }
    }
}

impl<'a> Node<'a> {
    /// A value as an object, if it is one; of a list the first.
    #[must_use]
    pub fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            Value::Array(list) => list.first()?.as_object().map(Self),
            _ => None,
        }
    }

    /// What stands under a name, with or without a prefix.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'a Value> {
        let found = self
            .0
            .get(name)
            .or_else(|| self.0.iter().find(|(own, _)| bare(own) == name).map(|(_, value)| value));
        found.filter(|value| !value.is_null())
    }

    /// Its address.
    #[must_use]
    pub fn id(self) -> Option<&'a str> {
        let id = self.get("id").or_else(|| self.0.get("@id"))?;
        address(id.as_str()?)
    }

    /// What it is: the first of its types that is not empty.
    #[must_use]
    pub fn kind(self) -> &'a str {
        self.kinds().next().unwrap_or_default()
    }

    /// Whether it is one of these.
    #[must_use]
    pub fn is_one_of(self, kinds: &[&str]) -> bool {
        self.kinds().any(|own| kinds.contains(&own))
    }

    fn kinds(self) -> impl Iterator<Item = &'a str> {
        let kinds = self.get("type").or_else(|| self.0.get("@type"));
        let kinds = kinds.into_iter().flat_map(each);
        kinds.filter_map(Value::as_str).map(bare).filter(|kind| !kind.is_empty())
    }

    /// A text.
    #[must_use]
    pub fn text(self, name: &str) -> Option<&'a str> {
        match self.get(name)? {
            Value::String(text) => Some(text),
            Value::Array(list) => list.first()?.as_str(),
            Value::Object(map) => map.get("@value")?.as_str(),
            _ => None,
        }
    }

    /// A truth; what is not said is not so.
    #[must_use]
    pub fn truth(self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A whole number.
    #[must_use]
    pub fn number(self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    /// A moment, in epoch milliseconds.
    #[must_use]
    pub fn time(self, name: &str) -> Option<i64> {
        Time::parse(self.text(name)?).map(|time| time.0)
    }

    /// What stands there alone, or first.
    #[must_use]
    pub fn one(self, name: &str) -> Option<Item<'a>> {
        each(self.get(name)?).find_map(Item::of)
    }

    /// What stands there, alone or in a list, `max` at most.
    pub fn many(self, name: &str, max: usize) -> impl Iterator<Item = Item<'a>> {
        self.get(name).into_iter().flat_map(each).filter_map(Item::of).take(max)
    }

    /// The objects that stand there themselves, `max` at most.
    pub fn nodes(self, name: &str, max: usize) -> impl Iterator<Item = Node<'a>> {
        self.many(name, max).filter_map(|item| match item {
            Item::Node(node) => Some(node),
            Item::Uri(_) => None,
        })
    }

    /// The address of what stands there.
    #[must_use]
    pub fn uri(self, name: &str) -> Option<&'a str> {
        self.one(name)?.uri()
    }

    /// The addresses of what stands there, `max` at most.
    #[must_use]
    pub fn uris(self, name: &str, max: usize) -> Vec<String> {
        self.many(name, max).filter_map(Item::uri).map(str::to_owned).collect()
    }

    /// An address that may be a text, a `Link` with its `href`, or several of these: the first of
    /// the wanted kind (`text/html`), else the first of any.
    #[must_use]
    pub fn link(self, name: &str, wanted: &str) -> Option<&'a str> {
        let links = || self.many(name, 16);
        let of_kind = links().find_map(|item| match item {
            Item::Node(node) if node.text("mediaType").is_some_and(|it| it.starts_with(wanted)) => {
                node.href()
            }
            _ => None,
        });
        of_kind.or_else(|| {
            links().find_map(|item| match item {
                Item::Uri(uri) => Some(uri),
                Item::Node(node) => node.href(),
            })
        })
    }

    /// Where a link leads.
    #[must_use]
    pub fn href(self) -> Option<&'a str> {
        address(self.text("href")?)
    }

    /// Texts by language, `max` at most.
    #[must_use]
    pub fn texts(self, name: &str, max: usize) -> Vec<(&'a str, &'a str)> {
        let Some(Value::Object(map)) = self.get(name) else { return Vec::new() };
        let texts = map.iter().filter_map(|(language, text)| Some((&**language, text.as_str()?)));
        texts.take(max).collect()
    }
}

/// A name without its prefix: `toot:featured`, `https://…#featured`.
fn bare(name: &str) -> &str {
    if let Some(short) = name.strip_prefix("http") {
        return short.rsplit_once('#').map_or(name, |(_, bare)| bare);
    }
    match name.split_once(':') {
        Some((prefix, bare)) if prefix.bytes().all(|c| c.is_ascii_alphanumeric()) => bare,
        _ => name,
    }
}

fn each(value: &Value) -> impl Iterator<Item = &Value> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        alone => std::slice::from_ref(alone),
    };
    list.iter()
}

fn address(text: &str) -> Option<&str> {
    (!text.is_empty() && text.len() <= URI_BYTES_MAX && !text.contains('\0')).then_some(text)
}
