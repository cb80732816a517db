"""A third hour with the Mastodon.py library: other people, and what one hears of them."""

import requests
from mastodon import Mastodon

from people import (
    ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, PASSWORD, PICTURE, URL, chapter, confirm_latest, eventually,
    hidden, later_by, refused,
)
from sleeper import PushService


def main():
    alice, bob, ada = (
        Mastodon(access_token=token, api_base_url=URL)
        for token in (ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN)
    )
    carol = joins()
    profile(alice, bob)
    knocks(alice, bob)
    switches(alice, bob)
    keeps(alice, bob, ada)
    discovers(alice, bob, carol)
    is_told(alice, bob, carol)
    sifts(alice, bob, carol)
    sleeps(alice, bob)
    mutes(alice, bob)
    blocks(alice, bob, carol)
    whole_servers(alice)
    place(alice, ada)
    reports(alice, bob, ada)


def joins():
    chapter("Carol signs up from an app, and confirms her address")
    client = Mastodon.create_app("Third hour", scopes=["read", "write"], api_base_url=URL)
    carol = Mastodon(client_id=client[0], client_secret=client[1], api_base_url=URL)
    sign_up = {"agreement": True, "scopes": ["read", "write"], "return_detailed_error": True}
    token, why = carol.create_account("bob", PASSWORD, "carol@example.org", **sign_up)
    assert token is None and why.details.username[0].error == "ERR_TAKEN", why
    token, why = carol.create_account("carol", PASSWORD, "carol@example.org", **sign_up)
    assert token and not why.error, why
    refused(403, carol.preferences)
    carol.email_resend_confirmation()
    confirm_latest()
    assert carol.timeline_home() == [] and carol.me().acct == "carol"
    return carol


def profile(alice, bob):
    chapter("Alice fills in her profile")
    changed = alice.profile_update(
        display_name="Alice", note="Je fais du pain.", avatar=PICTURE, header=PICTURE,
        avatar_description="Un dégradé vert", fields=[("Ville", "Brest"), ("Pain", "Levain")],
        discoverable=True,
    )
    assert changed.display_name == "Alice" and changed.avatar_description == "Un dégradé vert"
    assert [(one.name, one.value) for one in bob.account(alice.me()).fields] == [
        ("Ville", "Brest"), ("Pain", "Levain"),
    ]
    assert requests.get(bob.account(alice.me()).avatar).headers["content-type"].startswith("image/")
    assert alice.profile().note == "Je fais du pain.", alice.profile().note
    before = alice.me().avatar
    assert alice.account_delete_avatar().avatar != before
    alice.account_delete_header()
    preferences = alice.preferences()
    assert preferences["posting:default:visibility"] == "public", preferences


def knocks(alice, bob):
    chapter("Bob lets in whom he wants: requests to follow")
    bob.account_update_credentials(locked=True)
    for answer in ("reject", "authorize"):
        relation = alice.account_follow(bob.me())
        assert relation.requested and not relation.following, relation
        assert [one.acct for one in bob.follow_requests()] == ["alice"]
        told = eventually("the request", lambda: bob.notifications(types=["follow_request"]))
        assert told[0].account.acct == "alice", told
        getattr(bob, f"follow_request_{answer}")(alice.me())
        assert bob.follow_requests() == []
    assert relation_to(alice, bob).following
    assert bob.account_remove_from_followers(alice.me()).followed_by is False
    assert not relation_to(alice, bob).following
    bob.account_update_credentials(locked=False)


def switches(alice, bob):
    chapter("Alice follows without boosts and asks to be told")
    relation = alice.account_follow(bob.me(), reblogs=False, notify=True)
    assert relation.following and not relation.showing_reblogs and relation.notifying, relation
    post = bob.status_post("Pour qui veut l'entendre")
    told = eventually("the post", lambda: alice.notifications(types=["status"]))
    assert told[0].status.id == post.id, told
    boost = bob.status_reblog(alice.status_post("Boostée"))
    assert boost.id not in [one.id for one in alice.timeline_home()]
    assert alice.account_follow(bob.me()).showing_reblogs


