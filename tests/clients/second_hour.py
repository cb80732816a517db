"""A second hour with the Mastodon.py library: all that one can make beside a plain post."""

from datetime import datetime, timedelta, timezone

from mastodon import Mastodon, MastodonAPIError

from listener import listening
from people import (
    ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, PICTURE, URL, chapter, eventually, hidden, later_by, refused,
)


def main():
    alice = Mastodon(access_token=ALICE_TOKEN, api_base_url=URL)
    bob = Mastodon(access_token=BOB_TOKEN, api_base_url=URL)
    ada = Mastodon(access_token=ADA_TOKEN, api_base_url=URL)
    bob.account_follow(alice.me())
    poll = asks(alice, bob)
    quotes(alice, bob)
    planned = plans(alice)
    filters(alice, bob)
    filters_of_old(alice, bob)
    lists(alice, bob, ada)
    talks(alice, bob)
    marks(alice)
    tags(alice, bob)
    pictures(alice, bob)
    searches(alice, bob)
    several(alice, bob)
    translates(alice, bob)
    waits(alice, bob, poll, planned)


def asks(alice, bob):
    chapter("Alice asks, Bob answers, each once")
    poll = alice.make_poll(["Rouge", "Vert", "Bleu"], expires_in=600, multiple=True)
    post = alice.status_post("Quelle couleur ?", poll=poll)
    poll = post.poll
    assert [option.title for option in poll.options] == ["Rouge", "Vert", "Bleu"], poll
    assert poll.multiple and not poll.expired and poll.votes_count == 0, poll
    answered = bob.poll_vote(poll, [0, 2])
    assert answered.voted and answered.own_votes == [0, 2] and answered.voters_count == 1, answered
    assert [option.votes_count for option in bob.poll(poll).options] == [1, 0, 1]
    assert not alice.poll(poll).own_votes, alice.poll(poll)
    assert bob.status(post).poll.own_votes == [0, 2]
    refused(422, lambda: bob.poll_vote(poll, 1))
    refused(422, lambda: alice.poll_vote(poll, 1))
    refused(422, lambda: alice.status_post("Et ?", poll=alice.make_poll(["Seul"], 600)))
    return poll


def quotes(alice, bob):
    chapter("Bob quotes Alice, who says who may, and takes one back")
    post = alice.status_post("À citer", quote_approval_policy="public")
    assert post.quote_approval.automatic == ["public"], post.quote_approval
    assert bob.status(post).quote_approval.current_user == "automatic"
    first = bob.status_post("Bien dit", quoted_status_id=post)
    second = bob.status_post("Très bien dit", quoted_status_id=post)
    assert first.quote.state == "accepted" and first.quote.quoted_status.id == post.id, first.quote
    assert {one.id for one in alice.status_quotes(post)} == {first.id, second.id}
    assert [one.id for one in alice.status_quotes(post, limit=1)] == [second.id]
    told = lambda: {one.status.id for one in alice.notifications(types=["quote"])}
    eventually("news of the quotes", lambda: told() == {first.id, second.id})
    revoked = alice.status_quote_revoke(post, first)
    assert revoked.id == first.id and revoked.quote.state == "revoked", revoked.quote
    assert bob.status(first).quote.quoted_status is None
    refused(404, lambda: bob.status_quote_revoke(post, second))
    closed = alice.status_update_quote_approval_policy(post, "nobody")
    assert closed.quote_approval.automatic == [], closed.quote_approval
    refused(422, lambda: bob.status_post("Encore", quoted_status_id=post))
    assert alice.status(post).quotes_count == 1, alice.status(post)


def plans(alice):
    chapter("Alice plans posts, moves one, drops one")
    soon = datetime.now(timezone.utc) + timedelta(minutes=30)
    media = alice.media_post(PICTURE, description="Un dégradé", synchronous=True)
    planned = alice.status_post(
        "Plus tard", scheduled_at=soon, visibility="unlisted", spoiler_text="Patience",
        media_ids=[media],
    )
    assert abs(planned.scheduled_at - soon) < timedelta(seconds=1), planned
    assert planned.params.text == "Plus tard" and planned.params.visibility == "unlisted", planned
    assert planned.params.spoiler_text == "Patience", planned
    assert planned.media_attachments[0]["id"] == str(media.id), planned
    dropped = alice.status_post("Jamais", scheduled_at=soon + timedelta(hours=1))
    assert [one.id for one in alice.scheduled_statuses()] == [dropped.id, planned.id]
    moved = alice.scheduled_status_update(planned, soon + timedelta(minutes=5))
    assert moved.scheduled_at - planned.scheduled_at == timedelta(minutes=5), moved
    alice.scheduled_status_delete(dropped)
    hidden(lambda: alice.scheduled_status(dropped))
    assert alice.scheduled_status(planned).id == planned.id
    close = datetime.now(timezone.utc) + timedelta(seconds=30)
    refused(422, lambda: alice.status_post("Trop tôt", scheduled_at=close))
    return planned


