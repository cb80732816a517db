error-scheduled-soon = A scheduled post must be at least five minutes ahead.
error-scheduled-far = A scheduled post must be at most five years ahead.
error-scheduled-many = At most { $max } posts can be scheduled.
error-scheduled-day = At most { $max } posts can be scheduled for one day.
error-bad-date = That is not a date. Please send one like 2030-01-31T12:00:00Z.
error-scheduled-silenced = This account may not post now.
