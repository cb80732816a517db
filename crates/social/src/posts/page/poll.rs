//! A poll on a page: answers to choose from for who has not chosen, else how it stands.

use ground::http::Visit;
use ground::{App, Say, html as parts};
use maud::{Markup, html};

use super::shown::{Poll, Post};
use crate::emojis;

/// The poll of a post. `id` is that of the card on its page; `acts`: one may vote on that page.
pub(super) fn poll(
    app: &App,
    visit: &Visit,
    post: &Post,
    poll: &Poll,
    id: &str,
    acts: bool,
) -> Markup {
    let open = acts && visit.viewer.is_some() && !poll.voted && !poll.expired;
    html! {
        div.poll {
            @if open { (ballot(app, visit, post, poll, id)) }
            @else { (standing(app, visit, post, poll)) }
            p.soft { (state(visit, poll)) }
        }
    }
}

fn ballot(app: &App, visit: &Visit, post: &Post, poll: &Poll, id: &str) -> Markup {
    let kind = if poll.multiple { "checkbox" } else { "radio" };
    html! {
        form method="post" action={ "/posts/" (post.id) "/vote" } {
            (parts::csrf_field(visit))
            (parts::hidden("back", &visit.path))
            fieldset.field {
                legend { (visit.say("poll-title")) }
                @if poll.multiple { p.hint { (visit.say("poll-several")) } }
                @for (place, option) in poll.options.iter().enumerate() {
                    @let choice = format!("{id}-choice-{place}");
                    div.choice {
                        input id=(choice) type=(kind) name="choices[]" value=(place);
                        label for=(choice) lang=[&post.language] dir="auto" {
                            (emojis::line(app, &option.title, &poll.emojis))
                        }
                    }
                }
            }
            p { (parts::button_as("plain", &visit.say("poll-vote"))) }
        }
    }
}

fn standing(app: &App, visit: &Visit, post: &Post, poll: &Poll) -> Markup {
    let whole = poll.voters_count.unwrap_or(poll.votes_count).max(1);
    html! {
        ul aria-label=(visit.say("poll-title")) {
            @for (place, option) in poll.options.iter().enumerate() {
                li {
                    span lang=[&post.language] dir="auto" {
                        (emojis::line(app, &option.title, &poll.emojis))
                    }
                    @if let Some(votes) = option.votes_count {
                        " – " (votes * 100 / whole) " % ("
                        (visit.say(Say::new("poll-votes").with("count", votes))) ")"
                        // The same as a bar, for those who like to see it.
                        meter min="0" max=(whole) value=(votes) aria-hidden="true" {}
                    }
                    @if poll.own_votes.contains(&place) {
                        " " span.tag { (visit.say("poll-chosen")) }
                    }
                }
            }
        }
        @if poll.options.iter().all(|option| option.votes_count.is_none()) {
            p.hint { (visit.say("poll-hidden")) }
        }
    }
}

fn state(visit: &Visit, poll: &Poll) -> Markup {
    let (key, count) = match poll.voters_count {
        Some(voters) => ("poll-voters", voters),
        None => ("poll-votes", poll.votes_count),
    };
    html! {
        (visit.say(Say::new(key).with("count", count))) " · "
        @match (poll.expired, poll.ends_ms()) {
            (false, Some(end)) => {
                (visit.say("poll-open-until")) " " (parts::moment(visit, end))
            },
            _ => (visit.say("poll-ended")),
        }
    }
}
