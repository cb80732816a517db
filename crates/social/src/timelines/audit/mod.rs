//! The audit of a home: what should be in it, worked out once more from the database alone, beside
//! what is served.
//!
//! The definition stands here a second time, as one plain statement that knows nothing of the
//! index, its rule or the chains. So a fault of theirs shows as a difference, and has a name.

pub(super) mod api;
mod sql;

use std::collections::HashSet;

use ground::http::Ask;
use ground::{AccountId, App, Error, PostId, Result, Say};
use serde::Serialize;

use super::home;
use crate::filters::Context;
use crate::posts::Hide;

/// Entries of anybody in a span that can be audited at once.
const LOOKED_AT_MAX: i64 = 50_000;
/// Entries of the home in a span that can be audited at once.
const ENTRIES_MAX: usize = 5_000;
/// Entries of a page, as apps ask for them.
const PAGE: usize = 40;
/// Others act while it is read: what differs must differ as often as this in a row.
const TRIES: usize = 3;

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Audit {
    /// The first id of the span.
    pub from: PostId,
    /// The last id of the span.
    pub to: PostId,
    /// Whether both readings gave exactly what should be there.
    pub complete: bool,
    /// Posts and boosts of anybody in the span, at most 50,000.
    pub looked_at: i64,
    /// Those that belong in the home and are not filtered out.
    pub expected: usize,
    /// Those that would, were they not hidden by a filter.
    pub filtered: usize,
    /// The span read from its newest entry down (`max_id`).
    pub down: Reading,
    /// The span read from its oldest entry up (`min_id`).
    pub up: Reading,
}

/// What was served, and how it differs from what was expected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Pages read.
    pub pages: usize,
    /// Entries on them, each as often as it came.
    pub served: usize,
    /// Expected, and not served.
    pub missing: Vec<PostId>,
    /// Served, and not expected.
    pub extra: Vec<PostId>,
    /// Served more than once.
    pub duplicates: Vec<PostId>,
    /// Served after one that should have come later.
    pub out_of_order: Vec<PostId>,
}

impl Reading {
    /// Whether it is exactly what was expected.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let lists = [&self.missing, &self.extra, &self.duplicates, &self.out_of_order];
        lists.iter().all(|list| list.is_empty())
    }
}

/// Compares what `who` is served of the home between two ids, both included, with what should be
/// there.
///
/// # Errors
/// [`Error::Invalid`] if the span holds too much to be audited at once.
pub async fn audit(app: &App, who: AccountId, from: PostId, to: PostId) -> Result<Audit> {
    let mut audit = once(app, who, from, to).await?;
    for _ in 1..TRIES {
        if audit.complete {
            break;
        }
        audit = once(app, who, from, to).await?;
    }
    Ok(audit)
}

async fn once(app: &App, who: AccountId, from: PostId, to: PostId) -> Result<Audit> {
    let read = app.read(async move |tx| {
        let looked_at = sql::count(tx, from, to, LOOKED_AT_MAX + 1).await?;
        if looked_at > LOOKED_AT_MAX {
            return Err(too_much());
        }
        Ok((looked_at, sql::home(tx, who, from, to, ENTRIES_MAX + 1).await?))
    });
    let (looked_at, mut expected) = read.await?;
    if expected.len() > ENTRIES_MAX {
        return Err(too_much());
    }
    let all = expected.len();
    if let Some(hide) = Hide::of(app, Some(who), Context::Home).await? {
        let hidden = hide.among(app, &expected).await?;
        expected.retain(|id| !hidden.contains(id));
    }
    let (pages, served) = go_down(app, who, from, to).await?;
    let down = Reading { pages, ..compare(&expected, &served) };
    let (pages, served) = go_up(app, who, from, to).await?;
    let up = Reading { pages, ..compare(&expected, &served) };
    Ok(Audit {
        from,
        to,
        complete: down.is_clean() && up.is_clean(),
        looked_at,
        expected: expected.len(),
        filtered: all - expected.len(),
        down,
        up,
    })
}

/// How what was served differs from what was expected; both newest first.
#[must_use]
pub fn compare(expected: &[PostId], served: &[PostId]) -> Reading {
    let wanted: HashSet<PostId> = expected.iter().copied().collect();
    let mut seen = HashSet::with_capacity(served.len());
    let mut reading = Reading { served: served.len(), ..Reading::default() };
    let mut last = None;
    for id in served {
        if !seen.insert(*id) {
            reading.duplicates.push(*id);
        } else if !wanted.contains(id) {
            reading.extra.push(*id);
        }
        if last.is_some_and(|last| *id > last) {
            reading.out_of_order.push(*id);
        }
        last = Some(*id);
    }
    reading.missing = expected.iter().filter(|id| !seen.contains(id)).copied().collect();
    reading
}

async fn go_down(
    app: &App,
    who: AccountId,
    from: PostId,
    to: PostId,
) -> Result<(usize, Vec<PostId>)> {
    let mut ask = Ask::default();
    ask.max_id = to.0.checked_add(1);
    let (mut pages, mut served) = (0, Vec::new());
    // More than there can be is seen without reading it to its end.
    while served.len() <= 2 * ENTRIES_MAX {
        let page = home(app, who, ask, PAGE).await?;
        pages += 1;
        served.extend(page.iter().filter(|id| **id >= from));
        // A page that does not lead on would be read for ever.
        match page.last() {
            Some(last) if *last > from && ask.max_id.is_none_or(|max| last.0 < max) => {
                ask.max_id = Some(last.0);
            }
            _ => break,
        }
    }
    Ok((pages, served))
}

async fn go_up(
    app: &App,
    who: AccountId,
    from: PostId,
    to: PostId,
) -> Result<(usize, Vec<PostId>)> {
    let mut ask = Ask::default();
    ask.min_id = Some(from.0 - 1);
    let (mut pages, mut served) = (0, Vec::new());
    while served.len() <= 2 * ENTRIES_MAX {
        let page = home(app, who, ask, PAGE).await?;
        pages += 1;
        served.extend(page.iter().rev().filter(|id| **id <= to));
        match page.first() {
            Some(first) if *first < to && ask.min_id.is_none_or(|min| first.0 > min) => {
                ask.min_id = Some(first.0);
            }
            _ => break,
        }
    }
    served.reverse();
    Ok((pages, served))
}

fn too_much() -> Error {
    let say = Say::new("error-audit-much").with("max", LOOKED_AT_MAX);
    Error::invalid("from", say.with("entries", ENTRIES_MAX))
}
