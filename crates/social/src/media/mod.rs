//! Media: the files that hang on posts and profiles.

mod canvas;
mod gif;
pub mod picture;
