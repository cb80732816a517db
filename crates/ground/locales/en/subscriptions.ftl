# Letters to people without an account.

subscribe-title = Posts by mail
subscribe-email = Your e-mail address
subscribe-hint = The public posts of this account, once a day at most. You are asked by mail first; every mail says how to end it.
subscribe-send = Ask for them
subscribe-asked = If this address can be written to, you will find a question from us there. Nothing else is sent until you say yes.
subscribe-want = Do you want the public posts of { $name } by mail, once a day at most?
subscribe-have = You get the public posts of { $name } by mail.
subscribe-yes = Yes, send them to me
subscribe-no = No
subscribe-stop = Send me no more
subscribe-confirmed = You will get a mail when there is something new.
subscribe-stopped = You get no more of these mails, and your address is forgotten here.
subscriptions-title = Your posts by mail
subscriptions-hint = Whoever has no account may get your public posts by mail, once a day at most: no boosts, no replies to others. You never see their addresses.
subscriptions-count = { $count ->
    [0] Nobody gets them.
    [one] One person gets them.
   *[other] { $count } people get them.
}
subscriptions-on = Let people without an account get my public posts by mail
subscriptions-save = Save
told-subscriptions-saved = Saved.
letter-subscribe-subject = { $place }: do you want the posts of { $handle } by mail?
letter-subscribe =
    Somebody, perhaps you, asked for the public posts of { $handle }
    to be sent to this address, once a day at most.

    To say yes, or no, follow this link:

    { $address }

    Without a yes nothing is sent, and in two days the address is
    forgotten.
letter-news-subject = { $place }: new from { $handle }
letter-news =
    New from { $handle }:

    { $posts }
    You get this because you asked for it. To end it:

    { $address }
