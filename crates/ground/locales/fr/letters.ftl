letter-confirm-subject = { $place } : confirmez votre adresse électronique
letter-confirm =
    Bonjour { $handle },

    Confirmez que cette adresse est la vôtre. Suivez ce lien :

    { $address }

    Il tient sept jours. Si vous ne vous êtes pas inscrit à { $place }, ne faites rien : rien n’arrive sans vous.
letter-address-subject = { $place } : confirmez votre nouvelle adresse électronique
letter-address =
    Bonjour { $handle },

    Vous avez demandé à utiliser désormais cette adresse. Suivez ce lien pour la confirmer :

    { $address }

    Il tient sept jours. Si ce n’était pas vous, ne faites rien : l’ancienne adresse reste.
letter-moved-subject = { $place } : votre adresse électronique a changé
letter-moved =
    Bonjour { $handle },

    Nous vous écrivons désormais à une autre adresse. Si ce n’est pas vous qui l’avez changée, écrivez aussitôt aux personnes qui tiennent { $place }.

    { $address }
letter-known-subject = { $place } : vous avez déjà un compte ici
letter-known =
    Bonjour { $handle },

    Quelqu’un a voulu s’inscrire à { $place } avec cette adresse. Vous avez déjà un compte ici : rien n’a été fait. Si c’était vous et que vous avez oublié votre mot de passe, choisissez-en un nouveau :

    { $address }
letter-reset-subject = { $place } : un nouveau mot de passe
letter-reset =
    Bonjour { $handle },

    Suivez ce lien pour choisir un nouveau mot de passe :

    { $address }

    Il tient une heure. Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste.
letter-password-subject = { $place } : votre mot de passe a changé
letter-password =
    Bonjour { $handle },

    Votre mot de passe a changé, et tous les autres navigateurs et applications ont été déconnectés. Si ce n’était pas vous, choisissez-en aussitôt un autre :

    { $address }
letter-approved-subject = Bienvenue à { $place }
letter-approved =
    Bonjour { $handle },

    Vous êtes des nôtres. Vous pouvez vous connecter dès que votre adresse est confirmée :

    { $address }
letter-refused-subject = { $place } : votre demande
letter-refused =
    Bonjour,

    Les personnes qui tiennent { $place } ont décidé de ne pas vous ouvrir de compte. Ce que vous nous aviez dit est supprimé.
letter-warned-subject = { $place } : un mot des modérateurs
letter-warned-none =
    Bonjour { $handle },

    Les modérateurs ont quelque chose à vous dire. Rien n’a été fait à votre compte.

    { $address }
letter-warned-disable =
    Bonjour { $handle },

    Les modérateurs vous ont fermé votre compte : vous ne pouvez plus vous connecter. Vos publications restent.

    { $address }
letter-warned-sensitive =
    Bonjour { $handle },

    Les modérateurs ont décidé que toutes vos images seraient d’abord masquées.

    { $address }
letter-warned-silence =
    Bonjour { $handle },

    Les modérateurs ont décidé que seules les personnes qui vous suivent verraient passer vos publications.

    { $address }
letter-warned-suspend =
    Bonjour { $handle },

    Les modérateurs ont suspendu votre compte : personne ne le voit, et vous ne pouvez plus vous en servir.

    { $address }
letter-unpublished-subject = { $place } : un message n’a pas été publié
letter-unpublished =
    Bonjour { $handle },

    Un message que vous aviez programmé n’a pas pu être publié. Il est gardé : dans votre application, donnez-lui une autre date ou retirez-le.

    { $address }
letter-unpublished-why = Il devait être publié le { $at } (UTC). { $why }
