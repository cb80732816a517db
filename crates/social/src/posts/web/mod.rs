//! The pages of posts: reading one in its conversation, writing one, taking one back.

pub mod composer;
pub(super) mod delete;
pub(super) mod embed;
mod preview;
mod say;
pub(super) mod thread;
pub mod write;
