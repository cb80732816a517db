//! The timeline index, from outside.

mod concurrent;
mod model;
mod naive;
mod stories;
