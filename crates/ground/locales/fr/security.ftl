security-title = Sécurité
settings-security-hint = Clés d’accès, et deuxième étape quand vous vous connectez.
label-code = Code
hint-code = Les six chiffres que votre application montre en ce moment, ou l’un de vos codes de secours.
hint-first-code = Les six chiffres que votre application montre en ce moment.
second-title = La deuxième étape
second-submit = Se connecter
second-other = Se connecter autrement
second-lost = Je n’ai ni l’application ni un code de secours
second-lost-words = Écrivez aux personnes qui tiennent ce lieu. Elles peuvent arrêter la deuxième étape quand elles sont sûres que c’est vous.
second-name = Deuxième étape
second-what = Avec une deuxième étape, votre mot de passe seul ne laisse entrer personne : chaque connexion demande aussi un code que montre une application de votre téléphone.
second-is-off = Elle est arrêtée.
second-is-on = Elle est en marche.
second-start = Installer la deuxième étape
second-off = Arrêter la deuxième étape
second-setup = Installer la deuxième étape
second-scan = Prévenez votre application
second-scan-words = Ouvrez une application qui fait des codes (Aegis, FreeOTP, votre gestionnaire de mots de passe…) et laissez-la lire ce dessin.
second-drawing = Code QR pour l’application. La même clé est écrite plus bas.
second-here = L’application est sur cet appareil : l’ouvrir
second-by-hand = Ou tapez cette clé :
second-first = Tapez le premier code
second-confirm = Mettre en marche
second-on-now = La deuxième étape est en marche
second-held-back = Votre rôle ici demande une deuxième étape. Tant qu’elle n’est pas installée, vous pouvez ce que peut tout membre.
recovery-title = Codes de secours
recovery-keep = Notez ces dix codes, ou imprimez cette page. Ils vous laissent entrer quand l’application est perdue.
recovery-once = Chacun sert une fois. Ils ne seront plus montrés.
recovery-kept = Je les ai notés
recovery-left = { $count ->
    [0] Il n’en reste aucun : faites-en de nouveaux.
    [one] Il en reste un.
   *[other] Il en reste { $count }.
}
recovery-renew = Faire de nouveaux codes ; les anciens ne valent plus rien
rule-title = À qui il faut une deuxième étape
rule-what = Qui a l’un de ces rôles sans deuxième étape n’agit qu’en membre, tant qu’elle n’est pas installée.
rule-label = Rôles qui demandent une deuxième étape
rule-own = Votre propre deuxième étape
map-owner = Pour la ou le propriétaire
told-second-off = La deuxième étape est arrêtée.
told-recovery-used = Vous êtes entré avec un code de secours, qui ne sert plus. Faites-en de nouveaux dans Réglages, Sécurité.
told-log-in-stale = Cela a duré trop longtemps. Connectez-vous encore une fois.
error-second-wrong = Ce code est faux, ou a déjà servi. Attendez le suivant.
error-second-closed = Il y a eu trop de codes faux. { $minutes ->
    [one] Réessayez dans une minute,
   *[other] Réessayez dans { $minutes } minutes,
} ou prenez un code de secours.
error-second-on = La deuxième étape est déjà en marche.
error-own-second-first = Mettez d’abord en marche votre propre deuxième étape.
letter-second-on-subject = { $place } : la deuxième étape est en marche
letter-second-on =
    Bonjour { $handle },

    Désormais, chaque connexion à votre compte demande aussi un code. Si ce n’est pas vous qui l’avez voulu, quelqu’un connaît votre mot de passe : choisissez-en un autre, puis regardez ici :

    { $address }
letter-second-off-subject = { $place } : la deuxième étape est arrêtée
letter-second-off =
    Bonjour { $handle },

    La deuxième étape de votre connexion est arrêtée : votre mot de passe seul vous laisse entrer. Si ce n’était pas vous, choisissez un autre mot de passe, puis regardez ici :

    { $address }
