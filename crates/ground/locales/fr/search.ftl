error-bad-offset = offset doit être un nombre entier, au plus 10000.
error-bad-search-type = type doit être accounts, statuses ou hashtags.
error-empty-search = Il n’y a rien à chercher : envoyez des mots dans le paramètre q.
error-too-many-followed-tags = Vous pouvez suivre au plus { $max } mots-dièse. Cessez d’abord d’en suivre un autre.
