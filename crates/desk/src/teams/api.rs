//! The JSON face of teams.

use axum::Json;
use axum::extract::State;
use ground::http::{Flag, Input, Many, Path, Viewer, Whole};
use ground::{AccountId, App, Locale, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use social::accounts;

use super::{Act, Invitation, Invitee, New, Roles, Seat, SeatId};

/// What a program may send to found an organisation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Founding {
    /// Whether the account itself becomes one.
    mine: Flag,
    username: String,
    display_name: String,
}

/// `GET /api/portevoix/v1/organisations`: those one has a seat at.
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> Result<Json<Vec<Value>>> {
    let seats = app.read(async move |tx| super::seats_of(tx, viewer.person).await).await?;
    Ok(Json(seats.iter().map(organisation).collect()))
}

/// `POST /api/portevoix/v1/organisations`: `username` and `display_name` of a new account, or
/// `mine` for one's own.
pub(super) async fn found(
    State(app): State<App>,
    viewer: Viewer,
    Input(it): Input<Founding>,
) -> Result<Json<Value>> {
    let new = if it.mine.0 {
        New::Mine
    } else {
        New::Account { username: it.username, name: it.display_name }
    };
    let origin = app.config.origin.clone();
    let seat = app.write(async move |tx| super::found(tx, &viewer, new, &origin).await).await?;
    Ok(Json(organisation(&seat)))
}

/// `GET /api/portevoix/v1/organisations/{id}`: with what one is there and may do.
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Value>> {
    let seat = app.read(async move |tx| super::seat(tx, &viewer, id).await).await?;
    Ok(Json(organisation(&seat)))
}

/// `GET /api/portevoix/v1/organisations/{id}/seats`: everybody on the team, oldest first.
pub(super) async fn seats(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<Value>>> {
    let (seats, people) = app
        .read(async move |tx| {
            super::seat(tx, &viewer, id).await?.may(Act::See)?;
            let seats = super::seats(tx, id).await?;
            let ids: Vec<AccountId> = seats.iter().map(|seat| seat.account).collect();
            Ok((seats, accounts::by_ids(tx, &ids).await?))
        })
        .await?;
    Ok(Json(seats.iter().map(|seat| wire(seat, &people)).collect()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Change {
    roles: Many<String>,
    version: Whole,
}

/// `PUT /api/portevoix/v1/organisations/{id}/seats/{seat_id}`: `roles`, and the `version` one
/// looked at; 409 if it was changed meanwhile.
pub(super) async fn set_roles(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(change): Input<Change>,
) -> Result<Json<Value>> {
    let (seat, people) = app
        .write(async move |tx| {
            let seat = super::seat(tx, &viewer, id).await?;
            let roles = Roles::parse(&change.roles.0)?;
            let version = change.version.0;
            let seat = super::set_roles(tx, &seat, SeatId(which), &roles, version).await?;
            let people = accounts::by_ids(tx, &[seat.account]).await?;
            Ok((seat, people))
        })
        .await?;
    Ok(Json(wire(&seat, &people)))
}

/// `DELETE /api/portevoix/v1/organisations/{id}/seats/{seat_id}`: somebody's, or one's own.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| {
        let seat = super::seat(tx, &viewer, id).await?;
        super::remove(tx, &seat, SeatId(which)).await
    })
    .await?;
    Ok(Json(json!({})))
}

/// `GET /api/portevoix/v1/organisations/{id}/invitations`: those that still hold.
pub(super) async fn invitations(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<Value>>> {
    let list = app
        .read(async move |tx| {
            let seat = super::seat(tx, &viewer, id).await?;
            super::invitations(tx, &seat).await
        })
        .await?;
    Ok(Json(list.iter().map(invited).collect()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    /// A handle or an address.
    who: String,
    roles: Many<String>,
    /// The language of the letter.
    locale: String,
}

/// `POST /api/portevoix/v1/organisations/{id}/invitations`: `who` (a handle, or an address that
/// gets a letter), `roles`, `locale`.
pub(super) async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(wish): Input<Wish>,
) -> Result<Json<Value>> {
    let house = app.clone();
    let locale = Locale::of_tag(&wish.locale).or(viewer.session.locale).unwrap_or_default();
    let made = app
        .write(async move |tx| {
            let seat = super::seat(tx, &viewer, id).await?;
            let roles = Roles::parse(&wish.roles.0)?;
            let who = Invitee::of(&wish.who);
            super::invite(tx, &seat, &house.config, who, &roles, locale).await
        })
        .await?;
    Ok(Json(invited(&made)))
}

/// `DELETE /api/portevoix/v1/organisations/{id}/invitations/{invitation_id}`
pub(super) async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| {
        let seat = super::seat(tx, &viewer, id).await?;
        super::withdraw(tx, &seat, which).await
    })
    .await?;
    Ok(Json(json!({})))
}

/// `GET /api/portevoix/v1/seat_invitations`: what one is invited to.
pub(super) async fn mine(State(app): State<App>, viewer: Viewer) -> Result<Json<Vec<Value>>> {
    let list = app.read(async move |tx| super::invitations_of(tx, viewer.person).await).await?;
    Ok(Json(list.iter().map(invited).collect()))
}

/// `POST /api/portevoix/v1/seat_invitations/{id}/accept`: answers the organisation.
pub(super) async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    let seat = app.write(async move |tx| super::accept(tx, &viewer, id).await).await?;
    Ok(Json(organisation(&seat)))
}

/// `POST /api/portevoix/v1/seat_invitations/{id}/decline`
pub(super) async fn decline(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::decline(tx, &viewer, id).await).await?;
    Ok(Json(json!({})))
}

fn organisation(seat: &Seat) -> Value {
    let may: Vec<&str> = seat.roles.acts().into_iter().map(Act::name).collect();
    json!({
        "id": seat.organisation,
        "acct": seat.handle,
        "display_name": seat.name,
        "seat_id": seat.id.0.to_string(),
        "roles": names(&seat.roles),
        "may": may,
    })
}

fn wire(seat: &Seat, people: &[accounts::Account]) -> Value {
    let person = people.iter().find(|it| it.id == seat.account);
    json!({
        "id": seat.id.0.to_string(),
        "account_id": seat.account,
        "acct": person.map(accounts::Account::acct),
        "display_name": person.map(|it| it.display_name.as_str()),
        "roles": names(&seat.roles),
        "version": seat.version,
        "created_at": wire::Time(seat.created_at),
    })
}

fn invited(it: &Invitation) -> Value {
    json!({
        "id": it.id.to_string(),
        "organisation_id": it.organisation,
        "email": it.email,
        "roles": names(&it.roles),
        "invited_by": it.by,
        "expires_at": wire::Time(it.expires_at),
    })
}

fn names(roles: &Roles) -> Vec<&str> {
    roles.as_str().split_ascii_whitespace().collect()
}
