//! Meeting accounts of other servers: found by handle or name, asked for, kept.

use std::time::Duration;

use ground::{AccountId, App, Error, Result, events};
use social::accounts::elsewhere::{self, Asked, Emoji, Profile};
use social::accounts::{FIELDS_MAX, Field};
use social::gates::domains::{self, Severity};
use wire::activitypub::{self as ap, Actor, same_origin};

use super::{Met, Remote, sql};
use crate::fetch;

/// How long what a server says of an account is believed, in milliseconds.
const FRESH_MS: i64 = 24 * 3_600_000;
/// Longest name and sides of a table that are kept, in characters.
const NAME_CHARS_MAX: usize = 500;
const SIDE_CHARS_MAX: usize = 2_000;
/// Longest biography that is kept, in characters of HTML.
const NOTE_CHARS_MAX: usize = 50_000;
/// Most emojis kept of one account.
const EMOJIS_MAX: usize = 64;
/// How long one question may take in all.
const ASK_TIMEOUT: Duration = Duration::from_secs(15);

/// Asks for the account of that name on another server.
#[must_use]
pub fn ask_for(app: App, username: String, domain: String) -> Asked<AccountId> {
    Box::pin(async move {
        let asked = async {
            let uri = fetch::webfinger(&app, &username, &domain).await?.uri;
            by_uri(&app, &uri).await.map(|remote| remote.account)
        };
        found(tokio::time::timeout(ASK_TIMEOUT, asked).await.unwrap_or(Err(Error::NotFound)))
    })
}

/// Asks whether an account of another server says to be that of the name `own`, too.
#[must_use]
pub fn ask_claim(app: App, uri: String, own: String) -> Asked<()> {
    Box::pin(async move {
        let asked = async {
            match claims(&app, &uri, &own).await? {
                Some(_) => Ok(()),
                None => Err(Error::NotFound),
            }
        };
        found(tokio::time::timeout(ASK_TIMEOUT, asked).await.unwrap_or(Err(Error::NotFound)))
    })
}

/// The account of another server, if its server says now that it is that of the name `own`, too.
///
/// # Errors
/// As [`refresh`].
pub(crate) async fn claims(app: &App, uri: &str, own: &str) -> Result<Option<AccountId>> {
    let document = fetch::object(app, uri).await?;
    let actor = Actor::read(&document).ok_or(Error::NotFound)?;
    let says_so = actor.also_known_as.iter().any(|it| it == own);
    let account = take_in(app, actor).await?.account;
    Ok(says_so.then_some(account))
}

/// What is not there or cannot be asked for now is not found; faults of ours stay faults.
pub(crate) fn found<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(fault @ Error::Internal(_)) => Err(fault),
        Err(_) => Ok(None),
    }
}

/// The account of that name: as known, else as its server says.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is kept out.
pub(crate) async fn by_uri(app: &App, uri: &str) -> Result<Remote> {
    let name = uri.to_owned();
    let known = app.read(async move |tx| sql::by_uri(tx, &name).await).await?;
    match known {
        Some(known) if known.fetched_at > app.db.now_ms() - FRESH_MS => Ok(known),
        // What is known is better than nothing.
        Some(known) => Ok(refresh(app, uri).await.unwrap_or(known)),
        None => refresh(app, uri).await,
    }
}

/// Asks a server what it says of an account of its own, and keeps it.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is kept out.
pub(crate) async fn refresh(app: &App, uri: &str) -> Result<Remote> {
    let document = fetch::object(app, uri).await?;
    let actor = Actor::read(&document).ok_or(Error::NotFound)?;
    take_in(app, actor).await
}

