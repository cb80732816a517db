error-push-endpoint = subscription[endpoint] doit être l’adresse https d’un service de notification.
error-push-keys = subscription[keys] doit contenir p256dh (une clé publique P-256) et auth (16 octets), en base64.
error-push-policy = data[policy] doit être all, followed, follower ou none.
