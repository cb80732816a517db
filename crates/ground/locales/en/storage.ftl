# What is kept, and what can go.

storage-title = Room taken
map-storage = How much is kept, and what can go at once.
storage-table = What is kept
storage-what = What
storage-files = Files
storage-room = Room
storage-own = Pictures, films and sounds from here
storage-loose = What nobody published
storage-loose-hint = Files sent more than a day ago that are in no post or draft. They also go by themselves.
storage-sweep = Remove what nobody published
storage-remote = Files of other servers
storage-remote-hint = They are kept because somebody looked at them. Removed, they come back at the next look.
storage-at-most = At most:
storage-clear = Remove the files of other servers
storage-orphans = Forgotten files
storage-orphans-hint = Those that nothing names are found by this command, which reads everything:
told-storage-cleaned = It is gone.
act-storage-clear = Files of other servers removed
act-storage-sweep = Files never published removed
unit-byte = { $whole } bytes
unit-kilo = { $whole }.{ $tenths } kB
unit-mega = { $whole }.{ $tenths } MB
unit-giga = { $whole }.{ $tenths } GB
