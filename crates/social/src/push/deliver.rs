//! Messages on their way: put into words, sealed and handed to the push service.

use ground::jobs::{self, Job};
use ground::{App, Error, Locale, Result, Say};
use http::StatusCode;
use serde_json::json;
use tracing::warn;

use super::{By, Message, Push, QUEUES, Subscription, seal, sql};
use crate::filters::Context;
use crate::notifications::{self, Notification, sentence};
use crate::posts::{self, Hide};
use crate::{accounts, follows};

/// How long the push service keeps a message for a program that sleeps, in seconds: two days.
const KEPT_S: u32 = 172_800;
/// Longest piece of a post in a message, in characters.
const EXCERPT_CHARS_MAX: usize = 300;

/// Sends messages until the app stops.
pub async fn work(app: App) {
    let work = |queue| jobs::work_on(app.clone(), queue, deliver);
    let [first, second, third, fourth] = QUEUES;
    tokio::join!(work(first), work(second), work(third), work(fourth));
}

async fn deliver(app: App, job: Job) -> Result<()> {
    let message: Message = serde_json::from_str(&job.payload).map_err(Error::internal)?;
    let id = message.subscription;
    let Some(subscription) = app.read(async move |tx| sql::by_id(tx, id).await).await? else {
        return Ok(());
    };
    let (who, told) = (subscription.account, message.notification);
    let told = match app.read(async move |tx| notifications::one(tx, who, told).await).await {
        Ok(told) => told,
        // Taken back meanwhile.
        Err(Error::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    if !is_wanted(&app, &subscription, &told).await? {
        return Ok(());
    }
    let words = words(&app, &subscription, &told).await?;
    hand_over(&app, &subscription, &words).await
}

async fn is_wanted(app: &App, to: &Subscription, told: &Notification) -> Result<bool> {
    if let (Some(post), Some(hide)) =
        (told.post, Hide::of(app, Some(to.account), Context::Notifications).await?)
        && !hide.among(app, &[post]).await?.is_empty()
    {
        return Ok(false);
    }
    let (who, from) = (to.account, told.from);
    match to.by() {
        By::All => Ok(true),
        By::Nobody => Ok(false),
        By::Followed => app.read(async move |tx| follows::is_following(tx, who, from).await).await,
        By::Follower => app.read(async move |tx| follows::is_following(tx, from, who).await).await,
    }
}

/// What the program shows, as JSON. Our keys are kept as hashes only, so the one that apps of
/// today find here is empty.
async fn words(app: &App, to: &Subscription, told: &Notification) -> Result<Vec<u8>> {
    let locale = Locale::of_tag(&to.locale).unwrap_or_default();
    let from = accounts::shown(app, &[told.from]).await?.pop().ok_or(Error::NotFound)?;
    let title = Say::new(sentence(told.kind)).with("name", from.spoken()).in_words(locale);
    let body = match told.post {
        Some(post) => {
            let post = app.read(async move |tx| posts::get(tx, post).await).await?;
            let text = if post.spoiler.is_empty() { post.body } else { post.spoiler };
            text.chars().take(EXCERPT_CHARS_MAX).collect()
        }
        None => String::new(),
    };
    let message = |body: &str| {
        json!({
            "access_token": "",
            "preferred_locale": locale.tag(),
            "notification_id": told.id.to_string(),
            "notification_type": told.kind.name(),
            "icon": from.avatar,
            "title": title,
            "body": body,
        })
        .to_string()
        .into_bytes()
    };
    let whole = message(&body);
    Ok(if whole.len() <= seal::MESSAGE_BYTES_MAX { whole } else { message("") })
}

async fn hand_over(app: &App, to: &Subscription, words: &[u8]) -> Result<()> {
    let push = app.memory::<Push>();
    let (Some(signer), Some(client)) = (push.signer.get(), push.client.get()) else {
        return Err(Error::internal("web push is not awake yet"));
    };
    let url = url::Url::parse(&to.endpoint).map_err(Error::internal)?;
    let origin = url.origin().ascii_serialization();
    let contact = match app.config.contact.as_str() {
        "" => app.config.origin.clone(),
        address => format!("mailto:{address}"),
    };
    let signed = signer.authorization(&origin, &contact, app.db.now_ms())?;
    let sealed = seal::encrypt(words, &to.receiver, &to.auth)?;
    let request = client
        .post(url)
        .header("ttl", KEPT_S)
        .header("urgency", "normal")
        .header("content-type", "application/octet-stream")
        .header("content-encoding", "aes128gcm")
        .header("authorization", signed)
        .body(sealed);
    let answer = request.send().await.map_err(|why| Error::internal(why.without_url()))?;
    match answer.status() {
        status if status.is_success() => Ok(()),
        StatusCode::NOT_FOUND | StatusCode::GONE => {
            let id = to.id;
            app.write(async move |tx| sql::forget(tx, id).await).await
        }
        status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
            Err(Error::internal(format!("the push service answered {status}")))
        }
        status => {
            // It will not take this message another time either.
            warn!(subscription = to.id, %status, "A push message was refused: {status}");
            Ok(())
        }
    }
}
