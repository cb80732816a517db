//! The JSON face of what a witness does: no token, the secret of their link is enough.

use axum::Json;
use axum::extract::State as Held;
use ground::http::{Input, Path, Visit};
use ground::{App, Result};
use serde_json::{Value, json};

use super::super::input::{Agreed, Shown, Told};
use super::super::{consents, web, witness};
use super::{address, receipt, task, used_wire};

/// `POST /api/portevoix/v1/testimonies`: `organisation` is a handle. Answers `{"address"}`, the
/// witness's own link, told once.
pub(in super::super) async fn tell(
    Held(app): Held<App>,
    visit: Visit,
    Input(told): Input<Told>,
) -> Result<Json<Value>> {
    let secret = web::form::take_in(&app, &told.organisation, &told, visit.locale).await?;
    Ok(Json(json!({ "address": address(&app, &secret) })))
}

/// `GET /api/portevoix/v1/testimonies/{secret}`: all that concerns the witness. `mark` is sent
/// back to approve the `text`.
pub(in super::super) async fn get(
    Held(app): Held<App>,
    Path(secret): Path<String>,
) -> Result<Json<Value>> {
    let view = app.read(async move |tx| witness::view(tx, &secret).await).await?;
    let it = &view.testimony;
    let step = |it: &super::super::Step| json!({ "state": it.to.name(), "at": wire::Time(it.at) });
    Ok(Json(json!({
        "state": it.state.name(),
        "blocked": consents::can_agree(it).err().map(|why| why.to_string()),
        "story": it.story,
        "text": it.body,
        "mark": witness::mark_text(&it.body),
        "receipts": view.receipts.iter().map(receipt).collect::<Vec<_>>(),
        "uses": view.uses.iter().map(used_wire).collect::<Vec<_>>(),
        "tasks": view.tasks.iter().map(task).collect::<Vec<_>>(),
        "steps": view.steps.iter().map(step).collect::<Vec<_>>(),
    })))
}

/// `POST …/{secret}/consents`: `media[]`, `networks[]`, `naming`, `shown`, `months`, `preview`.
pub(in super::super) async fn consent(
    app: Held<App>,
    Path(secret): Path<String>,
    Input(it): Input<Agreed>,
) -> Result<Json<Value>> {
    web::witness::agree(&app, &secret, &it).await?;
    get(app, Path(secret)).await
}

/// `POST …/{secret}/approve`: `mark` of the text that was shown.
pub(in super::super) async fn approve(
    app: Held<App>,
    Path(secret): Path<String>,
    Input(it): Input<Shown>,
) -> Result<Json<Value>> {
    let held = secret.clone();
    app.write(async move |tx| witness::approve(tx, &held, &it.mark).await).await?;
    get(app, Path(secret)).await
}

/// `POST …/{secret}/withdraw`: takes all of it back.
pub(in super::super) async fn withdraw(
    app: Held<App>,
    Path(secret): Path<String>,
) -> Result<Json<Value>> {
    witness::withdraw(&app, &secret).await?;
    get(app, Path(secret)).await
}
