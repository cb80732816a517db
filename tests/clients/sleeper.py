"""A push service on this machine, and the sleeping app that opens what it gets."""

import json
import queue
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec

from people import PATIENCE_SECONDS


class PushService:
    """Takes in messages for one app."""

    def __enter__(self):
        self.got = queue.Queue()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self.got))
        self.address = f"http://127.0.0.1:{self.server.server_port}/to/alice"
        Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()

    def next(self, private):
        """The next message, opened with the keys that Mastodon.py made."""
        headers, body = self.got.get(timeout=PATIENCE_SECONDS)
        assert headers["content-encoding"] == "aes128gcm" and headers["ttl"], dict(headers)
        assert headers["authorization"].startswith("vapid t="), dict(headers)
        key = ec.derive_private_key(private["privkey"], ec.SECP256R1())
        return json.loads(http_ece.decrypt(body, private_key=key, auth_secret=private["auth"]))


def handler(got):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.put((self.headers, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_):
            pass

    return Handler