def keeps(alice, bob, ada):
    chapter("notes, and accounts one recommends")
    assert alice.account_note_set(bob.me(), "Rencontré à Brest").note == "Rencontré à Brest"
    assert relation_to(alice, bob).note == "Rencontré à Brest"
    assert not relation_to(bob, alice).note
    assert alice.account_endorse(bob.me()).endorsed
    assert [one.acct for one in alice.endorsements()] == ["bob"]
    assert not alice.account_unendorse(bob.me()).endorsed
    refused(422, lambda: alice.account_pin(ada.me()))
    assert alice.account_pin(bob.me()).endorsed and not alice.account_unpin(bob.me()).endorsed


def discovers(alice, bob, carol):
    chapter("who knows whom, whom one may like to know")
    bob.account_follow(carol.me())
    known = alice.account_familiar_followers(carol.me())
    assert [one.acct for one in known[0].accounts] == ["bob"], known
    carol.account_update_credentials(discoverable=True, note="Je fais du vélo.")
    carol.status_post("Bonjour")
    names = [one.acct for one in alice.directory(local=True, order="active")]
    assert names[0] == "carol" and "alice" in names, names
    assert [one.acct for one in alice.directory(offset=1, limit=1, order="active")] == names[1:2]
    offered = eventually("a suggestion", alice.suggestions_v2)
    assert offered[0].account.acct == "carol" and offered[0].sources, offered
    assert [one.acct for one in alice.suggestions_v1()] == ["carol"]
    alice.suggestion_delete(carol.me().id)
    assert alice.suggestions_v2() == []


def is_told(alice, bob, carol):
    chapter("many favourites are one notification")
    alice.notifications_clear()
    post = alice.status_post("Aimez-moi")
    bob.status_favourite(post)
    carol.status_favourite(post)
    def both():
        groups = alice.grouped_notifications(types=["favourite"]).notification_groups
        return groups and groups[0].notifications_count == 2 and groups
    group = eventually("both favourites", both)[0]
    found = alice.grouped_notifications(expand_accounts="full")
    assert {one.acct for one in found.accounts} == {"bob", "carol"}, found.accounts
    assert found.statuses[0].id == post.id and group.status_id == post.id, found
    assert alice.unread_grouped_notifications_count() == 1
    assert alice.notifications_unread_count().count == 2
    one = alice.grouped_notification(group.group_key)
    assert one.notification_groups[0].group_key == group.group_key
    names = {one.acct for one in alice.grouped_notification_accounts(group.group_key)}
    assert names == {"bob", "carol"}, names
    alice.dismiss_grouped_notification(group.group_key)
    assert alice.grouped_notifications().notification_groups == []
    assert alice.notifications() == []


def sifts(alice, bob, carol):
    chapter("what strangers say waits until Alice accepts it")
    policy = alice.update_notifications_policy(for_not_following="filter")
    assert policy.for_not_following == "filter", policy
    carol.status_post("@alice bonjour, on se connaît ?")
    wait = eventually("the request", alice.notification_requests)
    assert wait[0].account.acct == "carol" and wait[0].notifications_count == "1", wait
    assert alice.notification_request(wait[0]).last_status.account.acct == "carol"
    assert alice.notifications(types=["mention"]) == []
    assert alice.notifications_policy().summary.pending_requests_count == 1
    alice.accept_notification_request(wait[0])
    eventually("the merge", alice.notifications_merged)
    assert alice.notifications(types=["mention"])[0].account.acct == "carol"
    assert alice.notification_requests() == []
    alice.account_unfollow(bob.me())
    bob.status_post("@alice et moi ?")
    wait = eventually("the request", alice.notification_requests)
    alice.dismiss_multiple_notification_requests([wait[0].id])
    assert alice.notification_requests() == []
    alice.update_notifications_policy(for_not_following="accept")
    alice.account_follow(bob.me())


def sleeps(alice, bob):
    chapter("Alice's app sleeps; a push message wakes it, which only it can read")
    with PushService() as service:
        private, public = alice.push_subscription_generate_keys()
        kept = alice.push_subscription_set(
            service.address, public, mention_events=True, follow_events=False, standard=True,
        )
        assert kept.alerts.mention and not kept.alerts.follow, kept.alerts
        assert kept.server_key and alice.push_subscription().endpoint == service.address
        bob.status_post("@alice réveille-toi")
        said = service.next(private)
        assert said["notification_type"] == "mention" and "bob" in said["title"], said
        assert "réveille-toi" in said["body"], said
        changed = alice.push_subscription_update(policy="none", mention_events=True)
        assert changed.policy == "none", changed
        alice.push_subscription_delete()
    hidden(alice.push_subscription)


