security-title = Security
settings-security-hint = Passkeys, and a second step when you log in.
label-code = Code
hint-code = The six digits that your app shows now, or one of your recovery codes.
hint-first-code = The six digits that your app shows now.
second-title = The second step
second-submit = Log in
second-other = Log in another way
second-lost = I have neither the app nor a recovery code
second-lost-words = Write to the people who run this place. They can turn the second step off once they are sure that it is you.
second-name = Second step
second-what = With a second step, your password alone lets nobody in: each log-in also asks for a code that an app on your phone shows.
second-is-off = It is off.
second-is-on = It is on.
second-start = Set up the second step
second-off = Turn the second step off
second-setup = Set up the second step
second-scan = Tell your app
second-scan-words = Open an app that makes codes (Aegis, FreeOTP, your password manager …) and let it read this drawing.
second-drawing = QR code for the app. The same key stands as text below.
second-here = The app is on this device: open it
second-by-hand = Or type this key:
second-first = Type the first code
second-confirm = Turn it on
second-on-now = The second step is on
second-held-back = Your role here needs a second step. Until you set it up, you can do what any member can.
recovery-title = Recovery codes
recovery-keep = Write these ten codes down, or print this page. They let you in when your app is lost.
recovery-once = Each is good once. They are not shown again.
recovery-kept = I have kept them
recovery-left = { $count ->
    [0] None is left: make new ones.
    [one] One is left.
   *[other] { $count } are left.
}
recovery-renew = Make new codes; the old ones end
rule-title = Who needs a second step
rule-what = Whoever has one of these roles and no second step acts as a member until they set it up.
rule-label = Roles that need a second step
rule-own = Your own second step
map-owner = For the owner
told-second-off = The second step is off.
told-recovery-used = You came in by a recovery code, which is used up. Make new ones under Settings, Security.
told-log-in-stale = That took too long. Please log in once more.
error-second-wrong = This code is wrong, or was used already. Wait for the next one.
error-second-closed = There were too many wrong codes. { $minutes ->
    [one] Try again in a minute,
   *[other] Try again in { $minutes } minutes,
} or use a recovery code.
error-second-on = The second step is on already.
error-own-second-first = Turn on your own second step first.
letter-second-on-subject = { $place }: the second step is on
letter-second-on =
    Hello { $handle },

    From now on, each log-in to your account also asks for a code. If it was not you who turned this on, somebody knows your password: choose another one, then look here:

    { $address }
letter-second-off-subject = { $place }: the second step is off
letter-second-off =
    Hello { $handle },

    The second step of your log-in was turned off: your password alone lets you in. If it was not you, choose another password, then look here:

    { $address }
letter-recovery-subject = { $place }: a recovery code was used
letter-recovery =
    Hello { $handle },

    Somebody logged in to your account with your password and a recovery code, which is used up. If it was not you, choose another password at once, then make new codes here:

    { $address }
letter-tried-subject = { $place }: somebody tries to get into your account
letter-tried =
    Hello { $handle },

    Somebody gave your password and then typed several wrong codes. They were not let in. If it was not you, they know your password: choose another one at once.

    { $address }
link-title = Log in by a link
link-instead = Send me a link instead of a password
link-what = We send you a letter with a link. It lets you in without a password, in this browser.
link-ask = Send me a link
link-sent = If there is an account with this address, a letter is on its way. Its link is good once, for 15 minutes.
link-here = Open it in this browser.
link-elsewhere = This link is good only in the browser that asked for it. Open it there, or ask for another one here.
link-stale = This link is not good, or no longer. Ask for another one.
letter-enter-subject = { $place }: your link to log in
letter-enter =
    Hello { $handle },

    Open this link in the browser in which you asked for it:

    { $address }

    It is good once, for 15 minutes. If you asked for nothing, do nothing: it lets nobody else in.
passkey-log-in = Log in with a passkey
passkey-unknown = This passkey is not known here, or did not answer in time. Try again, or log in another way.
passkeys-title = Passkeys
passkeys-what = With a passkey you log in by what unlocks your device: a finger, a face, a code. Nothing to type, nothing to remember. It also counts as the second step.
passkeys-none = You have none yet.
passkey-new = A new passkey
passkey-name = Name
passkey-name-hint = What you call the device: my phone, the key on my ring.
passkey-make = Make a passkey
passkey-remove = Remove
last-used = last used
told-passkey-made = The passkey is there. You can log in with it.
told-passkey-removed = The passkey is removed. It opens nothing any more.
error-passkey-refused = The passkey could not be taken. Try once more.
error-passkey-script = Your browser made no passkey. It needs scripts, and a device that can.
error-passkeys-many = You have 20 passkeys. Remove one first.
error-passkey-name = Give it a name of at most 50 characters.
letter-passkey-added-subject = { $place }: a new passkey
letter-passkey-added =
    Hello { $handle },

    A passkey was added to your account: it lets in whoever holds it. If it was not you, remove it and choose another password:

    { $address }
letter-passkey-removed-subject = { $place }: a passkey was removed
letter-passkey-removed =
    Hello { $handle },

    A passkey was removed from your account. If it was not you, choose another password, then look here:

    { $address }
letter-passkey-copied-subject = { $place }: a passkey was refused
letter-passkey-copied =
    Hello { $handle },

    Somebody showed a passkey of yours that seems to be a copy. They were not let in. If you have a security key that was out of your hands, remove it here:

    { $address }
