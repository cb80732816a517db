//! Files in a bucket of an S3-compatible store. Requests are signed in their address (SigV4), so
//! an address is a secret and is never written anywhere.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>

use std::io;
use std::ops::Range;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use ground::config::S3;
use ground::{Error, Result};
use http::StatusCode;
use http::header::{CONTENT_LENGTH, CONTENT_RANGE, RANGE};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, RequestBuilder, Response};
use rusty_s3::actions::{ListObjectsV2, S3Action};
use rusty_s3::{Credentials, UrlStyle};

use super::{Opened, Source, name_in};

/// Times a request is sent at most.
const TRIES_MAX: u32 = 3;
/// How long to wait before the second try, in milliseconds; four times that before the third.
const PAUSE_MS: u64 = 150;
/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(3);
/// How long an answer, or the next piece of it, may take.
const ANSWER: Duration = Duration::from_secs(10);
/// A file being sent may take longer: a second more for so many bytes.
const BYTES_PER_SECOND_MIN: u64 = 128 << 10;
/// How long a signature is good for: the clocks of both ends may differ a little.
const SIGNED: Duration = Duration::from_secs(300);
/// Longest list or refusal that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 4 << 20;
/// A file that is written and removed to see whether the bucket takes files.
const PROBE: &str = "incoming/probe.txt";

pub(super) struct Bucket {
    bucket: rusty_s3::Bucket,
    keys: Credentials,
    client: Client,
}

/// Why the store did not do what was asked.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is no such file.
    Missing,
    /// It does not answer, or not now.
    Away(String),
    /// It says no: it will say so again.
    Refused { status: u16, code: String },
    /// What was to be stored cannot be read.
    Source(io::Error),
}

