# Qui reste dehors.

error-address-barred = Personne ne peut entrer depuis votre adresse.
error-sign-up-barred = Personne ne peut s’inscrire depuis votre adresse.
error-email-barred = Les adresses de ce fournisseur de courriel ne sont pas acceptées ici.
error-bad-ip = Ce n’est ni une adresse ni un réseau.
error-bad-severity = Cette sévérité n’existe pas.
error-already-barred = C’est déjà bloqué.
error-too-many-blocks = Il y a trop de blocages de cette sorte.
error-bad-number = Ce nombre est hors des limites.
error-tag-barred = { $tag } ne peut pas être employé ici.

gates-none = Personne n’est tenu dehors.
gates-act = Action
gates-open = Y mettre fin
gates-severity = Ce qui est refusé
gates-why = Pourquoi
gates-until = Jusqu’au
gates-servers-title = Serveurs tenus à distance
gates-servers-hint = Bloquer, limiter ou autoriser d’autres serveurs.
gates-servers-table = Serveurs, le plus récent d’abord
gates-server = Serveur
gates-server-hint = Par exemple loin.example. Ce qui se termine ainsi est compris.
gates-server-look = Voir ce qu’on en sait
gates-server-title = Tenir un serveur à distance
gates-server-save = Enregistrer
gates-noop = Rien d’autre que ce qui est coché
gates-noop-hint = Ses comptes sont vus comme les autres.
gates-silence = Limiter
gates-silence-hint = Seuls leurs abonnés rencontrent ses comptes.
gates-suspend = Bloquer
gates-suspend-hint = Rien ne vient de lui, rien ne lui est envoyé.
gates-no-media = sans ses images
gates-no-reports = sans ses signalements
gates-reject-media = Ne pas montrer ses images
gates-reject-reports = Ne pas écouter ses signalements
gates-public = Pourquoi, pour tout le monde
gates-public-hint = Montré dans la liste publique. 2 000 caractères au plus.
gates-private = Pourquoi, entre modérateurs
gates-private-hint = Personne d’autre ne le lit.
gates-obfuscate = Cacher une partie de son nom dans la liste publique
gates-known = Ce qu’on sait de lui ici
gates-known-hint = C’est ce qu’un blocage couperait ou cacherait.
gates-known-accounts = { $count ->
    [one] un compte connu
   *[other] { $count } comptes connus
}
gates-known-posts = { $count ->
    [one] une publication
   *[other] { $count } publications
}
gates-known-follows = { $count ->
    [one] un abonnement d’ici vers lui
   *[other] { $count } abonnements d’ici vers lui
}
gates-known-followers = { $count ->
    [one] un abonnement de lui vers ici
   *[other] { $count } abonnements de lui vers ici
}
gates-known-reports = { $count ->
    [one] un signalement contre ses comptes
   *[other] { $count } signalements contre ses comptes
}
gates-allowed = Serveurs autorisés
gates-allowed-hint = Là où seuls des serveurs choisis sont entendus, ce sont ceux-ci.
gates-allow-server = Serveur à autoriser
gates-allow = Autoriser
gates-disallow = Ne plus autoriser
gates-mail-title = Fournisseurs de courriel refusés
gates-mail-hint = On ne s’inscrit pas avec une adresse de l’un d’eux.
gates-mail-domain = Ce qui suit le @
gates-mail-domain-hint = Par exemple jetable.example.
gates-mail-add = Refuser
gates-mail-table = Fournisseurs, le plus récent d’abord
gates-provider = Fournisseur
gates-tries = Cette semaine
gates-tries-count = { $count ->
    [0] aucun essai
    [one] un essai
   *[other] { $count } essais
}
gates-addresses-title = Adresses IP tenues dehors
gates-addresses-hint = Ce qu’on ne peut pas faire depuis une adresse ou un réseau.
gates-addresses-add = Une adresse de plus
gates-addresses-do = Tenir dehors
gates-addresses-table = Adresses, la plus récente d’abord
gates-network = Adresse ou réseau
gates-network-hint = 192.0.2.7, ou 192.0.2.0/24, ou 2001:db8::/48.
gates-needs-approval = L’inscription attend un accord
gates-needs-approval-hint = Quelqu’un la lit avant.
gates-no-sign-up = Pas d’inscription
gates-no-sign-up-hint = Qui a déjà un compte entre.
gates-no-access = Pas d’accès du tout
gates-no-access-hint = Personne n’y lit ni n’y écrit rien, vous non plus.
gates-how-long = Pour combien de temps
gates-day = Un jour
gates-week = Une semaine
gates-month = Un mois
gates-year = Un an
gates-ever = Pour toujours
