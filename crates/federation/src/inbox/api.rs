//! The door of the inbox.

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::{OriginalUri, State};
use bytes::Bytes;
use ground::{AccountId, App, Error, Result};
use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;
use social::gates::domains::{self, Severity};
use tracing::info;
use wire::activitypub::{self as ap, Activity};

use super::{Inbox, Received, sql};
use crate::actors::{Remote, host_name};
use crate::{delivery, signed};

/// Activities of one server that may wait here.
const WAITING_MAX: i64 = 5_000;
/// Seconds after which a server with more may come again.
const WAIT_S: u64 = 60;

/// <https://www.w3.org/TR/activitypub/#delivery>
pub(super) async fn receive(
    State(app): State<App>,
    method: Method,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode> {
    let value: Value =
        serde_json::from_slice(&body).map_err(|_| Error::invalid("", "error-activity"))?;
    let activity = Activity::read(&value).ok_or(Error::invalid("", "error-activity"))?;
    let host = ap::host(activity.actor).ok_or(Error::invalid("", "error-activity"))?;
    if domains::refused(&app, host_name(host)).severity == Severity::Suspend {
        return Err(Error::forbidden("error-server-barred"));
    }
    let claim = signed::claim(&app, &method, &uri, &headers, Some(&body));
    let claim = claim.map_err(|why| refuse(host, why.0))?;
    let by = match signed::signer(&app, &claim).await {
        Ok(by) => by,
        // The key went with the actor: there is nothing of it that could be deleted here.
        Err(Error::NotFound | Error::Gone) if activity.kind == "Delete" => {
            return Ok(StatusCode::ACCEPTED);
        }
        Err(Error::NotFound | Error::Gone) => {
            return Err(refuse(host, "the signature is not by a key of its actor"));
        }
        Err(other) => return Err(other),
    };
    if by.uri != activity.actor {
        return Err(refuse(host, "it was signed by somebody else"));
    }
    keep(&app, &by, &activity, &value, &body).await
}

/// Keeps it to be applied. What is named alike was received before.
async fn keep(
    app: &App,
    by: &Remote,
    activity: &Activity<'_>,
    value: &Value,
    body: &Bytes,
) -> Result<StatusCode> {
    let name = activity.id().filter(|id| ap::same_origin(id, &by.uri));
    let id = match name {
        Some(name) => digest(&SHA256, format!("{} {name}", by.uri).as_bytes()),
        None => digest(&SHA256, body),
    };
    let new = Received {
        id: id.as_ref().to_vec(),
        host: by.host.clone(),
        account: AccountId(by.account.0),
        // What the database could not keep goes.
        body: value.to_string().replace("\\u0000", ""),
        attempts: 0,
    };
    let kept = async move |tx: &mut db::Tx| {
        if sql::waiting_of(tx, &new.host).await? >= WAITING_MAX {
            return Err(Error::TooMany { retry_after_s: WAIT_S });
        }
        delivery::heard(tx, &new.host).await?;
        sql::insert(tx, new).await
    };
    if app.write(kept).await? {
        app.memory::<Inbox>().bell.notify_one();
    }
    Ok(StatusCode::ACCEPTED)
}

/// Says once in the log why something was not believed.
fn refuse(host: &str, why: &'static str) -> Error {
    info!(host, why, "An activity from {host} was refused: {why}");
    Error::Unauthorized("error-signature".into())
}
