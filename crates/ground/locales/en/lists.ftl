error-list-title-empty = Please give the list a title.
error-list-title-long = The title of a list has at most { $max } characters.
error-list-replies = replies_policy is followed, list or none.
error-many-lists = You have { $max } lists, which is the most there can be. Delete one to make another.
error-list-has-account = One of these accounts is on the list already.
error-list-full = A list holds at most { $max } accounts.
error-audit-span = from and to are ids or times (2026-11-24T05:36:54Z), and from comes first.
error-audit-much = More than { $max } posts, or more than { $entries } of this home, lie in this span. Ask for a shorter one.
