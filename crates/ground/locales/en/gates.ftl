# Who is kept out.

error-address-barred = Nobody at your address may come in.
error-sign-up-barred = Nobody at your address may sign up.
error-email-barred = Addresses of this mail provider are not taken here.
error-bad-ip = This is neither an address nor a network.
error-bad-severity = This severity does not exist.
error-already-barred = This is blocked already.
error-too-many-blocks = There are too many blocks of this kind.
error-bad-number = This number is out of bounds.
error-tag-barred = { $tag } may not be used here.

gates-none = Nobody is kept out.
gates-act = Action
gates-open = End it
gates-severity = What is refused
gates-why = Why
gates-until = Until
gates-servers-title = Servers kept at a distance
gates-servers-hint = Block, limit or allow other servers.
gates-servers-table = Servers, the newest first
gates-server = Server
gates-server-hint = For example far.example. Whatever ends so is included.
gates-server-look = See what is known of it
gates-server-title = Keep a server at a distance
gates-server-save = Save
gates-noop = Nothing but what is ticked
gates-noop-hint = Its accounts are seen as others are.
gates-silence = Limit
gates-silence-hint = Only their followers come upon its accounts.
gates-suspend = Block
gates-suspend-hint = Nothing comes from it, nothing is sent to it.
gates-no-media = without its pictures
gates-no-reports = without its reports
gates-reject-media = Do not show its pictures
gates-reject-reports = Do not listen to its reports
gates-public = Why, for everybody
gates-public-hint = Shown in the public list. 2,000 characters at most.
gates-private = Why, between moderators
gates-private-hint = Nobody else reads it.
gates-obfuscate = Hide part of its name in the public list
gates-known = What is known of it here
gates-known-hint = This is what a block would end or hide.
gates-known-accounts = { $count ->
    [one] one known account
   *[other] { $count } known accounts
}
gates-known-posts = { $count ->
    [one] one post
   *[other] { $count } posts
}
gates-known-follows = { $count ->
    [one] one follow from here to there
   *[other] { $count } follows from here to there
}
gates-known-followers = { $count ->
    [one] one follow from there to here
   *[other] { $count } follows from there to here
}
gates-known-reports = { $count ->
    [one] one report against its accounts
   *[other] { $count } reports against its accounts
}
gates-allowed = Servers that are allowed
gates-allowed-hint = Where only chosen servers are heard, it is these.
gates-allow-server = Server to allow
gates-allow = Allow
gates-disallow = No longer allow
gates-mail-title = Providers of mail that are refused
gates-mail-hint = Nobody signs up with an address of one of them.
gates-mail-domain = What follows the @
gates-mail-domain-hint = For example throwaway.example.
gates-mail-add = Refuse
gates-mail-table = Providers, the newest first
gates-provider = Provider
gates-tries = This week
gates-tries-count = { $count ->
    [0] no tries
    [one] one try
   *[other] { $count } tries
}
gates-addresses-title = IP addresses kept out
gates-addresses-hint = What cannot be done from an address or a network.
gates-addresses-add = One more address
gates-addresses-do = Keep out
gates-addresses-table = Addresses, the newest first
gates-network = Address or network
gates-network-hint = 192.0.2.7, or 192.0.2.0/24, or 2001:db8::/48.
gates-needs-approval = Signing up needs approval
gates-needs-approval-hint = Somebody reads it first.
gates-no-sign-up = No signing up
gates-no-sign-up-hint = Who has an account already comes in.
gates-no-access = No access at all
gates-no-access-hint = Nobody reads or writes anything there, you neither.
gates-how-long = For how long
gates-day = A day
gates-week = A week
gates-month = A month
gates-year = A year
gates-ever = For ever
