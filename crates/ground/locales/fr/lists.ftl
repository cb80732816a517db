error-list-title-empty = Donnez un titre à la liste.
error-list-title-long = Le titre d’une liste a au plus { $max } caractères.
error-list-replies = replies_policy vaut followed, list ou none.
error-many-lists = Vous avez { $max } listes, c’est le plus possible. Supprimez-en une pour en créer une autre.
error-list-has-account = L’un de ces comptes est déjà dans la liste.
error-list-full = Une liste contient au plus { $max } comptes.
error-audit-span = from et to sont des identifiants ou des dates (2026-11-24T05:36:54Z), et from vient en premier.
error-audit-much = Plus de { $max } messages, ou plus de { $entries } de cet accueil, se trouvent dans cet intervalle. Demandez-en un plus court.
