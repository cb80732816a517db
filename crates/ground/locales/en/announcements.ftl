# What is told to everybody.

error-announcement-empty = An announcement needs words.
error-announcement-ends-first = It ends before it begins.
error-announcement-no-emoji = That is no emoji, neither of Unicode nor of this place.
error-announcement-reactions = An announcement is answered with at most { $max } different emojis.

announcements-title = Announcements
announcements-none = No announcements.
announcement-new = new
announcement-dismiss = I have read it
announcement-from = From
announcement-to = to
map-announcements = What those who run the place tell everybody.
map-announce = Tell everybody something, now or later.
announcements-write-title = Write announcements
announcement-add = Write an announcement
announcement-one = Change the announcement
announcement-edit = Change
announcement-publish = Publish now
announcement-remove = Take back
announcement-waits = waits for its date
announcement-shown = shown
announcement-over = over
announcement-text = What is announced
announcement-text-hint = 5,000 characters at most. Links and hashtags are recognised.
announcement-later = Publish on
announcement-later-hint = Empty: at once.
announcement-starts = What is announced begins on
announcement-ends = and ends on
announcement-ends-hint = After that date the announcement is no longer shown.
announcement-all-day = These are whole days
announcement-save = Save the announcement
act-announcement-publish = Announcement published before its date
