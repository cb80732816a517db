//! A profile: who somebody is, how one stands with them, what they posted.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use db::Tx;
use ground::html::{self, Beside, Page, Spot, see_other};
use ground::http::page::log_in_path;
use ground::http::{Ask, Input, Path, Viewer, Visit};
use ground::{AccountId, App, Error, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;
use wire::mastodon::Relationship;

use crate::accounts::{self, Shown, ours};
use crate::collections::{self, Collection};
use crate::emojis;
use crate::filters::Context;
use crate::follows;
use crate::posts::Hide;
use crate::posts::listing::{self, Listed};
use crate::posts::page::{
    Channel, Feed, Format, Look, Post, acts_form, alternates, feed as feed_in, feed_part, list,
    shown, without_markup,
};
use crate::posts::profile::{Which, by_author};
use crate::subscriptions;

/// All there can be.
const COLLECTIONS: collections::Page =
    collections::Page { limit: collections::COLLECTIONS_MAX as usize, offset: 0 };
/// Posts on a page.
const LIMIT: usize = 20;

/// Leads a member to their own profile.
pub(super) async fn me(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let card = accounts::card(&app, viewer.id).await?;
    Ok(see_other(&format!("/@{}", card.acct)))
}

/// Which posts are asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// `replies`, `media`, or nothing.
    #[serde(default)]
    show: String,
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(name): Path<String>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    if let Some((name, format)) = Format::of(&name) {
        return feed_of(&app, &visit, name, format).await;
    }
    let who = visit.who();
    let mut which = which(&asked.show);
    which.hide = Hide::of(&app, who, Context::Account).await?;
    let first = ask == Ask::default() && asked.show.is_empty();
    let handle = name.clone();
    let found = app
        .read(async move |tx| {
            let (username, domain) = handle.split_once('@').unwrap_or((&handle, ""));
            let account = accounts::find(tx, username, domain).await?.ok_or(Error::NotFound)?;
            read(tx, who, account.id, which, ask, first).await
        })
        .await?;
    let person = accounts::shown(&app, &[found.account]).await?.pop().ok_or(Error::NotFound)?;
    if !name.contains('@') && !name.eq_ignore_ascii_case(&person.acct) {
        // A handle it had before.
        return Ok(see_other(&person.path()));
    }
    let pinned = shown(&app, who, &found.pinned).await?;
    let feed = feed(&found.posts, ask);
    let own = who == Some(person.id);
    let title = format!("{} (@{})", person.spoken(), person.acct);
    let main = html! {
        @if let Some(target) = &person.moved { (moved(&visit, &person, target)) }
        section.profile { (head(&app, &visit, &person, found.relation.as_ref(), own)) }
        @if found.by_mail && app.config.email_subscriptions {
            (subscriptions::form(&visit, person.id))
        }
        (collections::listed(&visit, &found.collections))
        (tabs(&visit, &person, &asked.show))
        (pinned_part(&app, &visit, &pinned))
        h2 { (visit.say("profile-posts")) }
        p.soft {
            a href={ (person.path()) ".rss" } { (visit.say("feed-link")) } " "
            a href={ (person.path()) ".atom" } { (visit.say("feed-link-atom")) }
        }
        (feed_part(&app, &visit, &feed).await?)
        @if let Some(relation) = &found.relation {
            @if !own { (distance(&visit, &person, relation)) }
        }
        (acts_form(&visit, "profile"))
    };
    let spot = if own { Spot::Profile } else { Spot::Other };
    let page = Page { title: &title, spot, private: !person.indexable, main: &main };
    let head = html::preview(
        &app,
        &visit,
        &html::Preview {
            kind: "profile",
            title: &title,
            words: &without_markup(&person.note),
            path: &person.path(),
            picture: Some((&person.avatar, &person.avatar_description)),
            embeds: false,
        },
    );
    let head = html! { (head) (alternates(&person.path(), &title)) };
    let beside = Beside { head: Some(&head), ..Beside::default() };
    Ok(html::frame_with(&app, &visit, &page, &beside).into_response())
}

