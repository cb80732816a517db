error-bad-offset = offset must be a whole number, at most 10000.
error-bad-search-type = type must be accounts, statuses or hashtags.
error-empty-search = There is nothing to search for: send words in the parameter q.
error-too-many-followed-tags = You can follow at most { $max } hashtags. Unfollow another one first.
