"""A fourth hour with the Mastodon.py library: what the other three left.

The library offers, and this server has not: annual reports, canonical e-mail blocks, asynchronous
refreshes (nothing here is fetched while one waits), the search of before Mastodon 3, the pushes of
before the standard. It has no word for captions, uploads piece by piece and posts by mail, which are
asked for by hand or not at all.
"""

from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import requests
from mastodon import Mastodon

from listener import listening
from people import (
    ADA_TOKEN, ALICE_EMAIL, ALICE_TOKEN, BOB_TOKEN, PASSWORD, PICTURE, URL, authorization_code,
    chapter, confirm_latest, eventually, film, hidden, later_by, refused,
)


def main():
    alice, bob, ada = (
        Mastodon(access_token=token, api_base_url=URL)
        for token in (ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN)
    )
    bob.account_follow(alice.me())
    recommends(alice, bob, ada)
    films(alice, bob)
    captions(alice, bob)
    emojis(alice, bob)
    answers_news(alice, bob, ada)
    listens(alice, bob)
    pages(alice, bob)
    strangers_wait(alice, bob)
    says_who_she_is()
    place(alice, ada)
    trends(alice, bob, ada)
    counts(ada)
    lets_in_and_erases(alice, ada)


def recommends(alice, bob, ada):
    chapter("Alice recommends accounts together; one leaves, one is taken out")
    for one in (bob, ada):
        one.account_update_credentials(discoverable=True)
    made = alice.collection_create(
        "Boulangers", "Qui fait du pain", language="fr", tag_name="pain", discoverable=True,
        account_ids=[bob.me()],
    ).collection
    assert (made.name, made.language, made.item_count) == ("Boulangers", "fr", 1), made
    told = lambda: bob.notifications(types=["added_to_collection"])
    assert eventually("the news", told)[0].collection.id == made.id
    item = alice.collection_item_add(made, ada.me()).collection_item
    seen = bob.collection(made)
    assert {one.acct for one in seen.accounts} == {"alice", "bob", "ada"}, seen.accounts
    assert seen.collection.item_count == 2, seen.collection
    changed = alice.collection_update(made, name="Les boulangers", sensitive=True).collection
    assert changed.name == "Les boulangers" and changed.discoverable and changed.sensitive, changed
    assert [one.id for one in bob.account_collections(alice.me()).collections] == [made.id]
    assert [one.id for one in bob.account_in_collections(bob.me()).collections] == [made.id]
    refused(403, lambda: bob.collection_update(made, name="À moi"))
    alice.collection_item_delete(made, item)
    mine = next(one for one in bob.collection(made).collection["items"]
                if one.account_id == str(bob.me().id))
    bob.collection_item_revoke(made, mine["id"])
    assert bob.account_in_collections(bob.me()).collections == []
    alice.collection_delete(made)
    hidden(lambda: alice.collection(made))


def films(alice, bob):
    chapter("a film is taken in at once and made ready meanwhile; Bob sees it")
    sent = alice.media_post(film(), description="Une mire", thumbnail=PICTURE)
    assert sent.type == "video", sent
    ready = eventually("the film", lambda: (seen := alice.media(sent)).url and seen)
    assert ready.meta.original.duration > 0.5 and ready.preview_url, ready
    post = alice.status_post("Silence", media_ids=[ready])
    seen = bob.status(post).media_attachments[0]
    assert (seen.type, seen.description) == ("video", "Une mire"), seen
    part = requests.get(seen.url, headers={"Range": "bytes=0-9"})
    assert part.status_code == 206 and len(part.content) == 10, part.headers
    assert requests.get(seen.preview_url).headers["content-type"].startswith("image/")
    other = alice.media_post(film("autre.mp4"))
    eventually("the other film", lambda: alice.media(other).url)
    changed = alice.media_update(other, description="Encore une", thumbnail=PICTURE)
    assert changed.description == "Encore une", changed


def captions(alice, bob):
    chapter("what is said in it can be read, by a door of ours")
    media = alice.media_post(film())
    eventually("the film", lambda: alice.media(media).url)
    address = f"{URL}/api/portevoix/v1/media/{media.id}/captions"
    words = "WEBVTT\n\n00:00.000 --> 00:00.900\nBonjour la place\n"
    files = {"file": ("fr.vtt", words, "text/vtt")}
    headers = {"Authorization": f"Bearer {ALICE_TOKEN}"}
    sent = requests.post(address, data={"language": "fr"}, files=files, headers=headers)
    assert sent.status_code == 200, sent.text
    post = alice.status_post("Écoutez", media_ids=[media])
    shown = bob.status(post).media_attachments[0]["captions"]
    assert shown[0]["language"] == "fr", shown
    assert "Bonjour la place" in requests.get(shown[0]["url"]).text


