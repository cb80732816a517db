bookmarks-empty = Vous ne gardez encore rien. « Garder », sous une publication, la met ici ; personne d’autre ne le sait.
favourites-empty = Vous n’avez encore rien aimé.
home-empty = Rien ici pour l’instant. Suivez des personnes pour lire ici tout ce qu’elles disent, du plus récent au plus ancien.
local-empty = Personne n’a encore rien dit en public.
tag-empty = Rien de public avec ce mot-dièse pour l’instant.
tag-title = Mot-dièse
thread-title = Publication de { $name }
thread-window = { $name } : « { $words } »
thread-size = { $posts } publications de { $people ->
    [one] une personne
   *[other] { $people } personnes
  }
thread-replies = Réponses
thread-reply = Répondre à { $name }
thread-log-in = Se connecter pour répondre
delete-title = Supprimer cette publication ?
delete-warning = On ne peut pas revenir en arrière. Ses relais disparaissent avec elle.
delete-keep = La laisser
delete-do = La supprimer
write-title = Écrire
write-reply-title = Répondre à { $name }
write-fault-title = À revoir : { $title }
write-your-post = Que voulez-vous dire ?
write-your-reply = Votre réponse
write-hint = { $max } caractères au plus. @nom nomme quelqu’un, #Mot fait un mot-dièse.
write-more = Qui peut lire, langue, avertissement, images
write-audience = Qui peut lire ?
write-language = Langue de votre texte
write-warning = Avertissement
write-warning-hint = Si vous en écrivez un, le texte est replié derrière.
write-picture = Joindre une image
write-picture-hint = JPEG, PNG, WebP ou GIF. Le lieu et la date de la prise de vue sont effacés.
write-description = Que montre-t-elle ?
write-description-hint = Pour qui ne peut pas la voir : ce qui y compte, en une phrase ou deux.
write-add-picture = Joindre ce fichier et continuer à écrire
write-sensitive = Masquer images et vidéos jusqu’à demande
write-attached = Image : { $words }
write-send = Publier
write-send-reply = Publier la réponse
error-choose-picture = Choisissez d’abord un fichier.
requests-title = Demandes d’abonnement
requests-empty = Personne n’attend de réponse.
request-accept = Accepter { $name }
request-refuse = Refuser { $name }
notifications-empty = Rien à dire pour l’instant.
told-of-mention = { $name } vous a nommé
told-of-post = { $name } a publié
told-of-boost = { $name } a relayé votre publication
told-of-follow = { $name } vous suit
told-of-follow-request = { $name } demande à vous suivre
told-of-favourite = { $name } a aimé votre publication
told-of-update = { $name } a modifié une publication que vous avez relayée
told-of-poll = Un sondage de { $name } est terminé
told-of-sign-up = { $name } est parmi nous
told-of-report = { $name } a fait un signalement aux modérateurs
told-of-warning = Les modérateurs ont quelque chose à dire à { $name }
profile-posts = Publications
profile-pinned = En tête
profile-empty = Rien à lire ici.
profile-edit = Modifier mon profil
profile-log-in = Se connecter pour suivre
profile-distance = Masquer ou bloquer
tabs-label = Publications de ce profil
tab-posts = Publications
tab-replies = Publications et réponses
tab-media = Images
relation-follows-you = Vous suit
relation-followed = Vous suivez ce compte
relation-requested = Vous avez demandé à suivre
relation-muted = Vous masquez ce compte
relation-blocked = Vous bloquez ce compte
act-follow = Suivre { $name }
act-ask-follow = Demander à suivre { $name }
act-unfollow = Ne plus suivre { $name }
act-withdraw = Retirer la demande à { $name }
act-mute = Masquer { $name }
act-unmute = Ne plus masquer { $name }
act-mute-hint = Masquée, cette personne sort de votre vue et n’en sait rien.
act-block = Bloquer { $name }
act-unblock = Ne plus bloquer { $name }
act-block-hint = Bloquée, cette personne ne peut ni vous lire ni vous répondre ici.
welcome-title = Bienvenue sur { $site }
welcome-promise-complete = Votre accueil montre tout ce que disent les personnes que vous suivez, dans l’ordre du temps. Rien n’est trié, caché ni vendu.
welcome-promise-heard = Un lieu où les associations et les personnes se font entendre, et atteignent celles et ceux qui décident.
welcome-promise-all = Fait pour tout le monde : au clavier, à l’oreille, en gros caractères, sur un vieux téléphone.
welcome-open = Tout le monde peut s’inscrire.
welcome-approval = Tout le monde peut demander un compte ; chaque demande est regardée par une personne.
welcome-invitation = On s’inscrit ici avec l’invitation d’un membre.
welcome-closed = Les inscriptions sont fermées pour l’instant. Tout ce qui est public se lit sans compte.
welcome-newest = Dernières publications publiques
welcome-more = Lire la suite de ce qui se dit ici
about-title = À propos de { $site }
about-words = Ceci est un réseau social : on y dit des choses en publications courtes, on suit des personnes et des mots-dièse, et on lit tout ce qu’ils disent, du plus récent au plus ancien.
about-rules = Règles
rule-respect = Parlez aux gens comme en face. Pas de haine, pas de harcèlement.
rule-safe = Ne publiez pas ce qui est privé chez les autres.
rule-true = Ne vous faites pas passer pour quelqu’un d’autre.
rule-alt = Décrivez vos images, pour que tout le monde puisse les lire.
rule-law = Ce que la loi interdit est interdit ici aussi.
about-privacy = Ce que ce lieu sait de vous
privacy-kept = Gardés : votre adresse électronique, une empreinte de votre mot de passe, ce que vous écrivez, qui vous suivez.
privacy-shown = Montrés aux autres : votre profil, et vos publications au public que vous avez choisi.
privacy-paths = Noté avec chaque réponse, relais, mention « aimé » et abonnement : par quelle publication il est venu, pour comprendre comment les choses se propagent. Ce n’est montré à personne comme venant de vous.
privacy-never = Jamais : publicité, pistage, fichiers d’autres sites, vente de données. Trois témoins seulement : votre session, votre langue, votre affichage ; un quatrième dit quelques secondes ce que vous venez de faire.
about-accessibility = Les pages sont faites pour servir sans script, au clavier, avec un lecteur d’écran, agrandies à 400 %, en clair et en sombre. Aucun audit indépendant n’a encore été fait : la conformité n’est pas établie. Si quelque chose vous arrête, écrivez-nous : c’est un défaut et il sera réparé.
about-contact = Pour demander, signaler ou vous plaindre, écrivez à
about-no-contact = Les personnes qui tiennent ce lieu n’ont pas encore dit comment les joindre.
about-software = Le logiciel
about-free = Portevoix est un logiciel libre sous licence AGPL, version 3 ou suivante. Les applications faites pour Mastodon fonctionnent ici.
profile-count-posts = { $count ->
    [one] publication
   *[other] publications
  }
