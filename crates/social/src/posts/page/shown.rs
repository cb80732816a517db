//! What a page shows of a post.

use ground::http::Visit;
use ground::{AccountId, App, Error, MediaId, PostId, Result};
use serde::Deserialize;

use super::film::Transcript;
use crate::accounts::{self, Shown};
use crate::emojis;
use crate::filters::Context;
use crate::posts::{self, Visibility};

/// A post or boost as a page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Post {
    /// Its number.
    pub id: PostId,
    /// Who posted or boosted.
    pub account: Shown,
    created_at: String,
    /// When it was last edited.
    pub edited_at: Option<String>,
    /// The text, as HTML of ours.
    pub content: String,
    /// The content warning.
    pub spoiler_text: String,
    /// The emojis in its text and warning.
    #[serde(default)]
    pub emojis: Vec<emojis::Shown>,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether its pictures start hidden.
    pub sensitive: bool,
    /// Its language.
    pub language: Option<String>,
    /// The post it answers.
    pub in_reply_to_id: Option<PostId>,
    in_reply_to_account_id: Option<AccountId>,
    /// Whom it answers, by handle.
    #[serde(skip)]
    pub answers: Option<String>,
    /// Its pictures.
    #[serde(rename = "media_attachments")]
    pub pictures: Vec<Picture>,
    /// What it asks.
    pub poll: Option<Poll>,
    /// What it quotes.
    pub quote: Option<Quote>,
    /// What it links to.
    #[serde(rename = "card")]
    pub link: Option<Link>,
    #[serde(default)]
    quote_approval: Approval,
    /// Whom it names.
    pub mentions: Vec<Named>,
    /// How often it was answered.
    pub replies_count: i64,
    /// How often it was boosted.
    pub reblogs_count: i64,
    /// How often it was favoured.
    pub favourites_count: i64,
    /// Whether its reader boosted it.
    #[serde(default)]
    pub reblogged: bool,
    /// Whether its reader favoured it.
    #[serde(default)]
    pub favourited: bool,
    /// Whether its reader keeps it.
    #[serde(default)]
    pub bookmarked: bool,
    /// The filters of its reader that it matches.
    #[serde(default)]
    filtered: Vec<Filtered>,
    /// The post boosted.
    pub reblog: Option<Box<Post>>,
}

/// A filter that a post matches.
#[derive(Clone, Debug, Deserialize)]
struct Filtered {
    filter: Matched,
}

#[derive(Clone, Debug, Deserialize)]
struct Matched {
    title: String,
    context: Vec<String>,
    filter_action: String,
}

/// A picture of a post.
#[derive(Clone, Debug, Deserialize)]
pub struct Picture {
    /// Its number.
    pub id: MediaId,
    /// `image`, `gifv`, `video`, `audio`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where it is.
    pub url: Option<String>,
    /// Where its small version is.
    pub preview_url: Option<String>,
    /// What it shows.
    pub description: Option<String>,
    /// Its captions.
    #[serde(default)]
    pub captions: Vec<Track>,
    /// What is said in it, where the page shows that.
    #[serde(skip)]
    pub transcripts: Vec<Transcript>,
    meta: Option<Meta>,
}

