//! The letters that carry invitations. The secret is made when the letter is written, so that it
//! stands nowhere but in the letter.

use ground::jobs::{self, Job};
use ground::{App, Locale, Result, Say, secret};
use social::letters::{self, Mail};
use social::{accounts, people};

use super::sql;

/// The queue of invitations to be sent.
pub(super) const QUEUE: &str = "seats";

/// Sends invitations until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, send).await;
}

async fn send(app: App, job: Job) -> Result<()> {
    let Ok(id) = job.payload.parse::<i64>() else { return Ok(()) };
    let secret = secret::new();
    let hash = secret::hash(&secret);
    let found = app
        .write(async move |tx| {
            let now = tx.now_ms();
            let Some(found) = sql::invitation(tx, id, now).await? else { return Ok(None) };
            let ids = [found.organisation, found.by];
            let people = accounts::by_ids(tx, &ids).await?;
            let handle = |id| people.iter().find(|it| it.id == id).map(accounts::Account::acct);
            let names = (handle(found.organisation), handle(found.by));
            let to = match (&found.email, found.person) {
                (Some(email), _) => {
                    sql::set_hash(tx, id, &hash).await?;
                    email.clone()
                }
                (None, Some(person)) => people::by_id(tx, person).await?.email,
                (None, None) => return Ok(None),
            };
            Ok(Some((found, names, to)))
        })
        .await?;
    let Some((found, (organisation, by), to)) = found else { return Ok(()) };
    let path = match found.email {
        Some(_) => format!("/seats/{secret}"),
        None => "/desk".to_owned(),
    };
    let locale = Locale::of_tag(&found.locale).unwrap_or_default();
    let say = |key: &'static str| {
        let say = Say::new(key).with("place", app.config.title.as_str());
        let say = say.with("organisation", organisation.clone().unwrap_or_default());
        let say = say.with("by", by.clone().unwrap_or_default());
        say.with("address", app.url(&path)).in_words(locale)
    };
    let subject = say("letter-seat-subject");
    let body = format!("{}\n", say("letter-seat"));
    letters::deliver(&app, Mail { to, subject, body, unsubscribe: None }).await
}
