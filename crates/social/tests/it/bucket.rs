//! A small S3 store in memory, that looks at every signature as a real one does.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use ground::Config;
use ground::config::{S3, Secret};
use http::{HeaderMap, Method, StatusCode, header};
use tokio::net::TcpListener;

pub(crate) const KEY: &str = "GK31c2f218a2e44f485b94239e";
pub(crate) const SECRET: &str = "b892c0665f0ada8a4755dae98baa3b133590e11dae3bcc1f9d769d67f16c3835";
const BUCKET: &str = "place";
const REGION: &str = "garage";

/// A file: what it is served as, how long it may be kept, and its bytes.
#[derive(Clone)]
pub(crate) struct Kept {
    pub(crate) mime: String,
    pub(crate) keeping: String,
    pub(crate) bytes: Vec<u8>,
}

/// The store.
#[derive(Clone, Default)]
pub(crate) struct Bucket {
    pub(crate) files: Arc<Mutex<BTreeMap<String, Kept>>>,
    /// Every request: method and path.
    pub(crate) asked: Arc<Mutex<Vec<String>>>,
    /// How the next requests fail, the last of these first; 0 lets one through.
    pub(crate) failing: Arc<Mutex<Vec<u16>>>,
    port: u16,
}

impl Bucket {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let bucket = Self { port, ..Self::default() };
        let doors = Router::new().fallback(answer).with_state(bucket.clone());
        tokio::spawn(async move { axum::serve(listener, doors).await.unwrap() });
        bucket
    }

    /// The settings of a town that keeps its media here.
    pub(crate) fn settings(&self) -> S3 {
        S3 {
            endpoint: format!("http://127.0.0.1:{}", self.port).parse().unwrap(),
            region: REGION.into(),
            bucket: BUCKET.into(),
            key: KEY.into(),
            secret: Secret::new(SECRET.into()),
            path_style: true,
            public_url: None,
        }
    }

    pub(crate) fn keeps(&self) -> impl FnOnce(&mut Config) + use<> {
        let settings = self.settings();
        move |config| config.s3 = Some(settings)
    }

    pub(crate) fn fail(&self, statuses: &[u16]) {
        *self.failing.lock().unwrap() = statuses.to_vec();
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.files.lock().unwrap().keys().cloned().collect()
    }
}

async fn answer(State(bucket): State<Bucket>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    bucket.asked.lock().unwrap().push(format!("{} {path}", parts.method));
    let next = bucket.failing.lock().unwrap().pop();
    if let Some(status) = next.filter(|status| *status > 0) {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    let query = parts.uri.query().unwrap_or_default();
    if let Err(code) = signed(&parts.method, &path, query, &parts.headers) {
        return refusal(StatusCode::FORBIDDEN, code);
    }
    let Some(key) = path.strip_prefix(&format!("/{BUCKET}/")) else {
        return refusal(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    match parts.method {
        Method::PUT => put(&bucket, key, &parts.headers, body).await,
        Method::DELETE => {
            bucket.files.lock().unwrap().remove(key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ if key.is_empty() => list(&bucket, query),
        method => read(&bucket, key, &method, &parts.headers),
    }
}

async fn put(bucket: &Bucket, key: &str, headers: &HeaderMap, body: Body) -> Response {
    let told = headers.get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok());
    let Some(told) = told.and_then(|it| it.parse::<usize>().ok()) else {
        return refusal(StatusCode::LENGTH_REQUIRED, "MissingContentLength");
    };
    let bytes = to_bytes(body, 64 << 20).await.unwrap().to_vec();
    if bytes.len() != told {
        return refusal(StatusCode::BAD_REQUEST, "IncompleteBody");
    }
    let word = |name| headers.get(name).unwrap().to_str().unwrap().to_owned();
    let kept =
        Kept { mime: word(header::CONTENT_TYPE), keeping: word(header::CACHE_CONTROL), bytes };
    bucket.files.lock().unwrap().insert(key.to_owned(), kept);
    StatusCode::OK.into_response()
}

fn read(bucket: &Bucket, key: &str, method: &Method, headers: &HeaderMap) -> Response {
    let Some(kept) = bucket.files.lock().unwrap().get(key).cloned() else {
        return refusal(StatusCode::NOT_FOUND, "NoSuchKey");
    };
    let size = kept.bytes.len();
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let Some(range) = range else {
        let length = [(header::CONTENT_LENGTH, size.to_string())];
        let body = if *method == Method::HEAD { Vec::new() } else { kept.bytes };
        return (length, body).into_response();
    };
    let (first, last) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    let headers = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}"))];
    (StatusCode::PARTIAL_CONTENT, headers, kept.bytes[first..=last].to_vec()).into_response()
}

/// Two files a page, so that pages are turned.
fn list(bucket: &Bucket, query: &str) -> Response {
    let query: HashMap<_, _> = url::form_urlencoded::parse(query.as_bytes()).collect();
    assert_eq!(query["list-type"], "2");
    let files = bucket.files.lock().unwrap();
    let after = query.get("continuation-token").map_or("", |token| token.as_ref());
    let found: Vec<_> = files
        .iter()
        .filter(|(key, _)| key.starts_with(query["prefix"].as_ref()) && key.as_str() > after)
        .take(3)
        .collect();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">",
    );
    for (key, kept) in found.iter().take(2) {
        xml += &format!("<Contents><Key>{key}</Key><Size>{}</Size></Contents>", kept.bytes.len());
    }
    let more = found.len() > 2;
    xml += &format!("<IsTruncated>{more}</IsTruncated>");
    if more {
        xml += &format!("<NextContinuationToken>{}</NextContinuationToken>", found[1].0);
    }
    xml += "</ListBucketResult>";
    xml.into_response()
}

fn refusal(status: StatusCode, code: &str) -> Response {
    (status, format!("<Error><Code>{code}</Code><Message>No</Message></Error>")).into_response()
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>
fn signed(
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
) -> Result<(), &'static str> {
    let told: HashMap<_, _> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let get = |name: &str| told.get(name).map(|it| it.to_string()).ok_or("AccessDenied");
    let (when, wanted) = (get("X-Amz-Date")?, get("X-Amz-Signature")?);
    let (names, credential) = (get("X-Amz-SignedHeaders")?, get("X-Amz-Credential")?);
    let scope = credential.strip_prefix(&format!("{KEY}/")).ok_or("InvalidAccessKeyId")?;
    let day = &when[..8];
    if scope != format!("{day}/{REGION}/s3/aws4_request") {
        return Err("AuthorizationHeaderMalformed");
    }
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.retain(|pair| !pair.starts_with("X-Amz-Signature="));
    pairs.sort_unstable();
    let mut canonical = format!("{method}\n{path}\n{}\n", pairs.join("&"));
    for name in names.split(';') {
        let value = headers.get(name).ok_or("SignatureDoesNotMatch")?.to_str().unwrap();
        canonical += &format!("{name}:{}\n", value.trim());
    }
    canonical += &format!("\n{names}\nUNSIGNED-PAYLOAD");
    let hash = hex(digest(&SHA256, canonical.as_bytes()).as_ref());
    let text = format!("AWS4-HMAC-SHA256\n{when}\n{scope}\n{hash}");
    let mac = |key: &[u8], text: &str| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
    };
    let key = mac(format!("AWS4{SECRET}").as_bytes(), day);
    let key = ["s3", "aws4_request"].iter().fold(mac(&key, REGION), |key, text| mac(&key, text));
    if hex(&mac(&key, &text)) == wanted { Ok(()) } else { Err("SignatureDoesNotMatch") }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
