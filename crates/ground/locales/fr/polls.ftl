error-poll-few = Un sondage propose au moins { $min } réponses.
error-poll-many = Un sondage propose au plus { $max } réponses.
error-poll-long = Une réponse de sondage a au plus { $max } caractères.
error-poll-same = Deux réponses du sondage sont identiques.
error-poll-no-end = Indiquez combien de temps le sondage reste ouvert (expires_in, en secondes).
error-poll-short = Un sondage reste ouvert au moins cinq minutes.
error-poll-late = Un sondage reste ouvert au plus 31 jours.
error-poll-ended = Ce sondage est terminé.
error-poll-own = Vous ne pouvez pas voter à votre propre sondage.
error-poll-choice = Choisissez une des réponses proposées.
error-poll-one = Une seule réponse est possible dans ce sondage.
error-poll-voted = Vous avez déjà voté à ce sondage.
told-voted = Votre vote est compté.
poll-title = Sondage
poll-vote = Voter
poll-several = Plusieurs réponses sont possibles.
poll-chosen = votre choix
poll-hidden = Les résultats s’afficheront à la fin.
poll-open-until = Ouvert jusqu’au
poll-ended = Terminé
poll-votes = { $count ->
    [one] { $count } vote
   *[other] { $count } votes
  }
poll-voters = { $count ->
    [one] { $count } personne a voté
   *[other] { $count } personnes ont voté
  }
write-poll = Poser une question : réponses au choix, une par ligne
write-poll-hint = De { $min } à { $max } réponses, d’au plus { $chars } caractères chacune. Vide : pas de sondage.
write-poll-end = Le sondage reste ouvert
write-poll-several = Plusieurs réponses possibles
write-poll-hide = Masquer les résultats jusqu’à la fin
poll-hour = 1 heure
poll-6-hours = 6 heures
poll-day = 1 jour
poll-3-days = 3 jours
poll-week = 7 jours
