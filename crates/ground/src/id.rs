//! Ids: numbers inside, decimal strings on the wire.
//!
//! Account and tag ids are dense (1, 2, 3 …) and stay below 2^32, so that they index arrays. All
//! other ids grow in the order of commit: milliseconds, a counter, the bucket of their account.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                parse(text).map($name)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
                to.collect_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
                from.deserialize_any(IdText).map($name)
            }
        }

        db::value!($name(i64));
    )*};
}

ids! {
    /// An account, of this server or another.
    AccountId
    /// A program that was registered to ask for tokens.
    AppId
    /// Captions of a film or sound.
    CaptionId
    /// A filter: what an account would rather not read.
    FilterId
    /// A keyword of a filter, or a post it names.
    FilterPartId
    /// A hashtag on a profile.
    FeaturedTagId
    /// A list of accounts one reads apart.
    ListId
    /// A picture.
    MediaId
    /// Something an account was told.
    NotificationId
    /// A person who logs in.
    PersonId
    /// A post or a boost: an entry of timelines.
    PostId
    /// A post begun and put aside.
    DraftId
    /// A post that is to be published later.
    ScheduledId
    /// A hashtag.
    TagId
    /// A token or browser session.
    TokenId
}

impl AccountId {
    /// The part of a new id that says whose it is, so that rows can be spread by account.
    #[must_use]
    pub fn bucket(self) -> i64 {
        self.0 & 2047
    }

    /// The account's place in arrays.
    #[must_use]
    pub fn index(self) -> u32 {
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }
}

impl TagId {
    /// The hashtag's place in arrays.
    #[must_use]
    pub fn index(self) -> u32 {
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }
}

impl PostId {
    /// When the id was issued, in epoch milliseconds.
    #[must_use]
    pub fn issued_at_ms(self) -> i64 {
        self.0 >> 21
    }
}

fn parse(text: &str) -> std::result::Result<i64, std::num::ParseIntError> {
    // Only what we would write ourselves: no sign, no space.
    if text.starts_with('+') || text.starts_with('-') {
        return "".parse();
    }
    text.parse()
}

struct IdText;

impl serde::de::Visitor<'_> for IdText {
    type Value = i64;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an id (digits)")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> std::result::Result<i64, E> {
        parse(text).map_err(|_| E::custom("an id is made of digits"))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> std::result::Result<i64, E> {
        i64::try_from(number).map_err(|_| E::custom("an id is at most 2^63"))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> std::result::Result<i64, E> {
        u64::try_from(number).map_err(|_| E::custom("an id is not negative")).map(|_| number)
    }
}
