bookmarks-empty = You keep nothing yet. “Bookmark” below a post puts it here; nobody else learns of it.
favourites-empty = You favourited nothing yet.
home-empty = Nothing here yet. Follow people to read them here, all of what they say, newest first.
local-empty = Nobody has said anything in public yet.
tag-empty = Nothing public with this hashtag yet.
tag-title = Hashtag
thread-title = Post by { $name }
thread-window = { $name }: “{ $words }”
thread-size = { $posts } posts by { $people ->
    [one] one person
   *[other] { $people } people
  }
thread-replies = Replies
thread-reply = Reply to { $name }
thread-log-in = Log in to reply
delete-title = Delete this post?
delete-warning = It cannot be brought back. Its boosts go with it.
delete-keep = Keep it
delete-do = Delete it
write-title = Write
write-reply-title = Reply to { $name }
write-fault-title = To be looked at again: { $title }
write-your-post = What do you want to say?
write-your-reply = Your reply
write-hint = At most { $max } characters. @name names somebody, #Word makes a hashtag.
write-more = Who may read, language, warning, pictures
write-audience = Who may read it?
write-language = Language of your text
write-warning = Warning
write-warning-hint = If you write one, the text is folded behind it.
write-picture = Add a picture
write-picture-hint = JPEG, PNG, WebP or GIF. Where and when it was taken is removed.
write-description = What does it show?
write-description-hint = For people who cannot see it: what matters in it, in a sentence or two.
write-add-picture = Add this file and go on writing
write-sensitive = Hide pictures and films until asked for
write-attached = Picture: { $words }
write-send = Publish
write-send-reply = Publish the reply
error-choose-picture = Please choose a file first.
requests-title = Requests to follow you
requests-empty = Nobody is waiting for an answer.
request-accept = Let { $name } follow you
request-refuse = Refuse { $name }
notifications-empty = Nothing to tell yet.
told-of-mention = { $name } mentioned you
told-of-post = { $name } posted
told-of-boost = { $name } boosted your post
told-of-follow = { $name } follows you
told-of-follow-request = { $name } asks to follow you
told-of-favourite = { $name } favourited your post
told-of-update = { $name } edited a post you boosted
told-of-poll = A poll by { $name } has ended
told-of-sign-up = { $name } joined
told-of-report = { $name } reported something to the moderators
told-of-warning = The moderators have something to tell { $name }
profile-posts = Posts
profile-pinned = Shown first
profile-empty = Nothing to read here.
profile-edit = Change my profile
profile-log-in = Log in to follow
profile-distance = Mute or block
tabs-label = Posts of this profile
tab-posts = Posts
tab-replies = Posts and replies
tab-media = Pictures
relation-follows-you = Follows you
relation-followed = You follow this account
relation-requested = You asked to follow
relation-muted = You mute this account
relation-blocked = You block this account
act-follow = Follow { $name }
act-ask-follow = Ask to follow { $name }
act-unfollow = No longer follow { $name }
act-withdraw = Withdraw the request to { $name }
act-mute = Mute { $name }
act-unmute = No longer mute { $name }
act-mute-hint = Muted, they are out of your sight and never learn of it.
act-block = Block { $name }
act-unblock = No longer block { $name }
act-block-hint = Blocked, they can neither read nor answer you here.
welcome-title = Welcome to { $site }
welcome-promise-complete = Your home shows everything the people you follow say, in order of time. Nothing is ranked, hidden or sold.
welcome-promise-heard = A place for associations and people to be heard, and to reach those who decide.
welcome-promise-all = Made for everybody: by keyboard, by ear, in large print, on an old phone.
welcome-open = Anyone can sign up.
welcome-approval = Anyone can ask for an account; a moderator looks at each request.
welcome-invitation = One signs up here with an invitation from a member.
welcome-closed = Registrations are closed for now. Everything public can be read without an account.
welcome-newest = Newest public posts
welcome-more = Read more of what is said here
about-title = About { $site }
about-words = This is a social network: one says things in short posts, follows people and hashtags, and reads all of what they say, newest first.
about-rules = Rules
rule-respect = Speak to people as you would to their face. No hate, no harassment.
rule-safe = Do not publish what is private to others.
rule-true = Do not pass yourself off as somebody else.
rule-alt = Describe your pictures, so that everybody can read them.
rule-law = What the law forbids is forbidden here too.
about-privacy = What this place knows of you
privacy-kept = Kept: your e-mail address, a hash of your password, what you write, whom you follow.
privacy-shown = Shown to others: your profile, and your posts to the audience you chose.
privacy-paths = Noted with each reply, boost, favourite and follow: through which post it came, to understand how things spread. It is shown to nobody as yours.
privacy-never = Never: advertising, trackers, files from other sites, sale of data. Three cookies only: your session, your language, your display; a fourth says for seconds what you just did.
about-accessibility = Pages are made to serve without scripts, by keyboard, with a screen reader, at 400 % zoom, in light and dark. No independent audit has been made yet: conformity is not established. Where something shuts you out, write to us: it is a fault and will be mended.
about-contact = To ask, report or complain, write to
about-no-contact = The people who run this place have not said yet how to reach them.
about-software = The software
about-free = Portevoix is free software under the AGPL, version 3 or later. Apps made for Mastodon work here.
profile-count-posts = { $count ->
    [one] post
   *[other] posts
  }
profile-count-followers = { $count ->
    [one] follower
   *[other] followers
  }
profile-count-following = { $count ->
    [one] followed
   *[other] followed
  }
tag-follow = Follow #{ $name }
tag-unfollow = No longer follow #{ $name }
tag-hint = What is public with a hashtag you follow also comes to your home.
search-results = { $count ->
    [0] Nothing found for “{ $query }”
    [one] One result for “{ $query }”
   *[other] { $count } results for “{ $query }”
  }
search-label = A person, a hashtag or words
search-people = People
search-tags = Hashtags
search-posts = Posts
search-strangers = Members also find posts by their words.
write-restored = Your draft is back.
write-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
  }
write-over = { $count ->
    [one] { $count } character too many
   *[other] { $count } characters too many
  }
write-sending = Sending: #%
write-sent = The file is sent, and is looked at now.
home-look-again = See whether there is more
home-newer = { $count ->
    [0] See whether there is more
    [one] See one new post
   *[other] See { $count } new posts
  }
home-newer-many = See { $count } new posts or more
offline-title = No connection
offline-words = The page could not be loaded. What you were writing is kept in this browser.
offline-again = Try again