/// Keeps what a server says of an account of its own; `actor` comes from there.
///
/// # Errors
/// [`Error::NotFound`] if it is not sound, or kept out.
pub(crate) async fn take_in(app: &App, actor: Actor) -> Result<Remote> {
    let host = ap::host(&actor.id).ok_or(Error::NotFound)?.to_owned();
    let at = |uri: &str| uri.is_empty() || same_origin(uri, &actor.id);
    if !at(&actor.inbox) || !at(&actor.shared_inbox) || !at(&actor.outbox) {
        return Err(Error::NotFound);
    }
    let domain = domain_of(app, &actor, &host).await?;
    let refused = domains::refused(app, host_name(&host));
    if refused.severity == Severity::Suspend {
        return Err(Error::NotFound);
    }
    let profile = profile(&actor, domain, refused.severity == Severity::Silence, refused.media);
    let remote = Remote {
        account: AccountId(0),
        uri: actor.id.clone(),
        host,
        inbox: actor.inbox.clone(),
        shared_inbox: actor.shared_inbox.clone(),
        outbox: actor.outbox.clone(),
        followers: if at(&actor.followers) { actor.followers.clone() } else { String::new() },
        featured: if at(&actor.featured) { actor.featured.clone() } else { String::new() },
        fetched_at: app.db.now_ms(),
    };
    let keys = actor.keys;
    let is_first = !super::any(app);
    let keep = async move |tx: &mut db::Tx| {
        let account = elsewhere::receive(tx, profile).await?;
        let remote = Remote { account, ..remote };
        sql::keep(tx, remote.clone()).await?;
        if is_first {
            events::append(tx, &Met { account })?;
        }
        sql::forget_keys(tx, account).await?;
        let own =
            keys.iter().filter(|key| key.owner == remote.uri && same_origin(&key.id, &remote.uri));
        for key in own {
            sql::keep_key(tx, account, &key.id, &key.pem).await?;
        }
        Ok(remote)
    };
    app.write(keep).await
}

/// The host without its port: what gates are set up for.
pub(crate) fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The domain of its handle: as its server says, and the server of that domain too.
async fn domain_of(app: &App, actor: &Actor, host: &str) -> Result<String> {
    let fits = text::Handle::new(&actor.username, Some(host)).is_ok();
    if !fits || host.eq_ignore_ascii_case(app.config.domain()) {
        return Err(Error::NotFound);
    }
    let uri = actor.id.clone();
    let known = app.read(async move |tx| elsewhere::find(tx, &uri).await).await?;
    if let Some(known) = known.filter(|it| it.username.eq_ignore_ascii_case(&actor.username)) {
        return Ok(known.domain);
    }
    let own = host.to_lowercase();
    let Ok(told) = fetch::webfinger(app, &actor.username, &own).await else { return Ok(own) };
    if told.uri != actor.id || told.domain == own {
        return Ok(own);
    }
    match fetch::webfinger(app, &told.username, &told.domain).await {
        Ok(again) if again.uri == actor.id && told.domain != app.config.domain() => Ok(told.domain),
        _ => Ok(own),
    }
}

fn profile(actor: &Actor, domain: String, limited: bool, no_media: bool) -> Profile {
    let short = |text: &str, max: usize| -> String {
        text.chars().filter(|c| *c != '\0').take(max).collect()
    };
    let html = |text: &str, max: usize| text::sanitise(&short(text, max));
    let picture = |(url, said): &(String, String)| match no_media || !is_web(url) {
        true => Default::default(),
        false => (url.clone(), short(said, NAME_CHARS_MAX)),
    };
    let rows = actor.fields.iter().take(FIELDS_MAX);
    let emojis = actor.emojis.iter().filter(|it| !no_media && is_web(&it.url)).take(EMOJIS_MAX);
    Profile {
        username: actor.username.clone(),
        domain,
        uri: actor.id.clone(),
        url: if is_web(&actor.url) { actor.url.clone() } else { actor.id.clone() },
        display_name: short(&actor.name, NAME_CHARS_MAX),
        note_html: html(&actor.summary, NOTE_CHARS_MAX),
        fields: rows
            .map(|(name, value)| Field {
                name: short(name, SIDE_CHARS_MAX),
                value: html(value, SIDE_CHARS_MAX),
            })
            .collect(),
        avatar: picture(&actor.icon),
        header: picture(&actor.image),
        locked: actor.locked,
        bot: matches!(actor.kind.as_str(), "Service" | "Application"),
        grouped: actor.kind == "Group",
        discoverable: actor.discoverable,
        indexable: actor.indexable,
        created_at: actor.published,
        emojis: emojis
            .map(|it| Emoji { shortcode: it.shortcode.clone(), url: it.url.clone() })
            .collect(),
        limited,
    }
}

/// Whether an address is one of the web.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
