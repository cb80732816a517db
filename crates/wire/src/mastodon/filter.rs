//! Filters: what a reader would rather not see.

use serde::Serialize;

use crate::{Id, Time};

/// A filter. <https://docs.joinmastodon.org/entities/Filter/>
#[derive(Clone, Debug, Serialize)]
pub struct Filter {
    /// The filter's id.
    pub id: Id,
    /// Its name, plain text.
    pub title: String,
    /// Where it applies: `home`, `notifications`, `public`, `thread`, `account`.
    pub context: Vec<&'static str>,
    /// When it ends; `None` for never.
    pub expires_at: Option<Time>,
    /// `warn`, `hide` or `blur`.
    pub filter_action: &'static str,
    /// Its words; left out where the filter is told of a Status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<FilterKeyword>>,
    /// Its Statuses; left out likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<FilterStatus>>,
}

/// Words a filter looks for. <https://docs.joinmastodon.org/entities/FilterKeyword/>
#[derive(Clone, Debug, Serialize)]
pub struct FilterKeyword {
    /// The keyword's id.
    pub id: Id,
    /// The words.
    pub keyword: String,
    /// Whether they must not be a part of a longer word.
    pub whole_word: bool,
}

/// A Status a filter names. <https://docs.joinmastodon.org/entities/FilterStatus/>
#[derive(Clone, Debug, Serialize)]
pub struct FilterStatus {
    /// The id of this entry of the filter.
    pub id: Id,
    /// The Status's id.
    pub status_id: Id,
}

/// Why a Status is filtered. <https://docs.joinmastodon.org/entities/FilterResult/>
#[derive(Clone, Debug, Serialize)]
pub struct FilterResult {
    /// The filter, without its words and Statuses.
    pub filter: Filter,
    /// Its words that stand in the Status; `None` for none.
    pub keyword_matches: Option<Vec<String>>,
    /// The ids by which it names the Status; `None` for none.
    pub status_matches: Option<Vec<Id>>,
}

/// A filter as older clients know it: one phrase. <https://docs.joinmastodon.org/entities/V1_Filter/>
#[derive(Clone, Debug, Serialize)]
pub struct FilterV1 {
    /// The id: that of the keyword.
    pub id: Id,
    /// The words.
    pub phrase: String,
    /// Where it applies.
    pub context: Vec<&'static str>,
    /// When it ends; `None` for never.
    pub expires_at: Option<Time>,
    /// Whether it hides.
    pub irreversible: bool,
    /// Whether the words must not be a part of a longer word.
    pub whole_word: bool,
}
