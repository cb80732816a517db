//! Every role against every act, and when two persons are needed.

use desk::teams::{Act, Risks, Role, may, separate};
use ground::PersonId;

/// Who may (x) and may not (-), in the order of the roles below.
const TABLE: &str = "
                 lead spok writ desi revi plai data rela read
see               x    x    x    x    x    x    x    x    x
read_journal      x    -    -    -    x    -    x    -    -
manage_team       x    -    -    -    -    -    -    -    -
write             x    x    x    -    -    -    -    -    -
approve           x    -    -    -    x    -    -    -    -
publish           x    x    -    -    x    -    -    -    -
speak             x    x    -    -    -    -    -    -    -
decide            x    -    -    -    -    -    -    -    -
edit_targets      x    -    x    -    -    -    -    -    -
record_answers    x    x    x    -    x    -    -    -    -
stop              x    x    -    -    x    -    x    -    -
design            x    -    x    x    -    -    -    -    -
approve_visuals   x    -    -    x    x    -    -    -    -
edit_kit          x    -    x    x    -    -    -    x    -
handle_stories    x    -    x    -    x    x    x    -    -
see_witnesses     x    -    -    -    -    -    x    -    -
handle_consents   -    -    -    -    -    -    x    -    -
approve_plain     -    -    -    -    -    x    -    -    -
";

#[test]
fn every_role_may_what_the_table_says_and_nothing_else() {
    let roles = [
        Role::Lead,
        Role::Spokesperson,
        Role::Writer,
        Role::Designer,
        Role::Reviewer,
        Role::PlainReviewer,
        Role::DataProtection,
        Role::Relay,
        Role::Reader,
    ];
    assert_eq!(roles.len(), Role::ALL.len());
    let mut lines = TABLE.trim().lines().skip(1);
    for act in Act::ALL {
        let line = lines.next().expect("a line for each act");
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(act.name()));
        for role in roles {
            let allowed = words.next() == Some("x");
            assert_eq!(may(role, act), allowed, "{} {}", role.name(), act.name());
        }
    }
    assert_eq!(lines.next(), None, "no line without its act");
}

#[test]
fn roles_are_found_by_their_names() {
    for role in Role::ALL {
        assert_eq!(Role::of(role.name()), Some(role));
    }
    assert_eq!(Role::of("owner"), None);
}

#[test]
fn who_wrote_something_risky_does_not_approve_it_alone() {
    let (ann, ben) = (PersonId(1), PersonId(2));
    let none = Risks::default();
    let risks = [
        Risks { names_person: true, ..none },
        Risks { health: true, ..none },
        Risks { interpellation: true, ..none },
        Risks { election: true, ..none },
    ];
    for risk in risks {
        assert!(separate(ann, ann, risk).is_err(), "{risk:?}");
        assert!(separate(ann, ben, risk).is_ok(), "{risk:?}");
    }
    assert!(separate(ann, ann, none).is_ok());
}
