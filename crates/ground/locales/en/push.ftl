error-push-endpoint = subscription[endpoint] must be the https address of a push service.
error-push-keys = subscription[keys] must hold p256dh (a public key of P-256) and auth (16 bytes), in base64.
error-push-policy = data[policy] must be all, followed, follower or none.
