error-draft-long = This draft is too long to be kept.
error-many-drafts = You have { $max } drafts, which is the most there can be. Remove one first.
error-thread-later = Several posts at once are published now: they cannot have a date.
drafts-title = Drafts
drafts-hint = What you began and put aside. Nobody else sees it.
drafts-empty = No draft.
drafts-kept = Kept
drafts-resume = Go on writing
drafts-remove = Remove
thread-of = { $count ->
    [one] one post
   *[other] { $count } posts, one after the other
  }
files-of = { $count ->
    [one] one file
   *[other] { $count } files
  }
scheduled-title = To be published
scheduled-empty = Nothing waits to be published.
scheduled-for = To be published on
scheduled-failed = This could not be published at its time. Take it back, mend it and publish it.
scheduled-take-back = Take back and change
scheduled-remove = Do not publish
scheduled-one = This post waits for its date
scheduled-soon = Your post leaves in a moment
scheduled-soon-hint = Until then you can still take it back.
scheduled-move = Another date
scheduled-left = This no longer waits
scheduled-left-hint = It is published, or was taken back.
write-go-on = Add a post after it
write-preview = Preview and proof-reading
write-keep = Keep as a draft
write-next = What you say next ({ $number })
write-later = Day and hour
write-later-hint = At least five minutes from now. Empty: now.
write-zone = In which time zone?
write-when = Publish later
write-quotes = Who may quote it?
zone-paris = Paris, Brussels, Geneva
zone-utc = Universal time (UTC)
zone-london = London
zone-athens = Athens
zone-antilles = Guadeloupe, Martinique
zone-guyane = French Guiana
zone-reunion = Réunion
zone-mayotte = Mayotte
zone-caledonie = New Caledonia
zone-wallis = Wallis and Futuna
zone-tahiti = Tahiti
readers-public = Everybody will be able to read it.
readers-unlisted = Everybody who comes across it will be able to read it; it is in no public list.
readers-private = Your followers and the people you name will be able to read it.
readers-direct = Only the people you name will be able to read it, and those who run the servers.
label-undo = Time to think again before a post leaves
undo-none = None: it leaves at once
undo-seconds = { $count } seconds
preview-title = Preview
proofread-title = Proof-reading for access
proofread-nothing = Nothing to say: this can be read by everybody, as far as a machine can tell.
proofread-count = { $count ->
    [one] One piece of advice. You decide.
   *[other] { $count } pieces of advice. You decide.
  }
proofread-files = File: { $numbers }
proofread-mend = Mend this
advice-no-description = A file has no description
advice-no-description-why = Who cannot see it learns nothing of it. Say what matters in it, in a sentence.
advice-file-name = A description is the name of a file
advice-file-name-why = It says nothing to those who hear it. Say what is to be seen.
advice-no-captions = A film has no captions
advice-no-captions-why = Deaf people, and all who watch without sound, miss what is said. Add captions.
advice-hashtag = A long hashtag without capitals
advice-hashtag-why = A screen reader reads it as one word. Begin each word with a capital: #EachWord.
advice-letters = Signs that imitate letters
advice-letters-why = Screen readers spell them out or leave them out, and search does not find them.
advice-emojis = Several emojis in a row
advice-emojis-why = Each is read out by its whole name. One says as much.
advice-capitals = Words in capitals
advice-capitals-why = Some screen readers spell them, and they are hard to read.
advice-drawing = A drawing made of signs
advice-drawing-why = It is read out sign by sign. A picture with a description says it to everybody.
advice-language = No language is said
advice-language-why = A screen reader does not know in which voice to read it. Choose the language of your text.
advice-sentence = A long sentence
advice-sentence-why = Beyond 25 words many lose the thread. Two sentences are easier.
advice-link = A link on “here”
advice-link-why = Say where it leads: some go from link to link and hear only these words.
told-draft-kept = The draft is kept.
told-draft-removed = The draft is removed.
told-unscheduled = It will not be published.
told-taken-back = It is taken back, and a draft again.
map-drafts = Posts you began.
map-scheduled = Posts that wait for their date.
told-held = It is taken in, and waits.
told-share-refused = A file could not be taken over: choose it here again.
