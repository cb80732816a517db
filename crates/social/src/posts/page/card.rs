//! The card of a post: an article with a heading, words in their own language, and acts.

use ground::http::Visit;
use ground::{App, Say, html as parts};
use maud::{Markup, html};
use parts::Choice;

use super::buttons::acts_part;
use super::film::film;
use super::link::link;
use super::poll::poll;
use super::shown::{Picture, Post, Quote};
use crate::accounts::ours;
use crate::emojis;
use crate::filters::Context;
use crate::posts::Visibility;

/// Longest piece of a quoted post, in characters.
const QUOTED_CHARS_MAX: usize = 300;

/// How a card looks.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Where it stands, as acts note it (see [`crate::posts::PLACES`]).
    pub place: &'static str,
    /// The level of its heading: 2, or 3 under a section.
    pub level: u8,
    /// Whether it is what the page is about.
    pub open: bool,
    /// Whether one can act on it. The page must hold [`super::acts_form`].
    pub acts: bool,
    /// What stands before the post's number in the card's id: `p`, or something else where the
    /// same post stands on the page once more.
    pub id: &'static str,
}

impl Look {
    /// A card in a list of that place, right under the page's title.
    #[must_use]
    pub fn at(place: &'static str) -> Self {
        Self { place, level: 2, open: false, acts: true, id: "p" }
    }

    /// Where that is for the filters of its reader, if filters apply there.
    fn context(self) -> Option<Context> {
        match self.place {
            "home" => Some(Context::Home),
            "local" | "tag" => Some(Context::Public),
            "thread" => Some(Context::Thread),
            "profile" => Some(Context::Account),
            "notification" => Some(Context::Notifications),
            _ => None,
        }
    }

    /// The same under a section's heading.
    #[must_use]
    pub fn under_section(self) -> Self {
        Self { level: 3, ..self }
    }
}

/// A list of cards.
#[must_use]
pub fn list(app: &App, visit: &Visit, posts: &[Post], look: Look) -> Markup {
    html! {
        ol.list { @for post in posts { li { (card(app, visit, post, look)) } } }
    }
}

/// The card of a post or boost.
#[must_use]
pub fn card(app: &App, visit: &Visit, entry: &Post, look: Look) -> Markup {
    let post = entry.proper();
    let id = format!("{}{}", look.id, entry.id);
    html! {
        article.post.card.open[look.open] id=(id) tabindex="-1"
            aria-labelledby={ (id) "-by " (id) "-at" } aria-describedby=[described(post, &id, look)]
            aria-current=[look.open.then_some("true")] {
            @if entry.reblog.is_some() {
                p.carried {
                    (parts::icon("boost"))
                    span {
                        a href=(entry.account.path()) {
                            (entry.account.with_emojis(
                                app,
                                &say_of(visit, "post-boosted-by", entry.account.name()),
                            ))
                        }
                        " · " (parts::relative(app, visit, entry.at_ms()))
                    }
                }
            }
            (by(app, visit, post, &id, look))
            (sifted(app, visit, post, &id, look))
            (counts(visit, post))
            @if look.acts && visit.viewer.is_some() { (acts_part(visit, entry.id, post, look)) }
        }
    }
}

/// What a card is read by after its author: the warning, or the text; nothing where a filter
/// keeps it behind a line.
fn described(post: &Post, id: &str, look: Look) -> Option<String> {
    look.context().and_then(|it| post.warned_by(it, false)).is_none().then_some(())?;
    match (post.spoiler_text.is_empty(), post.content.is_empty()) {
        (false, _) => Some(format!("{id}-warning")),
        (true, false) => Some(format!("{id}-words")),
        (true, true) => None,
    }
}

fn by(app: &App, visit: &Visit, post: &Post, id: &str, look: Look) -> Markup {
    let plain = visit.display.is(Choice::Names, "plain");
    let name = html! {
        a href=(post.account.path()) {
            bdi {
                @if plain { (post.account.spoken()) } @else { (post.account.called(app)) }
            }
        }
    };
    let heading_id = format!("{id}-by");
    html! {
        header.by {
            (post.account.portrait(app, 48))
            @match look.level {
                2 => h2 id=(heading_id) { (name) },
                _ => h3 id=(heading_id) { (name) },
            }
            p {
                "@" (post.account.acct) " · "
                a id={ (id) "-at" } href=(post.path()) {
                    @if look.open { (parts::moment(visit, post.at_ms())) }
                    @else { (parts::relative(app, visit, post.at_ms())) }
                }
                " · " (visit.say(audience(post.visibility)))
                @if post.edited_at.is_some() { " · " (visit.say("post-edited")) }
                @if post.account.bot { " · " (visit.say("account-bot")) }
            }
        }
    }
}

/// Who may see a post, as the key of its name.
#[must_use]
pub(crate) fn audience(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "audience-public",
        Visibility::Unlisted => "audience-unlisted",
        Visibility::Followers => "audience-private",
        Visibility::Direct => "audience-direct",
    }
}

