error-follow-self = Vous ne pouvez pas vous suivre vous-même : vos messages sont déjà dans votre accueil.
error-follow-blocked = Vous ne pouvez pas suivre ce compte : l’un de vous deux bloque l’autre.
error-follow-limit = Vous suivez { $max } comptes, c’est le plus possible. Cessez d’en suivre un pour en suivre un autre.
error-block-self = Vous ne pouvez pas vous bloquer vous-même.
error-mute-self = Vous ne pouvez pas vous masquer vous-même.
error-bad-duration = duration doit être un nombre de secondes, de 0 (pour toujours) à { $max }.
