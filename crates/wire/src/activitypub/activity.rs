//! Activities: somebody did something.

use serde_json::Value;

use super::{Item, Node};

/// Most addressees that are read.
const ADDRESSEES_MAX: usize = 500;

/// An activity, not yet believed.
#[derive(Clone, Copy, Debug)]
pub struct Activity<'a> {
    /// Itself.
    pub node: Node<'a>,
    /// What was done: `Follow`.
    pub kind: &'a str,
    /// Who says to have done it.
    pub actor: &'a str,
}

impl<'a> Activity<'a> {
    /// Reads an activity; none if it has no type or actor.
    #[must_use]
    pub fn read(value: &'a Value) -> Option<Self> {
        Self::of(Node::of(value)?)
    }

    /// An object as an activity.
    #[must_use]
    pub fn of(node: Node<'a>) -> Option<Self> {
        let (kind, actor) = (node.kind(), node.uri("actor")?);
        (!kind.is_empty()).then_some(Self { node, kind, actor })
    }

    /// Its address; some have none.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.node.id()
    }

    /// What it was done to.
    #[must_use]
    pub fn object(&self) -> Option<Item<'a>> {
        self.node.one("object")
    }

    /// The address of what it was done to.
    #[must_use]
    pub fn object_uri(&self) -> Option<&'a str> {
        self.object()?.uri()
    }

    /// To whom it is addressed: (`to`, `cc`).
    #[must_use]
    pub fn addressees(&self) -> (Vec<String>, Vec<String>) {
        (self.node.uris("to", ADDRESSEES_MAX), self.node.uris("cc", ADDRESSEES_MAX))
    }
}