/// What is inside, behind a line where a filter of the reader wants one.
fn sifted(app: &App, visit: &Visit, post: &Post, id: &str, look: Look) -> Markup {
    let inside = inside(app, visit, post, id, look);
    match look.context().and_then(|context| post.warned_by(context, false)) {
        Some(titles) => {
            let line = visit.say(Say::new("post-filtered").with("titles", titles));
            parts::unfold(&line, false, &inside)
        }
        None => inside,
    }
}

fn inside(app: &App, visit: &Visit, post: &Post, id: &str, look: Look) -> Markup {
    let blurred = look.context().and_then(|context| post.warned_by(context, true));
    let described_by_words = post.spoiler_text.is_empty();
    let words = html! {
        @if !post.content.is_empty() {
            div.words id=[described_by_words.then(|| format!("{id}-words"))]
                lang=[&post.language] dir="auto" {
                (emojis::words(app, &post.content, &post.emojis))
            }
        }
        @if let Some(asked) = &post.poll { (poll(app, visit, post, asked, id, look.acts)) }
        @if let Some(quote) = &post.quote { (quoted(visit, quote)) }
        @else if let Some(to) = post.link.as_ref().filter(|_| post.pictures.is_empty()) {
            (link(app, to, !post.sensitive && blurred.is_none()))
        }
    };
    let pictures = pictures(app, visit, post, look);
    let veil = match &blurred {
        Some(titles) => Some(Say::new("post-filtered").with("titles", titles.clone())),
        None => post.sensitive.then(|| "post-sensitive".into()),
    };
    html! {
        @if let (Some(answered), Some(acct)) = (post.in_reply_to_id, &post.answers) {
            p.soft {
                (parts::icon("reply")) " "
                a href={ "/posts/" (answered) } {
                    (say_of(visit, "post-answers", &format!("@{acct}")))
                }
            }
        } @else if post.in_reply_to_id.is_some() {
            p.soft { (parts::icon("reply")) " " (visit.say("post-answers-gone")) }
        }
        @if post.spoiler_text.is_empty() {
            (words)
            @match veil.filter(|_| !post.pictures.is_empty()) {
                Some(line) => (parts::unfold(&visit.say(line), false, &pictures)),
                None => (pictures),
            }
        } @else {
            details {
                summary lang=[&post.language] dir="auto" {
                    span.tag lang=(visit.locale.tag()) { (visit.say("post-warning")) }
                    " " span id={ (id) "-warning" } {
                        (emojis::line(app, &post.spoiler_text, &post.emojis))
                    }
                }
                div.unfolded { (words) (pictures) }
            }
        }
    }
}

/// What a post quotes: who said it and how it begins, or why it is not shown.
fn quoted(visit: &Visit, quote: &Quote) -> Markup {
    let shown = quote.quoted_status.as_ref().filter(|_| quote.state == "accepted");
    html! {
        @match shown {
            Some(post) => blockquote.about {
                p.soft { a href=(post.path()) {
                    (say_of(visit, "quote-of", post.account.name()))
                } }
                p lang=[&post.language] dir="auto" {
                    (post.excerpt(visit, QUOTED_CHARS_MAX))
                }
            },
            None => p.soft { (visit.say(match quote.state.as_str() {
                "pending" => "quote-pending",
                "blocked_account" | "blocked_domain" | "muted_account" => "quote-shunned",
                _ => "quote-not-shown",
            })) },
        }
    }
}

fn pictures(app: &App, visit: &Visit, post: &Post, look: Look) -> Markup {
    let own = look.acts && visit.who() == Some(post.account.id);
    html! {
        @if !post.pictures.is_empty() {
            ul.pictures {
                @for picture in &post.pictures {
                    li {
                        @match picture.kind.as_str() {
                            "video" | "audio" => {
                                (film(app, visit, post, picture, (own, look.open)))
                            }
                            _ => (figure(app, visit, post, picture)),
                        }
                    }
                }
            }
        }
    }
}

fn figure(app: &App, visit: &Visit, post: &Post, picture: &Picture) -> Markup {
    let whole = picture.url.as_deref().unwrap_or_default();
    let small = picture.preview_url.as_deref().unwrap_or(whole);
    let size = picture.size();
    let description = picture.description.as_deref().unwrap_or_default();
    let alt = match description {
        "" => visit.say("picture-undescribed-alt"),
        words => words.to_owned(),
    };
    html! {
        figure {
            img src=(ours(app, small)) alt=(alt) loading="lazy" decoding="async"
                lang=[post.language.as_ref().filter(|_| !description.is_empty())]
                width=[size.map(|(width, _)| width)] height=[size.map(|(_, height)| height)];
            figcaption {
                @if description.is_empty() {
                    span.tag { (visit.say("picture-undescribed")) } " "
                }
                a href=(ours(app, whole)) { (visit.say("picture-whole")) }
            }
        }
    }
}

fn counts(visit: &Visit, post: &Post) -> Markup {
    let all = [
        ("count-replies", post.replies_count),
        ("count-boosts", post.reblogs_count),
        ("count-favourites", post.favourites_count),
    ];
    let words: Vec<String> = all
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| visit.say(Say::new(key).with("count", count)))
        .collect();
    html! { @if !words.is_empty() { p.counts { (words.join(" · ")) } } }
}

pub(super) fn say_of(visit: &Visit, key: &'static str, name: &str) -> String {
    visit.say(Say::new(key).with("name", name))
}
