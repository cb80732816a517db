label-email = Adresse électronique
label-password = Mot de passe
label-new-password = Nouveau mot de passe
label-current-password = Mot de passe actuel
label-handle = Identifiant
label-reason = Pourquoi souhaitez-vous venir ?
label-invitation = Invitation
label-name = Nom
label-note = À propos de vous
label-avatar = Portrait
label-header = Bannière
label-picture-description = Ce que montre l’image, pour qui ne peut la voir
label-row-name = Ligne { $row } : intitulé
label-row-value = Ligne { $row } : contenu
label-locked = Accepter les abonnés un par un
label-bot = Un programme publie ici
label-discoverable = Me recommander à d’autres
label-indexable = Laisser chacun trouver mes publications publiques par la recherche
label-hide = Cacher qui je suis et qui me suit
label-visibility = Qui voit vos publications, sauf indication contraire
label-sensitive = Cacher mes images jusqu’à ce qu’on les demande
label-language = Langue de vos messages
label-locale = Langue de ces pages
hint-handle = Lettres de a à z, chiffres et _. Vous pourrez en changer.
hint-email = Nous y envoyons un lien pour la confirmer. Personne d’autre ne la voit.
hint-password = Au moins 8 caractères.
save = Enregistrer
log-in-title = Se connecter
log-in-submit = Se connecter
log-in-wrong = L’adresse ou le mot de passe est faux. Essayez de nouveau.
sign-up-title = S’inscrire
sign-up-submit = S’inscrire
sign-up-known = J’ai un compte : me connecter
sign-up-done-title = Regardez votre courrier
sign-up-done = Si cette adresse est la vôtre, vous y trouverez une lettre de notre part. Suivez son lien pour confirmer l’adresse.
sign-up-by-invitation = On vient ici sur invitation d’un membre.
letters-not-sent = Ce serveur n’a pas de courrier : la lettre ne vous parvient pas d’elle-même. Demandez-la à la personne qui tient le serveur : elle est dans le dossier « mails ».
confirm-title = Confirmer votre adresse électronique
confirm-submit = Confirmer
confirm-again = Renvoyer la lettre
confirm-done-title = Votre adresse électronique est confirmée
password-forgotten = Mot de passe oublié ?
password-ask = Envoyez-moi un lien
password-sent = S’il y a un compte à cette adresse, une lettre est en route. Son lien tient une heure.
password-new = Un nouveau mot de passe
settings-title = Réglages
settings-profile = Profil
settings-table = Tableau
settings-key = Votre clé
settings-change-handle = Changer d’identifiant
settings-change-email = Changer d’adresse
settings-change-password = Changer de mot de passe
settings-log-out-hint = Cela met fin à toutes les sessions et reprend leur clé à toutes les applications, ici aussi.
settings-log-out-everywhere = Se déconnecter partout
settings-invitations = Invitations
settings-invite = Faire une invitation
invitation-left = { $uses ->
    [one] une personne peut encore venir avec elle
   *[other] { $uses } personnes peuvent encore venir avec elle
}
moderation-sign-ups = Qui souhaite venir
moderation-nobody = Personne n’attend.
moderation-unconfirmed = L’adresse n’est pas encore confirmée.
moderation-accept = Accepter { $handle }
moderation-refuse = Refuser { $handle }
error-sign-up-closed = On ne peut pas s’inscrire ici en ce moment.
error-reason-missing = Dites pourquoi vous souhaitez venir.
error-bad-invitation = Cette invitation ne tient pas, ou plus. Demandez-en une autre.
error-too-many-invitations = Au plus { $max } invitations peuvent être ouvertes à la fois.
error-no-agreement = agreement doit être vrai : la personne doit accepter les règles du lieu.
error-already-confirmed = Cette adresse est déjà confirmée.
error-stale-secret = Ce lien ne tient pas, ou plus. Demandez une nouvelle lettre.
error-email-gone = Cette adresse appartient désormais à un autre compte.
error-already-in = Cette personne est déjà là.
error-wrong-password = Ce n’est pas votre mot de passe actuel.
error-no-decision = decision doit être accept ou refuse.
privacy-policy =
    { $place } garde ce que vous lui donnez : votre adresse électronique, votre profil, vos publications et vos images, qui vous suivez, et par quelle entrée de quel fil vous êtes venu à une publication à laquelle vous avez répondu, que vous avez relayée ou aimée. Votre mot de passe et les clés de vos applications ne sont gardés que sous forme d’empreintes.

    Cela sert à montrer vos publications à qui vous les destinez, et à rien d’autre. Rien n’est vendu, personne n’est profilé, il n’y a pas de publicité.

    Ce que vous supprimez est supprimé ici. Les copies que d’autres ont faites sont hors de notre portée.

    Questions : { $contact }
acting-as = Vous agissez pour @{ $handle } : ce que vous écrivez et faites ici l’est en son nom.
acting-back = Revenir à mon compte
told-switched = Vous agissez pour le compte choisi.
error-only-prepares = Vos rôles permettent de préparer ce que dit ce compte, pas de parler pour lui.
