//! What every room stands on: the app, its errors, its ids, the questions every request asks
//! (who, which page, what body), the parts every page is made of, events and jobs.
//!
//! Nothing here knows what a post, a follow or a campaign is.

pub mod app;
pub mod config;
pub mod error;
pub mod events;
pub mod html;
pub mod http;
pub mod i18n;
pub mod id;
pub mod jobs;
pub mod kept;
pub mod outside;
pub mod secret;

pub use app::App;
pub use config::Config;
pub use error::{Error, Result};
pub use i18n::{Locale, Say};
pub use id::{
    AccountId, AppId, CaptionId, DraftId, FeaturedTagId, FilterId, FilterPartId, ListId, MediaId,
    NotificationId, PersonId, PostId, ScheduledId, TagId, TokenId,
};
