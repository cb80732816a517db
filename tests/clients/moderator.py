"""A moderator's hour with the Mastodon.py library: Ada looks after the place."""

import requests
from mastodon import Mastodon, MastodonAPIError

from people import (
    ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, PASSWORD, URL, chapter, eventually, hidden, later_by,
    refused,
)


def main():
    alice, bob, ada = (
        Mastodon(access_token=token, api_base_url=URL)
        for token in (ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN)
    )
    knows(ada, alice)
    deals_with_reports(alice, bob, ada)
    silences(alice, bob, ada)
    suspends(alice, bob, ada)
    bars_servers(ada)
    bars_mail(ada)
    bars_addresses(ada)
    judges_hashtags(alice, ada)
    sees_the_log(ada)


def knows(ada, alice):
    chapter("Ada finds accounts; Alice may not look")
    assert ada.me().role.name == "admin" and int(ada.me().role.permissions) > 0, ada.me().role
    everybody = ada.admin_accounts_v2(origin="local", status="active")
    assert {one.username for one in everybody} == {"alice", "bob", "ada"}, everybody
    found = ada.admin_accounts_v2(email="alice@example.org")
    assert [one.username for one in found] == ["alice"] and found[0].confirmed, found
    assert [one.username for one in ada.admin_accounts_v2(permissions="staff")] == ["ada"]
    page = ada.admin_accounts_v2(limit=2)
    rest = ada.admin_accounts_v2(max_id=page[-1].id)
    assert len(page) == 2 and len(rest) == 1, (page, rest)
    assert [one["username"] for one in ada.admin_accounts_v1(username="bo")] == ["bob"]
    one = ada.admin_account(found[0])
    assert one.email == "alice@example.org" and one.account.acct == "alice", one
    for ask in (lambda: alice.admin_account(found[0]), lambda: alice.admin_reports()):
        try:
            ask()
            raise AssertionError("everybody reads what moderators read")
        except MastodonAPIError as error:
            assert error.args[1] == 403, error.args


def deals_with_reports(alice, bob, ada):
    chapter("a report is taken on, closed, opened again")
    post = bob.status_post("Achetez mes montres")
    filed = alice.report(bob.me(), status_ids=[post], comment="Encore", category="spam")
    waiting = ada.admin_reports()
    assert [one.id for one in waiting] == [filed.id], waiting
    report = ada.admin_report(filed)
    assert report.statuses[0].id == post.id and report.comment == "Encore", report
    assert report.account.username == "alice" and report.target_account.username == "bob", report
    assert ada.admin_report_assign(report).assigned_account.username == "ada"
    assert ada.admin_report_unassign(report).assigned_account is None
    assert ada.admin_report_resolve(report).action_taken
    assert ada.admin_reports() == []
    assert [one.id for one in ada.admin_reports(resolved=True)] == [filed.id]
    both = ada.admin_reports(resolved=True, unresolved=True)
    assert [one.id for one in both] == [filed.id], both
    assert not ada.admin_report_reopen(report).action_taken
    assert len(ada.admin_reports(target_account_id=bob.me().id)) == 1
    assert ada.admin_reports(account_id=bob.me().id) == []
    ada.admin_account_moderate(bob.me().id, report_id=report, text="Pas de publicité ici.")
    assert ada.admin_report(filed).action_taken, "an action closes its report"
    told = eventually("the warning", lambda: bob.notifications(types=["moderation_warning"]))
    assert told[0].moderation_warning.text == "Pas de publicité ici.", told


def silences(alice, bob, ada):
    chapter("Bob is limited, marked as sensitive, and forgiven")
    post = bob.status_post("Bonjour la place")
    assert post.id in ids(alice.timeline_local())
    ada.admin_account_moderate(bob.me().id, "silence")
    assert post.id not in ids(alice.timeline_local())
    assert [one.username for one in ada.admin_accounts_v2(status="silenced")] == ["bob"]
    assert not ada.admin_account_unsilence(bob.me().id).silenced
    assert post.id in ids(alice.timeline_local())
    ada.admin_account_moderate(bob.me().id, "sensitive")
    assert alice.status(bob.status_post("Regardez")).sensitive, "every post of his is"
    assert not ada.admin_account_unsensitive(bob.me().id).sensitized


def suspends(alice, bob, ada):
    chapter("Bob may not log in; Bob is suspended; Bob comes back")
    his_id = bob.me().id
    post = bob.status_post("Toujours là")
    ada.admin_account_moderate(his_id, "disable")
    refused(403, bob.me)
    assert not ada.admin_account_enable(his_id).disabled and bob.me().id == his_id
    ada.admin_account_moderate(his_id, "suspend")
    assert ada.admin_account(his_id).suspended
    assert [one.username for one in ada.admin_accounts_v2(status="suspended")] == ["bob"]
    hidden(lambda: alice.status(post))
    told = alice.account(his_id)
    assert told.suspended and not told.display_name and alice.account_statuses(his_id) == [], told
    assert not ada.admin_account_unsuspend(his_id).suspended
    assert alice.status(post).id == post.id


