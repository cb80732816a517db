post-boosted-by = Boosted by { $name }
post-answers = In reply to { $name }
post-answers-gone = In reply to a post that is gone
post-edited = edited
post-filtered = Filtered: { $titles }
post-warning = Warning
post-sensitive = Show what may be hard to look at
post-of = post by { $name }
post-only-pictures = Without words
picture-undescribed = No description
picture-undescribed-alt = Picture without a description
picture-whole = See the whole picture
count-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
  }
count-boosts = { $count ->
    [one] { $count } boost
   *[other] { $count } boosts
  }
count-favourites = { $count ->
    [one] { $count } favourite
   *[other] { $count } favourites
  }
acts-on = Acts on the post by { $name }
act-reply = Reply
act-boost = Boost
act-boosted = Boosted
act-favourite = Favourite
act-favourited = Favourited
act-bookmark = Bookmark
act-bookmarked = Bookmarked
act-delete = Delete
audience-public = Public
audience-public-hint = Everybody, and in the list of everyone here.
audience-unlisted = Unlisted
audience-unlisted-hint = Everybody who comes across it, but it is in no public list.
audience-private = Followers
audience-private-hint = Your followers, and the people you name.
audience-direct = People named
audience-direct-hint = Only the people you name. The people who run the server could read it.
account-bot = automated account
account-locked = accepts each follower
acts-folded = Act
