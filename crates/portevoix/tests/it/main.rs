//! Whole journeys, the consequences of what happens, and the rules of the house.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.

mod costs;
mod doors;
mod effects;
mod locales;
mod look;
mod operations;
mod seal;
mod tidy;
