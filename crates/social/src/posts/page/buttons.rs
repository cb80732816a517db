//! What one can do with a post: buttons that share one form of the page (see
//! [`super::acts_form`]), each with its word and with whose post it is.

use ground::http::Visit;
use ground::{PostId, html as parts};
use maud::{Markup, html};
use parts::Choice;

use super::card::{Look, say_of};
use super::shown::Post;
use crate::posts::Visibility;

/// An act that can be done and taken back.
struct Toggle {
    class: &'static str,
    icon: &'static str,
    /// The path's end and the words, when it is not done and when it is.
    off: (&'static str, &'static str),
    on: (&'static str, &'static str),
    done: bool,
}

/// The acts, folded behind one line for who likes fewer stops.
pub(super) fn acts_part(visit: &Visit, entry: PostId, post: &Post, look: Look) -> Markup {
    let all = acts(visit, entry, post, look);
    html! {
        @if visit.display.is(Choice::Fold, "yes") {
            details.folded {
                summary { (parts::icon("more")) (visit.say("acts-folded")) (on(visit, post)) }
                (all)
            }
        } @else { (all) }
    }
}

fn acts(visit: &Visit, entry: PostId, post: &Post, look: Look) -> Markup {
    let own = visit.who() == Some(post.account.id);
    let may_boost = post.visibility.is_open() || (own && post.visibility == Visibility::Followers);
    let reply = format!("/write?reply_to={}&via={entry}&via_place={}", post.id, look.place);
    let boost = Toggle {
        class: "boost",
        icon: "boost",
        off: ("boost", "act-boost"),
        on: ("unboost", "act-boosted"),
        done: post.reblogged,
    };
    let favourite = Toggle {
        class: "favourite",
        icon: "heart",
        off: ("favourite", "act-favourite"),
        on: ("unfavourite", "act-favourited"),
        done: post.favourited,
    };
    let bookmark = Toggle {
        class: "bookmark",
        icon: "bookmark",
        off: ("bookmark", "act-bookmark"),
        on: ("unbookmark", "act-bookmarked"),
        done: post.bookmarked,
    };
    html! {
        ul.acts aria-label=(say_of(visit, "acts-on", &post.account.spoken())) {
            li {
                a.button href=(reply) {
                    (signed(visit, "reply", "act-reply")) (on(visit, post))
                }
            }
            @if post.may_be_quoted() {
                li {
                    a.button href={ "/write?quote=" (post.id) } {
                        (signed(visit, "reply", "act-quote")) (on(visit, post))
                    }
                }
            }
            @if may_boost { li { (toggle(visit, entry, post, &boost)) } }
            li { (toggle(visit, entry, post, &favourite)) }
            li { (toggle(visit, entry, post, &bookmark)) }
            @if own {
                li {
                    a.button href={ "/posts/" (post.id) "/delete" } {
                        (signed(visit, "bin", "act-delete")) (on(visit, post))
                    }
                }
            }
        }
    }
}

fn toggle(visit: &Visit, entry: PostId, post: &Post, act: &Toggle) -> Markup {
    let ((end, words), (_, other)) = if act.done { (act.on, act.off) } else { (act.off, act.on) };
    html! {
        button.(act.class) type="submit" form="acts" name="via" value=(entry)
            formaction={ "/posts/" (post.id) "/" (end) } aria-pressed=(act.done)
            data-other=(visit.say(other)) {
            (signed(visit, act.icon, words)) (on(visit, post))
        }
    }
}

/// A sign and its word, of which the reader may have chosen one.
fn signed(visit: &Visit, icon: &'static str, words: &'static str) -> Markup {
    html! { (parts::icon(icon)) span.word { (visit.say(words)) } }
}

/// On whose post, for those who hear the button alone.
fn on(visit: &Visit, post: &Post) -> Markup {
    parts::only_read(&format!(" – {}", say_of(visit, "post-of", &post.account.spoken())))
}
