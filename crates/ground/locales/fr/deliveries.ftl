# Où un message est arrivé, et comment vont les autres serveurs.

deliveries-title = Quels serveurs ont ce message
deliveries-none = Personne sur un autre serveur ne devait recevoir ce message.
deliveries-have = { $total ->
    [one] { $count } serveur sur un a ce message.
   *[other] { $count } serveurs sur { $total } ont ce message.
}
deliveries-wait = { $count ->
    [one] Un serveur ne répond pas encore. Il sera sollicité de nouveau.
   *[other] { $count } serveurs ne répondent pas encore. Ils seront sollicités de nouveau.
}
deliveries-gave-up = { $count ->
    [one] Un serveur ne l’a pas accepté.
   *[other] { $count } serveurs ne l’ont pas accepté.
}
deliveries-how-long = Un serveur qui ne répond pas est sollicité pendant 30 jours, et aussitôt qu’il nous parle.
deliveries-missing = Serveurs qui ne l’ont pas
deliveries-back = Retour au message
server-name = Serveur
delivery-state = État
delivery-since = Depuis
delivery-why = Raison
delivery-waits = En attente
delivery-given-up = Pas accepté
delivery-next = Prochain essai :

servers-health-title = Comment vont les autres serveurs
servers-health-hint = Ce qui attend un serveur part quand il répond de nouveau. Vous pouvez aussi essayer tout de suite.
servers-health-none = Rien n’a encore été envoyé à un autre serveur.
servers-health-table = Serveurs, d’abord ceux en difficulté
servers-health-some = Seuls les { $count } premiers serveurs sont montrés.
map-servers-health = Quels serveurs ne répondent pas, et ce qui les attend.
server-how = Comment il va
server-waiting = En attente
server-last-ok = Dernier envoi accepté
server-acts = Ce que vous pouvez faire
server-never = Jamais
server-well = Répond
server-failing = { $count ->
    [one] N’a pas répondu une fois, depuis
   *[other] N’a pas répondu { $count } fois de suite, depuis
}
server-retry = Essayer maintenant
server-replay = { $count ->
    [one] Renvoyer ce qu’il n’a pas accepté
   *[other] Renvoyer les { $count } envois qu’il n’a pas acceptés
}
told-server-tried = Nouvel essai en cours.

thread-part = { $here } messages sur les { $total } connus de cette conversation sont ici.
thread-all = { $total ->
    [one] Le seul message connu de cette conversation est ici.
   *[other] Les { $total } messages connus de cette conversation sont ici.
}
thread-asking = Les autres serveurs sont en train d’être interrogés.
thread-checked = Dernière question aux autres serveurs :
