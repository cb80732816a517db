# What several people speak of.

trends-title = What people talk about
trends-empty = Nothing just now: a trend takes several people.
trends-tags = Hashtags
trends-links = Links
trends-posts = Posts
trends-people = { $count ->
    [one] one person
   *[other] { $count } people
}
trends-reckoned = How this is reckoned
trends-formula = Whoever uses a hashtag or link, or favours or boosts a post of others, counts once, from the first time in the last { $days } days, and half as much every { $half } hours. What they count for is summed up. Fewer than { $min } people make no trend. How often somebody does it counts for nothing.
trends-who-counts = Only public posts count that are not marked as sensitive, of accounts that want to be recommended. Programs, limited accounts and those younger than a day do not count. Nobody sees posts here of those they block or mute.
trends-open = Moderators can take something out of this list.
trends-reviewed = Something is shown here once a moderator has agreed.
trends-off = Trends are switched off here.
trends-figures = All figures, to check them
trends-see = What people talk about just now
