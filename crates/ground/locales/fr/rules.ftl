# Les règles du lieu, telles qu’on les écrit.

rules-title = Règles
map-rules = Ce qui est demandé à tout le monde ici.
rules-none = Personne n’a écrit de règles : les règles habituelles sont montrées.
rules-add = Ajouter une règle
rules-one = Modifier la règle
rules-edit = Modifier
rules-up = Monter
rules-down = Descendre
rules-end = Retirer
rules-also-in = Aussi en
rule-text = La règle
rule-text-hint = Une phrase. 300 caractères au plus.
rule-hint = Ce qu’il faut en savoir de plus
rule-hint-hint = 2 000 caractères au plus.
rule-languages = Dans chaque langue
rule-languages-hint = Qui lit dans l’une de ces langues voit ces mots. Vide : la règle comme ci-dessus.
rule-save = Enregistrer la règle
act-rule-move = Règle déplacée
