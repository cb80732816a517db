"""A first hour in toot's terminal interface: Alice is new here, Bob has been here a while.

What she presses and sees is docs/first-hour-in-toot.md. With UPDATE set, it is written anew."""

import os
import re
from pathlib import Path

from mastodon import Mastodon

from people import ALICE_EMAIL, ALICE_TOKEN, BOB_TOKEN, URL, chapter, eventually
from terminal import Terminal
from tooting import HERE, SPEECHLESS, TOOT, logs_in, toot

# What Bob does meanwhile, and what the server says of what Alice did.
bob = Mastodon(access_token=BOB_TOKEN, api_base_url=URL)
alice = Mastodon(access_token=ALICE_TOKEN, api_base_url=URL)
PAGE = Path(os.environ["DOCS"], "first-hour-in-toot.md")
INTRODUCTION = f"""# A first hour in toot

[toot](https://toot.bezdomni.net/) is a Mastodon program for the terminal, by Ivan Habunek and
contributors. It knows nothing of Portevoix. This is what Alice pressed and saw in her first hour
here, as `tests/clients/toot_tui.py` took it off her screen; the test fails when it is no longer so.
"""


def main():
    poll, question = bob_was_here()
    logs_in(ALICE_EMAIL)
    story = Story()
    opens(story)
    looks_around(story)
    reads_a_thread(story, question)
    follows(story)
    reacts(story, question)
    answers_the_poll(story, poll)
    writes(story)
    hears_from_bob(story)
    finds_a_hashtag(story)
    leaves(story)
    story.tells()


def bob_was_here():
    chapter("Bob has been here a while")
    bob.account_update_credentials(display_name="Bob", note="Je fais du vélo.")
    question = bob.status_post("Qui vient rouler dimanche ? #velo")
    bob.status_post("Rendez-vous à dix heures", in_reply_to_id=question)
    poll = bob.make_poll(["À la mer", "En forêt"], expires_in=86_400)
    return bob.status_post("Où allons-nous ?", poll=poll).poll, question


class Story:
    """What was pressed and seen, in order."""

    def __init__(self):
        self.parts = []
        self.terminal = None

    def says(self, words):
        self.parts.append(words + "\n")

    def presses(self, *keys):
        self.terminal.press(*keys)

    def sees(self, *texts):
        """The screen, once all of this is on it, goes into the story."""
        lines = self.terminal.sees(*texts)
        self.parts.append("```text\n" + "\n".join(lines).rstrip() + "\n```\n")

    def tells(self):
        """Holds the story against the page, or makes it the page."""
        story = INTRODUCTION + "\n" + "\n".join(self.parts)
        if "UPDATE" in os.environ:
            PAGE.write_text(story, encoding="utf-8")
        told = PAGE.read_text(encoding="utf-8")
        assert timeless(told) == timeless(story), (
            f"{PAGE.name} is no longer what is seen: run this with UPDATE=1. It was:\n{story}"
        )


def timeless(story):
    """The same without what differs from one run to the next: numbers, dates, the port."""
    return re.sub(r"\d+", lambda found: "0" * len(found[0]), story)


def opens(story):
    chapter("Alice opens toot")
    story.says("Alice has an account, and has told toot of it: `toot login`. She types `toot tui`.")
    story.terminal = Terminal([TOOT, "tui"], SPEECHLESS)
    story.terminal.sees("Type 'dismiss'")
    story.presses("dismiss", "enter")
    story.sees("[home]")


def looks_around(story):
    chapter("she looks at the place")
    story.says("Her home is empty: she follows nobody yet. `g` shows where one can go.")
    story.presses("g")
    story.sees("Local public timeline", "Hashtag:")
    story.says("She goes down once and presses enter: what people here write, newest first.")
    story.presses("down", "enter")
    story.sees("[local public]", "Où allons-nous ?")


def reads_a_thread(story, question):
    chapter("she reads a thread")
    story.says("She goes down to Bob's question, and opens its thread with `t`.")
    story.presses("down", "down")
    story.terminal.sees(str(question.id))
    story.presses("t")
    story.sees("[thread]", "Qui vient rouler", "status 1 of 2")


