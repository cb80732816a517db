//! The JSON face of moderation.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use db::Tx;
use ground::http::{Ask, Flag, Input, Many, Paged, Path, Role, Viewer};
use ground::{AccountId, App, Error, Result};
use http::Uri;
use serde::Deserialize;
use serde_json::{Value, json};
use wire::Json as Ready;

use super::account::State as Of;
use super::{Action, Filter, Measure, Moderator, written};
use crate::people::roles;

/// Which accounts are asked for, by version 1.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted1 {
    local: Option<Flag>,
    remote: Option<Flag>,
    active: Option<Flag>,
    pending: Option<Flag>,
    disabled: Option<Flag>,
    silenced: Option<Flag>,
    suspended: Option<Flag>,
    sensitized: Option<Flag>,
    staff: Option<Flag>,
    username: String,
    display_name: String,
    by_domain: String,
    email: String,
    ip: String,
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#v1>
pub(super) async fn list_1(
    State(app): State<App>,
    _: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted1>,
) -> Result<Response> {
    let is = |flag: Option<Flag>| flag.unwrap_or_default().0;
    let states = [
        (wanted.active, Of::Active),
        (wanted.pending, Of::Pending),
        (wanted.disabled, Of::Disabled),
        (wanted.silenced, Of::Silenced),
        (wanted.suspended, Of::Suspended),
        (wanted.sensitized, Of::Sensitized),
    ];
    let state = states.into_iter().rfind(|(flag, _)| is(*flag)).map(|(_, state)| state);
    let filter = Filter {
        local: match (is(wanted.local), is(wanted.remote)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        },
        state: state.unwrap_or_default(),
        roles: if is(wanted.staff) { staff() } else { Vec::new() },
        invited_by: None,
        username: wanted.username,
        display_name: wanted.display_name,
        domain: wanted.by_domain,
        email: wanted.email,
        ip: wanted.ip,
    };
    page(&app, &uri, filter, ask).await
}

/// Which accounts are asked for, by version 2.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted2 {
    origin: String,
    status: String,
    permissions: String,
    role_ids: Many<String>,
    invited_by: Option<AccountId>,
    username: String,
    display_name: String,
    by_domain: String,
    email: String,
    ip: String,
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#v2>
pub(super) async fn list_2(
    State(app): State<App>,
    _: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted2>,
) -> Result<Response> {
    let known = |id: &String| id.parse().ok().and_then(roles::of_number);
    let mut named: Vec<String> =
        wanted.role_ids.0.iter().filter_map(known).map(|role| role.name().to_owned()).collect();
    if wanted.permissions == "staff" {
        named.extend(staff());
    }
    let filter = Filter {
        local: match wanted.origin.as_str() {
            "local" => Some(true),
            "remote" => Some(false),
            "" => None,
            _ => return Err(Error::invalid("origin", "error-bad-origin")),
        },
        state: match wanted.status.as_str() {
            "" => Of::Any,
            "active" => Of::Active,
            "pending" => Of::Pending,
            "disabled" => Of::Disabled,
            "silenced" => Of::Silenced,
            "suspended" => Of::Suspended,
            "sensitized" => Of::Sensitized,
            _ => return Err(Error::invalid("status", "error-bad-account-state")),
        },
        roles: named,
        invited_by: wanted.invited_by,
        username: wanted.username,
        display_name: wanted.display_name,
        domain: wanted.by_domain,
        email: wanted.email,
        ip: wanted.ip,
    };
    page(&app, &uri, filter, ask).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    _: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    shown(&app, id).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#approve>
pub(super) async fn approve(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    did(&app, viewer, id, async move |tx, by| super::approve(tx, by, id).await).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#reject>
pub(super) async fn reject(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    // Afterwards there is nothing left to show.
    let before = shown(&app, id).await?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| super::reject(tx, by, id).await).await?;
    Ok(before)
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#delete>
pub(super) async fn erase(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    viewer.must_be(Role::Admin)?;
    let before = shown(&app, id).await?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| super::erase(tx, by, id).await).await?;
    Ok(before)
}

/// What is to be done to an account.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    #[serde(rename = "type")]
    kind: String,
    report_id: Option<String>,
    text: Option<String>,
    send_email_notification: Option<Flag>,
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#action>
pub(super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(wish): Input<Wish>,
) -> Result<Json<Value>> {
    let measure =
        Measure::of(&wish.kind).ok_or_else(|| Error::invalid("type", "error-bad-measure"))?;
    let report = match wish.report_id.as_deref() {
        None | Some("") => None,
        Some(id) => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let action = Action {
        measure,
        report,
        text: wish.text.unwrap_or_default().trim().to_owned(),
        tell: wish.send_email_notification.is_none_or(|flag| flag.0),
    };
    let by = Moderator::from(&viewer);
    app.write(async move |tx| super::act(tx, by, id, action).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#enable>
pub(super) async fn enable(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    undone(&app, viewer, id, Measure::Disable).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#unsilence>
pub(super) async fn unsilence(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    undone(&app, viewer, id, Measure::Silence).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#unsuspend>
pub(super) async fn unsuspend(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    undone(&app, viewer, id, Measure::Suspend).await
}

/// <https://docs.joinmastodon.org/methods/admin/accounts/#unsensitive>
pub(super) async fn unsensitive(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Ready>> {
    undone(&app, viewer, id, Measure::Sensitive).await
}

async fn page(app: &App, uri: &Uri, filter: Filter, ask: Ask) -> Result<Response> {
    let limit = ask.limit(100, 200);
    let ids = app.read(async move |tx| super::list(tx, &filter, ask, limit).await).await?;
    let span = ids.first().zip(ids.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let found = written(app, ids.clone()).await?;
    let list: Vec<&Ready> = ids.iter().filter_map(|id| found.get(id)).collect();
    Ok(Paged { body: wire::json(&list), span }.answer(app, uri))
}

async fn undone(app: &App, viewer: Viewer, id: AccountId, measure: Measure) -> Result<Json<Ready>> {
    did(app, viewer, id, async move |tx, by| super::undo(tx, by, id, measure).await).await
}

async fn did<F>(app: &App, viewer: Viewer, id: AccountId, work: F) -> Result<Json<Ready>>
where
    F: AsyncFnOnce(&mut Tx, Moderator) -> Result<()> + Clone + Send + 'static,
{
    let by = Moderator::from(&viewer);
    app.write(async move |tx| work(tx, by).await).await?;
    shown(app, id).await
}

async fn shown(app: &App, id: AccountId) -> Result<Json<Ready>> {
    app.read(async move |tx| super::find(tx, id).await).await?;
    written(app, vec![id]).await?.remove(&id).map(Json).ok_or(Error::NotFound)
}

fn staff() -> Vec<String> {
    [Role::Moderator, Role::Admin, Role::Owner].map(|role| role.name().to_owned()).to_vec()
}
