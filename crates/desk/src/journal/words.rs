//! Deeds in words. A room that writes others adds them here.

/// Every deed, with the key of its sentence.
const DEEDS: &[(&str, &str)] = &[
    ("teams.founded", "deed-founded"),
    ("teams.invited", "deed-invited"),
    ("teams.withdrew", "deed-withdrew"),
    ("teams.joined", "deed-joined"),
    ("teams.declined", "deed-declined"),
    ("teams.roles", "deed-roles"),
    ("teams.removed", "deed-removed"),
    ("teams.left", "deed-left"),
];

/// The key of a deed's sentence; none for one this version does not know.
pub(super) fn of(act: &str) -> Option<&'static str> {
    DEEDS.iter().find(|(known, _)| *known == act).map(|(_, key)| *key)
}
