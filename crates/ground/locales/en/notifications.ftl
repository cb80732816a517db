sort-label = Which notifications
sort-all = All
sort-mentions = Said to you
sort-reactions = Boosts and favourites
sort-follows = Follows
sort-others = Others
mark-all-read = Mark all as read
told-others = Also:
told-of-favourites = { $name } and { $count ->
    [one] one other
   *[other] { $count } others
  } favourited your post
told-of-boosts = { $name } and { $count ->
    [one] one other
   *[other] { $count } others
  } boosted your post
told-of-follows = { $name } and { $count ->
    [one] one other
   *[other] { $count } others
  } follow you
told-of-sign-ups = { $name } and { $count ->
    [one] one other
   *[other] { $count } others
  } joined
told-waiting = { $count ->
    [one] Notifications of one account wait for your decision
   *[other] Notifications of { $count } accounts wait for your decision
  }
told-waiting-of = { $count ->
    [one] One notification by { $name }
   *[other] { $count } notifications by { $name }
  }
told-requests-title = Notifications kept apart
told-requests-hint = What your choices kept apart. Accept somebody, and you are told at once of what they do from now on.
told-requests-empty = Nothing is kept apart.
told-request-of = Kept apart: { $name }
told-accept = Accept
told-dismiss = Dismiss
told-clear = Remove all notifications
told-clear-hint = They cannot be brought back. Posts stay as they are.
told-all-read = All is marked as read.
told-cleared = All notifications are removed.
told-request-accepted = You are told of what they do from now on.
told-request-dismissed = What waited is forgotten.
policy-title = What you are told
policy-hint = For each sort of people: told at once, kept apart until you accept them, or dropped. Moderators are always heard.
policy-not-following = People you do not follow
policy-not-followers = People who do not follow you, or only since three days
policy-new-accounts = Accounts younger than 30 days
policy-private-mentions = Messages nobody asked for
policy-limited-accounts = Accounts limited by the moderators
policy-bots = Automated accounts
policy-accept = Tell me
policy-filter = Keep apart
policy-drop = Drop
policy-push = Notifications on a telephone or a desk come through an app: it asks for your agreement.
