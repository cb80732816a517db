//! The JSON face of the server's description.

pub(super) mod texts;

use axum::Json;
use axum::extract::State;
use ground::config::{Registrations as How, Trending};
use ground::http::{Viewer, who};
use ground::{App, Config, Error, Locale, Result, Say};
use http::HeaderMap;
use serde_json::{Value, json};
use wire::mastodon::{
    Access, AccountLimits, ApiVersions, Configuration, ConfigurationV1, Contact, FeedAccess,
    Instance, InstanceV1, MediaLimits, PollLimits, Registrations, Rule, Stats, StatusLimits,
    Thumbnail, TimelinesAccess, Translation, Urls, UrlsV1, Usage, UsageUsers, Vapid,
};

use super::activity::Week;
use crate::media::{self, Desk, film};
use crate::posts::polls;
use crate::push::Push;
use crate::{accounts, featured_tags, posts, rules};

/// Clients switch on features by the first number: that of the Mastodon whose API this follows.
const VERSION: &str = concat!("4.6.0 (compatible; Portevoix ", env!("CARGO_PKG_VERSION"), ")");
/// Mastodon's API version that is complete here: 10 is that of Mastodon 4.6, with collections.
/// `docs/endpoints.md` is held against it by a test.
const API_VERSION: u32 = 10;
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");
const LANGUAGES: [&str; 2] = ["fr", "en"];

/// <https://docs.joinmastodon.org/methods/instance/#v2>
pub(super) async fn version_2(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<Instance>> {
    let (config, usage) = (&app.config, super::usage(&app).await?);
    let terms = app.read(async |tx| super::texts::has_terms(tx).await).await?;
    Ok(Json(Instance {
        domain: config.domain().to_owned(),
        title: config.title.clone(),
        version: VERSION.to_owned(),
        // A build that does not name its repository points to the page that tells of the source.
        source_url: if SOURCE.is_empty() { app.url("/about") } else { SOURCE.to_owned() },
        description: config.description.clone(),
        wrapstodon: None,
        usage: Usage { users: UsageUsers { active_month: usage.active_month } },
        thumbnail: Thumbnail {
            url: app.url("/static/header.svg"),
            description: config.title.clone(),
            blurhash: None,
            versions: None,
        },
        icon: Vec::new(),
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        configuration: configuration(&app, terms),
        registrations: registrations(config, who::language(&headers)),
        api_versions: ApiVersions { mastodon: API_VERSION },
        contact: Contact { email: config.contact.clone(), account: None },
        rules: rules(&app).await?,
    }))
}

/// <https://docs.joinmastodon.org/methods/instance/#v1>
pub(super) async fn version_1(State(app): State<App>) -> Result<Json<InstanceV1>> {
    let (config, usage) = (&app.config, super::usage(&app).await?);
    let how = config.registrations;
    Ok(Json(InstanceV1 {
        uri: config.domain().to_owned(),
        title: config.title.clone(),
        short_description: config.description.clone(),
        description: prose(&config.description),
        email: config.contact.clone(),
        version: VERSION.to_owned(),
        urls: UrlsV1 { streaming_api: streaming(config) },
        stats: Stats { user_count: usage.accounts, status_count: usage.posts, domain_count: 0 },
        thumbnail: Some(app.url("/static/header.svg")),
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        registrations: matches!(how, How::Open | How::Approval),
        approval_required: how == How::Approval,
        invites_enabled: how == How::Invitation,
        configuration: ConfigurationV1 {
            accounts: account_limits(),
            statuses: status_limits(config),
            media_attachments: media_limits(&app),
            polls: POLLS,
        },
        contact_account: None,
        rules: rules(&app).await?,
    }))
}

/// <https://docs.joinmastodon.org/methods/instance/#peers>
///
/// There are none here.
pub(super) async fn nothing() -> Json<[(); 0]> {
    Json([])
}

/// <https://nodeinfo.diaspora.software/protocol>
pub(super) async fn nodeinfo_links(State(app): State<App>) -> Json<Value> {
    let link = |version: &str| {
        json!({
            "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
            "href": app.url(&format!("/nodeinfo/{version}")),
        })
    };
    Json(json!({ "links": [link("2.0"), link("2.1")] }))
}

/// <https://nodeinfo.diaspora.software/ns/schema/2.0>
pub(super) async fn nodeinfo_2_0(State(app): State<App>) -> Result<Json<Value>> {
    nodeinfo(&app, "2.0").await.map(Json)
}

/// <https://nodeinfo.diaspora.software/ns/schema/2.1>
pub(super) async fn nodeinfo_2_1(State(app): State<App>) -> Result<Json<Value>> {
    let mut document = nodeinfo(&app, "2.1").await?;
    document["software"]["repository"] = SOURCE.into();
    Ok(Json(document))
}

/// <https://docs.joinmastodon.org/methods/instance/#translation_languages>
///
/// No engine is configured, so there are none.
pub(super) async fn translation_languages() -> Json<Value> {
    Json(json!({}))
}

/// <https://docs.joinmastodon.org/methods/async_refreshes/#get>
///
/// Nothing is fetched behind an answer here, so no answer ever names a refresh, and none is found.
pub(super) async fn refresh(_: Viewer) -> Result<Json<Value>> {
    Err(Error::NotFound)
}

/// <https://docs.joinmastodon.org/methods/instance/#activity>
pub(super) async fn activity(State(app): State<App>) -> Result<Json<Vec<Value>>> {
    let weeks = super::weeks(&app).await?;
    let week = |week: &Week| {
        json!({
            "week": week.starts_at_s().to_string(),
            "statuses": week.posts.to_string(),
            "logins": week.people.to_string(),
            "registrations": week.joined.to_string(),
        })
    };
    Ok(Json(weeks.iter().map(week).collect()))
}

/// Not documented: the languages apps may offer, with their names in English. Others may be used.
pub(super) async fn languages() -> Json<Vec<Value>> {
    let known = super::languages::KNOWN.iter();
    Json(known.map(|(code, name)| json!({ "code": code, "name": name })).collect())
}

/// Whether the server answers.
pub(super) async fn health() -> &'static str {
    "OK"
}

