//! Which servers are kept out, for those who may know.

use axum::Json;
use axum::extract::State;
use ground::config::Audience;
use ground::http::Viewer;
use ground::{App, Error, Result};
use wire::mastodon::DomainBlock;

use crate::gates::{BLOCKS_MAX, digest, obscured, sql};

/// <https://docs.joinmastodon.org/methods/instance/#domain_blocks>
pub(in crate::gates) async fn list(
    State(app): State<App>,
    viewer: Option<Viewer>,
) -> Result<Json<Vec<DomainBlock>>> {
    match app.config.show_domain_blocks {
        Audience::Disabled => return Err(Error::NotFound),
        Audience::Users if viewer.is_none() => {
            return Err(Error::Unauthorized("error-needs-token".into()));
        }
        Audience::All | Audience::Users => {}
    }
    let blocks = app.read(async |tx| sql::shown_domain_blocks(tx, BLOCKS_MAX).await).await?;
    let shown = blocks.into_iter().map(|(domain, severity, comment, hidden)| DomainBlock {
        digest: digest(&domain),
        domain: if hidden { obscured(&domain) } else { domain },
        severity: severity.name(),
        comment,
    });
    Ok(Json(shown.collect()))
}
