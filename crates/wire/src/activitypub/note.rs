//! Notes, and whatever else is shown as a post.

use serde_json::Value;

use super::Node;

/// Most hashtags, mentions and emojis that are read, together.
const TAGS_MAX: usize = 1_000;
/// Most pictures that are read.
const ATTACHMENTS_MAX: usize = 32;
/// Most answers of a question that are read.
const CHOICES_MAX: usize = 500;
/// Most addressees that are read.
const ADDRESSEES_MAX: usize = 1_000;

/// Most who are named by what may be done with a post.
const POLICY_MAX: usize = 32;

/// What is shown as a post.
const KINDS: [&str; 10] = [
    "Note",
    "Question",
    "Article",
    "Page",
    "Event",
    "Image",
    "Audio",
    "Video",
    "Document",
    "ChatMessage",
];

/// A post of somebody else, not yet believed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its address.
    pub id: String,
    /// What it is: `Note`.
    pub kind: String,
    /// Who says it.
    pub author: String,
    /// The text, as HTML of theirs.
    pub content: String,
    /// The language of the text, if that is said.
    pub language: Option<String>,
    /// The title; of a vote, the answer chosen.
    pub name: String,
    /// The content warning; of what is no note, a summary.
    pub summary: String,
    /// Its page.
    pub url: String,
    /// When it was posted, in epoch milliseconds.
    pub published: Option<i64>,
    /// When it was edited.
    pub updated: Option<i64>,
    /// The post it answers; may be empty.
    pub in_reply_to: String,
    /// To whom it is addressed first.
    pub to: Vec<String>,
    /// To whom it is addressed beside them.
    pub cc: Vec<String>,
    /// Whether its pictures start hidden.
    pub sensitive: bool,
    /// Whom and what it names.
    pub tags: Vec<Tag>,
    /// The emojis it is written with.
    pub emojis: Vec<Emoji>,
    /// What it shows.
    pub attachments: Vec<Attachment>,
    /// What it asks.
    pub question: Option<Question>,
    /// The post it quotes; may be empty.
    pub quote: String,
    /// The word of the quoted author that they agree, by its address; may be empty.
    pub quote_authorization: String,
    /// Who may quote it.
    pub may_quote: Vec<String>,
    /// Who may ask to.
    pub may_ask_to_quote: Vec<String>,
}

/// Whom or what a post names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// An actor, by its address.
    Mention(String),
    /// A hashtag, without its sign.
    Hashtag(String),
}

/// A small picture written as a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji {
    /// Its name, without colons.
    pub shortcode: String,
    /// Where it lies.
    pub url: String,
}

/// A picture, film or sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attachment {
    /// What it says it is, as `image/png`; may be empty.
    pub mime: String,
    /// What it is: `Image`, `Document`.
    pub kind: String,
    /// Where it lies.
    pub url: String,
    /// Where the picture that stands for it lies; may be empty.
    pub preview: String,
    /// What it shows.
    pub description: String,
    /// A blurred stand-in, as text.
    pub blurhash: String,
    /// Width and height in pixels; 0: not said.
    pub size: (u32, u32),
    /// What matters in it: left (-1) to right, bottom (-1) to top.
    pub focus: (f64, f64),
}

/// A question with answers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The answers.
    pub choices: Vec<Choice>,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// When it ends, in epoch milliseconds.
    pub ends_at: Option<i64>,
    /// Whether it is over.
    pub closed: bool,
    /// How many people chose.
    pub voters: Option<i64>,
}

/// An answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its words.
    pub title: String,
    /// How many chose it.
    pub votes: i64,
}

impl Note {
    /// Reads a post; none if it is nothing that is shown as one.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        Self::of(Node::of(value)?)
    }

    /// An object as a post.
    #[must_use]
    pub fn of(node: Node<'_>) -> Option<Self> {
        if !node.is_one_of(&KINDS) {
            return None;
        }
        let text = |name: &str| node.text(name).unwrap_or_default().to_owned();
        let (language, content) = content(node);
        let policy = node.nodes("interactionPolicy", 1).next();
        let policy = policy.and_then(|it| it.nodes("canQuote", 1).next());
        let may = |name: &str| policy.map(|it| it.uris(name, POLICY_MAX)).unwrap_or_default();
        let quote = ["quote", "quoteUrl", "quoteUri", "_misskey_quote"];
        Some(Self {
            id: node.id()?.to_owned(),
            kind: node.kind().to_owned(),
            author: node.uri("attributedTo").or_else(|| node.uri("actor"))?.to_owned(),
            content,
            language,
            name: text("name"),
            summary: text("summary"),
            url: node.link("url", "text/html").unwrap_or_default().to_owned(),
            published: node.time("published"),
            updated: node.time("updated"),
            in_reply_to: node.uri("inReplyTo").unwrap_or_default().to_owned(),
            to: node.uris("to", ADDRESSEES_MAX),
            cc: node.uris("cc", ADDRESSEES_MAX),
            sensitive: node.truth("sensitive"),
            tags: node.nodes("tag", TAGS_MAX).filter_map(Tag::of).collect(),
            emojis: Emoji::of(node),
            attachments: attachments(node),
            question: Question::of(node),
            quote: quote.iter().find_map(|name| node.uri(name)).unwrap_or_default().to_owned(),
            quote_authorization: node.uri("quoteAuthorization").unwrap_or_default().to_owned(),
            may_quote: may("automaticApproval"),
            may_ask_to_quote: may("manualApproval"),
        })
    }
}

