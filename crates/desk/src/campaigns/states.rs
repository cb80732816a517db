//! The life of a campaign: its states, and from which to which it may go.

use crate::named::named;
use crate::teams::Act;

named! {
    /// What a campaign is at.
    State else Archived {
        /// Somebody thought of it.
        Idea = "idea", "campaign-idea";
        /// The demand and the facts are written.
        Preparation = "preparation", "campaign-preparation";
        /// Testimonies come in.
        Collecting = "collecting", "campaign-collecting";
        /// Visuals and texts are made.
        Producing = "producing", "campaign-producing";
        /// It is in public.
        Active = "active", "campaign-active";
        /// It stands still, in public.
        Paused = "paused", "campaign-paused";
        /// What was asked was done.
        Won = "won", "campaign-won";
        /// What was asked was done for a time.
        WonForNow = "won_provisionally", "campaign-won-for-now";
        /// Part of it was done.
        Partial = "partial", "campaign-partial";
        /// Nothing changed.
        NoEffect = "without_effect", "campaign-no-effect";
        /// It was given up.
        Abandoned = "abandoned", "campaign-abandoned";
        /// What it did is looked at.
        Review = "review", "campaign-review";
        /// It is over.
        Archived = "archived", "campaign-archived";
    }
}

use State::{
    Abandoned, Active, Archived, Collecting, Idea, NoEffect, Partial, Paused, Preparation,
    Producing, Review, Won, WonForNow,
};

impl State {
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
}
