sort-label = Quelles notifications
sort-all = Toutes
sort-mentions = On vous parle
sort-reactions = Relais et mentions « j’aime »
sort-follows = Abonnements
sort-others = Autres
mark-all-read = Tout marquer comme lu
told-others = Aussi :
told-of-favourites = { $name } et { $count ->
    [one] une autre personne
   *[other] { $count } autres
  } ont aimé votre publication
told-of-boosts = { $name } et { $count ->
    [one] une autre personne
   *[other] { $count } autres
  } ont relayé votre publication
told-of-follows = { $name } et { $count ->
    [one] une autre personne
   *[other] { $count } autres
  } vous suivent
told-of-sign-ups = { $name } et { $count ->
    [one] une autre personne
   *[other] { $count } autres
  } sont parmi nous
told-waiting = { $count ->
    [one] Les notifications d’un compte attendent votre décision
   *[other] Les notifications de { $count } comptes attendent votre décision
  }
told-waiting-of = { $count ->
    [one] Une notification de { $name }
   *[other] { $count } notifications de { $name }
  }
told-requests-title = Notifications mises à part
told-requests-hint = Ce que vos choix ont mis à part. Acceptez quelqu’un, et ses gestes vous seront dits aussitôt.
told-requests-empty = Rien n’est mis à part.
told-request-of = Mis à part : { $name }
told-accept = Accepter
told-dismiss = Écarter
told-clear = Effacer toutes les notifications
told-clear-hint = Elles ne pourront pas être retrouvées. Les publications restent.
told-all-read = Tout est marqué comme lu.
told-cleared = Toutes les notifications sont effacées.
told-request-accepted = Ce que fait cette personne vous est dit désormais.
told-request-dismissed = Ce qui attendait est oublié.
policy-title = Ce qui vous est dit
policy-hint = Pour chaque sorte de personnes : dit aussitôt, mis à part jusqu’à votre accord, ou écarté. Les modérateurs sont toujours entendus.
policy-not-following = Personnes que vous ne suivez pas
policy-not-followers = Personnes qui ne vous suivent pas, ou depuis moins de trois jours
policy-new-accounts = Comptes de moins de 30 jours
policy-private-mentions = Messages que vous n’avez pas demandés
policy-limited-accounts = Comptes limités par les modérateurs
policy-bots = Comptes automatiques
policy-accept = Me le dire
policy-filter = Mettre à part
policy-drop = Écarter
policy-push = Les notifications sur un téléphone ou un bureau passent par une application : elle demande votre accord.
