error-follow-self = You cannot follow yourself: your own posts are in your home already.
error-follow-blocked = You cannot follow this account: one of you blocks the other.
error-follow-limit = You follow { $max } accounts, which is the most there can be. Unfollow one to follow another.
error-block-self = You cannot block yourself.
error-mute-self = You cannot mute yourself.
error-bad-duration = duration must be a number of seconds, from 0 (for ever) to { $max }.
