//! What the browser tests found last, as they wrote it down themselves (`tests/browser/audit.mjs`):
//! the declaration of accessibility tells it, with its date.

use std::sync::LazyLock;

use serde::Deserialize;

/// What was found.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Audit {
    /// The day, as `2026-11-24`.
    pub(super) date: String,
    /// The version of axe-core.
    pub(super) axe: String,
    /// Pages looked at.
    pub(super) pages: i64,
    /// Looks at them: by whom, in which language, in which theme.
    pub(super) looks: i64,
    /// Faults found.
    pub(super) faults: i64,
    /// Tasks tried from end to end.
    pub(super) tasks: i64,
    /// Those of them that can be done with scripts off.
    pub(super) plain: i64,
    /// Those of them that can be done by keyboard alone.
    pub(super) keyboard: i64,
}

/// The last audit; none if what was written down cannot be read.
pub(super) fn last() -> Option<&'static Audit> {
    static LAST: LazyLock<Option<Audit>> =
        LazyLock::new(|| serde_json::from_str(include_str!("audit.json")).ok());
    LAST.as_ref()
}
