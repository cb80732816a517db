"""A first hour with the Mastodon.py library: Alice arrives by OAuth, Bob is already there."""

import queue

from mastodon import Mastodon, MastodonAPIError, MastodonNotFoundError, StreamListener

from people import (
    ALICE_EMAIL, BOB_TOKEN, PATIENCE_SECONDS, PICTURE, URL,
    authorization_code, chapter, eventually,
)

SCOPES = ["read", "write", "follow", "push"]


def main():
    alice = arrives()
    bob = Mastodon(access_token=BOB_TOKEN, api_base_url=URL)
    place(alice)
    follows(alice, bob)
    posts = writes(alice, bob)
    converses(alice, bob, posts["public"])
    reacts(alice, bob, posts["public"])
    shows_a_picture(alice, bob)
    searches(alice, bob)
    listens(alice, bob)
    listens_by_websocket(alice, bob)
    changes_her_mind(alice, bob)
    pages(alice, bob)
    leaves(alice)


def arrives():
    chapter("Alice's app registers, she signs in and agrees")
    client_id, secret = Mastodon.create_app("First hour", scopes=SCOPES, api_base_url=URL)
    alice = Mastodon(client_id=client_id, client_secret=secret, api_base_url=URL)
    address = alice.auth_request_url(scopes=SCOPES, allow_http=True)
    code = authorization_code(address, ALICE_EMAIL)
    alice.log_in(code=code, scopes=SCOPES, allow_http=True)
    me = alice.account_verify_credentials()
    assert me.username == "alice" and me.acct == "alice", me
    assert me.source.privacy == "public", me.source
    assert alice.app_verify_credentials().name == "First hour"
    alice.account_update_credentials(display_name="Alice", note="Je m'appelle Alice.")
    me = alice.account_verify_credentials()
    assert me.display_name == "Alice" and "Alice" in me.note, me
    return alice


def place(alice):
    chapter("what this place says of itself")
    instance = alice.instance()
    assert instance.version and instance.configuration.statuses.max_characters >= 500
    assert alice.instance_v1().stats.user_count >= 2
    assert alice.instance_health() and alice.stream_healthy()
    assert alice.instance_nodeinfo().software.name == "portevoix"
    assert alice.verify_minimum_version("4.0.0"), "it must be known as a modern server"


def follows(alice, bob):
    chapter("Bob follows Alice")
    her_id = bob.account_lookup("alice").id
    relation = bob.account_follow(her_id)
    assert relation.following and not relation.requested, relation
    assert [a.acct for a in bob.account_following(bob.me().id)] == ["alice"]
    assert [a.acct for a in bob.account_followers(her_id)] == ["bob"]
    assert alice.account_relationships(bob.me().id)[0].followed_by
    told = eventually("the notification", lambda: alice.notifications(types=["follow"]))
    assert told[0].account.acct == "bob", told


def writes(alice, bob):
    chapter("Alice writes to everybody, to her followers, to Bob")
    posts = {}
    for visibility in ["public", "unlisted", "private", "direct"]:
        text = f"Bonjour en {visibility} #PorteVoix" + (" @bob" if visibility == "direct" else "")
        posts[visibility] = alice.status_post(text, visibility=visibility, language="fr")
        assert posts[visibility].visibility == visibility
        assert posts[visibility].language == "fr"
    warned = alice.status_post("La fin du film", spoiler_text="Divulgâcheur", sensitive=True)
    assert warned.spoiler_text == "Divulgâcheur" and warned.sensitive
    first = alice.status_post("Une seule fois", idempotency_key="premier")
    again = alice.status_post("Une seule fois", idempotency_key="premier")
    assert first.id == again.id, "the same key must mean the same post"

    home = [post.id for post in bob.timeline_home()]
    expected = [first, warned, posts["direct"], posts["private"], posts["unlisted"], posts["public"]]
    assert home == [post.id for post in expected], home
    local = {post.id for post in bob.timeline_local()}
    assert posts["public"].id in local and not local & {
        posts[quiet].id for quiet in ["unlisted", "private", "direct"]
    }, local
    tagged = [post.id for post in bob.timeline_hashtag("portevoix")]
    assert tagged == [posts["public"].id], tagged
    stranger = Mastodon(api_base_url=URL)
    seen = {post.id for post in stranger.account_statuses(alice.me().id)}
    assert posts["unlisted"].id in seen and posts["private"].id not in seen, seen
    try:
        stranger.status(posts["direct"].id)
        raise AssertionError("a stranger reads a direct message")
    except MastodonNotFoundError:
        pass
    told = eventually("the mention", lambda: bob.notifications(types=["mention"]))
    assert told[0].status.id == posts["direct"].id, told
    return posts


