//! Asking other people's servers: never this machine nor its neighbours, never by a detour.
//!
//! An address somebody gave may lead into our own network. It is resolved first and refused where
//! it does, so that what was checked is what is connected to. Nothing is followed elsewhere but by
//! [`open`], which looks at each step anew.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{self, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};

use crate::error::{Error, Result};

/// How long a whole exchange may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long [`get`] may take, all its steps together.
const GET_TIMEOUT: Duration = Duration::from_secs(10);
/// How often [`open`] goes on to where it is sent.
const STEPS_MAX: usize = 5;

/// A client for addresses that others gave. `dev`: this machine may be asked too.
///
/// # Errors
/// If the system's trust in certificates cannot be read.
pub fn client(dev: bool) -> Result<Client> {
    Client::builder()
        .redirect(Policy::none())
        .timeout(TIMEOUT)
        .no_proxy()
        .dns_resolver(std::sync::Arc::new(Careful { dev }))
        .user_agent(concat!("Portevoix/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(Error::internal)
}

/// Whether an address may be asked: https (in `dev` also http), and no number of a machine that
/// is ours or near.
#[must_use]
pub fn may_ask(url: &Url, dev: bool) -> bool {
    if url.scheme() != "https" && !(dev && url.scheme() == "http") {
        return false;
    }
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    // A host that is a number is never resolved, so it is looked at here.
    let Some(host) = url.host_str() else { return false };
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => dev || is_far(address),
        Err(_) => true,
    }
}

/// What a server gave.
#[derive(Debug)]
pub struct Given {
    /// Where it was found in the end.
    pub url: Url,
    /// What it says it is, as `text/html`, in lower case.
    pub mime: String,
    /// The encoding it says it is in.
    pub charset: Option<String>,
    /// The bytes, of which there may be more.
    pub bytes: Vec<u8>,
    /// Whether these are all.
    pub whole: bool,
}

/// Why a server gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGiven {
    /// It may not be asked, or has no such thing: it is not worth asking again soon.
    No,
    /// It gives it to those it knows only, and does not know who asks.
    Unsigned,
    /// It does not answer now, or is in trouble, or wants to be left alone for a while.
    NotNow,
}

/// Asks for a file as [`open`] does, and reads its first `bytes_max` bytes.
///
/// # Errors
/// [`NotGiven`] if there is none to be had.
pub async fn get(
    client: &Client,
    url: Url,
    accept: &str,
    bytes_max: usize,
    dev: bool,
) -> Result<Given, NotGiven> {
    let got = async {
        let (url, answer) = open(client, url, accept, TIMEOUT, dev).await?;
        read(answer, url, bytes_max).await
    };
    tokio::time::timeout(GET_TIMEOUT, got).await.unwrap_or(Err(NotGiven::NotNow))
}

/// Asks for a file, going on where it is sent to a few times, and gives it to be read as it lies
/// there: what is packed is not taken. A file that should be asked for in the clear is asked for
/// by https. Each step, with the reading of the last, may take `timeout`.
///
/// # Errors
/// [`NotGiven`] if there is none to be had.
pub async fn open(
    client: &Client,
    url: Url,
    accept: &str,
    timeout: Duration,
    dev: bool,
) -> Result<(Url, Response), NotGiven> {
    let plain = |request: RequestBuilder, _: &Url| request.header(header::ACCEPT, accept);
    open_as(client, url, timeout, dev, plain).await
}

/// The same, where each step's request is made ready by `prepare`: it may be signed.
///
/// # Errors
/// [`NotGiven`] if there is none to be had.
pub async fn open_as(
    client: &Client,
    mut url: Url,
    timeout: Duration,
    dev: bool,
    prepare: impl Fn(RequestBuilder, &Url) -> RequestBuilder,
) -> Result<(Url, Response), NotGiven> {
    for _ in 0..=STEPS_MAX {
        if url.scheme() == "http" && !dev {
            url.set_scheme("https").map_err(|()| NotGiven::No)?;
        }
        if !may_ask(&url, dev) {
            return Err(NotGiven::No);
        }
        let request = prepare(client.get(url.clone()).timeout(timeout), &url);
        let request = request.header(header::ACCEPT_ENCODING, "identity");
        let answer = request.send().await.map_err(|_| NotGiven::NotNow)?;
        let status = answer.status();
        if status.is_success() {
            let packed = text(answer.headers(), header::CONTENT_ENCODING);
            return match packed.is_some_and(|how| how != "identity") {
                true => Err(NotGiven::No),
                false => Ok((url, answer)),
            };
        }
        if !status.is_redirection() {
            if status == StatusCode::UNAUTHORIZED {
                return Err(NotGiven::Unsigned);
            }
            let busy = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
            return Err(if busy { NotGiven::NotNow } else { NotGiven::No });
        }
        let next = text(answer.headers(), header::LOCATION).ok_or(NotGiven::No)?;
        url = url.join(next).map_err(|_| NotGiven::No)?;
    }
    Err(NotGiven::No)
}

/// Reads the first `bytes_max` bytes of an answer.
///
/// # Errors
/// [`NotGiven::NotNow`] if it breaks off.
pub async fn read(mut answer: Response, url: Url, bytes_max: usize) -> Result<Given, NotGiven> {
    let headers = answer.headers();
    let kind = text(headers, header::CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    let mime = parts.next().unwrap_or_default().to_owned();
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    let charset = charset.map(|name| name.trim_matches('"').to_owned());
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| NotGiven::NotNow)? {
        let room = bytes_max - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Ok(Given { url, mime, charset, bytes, whole: false });
        }
    }
    Ok(Given { url, mime, charset, bytes, whole: true })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

struct Careful {
    dev: bool,
}

impl Resolve for Careful {
    fn resolve(&self, name: Name) -> Resolving {
        let dev = self.dev;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let far: Vec<SocketAddr> = found.filter(|it| dev || is_far(it.ip())).collect();
            if far.is_empty() {
                return Err("the name leads to no public address".into());
            }
            Ok(Box::new(far.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of the open network.
#[must_use]
pub fn is_far(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_far_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(inner) => is_far_v4(inner),
            None => is_far_v6(address),
        },
    }
}

fn is_far_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_far_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Only what is given out for the open network, without what carries other addresses within.
    (a & 0xe000) == 0x2000
        && !(a == 0x2001 && b < 0x0200)
        && !(a == 0x2001 && b == 0x0db8)
        && a != 0x2002
        && a != 0x3fff
}
