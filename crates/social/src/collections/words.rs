//! What is said of a collection, and what may be.

use db::Tx;
use ground::{Error, Result, Say};

use super::Collection;
use crate::{posts, tags};

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 40;
/// Longest description, in characters.
pub const DESCRIPTION_CHARS_MAX: usize = 100;

/// What is to be said of a collection; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Its name.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its language; empty: none.
    pub language: Option<String>,
    /// Its hashtag; empty: none.
    pub tag: Option<String>,
    /// Whether it is hidden until asked for.
    pub sensitive: Option<bool>,
    /// Whether it is listed on the profile.
    pub discoverable: Option<bool>,
}

/// The collection in its new words.
pub(super) async fn said(tx: &mut Tx, mut it: Collection, wish: Wish) -> Result<Collection> {
    it.name = line(wish.name.unwrap_or(it.name));
    it.description = wish.description.unwrap_or(it.description).trim().to_owned();
    if it.name.is_empty() {
        return Err(Error::invalid("name", "error-collection-name"));
    }
    fits("name", &it.name, NAME_CHARS_MAX)?;
    fits("description", &it.description, DESCRIPTION_CHARS_MAX)?;
    if let Some(language) = wish.language {
        it.language = Some(language).filter(|language| !language.is_empty());
        if it.language.as_deref().is_some_and(|tag| !posts::is_language(tag)) {
            return Err(Error::invalid("language", "error-bad-language"));
        }
    }
    if let Some(tag) = wish.tag {
        let typed = tag.trim().trim_start_matches('#');
        it.tag = match typed {
            "" => String::new(),
            typed => match tags::get_or_new(tx, typed).await {
                Ok(_) => typed.to_owned(),
                Err(Error::NotFound) => return Err(Error::invalid("tag_name", "error-tag-name")),
                Err(error) => return Err(error),
            },
        };
    }
    it.sensitive = wish.sensitive.unwrap_or(it.sensitive);
    it.discoverable = wish.discoverable.unwrap_or(it.discoverable);
    Ok(it)
}

fn line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(field: &'static str, text: &str, max: usize) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::invalid(field, "error-nul"));
    }
    if text.chars().count() > max {
        let say = Say::new("error-text-long").with("field", field).with("max", max);
        return Err(Error::invalid(field, say));
    }
    Ok(())
}