def converses(alice, bob, post):
    chapter("Bob replies, Alice answers, the thread is whole")
    reply = bob.status_reply(post, "Bonjour Alice !")
    assert reply.in_reply_to_id == post.id and reply.mentions[0].acct == "alice", reply
    answer = alice.status_reply(reply, "Merci !")
    context = alice.status_context(reply)
    assert [p.id for p in context.ancestors] == [post.id], context.ancestors
    assert [p.id for p in context.descendants] == [answer.id], context.descendants
    assert alice.status(post).replies_count == 1
    told = eventually("the reply", lambda: alice.notifications(types=["mention"]))
    assert told[0].status.id == reply.id
    one = alice.notifications(told[0].id)
    assert one.id == told[0].id
    assert alice.notifications(exclude_types=["mention", "follow"]) == []


def reacts(alice, bob, post):
    chapter("Bob boosts, favourites and keeps her post")
    boost = bob.status_reblog(post)
    assert boost.reblog.id == post.id and boost.id != post.id, boost
    assert bob.status_favourite(post).favourited
    assert bob.status_bookmark(post).bookmarked
    seen = bob.status(post)
    assert seen.reblogged and seen.favourited and seen.bookmarked, seen
    assert (seen.reblogs_count, seen.favourites_count) == (1, 1), seen
    assert [a.acct for a in alice.status_reblogged_by(post)] == ["bob"]
    assert [a.acct for a in alice.status_favourited_by(post)] == ["bob"]
    assert [p.id for p in bob.favourites()] == [post.id]
    assert [p.id for p in bob.bookmarks()] == [post.id]
    told = eventually("both", lambda: two(alice.notifications(types=["reblog", "favourite"])))
    assert {n.type for n in told} == {"reblog", "favourite"}, told
    assert not bob.status_unreblog(post).reblogged
    assert not bob.status_unfavourite(post).favourited
    assert not bob.status_unbookmark(post).bookmarked
    assert alice.status(post).favourites_count == 0
    assert alice.status_pin(post).pinned
    assert [p.id for p in bob.account_statuses(alice.me().id, pinned=True)] == [post.id]
    assert not alice.status_unpin(post).pinned


def two(things):
    return things if len(things) >= 2 else None


def shows_a_picture(alice, bob):
    chapter("Alice shows a picture, with words for those who cannot see it")
    words = "Un dégradé du noir au vert, quarante-huit points sur trente-deux."
    media = alice.media_post(PICTURE, description=words, focus=(0.5, -0.25), synchronous=True)
    assert media.type == "image" and media.url and media.blurhash, media
    assert (media.meta.original.width, media.meta.original.height) == (48, 32), media.meta
    media = alice.media_update(media, description=words + " Fin.")
    post = alice.status_post("Regardez", media_ids=[media])
    seen = bob.status(post).media_attachments[0]
    assert seen.description == words + " Fin." and seen.meta.focus.x == 0.5, seen
    picture = bob.session.get(seen.url)
    assert picture.status_code == 200 and picture.headers["content-type"].startswith("image/")
    assert bob.session.get(seen.preview_url).status_code == 200
    only = bob.account_statuses(alice.me().id, only_media=True)
    assert [p.id for p in only] == [post.id], only


def searches(alice, bob):
    chapter("Bob finds the account, the hashtag, the words")
    alice.status_post("Les élections de l'association approchent")
    assert [a.acct for a in bob.search("alice", result_type="accounts").accounts] == ["alice"]
    assert [a.acct for a in bob.account_search("@alice")] == ["alice"]
    tags = bob.search("portev", result_type="hashtags").hashtags
    assert [tag.name.lower() for tag in tags] == ["portevoix"], tags
    found = eventually("the words", lambda: bob.search("election", result_type="statuses").statuses)
    assert "élections" in found[0].content, found
    assert bob.tag_follow("portevoix").following
    assert [tag.name.lower() for tag in bob.followed_tags()] == ["portevoix"]
    assert not bob.tag_unfollow("portevoix").following


