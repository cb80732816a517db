//! The questions every request asks, answered once: which route, who, what was sent, which page.

mod caller;
mod form;
pub mod input;
pub mod limits;
pub mod page;
pub mod paging;
mod path;
mod role;
pub mod route;
mod rows;
mod seen;
mod sql;
pub mod who;

pub use caller::Caller;
pub(crate) use form::SEAL_FIELD;
pub use form::{Form, FormUpload, Nothing};
pub use input::{File, Flag, Input, Many, Upload, Whole};
pub use page::Visit;
pub use paging::{Ask, Paged, Paging};
pub use path::Path;
pub use role::Role;
pub use route::{Route, Scope, delete, get, patch, post, put};
pub use seen::Use;
pub use who::{Session, Via, Viewer};
