//! The JSON face of web push.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ground::http::{Flag, Input, Viewer};
use ground::{App, Error, Result, outside};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{By, ENDPOINT_BYTES_MAX, NewSubscription, Push, Subscription};
use crate::notifications::Kind;

/// The kinds one may be told of, with their names here on the wire. Those of moderators are
/// asked for by longer names than they are answered by.
const ALERTS: [(&str, &str, Kind); 12] = [
    ("mention", "mention", Kind::Mention),
    ("quote", "quote", Kind::Quote),
    ("status", "status", Kind::Post),
    ("reblog", "reblog", Kind::Boost),
    ("follow", "follow", Kind::Follow),
    ("follow_request", "follow_request", Kind::FollowRequest),
    ("favourite", "favourite", Kind::Favourite),
    ("poll", "poll", Kind::Poll),
    ("update", "update", Kind::Update),
    ("quoted_update", "quoted_update", Kind::QuotedUpdate),
    ("admin.sign_up", "sign_up", Kind::SignUp),
    ("admin.report", "report", Kind::Report),
];

/// What an app says of a subscription.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Draft {
    #[serde(default)]
    subscription: Option<Place>,
    #[serde(default)]
    data: Option<Data>,
    /// Some apps send it here.
    #[serde(default)]
    policy: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Place {
    #[serde(default)]
    endpoint: String,
    #[serde(default)]
    keys: Option<Keys>,
}

#[derive(Clone, Debug, Deserialize)]
struct Keys {
    #[serde(default)]
    p256dh: String,
    #[serde(default)]
    auth: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Data {
    #[serde(default)]
    alerts: Option<HashMap<String, Flag>>,
    #[serde(default)]
    policy: Option<String>,
}

impl Draft {
    fn alerts(&self) -> Option<Vec<Kind>> {
        let said = self.data.as_ref()?.alerts.as_ref()?;
        let wanted = |asked: &str, told: &str| {
            said.get(asked).or_else(|| said.get(told)).is_some_and(|flag| flag.0)
        };
        let wanted = ALERTS.iter().filter(|(asked, told, _)| wanted(asked, told));
        Some(wanted.map(|(_, _, kind)| *kind).collect())
    }

    fn by(&self) -> Result<Option<By>> {
        let said = self.data.as_ref().and_then(|data| data.policy.as_deref());
        match said.or(self.policy.as_deref()).filter(|name| !name.is_empty()) {
            None => Ok(None),
            Some(name) => By::of(name)
                .map(Some)
                .ok_or_else(|| Error::invalid("data[policy]", "error-push-policy")),
        }
    }
}

/// <https://docs.joinmastodon.org/methods/push/#create>
pub(super) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Input(draft): Input<Draft>,
) -> Result<Json<Value>> {
    let (alerts, by) = (draft.alerts().unwrap_or_default(), draft.by()?.unwrap_or(By::All));
    let place = draft.subscription.unwrap_or(Place { endpoint: String::new(), keys: None });
    let keys = place.keys.ok_or_else(|| Error::invalid("subscription[keys]", "error-push-keys"))?;
    let bad = || Error::invalid("subscription[keys]", "error-push-keys");
    let receiver = decode(&keys.p256dh).filter(|key| key.len() == 65 && key[0] == 4);
    let auth = decode(&keys.auth).filter(|auth| auth.len() == 16);
    let new = NewSubscription {
        endpoint: endpoint(&app, place.endpoint)?,
        receiver: receiver.ok_or_else(bad)?,
        auth: auth.ok_or_else(bad)?,
        alerts,
        by,
        locale: viewer.session.locale.unwrap_or_default().tag(),
    };
    let token = viewer.session.token;
    let write = async move |tx: &mut db::Tx| super::subscribe(tx, token, viewer.id, new).await;
    let made = app.write(write).await?;
    Ok(Json(written(&app, &made)))
}

fn endpoint(app: &App, text: String) -> Result<String> {
    let url = url::Url::parse(&text).ok().filter(|_| text.len() <= ENDPOINT_BYTES_MAX);
    match url.filter(|url| outside::may_ask(url, app.config.dev)) {
        Some(_) => Ok(text),
        None => Err(Error::invalid("subscription[endpoint]", "error-push-endpoint")),
    }
}

/// Base64 in either alphabet, padded or not: apps differ.
fn decode(text: &str) -> Option<Vec<u8>> {
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let safe = GeneralPurpose::new(&URL_SAFE, config);
    let plain = GeneralPurpose::new(&STANDARD, config);
    safe.decode(text).or_else(|_| plain.decode(text)).ok()
}

/// <https://docs.joinmastodon.org/methods/push/#get>
pub(super) async fn get(State(app): State<App>, viewer: Viewer) -> Result<Json<Value>> {
    let token = viewer.session.token;
    let found = app.read(async move |tx| super::of_token(tx, token).await).await?;
    Ok(Json(written(&app, &found)))
}

/// <https://docs.joinmastodon.org/methods/push/#update>
pub(super) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Input(draft): Input<Draft>,
) -> Result<Json<Value>> {
    let (token, alerts, by) = (viewer.session.token, draft.alerts(), draft.by()?);
    let found = app.write(async move |tx| super::change(tx, token, alerts, by).await).await?;
    Ok(Json(written(&app, &found)))
}

/// <https://docs.joinmastodon.org/methods/push/#delete>
pub(super) async fn remove(State(app): State<App>, viewer: Viewer) -> Result<Json<Value>> {
    let token = viewer.session.token;
    app.write(async move |tx| super::unsubscribe(tx, token).await).await?;
    Ok(Json(json!({})))
}

fn written(app: &App, found: &Subscription) -> Value {
    let alerts: Map<String, Value> = ALERTS
        .iter()
        .map(|(_, name, kind)| ((*name).to_owned(), found.wants(*kind).into()))
        .collect();
    json!({
        "id": found.id.to_string(),
        "endpoint": found.endpoint,
        "standard": true,
        "alerts": alerts,
        "policy": found.by().name(),
        "server_key": Push::public_key(app),
    })
}