def follows(story):
    chapter("she follows Bob")
    story.says("Who is this? `a` shows the account.")
    story.presses("a")
    story.sees("Je fais du vélo.", "Follow")
    story.says("She presses enter on “Follow”, and again to confirm; `q` closes the account.")
    story.presses("enter")
    story.terminal.sees("Confirm Follow")
    story.presses("enter")
    story.sees("Unfollow")
    assert alice.account_relationships(bob.me())[0].following
    story.presses("q")


def reacts(story, question):
    chapter("she favourites, boosts, keeps")
    story.says("She favourites the question with `f`, keeps it with `o`, boosts it with `b`.")
    for key, field in [("f", "favourited"), ("o", "bookmarked"), ("b", "reblogged")]:
        story.presses(key)
        eventually(field, lambda: alice.status(question)[field])
    story.sees("★ ♺")
    story.says("She answers with `r`, and writes: the text begins with whom it is to.")
    story.presses("r")
    story.terminal.sees("Replying to bob")
    story.presses("Moi, avec joie !")
    story.sees(f"@bob@{HERE} Moi, avec joie !")
    story.presses("down", "down", "down", "enter")
    story.terminal.sees("Status posted")
    reply = alice.status_context(question).descendants[-1]
    assert "avec joie" in reply.content and reply.mentions[0].acct == "bob", reply
    story.presses("q")


def answers_the_poll(story, poll):
    chapter("she answers the poll")
    story.says("Back in the timeline, she goes up to the poll; `p` lets her vote.")
    story.terminal.sees("[local public]")
    story.presses("up", "up")
    story.terminal.sees("Poll · 0 votes")
    story.presses("p")
    story.sees("( ) En forêt", "Vote")
    story.presses("enter", "down", "down", "enter")
    story.says("To the sea, then: enter, down twice, enter.")
    story.sees("✓  À la mer", "Already Voted")
    assert alice.poll(poll).own_votes == [0]
    story.presses("q")


def writes(story):
    chapter("she writes her first post")
    story.says("`c` composes. She greets everybody.")
    story.presses("c")
    story.terminal.sees("Compose status")
    story.presses("Bonjour à tous ! Je suis nouvelle ici. #velo")
    story.sees("Bonjour à tous", "Visibility: public")
    story.presses("down", "down", "down", "enter")
    story.terminal.sees("Status posted")
    mine = alice.account_statuses(alice.me())
    assert "Bonjour à tous" in mine[0].content, mine
    story.says("Her home now has what Bob writes, and her own: `g`, then enter.")
    story.presses("g", "enter")
    story.sees("[home]", "Bonjour à tous", "bob")


def hears_from_bob(story):
    chapter("Bob answers her, which she is told")
    mine = alice.account_statuses(alice.me())[0]
    bob.status_favourite(mine)
    bob.status_reply(mine, "Bienvenue !")
    bob.status_post("@alice Apporte un casque.", visibility="direct")
    eventually("the news", lambda: len(alice.notifications()) == 3)
    story.says("A little later she looks at her notifications: `g`, down five times, enter.")
    story.presses("g", "down", "down", "down", "down", "down", "enter")
    story.sees("[notifications]", "Apporte un casque")
    story.says("One was to her alone: `g`, down six times, enter shows her conversations.")
    story.presses("g", "down", "down", "down", "down", "down", "down", "enter")
    story.sees("[conversations]", "Apporte un casque", "Direct")


def finds_a_hashtag(story):
    chapter("she reads a hashtag")
    story.says("And what else is said of bicycles? `g`, down to the field, `velo`, enter below it.")
    story.presses("g", *["down"] * 7, "velo", "down", "enter")
    story.sees("[#velo]", "Bonjour à tous", "status 1 of 2")
    story.says("`P` pins the hashtag, so that `g` offers it from now on.")
    story.presses("P")
    story.sees("#velo pinned")


def leaves(story):
    chapter("she leaves")
    story.says("`q` leaves. What she wrote is there: `toot timeline` prints it, too.")
    story.presses("q")
    story.terminal.ends()
    assert "Bonjour à tous" in toot("timeline", "--once")


main()