def emojis(alice, bob):
    chapter("a post wears an emoji of the place")
    known = alice.custom_emojis()
    assert [one.shortcode for one in known] == ["blobcat"], known
    assert requests.get(known[0].static_url).headers["content-type"].startswith("image/")
    post = alice.status_post("Bonjour :blobcat:")
    assert [one.shortcode for one in bob.status(post).emojis] == ["blobcat"]
    renamed = alice.account_update_credentials(display_name="Alice :blobcat:")
    assert renamed.emojis[0].url == known[0].url, renamed.emojis


def answers_news(alice, bob, ada):
    chapter("news is answered with emojis, and whoever listens sees it")
    ear = listening(bob.stream_user)
    said = requests.post(
        f"{URL}/api/portevoix/v1/admin/announcements", json={"text": "Fête ce soir"},
        headers={"Authorization": f"Bearer {ADA_TOKEN}"},
    ).json()
    ear.wait_for("announcement", said["id"])
    news = alice.announcements()[0]
    for emoji in ("🎉", "blobcat"):
        alice.announcement_reaction_create(news, emoji)
        ear.wait_for("reaction", emoji, 1)
    bob.announcement_reaction_create(news, "🎉")
    ear.wait_for("reaction", "🎉", 2)
    party, cat = ada.announcements()[0].reactions
    assert (party.name, party["count"], party.me) == ("🎉", 2, False), party
    assert cat.name == "blobcat" and cat.url and cat.static_url, cat
    refused(422, lambda: alice.announcement_reaction_create(news, "fête"))
    alice.announcement_reaction_delete(news, "🎉")
    ear.wait_for("reaction", "🎉", 1)
    hidden(lambda: alice.announcement_reaction_delete(news, "🎉"))
    requests.delete(
        f"{URL}/api/portevoix/v1/admin/announcements/{said['id']}",
        headers={"Authorization": f"Bearer {ADA_TOKEN}"},
    )
    ear.wait_for("announcement gone", said["id"])


def listens(alice, bob):
    chapter("the public streams, and one of notifications alone")
    for stream in (bob.stream_public, bob.stream_local):
        ear = listening(stream)
        ear.wait_for("update", alice.status_post("Sur la place").id)
    ear = listening(alice.stream_user_notifications)
    bob.status_favourite(alice.status_post("Aimez-moi"))
    ear.wait_for("notification", "favourite")


def pages(alice, bob):
    chapter("one leafs through long lists, as each way of the library does")
    posts = [alice.status_post(f"Numéro {number}") for number in range(5)]
    newest_first = [one.id for one in reversed(posts)]
    first = bob.timeline_public(limit=2)
    second = bob.fetch_next(first)
    assert [one.id for one in first + second] == newest_first[:4]
    assert bob.get_pagination_info(first, "next")
    walk = bob.pagination_iterator(bob.timeline_home(limit=2))
    assert [next(walk).id for _ in range(5)] == newest_first
    leaves = bob.pagination_page_iterator(bob.timeline_public(limit=2))
    assert [one.id for one in next(leaves)] == newest_first[:2]
    assert all(bob.timeline_is_available(name) for name in ("public", "home"))
    assert bob.search_v2("alice", result_type="accounts").accounts[0].acct == "alice"
    bob.set_language("fr")
    assert "rien ici" in refused(404, lambda: bob.status(12))
    assert abs(alice.get_approx_server_time().timestamp() - datetime.now().timestamp()) < 60


def strangers_wait(alice, bob):
    chapter("requests are dismissed and accepted, one or several at once")
    alice.update_notifications_policy(for_not_following="filter")
    bob.status_post("@alice bonjour")
    waiting = alice.notification_requests
    alice.dismiss_notification_request(eventually("the request", waiting)[0])
    assert waiting() == []
    bob.status_post("@alice et moi ?")
    asked = eventually("the request", waiting)
    alice.accept_multiple_notification_requests([one.id for one in asked])
    eventually("the merge", alice.notifications_merged)
    assert waiting() == []
    told = eventually("the mention", lambda: alice.notifications(types=["mention"]))
    alice.notifications_dismiss(told[0])
    assert alice.notifications(types=["mention"]) == []
    alice.update_notifications_policy(for_not_following="accept")
    bob.account_update_credentials(locked=True)
    for answer in (bob.follow_request_reject, bob.follow_request_authorize):
        assert alice.account_follow(bob.me()).requested
        answer(alice.me())
    assert alice.account_relationships(bob.me())[0].following
    bob.account_update_credentials(locked=False)
    assert alice.suggestions() == []


