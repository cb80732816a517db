//! What people of this server posted, as other servers read it.

mod api;
mod note;
mod sql;

use axum::response::{IntoResponse, Response};
use ground::http::{Route, Scope, get};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use serde_json::{Value, json};
use wire::activitypub as ap;

pub(crate) use note::{announce, note};

/// The doors of this room.
#[must_use]
pub(crate) fn routes() -> Vec<Route> {
    let anyone = Scope::Anyone;
    vec![
        get("/ap/posts/{id}", anyone, api::show),
        get("/ap/at/{name}/{id}", anyone, api::named),
        get("/ap/actors/{id}/outbox", anyone, api::outbox),
        get("/ap/actors/{id}/featured", anyone, api::featured),
    ]
}

/// A document as an answer.
pub(crate) fn answer(document: Value) -> Response {
    let headers = [(CONTENT_TYPE, ap::MIME), (CACHE_CONTROL, "max-age=60"), (VARY, "accept")];
    (headers, document.to_string()).into_response()
}

/// A document with what its words mean.
pub(crate) fn whole(mut document: Value) -> Value {
    document["@context"] = ap::context();
    document
}

/// An activity about an object of ours: addressed as the object is.
pub(crate) fn about(id: String, kind: &str, actor: &str, object: Value) -> Value {
    let (to, cc) = (object["to"].clone(), object["cc"].clone());
    let published = object["published"].clone();
    whole(json!({
        "id": id, "type": kind, "actor": actor, "published": published,
        "to": to, "cc": cc, "object": object,
    }))
}
