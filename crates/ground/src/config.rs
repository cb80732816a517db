//! What the person who runs the server may choose. Read once at start (flags, environment,
//! `portevoix.toml`), then only read.

use std::net::SocketAddr;
use std::path::PathBuf;

use url::Url;

/// How people become members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registrations {
    /// Anyone, at once.
    Open,
    /// Anyone may ask; a moderator decides.
    Approval,
    /// Only with an invitation link of a member.
    Invitation,
    /// Nobody; accounts are made by the command line.
    Closed,
}

impl std::str::FromStr for Registrations {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "open" => Ok(Self::Open),
            "approval" => Ok(Self::Approval),
            "invitation" => Ok(Self::Invitation),
            "closed" => Ok(Self::Closed),
            _ => Err(format!("'{text}' is not open, approval, invitation or closed")),
        }
    }
}

/// A bucket of an S3-compatible store, and the keys to it.
#[derive(Clone, Debug)]
pub struct S3 {
    /// Where the store answers, without the bucket: `https://s3.example.org`.
    pub endpoint: Url,
    /// The region, as the store calls it.
    pub region: String,
    /// The name of the bucket.
    pub bucket: String,
    /// The name of the key.
    pub key: String,
    /// The secret of the key.
    pub secret: Secret,
    /// Whether the bucket stands in the path of an address, or before its host.
    pub path_style: bool,
    /// Where anybody may fetch the files of the bucket, without a slash at the end; none: we hand
    /// them out.
    pub public_url: Option<String>,
}

/// What is never shown, not even by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Shows it, to whoever must have it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(secret)")
    }
}

/// Who may see something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    All,
    /// Members.
    Users,
    /// Nobody but those who run the place.
    Disabled,
}

impl std::str::FromStr for Audience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "users" => Ok(Self::Users),
            "disabled" => Ok(Self::Disabled),
            _ => Err(format!("'{text}' is not all, users or disabled")),
        }
    }
}

/// Where the programs are that make films and sound fit for browsers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ffmpeg {
    /// Wherever the search path finds them, if it does.
    #[default]
    Search,
    /// They are not used: only pictures are taken.
    Off,
    /// `ffmpeg` is this file, and `ffprobe` lies beside it or on the search path.
    At(PathBuf),
}

impl std::str::FromStr for Ffmpeg {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "" => Self::Search,
            "off" => Self::Off,
            path => Self::At(path.into()),
        })
    }
}

/// What may trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trending {
    /// Nothing.
    Off,
    /// What a moderator has agreed to.
    Reviewed,
    /// Whatever no moderator has refused.
    Open,
}

impl std::str::FromStr for Trending {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "reviewed" => Ok(Self::Reviewed),
            "open" => Ok(Self::Open),
            _ => Err(format!("'{text}' is not off, reviewed or open")),
        }
    }
}

