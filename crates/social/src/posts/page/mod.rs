//! Posts on pages: the same ready-made JSON that apps read, made into markup, so that a page costs
//! no more statements than an answer to an app, and shows the same.

mod acts;
mod atom;
mod buttons;
mod card;
mod feed;
mod film;
mod link;
mod poll;
mod rss;
mod shown;

pub use acts::{Act, acts_form};
pub use atom::{Format, alternates, feed};
pub use card::{Look, card, list};
pub use feed::{Feed, feed_page, feed_part};
pub use film::{Transcript, with_transcripts};
pub use rss::Channel;
pub use shown::{Picture, Poll, PollOption, Post, Quote, Track, shown, without_markup};
