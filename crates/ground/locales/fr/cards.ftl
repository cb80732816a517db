post-boosted-by = Relayé par { $name }
post-answers = En réponse à { $name }
post-answers-gone = En réponse à une publication disparue
post-edited = modifié
post-filtered = Filtré : { $titles }
post-warning = Avertissement
post-sensitive = Montrer ce qui peut heurter
post-of = publication de { $name }
post-only-pictures = Sans texte
picture-undescribed = Sans description
picture-undescribed-alt = Image sans description
picture-whole = Voir l’image entière
count-replies = { $count ->
    [one] { $count } réponse
   *[other] { $count } réponses
  }
count-boosts = { $count ->
    [one] { $count } relais
   *[other] { $count } relais
  }
count-favourites = { $count ->
    [one] aimé { $count } fois
   *[other] aimé { $count } fois
  }
acts-on = Agir sur la publication de { $name }
act-reply = Répondre
act-boost = Relayer
act-boosted = Relayé
act-favourite = Aimer
act-favourited = Aimé
act-bookmark = Garder
act-bookmarked = Gardé
act-delete = Supprimer
audience-public = Public
audience-public-hint = Tout le monde, et dans la liste de tout le monde ici.
audience-unlisted = Non listé
audience-unlisted-hint = Toute personne qui tombe dessus, mais dans aucune liste publique.
audience-private = Abonnés
audience-private-hint = Vos abonnés, et les personnes que vous nommez.
audience-direct = Personnes nommées
audience-direct-hint = Seulement les personnes que vous nommez. Celles qui tiennent le serveur pourraient le lire.
account-bot = compte automatique
account-locked = accepte chaque abonné
acts-folded = Agir
