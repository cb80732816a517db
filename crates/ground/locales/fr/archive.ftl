settings-things = Vos affaires
settings-export-hint = Des fichiers à emporter, ou à garder.
export-title = Emporter mes affaires
export-hint = Des tableaux que d’autres lieux lisent, et vos messages tels que l’API de ce lieu les écrit.
export-following = Personnes que je suis
export-followers = Personnes qui me suivent
export-posts = Mes messages
export-nothing = Rien ici.
export-part = { $count ->
    [one] Un message (JSON)
   *[other] { $count } messages (JSON)
  }
