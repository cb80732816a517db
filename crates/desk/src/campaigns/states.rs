//! The life of a campaign: its states, and from which to which it may go.

use db::{Arg, Row, Value};

use crate::teams::Act;

/// What a campaign is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Somebody thought of it.
    Idea,
    /// The demand and the facts are written.
    Preparation,
    /// Testimonies come in.
    Collecting,
    /// Visuals and texts are made.
    Producing,
    /// It is in public.
    Active,
    /// It stands still, in public.
    Paused,
    /// What was asked was done.
    Won,
    /// What was asked was done for a time.
    WonForNow,
    /// Part of it was done.
    Partial,
    /// Nothing changed.
    NoEffect,
    /// It was given up.
    Abandoned,
    /// What it did is looked at.
    Review,
    /// It is over.
    Archived,
}

use State::{
    Abandoned, Active, Archived, Collecting, Idea, NoEffect, Partial, Paused, Preparation,
    Producing, Review, Won, WonForNow,
};

impl State {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 13] = [
        Idea,
        Preparation,
        Collecting,
        Producing,
        Active,
        Paused,
        Won,
        WonForNow,
        Partial,
        NoEffect,
        Abandoned,
        Review,
        Archived,
    ];

    /// Where it may go from here: nothing else is possible.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Idea => &[Preparation, Abandoned],
            Preparation => &[Collecting, Producing, Abandoned],
            Collecting => &[Producing, Abandoned],
            Producing => &[Active, Abandoned],
            Active => &[Paused, Won, WonForNow, Partial, NoEffect, Abandoned],
            Paused => &[Active, Won, WonForNow, Partial, NoEffect, Abandoned],
            WonForNow => &[Won, Partial, NoEffect, Review],
            Won | Partial | NoEffect | Abandoned => &[Review],
            Review => &[Archived],
            Archived => &[],
        }
    }

    /// What one must be allowed to move a campaign there.
    #[must_use]
    pub fn act(self) -> Act {
        match self {
            Idea | Preparation | Collecting | Producing => Act::Write,
            Paused => Act::Stop,
            _ => Act::Decide,
        }
    }

    /// Whether it says what came of the campaign.
    #[must_use]
    pub fn is_outcome(self) -> bool {
        matches!(self, Won | WonForNow | Partial | NoEffect | Abandoned)
    }

    /// Its name on the wire and in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Idea => "idea",
            Preparation => "preparation",
            Collecting => "collecting",
            Producing => "producing",
            Active => "active",
            Paused => "paused",
            Won => "won",
            WonForNow => "won_provisionally",
            Partial => "partial",
            NoEffect => "without_effect",
            Abandoned => "abandoned",
            Review => "review",
            Archived => "archived",
        }
    }

    /// The key of its name in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Idea => "campaign-idea",
            Preparation => "campaign-preparation",
            Collecting => "campaign-collecting",
            Producing => "campaign-producing",
            Active => "campaign-active",
            Paused => "campaign-paused",
            Won => "campaign-won",
            WonForNow => "campaign-won-for-now",
            Partial => "campaign-partial",
            NoEffect => "campaign-no-effect",
            Abandoned => "campaign-abandoned",
            Review => "campaign-review",
            Archived => "campaign-archived",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Value for State {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Archived)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<State> for Arg {
    fn from(state: State) -> Self {
        Arg::from(state.name())
    }
}
