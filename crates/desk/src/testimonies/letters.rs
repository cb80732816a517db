//! Letters to witnesses who gave an e-mail address: that their words arrived, that a text waits to
//! be read. The secret of the link is made when the letter is written.

use db::Tx;
use ground::jobs::{self, Job};
use ground::{App, Error, Locale, Result, Say, secret};
use social::letters::{self, Mail};
use social::{accounts, people};

use super::{TestimonyId, sql, witness};

/// The queue of letters to be sent.
const QUEUE: &str = "testimonies";

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A testimony arrived.
    Received,
    /// A text waits to be read and approved.
    Written,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Written => "written",
        }
    }
}

/// Asks for a letter.
pub(super) async fn add(tx: &mut Tx, what: What, id: TestimonyId) -> Result<()> {
    let now = tx.now_ms();
    let payload = format!("{} {}", what.name(), id.0);
    jobs::add(tx, QUEUE, &format!("{payload} {now}"), &payload, now).await
}

/// Sends letters until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, send).await;
}

async fn send(app: App, job: Job) -> Result<()> {
    let Some((what, id)) = job.payload.split_once(' ') else { return Ok(()) };
    let Ok(id) = id.parse::<i64>().map(TestimonyId) else { return Ok(()) };
    let found = app.read(async move |tx| sql::find(tx, id).await).await?;
    let Some(it) = found.filter(|it| !it.state.is_closed()) else { return Ok(()) };
    let Some(who) = witness::identity(&app, &it).await? else { return Ok(()) };
    if !people::is_email(&who.contact) {
        return Ok(());
    }
    let (subject, body) = match what {
        "received" => ("letter-testimony-received-subject", "letter-testimony-received"),
        "written" => ("letter-testimony-written-subject", "letter-testimony-written"),
        other => return Err(Error::internal(format!("no letter is called {other}"))),
    };
    let secret = secret::new();
    let (held, handed) = (secret.clone(), it.clone());
    let host = app
        .write(async move |tx| {
            witness::hand(tx, &handed, &held).await?;
            accounts::get_known(tx, handed.organisation).await
        })
        .await?;
    let locale = Locale::of_tag(&it.locale).unwrap_or_default();
    let say = |key: &'static str| {
        let say = Say::new(key).with("organisation", host.display_name.as_str());
        let say = say.with("place", app.config.title.as_str());
        say.with("address", app.url(&format!("/testimony/{secret}"))).in_words(locale)
    };
    let (subject, body) = (say(subject), format!("{}\n", say(body)));
    letters::deliver(&app, Mail { to: who.contact, subject, body, unsubscribe: None }).await
}