/// Leads on to where somebody is now.
fn moved(visit: &Visit, person: &Shown, target: &Shown) -> Markup {
    let handle = format!("@{}", target.acct);
    let say = Say::new("profile-moved").with("name", person.spoken()).with("handle", handle);
    html! {
        p.tag { a href=(target.path()) { (visit.say(say)) } }
    }
}

/// The same for readers of feeds, as a stranger may read it: no replies, no boosts.
async fn feed_of(app: &App, visit: &Visit, name: &str, format: Format) -> Result<Response> {
    let (handle, house) = (name.to_owned(), app.clone());
    let (account, ids) = app
        .read(async move |tx| {
            let account = accounts::by_handle(tx, &house.config, &handle).await?;
            let account = account.ok_or(Error::NotFound)?.id;
            let which = Which { no_replies: true, no_boosts: true, ..Which::default() };
            let posts = by_author(tx, None, account, which, Ask::default(), LIMIT).await?;
            Ok((account, listing::ids(&posts)))
        })
        .await?;
    let person = accounts::shown(app, &[account]).await?.pop().ok_or(Error::NotFound)?;
    let posts = shown(app, None, &ids).await?;
    let title = format!("{} (@{}@{})", person.name(), person.acct, app.config.domain());
    let about = visit.say(Say::new("feed-of").with("name", person.name()));
    let path = format!("{}{}", person.path(), format.end());
    let channel = Channel { title: &title, description: &about, page: &person.path(), path: &path };
    Ok(feed_in(app, &channel, format, &posts))
}

/// What a profile shows, beside the account itself.
struct Found {
    account: AccountId,
    relation: Option<Relationship>,
    pinned: Vec<PostId>,
    posts: Vec<Listed>,
    collections: Vec<Collection>,
    by_mail: bool,
}

async fn read(
    tx: &mut Tx,
    who: Option<AccountId>,
    account: AccountId,
    which: Which,
    ask: Ask,
    first: bool,
) -> Result<Found> {
    let relation = match who {
        Some(who) => Some(follows::relationship(tx, who, account).await?),
        None => None,
    };
    let hide = which.hide.clone();
    let posts = by_author(tx, who, account, which, ask, LIMIT).await?;
    let pinned = match first {
        true => {
            let pinned = Which { pinned: true, hide, ..Which::default() };
            listing::ids(&by_author(tx, who, account, pinned, ask, LIMIT).await?)
        }
        false => Vec::new(),
    };
    let collections = match first {
        true => collections::of(tx, who, account, COLLECTIONS).await?,
        false => Vec::new(),
    };
    let by_mail = who.is_none() && subscriptions::is_on(tx, account).await?;
    Ok(Found { account, relation, pinned, posts, collections, by_mail })
}

fn which(show: &str) -> Which {
    match show {
        "replies" => Which::default(),
        "media" => Which { only_media: true, no_boosts: true, ..Which::default() },
        _ => Which { no_replies: true, ..Which::default() },
    }
}

fn feed(posts: &[Listed], ask: Ask) -> Feed {
    Feed {
        title: "profile-posts",
        empty: "profile-empty",
        look: Look::at("profile").under_section(),
        form: false,
        spot: Spot::Other,
        ids: listing::ids(posts),
        span: listing::span(posts),
        full: posts.len() == LIMIT,
        ask,
    }
}

fn head(
    app: &App,
    visit: &Visit,
    person: &Shown,
    relation: Option<&Relationship>,
    own: bool,
) -> Markup {
    let counts = [
        ("profile-count-posts", person.statuses_count),
        ("profile-count-following", person.following_count),
        ("profile-count-followers", person.followers_count),
    ];
    html! {
        // Without words for it a banner is mere decoration.
        img.banner src=(ours(app, &person.header)) alt=(person.header_description)
            width="1500" height="500";
        div.by {
            (html::avatar(ours(app, &person.avatar), &person.avatar_description, 80))
            h1 { bdi { (person.called(app)) } }
            p {
                "@" (person.acct)
                @if person.bot { " · " (visit.say("account-bot")) }
                @if person.locked { " · " (visit.say("account-locked")) }
            }
        }
        @if !person.note.is_empty() {
            div.words dir="auto" { (emojis::words(app, &person.note, &person.emojis)) }
        }
        @if !person.fields.is_empty() {
            dl.table {
                @for row in &person.fields {
                    div {
                        dt { (emojis::line(app, &row.name, &person.emojis)) }
                        dd { (emojis::words(app, &row.value, &person.emojis)) }
                     }
                }
            }
        }
        dl.facts {
            @for (key, count) in counts {
                div { dt { (visit.say(Say::new(key).with("count", count))) } dd { (count) } }
            }
        }
        @if own {
            p { a.button href="/settings/profile" { (visit.say("profile-edit")) } }
        } @else if let Some(relation) = relation {
            (standing(visit, person, relation))
        } @else {
            p { a href=(log_in_path(&person.path())) { (visit.say("profile-log-in")) } }
        }
    }
}

