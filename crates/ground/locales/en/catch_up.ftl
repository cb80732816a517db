catch-up-title = Catching up
caught-up = You are up to date.
since-label = Since when
since-left = Since I left
since-6-hours = 6 hours
since-day = A day
since-3-days = 3 days
since-week = A week
caught-entries = { $count ->
    [one] One thing came to your home.
   *[other] { $count } things came to your home.
  }
caught-more = More came than fits here. These are the newest; your home has all of it.
caught-to-me = { $count ->
    [one] One post speaks to you
   *[other] { $count } posts speak to you
  }
caught-said = { $count ->
    [one] One post
   *[other] { $count } posts
  }
caught-links = { $count ->
    [one] One post with a link
   *[other] { $count } posts with a link
  }
caught-boosts = { $count ->
    [one] One boost
   *[other] { $count } boosts
  }
caught-show = Show what was boosted
caught-rest = { $count ->
    [one] One more is in your home
   *[other] { $count } more are in your home
  }
caught-people = Who said how much
caught-who = Who
caught-posts = Posts
caught-carried = Boosts
caught-end = That was all
caught-end-hint = Say that you have read this far, and next time you go on from here.
caught-done = I am up to date
told-caught-up = Next time you go on from here.
map-catch-up = What came since you left, sorted, with an end.