def bars_servers(ada):
    chapter("Ada bars a server, and lets one in")
    block = ada.admin_create_domain_block(
        "spam.example", "silence", reject_media=True, private_comment="Trop de bruit",
    )
    assert block.domain == "spam.example" and block.severity == "silence", block
    assert block.reject_media and not block.reject_reports and block.digest, block
    changed = ada.admin_update_domain_block(block, severity="suspend", public_comment="Pourriels")
    assert changed.severity == "suspend" and changed.public_comment == "Pourriels", changed
    assert changed.private_comment == "Trop de bruit", changed
    assert ids(ada.admin_domain_blocks()) == [block.id]
    assert ada.admin_domain_blocks(block.id).domain == "spam.example"
    ada.admin_delete_domain_block(block)
    assert ada.admin_domain_blocks() == []
    allow = ada.admin_create_domain_allow("friends.example")
    assert ada.admin_create_domain_allow("friends.example").id == allow.id
    assert ada.admin_domain_allow(allow).domain == "friends.example"
    assert ids(ada.admin_domain_allows()) == [allow.id]
    ada.admin_delete_domain_allow(allow)
    assert ada.admin_domain_allows() == []


def bars_mail(ada):
    chapter("nobody signs up with a throw-away address")
    block = ada.admin_create_email_domain_block("throwaway.example")
    assert ada.admin_email_domain_block(block).domain == "throwaway.example"
    assert ids(ada.admin_email_domain_blocks()) == [block.id]
    why = signs_up("dave", "dave@throwaway.example")
    assert why.error, why
    ada.admin_delete_email_domain_block(block)
    assert ada.admin_email_domain_blocks() == []
    refused(422, lambda: ada.admin_create_email_domain_block("no domain"))


def bars_addresses(ada):
    chapter("nobody signs up from a barred network, for as long as it is barred")
    far = ada.admin_create_ip_block("203.0.113.0/24", "no_access", comment="Attaques")
    assert (far.ip, far.severity, far.comment) == ("203.0.113.0/24", "no_access", "Attaques"), far
    changed = ada.admin_update_ip_block(far, severity="sign_up_requires_approval")
    assert changed.severity == "sign_up_requires_approval" and changed.ip == far.ip, changed
    near = ada.admin_create_ip_block("127.0.0.0/8", "sign_up_block", expires_in=600)
    assert near.expires_at and ada.admin_ip_block(near).ip == "127.0.0.0/8"
    assert ids(ada.admin_ip_blocks()) == [near.id, far.id]
    assert signs_up("erin", "erin@example.org").error
    later_by(700)
    assert not signs_up("erin", "erin@example.org").error
    for block in (far, near):
        ada.admin_delete_ip_block(block)
    assert ada.admin_ip_blocks() == []


def judges_hashtags(alice, ada):
    chapter("Ada says which hashtags may be used")
    alice.status_post("Un #secret")
    headers = {"Authorization": f"Bearer {ADA_TOKEN}"}
    tags = requests.get(f"{URL}/api/v1/admin/tags", headers=headers).json()
    assert [one["name"] for one in tags] == ["secret"], tags
    address = f"{URL}/api/v1/admin/tags/{tags[0]['id']}"
    ruled = requests.put(address, json={"listable": False}, headers=headers).json()
    assert ruled["listable"] is False, ruled
    assert alice.search("secret", result_type="hashtags").hashtags == []
    tag = tags[0]["id"]
    assert ada.admin_reject_trending_tag(tag).name == "secret"
    assert ada.admin_approve_trending_tag(tag).name == "secret"
    assert ada.admin_trending_tags() == [] and ada.admin_trending_statuses() == []
    assert ada.admin_trending_links() == []


def sees_the_log(ada):
    chapter("everything that was done is in the log")
    headers = {"Authorization": f"Bearer {ADA_TOKEN}"}
    acts = requests.get(f"{URL}/api/portevoix/v1/admin/acts", headers=headers)
    assert acts.status_code == 200 and len(acts.json()) >= 20, acts.text
    names = {one["account"]["username"] for one in acts.json() if "account" in one}
    assert names <= {"ada"}, names


def signs_up(name, email):
    """What a sign-up from an app is told."""
    client = Mastodon.create_app("A newcomer", scopes=["read"], api_base_url=URL)
    newcomer = Mastodon(client_id=client[0], client_secret=client[1], api_base_url=URL)
    _, why = newcomer.create_account(
        name, PASSWORD, email, agreement=True, scopes=["read"], return_detailed_error=True,
    )
    return why


def ids(things):
    return [thing.id for thing in things]


main()
