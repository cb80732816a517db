//! `QuoteRequest`: somebody wants to quote a post of ours.

use ground::{App, PostId, Result};
use social::posts::quotes::State;
use wire::activitypub::{Activity, Note, same_origin};

use super::{notes, or_not, post_called};
use crate::actors::{self, Remote};
use crate::names::Name;
use crate::{delivery, fetch, quotations};

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let quoted = activity.object_uri().and_then(|uri| Name::of(app, uri));
    let Some(Name::Post(quoted)) = quoted else { return Ok(()) };
    let (Some(request), Some(post)) = (activity.id(), quoting(app, by, activity).await?) else {
        return Ok(());
    };
    let (who, request) = (by.account, request.to_owned());
    let ask = async move |tx: &mut db::Tx| {
        let (quote, anew) = quotations::asked(tx, who, post, quoted, &request).await?;
        // Anew, the event of the decision tells them.
        match quote.state {
            _ if anew => Ok(()),
            State::Accepted => delivery::quote_answered(tx, "quote_accept", &quote).await,
            State::Rejected | State::Revoked => {
                delivery::quote_answered(tx, "quote_reject", &quote).await
            }
            State::Pending => Ok(()),
        }
    };
    or_not(app.write(ask).await)
}

/// The post that quotes, theirs: as it is here, as it stands in the request, or asked for.
async fn quoting(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<Option<PostId>> {
    let Some(uri) = activity.node.uri("instrument").map(str::to_owned) else { return Ok(None) };
    let here = async |app: &App| {
        let (house, name) = (app.clone(), uri.clone());
        app.read(async move |tx| post_called(tx, &house, &name).await).await
    };
    if let Some(known) = here(app).await? {
        return Ok(Some(known));
    }
    let given = activity.node.nodes("instrument", 1).next().and_then(Note::of);
    let note = match given {
        Some(note) => Some(note),
        None => {
            let value = actors::found(fetch::object(app, &uri).await)?;
            value.as_ref().and_then(Note::read)
        }
    };
    let theirs = |note: &Note| note.author == by.uri && same_origin(&note.id, &by.uri);
    let Some(note) = note.filter(theirs) else { return Ok(None) };
    notes::keep(app, by, &note).await?;
    here(app).await
}
