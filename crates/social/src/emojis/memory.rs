//! All emojis in memory.

use std::collections::BTreeMap;

use ground::App;
use parking_lot::RwLock;
use wire::mastodon::CustomEmoji;

use super::{Changed, Emoji};

/// All emojis, by name.
#[derive(Default)]
pub struct Emojis(RwLock<Known>);

#[derive(Default)]
struct Known {
    all: BTreeMap<String, Emoji>,
    /// How many changes were noted since the start.
    changes: u64,
}

impl Emojis {
    /// To be taken before all are read from the database.
    pub(super) fn ticket(&self) -> u64 {
        self.0.read().changes
    }

    /// Takes what was read, unless something changed since the ticket was taken.
    pub(super) fn fill(&self, all: Vec<Emoji>, ticket: u64) -> bool {
        let mut known = self.0.write();
        if known.changes != ticket {
            return false;
        }
        known.all = all.into_iter().map(|it| (it.shortcode.clone(), it)).collect();
        true
    }

    pub(super) fn apply(&self, changed: Changed) {
        let mut known = self.0.write();
        known.changes += 1;
        match changed.now {
            Some(emoji) => drop(known.all.insert(changed.shortcode, emoji)),
            None => drop(known.all.remove(&changed.shortcode)),
        }
    }
}

/// The emojis that are offered while writing, by name.
#[must_use]
pub fn listed(app: &App) -> Vec<CustomEmoji> {
    let known = app.memory::<Emojis>().0.read();
    known.all.values().filter(|it| it.visible).map(|it| it.wire(&app.config)).collect()
}

/// The emoji of that name, if there is one.
#[must_use]
pub fn named(app: &App, shortcode: &str) -> Option<CustomEmoji> {
    let known = app.memory::<Emojis>().0.read();
    known.all.get(shortcode).map(|it| it.wire(&app.config))
}

/// The emojis that some texts use, each once, in the order of their first use.
#[must_use]
pub fn used<'a>(app: &App, texts: impl IntoIterator<Item = &'a str>) -> Vec<CustomEmoji> {
    let known = app.memory::<Emojis>().0.read();
    if known.all.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<CustomEmoji> = Vec::new();
    for (_, name) in texts.into_iter().flat_map(text::shortcodes) {
        if let Some(emoji) = known.all.get(name)
            && found.iter().all(|it| it.shortcode != name)
        {
            found.push(emoji.wire(&app.config));
        }
    }
    found
}
