//! The timeline index, from outside.

mod model;
mod naive;
