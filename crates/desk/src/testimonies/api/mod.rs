//! The JSON face of testimonies, for the team.

pub(super) mod witness;

use axum::Json;
use axum::extract::{OriginalUri, State as Held};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Path, Viewer};
use ground::{AccountId, App, Result, secret};
use serde_json::{Value, json};

use super::input::{Agreed, Body, Opened, Reason, Stepped, Told, Used};
use super::uses::Task;
use super::{
    Channel, Form, Receipt, Testimony, TestimonyId, Use, at, consents, lint, uses, vault,
    witness as links, work,
};
use crate::teams;

/// `GET /api/portevoix/v1/organisations/{id}/testimonies`: latest first, with `Link`; without
/// names.
pub(super) async fn list(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 200);
    let page = app.read(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        super::list(tx, &seat, ask, limit).await
    });
    let page = page.await?;
    Ok(Paged::of(page.iter().map(|it| (it.id.0, wire(it)))).answer(&app, &uri))
}

/// `POST /api/portevoix/v1/organisations/{id}/testimonies`: what a witness told somebody of the
/// team, who types it. Answers `{"id", "address"}`: the witness's own link, told once.
pub(super) async fn tell(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(told): Input<Told>,
) -> Result<Json<Value>> {
    let locale = viewer.session.locale.unwrap_or_default();
    let seat = app.read(async move |tx| teams::seat(tx, &viewer, id).await).await?;
    let new = told.intake(Channel::Phone, locale)?;
    let (made, secret) = super::receive(&app, id, new, Some(seat)).await?;
    Ok(Json(json!({ "id": made.0.to_string(), "address": address(&app, &secret) })))
}

/// `GET …/testimonies/{testimony_id}`: with what stands in it, what was made of it, and what could
/// let somebody be recognised.
pub(super) async fn get(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    whole(&app, viewer, id, which).await
}

/// `PUT …/testimonies/{testimony_id}`: `body`, and the `version` one looked at.
pub(super) async fn write(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Body>,
) -> Result<Json<Value>> {
    let who = viewer.clone();
    app.write(async move |tx| {
        let (seat, found) = at(tx, &who, id, which).await?;
        work::write(tx, &seat, &found, &it.body, it.version.0).await.map(drop)
    })
    .await?;
    whole(&app, viewer, id, which).await
}

/// `POST …/testimonies/{testimony_id}/steps`: `step` is `verify`, `represent` (with what was seen
/// as `words`), `approve`, `publish`, or `keep` (with a day as `words`).
pub(super) async fn step(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Stepped>,
) -> Result<Json<Value>> {
    // Who may not see it learns nothing of steps.
    let who = viewer.clone();
    app.read(async move |tx| at(tx, &who, id, which).await.map(drop)).await?;
    work::step(&app, &viewer, id, TestimonyId(which), &it.step, &it.words).await?;
    whole(&app, viewer, id, which).await
}

/// `POST …/testimonies/{testimony_id}/consents`: what a witness agreed to in words.
pub(super) async fn consent(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Agreed>,
) -> Result<Json<Value>> {
    super::web::one::note_consent(&app, &viewer, id, which, &it).await?;
    whole(&app, viewer, id, which).await
}

/// `POST …/testimonies/{testimony_id}/uses`: what was published elsewhere, or given to somebody.
pub(super) async fn used(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Used>,
) -> Result<Json<Value>> {
    let who = viewer.clone();
    app.write(async move |tx| {
        let (seat, found) = at(tx, &who, id, which).await?;
        uses::used(tx, &seat, &found, it.made()?).await.map(drop)
    })
    .await?;
    whole(&app, viewer, id, which).await
}

/// `POST …/testimonies/{testimony_id}/identity`: who told it, for a `reason` that is noted.
pub(super) async fn identity(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(it): Input<Reason>,
) -> Result<Json<Value>> {
    let who = super::web::one::read_identity(&app, viewer, id, which, it.reason).await?;
    Ok(Json(json!({
        "name": who.name,
        "contact": who.contact,
        "representative": who.representative,
        "proof": who.proof,
        "shown": who.shown,
    })))
}

/// `POST …/testimonies/{testimony_id}/link`: a new link for the witness; older ones end.
pub(super) async fn link(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    let secret = secret::new();
    let held = secret.clone();
    app.write(async move |tx| {
        let (seat, it) = at(tx, &viewer, id, which).await?;
        links::renew(tx, &seat, &it, &held).await
    })
    .await?;
    Ok(Json(json!({ "address": address(&app, &secret) })))
}

/// `GET …/testimonies/form`
pub(super) async fn form(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Value>> {
    let (seat, form) = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            Ok((seat, super::form(tx, id).await?))
        })
        .await?;
    Ok(Json(opened(&app, &seat.handle, &form)))
}

