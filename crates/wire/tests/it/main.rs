//! The wire, held against the facts of its documentation.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.

mod entities;
mod facts;
mod fragments;
mod samples;
mod signatures;
mod times;