def mutes(alice, bob):
    chapter("Alice mutes Bob for a while, and a talk for good")
    post = bob.status_post("Du bruit")
    relation = alice.account_mute(bob.me(), notifications=False, duration=600)
    assert relation.muting and not relation.muting_notifications, relation
    assert post.id not in [one.id for one in alice.timeline_home()]
    muted = alice.mutes()
    assert muted[0].acct == "bob" and muted[0].mute_expires_at, muted
    later_by(700)
    assert alice.mutes() == [] and not relation_to(alice, bob).muting
    assert post.id in [one.id for one in alice.timeline_home()]
    assert alice.account_mute(bob.me()).muting_notifications
    assert not alice.account_unmute(bob.me()).muting
    mine = alice.status_post("On en parle ?")
    assert alice.status_mute(mine).muted
    bob.status_reply(mine, "Oui !")
    bob.status_favourite(mine)
    other = bob.status_post("@alice et ici ?")
    told = lambda: [one.status.id for one in alice.notifications(types=["mention"])]
    eventually("the mention elsewhere", lambda: other.id in told())
    assert told()[0] == other.id and len(told()) == 2 + 1, told()
    assert not alice.status_unmute(mine).muted


def blocks(alice, bob, carol):
    chapter("Alice blocks Carol, who no longer finds her")
    post = alice.status_post("Pas pour toi")
    assert carol.status(post).id == post.id
    assert alice.account_block(carol.me()).blocking
    assert [one.acct for one in alice.blocks()] == ["carol"]
    hidden(lambda: carol.status(post))
    assert relation_to(carol, alice).blocked_by
    refused(403, lambda: carol.account_follow(alice.me()))
    assert not alice.account_unblock(carol.me()).blocking
    assert alice.blocks() == [] and carol.status(post)


def whole_servers(alice):
    chapter("Alice wants nothing of a whole server")
    alice.domain_block("spam.example")
    assert list(alice.domain_blocks()) == ["spam.example"]
    alice.domain_unblock("spam.example")
    assert alice.domain_blocks() == []


def place(alice, ada):
    chapter("what this place tells everybody")
    headers = {"Authorization": f"Bearer {ADA_TOKEN}"}
    said = requests.post(
        f"{URL}/api/portevoix/v1/admin/announcements", json={"text": "Fête ce soir"},
        headers=headers,
    )
    assert said.status_code == 200, said.text
    news = alice.announcements()
    assert "Fête ce soir" in news[0].content and not news[0].read, news
    alice.announcement_dismiss(news[0])
    assert alice.announcements()[0].read and not ada.announcements()[0].read
    assert alice.instance_extended_description().content is not None
    assert alice.instance_peers() == []
    assert alice.oauth_authorization_server_info().scopes_supported
    weeks = alice.instance_activity()
    assert int(weeks[0].statuses) > 0 and int(weeks[0].registrations) >= 1, weeks
    assert alice.instance_languages()
    for trending in (alice.trending_tags, alice.trending_statuses, alice.trending_links):
        assert trending() == [], "nothing trends among so few"
    assert alice.instance_v1().uri == URL.removeprefix("http://")


def reports(alice, bob, ada):
    chapter("Alice reports a post that breaks a rule")
    rule = requests.post(
        f"{URL}/api/portevoix/v1/admin/rules", json={"text": "Soyez gentils"},
        headers={"Authorization": f"Bearer {ADA_TOKEN}"},
    ).json()
    assert [one.text for one in alice.instance_rules()] == ["Soyez gentils"]
    post = bob.status_post("Imbécile")
    report = alice.report(
        bob.me(), status_ids=[post], comment="Pas gentil", category="violation",
        rule_ids=[rule["id"]],
    )
    assert report.category == "violation" and not report.action_taken, report
    assert report.target_account.acct == "bob" and report.comment == "Pas gentil", report
    told = eventually("the news", lambda: ada.notifications(types=["admin.report"]))
    assert told[0].report.id == report.id, told


def relation_to(viewer, other):
    return viewer.account_relationships(other.me())[0]


main()
