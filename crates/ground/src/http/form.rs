//! The forms of our pages, safe from other people's pages.
//!
//! A browser sends its cookie along whichever page holds the form. So what a form asks for is
//! done only if the browser says that it comes from a page of ours, and, where there is a
//! session, if the form carries the session's seal, which other pages cannot read.

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::input::{File, Sent};
use super::{page, who};
use crate::app::App;
use crate::error::{Error, Result};
use crate::secret;

/// The name of the hidden field that carries the seal.
pub(crate) const SEAL_FIELD: &str = "seal";

/// The fields of a form of ours.
pub struct Form<T>(pub T);

/// The fields of a form that has none but its seal: a button.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Nothing {}

/// The fields and files of a form of ours.
pub struct FormUpload<T> {
    /// The fields.
    pub fields: T,
    /// The files, in the order sent.
    pub files: Vec<File>,
}

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        FormUpload::from_request(request, app).await.map(|form| Self(form.fields))
    }
}

impl<T: DeserializeOwned> FromRequest<App> for FormUpload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        if !comes_from_here(request.headers(), app) {
            return Err(Error::forbidden("error-foreign-form"));
        }
        let session = who::cookie(request.headers(), app);
        let sent = Sent::read(request, app, String::new()).await?;
        if let Some(session) = session {
            let Sealed { seal } = sent.fields()?;
            if !secret::equal(seal.as_bytes(), page::seal(&session).as_bytes()) {
                return Err(Error::forbidden("error-stale-form"));
            }
        }
        Ok(Self { fields: sent.fields()?, files: sent.files })
    }
}

#[derive(Deserialize)]
struct Sealed {
    #[serde(default)]
    seal: String,
}

/// Whether a browser says that one of our pages sent this. What says nothing is no browser of
/// today, and carries no cookie by accident.
fn comes_from_here(headers: &HeaderMap, app: &App) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(http::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN).filter(|origin| *origin != "null") else { return true };
    // Under whichever name it was reached: a browser tells the truth about both.
    let reached = origin.split_once("://").map(|(_, host)| host);
    origin == app.config.origin || (reached.is_some() && reached == text(header::HOST))
}
