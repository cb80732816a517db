//! The roles of one seat, as they stand in its row: names separated by spaces, in one order.

use db::value;
use ground::{Error, Result};
use social::people::Standing;

use super::rules::{Act, Role, may};

value! {
    /// Roles: at least one.
    pub struct Roles(String);
}

impl Roles {
    /// The roles of these names.
    ///
    /// # Errors
    /// If there is none, or one that does not exist.
    pub fn parse(names: &[String]) -> Result<Self> {
        let wrong = || Error::invalid("roles", "error-roles");
        let roles: Option<Vec<Role>> = names.iter().map(|name| Role::of(name.trim())).collect();
        let roles = roles.filter(|roles| !roles.is_empty()).ok_or_else(wrong)?;
        let names: Vec<&str> =
            Role::ALL.iter().filter(|role| roles.contains(role)).map(|role| role.name()).collect();
        Ok(Self(names.join(" ")))
    }

    /// Their names, separated by spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Each of them. Names of roles this version does not know give no rights.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.split_ascii_whitespace().filter_map(Role::of)
    }

    /// Whether one of them is this one.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.iter().any(|it| it == role)
    }

    /// How far whoever has them may act in the organisation's own name, with any app.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let may = |act| self.iter().any(|role| may(role, act));
        if may(Act::Speak) {
            return Some(Standing::Voice);
        }
        may(Act::Write).then_some(Standing::Helper)
    }

    /// All they allow.
    #[must_use]
    pub fn acts(&self) -> Vec<Act> {
        Act::ALL.into_iter().filter(|act| self.iter().any(|role| may(role, *act))).collect()
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self(role.name().to_owned())
    }
}
