//! Addresses of pages, written one way, so that the same page is the same link.

use ground::PostId;
use serde::{Deserialize, Serialize};
use url::Url;

/// Longest address of which a preview is made, in bytes.
pub(super) const URL_BYTES_MAX: usize = 2_048;
/// What says from where somebody came, and nothing of where they go.
const TRACKERS: [&str; 6] = ["fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid"];

/// A link in a post.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Link {
    /// Its address, as we write it.
    pub url: String,
    /// The post here that it leads to.
    #[serde(default)]
    pub own: Option<PostId>,
}

/// What an edit made of the link a post shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relinked {
    /// Nothing: the words are the same.
    #[default]
    Same,
    /// It shows none any more.
    Gone,
    /// It shows this one.
    Now(Link),
}

/// The link that is shown of a text whose links are these, as typed: the first that leads to
/// another place, or to a post here.
pub fn first<'a>(links: impl Iterator<Item = &'a str>, origin: &str) -> Option<Link> {
    links.filter_map(|typed| read(typed, origin)).next()
}

fn read(typed: &str, origin: &str) -> Option<Link> {
    let url = normal(&text::href(typed))?;
    if !is_ours(&url, origin) {
        return Some(Link { url: url.into(), own: None });
    }
    let own: PostId = match url.path().trim_start_matches('/').split('/').collect::<Vec<_>>()[..] {
        ["posts", id] => id.parse().ok()?,
        [name, id] if name.starts_with('@') => id.parse().ok()?,
        _ => return None,
    };
    Some(Link { url: format!("{origin}/posts/{own}"), own: Some(own) })
}

/// Whether an address is a page of this place, by whatever protocol.
pub(super) fn is_ours(url: &Url, origin: &str) -> bool {
    let place = |text: &str| text.split_once("://").map(|(_, rest)| rest.to_owned());
    let (Some(url), Some(origin)) = (place(url.as_str()), place(origin)) else { return false };
    url.strip_prefix(&origin).is_some_and(|rest| rest.starts_with('/'))
}

/// An address as we write it: without trackers, and without a part of the page, unless that
/// chooses the page.
pub fn normal(url: &str) -> Option<Url> {
    let mut url = Url::parse(url).ok().filter(|_| url.len() <= URL_BYTES_MAX)?;
    let web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    if !web || !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    if !url.fragment().is_some_and(|part| part.starts_with(['!', '/'])) {
        url.set_fragment(None);
    }
    if url.query().is_some() {
        let tracks = |name: &str| name.starts_with("utm_") || TRACKERS.contains(&name);
        let (all, kept) = {
            let pairs = url.query().unwrap_or_default().split('&');
            let all = pairs.clone().count();
            let name = |pair: &&str| !tracks(pair.split('=').next().unwrap_or_default());
            (all, pairs.filter(name).map(str::to_owned).collect::<Vec<_>>())
        };
        if kept.len() < all {
            url.set_query((!kept.is_empty()).then(|| kept.join("&")).as_deref());
        }
    }
    Some(url)
}