/// Captions of a film or sound.
#[derive(Clone, Debug, Deserialize)]
pub struct Track {
    /// Their language.
    pub language: String,
    /// What they are called; empty: as their language.
    pub label: String,
    /// Where they are.
    pub url: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Meta {
    original: Option<Original>,
    small: Option<Size>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Original {
    width: Option<u32>,
    height: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Size {
    width: u32,
    height: u32,
}

/// What a post links to.
#[derive(Clone, Debug, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// What the page says of itself.
    pub description: String,
    /// The site's name.
    pub provider_name: String,
    /// Who wrote it.
    pub author_name: String,
    /// A picture of ours of it.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_description: String,
    /// The page's language.
    pub language: Option<String>,
}

/// What a post quotes.
#[derive(Clone, Debug, Deserialize)]
pub struct Quote {
    /// Whether it stands, as the API says it.
    pub state: String,
    /// The post quoted, where its reader may see it.
    #[serde(default)]
    pub quoted_status: Option<Box<Post>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Approval {
    #[serde(default)]
    current_user: String,
}

/// A poll of a post.
#[derive(Clone, Debug, Deserialize)]
pub struct Poll {
    expires_at: Option<String>,
    /// Whether it has ended.
    pub expired: bool,
    /// Whether one may choose several answers.
    pub multiple: bool,
    /// Votes cast.
    pub votes_count: i64,
    /// People who voted, where one may choose several answers.
    pub voters_count: Option<i64>,
    /// The answers.
    pub options: Vec<PollOption>,
    /// The emojis in them.
    #[serde(default)]
    pub emojis: Vec<emojis::Shown>,
    /// Whether its reader need not be asked.
    #[serde(default)]
    pub voted: bool,
    /// What its reader chose.
    #[serde(default)]
    pub own_votes: Vec<usize>,
}

/// An answer of a poll.
#[derive(Clone, Debug, Deserialize)]
pub struct PollOption {
    /// Its words.
    pub title: String,
    /// How often it was chosen; none while that is hidden.
    pub votes_count: Option<i64>,
}

/// An account named in a post.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    /// Its number.
    pub id: AccountId,
    /// Its handle as one writes it here.
    pub acct: String,
}

/// Posts for a page, in the order of `ids`, as `who` sees them; those gone are left out. Whether
/// they may be seen must be settled before.
///
/// # Errors
/// If the database does not answer.
pub async fn shown(app: &App, who: Option<AccountId>, ids: &[PostId]) -> Result<Vec<Post>> {
    let list = posts::answer_list(app, who, ids).await?;
    let mut posts: Vec<Post> = serde_json::from_slice(&list).map_err(Error::internal)?;
    let answered: Vec<AccountId> = posts.iter().filter_map(|it| it.proper().answered()).collect();
    let answered = accounts::cards(app, &answered).await?;
    for post in &mut posts {
        let post = post.proper_mut();
        post.answers =
            post.answered().and_then(|id| answered.get(&id)).map(|card| card.acct.clone());
    }
    Ok(posts)
}

impl Post {
    /// The post itself, when this may be a boost of it.
    #[must_use]
    pub fn proper(&self) -> &Self {
        self.reblog.as_deref().unwrap_or(self)
    }

    fn proper_mut(&mut self) -> &mut Self {
        match self.reblog {
            Some(ref mut inner) => inner,
            None => self,
        }
    }

    fn answered(&self) -> Option<AccountId> {
        self.in_reply_to_id.and(self.in_reply_to_account_id)
    }

    /// The titles of the filters that want a warning before it is read in that place (see
    /// [`crate::filters::Context`]); `blurred`: before its pictures only.
    #[must_use]
    pub fn warned_by(&self, context: Context, blurred: bool) -> Option<String> {
        let wanted = if blurred { "blur" } else { "warn" };
        let titles: Vec<&str> = self
            .filtered
            .iter()
            .map(|it| &it.filter)
            .filter(|it| it.context.iter().any(|name| name == context.name()))
            // A post opened by its address is shown though it would be hidden in a list.
            .filter(|it| it.filter_action == wanted || !blurred && it.filter_action == "hide")
            .map(|it| it.title.as_str())
            .collect();
        (!titles.is_empty()).then(|| titles.join(", "))
    }

    /// Whether it answers that account or names it.
    #[must_use]
    pub fn speaks_to(&self, who: AccountId) -> bool {
        self.in_reply_to_account_id == Some(who) || self.mentions.iter().any(|it| it.id == who)
    }

    /// When it was made, in epoch milliseconds.
    #[must_use]
    pub fn at_ms(&self) -> i64 {
        moment(&self.created_at).unwrap_or_else(|| self.id.issued_at_ms())
    }

    /// Whether its reader may quote it, or ask to.
    #[must_use]
    pub fn may_be_quoted(&self) -> bool {
        matches!(self.quote_approval.current_user.as_str(), "automatic" | "manual")
    }

    /// The path of its page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/@{}/{}", self.account.acct, self.id)
    }
}

impl Post {
    /// Its first words in one line: the warning's, if there is one.
    #[must_use]
    pub fn excerpt(&self, visit: &Visit, chars_max: usize) -> String {
        let words = match self.spoiler_text.as_str() {
            "" => without_markup(&self.content),
            warning => warning.to_owned(),
        };
        if words.is_empty() {
            return visit.say("post-only-pictures");
        }
        let short: String = words.chars().take(chars_max).collect();
        if short == words { short } else { format!("{}…", short.trim_end()) }
    }
}

impl Poll {
    /// When it ends, in epoch milliseconds.
    #[must_use]
    pub fn ends_ms(&self) -> Option<i64> {
        moment(self.expires_at.as_deref()?)
    }
}

impl Picture {
    /// Width and height of the small version, in pixels.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        self.meta.as_ref()?.small.map(|size| (size.width, size.height))
    }

    /// Width and height of the whole, in pixels; none for sound.
    #[must_use]
    pub fn whole_size(&self) -> Option<(u32, u32)> {
        let original = self.meta.as_ref()?.original?;
        original.width.zip(original.height)
    }

    /// The unguessable names of the addresses of its captions.
    pub(super) fn caption_keys(&self) -> impl Iterator<Item = String> {
        self.captions.iter().filter_map(|it| {
            let name = it.url.rsplit('/').next()?;
            Some(name.strip_suffix(".vtt")?.to_owned())
        })
    }
}

/// The words of a text, without its markup.
#[must_use]
pub fn without_markup(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for (count, piece) in html.split('<').enumerate() {
        let text = if count == 0 { piece } else { piece.split_once('>').map_or("", |(_, it)| it) };
        if count > 0 && (piece.starts_with("/p") || piece.starts_with("br")) {
            words.push(' ');
        }
        words.push_str(text);
    }
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    words.replace("&#39;", "'").replace("&amp;", "&").trim().to_owned()
}

/// Reads a moment as we write it: `2026-11-24T05:36:54.123Z`.
fn moment(text: &str) -> Option<i64> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (hour, minute, second, ms) = (part(11, 13)?, part(14, 16)?, part(17, 19)?, part(20, 23)?);
    // Years counted from March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = year * 365 + leaps + (153 * month + 2) / 5 + day - 1 - 719_468;
    Some((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms)
}
