label-email = Adresse électronique
label-password = Mot de passe
log-in-title = Se connecter
log-in-submit = Se connecter
log-in-wrong = L’adresse ou le mot de passe est faux. Essayez de nouveau.