/// The text with its language: the one text of a map is that of the post.
fn content(node: Node<'_>) -> (Option<String>, String) {
    let content = node.text("content").unwrap_or_default();
    let texts = node.texts("contentMap", 16);
    let same = texts.iter().find(|(_, text)| *text == content);
    let found = same.or(match (content.is_empty(), texts.as_slice()) {
        (_, [one]) => Some(one),
        (true, [first, ..]) => Some(first),
        _ => None,
    });
    match found {
        Some((language, text)) if content.is_empty() => {
            (Some((*language).to_owned()), (*text).to_owned())
        }
        Some((language, _)) => (Some((*language).to_owned()), content.to_owned()),
        None => (None, content.to_owned()),
    }
}

impl Tag {
    fn of(node: Node<'_>) -> Option<Self> {
        match node.kind() {
            "Mention" => Some(Self::Mention(node.href()?.to_owned())),
            "Hashtag" => Some(Self::Hashtag(node.text("name")?.trim_start_matches('#').to_owned())),
            _ => None,
        }
    }
}

impl Emoji {
    /// The emojis among the tags of an object.
    #[must_use]
    pub fn of(node: Node<'_>) -> Vec<Self> {
        let one = |tag: Node<'_>| {
            let icon = tag.nodes("icon", 1).next()?;
            let url = icon.link("url", "image/").or_else(|| icon.href())?.to_owned();
            let shortcode = tag.text("name")?.trim_matches(':').to_owned();
            (!shortcode.is_empty()).then_some(Self { shortcode, url })
        };
        let tags = node.nodes("tag", TAGS_MAX).filter(|tag| tag.is_one_of(&["Emoji"]));
        tags.filter_map(one).collect()
    }
}

fn attachments(node: Node<'_>) -> Vec<Attachment> {
    let mut found: Vec<Attachment> =
        node.nodes("attachment", ATTACHMENTS_MAX).filter_map(Attachment::of).collect();
    // A film or picture that is a post of its own shows itself.
    if found.is_empty() && node.is_one_of(&["Image", "Audio", "Video"]) {
        found.extend(Attachment::of(node));
    }
    found
}

impl Attachment {
    fn of(node: Node<'_>) -> Option<Self> {
        let kinds = ["Document", "Image", "Video", "Audio"];
        if !node.is_one_of(&kinds) {
            return None;
        }
        let media = ["video/", "audio/", "image/"];
        let url = media.iter().find_map(|kind| {
            let found = node.many("url", 16).find_map(|item| match item {
                super::Item::Node(link) => {
                    let of_kind = link.text("mediaType").is_some_and(|it| it.starts_with(kind));
                    of_kind.then(|| link.href()).flatten()
                }
                super::Item::Uri(_) => None,
            });
            found.map(|url| (url, *kind))
        });
        let said = node.text("mediaType").unwrap_or_default();
        let (url, mime) = match url {
            Some((url, kind)) if said.is_empty() => (url, kind),
            Some((url, _)) => (url, said),
            None => (node.link("url", "").or_else(|| node.href())?, said),
        };
        let side =
            |name: &str| node.number(name).and_then(|it| u32::try_from(it).ok()).unwrap_or(0);
        let point = node.get("focalPoint").and_then(Value::as_array);
        let axis = |at: usize| {
            let value = point.and_then(|point| point.get(at)?.as_f64()).unwrap_or_default();
            value.clamp(-1.0, 1.0)
        };
        let preview = node.nodes("icon", 1).next().and_then(|icon| icon.link("url", "image/"));
        let described = node.text("name").filter(|text| !text.is_empty());
        Some(Self {
            mime: mime.to_owned(),
            kind: node.kind().to_owned(),
            url: url.to_owned(),
            preview: preview.unwrap_or_default().to_owned(),
            description: described.or_else(|| node.text("summary")).unwrap_or_default().to_owned(),
            blurhash: node.text("blurhash").unwrap_or_default().to_owned(),
            size: (side("width"), side("height")),
            focus: (axis(0), axis(1)),
        })
    }
}

impl Question {
    fn of(node: Node<'_>) -> Option<Self> {
        if !node.is_one_of(&["Question"]) {
            return None;
        }
        let multiple = node.get("anyOf").is_some();
        let name = if multiple { "anyOf" } else { "oneOf" };
        let choice = |it: Node<'_>| {
            let replies = it.nodes("replies", 1).next();
            let votes = replies.and_then(|it| it.number("totalItems")).unwrap_or_default();
            Some(Choice { title: it.text("name")?.to_owned(), votes: votes.max(0) })
        };
        Some(Self {
            choices: node.nodes(name, CHOICES_MAX).filter_map(choice).collect(),
            multiple,
            ends_at: node.time("endTime"),
            closed: node.get("closed").is_some_and(|it| it != &Value::Bool(false)),
            voters: node.number("votersCount"),
        })
    }
}
