# Les pages de qui s’occupe du lieu.

admin-title = S’occuper du lieu
admin-waiting = Ce qui attend
admin-nothing-waits = Rien n’attend.
waiting-reports = { $count ->
    [one] Un signalement attend
   *[other] { $count } signalements attendent
}
waiting-sign-ups = { $count ->
    [one] Une personne attend d’entrer
   *[other] { $count } personnes attendent d’entrer
}
map-accounts = Trouver un compte, lire son dossier, agir.
map-acts = Tout ce que les modérateurs ont fait.

accounts-title = Comptes
accounts-handle = Le nom commence par
accounts-handle-hint = Avec ou sans @. Vide : tous les comptes.
accounts-state = État
accounts-more = Chercher autrement
accounts-email = Courriel
accounts-domain = Serveur
accounts-origin = D’où
accounts-staff = Seulement qui s’occupe du lieu
accounts-find = Chercher ces comptes
accounts-none = Aucun compte ainsi.
accounts-table = Comptes, le plus récent d’abord
origin-local = D’ici
origin-remote = D’autres serveurs
origin-any = D’ici et d’ailleurs
state-any = N’importe lequel
state-active = Actif
state-pending = Attend d’entrer
state-disabled = Verrouillé
state-silenced = Discret
state-sensitized = Images cachées
state-suspended = Suspendu
role-owner = Propriétaire
role-admin = Administre
role-moderator = Modère
role-member = Membre

account-title = Dossier de { $handle }
account-handle = Compte
account-stands = État
account-role = Rôle
account-since = Depuis
account-profile = Profil
account-counts = Activité
account-posts = { $count ->
    [one] une publication
   *[other] { $count } publications
}
account-followers = { $count ->
    [one] un abonné
   *[other] { $count } abonnés
}
account-invited-by = Sur invitation de
email-confirmed = confirmé
email-not-yet = pas encore confirmé
account-waits = Attend d’entrer
account-no-reason = La personne n’a pas dit pourquoi elle vient.
account-accept = Accepter
account-refuse = Refuser
account-held = Ce qui vaut pour ce compte
account-undo = Y mettre fin
account-about = Signalements à son sujet
account-none-about = Personne ne l’a signalé.
account-by = Signalements de sa part
account-none-by = Il n’a rien signalé.
account-warnings = Ce qui lui a été dit
account-no-warnings = Rien ne lui a été dit.
account-no-words = Sans un mot.
account-sessions = Connexions
account-sessions-count = { $count ->
    [0] Connecté nulle part.
    [one] Connecté à un endroit.
   *[other] Connecté à { $count } endroits.
}
account-log-out = Déconnecter partout
account-do = Le faire
account-role-hint = Qui modère lit les signalements et agit sur les comptes. Qui administre décide aussi de ce que dit le lieu et de qui reste dehors.
account-role-give = Donner ce rôle
account-erase = Effacer
account-erase-fold = Effacer ce compte pour toujours
account-erase-hint = La personne, le profil et tous ses messages disparaissent. On ne peut pas revenir dessus.
account-erase-do = Effacer pour toujours
account-acts = Ce qui lui a été fait
account-acts-table = Ce que les modérateurs ont fait à ce compte

notes-title = Notes entre modérateurs
notes-hint = Seuls les modérateurs les lisent.
notes-none = Aucune note.
note-label = Une note de plus
note-write = Noter
note-remove = Retirer ma note
told-note-removed = La note est retirée.
error-note-empty = Une note a besoin de mots.
error-too-many-notes = Il y a déjà { $max } notes.
case-file = son dossier
case-state = État
case-is-resolved = Traité
case-waits = En attente

acts-title = Journal des actes
acts-hint = Rien ne sort jamais de ce journal.
acts-none = Rien n’a été fait.
acts-table = Actes, le plus récent d’abord
act-when = Quand
act-who = Qui
act-what = Quoi
act-to = À quoi
act-why = Pourquoi
act-account-none = Un mot à un compte
act-account-disable = Compte verrouillé
act-account-sensitive = Images d’un compte cachées
act-account-silence = Compte rendu discret
act-account-suspend = Compte suspendu
act-account-undisable = Compte déverrouillé
act-account-unsensitive = Images d’un compte montrées
act-account-unsilence = Compte à nouveau visible
act-account-unsuspend = Fin d’une suspension
act-account-approve = Inscription acceptée
act-account-reject = Inscription refusée
act-account-erase = Compte effacé
act-account-role = Rôle donné
act-account-log-out = Compte déconnecté partout
act-announcement-add = Annonce publiée
act-announcement-change = Annonce modifiée
act-announcement-remove = Annonce retirée
act-domain-allow-add = Serveur autorisé
act-domain-allow-remove = Serveur qui n’est plus autorisé
act-domain-block-add = Serveur bloqué ou limité
act-domain-block-change = Blocage de serveur modifié
act-domain-block-remove = Serveur débloqué
act-email-block-add = Courriels d’un fournisseur refusés
act-email-block-remove = Courriels d’un fournisseur acceptés
act-emoji-add = Émoji ajouté
act-emoji-remove = Émoji retiré
act-ip-block-add = Adresses bloquées
act-ip-block-change = Blocage d’adresses modifié
act-ip-block-remove = Adresses débloquées
act-place-text = Texte du lieu écrit
act-report-assign = Signalement pris en main
act-report-unassign = Signalement laissé à d’autres
act-report-change = Motif d’un signalement changé
act-report-reopen = Signalement rouvert
act-report-resolve = Signalement traité
act-rule-add = Règle ajoutée
act-rule-change = Règle modifiée
act-rule-end = Règle retirée
act-tag-change = Hashtag réglé

invitations-title = Invitations données
map-invitations = Qui a des invitations ouvertes, et comment y mettre fin.
invitations-hint = Les membres en font dans leurs réglages, là où l’on n’entre que sur invitation.
invitations-none = Aucune invitation ouverte.
invitations-table = Invitations ouvertes, la plus récente d’abord
invitations-by = Donnée par
invitations-left = Personnes qui peuvent encore entrer
act-invitation-end = Fin d’une invitation
place-set = Ce qui se règle au démarrage
place-set-hint = Ces réglages sont donnés au programme quand on le lance.
place-setting = Réglage
place-value = Sa valeur
place-option = Option
place-name = Nom du lieu
place-sentence = Phrase qui le présente
place-contact = Courriel de contact
place-joining = Qui peut s’inscrire
place-joining-open = Tout le monde
place-joining-approval = Tout le monde, après accord
place-joining-invitation = Sur invitation
place-joining-closed = Personne