def says_who_she_is():
    chapter("another place asks who Alice is, and nothing else")
    scopes = ["profile"]
    client = Mastodon.create_app("A forum", scopes=scopes, api_base_url=URL)
    forum = Mastodon(client_id=client[0], client_secret=client[1], api_base_url=URL)
    code = authorization_code(forum.auth_request_url(scopes=scopes, allow_http=True), ALICE_EMAIL)
    forum.log_in(code=code, scopes=scopes, allow_http=True)
    # The library itself asks this over https alone.
    headers = {"Authorization": f"Bearer {forum.access_token}"}
    told = requests.get(f"{URL}/oauth/userinfo", headers=headers).json()
    assert told["preferred_username"] == "alice" and told["iss"].rstrip("/") == URL, told
    refused(403, forum.preferences)


def place(alice, ada):
    chapter("what this place says of itself")
    assert alice.instance_v2().api_versions.mastodon >= 10
    assert alice.retrieve_mastodon_version() == alice.instance_v2().version.split(" ")[0]
    assert alice.instance_domain_blocks() == []
    refused(404, alice.instance_terms_of_service)


def trends(alice, bob, ada):
    chapter("three people speak of one thing, which trends two days later")
    with Site() as address:
        everybody = (alice, bob, ada)
        for one in everybody:
            one.account_update_credentials(discoverable=True)
        post = alice.status_post("Le marché rouvre")
        for one in everybody:
            shared = one.status_post(f"À lire : {address} #marché")
        for one in (bob, ada):
            one.status_favourite(post)
            one.status_reblog(post)
        carol = joins("carol")
        carol.status_favourite(post)
        eventually("the preview", lambda: alice.status_card(shared))
        later_by(2 * 24 * 3_600)
        tags = eventually("the hashtag", alice.trending_tags)
        assert [one.name for one in tags] == ["marché"], tags
        assert int(tags[0].history[0].accounts) + int(tags[0].history[1].accounts) + int(
            tags[0].history[2].accounts) == 3, tags[0].history
        link = alice.trending_links()[0]
        assert (link.url, link.title) == (address, "Le marché"), link
        assert [one.id for one in alice.trending_statuses()] == [post.id]
        assert len(alice.timeline_link(link.url)) == 3
        hidden(lambda: alice.timeline_link("https://example.org/"))
    chapter("Ada judges what trends")
    judged = ada.admin_trending_links()[0]
    ada.admin_reject_trending_link(judged["id"])
    assert alice.trending_links() == []
    ada.admin_approve_trending_link(judged["id"])
    assert [one.url for one in alice.trending_links()] == [address]
    assert [one.id for one in ada.admin_trending_statuses()] == [post.id]
    ada.admin_reject_trending_status(post)
    assert alice.trending_statuses() == []
    ada.admin_approve_trending_status(post)
    assert [one.id for one in alice.trending_statuses()] == [post.id]
    refused(403, lambda: alice.admin_approve_trending_status(post))


def counts(ada):
    chapter("Ada sees how much happens")
    now = datetime.now(timezone.utc)
    days = (now - timedelta(days=1), now + timedelta(days=2))
    tag = ada.admin_trending_tags()[0]
    measured = ada.admin_measures(*days, active_users=True, interactions=True, tag_uses=tag)
    totals = {one.key: int(one.total) for one in measured}
    assert totals["tag_uses"] == 3 and totals["interactions"] >= 2, totals
    seen = ada.admin_dimensions(*days, languages=True, software_versions=True, space_usage=True)
    assert {one.key for one in seen} == {"languages", "software_versions", "space_usage"}, seen
    stayed = ada.admin_retention(*days, frequency="day")
    assert stayed[0].frequency == "day" and stayed[0].data, stayed


def lets_in_and_erases(alice, ada):
    chapter("Ada erases an account that was suspended")
    carol = ada.admin_accounts(username="carol")[0]
    for judge in (ada.admin_account_approve, ada.admin_account_reject):
        refused(403, lambda: judge(carol))
    refused(403, lambda: ada.admin_account_delete(carol))
    ada.admin_account_moderate(carol, "suspend")
    ada.admin_account_delete(carol)
    hidden(lambda: ada.admin_account(carol))
    hidden(lambda: alice.account(carol["id"]))


def joins(name):
    """Somebody new, who signs up from an app."""
    client = Mastodon.create_app("Newcomer", scopes=["read", "write"], api_base_url=URL)
    newcomer = Mastodon(client_id=client[0], client_secret=client[1], api_base_url=URL)
    newcomer.create_account(
        name, PASSWORD, f"{name}@example.org", agreement=True, scopes=["read", "write"],
    )
    confirm_latest()
    return newcomer


class Site:
    """A page on this machine to link to."""

    def __enter__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_):
        self.server.shutdown()


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<title>Le marché</title>".encode())

    def log_message(self, *_):
        pass


main()
