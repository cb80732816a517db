//! What can be chosen: by option, by environment, by file, in that order; else the default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser};
use ground::Config;
use ground::config::{S3, Secret};
use serde::Deserialize;
use url::Url;

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
    /// The key file that secrets in the database are sealed with; nodes of one community share it
    /// [default: DATA/seal.key, made at the first start]
    #[arg(long, env = "PORTEVOIX_SEAL_KEY", value_name = "FILE")]
    seal_key: Option<PathBuf>,
    /// The key file that the names of those who tell testimonies are sealed with
    /// [default: DATA/vault.key, made when the first one comes]
    #[arg(long, env = "PORTEVOIX_VAULT_KEY", value_name = "FILE")]
    vault_key: Option<PathBuf>,
    /// postgres://user:password@host/name; without it, SQLite in the data folder
    #[arg(long, env = "PORTEVOIX_DATABASE", value_name = "URL", hide_env_values = true)]
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
    /// Who sees which servers are kept out: all, users or disabled [default: users]
    #[arg(long, env = "PORTEVOIX_SHOW_DOMAIN_BLOCKS", value_name = "WHO")]
    show_domain_blocks: Option<String>,
    /// People without an account may have an account's public posts by mail, if it wants that
    #[arg(long, env = "PORTEVOIX_EMAIL_SUBSCRIPTIONS", value_name = "true|false",
          num_args = 0..=1, default_missing_value = "true")]
    email_subscriptions: Option<bool>,
    /// Other servers must say who asks before they read anything here: those kept out read nothing
    #[arg(long, env = "PORTEVOIX_AUTHORIZED_FETCH", value_name = "true|false",
          num_args = 0..=1, default_missing_value = "true")]
    authorized_fetch: Option<bool>,
    /// What may trend: open (all that no moderator refused), reviewed or off [default: open]
    #[arg(long, env = "PORTEVOIX_TRENDS", value_name = "HOW")]
    trends: Option<String>,
    /// Longest post, in characters as people count them [default: 1000]
    #[arg(long, env = "PORTEVOIX_POST_LENGTH", value_name = "N")]
    post_length: Option<usize>,
    /// Largest picture accepted, in MiB [default: 16]
    #[arg(long, env = "PORTEVOIX_UPLOAD_MIB", value_name = "N")]
    upload_mib: Option<usize>,
    /// Room for media of other servers, in MiB; the least recently used go first [default: 2048]
    #[arg(long, env = "PORTEVOIX_REMOTE_MEDIA_MIB", value_name = "N")]
    remote_media_mib: Option<u64>,
    /// Keep media in a bucket of an S3-compatible store, such as https://s3.example.org; without
    /// it, in DATA/media
    #[arg(long, env = "PORTEVOIX_S3_ENDPOINT", value_name = "URL")]
    s3_endpoint: Option<String>,
    /// The bucket that media lie in
    #[arg(long, env = "PORTEVOIX_S3_BUCKET", value_name = "NAME")]
    s3_bucket: Option<String>,
    /// The region of the store [default: us-east-1]
    #[arg(long, env = "PORTEVOIX_S3_REGION", value_name = "NAME")]
    s3_region: Option<String>,
    /// The name of the key to the bucket
    #[arg(long, env = "PORTEVOIX_S3_KEY", value_name = "KEY", hide_env_values = true)]
    s3_key: Option<String>,
    /// The secret of that key
    #[arg(long, env = "PORTEVOIX_S3_SECRET", value_name = "SECRET", hide_env_values = true)]
    s3_secret: Option<Hidden>,
    /// The bucket stands in the path of an address (else before its host) [default: true]
    #[arg(long, env = "PORTEVOIX_S3_PATH_STYLE", value_name = "true|false", num_args = 0..=1,
          default_missing_value = "true")]
    s3_path_style: Option<bool>,
    /// Where anybody may fetch the files of the bucket; without it, this server hands them out
    #[arg(long, env = "PORTEVOIX_S3_PUBLIC_URL", value_name = "URL")]
    s3_public_url: Option<String>,
    /// The program ffmpeg, for films and sound (ffprobe beside it); `off`: only pictures
    /// [default: where the search path finds it]
    #[arg(long, env = "PORTEVOIX_FFMPEG", value_name = "FILE|off")]
    ffmpeg: Option<String>,
    /// Largest film or sound accepted, in MiB [default: 100]
    #[arg(long, env = "PORTEVOIX_FILM_MIB", value_name = "N")]
    film_mib: Option<usize>,
    /// Longest film, in minutes; sound may be four times as long [default: 30]
    #[arg(long, env = "PORTEVOIX_FILM_MINUTES", value_name = "N")]
    film_minutes: Option<u32>,
    /// Films and sound worked on at once, each about a core and a gigabyte [default: 1]
    #[arg(long, env = "PORTEVOIX_FILM_WORKERS", value_name = "N")]
    film_workers: Option<usize>,
    /// Longest time to work on one, in minutes; then it is refused [default: 20]
    #[arg(long, env = "PORTEVOIX_FILM_WORK_MINUTES", value_name = "N")]
    film_work_minutes: Option<u64>,
    /// smtp://user:password@host:port or smtps://…; without it, mails are written to DATA/mails
    #[arg(long, env = "PORTEVOIX_SMTP", value_name = "URL", hide_env_values = true)]
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

/// What the environment says.
#[derive(Debug, Parser)]
struct Environment {
    #[command(flatten)]
    settings: Settings,
}

/// A secret among the settings: read, never shown.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
struct Hidden(String);

