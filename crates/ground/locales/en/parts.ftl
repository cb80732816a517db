nav-label = Main
nav-home = Home
nav-welcome = Welcome
nav-notifications = Notifications
nav-search = Search
nav-local = Everyone here
nav-bookmarks = Bookmarks
nav-favourites = Favourites
nav-profile = My profile
nav-settings = Settings
nav-write = Write
nav-log-in = Log in
nav-sign-up = Sign up
foot-about = About this place
foot-accessibility = Accessibility: not compliant
foot-contact = Help and contact
faults-title = Please look at this again
pager-label = Pages
pager-newer = Newer
pager-older = Older
problem-not-found = There is nothing here
problem-unauthorized = Please log in
problem-forbidden = This is not allowed
problem-too-many = Too much at once
problem-ours = Something went wrong on our side
problem-refused = This could not be done
problem-what-now = You can go on from here:
problem-home = Go to the home page
problem-search = Search for a person, a hashtag or a word
problem-contact = Write to the people who run this place
time-now = just now
time-minutes = { $count ->
    [one] a minute ago
   *[other] { $count } minutes ago
  }
time-hours = { $count ->
    [one] an hour ago
   *[other] { $count } hours ago
  }
time-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
  }
time-day = { $day } { $month } { $year }
time-exact = { $day } at { $hour }:{ $minute } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
nav-menu = Menu
foot-log-out = Log out
nav-notifications-short = Notifs
nav-local-short = Here
menu-title = Menu and site map
menu-more = Other pages
menu-place = This place
foot-help = Help
foot-display = Display
foot-menu = Site map
foot-legal = Legal notice
keyboard-title = Keys
