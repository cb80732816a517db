# Ce dont plusieurs personnes parlent.

trends-title = Ce dont on parle
trends-empty = Rien pour l’instant : il faut plusieurs personnes pour une tendance.
trends-tags = Mots-dièse
trends-links = Liens
trends-posts = Publications
trends-people = { $count ->
    [one] une personne
   *[other] { $count } personnes
}
trends-reckoned = Comment c’est calculé
trends-formula = Qui emploie un mot-dièse ou un lien, ou aime ou relaie la publication de quelqu’un d’autre, compte une fois, à partir de la première fois dans les { $days } derniers jours, et moitié moins toutes les { $half } heures. Ces valeurs sont additionnées. Moins de { $min } personnes ne font pas une tendance. Le nombre de fois ne compte pas.
trends-who-counts = Seuls comptent les publications publiques qui ne sont pas marquées sensibles, de comptes qui veulent être recommandés. Les programmes, les comptes limités et ceux de moins d’un jour ne comptent pas. Personne ne voit ici les publications de qui est bloqué ou masqué.
trends-open = La modération peut retirer quelque chose de cette liste.
trends-reviewed = Quelque chose paraît ici une fois que la modération l’a accepté.
trends-off = Les tendances sont désactivées ici.
trends-figures = Tous les chiffres, pour vérifier
trends-see = Ce dont on parle en ce moment
