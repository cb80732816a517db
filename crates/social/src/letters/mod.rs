//! Letters: e-mail, by SMTP where it is set up, else as files in the data folder for the person
//! who runs the server.
//!
//! Who gets a letter, and what it says, is decided elsewhere.

use std::path::Path;

use ground::{App, Config, Error, Result, secret};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tracing::{info, warn};

/// A letter in words.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Where it goes.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its text, plain.
    pub body: String,
    /// The address at which one ends such letters by a POST, without being asked again (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// How letters leave.
pub struct Postman(Option<std::result::Result<AsyncSmtpTransport<Tokio1Executor>, String>>);

impl Postman {
    /// By the SMTP server of the settings, if there is one.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self(config.smtp.as_deref().map(|url| {
            let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
            // The address holds a password: only what is wrong with it may be told.
            transport.map(|made| made.build()).map_err(|why| why.to_string())
        }))
    }
}

/// Whether letters leave the server.
#[must_use]
pub fn are_sent(app: &App) -> bool {
    app.config.smtp.is_some()
}

/// Sends a letter, or writes it to `mails/` in the data folder where no mail is set up. One that
/// can never arrive is dropped, and said so in the log.
///
/// # Errors
/// If it may arrive when tried again.
pub async fn deliver(app: &App, mail: Mail) -> Result<()> {
    let from: Mailbox = app.config.mail_from.parse().map_err(|_| {
        Error::internal("mail_from must be an e-mail address, or a name with one: Name <a@b.c>")
    })?;
    let Ok(to) = mail.to.parse::<Mailbox>() else {
        warn!("A letter was dropped: its address cannot be written to");
        return Ok(());
    };
    let message = unsubscribing(Message::builder(), mail.unsubscribe)
        .from(from)
        .to(to)
        .subject(mail.subject)
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body)
        .map_err(Error::internal)?;
    match &app.memory::<Postman>().0 {
        None => write(&app.config.data, message.formatted()).await,
        Some(Err(why)) => Err(Error::internal(format!("the smtp address is not one: {why}"))),
        Some(Ok(transport)) => match transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => {
                warn!(%error, "A letter was dropped: it was refused for good");
                Ok(())
            }
            Err(error) => Err(Error::internal(error)),
        },
    }
}

/// Lets programs of mail offer a button that ends the letters.
fn unsubscribing(message: MessageBuilder, address: Option<String>) -> MessageBuilder {
    let Some(address) = address else { return message };
    let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    message
        .raw_header(header("List-Unsubscribe", format!("<{address}>")))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
}

async fn write(data: &Path, message: Vec<u8>) -> Result<()> {
    let folder = data.join("mails");
    tokio::fs::create_dir_all(&folder).await.map_err(Error::internal)?;
    let path = folder.join(format!("{}.eml", &secret::new()[..16]));
    // Whole or not at all: whoever watches the folder must not read half a letter.
    let draft = path.with_extension("part");
    tokio::fs::write(&draft, message).await.map_err(Error::internal)?;
    tokio::fs::rename(&draft, &path).await.map_err(Error::internal)?;
    info!(path = %path.display(), "No mail is set up: a letter lies in {}", path.display());
    Ok(())
}
