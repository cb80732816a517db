//! ActivityPub as servers speak it: what others say, read tolerantly, and the vocabulary that we
//! write. Pure data: nothing here asks, keeps or believes.
//!
//! JSON-LD is read as plain JSON, as most servers do: a name may carry a prefix (`toot:featured`),
//! a value may be alone or in a list, an object may be told of by its address or stand there
//! itself. Whatever is missing or of another type than expected is as if it were not there.
//!
//! <https://www.w3.org/TR/activitypub/>

mod activity;
mod actor;
mod node;
mod note;

use serde_json::{Value, json};

pub use activity::Activity;
pub use actor::{Actor, Key};
pub use node::{Item, Node};
pub use note::{Attachment, Choice, Emoji, Note, Question, Tag};

/// What is sent and asked for.
pub const MIME: &str = "application/activity+json";
/// What is asked for, and how some answer.
pub const ACCEPT: &str = "application/activity+json, \
    application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
/// Everybody.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// Longest address that is taken, in bytes.
pub const URI_BYTES_MAX: usize = 2_048;

/// Whether an address stands for everybody.
#[must_use]
pub fn is_public(uri: &str) -> bool {
    matches!(uri, PUBLIC | "as:Public" | "Public")
}

/// Whether a header `Content-Type` or `Accept` names ActivityPub.
#[must_use]
pub fn is_named(header: &str) -> bool {
    header.contains("application/activity+json")
        || (header.contains("application/ld+json")
            && header.contains("https://www.w3.org/ns/activitystreams"))
}

/// Whether two addresses lie on the same server: scheme, host and port.
#[must_use]
pub fn same_origin(one: &str, other: &str) -> bool {
    origin(one).is_some_and(|origin_of_one| Some(origin_of_one) == origin(other))
}

/// Scheme, host and port of an address, as written.
#[must_use]
pub fn origin(uri: &str) -> Option<&str> {
    let after = uri.find("://")? + 3;
    let end = uri[after..].find(['/', '?', '#']).map_or(uri.len(), |at| after + at);
    (end > after && !uri[after..end].contains('@')).then(|| &uri[..end])
}

/// Host and port of an address, as written.
#[must_use]
pub fn host(uri: &str) -> Option<&str> {
    origin(uri)?.split_once("://").map(|(_, host)| host)
}

/// The `@context` of what we send.
#[must_use]
pub fn context() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/v1",
        {
            "toot": "http://joinmastodon.org/ns#",
            "schema": "http://schema.org#",
            "misskey": "https://misskey-hub.net/ns#",
            "gts": "https://gotosocial.org/ns#",
            "interactionPolicy": { "@id": "gts:interactionPolicy", "@type": "@id" },
            "canQuote": { "@id": "gts:canQuote", "@type": "@id" },
            "automaticApproval": { "@id": "gts:automaticApproval", "@type": "@id" },
            "manualApproval": { "@id": "gts:manualApproval", "@type": "@id" },
            "interactingObject": { "@id": "gts:interactingObject", "@type": "@id" },
            "interactionTarget": { "@id": "gts:interactionTarget", "@type": "@id" },
            "quote": { "@id": "https://w3id.org/fep/044f#quote", "@type": "@id" },
            "quoteAuthorization": {
                "@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id"
            },
            "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
            "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
            "quoteUri": "http://fedibird.com/ns#quoteUri",
            "quoteUrl": "as:quoteUrl",
            "_misskey_quote": "misskey:_misskey_quote",
            "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
            "sensitive": "as:sensitive",
            "Hashtag": "as:Hashtag",
            "Emoji": "toot:Emoji",
            "PropertyValue": "schema:PropertyValue",
            "value": "schema:value",
            "blurhash": "toot:blurhash",
            "discoverable": "toot:discoverable",
            "indexable": "toot:indexable",
            "votersCount": "toot:votersCount",
            "alsoKnownAs": { "@id": "as:alsoKnownAs", "@type": "@id" },
            "movedTo": { "@id": "as:movedTo", "@type": "@id" },
            "featured": { "@id": "toot:featured", "@type": "@id" },
            "focalPoint": { "@container": "@list", "@id": "toot:focalPoint" }
        }
    ])
}
