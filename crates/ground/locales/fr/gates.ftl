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
