label-email = E-mail address
label-password = Password
label-new-password = New password
label-current-password = Current password
label-handle = Handle
label-reason = Why would you like to join?
label-invitation = Invitation
label-name = Name
label-note = About you
label-avatar = Portrait
label-header = Banner
label-picture-description = What the picture shows, for those who cannot see it
label-row-name = Row { $row }: label
label-row-value = Row { $row }: content
label-locked = Approve followers one by one
label-bot = A program posts here
label-discoverable = Recommend me to others
label-indexable = Let everybody find my public posts by search
label-hide = Hide whom I follow and who follows me
label-visibility = Who sees your posts, unless you say otherwise
label-sensitive = Hide my pictures until people ask for them
label-language = Language of your posts
label-locale = Language of these pages
hint-handle = Letters a to z, digits and _. You can change it later.
hint-email = We send you a link to confirm it. Nobody else sees it.
hint-password = At least 8 characters.
save = Save
log-in-title = Log in
log-in-submit = Log in
log-in-wrong = The e-mail address or the password is wrong. Please try again.
sign-up-title = Sign up
sign-up-submit = Sign up
sign-up-known = I have an account: log in
sign-up-done-title = Look into your mailbox
sign-up-done = If this address is yours, you will find a letter from us there. Follow its link to confirm the address.
sign-up-by-invitation = One joins this place by invitation of a member.
letters-not-sent = This server has no mail set up, so the letter does not reach you by itself. Ask the person who runs the server: it lies in the folder "mails".
confirm-title = Confirm your e-mail address
confirm-submit = Confirm
confirm-again = Send the letter again
confirm-done-title = Your e-mail address is confirmed
password-forgotten = Forgotten your password?
password-ask = Send me a link
password-sent = If there is an account with this address, a letter is on its way to it. Its link holds for one hour.
password-new = A new password
settings-title = Settings
settings-profile = Profile
settings-table = Table
settings-key = Your key
settings-change-handle = Change the handle
settings-change-email = Change the address
settings-change-password = Change the password
settings-log-out-hint = This ends every session and takes their key from all apps, here too.
settings-log-out-everywhere = Log out everywhere
settings-invitations = Invitations
settings-invite = Make an invitation
invitation-left = { $uses ->
    [one] one person may still come in by it
   *[other] { $uses } people may still come in by it
}
moderation-sign-ups = Who would like to join
moderation-nobody = Nobody is waiting.
moderation-unconfirmed = The address is not confirmed yet.
moderation-accept = Let { $handle } in
moderation-refuse = Refuse { $handle }
error-sign-up-closed = Nobody can join this place at the moment.
error-reason-missing = Please say why you would like to join.
error-bad-invitation = This invitation does not hold, or no longer. Ask for another one.
error-too-many-invitations = At most { $max } invitations can be open at once.
error-no-agreement = agreement must be true: the person must accept the rules of the place.
error-already-confirmed = This address is confirmed already.
error-stale-secret = This link does not hold, or no longer. Ask for a new letter.
error-email-gone = This address belongs to another account by now.
error-already-in = This person is in already.
error-wrong-password = This is not your current password.
error-no-decision = decision must be accept or refuse.
privacy-policy =
    { $place } keeps what you give it: your e-mail address, your profile, your posts and pictures, whom you follow, and through which timeline entry you came to a post you answered, boosted or favourited. Your password, and the keys of your apps, are kept only as hashes.

    It is used to show your posts to those you wrote them for, and for nothing else. Nothing is sold, nobody is profiled, there is no advertising.

    Whatever you delete is deleted here. Copies others have made are out of our reach.

    Questions: { $contact }
acting-as = You act for @{ $handle }: what you write and do here is in its name.
acting-back = Back to my own account
told-switched = You act for the account you chose.
error-only-prepares = Your roles let you prepare what this account says, not speak for it.