def filters(alice, bob):
    chapter("Bob filters words and a post")
    ear = listening(bob.stream_user)
    kept = bob.create_filter_v2(
        "Fin du film", ["home", "public"], "warn", expires_in=3_600,
        keywords_attributes=[{"keyword": "majordome", "whole_word": True}],
    )
    ear.wait_for("filters_changed")
    assert kept.filter_action == "warn" and set(kept.context) == {"home", "public"}, kept
    assert kept.expires_at > datetime.now(timezone.utc), kept
    post = alice.status_post("C'était le majordome")
    seen = first(bob.timeline_home(), post)
    assert seen.filtered[0].keyword_matches == ["majordome"], seen.filtered
    assert seen.filtered[0].filter.title == "Fin du film"

    word = bob.add_filter_keyword_v2(kept, "colonel")
    assert {one.keyword for one in bob.filter_keywords_v2(kept)} == {"majordome", "colonel"}
    bob.delete_filter_keyword_v2(word)
    other = alice.status_post("Rien à voir")
    entry = bob.add_filter_status_v2(kept, other)
    assert bob.filter_status_v2(entry).status_id == other.id
    assert [one.id for one in bob.filter_statuses_v2(kept)] == [entry.id]
    assert first(bob.timeline_home(), other).filtered[0].status_matches == [str(other.id)]
    bob.delete_filter_status_v2(entry)
    strict = bob.update_filter_v2(kept, filter_action="hide", title="Caché")
    assert strict.title == "Caché" and len(strict.keywords) == 1, strict
    assert post.id not in ids(bob.timeline_home()) and other.id in ids(bob.timeline_home())
    assert [one.id for one in bob.filters_v2()] == [kept.id]
    bob.delete_filter_v2(kept)
    hidden(lambda: bob.filter_v2(kept))
    assert post.id in ids(bob.timeline_home())


def filters_of_old(alice, bob):
    chapter("an older app filters as well")
    kept = bob.filter_create("colonel", ["home", "thread"], whole_word=True)
    assert kept.phrase == "colonel" and kept.whole_word and not kept.irreversible, kept
    post = alice.status_post("C'était le colonel")
    shown = bob.filters_apply(bob.timeline_home(), bob.filters(), "home")
    assert post.id not in ids(shown), "the library filters by what we tell it"
    moved = bob.filter_update(kept, phrase="capitaine", context=["public"])
    assert moved.phrase == "capitaine" and moved.context == ["public"], moved
    assert bob.filter(kept).phrase == "capitaine"
    bob.filter_delete(kept)
    assert bob.filters() == []


def lists(alice, bob, ada):
    chapter("Bob keeps a list of people; it has a timeline and a stream")
    friends = bob.list_create("Amis", replies_policy="none", exclusive=True)
    assert friends.replies_policy == "none" and friends.exclusive, friends
    bob.list_accounts_add(friends, [alice.me()])
    assert [one.acct for one in bob.list_accounts(friends)] == ["alice"]
    assert ids(bob.account_lists(alice.me())) == [friends.id]
    ear = listening(bob.stream_list, friends)
    post = alice.status_post("Pour la liste")
    ear.wait_for("update", post.id)
    assert post.id in ids(bob.timeline_list(friends))
    assert post.id not in ids(bob.timeline_home()), "exclusive: not at home as well"
    question = ada.status_post("Dis-moi")
    reply = alice.status_reply(question, "Je te dis")
    assert reply.id not in ids(bob.timeline_list(friends)), "no replies to others"
    changed = bob.list_update(friends, "Proches", replies_policy="list", exclusive=False)
    assert (changed.title, changed.exclusive) == ("Proches", False), changed
    assert [one.title for one in bob.lists()] == ["Proches"]
    assert post.id in ids(bob.timeline_home())
    bob.list_accounts_delete(friends, [alice.me()])
    assert bob.list_accounts(friends) == []
    hidden(lambda: alice.list(friends))
    bob.list_delete(friends)
    hidden(lambda: bob.list(friends))


def talks(alice, bob):
    chapter("a conversation is unread until it is read")
    ear = listening(bob.stream_direct)
    post = alice.status_post("@bob entre nous", visibility="direct")
    ear.wait_for("conversation", post.id)
    talk = eventually("the conversation", bob.conversations)[0]
    assert talk.unread and talk.last_status.id == post.id, talk
    assert [one.acct for one in talk.accounts] == ["alice"], talk
    assert not bob.conversations_read(talk).unread
    assert bob.status_mute(post).muted and not bob.status_unmute(post).muted


def marks(alice):
    chapter("Alice's apps agree on what she has read")
    top = alice.timeline_home(limit=1)[0]
    assert alice.markers_get(["home", "notifications"]) == {}
    marker = alice.markers_set(["home"], [top])
    assert marker.home.last_read_id == top.id, marker
    later = alice.status_post("Plus haut")
    assert alice.markers_set("home", later).home.version == marker.home.version + 1
    assert alice.markers_get(["home"]).home.last_read_id == later.id


