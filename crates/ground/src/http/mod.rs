//! The questions every request asks, answered once: which route, who, what was sent, which page.

pub mod input;
pub mod limits;
pub mod paging;
mod path;
pub mod route;
mod sql;
pub mod who;

pub use input::{File, Flag, Input, Many, Upload};
pub use paging::{Ask, Paged};
pub use path::Path;
pub use route::{Route, Scope, delete, get, patch, post, put};
pub use who::{Role, Session, Via, Viewer};
