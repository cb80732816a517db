//! The wire: what other people's programs read from us, field by field, as plain data.
//!
//! Nothing here decides anything or knows what a post is to us; a room fills these structs and
//! serde writes them down. What is read on every page is written as *fragments* instead: a body
//! made ready once, a short tail written a hundred thousand times (see [`fragment`]).

pub mod activitypub;
pub mod fragment;
pub mod mastodon;
mod number;
pub mod signatures;
mod time;

pub use fragment::{Json, json, open_json};
pub use number::{EmptyList, Id, Number};
pub use time::{Day, Time};
