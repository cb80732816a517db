//! What people do here: accounts and keys, posts and reactions, who reads whom, what they read.
//!
//! Rooms call each other's verbs; each writes only its own tables. No room knows HTTP beyond its
//! faces (`api.rs`, `web.rs`), and none knows what follows from what it does: that is drawn from
//! the events it appends.

pub mod accounts;
pub mod announcements;
pub mod archive;
pub mod blocks;
pub mod bookmarks;
pub mod boosts;
pub mod catch_up;
pub mod collections;
pub mod conversations;
pub mod directory;
pub mod domain_blocks;
pub mod drafts;
pub mod emojis;
pub mod endorsements;
pub mod favourites;
pub mod featured_tags;
pub mod filters;
pub mod follows;
pub mod gates;
pub mod instance;
pub mod letters;
pub mod links;
pub mod lists;
pub mod markers;
pub mod measures;
pub mod media;
pub mod moderation;
pub mod moves;
pub mod mutes;
pub mod notes;
pub mod notifications;
pub mod oauth;
pub mod pages;
pub mod people;
pub mod posts;
pub mod push;
pub mod reports;
pub mod rules;
pub mod scheduled;
pub mod search;
pub mod streaming;
pub mod subscriptions;
pub mod suggestions;
pub mod tags;
pub mod timelines;
pub mod trends;

use std::any::Any;

use ground::http::Route;
use ground::{App, Config};

/// What the rooms keep in memory, to be handed to [`App::new`].
///
/// # Errors
/// If a setting cannot be used.
pub fn memory(config: &Config) -> ground::Result<Vec<Box<dyn Any + Send + Sync>>> {
    Ok(vec![
        Box::new(accounts::Cards::new(config.cards_bytes_max / 4)),
        Box::new(accounts::elsewhere::Elsewhere::default()),
        Box::new(emojis::Emojis::default()),
        Box::new(filters::Sieves::default()),
        Box::new(gates::Gates::default()),
        Box::new(instance::Numbers::default()),
        Box::new(letters::Postman::new(config)),
        Box::new(links::Links::default()),
        Box::new(media::Desk::new(config)),
        Box::new(media::Remote::default()),
        Box::new(media::Store::new(config)?),
        Box::new(media::Uploads::default()),
        Box::new(people::Habits::new(config.cards_bytes_max / 32)),
        Box::new(posts::Cards::new(config.cards_bytes_max)),
        Box::new(push::Push::default()),
        Box::new(streaming::Streams::new()),
        Box::new(timelines::Timelines::new(config)),
        Box::new(trends::Trends::default()),
    ])
}

/// Every door of the rooms.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        accounts::routes(),
        announcements::routes(),
        archive::routes(),
        blocks::routes(),
        bookmarks::routes(),
        boosts::routes(),
        catch_up::routes(),
        collections::routes(),
        conversations::routes(),
        directory::routes(),
        domain_blocks::routes(),
        drafts::routes(),
        emojis::routes(),
        endorsements::routes(),
        favourites::routes(),
        filters::routes(),
        featured_tags::routes(),
        follows::routes(),
        gates::routes(),
        instance::routes(),
        lists::routes(),
        markers::routes(),
        measures::routes(),
        media::routes(),
        moderation::routes(),
        moves::routes(),
        mutes::routes(),
        notes::routes(),
        notifications::routes(),
        oauth::routes(),
        pages::routes(),
        people::routes(),
        posts::routes(),
        push::routes(),
        reports::routes(),
        rules::routes(),
        scheduled::routes(),
        search::routes(),
        streaming::routes(),
        subscriptions::routes(),
        suggestions::routes(),
        tags::routes(),
        timelines::routes(),
        trends::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Brings what is kept in memory up to date with what was just committed, in order, before the
/// answers leave.
pub fn remember(app: &App, events: &[db::Event]) {
    for event in events {
        // First: cards are made of these.
        emojis::remember(app, event);
        accounts::Cards::remember(app, event);
        posts::Cards::remember(app, event);
        follows::remember(app, event);
        gates::remember(app, event);
        accounts::remember(app, event);
        bookmarks::remember(app, event);
        favourites::remember(app, event);
        filters::remember(app, event);
        oauth::remember(app, event);
        people::remember(app, event);
        timelines::remember(app, event);
        // Last: who resumes a stream reads what the others remember.
        streaming::remember(app, event);
    }
}

/// What must be ready before the first request.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> ground::Result<()> {
    gates::wake(app).await?;
    emojis::wake(app).await?;
    media::remote::wake(app).await?;
    links::wake(app)?;
    push::wake(app).await?;
    streaming::wake(app);
    timelines::wake(app).await
}

/// Works on what the rooms put off, until it is dropped.
pub async fn work(app: App) {
    tokio::join!(
        links::work(app.clone()),
        media::film::work(app.clone()),
        people::letters::work(app.clone()),
        posts::polls::work(app.clone()),
        push::work(app.clone()),
        scheduled::work(app.clone()),
        subscriptions::work(app.clone()),
        trends::work(app.clone()),
        moves::work(app.clone()),
        moderation::work(app),
    );
}

/// Ends open streams, when the server is about to stop.
pub fn hang_up(app: &App) {
    streaming::hang_up(app);
}

/// Figures of what the rooms keep in memory: (name, meaning, value).
#[must_use]
pub fn figures(app: &App) -> Vec<(&'static str, &'static str, u64)> {
    let timeline = app.memory::<timelines::Timelines>().stats();
    vec![
        ("streams_open", "Streams open now", app.memory::<streaming::Streams>().open() as u64),
        ("timeline_entries", "Entries in the timeline index", timeline.entries as u64),
        (
            "timeline_bytes",
            "Memory of the timeline index, without its readers",
            (timeline.ring_bytes + timeline.heads_bytes) as u64,
        ),
        ("timeline_readers", "Readers in the timeline index", timeline.readers as u64),
        ("timeline_readers_bytes", "Memory of those readers", timeline.readers_bytes as u64),
        ("post_cards_bytes", "Memory of ready-made posts", app.memory::<posts::Cards>().bytes()),
        (
            "account_cards_bytes",
            "Memory of ready-made accounts",
            app.memory::<accounts::Cards>().bytes(),
        ),
    ]
}
