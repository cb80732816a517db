//! Handles: what people are called in a text, an address bar, a search box.

use crate::link;
use std::fmt;
use std::str::FromStr;

/// The longest name of an account of this place, in characters.
pub const USERNAME_CHARS_MAX: usize = 30;
/// The longest name of an account of another place, in characters.
pub(crate) const REMOTE_NAME_CHARS_MAX: usize = 255;

/// Whether somebody of this place may be called so: 1 to [`USERNAME_CHARS_MAX`] ASCII
/// letters, digits and `_`, in either case (handles compare without it).
///
/// Places elsewhere allow `.` and `-` inside a name too; see [`Handle`]. Here they would
/// make it unclear where a mention ends.
pub fn valid_username(name: &str) -> bool {
    (1..=USERNAME_CHARS_MAX).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Who is meant: `alice` here, or `alice@example.org` elsewhere. Lower case, no leading
/// `@`, the domain in its ASCII form; [`Handle::parse`] is the only way to one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    username: String,
    domain: Option<String>,
}

/// Why a text is not a handle; reads as a sentence for whoever typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadHandle {
    /// The part before the `@`.
    Username,
    /// The part after it.
    Domain,
}

impl Handle {
    /// Reads `alice`, `@alice`, `alice@example.org`, `@alice@example.org` and
    /// `acct:alice@example.org` (RFC 7565), in any case, with spaces around.
    pub fn parse(text: &str) -> Result<Self, BadHandle> {
        let text = text.trim();
        let text = match text.get(..5) {
            Some(start) if start.eq_ignore_ascii_case("acct:") => &text[5..],
            _ => text,
        };
        let text = text.strip_prefix('@').unwrap_or(text);
        let (username, domain) = match text.split_once('@') {
            Some((username, domain)) => (username, Some(domain)),
            None => (text, None),
        };
        Self::new(username, domain)
    }

    /// A handle of its two parts, as a mention has them.
    pub fn new(username: &str, domain: Option<&str>) -> Result<Self, BadHandle> {
        let fits = match domain {
            Some(_) => valid_remote_name(username),
            None => valid_username(username),
        };
        if !fits {
            return Err(BadHandle::Username);
        }
        let domain = domain.map(ascii_domain).transpose()?;
        Ok(Self { username: username.to_ascii_lowercase(), domain })
    }

    /// The name without the domain.
    pub fn username(&self) -> &str {
        &self.username
    }

    /// The domain in its ASCII form, with the port if it is not the usual one; none for
    /// somebody of this place.
    pub fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    /// The same, seen from the place called `domain`: those who are at home there lose
    /// their domain.
    pub fn at(self, domain: &str) -> Self {
        match self.domain {
            Some(own) if own.eq_ignore_ascii_case(domain) => Self { domain: None, ..self },
            domain => Self { domain, ..self },
        }
    }
}

impl FromStr for Handle {
    type Err = BadHandle;

    fn from_str(text: &str) -> Result<Self, BadHandle> {
        Self::parse(text)
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.username)?;
        match &self.domain {
            Some(domain) => write!(f, "@{domain}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for BadHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Username => "a name has letters a to z, digits and _, at most 30 of them",
            Self::Domain => "the part after the @ must be a domain, such as example.org",
        })
    }
}

impl std::error::Error for BadHandle {}

/// `[a-z0-9_]+([a-z0-9_.-]*[a-z0-9_]+)?`, the names that go round between places.
fn valid_remote_name(name: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = name.as_bytes();
    (1..=REMOTE_NAME_CHARS_MAX).contains(&bytes.len())
        && bytes.iter().all(|&byte| inner(byte) || matches!(byte, b'.' | b'-'))
        && inner(bytes[0])
        && inner(bytes[bytes.len() - 1])
}

fn ascii_domain(domain: &str) -> Result<String, BadHandle> {
    let colon = domain.rfind(':').unwrap_or(domain.len());
    let (host, port) = domain.split_at(colon);
    if link::port(port) != port.len() || host.len() > link::HOST_BYTES_MAX * 4 {
        return Err(BadHandle::Domain);
    }
    let ascii = idna::domain_to_ascii_strict(host).map_err(|_| BadHandle::Domain)?;
    let fits = ascii.len() <= link::HOST_BYTES_MAX && ascii.split('.').all(link::is_plain_label);
    if fits { Ok(format!("{ascii}{port}")) } else { Err(BadHandle::Domain) }
}
