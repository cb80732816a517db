error-activity = This is no activity that can be read: JSON with a type and an actor.
error-server-barred = This server does not speak with that one.
error-signature = The request is not signed by a key of its actor.
