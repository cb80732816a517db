error-many-collections = Vous pouvez avoir au plus { $max } collections.
error-many-items = Une collection contient au plus { $max } comptes.
error-collection-name = Une collection a besoin d’un nom.
error-collection-unwilling = Ce compte ne souhaite pas figurer dans cette collection.
error-collection-twice = Ce compte est déjà dans la collection.
error-collection-theirs = Cette collection n’est pas à vous.
error-collection-not-you = Seul le compte lui-même peut le voir et en décider.
error-collection-who = Veuillez dire quel compte : account_id.
error-tag-name = tag_name ne peut pas être le nom d’un mot-dièse.
collection-by = Une collection de
collection-empty = Personne n’y figure pour l’instant.
collection-sensitive = Montrer qui y figure
collection-you = Vous figurez dans cette collection
collection-leave = La quitter
collection-leave-hint = On ne vous y remettra pas.
profile-collections = { $count ->
    [one] Une collection
   *[other] { $count } collections
  }
told-collection-left = Vous ne figurez plus dans la collection.
told-of-collection = { $name } vous a mis dans une collection
told-of-collection-update = { $name } a modifié une collection où vous figurez
told-of-collection-see = Voir la collection
