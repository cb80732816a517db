//! The rooms of the social floor, each through its front door.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.

mod blocks;
mod bookmarks;
mod follows;
mod mutes;
mod oauth;
mod picture;
