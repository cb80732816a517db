"""The `toot` command-line program, typed as a person would: Alice logs in and looks around."""

from people import ALICE_EMAIL, BOB_EMAIL, PICTURE, URL, chapter, eventually
from tooting import HERE, as_bob, kinds, logs_in, post, refused, toot, toot_json


def main():
    chapter("Alice and Bob log in with a code from their browser")
    for name, email in [("bob", BOB_EMAIL), ("alice", ALICE_EMAIL)]:
        logs_in(email)
        assert name in toot("whoami"), "whoami"
    assert f"alice@{HERE}" in toot("auth")
    assert "Portevoix" in toot("instance", URL)

    chapter("Alice writes in all the ways there are")
    public = post("Bonjour à tous #PorteVoix", "--language", "fr")
    for visibility in ["unlisted", "private"]:
        assert post(f"En {visibility}", "-v", visibility)["visibility"] == visibility
    direct = post("Pour toi @bob", "-v", "direct")
    assert direct["mentions"][0]["acct"] == "bob", direct
    warned = post("Le majordome", "--spoiler-text", "La fin du film", "--sensitive")
    assert warned["spoiler_text"] == "La fin du film" and warned["sensitive"], warned

    chapter("Bob follows her, replies, boosts, favourites, keeps")
    assert as_bob("follow", "alice", "--json")["following"]
    assert [a["acct"] for a in as_bob("following", "bob", "--json")] == ["alice"]
    assert [a["acct"] for a in as_bob("followers", "alice", "--json")] == ["bob"]
    reply = as_bob("post", "Bonjour Alice @alice", "--reply-to", public["id"], "--json")
    assert reply["in_reply_to_id"] == public["id"], reply
    assert as_bob("reblog", public["id"], "--json")["reblog"]["id"] == public["id"]
    assert as_bob("favourite", public["id"], "--json")["favourited"]
    assert as_bob("bookmark", public["id"], "--json")["bookmarked"]
    assert as_bob("unbookmark", public["id"], "--json")["bookmarked"] is False
    thread = toot("thread", public["id"])
    assert "Bonjour à tous" in thread and "Bonjour Alice" in thread, thread
    assert "bob" in toot("reblogged-by", public["id"])

    chapter("every timeline, as text and as data")
    home = [one["id"] for one in as_bob("timelines", "home", "--json", "--no-pager")]
    assert public["id"] in home and direct["id"] in home, home
    assert "Bonjour à tous" in toot("timeline", "--public", "--local", "--once")
    assert "Bonjour à tous" in toot("timeline", "--tag", "PorteVoix", "--once")
    assert "Le majordome" in toot("timeline", "--account", "alice", "--once")
    assert "Bonjour à tous" in toot("timeline", "--once")
    wait = lambda: kinds() >= {"mention", "follow", "reblog", "favourite"}
    eventually("the notifications", wait)
    assert "bob" in toot("notifications")

    chapter("a picture with a description")
    shown = post("Regardez", "--media", PICTURE, "--description", "Un dégradé vert")
    assert shown["media_attachments"][0]["description"] == "Un dégradé vert", shown

    chapter("search, hashtags, profile")
    assert "bob" in toot("search", "bob")
    assert [a["acct"] for a in toot_json("search", "bob", "--json")["accounts"]] == ["bob"]
    assert toot_json("tags", "follow", "PorteVoix", "--json")["following"]
    assert "portevoix" in toot("tags", "followed").lower()
    toot("update-account", "--display-name", "Alice", "--note", "Je m'appelle Alice")
    assert "Je m'appelle Alice" in toot("whois", "alice")

    chapter("mute, block, and back; delete")
    for verb, field in [("mute", "muting"), ("block", "blocking")]:
        assert toot_json(verb, "bob", "--json")[field]
        assert toot_json(f"un{verb}", "bob", "--json")[field] is False
    toot("delete", shown["id"])
    assert refused("status", shown["id"]), "why it is not shown must be said"


main()
