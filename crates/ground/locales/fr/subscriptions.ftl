# Des lettres aux personnes sans compte.

subscribe-title = Les messages par courriel
subscribe-email = Votre adresse électronique
subscribe-hint = Les messages publics de ce compte, au plus une fois par jour. Une question vous est d’abord envoyée ; chaque courriel dit comment y mettre fin.
subscribe-send = Les demander
subscribe-asked = Si l’on peut écrire à cette adresse, vous y trouverez une question de notre part. Rien d’autre n’est envoyé avant votre accord.
subscribe-want = Voulez-vous recevoir par courriel, au plus une fois par jour, les messages publics de { $name } ?
subscribe-have = Vous recevez par courriel les messages publics de { $name }.
subscribe-yes = Oui, envoyez-les-moi
subscribe-no = Non
subscribe-stop = Ne m’envoyez plus rien
subscribe-confirmed = Vous recevrez un courriel quand il y aura du nouveau.
subscribe-stopped = Vous ne recevrez plus ces courriels, et votre adresse est oubliée ici.
subscriptions-title = Vos messages par courriel
subscriptions-hint = Les personnes sans compte peuvent recevoir vos messages publics par courriel, au plus une fois par jour : ni partages, ni réponses à d’autres. Vous ne voyez jamais leurs adresses.
subscriptions-count = { $count ->
    [0] Personne ne les reçoit.
    [one] Une personne les reçoit.
   *[other] { $count } personnes les reçoivent.
}
subscriptions-on = Permettre aux personnes sans compte de recevoir mes messages publics par courriel
subscriptions-save = Enregistrer
told-subscriptions-saved = Enregistré.
letter-subscribe-subject = { $place } : voulez-vous les messages de { $handle } par courriel ?
letter-subscribe =
    Quelqu’un, peut-être vous, a demandé que les messages publics de
    { $handle } soient envoyés à cette adresse, au plus une fois par jour.

    Pour accepter, ou refuser, suivez ce lien :

    { $address }

    Sans votre accord rien n’est envoyé, et dans deux jours l’adresse
    est oubliée.
letter-news-subject = { $place } : du nouveau de { $handle }
letter-news =
    Du nouveau de { $handle } :

    { $posts }
    Vous recevez ceci parce que vous l’avez demandé. Pour y mettre fin :

    { $address }
