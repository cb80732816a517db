nav-label = Principale
nav-home = Accueil
nav-welcome = Bienvenue
nav-notifications = Notifications
nav-search = Chercher
nav-local = Tout le monde ici
nav-bookmarks = Gardés
nav-favourites = Aimés
nav-profile = Mon profil
nav-settings = Réglages
nav-write = Écrire
nav-log-in = Se connecter
nav-sign-up = S’inscrire
foot-about = À propos de ce lieu
foot-accessibility = Accessibilité : non conforme
foot-contact = Aide et contact
faults-title = Quelque chose est à revoir
pager-label = Pages
pager-newer = Plus récents
pager-older = Plus anciens
problem-not-found = Il n’y a rien ici
problem-unauthorized = Connectez-vous
problem-forbidden = Ce n’est pas permis
problem-too-many = Trop à la fois
problem-ours = Quelque chose s’est mal passé de notre côté
problem-refused = Cela n’a pas pu être fait
problem-what-now = Vous pouvez continuer ici :
problem-home = Aller à l’accueil
problem-search = Chercher une personne, un mot-dièse ou un mot
problem-contact = Écrire aux personnes qui tiennent ce lieu
time-now = à l’instant
time-minutes = { $count ->
    [one] il y a une minute
   *[other] il y a { $count } minutes
  }
time-hours = { $count ->
    [one] il y a une heure
   *[other] il y a { $count } heures
  }
time-days = { $count ->
    [one] hier
   *[other] il y a { $count } jours
  }
time-day = { $day } { $month } { $year }
time-exact = { $day } à { $hour } h { $minute } UTC
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
nav-menu = Menu
foot-log-out = Se déconnecter
nav-notifications-short = Notifs
nav-local-short = Ici
menu-title = Menu et plan du site
menu-more = Autres pages
menu-place = Ce lieu
foot-help = Aide
foot-display = Affichage
foot-menu = Plan du site
foot-legal = Mentions légales
keyboard-title = Touches du clavier
