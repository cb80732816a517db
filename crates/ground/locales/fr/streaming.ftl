error-stream-unknown = Il n’y a pas de flux appelé { $name }.
error-stream-tag = Veuillez préciser le mot-dièse : tag=nom.
error-stream-list = Indiquez la liste : list=id.
error-stream-since = since_id et Last-Event-ID sont des identifiants : des chiffres seulement.
error-stream-message = Veuillez envoyer du JSON avec un type (subscribe ou unsubscribe) et un flux (stream).
error-stream-upgrade = Cette adresse est celle d’un WebSocket. Veuillez vous y connecter par WebSocket, ou utiliser l’une des adresses placées dessous.
error-stream-slow = Ce flux n’a pas pu suivre. Rouvrez-le avec since_id pour ne rien manquer.
error-stream-stopped = Le serveur va s’arrêter. Reconnectez-vous dans un instant.
error-stream-ended = Votre accès a pris fin. Veuillez vous reconnecter.
