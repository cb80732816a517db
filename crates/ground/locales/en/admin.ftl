# The pages of those who look after the place.

admin-title = Look after the place
admin-waiting = What waits
admin-nothing-waits = Nothing waits.
waiting-reports = { $count ->
    [one] One report waits
   *[other] { $count } reports wait
}
waiting-sign-ups = { $count ->
    [one] One person waits to come in
   *[other] { $count } people wait to come in
}
map-accounts = Find an account, read its file, act.
map-acts = All that moderators did.

accounts-title = Accounts
accounts-handle = The handle begins with
accounts-handle-hint = With or without @. Empty: all accounts.
accounts-state = State
accounts-more = Search in other ways
accounts-email = E-mail
accounts-domain = Server
accounts-origin = Where from
accounts-staff = Only those who look after the place
accounts-find = Find these accounts
accounts-none = No such account.
accounts-table = Accounts, the newest first
origin-local = From here
origin-remote = From other servers
origin-any = From here and elsewhere
state-any = Any
state-active = Active
state-pending = Waits to come in
state-disabled = Locked
state-silenced = Quiet
state-sensitized = Pictures hidden
state-suspended = Suspended
role-owner = Owner
role-admin = Admin
role-moderator = Moderator
role-member = Member

account-title = File of { $handle }
account-handle = Account
account-stands = State
account-role = Role
account-since = Since
account-profile = Profile
account-counts = Activity
account-posts = { $count ->
    [one] one post
   *[other] { $count } posts
}
account-followers = { $count ->
    [one] one follower
   *[other] { $count } followers
}
account-invited-by = Invited by
email-confirmed = confirmed
email-not-yet = not yet confirmed
account-waits = Waits to come in
account-no-reason = They did not say why they come.
account-accept = Accept
account-refuse = Refuse
account-held = What holds for this account
account-undo = End it
account-about = Reports about it
account-none-about = Nobody reported it.
account-by = Reports by it
account-none-by = It reported nothing.
account-warnings = What it was told
account-no-warnings = It was told nothing.
account-no-words = Without a word.
account-sessions = Logged in
account-sessions-count = { $count ->
    [0] Logged in nowhere.
    [one] Logged in at one place.
   *[other] Logged in at { $count } places.
}
account-log-out = Log out everywhere
account-do = Do it
account-role-hint = Moderators read reports and act on accounts. Admins also decide what the place says and who stays out.
account-role-give = Give this role
account-erase = Erase
account-erase-fold = Erase this account for ever
account-erase-hint = The person, the profile and all their posts go. There is no way back.
account-erase-do = Erase for ever
account-acts = What was done to it
account-acts-table = What moderators did to this account

notes-title = Notes between moderators
notes-hint = Only moderators read them.
notes-none = No notes.
note-label = One more note
note-write = Write it down
note-remove = Take my note back
told-note-removed = The note is gone.
error-note-empty = A note needs words.
error-too-many-notes = There are { $max } notes already.
case-file = its file
case-state = State
case-is-resolved = Dealt with
case-waits = Waits

acts-title = Log of acts
acts-hint = Nothing ever leaves this log.
acts-none = Nothing was done.
acts-table = Acts, the latest first
act-when = When
act-who = Who
act-what = What
act-to = To what
act-why = Why
act-account-none = A word to an account
act-account-disable = Account locked
act-account-sensitive = Pictures of an account hidden
act-account-silence = Account made quiet
act-account-suspend = Account suspended
act-account-undisable = Account unlocked
act-account-unsensitive = Pictures of an account shown
act-account-unsilence = Account no longer quiet
act-account-unsuspend = Suspension ended
act-account-approve = Sign-up accepted
act-account-reject = Sign-up refused
act-account-erase = Account erased
act-account-role = Role given
act-account-log-out = Account logged out everywhere
act-announcement-add = Announcement published
act-announcement-change = Announcement changed
act-announcement-remove = Announcement taken back
act-domain-allow-add = Server allowed
act-domain-allow-remove = Server no longer allowed
act-domain-block-add = Server blocked or limited
act-domain-block-change = Block of a server changed
act-domain-block-remove = Server unblocked
act-email-block-add = Mail of a provider refused
act-email-block-remove = Mail of a provider accepted
act-emoji-add = Emoji added
act-emoji-remove = Emoji removed
act-ip-block-add = Addresses blocked
act-ip-block-change = Block of addresses changed
act-ip-block-remove = Addresses unblocked
act-place-text = Text of the place written
act-report-assign = Report taken in hand
act-report-unassign = Report left to others
act-report-change = Reason of a report changed
act-report-reopen = Report reopened
act-report-resolve = Report dealt with
act-rule-add = Rule added
act-rule-change = Rule changed
act-rule-end = Rule ended
act-tag-change = Hashtag decided on

invitations-title = Invitations given
map-invitations = Who has open invitations, and how to end them.
invitations-hint = Members make them in their settings, where one comes in by invitation only.
invitations-none = No open invitations.
invitations-table = Open invitations, the newest first
invitations-by = Given by
invitations-left = People who may still come in
act-invitation-end = Invitation ended
place-set = What is set at the start
place-set-hint = These settings are given to the program when it is started.
place-setting = Setting
place-value = Its value
place-option = Option
place-name = Name of the place
place-sentence = Sentence that presents it
place-contact = E-mail to write to
place-joining = Who may sign up
place-joining-open = Everybody
place-joining-approval = Everybody, after approval
place-joining-invitation = By invitation
place-joining-closed = Nobody