letter-recovery-subject = { $place } : un code de secours a servi
letter-recovery =
    Bonjour { $handle },

    Quelqu’un est entré dans votre compte avec votre mot de passe et un code de secours, qui ne sert plus. Si ce n’était pas vous, choisissez aussitôt un autre mot de passe, puis faites de nouveaux codes ici :

    { $address }
letter-tried-subject = { $place } : quelqu’un essaie d’entrer dans votre compte
letter-tried =
    Bonjour { $handle },

    Quelqu’un a donné votre mot de passe, puis tapé plusieurs codes faux. Cette personne n’est pas entrée. Si ce n’était pas vous, elle connaît votre mot de passe : choisissez-en aussitôt un autre.

    { $address }
link-title = Se connecter par un lien
link-instead = Envoyez-moi un lien plutôt qu’un mot de passe
link-what = Nous vous envoyons une lettre avec un lien. Il vous laisse entrer sans mot de passe, dans ce navigateur.
link-ask = Envoyez-moi un lien
link-sent = S’il y a un compte à cette adresse, une lettre est en route. Son lien sert une fois, pendant 15 minutes.
link-here = Ouvrez-le dans ce navigateur.
link-elsewhere = Ce lien ne sert que dans le navigateur qui l’a demandé. Ouvrez-le là-bas, ou demandez-en un autre ici.
link-stale = Ce lien ne tient pas, ou plus. Demandez-en un autre.
letter-enter-subject = { $place } : votre lien pour entrer
letter-enter =
    Bonjour { $handle },

    Ouvrez ce lien dans le navigateur où vous l’avez demandé :

    { $address }

    Il sert une fois, pendant 15 minutes. Si vous n’avez rien demandé, ne faites rien : il ne laisse entrer personne d’autre.
passkey-log-in = Se connecter avec une clé d’accès
passkey-unknown = Cette clé d’accès n’est pas connue ici, ou n’a pas répondu à temps. Réessayez, ou connectez-vous autrement.
passkeys-title = Clés d’accès
passkeys-what = Avec une clé d’accès, vous entrez par ce qui déverrouille votre appareil : un doigt, un visage, un code. Rien à taper, rien à retenir. Elle compte aussi pour la deuxième étape.
passkeys-none = Vous n’en avez pas encore.
passkey-new = Une nouvelle clé d’accès
passkey-name = Nom
passkey-name-hint = Comment vous appelez l’appareil : mon téléphone, la clé de mon trousseau.
passkey-make = Faire une clé d’accès
passkey-remove = Supprimer
last-used = dernière fois
told-passkey-made = La clé d’accès est là. Elle vous laisse entrer.
told-passkey-removed = La clé d’accès est supprimée. Elle n’ouvre plus rien.
error-passkey-refused = La clé d’accès n’a pas pu être prise. Essayez encore une fois.
error-passkey-script = Votre navigateur n’a pas fait de clé d’accès. Il lui faut des scripts, et un appareil qui le peut.
error-passkeys-many = Vous avez 20 clés d’accès. Supprimez-en une d’abord.
error-passkey-name = Donnez-lui un nom de 50 caractères au plus.
letter-passkey-added-subject = { $place } : une nouvelle clé d’accès
letter-passkey-added =
    Bonjour { $handle },

    Une clé d’accès a été ajoutée à votre compte : elle laisse entrer qui la tient. Si ce n’était pas vous, supprimez-la et choisissez un autre mot de passe :

    { $address }
letter-passkey-removed-subject = { $place } : une clé d’accès supprimée
letter-passkey-removed =
    Bonjour { $handle },

    Une clé d’accès de votre compte a été supprimée. Si ce n’était pas vous, choisissez un autre mot de passe, puis regardez ici :

    { $address }
letter-passkey-copied-subject = { $place } : une clé d’accès refusée
letter-passkey-copied =
    Bonjour { $handle },

    Quelqu’un a montré une clé d’accès à vous qui semble être une copie. Cette personne n’est pas entrée. Si une de vos clés de sécurité vous a échappé, supprimez-la ici :

    { $address }
