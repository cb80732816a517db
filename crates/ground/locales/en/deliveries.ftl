# Where a post has come to, and how other servers are.

deliveries-title = Which servers have this post
deliveries-none = Nobody on another server was to be told of this post.
deliveries-have = { $total ->
    [one] { $count } of one server has this post.
   *[other] { $count } of { $total } servers have this post.
}
deliveries-wait = { $count ->
    [one] One server does not answer yet. It is asked again.
   *[other] { $count } servers do not answer yet. They are asked again.
}
deliveries-gave-up = { $count ->
    [one] One server did not take it.
   *[other] { $count } servers did not take it.
}
deliveries-how-long = A server that does not answer is asked again for 30 days, and at once when it speaks to us.
deliveries-missing = Servers that do not have it
deliveries-back = Back to the post
server-name = Server
delivery-state = State
delivery-since = Since
delivery-why = Why
delivery-waits = Waits
delivery-given-up = Did not take it
delivery-next = Next attempt:

servers-health-title = How other servers are
servers-health-hint = What waits for a server is sent when it answers again. You can also try at once.
servers-health-none = Nothing was sent to another server yet.
servers-health-table = Servers, those in trouble first
servers-health-some = Only the first { $count } servers are shown.
map-servers-health = Which servers do not answer, and what waits for them.
server-how = How it is
server-waiting = Waiting
server-last-ok = Last took something
server-acts = What you can do
server-never = Never
server-well = Answers
server-failing = { $count ->
    [one] Did not answer once, since
   *[other] Did not answer { $count } times in a row, since
}
server-retry = Try now
server-replay = { $count ->
    [one] Send again what it did not take
   *[other] Send again the { $count } it did not take
}
told-server-tried = It is tried now.

thread-part = { $here } of the { $total } known posts of this conversation are here.
thread-all = { $total ->
    [one] The only known post of this conversation is here.
   *[other] All { $total } known posts of this conversation are here.
}
thread-asking = Other servers are being asked for more.
thread-checked = Other servers were last asked
