//! The JSON face of gates. Its doors are for admins.

pub(super) mod addresses;
pub(super) mod domains;
pub(super) mod mail;
