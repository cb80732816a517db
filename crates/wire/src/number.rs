//! Whole numbers that travel as text, and the list that is always empty.
//!
//! Ids travel as text because some clients read numbers as doubles and would round past 2^53.

use serde::{Serialize, Serializer};

/// An id, written as a decimal string: `"116543219876543210"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

/// A count or a Unix time (seconds) where the specification wants a decimal string: `"42"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub i64);

/// A list of something this server does not have: always written `[]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmptyList;

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(itoa::Buffer::new().format(self.0))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(itoa::Buffer::new().format(self.0))
    }
}

impl Serialize for EmptyList {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(std::iter::empty::<bool>())
    }
}
