//! What people may do beyond their own account.

/// What a person may do beyond their own account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Nothing more.
    Member,
    /// Looks after what members report.
    Moderator,
    /// Runs the place.
    Admin,
    /// Runs the place and cannot be removed by an admin.
    Owner,
}

impl Role {
    /// The role of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "member" => Some(Self::Member),
            "moderator" => Some(Self::Moderator),
            "admin" => Some(Self::Admin),
            "owner" => Some(Self::Owner),
            _ => None,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }
}
