//! What can be chosen: by option, by environment, by file, in that order; else the default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use ground::Config;
use serde::Deserialize;

use super::{Outcome, Place};

/// Every setting. Each option is also `PORTEVOIX_…` in the environment, and a key of the same
/// name (with `-`) in the settings file.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Settings {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "PORTEVOIX_LISTEN", value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// The folder that holds everything [default: ./data]
    #[arg(long, env = "PORTEVOIX_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// postgres://user:password@host/name; without it, SQLite in the data folder
    #[arg(long, env = "PORTEVOIX_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// The public address, such as https://example.org [default: http://localhost and the port]
    #[arg(long, env = "PORTEVOIX_ORIGIN", value_name = "URL")]
    origin: Option<String>,
    /// The settings file [default: portevoix.toml, if there is one]
    #[arg(long, env = "PORTEVOIX_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
    /// The name of this place [default: Portevoix]
    #[arg(long, env = "PORTEVOIX_TITLE")]
    title: Option<String>,
    /// One sentence that says what this place is
    #[arg(long, env = "PORTEVOIX_DESCRIPTION")]
    description: Option<String>,
    /// E-mail address of the person to write to
    #[arg(long, env = "PORTEVOIX_CONTACT", value_name = "EMAIL")]
    contact: Option<String>,
    /// How people join: open, approval, invitation or closed [default: open]
    #[arg(long, env = "PORTEVOIX_REGISTRATIONS", value_name = "HOW")]
    registrations: Option<String>,
    /// Longest post, in characters as people count them [default: 1000]
    #[arg(long, env = "PORTEVOIX_POST_LENGTH", value_name = "N")]
    post_length: Option<usize>,
    /// Largest picture accepted, in MiB [default: 16]
    #[arg(long, env = "PORTEVOIX_UPLOAD_MIB", value_name = "N")]
    upload_mib: Option<usize>,
    /// smtp://user:password@host:port or smtps://…; without it, mails are written to DATA/mails
    #[arg(long, env = "PORTEVOIX_SMTP", value_name = "URL")]
    smtp: Option<String>,
    /// The sender of mails, such as "Place <no-reply@example.org>"
    #[arg(long, env = "PORTEVOIX_MAIL_FROM", value_name = "SENDER")]
    mail_from: Option<String>,
    /// Memory for ready-made posts and accounts, in MiB [default: 64]
    #[arg(long, env = "PORTEVOIX_CARDS_MIB", value_name = "N")]
    cards_mib: Option<u64>,
    /// Posts the timeline index keeps in memory, 24 bytes each [default: 4194304]
    #[arg(long, env = "PORTEVOIX_INDEX_ENTRIES", value_name = "N")]
    index_entries: Option<usize>,
    /// Memory for follow lists, in MiB [default: 64]
    #[arg(long, env = "PORTEVOIX_INDEX_READERS_MIB", value_name = "N")]
    index_readers_mib: Option<usize>,
    /// A proxy in front says who the client is (X-Forwarded-For)
    #[arg(long, env = "PORTEVOIX_BEHIND_PROXY", value_name = "true|false", num_args = 0..=1,
          default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// Development: lifts the limits of rate. Never on a public address
    #[arg(long, env = "PORTEVOIX_DEV", hide = true, value_parser = flag)]
    #[serde(skip)]
    dev: Option<bool>,
}

fn flag(text: &str) -> Result<bool, String> {
    Ok(!matches!(text, "" | "0" | "false" | "no" | "off"))
}

impl Settings {
    /// Only where the data is; everything else from environment defaults and the file.
    pub(super) fn at(place: Place) -> Self {
        Self { data: place.data, database: place.database, config: place.config, ..Self::default() }
    }

    /// The settings with the file's and the defaults filled in.
    pub(super) fn into_config(self) -> Outcome<Config> {
        let file = self.file()?;
        let listen = self.listen.or(file.listen).unwrap_or_else(|| ([127, 0, 0, 1], 3000).into());
        let data = self.data.or(file.data).unwrap_or_else(|| PathBuf::from("data"));
        let mut config = Config::local(listen, data);
        config.database = self.database.or(file.database);
        if let Some(origin) = self.origin.or(file.origin) {
            config.origin = valid_origin(&origin)?;
        }
        if let Some(how) = self.registrations.or(file.registrations) {
            config.registrations = how.parse().map_err(|why| format!("registrations: {why}"))?;
        }
        set(&mut config.title, self.title.or(file.title));
        set(&mut config.description, self.description.or(file.description));
        set(&mut config.contact, self.contact.or(file.contact));
        set(&mut config.post_graphemes_max, self.post_length.or(file.post_length));
        set(&mut config.upload_bytes_max, self.upload_mib.or(file.upload_mib).map(|n| n << 20));
        config.smtp = self.smtp.or(file.smtp);
        let sender = format!("{} <portevoix@{}>", config.title, host(&config));
        config.mail_from = self.mail_from.or(file.mail_from).unwrap_or(sender);
        set(&mut config.cards_bytes_max, self.cards_mib.or(file.cards_mib).map(|n| n << 20));
        set(&mut config.index_entries_max, self.index_entries.or(file.index_entries));
        let readers = self.index_readers_mib.or(file.index_readers_mib);
        set(&mut config.index_readers_bytes_max, readers.map(|n| n << 20));
        set(&mut config.behind_proxy, self.behind_proxy.or(file.behind_proxy));
        config.dev = self.dev.unwrap_or(false);
        Ok(config)
    }

    fn file(&self) -> Outcome<Self> {
        let path = match &self.config {
            Some(path) => path.as_path(),
            None if Path::new("portevoix.toml").exists() => Path::new("portevoix.toml"),
            None => return Ok(Self::default()),
        };
        let name = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|why| format!("the settings file {name} cannot be read: {why}"))?;
        toml::from_str(&text).map_err(|why| format!("the settings file {name} is wrong: {why}"))
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn host(config: &Config) -> &str {
    config.domain().split(':').next().unwrap_or("localhost")
}

fn valid_origin(text: &str) -> Outcome<String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(text.to_owned())
        }
        _ => Err(format!(
            "origin: '{text}' is not a public address; write it like https://example.org"
        )),
    }
}
