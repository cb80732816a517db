//! The few files every page needs, built into the program. Their addresses carry a mark of what is
//! in them, so browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::OriginalUri;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

use crate::error::{Error, Result};
use crate::http::{Path, Route, Scope, get};
use crate::secret;

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";
const WOFF2: &str = "font/woff2";

/// The one style sheet, of layers that are each a file.
pub const STYLE: &str = concat!(
    include_str!("../../static/css/tokens.css"),
    include_str!("../../static/css/base.css"),
    include_str!("../../static/css/layout.css"),
    include_str!("../../static/css/parts.css"),
    include_str!("../../static/css/helpers.css"),
);

/// The one script. Every page does without.
pub const SCRIPT: &str = include_str!("../../static/portevoix.js");

/// The typeface that pages ask for unless their reader chose another.
pub const FONT: &str = "atkinson-hyperlegible-next.woff2";

macro_rules! asset {
    ($name:literal, $kind:expr) => {
        Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../../static/", $name)) }
    };
}

macro_rules! font {
    ($name:literal) => {
        Asset {
            name: $name,
            kind: WOFF2,
            bytes: include_bytes!(concat!("../../static/fonts/", $name)),
        }
    };
}

static ASSETS: [Asset; 10] = [
    Asset { name: "portevoix.css", kind: CSS, bytes: STYLE.as_bytes() },
    Asset { name: "portevoix.js", kind: "text/javascript", bytes: SCRIPT.as_bytes() },
    asset!("icon.svg", SVG),
    asset!("icon-192.png", PNG),
    asset!("icon-512.png", PNG),
    asset!("avatar.svg", SVG),
    asset!("header.svg", SVG),
    font!("atkinson-hyperlegible-next.woff2"),
    font!("lexend.woff2"),
    font!("opendyslexic.woff2"),
];

static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let address = |asset: &Asset| {
        if asset.kind == WOFF2 {
            return format!("/static/{}", asset.name);
        }
        let mark = URL_SAFE_NO_PAD.encode(&secret::hash_bytes(asset.bytes)[..9]);
        format!("/static/{}?{mark}", asset.name)
    };
    ASSETS.iter().map(address).collect()
});

/// The megaphone of the header, drawn in the colours of the page.
pub(super) const MARK: &str = include_str!("../../static/mark.svg");

/// The signs beside words, drawn with lines on a square of 20.
pub(super) const ICONS: [(&str, &str); 17] = [
    ("home", "M3 9.5 10 3l7 6.5M5 8v9h10V8M8.5 17v-5h3v5"),
    ("bell", "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13L5 14M8.5 17.5h3M10 2.5V4"),
    ("search", "M13 8.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0M12 12l5 5"),
    (
        "people",
        "M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6M1.5 17v-1.5a5.5 5.5 0 0 1 11 0V17\
        M12.5 3.4a3 3 0 0 1 0 5.2M15 11.5a5.5 5.5 0 0 1 3.5 5V17",
    ),
    ("bookmark", "M5 2.5h10V17l-5-4-5 4z"),
    ("heart", "M10 16.5 3.6 10a4 4 0 0 1 0-5.6 4 4 0 0 1 5.6 0l.8.8.8-.8a4 4 0 0 1 5.6 5.6z"),
    ("person", "M10 9.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 17.5v-1a7 7 0 0 1 14 0v1"),
    (
        "gear",
        "M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M10 2v3M10 15v3M2 10h3M15 10h3\
        M4.3 4.3l2.2 2.2M13.5 13.5l2.2 2.2M15.7 4.3l-2.2 2.2M6.5 13.5l-2.2 2.2",
    ),
    ("write", "M3 17l1-4L13.5 3.5l3 3L7 16zM11.5 5.5l3 3"),
    ("reply", "M8 4 3 9l5 5M3 9h8a6 6 0 0 1 6 6v1"),
    ("boost", "M3 8v5h3l7 3.5V4.5L6 8zM16 8.5a3 3 0 0 1 0 4M6 13l1 4.5h2"),
    ("more", "M4 10h.01M10 10h.01M16 10h.01"),
    ("menu", "M3 5.5h14M3 10h14M3 14.5h14"),
    ("lock", "M4.5 9h11v8h-11zM7 9V6a3 3 0 0 1 6 0v3"),
    (
        "globe",
        "M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0M2.5 10h15\
        M10 2.5c-4 4.5-4 10.5 0 15 4-4.5 4-10.5 0-15",
    ),
    ("warning", "M10 3 2 17h16zM10 8.5v4M10 14.8v.01"),
    ("bin", "M3.5 5.5h13M8 5V3h4v2M5 5.5l.8 12h8.4l.8-12M8.5 9v5M11.5 9v5"),
];

/// The address of a file, with the mark of its content; a typeface's has none.
#[must_use]
pub fn address(name: &str) -> &'static str {
    let at = ASSETS.iter().position(|asset| asset.name == name);
    at.and_then(|at| ADDRESSES.get(at)).map_or("/static/", String::as_str)
}

/// The door of these files.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![get("/static/{name}", Scope::Page, serve)]
}

async fn serve(Path(name): Path<String>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(Error::NotFound)?;
    // A typeface never changes under its name: the style sheet asks for it without a mark.
    let kept = match uri.query() {
        None if asset.kind != WOFF2 => "public, max-age=86400",
        _ => "public, max-age=31536000, immutable",
    };
    Ok(([(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, kept)], asset.bytes).into_response())
}
