error-draft-long = Ce brouillon est trop long pour être gardé.
error-many-drafts = Vous avez { $max } brouillons, c’est le maximum. Retirez-en un d’abord.
error-thread-later = Plusieurs messages à la fois partent maintenant : ils ne peuvent pas avoir de date.
drafts-title = Brouillons
drafts-hint = Ce que vous avez commencé et mis de côté. Personne d’autre ne le voit.
drafts-empty = Aucun brouillon.
drafts-kept = Gardé
drafts-resume = Reprendre
drafts-remove = Retirer
thread-of = { $count ->
    [one] un message
   *[other] { $count } messages à la suite
  }
files-of = { $count ->
    [one] un fichier
   *[other] { $count } fichiers
  }
scheduled-title = À publier
scheduled-empty = Rien n’attend d’être publié.
scheduled-for = Sera publié le
scheduled-failed = Ceci n’a pas pu être publié à son heure. Reprenez-le, corrigez et publiez.
scheduled-take-back = Reprendre et changer
scheduled-remove = Ne pas publier
scheduled-one = Ce message attend sa date
scheduled-soon = Votre message part dans un instant
scheduled-soon-hint = D’ici là, vous pouvez encore le reprendre.
scheduled-move = Une autre date
scheduled-left = Ceci n’attend plus
scheduled-left-hint = C’est publié, ou repris.
write-go-on = Ajouter une suite
write-preview = Aperçu et relecture
write-keep = Garder en brouillon
write-next = Ce que vous dites ensuite ({ $number })
write-later = Jour et heure
write-later-hint = Dans cinq minutes au moins. Vide : maintenant.
write-zone = Dans quel fuseau horaire ?
write-when = Publier plus tard
write-quotes = Qui peut le citer ?
zone-paris = Paris, Bruxelles, Genève
zone-utc = Temps universel (UTC)
zone-london = Londres
zone-athens = Athènes
zone-antilles = Guadeloupe, Martinique
zone-guyane = Guyane
zone-reunion = La Réunion
zone-mayotte = Mayotte
zone-caledonie = Nouvelle-Calédonie
zone-wallis = Wallis-et-Futuna
zone-tahiti = Tahiti
readers-public = Tout le monde pourra le lire.
readers-unlisted = Toute personne qui le rencontre pourra le lire ; il n’est dans aucune liste publique.
readers-private = Vos abonnés et les personnes nommées pourront le lire.
readers-direct = Seules les personnes nommées pourront le lire, et qui tient les serveurs.
label-undo = Temps de réflexion avant qu’un message parte
undo-none = Aucun : il part aussitôt
undo-seconds = { $count } secondes
preview-title = Aperçu
proofread-title = Relecture accessible
proofread-nothing = Rien à dire : tout le monde peut lire ceci, autant qu’une machine le voit.
proofread-count = { $count ->
    [one] Un conseil. Vous décidez.
   *[other] { $count } conseils. Vous décidez.
  }
proofread-files = Fichier : { $numbers }
proofread-mend = Corriger
advice-no-description = Un fichier n’a pas de description
advice-no-description-why = Qui ne le voit pas n’en apprend rien. Dites l’essentiel en une phrase.
advice-file-name = Une description est un nom de fichier
advice-file-name-why = Elle ne dit rien à qui l’écoute. Dites ce qu’on voit.
advice-no-captions = Une vidéo n’a pas de sous-titres
advice-no-captions-why = Les personnes sourdes, et qui regarde sans le son, manquent ce qui est dit. Ajoutez des sous-titres.
advice-hashtag = Un long mot-dièse sans majuscules
advice-hashtag-why = Un lecteur d’écran le lit comme un seul mot. Une majuscule à chaque mot : #ChaqueMot.
advice-letters = Des signes qui imitent des lettres
advice-letters-why = Les lecteurs d’écran les épellent ou les sautent, et la recherche ne les trouve pas.
advice-emojis = Plusieurs émojis à la suite
advice-emojis-why = Chacun est lu par son nom entier. Un seul en dit autant.
advice-capitals = Des mots en capitales
advice-capitals-why = Des lecteurs d’écran les épellent, et ils se lisent mal.
advice-drawing = Un dessin fait de signes
advice-drawing-why = Il est lu signe par signe. Une image décrite le dit à tout le monde.
advice-language = La langue n’est pas dite
advice-language-why = Un lecteur d’écran ne sait pas avec quelle voix lire. Choisissez la langue de votre texte.
advice-sentence = Une longue phrase
advice-sentence-why = Au-delà de 25 mots, beaucoup perdent le fil. Deux phrases sont plus faciles.
advice-link = Un lien sur « ici »
advice-link-why = Dites où il mène : certains vont de lien en lien et n’entendent que ces mots.
told-draft-kept = Le brouillon est gardé.
told-draft-removed = Le brouillon est retiré.
told-unscheduled = Il ne sera pas publié.
told-taken-back = Il est repris, et redevient un brouillon.
map-drafts = Des messages commencés.
map-scheduled = Des messages qui attendent leur date.
told-held = C’est reçu, et cela attend.
told-share-refused = Un fichier n’a pas pu être repris : choisissez-le ici encore une fois.
