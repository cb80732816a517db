# Les signalements aux modérateurs, et les règles qu’ils peuvent citer.

error-report-category = Un signalement est spam, legal, violation ou other.
error-report-no-rule = Dites quelles règles ont été enfreintes.
error-report-unknown-rule = L’une de ces règles n’existe pas.
error-report-too-many = Un signalement cite au plus { $max } choses d’une sorte.
error-rule-empty = Une règle a besoin de mots.
error-too-many-rules = Il y a déjà { $max } règles : mettez fin à l’une d’elles d’abord.