/// What is asked of the store.
enum Ask<'a> {
    Put { path: &'a str, source: &'a Source, bytes: u64, mime: &'a str },
    Head { path: &'a str },
    Get { path: &'a str, part: Option<Range<u64>> },
    Delete { path: &'a str },
    List { folder: &'a str, after: Option<String> },
}

impl Bucket {
    /// The client is not the careful one for addresses that strangers give
    /// ([`ground::outside`]): this address is the choice of the person who runs the server, and a
    /// store of one's own is usually on this machine or next to it.
    pub(super) fn new(s3: &S3) -> Result<Self> {
        let style = if s3.path_style { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let wrong = |why| Error::internal(format!("the address of the media bucket: {why}"));
        let bucket =
            rusty_s3::Bucket::new(s3.endpoint.clone(), style, s3.bucket.clone(), s3.region.clone())
                .map_err(|why| wrong(why.to_string()))?;
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .no_proxy()
            .build()
            .map_err(Error::internal)?;
        Ok(Self { bucket, keys: Credentials::new(&*s3.key, s3.secret.reveal()), client })
    }

    pub(super) async fn put(&self, path: &str, source: Source, mime: &str) -> Result<(), Fault> {
        let bytes = match &source {
            Source::Bytes(bytes) => bytes.len() as u64,
            Source::File(path) => tokio::fs::metadata(path).await.map_err(Fault::Source)?.len(),
        };
        let put = self.ask(&Ask::Put { path, source: &source, bytes, mime }).await;
        if let Err(Fault::Away(_)) = &put {
            // It may have come in whole without our hearing of it; nobody will know its name.
            let _ = self.once(&Ask::Delete { path }).await;
        }
        put?;
        if let Source::File(path) = &source {
            tokio::fs::remove_file(path).await.map_err(Fault::Source)?;
        }
        Ok(())
    }

    pub(super) async fn size(&self, path: &str) -> Result<u64, Fault> {
        let answer = self.ask(&Ask::Head { path }).await?;
        // Not `content_length()`: of an answer without a body that is always none or 0.
        number(&answer, CONTENT_LENGTH.as_str()).ok_or_else(|| away("it tells no size of a file"))
    }

    pub(super) async fn open(&self, path: &str, part: Option<Range<u64>>) -> Result<Opened, Fault> {
        let wanted = part.clone();
        let answer = self.ask(&Ask::Get { path, part }).await?;
        let bytes = match (&wanted, answer.status()) {
            (None, _) => number(&answer, CONTENT_LENGTH.as_str()),
            (Some(_), StatusCode::PARTIAL_CONTENT) => whole_size(&answer),
            (Some(_), _) => return Err(away("it does not know ranges")),
        };
        let bytes = bytes.ok_or_else(|| away("it tells no size of a file"))?;
        let pieces = stream::try_unfold(answer, |mut answer| async move {
            let piece = tokio::time::timeout(ANSWER, answer.chunk()).await;
            let piece = piece.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?;
            let piece = piece.map_err(|why| io::Error::other(why.without_url()))?;
            Ok(piece.map(|piece| (piece, answer)))
        });
        Ok(Opened { bytes, pieces: pieces.boxed() })
    }

    pub(super) async fn remove(&self, path: &str) -> Result<(), Fault> {
        self.ask(&Ask::Delete { path }).await.map(drop)
    }

    pub(super) async fn list(&self, folder: &str) -> Result<Vec<(String, u64)>, Fault> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let answer = self.ask(&Ask::List { folder, after }).await?;
            let page = ListObjectsV2::parse_response(&text(answer).await?)
                .map_err(|why| away(&format!("its list cannot be read: {why}")))?;
            for file in page.contents {
                let name = name_in(file.key.as_ref());
                found.extend(name.map(|name| (name, file.size.unwrap_or_default())));
            }
            after = page.next_continuation_token;
            if after.is_none() {
                return Ok(found);
            }
        }
    }

    /// Writes a small file and removes it, so that what is set wrong is known at once.
    pub(super) async fn probe(&self) -> Result<(), String> {
        let source = Source::Bytes(b"Portevoix may write here.".as_slice().into());
        let put = self.put(PROBE, source, "text/plain").await;
        let fault = match put {
            Ok(()) => self.remove(PROBE).await.err(),
            Err(fault) => Some(fault),
        };
        match fault {
            None | Some(Fault::Missing) => Ok(()),
            Some(Fault::Source(why)) => Err(why.to_string()),
            Some(Fault::Away(why)) => {
                tracing::warn!(%why, "The media store does not answer yet: {why}");
                Ok(())
            }
            Some(Fault::Refused { status, code }) => Err(self.advice(status, &code)),
        }
    }

    fn advice(&self, status: u16, code: &str) -> String {
        let name = self.bucket.name();
        match code {
            "NoSuchBucket" => {
                format!("the media bucket {name} is not there: make it, or mend s3-bucket")
            }
            "InvalidAccessKeyId" => "the media store does not know s3-key".into(),
            "SignatureDoesNotMatch" => "s3-secret is not the secret of s3-key".into(),
            "RequestTimeTooSkewed" => "the clock of this machine is wrong".into(),
            "AuthorizationHeaderMalformed" | "PermanentRedirect" | "TemporaryRedirect" => {
                format!("the media bucket {name} is in another region: mend s3-region")
            }
            "AccessDenied" => format!("s3-key may not write to the media bucket {name}"),
            _ => format!(
                "the media store refused with {status} {code}: look at s3-endpoint, s3-bucket, \
                 s3-key and s3-path-style"
            ),
        }
    }

    /// Asks, again if the store is away for a moment. Everything asked here may be asked twice.
    async fn ask(&self, ask: &Ask<'_>) -> Result<Response, Fault> {
        let mut tries = 0;
        loop {
            match self.once(ask).await {
                Err(Fault::Away(_)) if tries + 1 < TRIES_MAX => {
                    let pause = PAUSE_MS << (2 * tries);
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    async fn once(&self, ask: &Ask<'_>) -> Result<Response, Fault> {
        let (request, patience) = self.request(ask).await?;
        let answer = tokio::time::timeout(patience, request.send()).await;
        let answer = answer.map_err(|_| away("it takes too long"))?;
        let answer = answer.map_err(|why| away(&reason(why)))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let head = matches!(ask, Ask::Head { .. });
        let code = if head { String::new() } else { code(&text(answer).await.unwrap_or_default()) };
        Err(match status {
            StatusCode::NOT_FOUND if code != "NoSuchBucket" => Fault::Missing,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => away(status.as_str()),
            status if status.is_server_error() => away(status.as_str()),
            status => Fault::Refused { status: status.as_u16(), code },
        })
    }

    async fn request(&self, ask: &Ask<'_>) -> Result<(RequestBuilder, Duration), Fault> {
        let (bucket, keys, client) = (&self.bucket, Some(&self.keys), &self.client);
        Ok(match ask {
            Ask::Put { path, source, bytes, mime } => {
                let mut put = bucket.put_object(keys, path);
                // Signed, so that nobody on the way can change what it is served as.
                put.headers_mut().insert("cache-control", super::super::serve::FOREVER);
                put.headers_mut().insert("content-type", *mime);
                let body = match source {
                    Source::Bytes(bytes) => Body::from(bytes.clone()),
                    Source::File(path) => {
                        Body::from(tokio::fs::File::open(path).await.map_err(Fault::Source)?)
                    }
                };
                let request = client
                    .put(put.sign(SIGNED))
                    .header("cache-control", super::super::serve::FOREVER)
                    .header("content-type", *mime)
                    .header(CONTENT_LENGTH, *bytes)
                    .body(body);
                (request, ANSWER + Duration::from_secs(bytes / BYTES_PER_SECOND_MIN))
            }
            Ask::Head { path } => {
                (client.head(bucket.head_object(keys, path).sign(SIGNED)), ANSWER)
            }
            Ask::Get { path, part } => {
                let request = client.get(bucket.get_object(keys, path).sign(SIGNED));
                let request = match part {
                    Some(part) => {
                        request.header(RANGE, format!("bytes={}-{}", part.start, part.end - 1))
                    }
                    None => request,
                };
                (request, ANSWER)
            }
            Ask::Delete { path } => {
                (client.delete(bucket.delete_object(keys, path).sign(SIGNED)), ANSWER)
            }
            Ask::List { folder, after } => {
                let mut list = bucket.list_objects_v2(keys);
                list.with_prefix(*folder);
                if let Some(after) = after {
                    list.with_continuation_token(after.clone());
                }
                (client.get(list.sign(SIGNED)), ANSWER)
            }
        })
    }
}

fn away(why: &str) -> Fault {
    Fault::Away(why.to_owned())
}

/// Why it was not reached, to the bottom, without the address: it carries a signature.
fn reason(why: reqwest::Error) -> String {
    let why = why.without_url();
    let mut said = why.to_string();
    let mut below = std::error::Error::source(&why);
    while let Some(deeper) = below {
        said = format!("{said}: {deeper}");
        below = deeper.source();
    }
    said
}

fn number(answer: &Response, header: &str) -> Option<u64> {
    answer.headers().get(header)?.to_str().ok()?.parse().ok()
}

/// The size of the file that a part was taken from: the end of `bytes 0-4/10`.
fn whole_size(answer: &Response) -> Option<u64> {
    let range = answer.headers().get(CONTENT_RANGE)?.to_str().ok()?;
    range.rsplit_once('/')?.1.parse().ok()
}

async fn text(mut answer: Response) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    loop {
        let piece = tokio::time::timeout(ANSWER, answer.chunk()).await;
        let piece = piece.map_err(|_| away("it takes too long"))?;
        match piece.map_err(|why| away(&reason(why)))? {
            Some(piece) if bytes.len() + piece.len() > ANSWER_BYTES_MAX => {
                return Err(away("its answer is too long"));
            }
            Some(piece) => bytes.extend_from_slice(&piece),
            None => return String::from_utf8(bytes).map_err(|_| away("its answer is no text")),
        }
    }
}

/// The word for what is wrong, in a refusal of S3: `<Error><Code>NoSuchBucket</Code>…`.
fn code(body: &str) -> String {
    let found = body.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    let code = found.map_or("", |(code, _)| code);
    code.chars().filter(char::is_ascii_alphanumeric).take(60).collect()
}