profile-count-followers = { $count ->
    [one] abonné
   *[other] abonnés
  }
profile-count-following = { $count ->
    [one] suivi
   *[other] suivis
  }
tag-follow = Suivre #{ $name }
tag-unfollow = Ne plus suivre #{ $name }
tag-hint = Ce qui est public avec un mot-dièse suivi arrive aussi à votre accueil.
search-results = { $count ->
    [0] Rien trouvé pour « { $query } »
    [one] Un résultat pour « { $query } »
   *[other] { $count } résultats pour « { $query } »
  }
search-label = Une personne, un mot-dièse ou des mots
search-people = Personnes
search-tags = Mots-dièse
search-posts = Publications
search-strangers = Les membres trouvent aussi les publications par leurs mots.
write-restored = Votre brouillon est revenu.
write-left = { $count ->
    [one] Il reste { $count } caractère
   *[other] Il reste { $count } caractères
  }
write-over = { $count ->
    [one] { $count } caractère de trop
   *[other] { $count } caractères de trop
  }
write-sending = Envoi : # %
write-sent = Fichier envoyé, il est examiné.
home-look-again = Voir s’il y a du nouveau
home-newer = { $count ->
    [0] Voir s’il y a du nouveau
    [one] Voir une nouvelle publication
   *[other] Voir { $count } nouvelles publications
  }
home-newer-many = Voir { $count } nouvelles publications ou plus
offline-title = Pas de connexion
offline-words = La page n’a pas pu être chargée. Ce que vous écriviez est gardé dans ce navigateur.
offline-again = Réessayer
