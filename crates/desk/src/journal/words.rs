//! Deeds in words. A room that writes others adds them here.

/// Every deed, with the key of its sentence.
const DEEDS: &[(&str, &str)] = &[
    ("campaigns.begun", "deed-campaign-begun"),
    ("campaigns.changed", "deed-campaign-changed"),
    ("campaigns.state", "deed-campaign-state"),
    ("campaigns.step", "deed-step-added"),
    ("campaigns.unstep", "deed-step-removed"),
    ("facts.added", "deed-fact-added"),
    ("facts.changed", "deed-fact-changed"),
    ("facts.checked", "deed-fact-checked"),
    ("facts.removed", "deed-fact-removed"),
    ("posts.published", "deed-published"),
    ("targets.added", "deed-target-added"),
    ("targets.changed", "deed-target-changed"),
    ("targets.imported", "deed-target-imported"),
    ("targets.removed", "deed-target-removed"),
    ("teams.founded", "deed-founded"),
    ("teams.invited", "deed-invited"),
    ("teams.withdrew", "deed-withdrew"),
    ("teams.joined", "deed-joined"),
    ("teams.declined", "deed-declined"),
    ("teams.roles", "deed-roles"),
    ("teams.removed", "deed-removed"),
    ("teams.left", "deed-left"),
    ("testimonies.form", "deed-testimony-form"),
    ("testimonies.typed", "deed-testimony-typed"),
    ("testimonies.verified", "deed-testimony-verified"),
    ("testimonies.represented", "deed-testimony-represented"),
    ("testimonies.consented", "deed-testimony-consented"),
    ("testimonies.wrote", "deed-testimony-wrote"),
    ("testimonies.approved", "deed-testimony-approved"),
    ("testimonies.published", "deed-testimony-published"),
    ("testimonies.used", "deed-testimony-used"),
    ("testimonies.recalled", "deed-testimony-recalled"),
    ("testimonies.read", "deed-testimony-read"),
    ("testimonies.link", "deed-testimony-link"),
    ("testimonies.kept", "deed-testimony-kept"),
    ("visuals.began", "deed-visual-began"),
    ("visuals.edited", "deed-visual-edited"),
    ("visuals.rendered", "deed-visual-rendered"),
    ("visuals.signed", "deed-visual-signed"),
    ("visuals.used", "deed-visual-used"),
    ("visuals.withdrew", "deed-visual-withdrew"),
];

/// The key of a deed's sentence; none for one this version does not know.
pub(super) fn of(act: &str) -> Option<&'static str> {
    DEEDS.iter().find(|(known, _)| *known == act).map(|(_, key)| *key)
}
