# Ce qui est dit à tout le monde.

error-announcement-empty = Une annonce a besoin de mots.
error-announcement-ends-first = La fin vient avant le début.
error-announcement-no-emoji = Ce n’est pas un émoji, ni d’Unicode ni de ce lieu.
error-announcement-reactions = On répond à une annonce avec { $max } émojis différents au plus.

announcements-title = Annonces
announcements-none = Aucune annonce.
announcement-new = nouveau
announcement-dismiss = J’ai lu
announcement-from = Du
announcement-to = jusqu’au
map-announcements = Ce que les responsables du lieu disent à tout le monde.
map-announce = Dire quelque chose à tout le monde, maintenant ou plus tard.
announcements-write-title = Écrire les annonces
announcement-add = Écrire une annonce
announcement-one = Modifier l’annonce
announcement-edit = Modifier
announcement-publish = Publier maintenant
announcement-remove = Retirer
announcement-waits = attend sa date
announcement-shown = montrée
announcement-over = terminée
announcement-text = Ce qui est annoncé
announcement-text-hint = 5 000 caractères au plus. Les liens et les hashtags sont reconnus.
announcement-later = Publier le
announcement-later-hint = Vide : tout de suite.
announcement-starts = Ce qui est annoncé commence le
announcement-ends = et se termine le
announcement-ends-hint = Après cette date, l’annonce n’est plus montrée.
announcement-all-day = Ce sont des jours entiers
announcement-save = Enregistrer l’annonce
act-announcement-publish = Annonce publiée avant sa date
