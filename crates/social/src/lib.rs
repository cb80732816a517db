//! social

pub mod media;