/// `PUT …/testimonies/form`: `open`, and the `contact` of who looks after the data.
pub(super) async fn set_form(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(it): Input<Opened>,
) -> Result<Json<Value>> {
    let (seat, form) = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let form = super::set_form(tx, &seat, it.open.0, &it.contact).await?;
            Ok((seat, form))
        })
        .await?;
    Ok(Json(opened(&app, &seat.handle, &form)))
}

/// `GET …/testimonies/receipts`: what witnesses agreed to, latest first, with `Link`.
pub(super) async fn receipts(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 200);
    let page = app.read(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        consents::list(tx, &seat, ask, limit).await
    });
    let page = page.await?;
    Ok(Paged::of(page.iter().map(|it| (it.id, receipt(it)))).answer(&app, &uri))
}

/// `GET …/testimonies/readings`: who read who a witness is, latest first, with `Link`.
pub(super) async fn readings(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 200);
    let page = app.read(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        vault::readings(tx, &seat, ask, limit).await
    });
    let page = page.await?;
    let reading = |it: &vault::Reading| {
        json!({
            "id": it.id.to_string(),
            "testimony_id": it.testimony.0.to_string(),
            "account_id": it.account,
            "reason": it.reason,
            "at": wire::Time(it.at),
        })
    };
    Ok(Paged::of(page.iter().map(|it| (it.id, reading(it)))).answer(&app, &uri))
}

/// `GET …/testimonies/tasks`: what must be taken down by hand, latest first, with `Link`.
pub(super) async fn tasks(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 200);
    let page = app.read(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        uses::tasks(tx, &seat, ask, limit).await
    });
    let page = page.await?;
    Ok(Paged::of(page.iter().map(|it| (it.id, task(it)))).answer(&app, &uri))
}

/// `POST …/testimonies/tasks/{task_id}/done`
pub(super) async fn task_done(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    let done = app.write(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        uses::task_done(tx, &seat, which).await
    });
    Ok(Json(task(&done.await?)))
}

async fn whole(app: &App, viewer: Viewer, id: AccountId, which: i64) -> Result<Json<Value>> {
    let (it, held, made) = app
        .read(async move |tx| {
            let (_, it) = at(tx, &viewer, id, which).await?;
            let held = consents::allowed(tx, &it).await?;
            let made = uses::of(tx, it.id).await?;
            Ok((it, held, made))
        })
        .await?;
    let mut body = wire(&it);
    let hints = lint::hints(if it.body.is_empty() { &it.story } else { &it.body });
    body["consents"] = held.iter().map(receipt).collect();
    body["uses"] = made.iter().map(used_wire).collect();
    body["singles_out"] = json!(lint::singles_out(&hints));
    body["hints"] = hints
        .iter()
        .map(|hint| {
            json!({ "kind": hint.what.name(), "found": hint.found, "instead": hint.instead })
        })
        .collect();
    Ok(Json(body))
}

fn wire(it: &Testimony) -> Value {
    json!({
        "id": it.id.0.to_string(),
        "state": it.state.name(),
        "channel": it.channel.name(),
        "capacity": it.capacity.name(),
        "blocked": consents::can_agree(it).err().map(|why| why.to_string()),
        "story": it.story,
        "body": it.body,
        "version": it.version,
        "created_at": wire::Time(it.created_at),
        "changed_at": wire::Time(it.changed_at),
        "keep_until": wire::Time(it.keep_until),
    })
}

fn receipt(it: &Receipt) -> Value {
    json!({
        "id": it.id.to_string(),
        "testimony_id": it.testimony.0.to_string(),
        "deed": it.deed.name(),
        "medium": it.medium.map(super::Medium::name),
        "network": it.network.map(super::Network::name),
        "naming": it.naming.map(super::Naming::name),
        "preview": it.preview,
        "giver": it.giver.name(),
        "given_at": wire::Time(it.given_at),
        "ends_at": wire::Time(it.ends_at),
    })
}

fn used_wire(it: &Use) -> Value {
    json!({
        "id": it.id.to_string(),
        "kind": it.kind.name(),
        "subject_id": it.subject.to_string(),
        "medium": it.medium.name(),
        "network": it.network.name(),
        "naming": it.naming.name(),
        "address": it.address,
        "made_at": wire::Time(it.made_at),
        "gone_at": it.gone_at.map(wire::Time),
    })
}

fn task(it: &Task) -> Value {
    json!({
        "id": it.id.to_string(),
        "testimony_id": it.testimony.0.to_string(),
        "network": it.network.name(),
        "address": it.address,
        "due_at": wire::Time(it.due_at),
        "done_at": it.done_at.map(wire::Time),
    })
}

fn opened(app: &App, handle: &str, form: &Form) -> Value {
    json!({
        "open": form.open,
        "contact": form.contact,
        "address": app.url(&format!("/testify/{handle}")),
    })
}

fn address(app: &App, secret: &str) -> String {
    app.url(&format!("/testimony/{secret}"))
}
