# Reports to the moderators, and the rules they may name.

error-report-category = A report is spam, legal, violation or other.
error-report-no-rule = Say which rules were broken.
error-report-unknown-rule = One of these rules does not exist.
error-report-too-many = A report names at most { $max } things of a kind.
error-rule-empty = A rule needs words.
error-too-many-rules = There are { $max } rules already: end one first.
