//! The entities of the Mastodon client API: <https://docs.joinmastodon.org/entities/>.
//!
//! Field names, order and presence follow its documentation up to version 4.6. What every page
//! carries (Account, Status, Notification and the lists of them) comes as a body and a tail that
//! a `write_…` function puts together; the rest are plain structs. A field that clients accept
//! as missing is skipped when it is `None`; a nullable one is written as `null`.

mod account;
mod collection;
mod filter;
mod instance;
mod list;
mod media;
mod moderation;
mod notification;
mod oauth;
mod page;
mod poll;
mod relationship;
mod scheduled;
mod search;
mod status;
mod write;

pub use account::*;
pub use collection::*;
pub use filter::*;
pub use instance::*;
pub use list::*;
pub use media::*;
pub use moderation::*;
pub use notification::*;
pub use oauth::*;
pub use page::*;
pub use poll::*;
pub use relationship::*;
pub use scheduled::*;
pub use search::*;
pub use status::*;
pub use write::*;
