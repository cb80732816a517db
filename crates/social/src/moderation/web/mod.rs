//! The pages of those who look after the place: what waits, accounts and their files, the log.
//! To everybody else there are no such pages.

pub(super) mod accounts;
pub(super) mod acts;
pub(super) mod desk;
pub(super) mod file;
pub(crate) mod measure;
pub(crate) mod notes;
mod shown;
