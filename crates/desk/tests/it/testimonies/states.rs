//! No state follows another that the table does not name.

use desk::testimonies::State;

/// Which state may follow which (x), from the row to the column, in the order of the rows.
const TABLE: &str = "
received          - x - - - - - x - x -
verified          - - x - - - - x - x -
consented         - - - x - - - x - x -
written           - - - - x - - x - x -
approved          - - - x - x - x - x -
publishable       - - - x - - x x - x -
published         - - - - - - - x - x -
withdrawal_asked  - - - - - - - - x - -
withdrawn         - - - - - - - - - - x
expired           - - - - - - - - - - x
purged            - - - - - - - - - - -
";

#[test]
fn nothing_jumps() {
    let mut lines = TABLE.trim().lines();
    for from in State::ALL {
        let mut words = lines.next().unwrap().split_whitespace();
        assert_eq!(words.next(), Some(from.name()));
        for to in State::ALL {
            let allowed = words.next() == Some("x");
            assert_eq!(from.may_become(*to), allowed, "{} to {}", from.name(), to.name());
        }
        assert_eq!(words.next(), None);
        assert_eq!(State::of(from.name()), Some(*from));
    }
    assert_eq!(lines.next(), None);
}
