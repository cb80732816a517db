"""A second hour with the `toot` command-line program: what it offers beside the first."""

from people import ALICE_EMAIL, BOB_EMAIL, PICTURE, chapter, eventually, later_by
from tooting import HERE, as_bob, logs_in, post, refused, toot, toot_json


def main():
    logs_in(BOB_EMAIL)
    logs_in(ALICE_EMAIL)
    writes()
    polls()
    lists()
    tags()
    timelines()
    acts()
    people()
    profile()
    accounts_of_the_program()


def writes():
    chapter("Alice writes later, with an uploaded picture, in reply to herself")
    planned = toot_json("post", "Plus tard", "--scheduled-in", "30 minutes", "--json")
    assert planned["scheduled_at"] and planned["params"]["text"] == "Plus tard", planned
    media = toot_json("upload", PICTURE, "--description", "Un dégradé", "--json")
    assert media["description"] == "Un dégradé" and media["type"] == "image", media
    first = post("Le début")
    second = post("La suite", "--reply-last")
    assert second["in_reply_to_id"] == first["id"], second
    thread = toot_json("thread", first["id"], "--json")
    assert [one["id"] for one in thread["descendants"]] == [second["id"]], thread
    assert "Le début" in toot("status", first["id"])
    later_by(3_600)
    home = lambda: toot_json("timelines", "home", "--json", "--no-pager")
    eventually("the planned post", lambda: any("Plus tard" in one["content"] for one in home()))


def polls():
    chapter("a poll is asked, shown, answered")
    asked = post(
        "Quelle couleur ?", "--poll-option", "Rouge", "--poll-option", "Vert",
        "--poll-expires-in", "1 hour", "--poll-multiple",
    )
    poll = asked["poll"]["id"]
    assert "Rouge" in toot("polls", "show", poll)
    answered = as_bob("polls", "vote", poll, "0", "1", "--json")
    assert answered["own_votes"] == [0, 1] and answered["votes_count"] == 2, answered
    assert refused("polls", "vote", poll, "7"), "there is no such answer"


def lists():
    chapter("Alice keeps a list")
    friends = toot_json("lists", "create", "Amis", "--replies-policy", "none", "--json")
    assert friends["replies_policy"] == "none", friends
    toot("follow", "bob")
    toot("lists", "add", "Amis", "bob")
    assert [one["acct"] for one in toot_json("lists", "accounts", "Amis", "--json")] == ["bob"]
    assert "Amis" in toot("lists", "list")
    his = as_bob("post", "Pour mes amis", "--json")
    assert "Pour mes amis" in toot("timeline", "--list", "Amis", "--once")
    ids = [one["id"] for one in toot_json("timelines", "list", "Amis", "--json", "--no-pager")]
    assert ids == [his["id"]], ids
    toot("lists", "remove", "Amis", "bob")
    assert toot_json("lists", "accounts", "Amis", "--json") == []
    toot("lists", "delete", "Amis")
    assert toot_json("lists", "list", "--json") == []


def tags():
    chapter("hashtags are followed and featured")
    post("Un tour de #manege")
    assert toot_json("tags", "info", "manege", "--json")["name"] == "manege"
    assert toot_json("tags", "follow", "manege", "--json")["following"]
    assert "manege" in toot("tags", "followed")
    assert toot_json("tags", "unfollow", "manege", "--json")["following"] is False
    toot("tags", "feature", "manege")
    assert "manege" in toot("tags", "featured")
    toot("tags", "unfeature", "manege")
    assert toot_json("tags", "featured", "--json") == []


