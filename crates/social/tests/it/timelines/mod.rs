//! Stories of timelines, and the home against a naive definition of it.

mod audit;
mod home;
mod model;
mod public;
