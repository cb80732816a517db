//! Statements of gates.

mod addresses;
mod domains;
mod mail;

pub(super) use addresses::*;
pub(super) use domains::*;
pub(super) use mail::*;