class Ear(StreamListener):
    """Puts aside what a stream tells."""

    def __init__(self):
        self.heard = queue.Queue()

    def on_update(self, status):
        self.heard.put(("update", status.id))

    def on_status_update(self, status):
        self.heard.put(("status_update", status.id))

    def on_delete(self, status_id):
        self.heard.put(("delete", str(status_id)))

    def on_notification(self, notification):
        self.heard.put(("notification", notification.type))

    def wait_for(self, *what):
        """Until exactly this was heard; anything else before it is passed over."""
        while True:
            heard = self.heard.get(timeout=PATIENCE_SECONDS)
            if heard == what:
                return


def listens(alice, bob):
    chapter("Bob's stream (server-sent events) tells of a post, its edit, its end, a mention")
    # Closing a stream waits for the next sign of life in it; the end of the program does not.
    ear = Ear()
    stream = bob.stream_user(ear, run_async=True)
    eventually("the stream", stream.is_receiving)
    post = alice.status_post("Au fil de l'eau")
    ear.wait_for("update", post.id)
    alice.status_update(post, "Au fil de l'eau claire")
    ear.wait_for("status_update", post.id)
    alice.status_delete(post)
    ear.wait_for("delete", str(post.id))
    alice.status_post("@bob tu écoutes ?")
    ear.wait_for("notification", "mention")
    ear = Ear()
    stream = bob.stream_hashtag("portevoix", ear, run_async=True)
    eventually("the stream", stream.is_receiving)
    post = alice.status_post("Encore un #PorteVoix")
    ear.wait_for("update", post.id)


def listens_by_websocket(alice, bob):
    chapter("Bob listens to several streams over one WebSocket")
    home, tag = Ear(), Ear()
    socket = bob.stream_open_websocket()
    socket.subscribe("user", listener=home)
    socket.subscribe("hashtag", listener=tag, tag="portevoix")
    post = eventually("both", lambda: heard_by(alice, home, tag))
    assert post
    socket.close()


def heard_by(alice, home, tag):
    # A subscription is not answered, so the first posts may come before it.
    post = alice.status_post("Par deux voies #PorteVoix")
    try:
        assert home.heard.get(timeout=1)[0] == "update"
        assert tag.heard.get(timeout=1)[0] == "update"
    except queue.Empty:
        return None
    return post


def changes_her_mind(alice, bob):
    chapter("Alice corrects a post, its history stays, she takes it back")
    post = alice.status_post("Bonjuor", language="fr")
    edited = alice.status_update(post, "Bonjour")
    assert edited.id == post.id and edited.edited_at and "Bonjour" in edited.content, edited
    assert alice.status_source(post).text == "Bonjour"
    versions = [version.content for version in bob.status_history(post)]
    assert len(versions) == 2 and "Bonjuor" in versions[0] and "Bonjour" in versions[1], versions
    gone = alice.status_delete(post)
    assert gone.text == "Bonjour", gone
    try:
        bob.status(post)
        raise AssertionError("a deleted post is still there")
    except MastodonNotFoundError:
        pass
    assert post.id not in [p.id for p in bob.timeline_home()]


def pages(alice, bob):
    chapter("Bob reads everything, page by page, in both directions")
    whole = bob.fetch_remaining(bob.timeline_home(limit=3))
    ids = [post.id for post in whole]
    assert ids == sorted(set(ids), key=int, reverse=True), ids
    oldest = ids[-1]
    newer = bob.timeline_home(min_id=oldest, limit=2)
    assert [post.id for post in newer] == ids[-3:-1], newer
    newer = bob.fetch_previous(newer)
    assert [post.id for post in newer] == ids[-5:-3], newer
    assert bob.timeline_home(since_id=ids[0]) == []
    assert [post.id for post in bob.timeline_home(max_id=ids[0], limit=1)] == [ids[1]]


def leaves(alice):
    chapter("Alice's app gives its token back")
    token = alice.access_token
    alice.revoke_access_token(allow_http=True)
    late = Mastodon(access_token=token, api_base_url=URL)
    try:
        late.timeline_home()
        raise AssertionError("a revoked token still opens the door")
    except MastodonAPIError:
        pass


main()