async fn nodeinfo(app: &App, version: &str) -> Result<Value> {
    let usage = super::usage(app).await?;
    Ok(json!({
        "version": version,
        "software": { "name": "portevoix", "version": env!("CARGO_PKG_VERSION") },
        "protocols": ["activitypub"],
        "services": { "inbound": [], "outbound": [] },
        "openRegistrations": matches!(app.config.registrations, How::Open | How::Approval),
        "usage": {
            "users": {
                "total": usage.accounts,
                "activeMonth": usage.active_month,
                "activeHalfyear": usage.active_half_year,
            },
            "localPosts": usage.posts,
        },
        // Programs that know no such software read here whose API it speaks.
        "metadata": {
            "nodeName": app.config.title,
            "nodeDescription": app.config.description,
            "upstream": { "name": "mastodon" },
        },
    }))
}

fn trending(how: Trending) -> FeedAccess {
    let local = if how == Trending::Off { Access::Disabled } else { Access::Public };
    FeedAccess { local, remote: local }
}

fn configuration(app: &App, terms: bool) -> Configuration {
    let open = || FeedAccess { local: Access::Public, remote: Access::Public };
    Configuration {
        urls: Urls {
            streaming: streaming(&app.config),
            status: None,
            about: app.url("/about"),
            privacy_policy: Some(app.url("/privacy")),
            terms_of_service: terms.then(|| app.url("/terms")),
        },
        vapid: Some(Vapid { public_key: Push::public_key(app) }),
        accounts: account_limits(),
        statuses: status_limits(&app.config),
        media_attachments: media_limits(app),
        polls: POLLS,
        translation: Translation { enabled: false },
        timelines_access: TimelinesAccess {
            live_feeds: open(),
            hashtag_feeds: open(),
            trending_link_feeds: trending(app.config.trends),
        },
        limited_federation: false,
    }
}

async fn rules(app: &App) -> Result<Vec<Rule>> {
    let rules = app.read(async |tx| rules::list(tx).await).await?;
    Ok(rules.iter().map(rules::Rule::wire).collect())
}

const POLLS: PollLimits = PollLimits {
    max_options: polls::OPTIONS_MAX as u32,
    max_characters_per_option: polls::OPTION_CHARS_MAX as u32,
    min_expiration: polls::EXPIRES_IN_S_MIN as u32,
    max_expiration: polls::EXPIRES_IN_S_MAX as u32,
};

fn account_limits() -> AccountLimits {
    AccountLimits {
        max_display_name_length: small(accounts::NAME_CHARS_MAX),
        max_note_length: small(accounts::NOTE_CHARS_MAX),
        max_avatar_description_length: small(accounts::DESCRIPTION_CHARS_MAX),
        max_header_description_length: small(accounts::DESCRIPTION_CHARS_MAX),
        max_featured_tags: small(featured_tags::FEATURED_MAX),
        max_pinned_statuses: small(posts::PINS_MAX),
        max_profile_fields: small(accounts::FIELDS_MAX),
        profile_field_name_limit: small(accounts::FIELD_CHARS_MAX),
        profile_field_value_limit: small(accounts::FIELD_CHARS_MAX),
    }
}

fn status_limits(config: &Config) -> StatusLimits {
    StatusLimits {
        max_characters: small(config.post_graphemes_max),
        max_media_attachments: small(posts::MEDIA_MAX),
        characters_reserved_per_url: small(text::LINK_LENGTH),
    }
}

fn media_limits(app: &App) -> MediaLimits {
    let (config, desk) = (&app.config, app.memory::<Desk>());
    let films = desk.takes_films();
    MediaLimits {
        supported_mime_types: desk.types(),
        description_limit: small(media::DESCRIPTION_CHARS_MAX),
        image_size_limit: config.upload_bytes_max as u64,
        image_matrix_limit: media::picture::Limits::default().pixels_max,
        video_size_limit: if films { config.film_bytes_max as u64 } else { 0 },
        video_frame_rate_limit: if films { film::RATE_MAX } else { 0 },
        video_matrix_limit: if films { film::PIXELS_MAX } else { 0 },
    }
}

fn registrations(config: &Config, locale: Locale) -> Registrations {
    let how = config.registrations;
    let message = match how {
        How::Open | How::Approval => None,
        How::Invitation => Some("sign-up-by-invitation"),
        How::Closed => Some("error-sign-up-closed"),
    };
    Registrations {
        enabled: matches!(how, How::Open | How::Approval),
        approval_required: how == How::Approval,
        message: message.map(|key| prose(&Say::new(key).in_words(locale))),
        min_age: None,
        reason_required: Some(how == How::Approval),
        url: None,
    }
}

/// Where streams are, without a path: clients put it on themselves.
fn streaming(config: &Config) -> String {
    let scheme = if config.is_secure() { "wss" } else { "ws" };
    format!("{scheme}://{}", config.domain())
}

/// Plain text as HTML.
pub(super) fn prose(words: &str) -> String {
    text::render(words, |_, _| None, |tag| format!("/tags/{tag}"))
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
