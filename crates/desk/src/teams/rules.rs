//! The rules of a team: what each role may do, and when two persons are needed. One table, read
//! by every verb of the desk.

use ground::{Error, PersonId, Result};

/// What somebody is for an organisation. One may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Writes posts, campaigns, questions.
    Writer,
    /// Makes visuals and films.
    Designer,
    /// Reads over what others wrote, and approves it.
    Reviewer,
    /// Says whether a text is easy to read.
    PlainReviewer,
    /// Looks after people's data and consents.
    DataProtection,
    /// Decides, and looks after the team.
    Lead,
    /// Speaks for the organisation.
    Spokesperson,
    /// Spreads its appeals.
    Relay,
    /// Reads.
    Reader,
}

impl Role {
    /// Every role, in the order they are shown.
    pub const ALL: [Self; 9] = [
        Self::Lead,
        Self::Spokesperson,
        Self::Writer,
        Self::Designer,
        Self::Reviewer,
        Self::PlainReviewer,
        Self::DataProtection,
        Self::Relay,
        Self::Reader,
    ];

    /// Its name on the wire and in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Designer => "designer",
            Self::Reviewer => "reviewer",
            Self::PlainReviewer => "plain_language_reviewer",
            Self::DataProtection => "data_protection",
            Self::Lead => "lead",
            Self::Spokesperson => "spokesperson",
            Self::Relay => "relay_volunteer",
            Self::Reader => "reader",
        }
    }

    /// The key of its name in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Writer => "role-writer",
            Self::Designer => "role-designer",
            Self::Reviewer => "role-reviewer",
            Self::PlainReviewer => "role-plain-reviewer",
            Self::DataProtection => "role-data-protection",
            Self::Lead => "role-lead",
            Self::Spokesperson => "role-spokesperson",
            Self::Relay => "role-relay",
            Self::Reader => "role-reader",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What one may do at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// See the desk, its campaigns, targets and registers.
    See,
    /// Read the journal.
    ReadJournal,
    /// Invite people, give and take roles.
    ManageTeam,
    /// Write campaigns, facts, drafts, questions.
    Write,
    /// Approve what others wrote.
    Approve,
    /// Publish what needs no approval, and what was approved.
    Publish,
    /// Act as the organisation in its own name: any app, the web.
    Speak,
    /// Move a campaign to what the public sees, and end it.
    Decide,
    /// Add and import decision-makers.
    EditTargets,
    /// Note an answer that came by another way, and vouch for one.
    RecordAnswers,
    /// Stop everything at once: a running appeal, a published post.
    Stop,
    /// Make visuals.
    Design,
    /// Approve visuals.
    ApproveVisuals,
    /// Make the kit for those who relay.
    EditKit,
    /// Take in testimonies and work on their stories, without names.
    HandleStories,
    /// See who a witness is, and speak with them.
    SeeWitnesses,
    /// Look after consents, withdrawals and how long things are kept.
    HandleConsents,
    /// Say that a text is easy to read.
    ApprovePlain,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 18] = [
        Self::See,
        Self::ReadJournal,
        Self::ManageTeam,
        Self::Write,
        Self::Approve,
        Self::Publish,
        Self::Speak,
        Self::Decide,
        Self::EditTargets,
        Self::RecordAnswers,
        Self::Stop,
        Self::Design,
        Self::ApproveVisuals,
        Self::EditKit,
        Self::HandleStories,
        Self::SeeWitnesses,
        Self::HandleConsents,
        Self::ApprovePlain,
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::ReadJournal => "read_journal",
            Self::ManageTeam => "manage_team",
            Self::Write => "write",
            Self::Approve => "approve",
            Self::Publish => "publish",
            Self::Speak => "speak",
            Self::Decide => "decide",
            Self::EditTargets => "edit_targets",
            Self::RecordAnswers => "record_answers",
            Self::Stop => "stop",
            Self::Design => "design",
            Self::ApproveVisuals => "approve_visuals",
            Self::EditKit => "edit_kit",
            Self::HandleStories => "handle_stories",
            Self::SeeWitnesses => "see_witnesses",
            Self::HandleConsents => "handle_consents",
            Self::ApprovePlain => "approve_plain",
        }
    }
}

/// Whether a role may do something. The table is the rule.
#[must_use]
pub fn may(role: Role, act: Act) -> bool {
    use Role::{
        DataProtection, Designer, Lead, PlainReviewer, Relay, Reviewer, Spokesperson, Writer,
    };
    let allowed: &[Role] = match act {
        Act::See => &Role::ALL,
        Act::ReadJournal => &[Lead, Reviewer, DataProtection],
        Act::ManageTeam | Act::Decide => &[Lead],
        Act::Write => &[Lead, Writer, Spokesperson],
        Act::Approve => &[Lead, Reviewer],
        Act::Publish => &[Lead, Reviewer, Spokesperson],
        Act::Speak => &[Lead, Spokesperson],
        Act::EditTargets => &[Lead, Writer],
        Act::RecordAnswers => &[Lead, Writer, Spokesperson, Reviewer],
        Act::Stop => &[Lead, Reviewer, Spokesperson, DataProtection],
        Act::Design => &[Lead, Designer, Writer],
        Act::ApproveVisuals => &[Lead, Reviewer, Designer],
        Act::EditKit => &[Lead, Writer, Designer, Relay],
        Act::HandleStories => &[Lead, Writer, Reviewer, PlainReviewer, DataProtection],
        Act::SeeWitnesses => &[Lead, DataProtection],
        Act::HandleConsents => &[DataProtection],
        Act::ApprovePlain => &[PlainReviewer],
    };
    allowed.contains(&role)
}

/// What makes a text one that its author may not approve alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Risks {
    /// It names a person who holds no public function, or one who does, for what they do.
    pub names_person: bool,
    /// It tells of somebody's health.
    pub health: bool,
    /// It asks a decision-maker in public.
    pub interpellation: bool,
    /// It appears while people vote, or are about to.
    pub election: bool,
}

impl Risks {
    /// Whether somebody else than the author must approve.
    #[must_use]
    pub fn need_two(self) -> bool {
        self.names_person || self.health || self.interpellation || self.election
    }
}

/// Lets nobody approve alone what they wrote, where there is a risk.
///
/// # Errors
/// [`Error::Forbidden`] for the author.
pub fn separate(author: PersonId, approver: PersonId, risks: Risks) -> Result<()> {
    if risks.need_two() && author == approver {
        return Err(Error::forbidden("error-approves-own"));
    }
    Ok(())
}
