//! Asking pages: one at a time of a place, with a pause, and with patience for those in trouble.

use std::collections::HashMap;
use std::time::Duration;

use db::Tx;
use ground::jobs::{self, Job};
use ground::outside::{self, NotGiven};
use ground::{App, Error, Result};
use url::Url;

use super::address::is_ours;
use super::card::{self, Card, Found};
use super::oembed::{self, Embed};
use super::sql::{self, Row};
use super::{FRESH_MS, Link, LinkId, Links, SILENT_MS, find_or_add, set_card};
use crate::media::Desk;
use crate::media::picture::{self, Limits};
use crate::media::remote::{self, Look, Wanted};

/// Queues of pages to ask: a host's pages are all in one.
const QUEUES: [&str; 4] = ["links-0", "links-1", "links-2", "links-3"];
/// How often a page that does not answer is tried.
const TRIES_MAX: i64 = 3;
/// How much of a page is read, in bytes.
const PAGE_BYTES_MAX: usize = 1 << 20;
/// Largest picture taken, in bytes.
const PICTURE_BYTES_MAX: usize = 8 << 20;
/// Pause between two pages of a host, in milliseconds.
const PAUSE_MS: i64 = 500;
/// How long a host in trouble is left alone, in milliseconds; it doubles each time.
const TROUBLE_MS: i64 = 10_000;
/// Doublings of that at most: to an hour and a half.
const DOUBLINGS_MAX: u32 = 9;
/// Hosts remembered.
const HOSTS_MAX: usize = 10_000;

/// When hosts may be asked again.
#[derive(Default)]
pub(super) struct Manners(HashMap<String, Turn>);

#[derive(Clone, Copy)]
struct Turn {
    from_ms: i64,
    troubles: u32,
}

impl Manners {
    /// How long to wait for a host's turn; none while it is in trouble.
    fn wait(&self, host: &str, now_ms: i64) -> Option<Duration> {
        let Some(turn) = self.0.get(host) else { return Some(Duration::ZERO) };
        // Never longer than asked for, if the clock is set back.
        let wait_ms = u64::try_from(turn.from_ms - now_ms).unwrap_or_default();
        let wait = Duration::from_millis(wait_ms.min(PAUSE_MS.unsigned_abs()));
        (turn.troubles == 0 || wait_ms == 0).then_some(wait)
    }

    fn asked(&mut self, host: &str, now_ms: i64, in_trouble: bool) {
        if self.0.len() >= HOSTS_MAX {
            self.0.retain(|_, turn| turn.from_ms > now_ms);
        }
        if self.0.len() >= HOSTS_MAX {
            self.0.clear();
        }
        let before = self.0.get(host).map_or(0, |turn| turn.troubles);
        let troubles = if in_trouble { before + 1 } else { 0 };
        let pause_ms = match troubles {
            0 => PAUSE_MS,
            _ => TROUBLE_MS << before.min(DOUBLINGS_MAX),
        };
        self.0.insert(host.to_owned(), Turn { from_ms: now_ms + pause_ms, troubles });
    }
}

/// The queue of a host's pages.
pub(super) fn queue(host: &str) -> &'static str {
    let sum: usize = host.bytes().map(usize::from).sum();
    QUEUES[sum % QUEUES.len()]
}

/// Asks pages until the app stops.
pub async fn work(app: App) {
    let work = |queue| jobs::work_on(app.clone(), queue, one);
    let [first, second, third, fourth] = QUEUES;
    tokio::join!(work(first), work(second), work(third), work(fourth));
}

async fn one(app: App, job: Job) -> Result<()> {
    let id = LinkId(job.key.parse().map_err(Error::internal)?);
    let Some(row) = app.read(async move |tx| sql::by_id(tx, id).await).await? else {
        return Ok(());
    };
    // Asked already, by another node or for another post.
    if row.due_at > app.db.now_ms() || row.stands_for.is_some() {
        return Ok(());
    }
    match ask(&app, &row).await {
        Ok(found) => keep(&app, row, found).await,
        Err(NotGiven::No | NotGiven::Unsigned) => keep(&app, row, None).await,
        Err(NotGiven::NotNow) if job.attempts + 1 < TRIES_MAX => {
            Err(Error::internal("the page does not answer now"))
        }
        Err(NotGiven::NotNow) => {
            // What it said before still stands.
            let later = app.db.now_ms() + SILENT_MS;
            app.write(async move |tx| sql::set_due(tx, id, later).await).await
        }
    }
}

