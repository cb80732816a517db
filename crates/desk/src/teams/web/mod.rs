//! The pages of teams.

pub(super) mod home;
pub(super) mod team;

use ground::http::Visit;
use maud::{Markup, html};

use super::{Role, Roles};

/// Roles in words.
fn in_words(visit: &Visit, roles: &Roles) -> String {
    roles.iter().map(|role| visit.say(role.words())).collect::<Vec<_>>().join(", ")
}

/// The roles to choose from, those of `held` ticked. `name` tells forms of one page apart.
fn role_boxes(visit: &Visit, name: &str, held: &[String]) -> Markup {
    html! {
        fieldset.field id=(name) {
            legend { (visit.say("team-roles")) }
            @for role in Role::ALL {
                @let id = format!("{name}-{}", role.name());
                div.choice {
                    input id=(id) type="checkbox" name="roles[]" value=(role.name())
                        checked[held.iter().any(|it| it == role.name())];
                    label for=(id) { (visit.say(role.words())) }
                }
            }
        }
    }
}
