error-poll-few = A poll needs at least { $min } answers to choose from.
error-poll-many = A poll has at most { $max } answers to choose from.
error-poll-long = An answer of a poll has at most { $max } characters.
error-poll-same = Two answers of the poll are the same.
error-poll-no-end = Please say how long the poll is open (expires_in, in seconds).
error-poll-short = A poll is open for at least five minutes.
error-poll-late = A poll is open for at most 31 days.
error-poll-ended = This poll has ended.
error-poll-own = You cannot vote in your own poll.
error-poll-choice = Please choose one of the answers there are.
error-poll-one = Only one answer can be chosen in this poll.
error-poll-voted = You have already voted in this poll.
told-voted = Your vote counts.
poll-title = Poll
poll-vote = Vote
poll-several = Several answers can be chosen.
poll-chosen = your choice
poll-hidden = Counts are shown when it ends.
poll-open-until = Open until
poll-ended = Ended
poll-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
  }
poll-voters = { $count ->
    [one] { $count } person voted
   *[other] { $count } people voted
  }
write-poll = Ask something: answers to choose from, one a line
write-poll-hint = From { $min } to { $max } answers, each at most { $chars } characters. Empty: no poll.
write-poll-end = The poll is open for
write-poll-several = Several answers can be chosen
write-poll-hide = Hide the counts until it ends
poll-hour = 1 hour
poll-6-hours = 6 hours
poll-day = 1 day
poll-3-days = 3 days
poll-week = 7 days
