"""Who listens to the streams that Mastodon.py opens."""

import queue

from mastodon import StreamListener

from people import PATIENCE_SECONDS, eventually


class Ear(StreamListener):
    """Puts aside what a stream tells."""

    def __init__(self):
        self.heard = queue.Queue()

    def on_update(self, status):
        self.heard.put(("update", status.id))

    def on_notification(self, notification):
        self.heard.put(("notification", notification.type))

    def on_filters_changed(self):
        self.heard.put(("filters_changed",))

    def on_conversation(self, conversation):
        self.heard.put(("conversation", conversation.last_status.id))

    def on_announcement(self, announcement):
        self.heard.put(("announcement", announcement.id))

    def on_announcement_reaction(self, reaction):
        self.heard.put(("reaction", reaction.name, reaction["count"]))

    def on_announcement_delete(self, announcement_id):
        self.heard.put(("announcement gone", str(announcement_id)))

    def wait_for(self, *what):
        """Until exactly this was heard; anything else before it is passed over."""
        while self.heard.get(timeout=PATIENCE_SECONDS) != what:
            pass


def listening(stream, *where):
    """An ear at a stream; it is closed by the end of the program, which does not wait for it."""
    ear = Ear()
    handle = stream(*where, ear, run_async=True)
    eventually("the stream", handle.is_receiving)
    return ear
