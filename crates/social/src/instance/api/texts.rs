//! The JSON face of what the place says of itself at length.

use axum::Json;
use axum::extract::State;
use ground::http::{Path, who};
use ground::{App, Error, Locale, Result, Say};
use http::HeaderMap;
use wire::mastodon::{ExtendedDescription, PrivacyPolicy, TermsOfService};
use wire::{Day, Time};

use super::prose;
use crate::instance::Numbers;
use crate::instance::texts::{self, Kind, Text};

/// When the privacy policy of those who wrote none was last changed: 31 July 2026.
const PRIVACY_WRITTEN_MS: i64 = 1_785_456_000_000;

/// <https://docs.joinmastodon.org/methods/instance/#extended_description>
pub(in crate::instance) async fn description(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<ExtendedDescription>> {
    let said = written(&app, Kind::Description, &headers).await?;
    Ok(Json(match said {
        Some(text) => ExtendedDescription { updated_at: Time(text.written_at), content: text.html },
        // The short one is one of the settings, which are read when the server starts.
        None => ExtendedDescription {
            updated_at: Time(app.memory::<Numbers>().started_at_ms()),
            content: prose(&app.config.description),
        },
    }))
}

/// <https://docs.joinmastodon.org/methods/instance/#privacy_policy>
pub(in crate::instance) async fn privacy(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<PrivacyPolicy>> {
    let said = written(&app, Kind::Privacy, &headers).await?;
    Ok(Json(match said {
        Some(text) => PrivacyPolicy { updated_at: Time(text.written_at), content: text.html },
        None => PrivacyPolicy {
            updated_at: Time(PRIVACY_WRITTEN_MS),
            content: usual_privacy(&app, who::language(&headers)),
        },
    }))
}

/// <https://docs.joinmastodon.org/methods/instance/#terms_of_service>
pub(in crate::instance) async fn terms(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<TermsOfService>> {
    terms_of(&app, None, &headers).await
}

/// <https://docs.joinmastodon.org/methods/instance/#terms_of_service_date>
pub(in crate::instance) async fn terms_from(
    State(app): State<App>,
    Path(date): Path<String>,
    headers: HeaderMap,
) -> Result<Json<TermsOfService>> {
    let day = texts::day(&date).ok_or(Error::NotFound)?;
    terms_of(&app, Some(day), &headers).await
}

/// What is said of privacy where nobody wrote anything else, as HTML.
pub(in crate::instance) fn usual_privacy(app: &App, locale: Locale) -> String {
    let say = Say::new("privacy-policy").with("place", app.config.title.as_str());
    let say = say.with("contact", app.config.contact.as_str());
    prose(&say.in_words(locale))
}

async fn terms_of(
    app: &App,
    day: Option<i64>,
    headers: &HeaderMap,
) -> Result<Json<TermsOfService>> {
    let locale = who::language(headers);
    let found = app.read(async move |tx| texts::find_terms(tx, day, locale).await).await?;
    let terms = found.ok_or(Error::NotFound)?;
    Ok(Json(TermsOfService {
        effective_date: Day(terms.text.starts_on),
        effective: terms.holds,
        content: terms.text.html,
        succeeded_by: terms.succeeded_on.map(Day),
    }))
}

async fn written(app: &App, kind: Kind, headers: &HeaderMap) -> Result<Option<Text>> {
    let locale = who::language(headers);
    app.read(async move |tx| texts::find(tx, kind, locale).await).await
}
