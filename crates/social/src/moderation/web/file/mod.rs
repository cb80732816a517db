//! The file of an account: what is known of it, what was said and noted, what can be done.

mod read;
mod shown;

use axum::extract::State;
use axum::response::Response;
use db::Tx;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Nothing, Path, Role, Viewer, Visit};
use ground::{AccountId, App, Error, Result};
use serde::Deserialize;

use super::super::action::{named, subordinate};
use super::super::{About, Measure, Moderator, log};
use super::{measure, notes};
use crate::{accounts, oauth};

/// What stands in the forms of the page.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    measure: measure::Typed,
    note: notes::Typed,
}

impl Typed {
    fn fresh() -> Self {
        Self { measure: measure::Typed::fresh(), note: notes::Typed::default() }
    }
}

pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    page(&app, &visit, &viewer, id, &Typed::fresh(), &Faults::default()).await
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    id: AccountId,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let file = read::file(app, id).await?;
    let (title, main) = shown::whole(visit, viewer.session.role, &file, typed, faults);
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

/// Takes a measure against the account.
pub(in super::super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
    Form(typed): Form<measure::Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let (by, action) = (Moderator::from(&viewer), typed.action(None));
    let done = app.write(async move |tx| super::super::act(tx, by, id, action).await).await;
    let typed = Typed { measure: typed, ..Typed::fresh() };
    settle(&app, &visit, &viewer, id, done, &typed).await
}

/// Writes a note about it.
pub(in super::super) async fn note(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<AccountId>,
    Form(typed): Form<notes::Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let (by, text) = (Moderator::from(&viewer), typed.text());
    let done = app.write(async move |tx| {
        super::super::write_note(tx, by, About::Account(id), &text).await.map(drop)
    });
    let typed = Typed { note: typed, ..Typed::fresh() };
    settle(&app, &visit, &viewer, id, done.await, &typed).await
}

/// Takes a measure back.
pub(in super::super) async fn undo(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, measure)): Path<(AccountId, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let by = Moderator::from(&viewer);
    let measure = Measure::of(&measure).filter(|it| *it != Measure::Warn);
    let measure = measure.ok_or(Error::NotFound)?;
    app.write(async move |tx| super::super::undo(tx, by, id, measure).await).await?;
    Ok(done(id))
}

/// Lets somebody in who waits, or not.
pub(in super::super) async fn decide(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, answer)): Path<(AccountId, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let by = Moderator::from(&viewer);
    let accepts = match answer.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(Error::NotFound),
    };
    app.write(async move |tx| match accepts {
        true => super::super::approve(tx, by, id).await,
        false => super::super::reject(tx, by, id).await,
    })
    .await?;
    // Of whom was refused there is no file any more.
    Ok(if accepts { done(id) } else { parts::tell(parts::see_other("/admin/accounts"), "saved") })
}

/// The role given.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Given {
    role: String,
}

/// Gives the person a role.
pub(in super::super) async fn appoint(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(given): Form<Given>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Moderator::from(&viewer);
    let role = Role::of(&given.role).ok_or(Error::NotFound)?;
    app.write(async move |tx| super::super::appoint(tx, by, id, role).await).await?;
    Ok(done(id))
}

/// Erases a suspended account for ever.
pub(in super::super) async fn erase(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| super::super::erase(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other("/admin/accounts"), "saved"))
}

/// Logs the person out everywhere.
pub(in super::super) async fn end_sessions(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| log_out(tx, by, id).await).await?;
    Ok(done(id))
}

async fn log_out(tx: &mut Tx, by: Moderator, id: AccountId) -> Result<()> {
    let target = subordinate(tx, by, id).await?;
    let person = accounts::first_member(tx, id).await?.ok_or(Error::NotFound)?;
    oauth::end_all(tx, person, id, None).await?;
    log::note(tx, by.actor, "account.log_out", named(&target), "").await
}

async fn settle(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    id: AccountId,
    outcome: Result<()>,
    typed: &Typed,
) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(done(id)),
        Err(error) => {
            let faults = Faults::of(visit, error)?;
            page(app, visit, viewer, id, typed, &faults).await
        }
    }
}

fn done(id: AccountId) -> Response {
    parts::tell(parts::see_other(&format!("/admin/accounts/{id}")), "saved")
}
