//! The parts every page is made of: whoever uses them cannot forget a label, a language or the
//! role of an alert. Pages are whole without scripts, and look the same in every room.
//!
//! A handler takes a [`crate::http::Visit`] (who looks, in which language), fills [`page`] with
//! parts, and is done. A page starts with its one `h1`.

pub mod assets;
mod display;
mod fields;
mod layout;
mod lead;
mod map;
mod menu;
mod outside;
mod parts;
mod problem;
mod rows;
mod time;

pub use display::{Choice, DISPLAY_COOKIE, Display};
pub use fields::{
    Answer, Faults, Field, area, button, button_as, choice, csrf_field, faults_summary, field,
    hidden, radios, tick,
};
pub use layout::{Beside, Page, Spot, frame, frame_with, page, page_as};
pub use map::staff_topics;
pub use menu::menu;

pub use lead::{TOLD_COOKIE, leads_away, may_be_framed, policy, see_other, tell};
pub use outside::{Preview, manifest, preview};
pub use parts::{alert, avatar, icon, info, no_emoji, notice, only_read, pager, unfold};
pub use problem::problem;
pub use rows::{Topic, act_button, table_region, ticks, topics, way_back};
pub use time::{day, moment, relative};
