# Ce qui est gardé, et ce qui peut partir.

storage-title = Place prise
map-storage = Combien est gardé, et ce qui peut partir tout de suite.
storage-table = Ce qui est gardé
storage-what = Quoi
storage-files = Fichiers
storage-room = Place
storage-own = Images, films et sons d’ici
storage-loose = Ce que personne n’a publié
storage-loose-hint = Des fichiers envoyés il y a plus d’un jour, sans publication ni brouillon. Ils partent aussi tout seuls.
storage-sweep = Retirer ce que personne n’a publié
storage-remote = Fichiers d’autres serveurs
storage-remote-hint = Ils sont gardés parce que quelqu’un les a regardés. Retirés, ils reviennent au prochain regard.
storage-at-most = Au plus :
storage-clear = Retirer les fichiers d’autres serveurs
storage-orphans = Fichiers oubliés
storage-orphans-hint = Ceux que rien ne nomme sont trouvés par cette commande, qui lit tout :
told-storage-cleaned = C’est retiré.
act-storage-clear = Fichiers d’autres serveurs retirés
act-storage-sweep = Fichiers jamais publiés retirés
unit-byte = { $whole } octets
unit-kilo = { $whole },{ $tenths } Ko
unit-mega = { $whole },{ $tenths } Mo
unit-giga = { $whole },{ $tenths } Go
