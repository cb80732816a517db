//! The pages of the gates: servers, providers of mail, addresses. They are for admins.

pub(super) mod addresses;
pub(super) mod mail;
pub(super) mod servers;
