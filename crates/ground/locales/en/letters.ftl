letter-confirm-subject = { $place }: please confirm your e-mail address
letter-confirm =
    Hello { $handle },

    Please confirm that this address is yours. Follow this link:

    { $address }

    It holds for seven days. If you did not sign up at { $place }, do nothing: nothing happens without you.
letter-address-subject = { $place }: please confirm your new e-mail address
letter-address =
    Hello { $handle },

    You asked to use this address from now on. Follow this link to confirm it:

    { $address }

    It holds for seven days. If it was not you, do nothing: the old address stays.
letter-moved-subject = { $place }: your e-mail address was changed
letter-moved =
    Hello { $handle },

    From now on we write to another address of yours. If it was not you who changed it, write to the people who run { $place } at once.

    { $address }
letter-known-subject = { $place }: you have an account here already
letter-known =
    Hello { $handle },

    Somebody wanted to sign up at { $place } with this address. You have an account here already, so nothing was done. If it was you and you forgot your password, choose a new one:

    { $address }
letter-reset-subject = { $place }: a new password
letter-reset =
    Hello { $handle },

    Follow this link to choose a new password:

    { $address }

    It holds for one hour. If you did not ask for it, do nothing: your password stays.
letter-password-subject = { $place }: your password was changed
letter-password =
    Hello { $handle },

    Your password was changed, and all other browsers and apps were logged out. If it was not you, choose a new one at once:

    { $address }
letter-approved-subject = Welcome to { $place }
letter-approved =
    Hello { $handle },

    You have been let in. You can log in once your address is confirmed:

    { $address }
letter-refused-subject = { $place }: your request
letter-refused =
    Hello,

    The people who run { $place } have decided not to open an account for you. What you told us has been deleted.
letter-warned-subject = { $place }: a word from the moderators
letter-warned-none =
    Hello { $handle },

    The moderators have something to tell you. Nothing was done to your account.

    { $address }
letter-warned-disable =
    Hello { $handle },

    The moderators have closed your account to you: you can no longer log in. What you posted stays.

    { $address }
letter-warned-sensitive =
    Hello { $handle },

    The moderators decided that all your pictures start hidden.

    { $address }
letter-warned-silence =
    Hello { $handle },

    The moderators decided that only your followers come upon your posts.

    { $address }
letter-warned-suspend =
    Hello { $handle },

    The moderators have suspended your account: nobody sees it, and you can no longer use it.

    { $address }
letter-unpublished-subject = { $place }: a post was not published
letter-unpublished =
    Hello { $handle },

    A post that you scheduled could not be published. It is kept: in your app, give it another date or remove it.

    { $address }
letter-unpublished-why = It was to be published on { $at } (UTC). { $why }
