# What is told to everybody.

error-announcement-empty = An announcement needs words.
error-announcement-ends-first = It ends before it begins.
error-announcement-no-emoji = That is no emoji, neither of Unicode nor of this place.
error-announcement-reactions = An announcement is answered with at most { $max } different emojis.