/// How one stands with them, in words, and the button that changes it.
fn standing(visit: &Visit, person: &Shown, relation: &Relationship) -> Markup {
    let said = [
        (relation.followed_by, "relation-follows-you"),
        (relation.following, "relation-followed"),
        (relation.requested, "relation-requested"),
        (relation.muting, "relation-muted"),
        (relation.blocking, "relation-blocked"),
    ];
    let (class, end, key) = match (relation.following, relation.requested) {
        (true, _) => ("plain", "unfollow", "act-unfollow"),
        (_, true) => ("plain", "unfollow", "act-withdraw"),
        _ => ("main", "follow", if person.locked { "act-ask-follow" } else { "act-follow" }),
    };
    html! {
        @for (_, key) in said.iter().filter(|(is, _)| *is) {
            p { span.tag { (visit.say(*key)) } }
        }
        @if !relation.blocking {
            p.row {
                (act(visit, person, class, end, key))
                a.button href={ "/accounts/" (person.id) "/lists" } {
                    (visit.say(Say::new("act-lists").with("name", person.spoken())))
                }
            }
        }
    }
}

/// Keeping one's distance: folded away, below what they posted.
fn distance(visit: &Visit, person: &Shown, relation: &Relationship) -> Markup {
    let mute = match relation.muting {
        true => act(visit, person, "plain", "unmute", "act-unmute"),
        false => act(visit, person, "plain", "mute", "act-mute"),
    };
    let block = match relation.blocking {
        true => act(visit, person, "plain", "unblock", "act-unblock"),
        false => act(visit, person, "danger", "block", "act-block"),
    };
    let inside = html! {
        p { (visit.say("act-mute-hint")) }
        p.row {
            (mute)
            a.button href={ "/accounts/" (person.id) "/mute" } { (visit.say("mutes-change")) }
        }
        p { (visit.say("act-block-hint")) }
        p.row {
            (block)
            a.button href={ "/accounts/" (person.id) "/report" } {
                (visit.say(Say::new("report-title").with("name", person.spoken())))
            }
        }
    };
    html::unfold(&visit.say("profile-distance"), relation.blocking || relation.muting, &inside)
}

fn act(visit: &Visit, person: &Shown, class: &'static str, end: &str, key: &'static str) -> Markup {
    html! {
        button.(class) type="submit" form="acts" formaction={ "/accounts/" (person.id) "/" (end) } {
            (visit.say(Say::new(key).with("name", person.spoken())))
        }
    }
}

fn tabs(visit: &Visit, person: &Shown, chosen: &str) -> Markup {
    let all = [("", "tab-posts"), ("replies", "tab-replies"), ("media", "tab-media")];
    html! {
        nav.tabs aria-label=(visit.say("tabs-label")) {
            ul {
                @for (show, key) in all {
                    li {
                        a href={ (person.path()) @if !show.is_empty() { "?show=" (show) } }
                            aria-current=[(show == chosen).then_some("page")] { (visit.say(key)) }
                    }
                }
            }
        }
    }
}

fn pinned_part(app: &App, visit: &Visit, pinned: &[Post]) -> Markup {
    // They stand in their place among the others too.
    let look = Look { id: "pinned-", ..Look::at("profile").under_section() };
    html! {
        @if !pinned.is_empty() {
            h2 { (visit.say("profile-pinned")) }
            (list(app, visit, pinned, look))
        }
    }
}