/// The server's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The folder that holds everything: database, media, mails.
    pub data: PathBuf,
    /// The key file that secrets in the database are sealed with; none: `seal.key` in the data
    /// folder. Nodes of one community share it.
    pub seal_key: Option<PathBuf>,
    /// The key file that the names of witnesses are sealed with; none: `vault.key` in the data
    /// folder.
    pub vault_key: Option<PathBuf>,
    /// `postgres://…`, or none for SQLite in the data folder.
    pub database: Option<String>,
    /// The public address, without a slash at the end: `https://example.org`.
    pub origin: String,
    /// The name shown for this place.
    pub title: String,
    /// One sentence that says what this place is.
    pub description: String,
    /// E-mail address of the person to write to.
    pub contact: String,
    /// How people become members.
    pub registrations: Registrations,
    /// Who may see which servers are kept out.
    pub show_domain_blocks: Audience,
    /// Whether people without an account may have the posts of accounts that want it by mail.
    pub email_subscriptions: bool,
    /// Whether other servers must say who asks before they read anything of people here, so that
    /// those kept out read nothing.
    pub authorized_fetch: bool,
    /// What may trend.
    pub trends: Trending,
    /// Longest post, in graphemes.
    pub post_graphemes_max: usize,
    /// Largest picture accepted, in bytes.
    pub upload_bytes_max: usize,
    /// Most bytes of other servers' media that are kept; the least recently used go first.
    pub remote_media_bytes_max: u64,
    /// The bucket that media lie in; none: the data folder.
    pub s3: Option<S3>,
    /// Where ffmpeg is.
    pub ffmpeg: Ffmpeg,
    /// Largest film or sound accepted, in bytes.
    pub film_bytes_max: usize,
    /// Longest film, in seconds; sound may be four times as long.
    pub film_seconds_max: u32,
    /// Films and sound worked on at once, each in a process of its own.
    pub film_workers: usize,
    /// Longest time to work on one, in seconds; then it is refused.
    pub film_work_seconds_max: u64,
    /// `smtp://…` or `smtps://…`; none: mails are written to the data folder.
    pub smtp: Option<String>,
    /// The sender of mails.
    pub mail_from: String,
    /// Whether limits of rate are lifted and loopback peers allowed.
    pub dev: bool,
    /// Memory for ready-made posts and accounts, in bytes.
    pub cards_bytes_max: u64,
    /// Entries the timeline index keeps in memory.
    pub index_entries_max: usize,
    /// Memory for follow lists in the timeline index, in bytes.
    pub index_readers_bytes_max: usize,
    /// Whether a proxy in front is trusted to say who the client is (`X-Forwarded-For`).
    pub behind_proxy: bool,
}

impl Config {
    /// Host (and port, if unusual) of the public address: what follows `@` in a full handle.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// The path of an address of this place, without query and last slash; none of others.
    #[must_use]
    pub fn path_of<'a>(&self, url: &'a str) -> Option<&'a str> {
        let path = url.strip_prefix(self.origin.as_str())?.split(['?', '#']).next()?;
        path.starts_with('/').then(|| path.trim_end_matches('/'))
    }

    /// Where a media file is fetched, by the name it has in our tables.
    #[must_use]
    pub fn media_url(&self, file: &str) -> String {
        match self.s3.as_ref().and_then(|s3| s3.public_url.as_ref()) {
            Some(base) => format!("{base}/{}", media_path(file)),
            None => format!("{}/media/{file}", self.origin),
        }
    }

    /// The other place that pages fetch media from, if there is one: scheme and host.
    #[must_use]
    pub fn media_origin(&self) -> Option<String> {
        let base = self.s3.as_ref()?.public_url.as_ref()?;
        Some(Url::parse(base).ok()?.origin().ascii_serialization())
    }

    /// Whether the public address is https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Settings for a server on this machine, for tests and first steps.
    #[must_use]
    pub fn local(listen: SocketAddr, data: PathBuf) -> Self {
        Self {
            listen,
            data,
            seal_key: None,
            vault_key: None,
            database: None,
            origin: format!("http://localhost:{}", listen.port()),
            title: "Portevoix".into(),
            description: String::new(),
            contact: String::new(),
            registrations: Registrations::Open,
            show_domain_blocks: Audience::Users,
            email_subscriptions: false,
            authorized_fetch: false,
            trends: Trending::Open,
            post_graphemes_max: 1000,
            upload_bytes_max: 16 << 20,
            remote_media_bytes_max: 2 << 30,
            s3: None,
            ffmpeg: Ffmpeg::Search,
            film_bytes_max: 100 << 20,
            film_seconds_max: 1800,
            film_workers: 1,
            film_work_seconds_max: 1200,
            smtp: None,
            mail_from: "Portevoix <portevoix@localhost>".into(),
            dev: false,
            cards_bytes_max: 64 << 20,
            index_entries_max: 1 << 22,
            index_readers_bytes_max: 64 << 20,
            behind_proxy: false,
        }
    }
}

/// Where a media file lies, by its name: below the media folder, in the bucket, and below the
/// bucket's public address. A 256th of the files share a folder; those of other servers lie apart.
#[must_use]
pub fn media_path(file: &str) -> String {
    let (shelf, random) = match file.strip_prefix("remote-") {
        Some(random) => ("remote/", random),
        None => ("", file),
    };
    format!("{shelf}{}/{file}", random.get(..2).unwrap_or_default())
}
