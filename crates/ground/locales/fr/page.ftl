page-skip = Aller au contenu
error-foreign-form = Ce formulaire vient d’un autre site : rien n’a été fait. Ouvrez la page ici et envoyez-le de nouveau.
error-stale-form = Ce formulaire n’est plus à jour : rien n’a été fait. Revenez en arrière, rechargez la page et envoyez-le de nouveau.
page-skip-list = Passer la liste
page-back-up = Revenir au début de la page
page-aside = À côté
script-failed = Cela n’a pas pu être fait. Réessayez dans un instant.
