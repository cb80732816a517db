error-activity = Ceci n’est pas une activité lisible. Il faut du JSON avec un type et un acteur.
error-server-barred = Ce serveur ne parle pas avec celui-là.
error-signature = La requête n’est pas signée par une clé de son acteur.
