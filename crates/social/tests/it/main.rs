//! The rooms of the social floor, each through its front door.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.
#![allow(clippy::cloned_ref_to_slice_refs)] // A list of one reads like the lists beside it.

mod account_posts;
mod accounts;
mod announcements;
mod blocks;
mod bookmarks;
mod boosts;
mod conversations;
mod directory;
mod domain_blocks;
mod endorsements;
mod favourites;
mod featured_tags;
mod filters;
mod follows;
mod gates;
mod instance;
mod letters;
mod lists;
mod markers;
mod media;
mod moderation;
mod mutes;
mod notes;
mod notification_groups;
mod notification_policy;
mod notifications;
mod oauth;
mod pages;
mod people;
mod picture;
mod polls;
mod posts;
mod push;
mod quotes;
mod reports;
mod rules;
mod scheduled;
mod search;
mod streaming;
mod suggestions;
mod tags;
mod thread;
mod timelines;