/// What a page shows; none if it has nothing to say.
async fn ask(app: &App, row: &Row) -> Result<Option<Found>, NotGiven> {
    let links = app.memory::<Links>();
    let wait = links.manners.lock().wait(&row.host, app.db.now_ms()).ok_or(NotGiven::NotNow)?;
    tokio::time::sleep(wait).await;
    let found = page(app, &row.url).await;
    let in_trouble = matches!(found, Err(NotGiven::NotNow));
    links.manners.lock().asked(&row.host, app.db.now_ms(), in_trouble);
    found
}

async fn page(app: &App, url: &str) -> Result<Option<Found>, NotGiven> {
    let url = Url::parse(url).map_err(|_| NotGiven::No)?;
    let given = get(app, url, "text/html, application/xhtml+xml", PAGE_BYTES_MAX).await?;
    let html = matches!(given.mime.as_str(), "text/html" | "application/xhtml+xml");
    // What is said here is told by itself, and goes when it goes.
    if !html || is_ours(&given.url, &app.config.origin) {
        return Ok(None);
    }
    let (url, reading) = (given.url.clone(), move || {
        text::read_page(&text::decode_page(&given.bytes, given.charset.as_deref()))
    });
    let page = tokio::task::spawn_blocking(reading).await.map_err(|_| NotGiven::No)?;
    let embed = match page.link("alternate", Some(oembed::MIME)) {
        Some(at) => embed(app, &url, at).await,
        None => None,
    };
    let Some(mut found) = card::of_page(&url, &page, embed.as_ref()) else { return Ok(None) };
    if found.canonical.is_none() {
        found.canonical = super::normal(url.as_str()).map(String::from);
    }
    if let Some(at) = found.image.take() {
        illustrate(app, &mut found.card, at).await;
    }
    Ok(Some(found))
}

async fn embed(app: &App, url: &Url, at: &str) -> Option<Embed> {
    let at = url.join(at).ok()?;
    let given = get(app, at, "application/json", oembed::BYTES_MAX).await.ok()?;
    let json = given.mime.ends_with("json") || given.mime.ends_with("json+oembed");
    Embed::read(&given.bytes).filter(|_| given.whole && json)
}

/// Draws a page's picture anew, small, and puts it where media of other servers are kept while
/// there is room: no reader's program ever asks the page's server. Without one the card is as good.
async fn illustrate(app: &App, card: &mut Card, at: Url) {
    let Some(wanted) = Wanted::new(at.as_str(), Look::Small) else { return };
    let Ok(given) =
        get(app, at, "image/jpeg, image/png, image/webp, image/gif", PICTURE_BYTES_MAX).await
    else {
        return;
    };
    if !given.whole || given.bytes.is_empty() {
        return;
    }
    let work = move || picture::process(&given.bytes, &Limits::default());
    let Ok(drawn) = app.memory::<Desk>().work(work).await else { return };
    let small = drawn.small;
    let extension = small.format.extension();
    if remote::keep(app, &wanted, small.bytes, extension).await.is_err() {
        return;
    }
    if card.frame.is_none() || card.width == 0 {
        (card.width, card.height) = (small.width, small.height);
    }
    (card.image, card.blurhash) = (Some(wanted.url()), Some(drawn.blurhash));
}

async fn get(
    app: &App,
    url: Url,
    accept: &str,
    bytes_max: usize,
) -> Result<outside::Given, NotGiven> {
    let client = app.memory::<Links>().client.get().ok_or(NotGiven::NotNow)?;
    outside::get(client, url, accept, bytes_max, app.config.dev).await
}

/// Keeps what was found, under the address the page calls its own.
async fn keep(app: &App, row: Row, found: Option<Found>) -> Result<()> {
    app.write(async move |tx| keep_in(tx, row, found).await).await
}

async fn keep_in(tx: &mut Tx, row: Row, found: Option<Found>) -> Result<()> {
    let due_at = tx.now_ms() + FRESH_MS;
    let Some(Found { card, canonical, .. }) = found else {
        return set_card(tx, &row, None, due_at).await.map(drop);
    };
    let canonical = canonical.filter(|url| *url != row.url);
    let target = match canonical {
        Some(url) => find_or_add(tx, &Link { url, own: None }).await?,
        None => row.clone(),
    };
    if target.id != row.id {
        sql::stand_for(tx, row.id, target.id, due_at).await?;
    }
    // What the page itself said counts more than what another address says of it.
    if target.card.is_some() && target.due_at > tx.now_ms() {
        return super::say_changed(tx, target.id).await;
    }
    let changed = set_card(tx, &target, Some(&card), due_at).await?;
    if target.id != row.id && !changed {
        super::say_changed(tx, target.id).await?;
    }
    Ok(())
}