def tags(alice, bob):
    chapter("hashtags: followed, shown on a profile, offered")
    for _ in range(2):
        post = alice.status_post("Un tour de #manège")
    tag = bob.tag("manege")
    assert tag.name == "manège" and not tag.following, "as it was first written"
    assert int(tag.history[0].uses) == 2 and int(tag.history[0].accounts) == 1, tag.history
    assert bob.tag_follow(tag).following and not bob.tag_unfollow("manege").following
    assert "manège" in [one.name for one in alice.featured_tag_suggestions()]
    featured = alice.featured_tag_create("manege")
    assert featured.name == "manège" and int(featured.statuses_count) == 2, featured
    shown = bob.account_featured_tags(alice.me())
    assert [one.name for one in shown] == ["manège"], shown
    assert ids(bob.account_statuses(alice.me(), tagged="manege"))[0] == post.id
    alice.featured_tag_delete(featured)
    assert alice.featured_tags() == []
    assert alice.tag_feature("manege").featuring
    assert not alice.tag_unfeature("manege").featuring


def pictures(alice, bob):
    chapter("a picture is described again, with its post")
    media = alice.media_post(PICTURE, description="Avant", synchronous=True)
    post = alice.status_post("Regardez", media_ids=[media])
    words = alice.generate_media_edit_attributes(media, description="Après", focus=(0.25, 0.5))
    alice.status_update(post, "Regardez bien", media_attributes=[words])
    seen = bob.status(post).media_attachments[0]
    assert seen.id == media.id and seen.description == "Après" and seen.meta.focus.x == 0.25, seen
    versions = [version.media_attachments[0].description for version in bob.status_history(post)]
    assert versions == ["Avant", "Après"], versions
    gone = alice.status_delete(post, delete_media=True)
    assert gone.text == "Regardez bien", gone
    hidden(lambda: alice.media(media))


def searches(alice, bob):
    chapter("search understands operators")
    post = alice.status_post("Le phare clignote", language="fr")
    answer = bob.status_post("Le phare dort", in_reply_to_id=post)
    def found(words):
        return set(ids(bob.search(words, result_type="statuses").statuses))
    eventually("the words", lambda: found("phare") == {post.id, answer.id})
    for words, wanted in [
        ("phare from:alice", {post.id}), ("phare -from:alice", {answer.id}),
        ("phare is:reply", {answer.id}), ("phare from:me", {answer.id}),
        ("phare has:media", set()), ("phare language:fr from:alice", {post.id}),
        ("phare before:2020-01-01", set()), ("phare after:2020-01-01", {post.id, answer.id}),
    ]:
        assert found(words) == wanted, words
    only = bob.search("phare", result_type="statuses", account_id=alice.me().id)
    assert ids(only.statuses) == [post.id], only
    by_address = bob.search(post.url, resolve=True)
    assert ids(by_address.statuses) == [post.id], by_address


def several(alice, bob):
    chapter("several posts and accounts are read at once")
    posts = [alice.status_post(f"Numéro {number}") for number in range(3)]
    assert set(ids(bob.statuses(posts))) == set(ids(posts))
    assert {one.acct for one in bob.accounts([alice.me(), bob.me()])} == {"alice", "bob"}
    relations = bob.account_relationships([alice.me(), bob.me()])
    assert [one.following for one in relations] == [True, False], relations


def translates(alice, bob):
    chapter("nothing translates here, which is said")
    post = alice.status_post("Bonjour", language="fr")
    assert not bob.instance().configuration.translation.enabled
    assert bob.instance_translation_languages() == {}
    try:
        bob.status_translate(post, "en")
        raise AssertionError("a translation out of nowhere")
    except MastodonAPIError as error:
        assert error.args[1] in (403, 404, 503) and error.args[3], error.args


def waits(alice, bob, poll, planned):
    chapter("an hour later the poll is over and the plan is done")
    later_by(3_600)
    over = eventually("the end", lambda: (seen := bob.poll(poll)).expired and seen)
    assert [option.votes_count for option in over.options] == [1, 0, 1], over
    refused(422, lambda: alice.poll_vote(poll, 1))
    for person in (alice, bob):
        told = eventually("news of the end", lambda: person.notifications(types=["poll"]))
        assert told[0].status.poll.id == poll.id, told
    done = lambda: [one for one in alice.account_statuses(alice.me()) if one.spoiler_text]
    post = eventually("the planned post", done)[0]
    assert "Plus tard" in post.content and post.visibility == "unlisted", post
    assert post.media_attachments[0].description == "Un dégradé", post
    assert alice.scheduled_statuses() == []
    hidden(lambda: alice.scheduled_status(planned))


def ids(things):
    return [thing.id for thing in things]


def first(posts, wanted):
    """The one of `posts` that is `wanted`, as its reader gets it."""
    return next(post for post in posts if post.id == wanted.id)


main()
