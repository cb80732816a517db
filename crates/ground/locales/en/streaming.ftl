error-stream-unknown = There is no stream called { $name }.
error-stream-tag = Please say which hashtag: tag=name.
error-stream-list = Please say which list: list=id.
error-stream-since = since_id and Last-Event-ID are ids: digits only.
error-stream-message = Please send JSON with a type (subscribe or unsubscribe) and a stream.
error-stream-upgrade = This is a WebSocket address. Please connect with a WebSocket, or use one of the addresses below it.
error-stream-slow = This stream could not keep up. Open it again and say since_id to miss nothing.
error-stream-stopped = The server is about to stop. Please connect again in a moment.
error-stream-ended = Your access has ended. Please log in again.