impl std::str::FromStr for Hidden {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

fn flag(text: &str) -> Result<bool, String> {
    Ok(!matches!(text, "" | "0" | "false" | "no" | "off"))
}

impl Settings {
    /// Only where the data is; everything else from the environment and the file.
    pub(super) fn at(place: Place) -> Self {
        let here = Environment::try_parse_from(["portevoix"]).map(|it| it.settings);
        Self {
            data: place.data,
            database: place.database,
            config: place.config,
            ..here.unwrap_or_default()
        }
    }

    /// The settings with the file's and the defaults filled in.
    pub(super) fn into_config(self) -> Outcome<Config> {
        let file = self.file()?;
        let listen = self.listen.or(file.listen).unwrap_or_else(|| ([127, 0, 0, 1], 3000).into());
        let s3 = self.bucket(&file)?;
        let data = self.data.or(file.data).unwrap_or_else(|| PathBuf::from("data"));
        let mut config = Config::local(listen, data);
        config.s3 = s3;
        config.seal_key = self.seal_key.or(file.seal_key);
        config.vault_key = self.vault_key.or(file.vault_key);
        config.database = self.database.or(file.database);
        if let Some(origin) = self.origin.or(file.origin) {
            config.origin = valid_origin(&origin)?;
        }
        if let Some(how) = self.registrations.or(file.registrations) {
            config.registrations = how.parse().map_err(|why| format!("registrations: {why}"))?;
        }
        if let Some(who) = self.show_domain_blocks.or(file.show_domain_blocks) {
            let who = who.parse().map_err(|why| format!("show-domain-blocks: {why}"));
            config.show_domain_blocks = who?;
        }
        if let Some(how) = self.trends.or(file.trends) {
            config.trends = how.parse().map_err(|why| format!("trends: {why}"))?;
        }
        set(&mut config.title, self.title.or(file.title));
        set(&mut config.description, self.description.or(file.description));
        set(&mut config.contact, self.contact.or(file.contact));
        set(&mut config.post_graphemes_max, self.post_length.or(file.post_length));
        set(&mut config.upload_bytes_max, self.upload_mib.or(file.upload_mib).map(|n| n << 20));
        let remote = self.remote_media_mib.or(file.remote_media_mib);
        set(&mut config.remote_media_bytes_max, remote.map(|n| n << 20));
        let ffmpeg = self.ffmpeg.or(file.ffmpeg).and_then(|where_it_is| where_it_is.parse().ok());
        set(&mut config.ffmpeg, ffmpeg);
        set(&mut config.film_bytes_max, self.film_mib.or(file.film_mib).map(|n| n << 20));
        set(&mut config.film_seconds_max, self.film_minutes.or(file.film_minutes).map(|n| n * 60));
        set(&mut config.film_workers, self.film_workers.or(file.film_workers));
        let work = self.film_work_minutes.or(file.film_work_minutes);
        set(&mut config.film_work_seconds_max, work.map(|n| n * 60));
        config.smtp = self.smtp.or(file.smtp);
        let sender = format!("{} <portevoix@{}>", config.title, host(&config));
        config.mail_from = self.mail_from.or(file.mail_from).unwrap_or(sender);
        set(&mut config.cards_bytes_max, self.cards_mib.or(file.cards_mib).map(|n| n << 20));
        set(&mut config.index_entries_max, self.index_entries.or(file.index_entries));
        let readers = self.index_readers_mib.or(file.index_readers_mib);
        set(&mut config.index_readers_bytes_max, readers.map(|n| n << 20));
        let by_mail = self.email_subscriptions.or(file.email_subscriptions);
        set(&mut config.email_subscriptions, by_mail);
        let signed = self.authorized_fetch.or(file.authorized_fetch);
        set(&mut config.authorized_fetch, signed);
        set(&mut config.behind_proxy, self.behind_proxy.or(file.behind_proxy));
        config.dev = self.dev.unwrap_or(false);
        Ok(config)
    }

    /// The bucket for media, if one is set: then whole.
    fn bucket(&self, file: &Self) -> Outcome<Option<S3>> {
        let text = |here: &Option<String>, there: &Option<String>| {
            here.as_ref().or(there.as_ref()).cloned()
        };
        let endpoint = text(&self.s3_endpoint, &file.s3_endpoint);
        let name = text(&self.s3_bucket, &file.s3_bucket);
        let (Some(endpoint), Some(bucket)) = (&endpoint, &name) else {
            return match endpoint.or(name) {
                None => Ok(None),
                Some(_) => Err("s3-endpoint and s3-bucket belong together: set both".into()),
            };
        };
        let need = |what: Option<String>, name: &str| {
            what.ok_or_else(|| format!("{name} is missing: media are to lie in a bucket"))
        };
        let secret = self.s3_secret.as_ref().or(file.s3_secret.as_ref()).map(|it| it.0.clone());
        let public_url = text(&self.s3_public_url, &file.s3_public_url);
        let public_url = public_url.map(|url| web_address("s3-public-url", &url)).transpose()?;
        Ok(Some(S3 {
            endpoint: web_address("s3-endpoint", endpoint)?,
            region: text(&self.s3_region, &file.s3_region).unwrap_or_else(|| "us-east-1".into()),
            bucket: bucket.clone(),
            key: need(text(&self.s3_key, &file.s3_key), "s3-key")?,
            secret: Secret::new(need(secret, "s3-secret")?),
            path_style: self.s3_path_style.or(file.s3_path_style).unwrap_or(true),
            public_url: public_url.map(|url| url.as_str().trim_end_matches('/').to_owned()),
        }))
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

fn web_address(name: &str, text: &str) -> Outcome<Url> {
    let url = Url::parse(text).ok();
    let fits = |url: &Url| matches!(url.scheme(), "http" | "https") && url.query().is_none();
    url.filter(fits).ok_or_else(|| {
        format!("{name}: '{text}' is not an address; write it like https://s3.example.org")
    })
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
