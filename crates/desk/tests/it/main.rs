//! Stories of the advocacy desk, through the front door.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.

mod campaigns;
mod journal;
mod rules;
mod targets;
mod team;
mod teams;
mod teams_speak;
mod testimonies;
mod visuals;