def timelines():
    chapter("timelines of every kind, page by page")
    texts = [f"Numéro {number} #serie" for number in range(5)]
    made = [post(text)["id"] for text in texts][::-1]
    for words in [
        ("account", "alice"), ("home",), ("public", "--local"), ("public",), ("tag", "serie"),
    ]:
        got = toot_json("timelines", *words, "--limit", "5", "--json", "--no-pager")
        assert [one["id"] for one in got] == made, words
    anonymous = toot_json(
        "timelines", "public", "--instance", f"http://{HERE}", "--limit", "2", "--json",
        "--no-pager",
    )
    assert [one["id"] for one in anonymous] == made[:2], anonymous
    toot("favourite", made[0])
    liked = toot_json("timelines", "favourites", "--json", "--no-pager")
    assert [one["id"] for one in liked] == [made[0]], liked
    toot("unfavourite", made[0])
    trending = toot_json("timelines", "trending", "--json", "--no-pager")
    assert trending == [], "nothing trends among so few"
    shown = toot("timeline", "--account", "alice", "--count", "2", "--once", "--reverse")
    assert shown.index("Numéro 3") < shown.index("Numéro 4"), shown


def acts():
    chapter("a post is boosted, pinned, kept, and all of it back")
    mine = post("À garder")
    assert toot_json("reblog", mine["id"], "--json")["reblog"]["id"] == mine["id"]
    assert [one["acct"] for one in toot_json("reblogged-by", mine["id"], "--json")] == ["alice"]
    assert toot_json("unreblog", mine["id"], "--json")["reblogged"] is False
    assert toot_json("pin", mine["id"], "--json")["pinned"]
    assert toot_json("unpin", mine["id"], "--json")["pinned"] is False
    assert toot_json("bookmark", mine["id"], "--json")["bookmarked"]
    assert "À garder" in toot("bookmarks", "--once")
    toot("unbookmark", mine["id"])
    assert "À garder" not in toot("bookmarks", "--once")


def people():
    chapter("who may follow, who is muted, who is blocked")
    as_bob("update-account", "--locked", "--json")
    toot("unfollow", "bob")
    assert toot_json("follow", "bob", "--json")["requested"]
    assert [one["acct"] for one in as_bob("follow-requests", "list", "--json")] == ["alice"]
    as_bob("follow-requests", "reject", "alice", "--json")
    assert as_bob("follow-requests", "list", "--json") == []
    toot("follow", "bob")
    as_bob("follow-requests", "accept", "alice", "--json")
    assert [one["acct"] for one in toot_json("following", "--json")] == ["bob"]
    for verb, state in [("mute", "muted"), ("block", "blocked")]:
        toot(verb, "bob")
        assert [one["acct"] for one in toot_json(state, "--json")] == ["bob"]
        assert "bob" in toot(state)
        toot(f"un{verb}", "bob")
        assert toot_json(state, "--json") == []
    as_bob("post", "@alice bonjour", "--json")
    mentions = lambda: toot("notifications", "--mentions")
    eventually("the mention", lambda: "bonjour" in mentions())
    toot("notifications", "--clear")
    assert toot_json("notifications", "--json") == []


def profile():
    chapter("Alice fills in her profile")
    me = toot_json(
        "update-account", "--display-name", "Alice", "--note", "Du pain", "--avatar", PICTURE,
        "--header", PICTURE, "--no-bot", "--discoverable", "--privacy", "unlisted",
        "--language", "fr", "--no-sensitive", "--json",
    )
    assert me["display_name"] == "Alice" and me["source"]["privacy"] == "unlisted", me
    assert me["source"]["language"] == "fr" and "/media/" in me["avatar"], me
    assert toot_json("whoami", "--json")["id"] == me["id"]
    assert toot_json("whois", "alice", "--json")["display_name"] == "Alice"
    found = toot_json("search", "Numéro", "--type", "statuses", "--limit", "2", "--json")
    assert len(found["statuses"]) == 2, found
    assert toot_json("instance", f"http://{HERE}", "--json")["uri"] == HERE
    assert "toot" in toot("diag", "--server")


def accounts_of_the_program():
    chapter("Alice changes who she is, and leaves")
    toot("activate", f"bob@{HERE}")
    assert toot_json("whoami", "--json")["acct"] == "bob"
    toot("logout", f"bob@{HERE}")
    assert refused("whoami"), "nobody is logged in"


main()
