catch-up-title = Rattrapage
caught-up = Vous êtes à jour.
since-label = Depuis quand
since-left = Depuis mon départ
since-6-hours = 6 heures
since-day = Un jour
since-3-days = 3 jours
since-week = Une semaine
caught-entries = { $count ->
    [one] Une chose est arrivée à votre accueil.
   *[other] { $count } choses sont arrivées à votre accueil.
  }
caught-more = Il est arrivé plus que ce qui tient ici. Voici le plus récent ; votre accueil a tout.
caught-to-me = { $count ->
    [one] Un message vous parle
   *[other] { $count } messages vous parlent
  }
caught-said = { $count ->
    [one] Un message
   *[other] { $count } messages
  }
caught-links = { $count ->
    [one] Un message avec un lien
   *[other] { $count } messages avec un lien
  }
caught-boosts = { $count ->
    [one] Un relais
   *[other] { $count } relais
  }
caught-show = Montrer ce qui a été relayé
caught-rest = { $count ->
    [one] Un autre est dans votre accueil
   *[other] { $count } autres sont dans votre accueil
  }
caught-people = Qui a dit combien
caught-who = Qui
caught-posts = Messages
caught-carried = Relais
caught-end = C’est tout
caught-end-hint = Dites que vous avez lu jusqu’ici, et la prochaine fois vous reprendrez d’ici.
caught-done = Je suis à jour
told-caught-up = La prochaine fois, vous reprendrez d’ici.
map-catch-up = Ce qui est arrivé depuis votre départ, trié, avec une fin.
