//! The pages of reports: the form by which anybody here reports, and the cases of the moderators.

pub(super) mod cases;
pub(super) mod file;

use super::Category;

/// What is wrong, as a key of words.
pub(crate) fn wrong(category: Category) -> &'static str {
    match category {
        Category::Spam => "report-spam",
        Category::Legal => "report-legal",
        Category::Violation => "report-violation",
        Category::Other => "report-other",
    }
}
