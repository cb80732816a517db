// A second hour with the masto library: all that it offers beside the first hour.
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { createRestAPIClient, createStreamingAPIClient } from 'masto'
import {
  ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, PICTURE, URL_ as url, chapter, eventually, laterBy,
} from './people.mjs'

const [alice, bob, ada] = [ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN].map(
  (accessToken) => createRestAPIClient({ url, accessToken }),
)
const [her, him, admin] = await Promise.all(
  [alice, bob, ada].map((one) => one.v1.accounts.verifyCredentials()),
)
const ids = (list) => list.map((one) => one.id)
const accts = (list) => list.map((one) => one.acct)
const refused = (status, promise) => assert.rejects(
  promise, (error) => error.statusCode === status && error.message.length > 0,
)
await bob.v1.accounts.$select(her.id).follow()

chapter('Alice asks, Bob answers')
const asked = await alice.v1.statuses.create({
  status: 'Quelle couleur ?',
  poll: { options: ['Rouge', 'Vert'], expiresIn: 600, hideTotals: true },
})
const poll = bob.v1.polls.$select(asked.poll.id)
const answered = await poll.votes.create({ choices: [1] })
assert.deepEqual(answered.ownVotes, [1])
assert.equal(answered.options[1].votesCount, null, 'hidden until the end')
await refused(422, poll.votes.create({ choices: [0] }))

chapter('Bob quotes Alice, who takes the quote back and closes the door')
const cited = await alice.v1.statuses.create({ status: 'À citer', quoteApprovalPolicy: 'public' })
const quote = await bob.v1.statuses.create({ status: 'Bien dit', quotedStatusId: cited.id })
assert.equal(quote.quote.quotedStatus.id, cited.id)
assert.deepEqual(ids(await alice.v1.statuses.$select(cited.id).quotes.list()), [quote.id])
const may = (await bob.v1.statuses.$select(cited.id).fetch()).quoteApproval
assert.equal(may.currentUser, 'automatic')

chapter('Alice plans a post, moves it, sees it published')
const soon = new Date(Date.now() + 1_800_000).toISOString()
const later = new Date(Date.now() + 2_400_000).toISOString()
const planned = await alice.v1.statuses.create({ status: 'Plus tard', scheduledAt: soon })
assert.equal(planned.params.text, 'Plus tard')
const plan = alice.v1.scheduledStatuses.$select(planned.id)
assert.equal((await plan.update({ scheduledAt: later })).scheduledAt, later)
assert.deepEqual(ids(await alice.v1.scheduledStatuses.list()), [planned.id])
const dropped = await alice.v1.statuses.create({ status: 'Jamais', scheduledAt: soon })
await alice.v1.scheduledStatuses.$select(dropped.id).remove()
await refused(404, alice.v1.scheduledStatuses.$select(dropped.id).fetch())

chapter('Bob filters, by both generations of filters')
const filter = await bob.v2.filters.create({
  title: 'Fin du film', context: ['home'], filterAction: 'warn', expiresIn: 3600,
  keywordsAttributes: [{ keyword: 'majordome', wholeWord: true }],
})
const warned = await alice.v1.statuses.create({ status: "C'était le majordome" })
const seen = async () => (await bob.v1.timelines.home.list()).find((one) => one.id === warned.id)
assert.deepEqual((await seen()).filtered[0].keywordMatches, ['majordome'])
const word = await bob.v2.filters.$select(filter.id).keywords.create({ keyword: 'colonel' })
await bob.v2.filters.keywords.$select(word.id).update({ keyword: 'capitaine', wholeWord: false })
assert.equal((await bob.v2.filters.keywords.$select(word.id).fetch()).keyword, 'capitaine')
await bob.v2.filters.keywords.$select(word.id).remove()
const entry = await bob.v2.filters.$select(filter.id).statuses.create({ statusId: asked.id })
assert.equal((await bob.v2.filters.statuses.$select(entry.id).fetch()).statusId, asked.id)
await bob.v2.filters.statuses.$select(entry.id).remove()
await bob.v2.filters.$select(filter.id).update({
  filterAction: 'hide', keywordsAttributes: [{ id: filter.keywords[0].id, keyword: 'majordome' }],
})
assert.equal(await seen(), undefined)
await bob.v2.filters.$select(filter.id).remove()
assert.deepEqual(await bob.v2.filters.list(), [])
const old = await bob.v1.filters.create({ phrase: 'colonel', context: ['public'], wholeWord: true })
assert.equal((await bob.v1.filters.$select(old.id).fetch()).phrase, 'colonel')
await bob.v1.filters.$select(old.id).remove()

chapter('Bob keeps a list, which has a timeline and a stream')
const list = await bob.v1.lists.create({ title: 'Amis', exclusive: true })
await bob.v1.lists.$select(list.id).accounts.create({ accountIds: [her.id] })
assert.deepEqual(accts(await bob.v1.lists.$select(list.id).accounts.list()), ['alice'])
assert.deepEqual(ids(await bob.v1.accounts.$select(her.id).lists.list()), [list.id])
const { configuration } = await bob.v2.instance.fetch()
const streams = createStreamingAPIClient({
  streamingApiUrl: configuration.urls.streaming, accessToken: BOB_TOKEN,
})
const heard = []
for (const stream of [streams.list.subscribe({ list: list.id }), streams.direct.subscribe()]) {
  (async () => { for await (const event of stream) heard.push(event) })()
}
const hears = (what, check) => eventually(what, () => heard.some(check))
// A subscription is not answered, so the first posts may come before it.
await eventually('the list in the stream', async () => {
  const post = await alice.v1.statuses.create({ status: 'Pour la liste' })
  await new Promise((resolve) => setTimeout(resolve, 200))
  return heard.some((event) => event.event === 'update' && event.payload.id === post.id)
})
const listed = await bob.v1.timelines.list.$select(list.id).list({ limit: 1 })
assert.ok(!ids(await bob.v1.timelines.home.list()).includes(listed[0].id), 'not at home as well')
assert.equal((await bob.v1.lists.$select(list.id).update({ title: 'Proches' })).title, 'Proches')

chapter('a conversation')
const whisper = await alice.v1.statuses.create({ status: '@bob entre nous', visibility: 'direct' })
await hears('the conversation', (event) => event.event === 'conversation'
  && event.payload.lastStatus.id === whisper.id)
streams.close()
const [talk] = await eventually('the conversation', () => bob.v1.conversations.list())
assert.ok(talk.unread && talk.lastStatus.id === whisper.id)
assert.equal((await bob.v1.conversations.$select(talk.id).read()).unread, false)
assert.equal((await bob.v1.conversations.$select(talk.id).unread()).unread, true)
await bob.v1.conversations.$select(talk.id).remove()
assert.deepEqual(await bob.v1.conversations.list(), [])
await bob.v1.lists.$select(list.id).accounts.remove({ accountIds: [her.id] })
await bob.v1.lists.$select(list.id).remove()

chapter('markers, tags, preferences')
await alice.v1.markers.create({ home: { lastReadId: cited.id } })
const markers = await alice.v1.markers.fetch({ timeline: ['home', 'notifications'] })
assert.equal(markers.home.lastReadId, cited.id)
await alice.v1.statuses.create({ status: 'Un tour de #manege' })
assert.equal((await bob.v1.tags.$select('manege').follow()).following, true)
assert.equal((await bob.v1.followedTags.list())[0].name, 'manege')
assert.equal((await bob.v1.tags.$select('manege').unfollow()).following, false)
assert.equal((await alice.v1.tags.$select('manege').feature()).featuring, true)
const [featured] = await alice.v1.featuredTags.list()
await alice.v1.featuredTags.$select(featured.id).remove()
const again = await alice.v1.featuredTags.create({ name: 'manege' })
assert.equal((await bob.v1.accounts.$select(her.id).featuredTags.list())[0].id, again.id)
assert.ok(Array.isArray(await alice.v1.featuredTags.suggestions.list()))
assert.equal((await alice.v1.preferences.fetch())['posting:default:visibility'], 'public')

chapter('profile')
const avatar = await openAsBlob(PICTURE, { type: 'image/png' })
const profile = await alice.v1.profile.update({
  displayName: 'Alice', note: 'Du pain', avatar, avatarDescription: 'Un dégradé',
  fieldsAttributes: [{ name: 'Ville', value: 'Brest' }],
})
assert.equal(profile.avatarDescription, 'Un dégradé')
assert.equal((await bob.v1.accounts.$select(her.id).fetch()).fields[0].value, 'Brest')
await alice.v1.profile.avatar.remove()
assert.equal((await alice.v1.profile.fetch()).avatarDescription, '')

chapter('people: requests, mutes, blocks, notes, endorsements')
await bob.v1.accounts.updateCredentials({ locked: true })
assert.ok((await alice.v1.accounts.$select(him.id).follow({ notify: true })).requested)
assert.deepEqual(accts(await bob.v1.followRequests.list()), ['alice'])
assert.ok((await bob.v1.followRequests.$select(her.id).authorize()).followedBy)
const bobToAlice = alice.v1.accounts.$select(him.id)
assert.equal((await bobToAlice.note.create({ comment: 'Brest' })).note, 'Brest')
assert.ok((await bobToAlice.endorse()).endorsed)
assert.deepEqual(accts(await alice.v1.endorsements.list()), ['bob'])
assert.deepEqual(accts(await alice.v1.accounts.$select(her.id).endorsements.list()), ['bob'])
assert.ok(!(await bobToAlice.unendorse()).endorsed)
assert.ok((await bobToAlice.mute({ notifications: false, duration: 600 })).muting)
assert.deepEqual(accts(await alice.v1.mutes.list()), ['bob'])
assert.ok(!(await bobToAlice.unmute()).muting)
assert.ok((await bobToAlice.block()).blocking)
assert.deepEqual(accts(await alice.v1.blocks.list()), ['bob'])
assert.ok(!(await bobToAlice.unblock()).blocking)
const [relation] = await alice.v1.accounts.relationships.fetch({ id: [him.id] })
assert.equal(relation.note, 'Brest')
await alice.v1.accounts.$select(him.id).follow()
await bob.v1.followRequests.$select(her.id).authorize()
await bob.v1.accounts.$select(her.id).follow()
await alice.v1.accounts.$select(him.id).removeFromFollowers()
assert.deepEqual(accts(await alice.v1.accounts.$select(her.id).followers.list()), [])
await bob.v1.accounts.$select(admin.id).follow()
const familiar = await alice.v1.accounts.familiarFollowers.fetch({ id: [admin.id] })
assert.deepEqual(accts(familiar[0].accounts), ['bob'])
assert.ok((await alice.v1.directory.list({ local: true, order: 'new' })).length >= 2)
assert.ok(Array.isArray(await alice.v2.suggestions.list()))
await alice.v1.domainBlocks.create({ domain: 'spam.example' })
assert.deepEqual(await alice.v1.domainBlocks.list(), ['spam.example'])
await alice.v1.domainBlocks.remove({ domain: 'spam.example' })
const both = await alice.v1.accounts.fetch({ id: [her.id, him.id] })
assert.deepEqual(accts(both).sort(), ['alice', 'bob'])

chapter('notifications, one by one, grouped, sifted')
await bob.v1.statuses.$select(cited.id).favourite()
await ada.v1.statuses.$select(cited.id).favourite()
const groups = async () => {
  const found = await alice.v2.notifications.list({ types: ['favourite'], expandAccounts: 'full' })
  return found.notificationGroups[0]?.notificationsCount === 2 && found
}
const { notificationGroups: [group], accounts } = await eventually('both favourites', groups)
assert.deepEqual(new Set(accts(accounts)), new Set(['bob', 'ada']))
const grouped = alice.v2.notifications.$select(group.groupKey)
assert.equal((await grouped.accounts.fetch()).length, 2)
assert.equal((await grouped.fetch()).notificationGroups[0].groupKey, group.groupKey)
assert.ok((await alice.v1.notifications.unreadCount.fetch()).count >= 2)
assert.ok((await alice.v2.notifications.unreadCount.fetch()).count >= 1)
await grouped.dismiss()
await alice.v2.notifications.policy.update({ forNotFollowing: 'filter' })
await bobToAlice.unfollow()
await bob.v1.statuses.create({ status: '@alice bonjour' })
const [request] = await eventually('the request', () => alice.v1.notifications.requests.list())
assert.equal(request.account.acct, 'bob')
assert.equal((await alice.v1.notifications.requests.$select(request.id).fetch()).id, request.id)
await alice.v1.notifications.requests.$select(request.id).accept()
const merged = () => alice.v1.notifications.requests.merged.fetch()
await eventually('the merge', async () => (await merged()).merged)
assert.equal((await alice.v2.notifications.policy.fetch()).forNotFollowing, 'filter')
await alice.v1.notifications.clear()
assert.deepEqual(await alice.v1.notifications.list(), [])

chapter('push, announcements, reports, the place')
const keys = createECDH('prime256v1')
const pushed = await alice.v1.push.subscription.create({
  subscription: {
    endpoint: 'https://push.example/to/alice',
    keys: { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
  },
  data: { alerts: { mention: true } },
  policy: 'followed',
})
assert.ok(pushed.serverKey && pushed.alerts.mention)
assert.equal((await alice.v1.push.subscription.fetch()).id, pushed.id)
await alice.v1.push.subscription.update({ data: { alerts: { poll: true } }, policy: 'all' })
await alice.v1.push.subscription.remove()
await refused(404, alice.v1.push.subscription.fetch())
await fetch(`${url}/api/portevoix/v1/admin/announcements`, {
  method: 'POST', body: JSON.stringify({ text: 'Fête ce soir' }),
  headers: { authorization: `Bearer ${ADA_TOKEN}`, 'content-type': 'application/json' },
})
const [news] = await alice.v1.announcements.list()
await alice.v1.announcements.$select(news.id).dismiss()
assert.equal((await alice.v1.announcements.list())[0].read, true)
const report = await alice.v1.reports.create({
  accountId: him.id, statusIds: [quote.id], comment: 'Encore', category: 'spam',
})
assert.equal(report.targetAccount.acct, 'bob')
assert.ok((await alice.v1.instance.extendedDescription.fetch()).content !== undefined)
assert.deepEqual(await alice.v1.instance.peers.list(), [])
assert.deepEqual(await alice.v1.instance.translationLanguages.list(), {})
await refused(503, alice.v1.statuses.$select(cited.id).translate({ lang: 'en' }))
assert.equal((await alice.v1.instance.fetch()).configuration.polls.maxOptions >= 4, true)
assert.ok(Number((await alice.v1.instance.activity.list())[0].statuses) > 0)
assert.deepEqual(await alice.v1.trends.tags.list(), [])
assert.deepEqual(await alice.v1.trends.statuses.list(), [])
assert.deepEqual(await alice.v1.trends.links.list(), [])
const byAddress = await alice.v2.search.list({ q: cited.url, resolve: true })
assert.deepEqual(ids(byAddress.statuses), [cited.id])

chapter('Ada looks after the place')
assert.deepEqual(ids(await ada.v1.admin.reports.list()), [report.id])
const filed = ada.v1.admin.reports.$select(report.id)
assert.equal((await filed.assignToSelf()).assignedAccount.username, 'ada')
assert.equal((await filed.unassign()).assignedAccount, null)
assert.equal((await filed.resolve()).actionTaken, true)
assert.equal((await filed.reopen()).actionTaken, false)
const bobsAccount = ada.v1.admin.accounts.$select(him.id)
await bobsAccount.action.create({ type: 'silence', reportId: report.id, text: 'Moins fort' })
assert.equal((await bobsAccount.fetch()).silenced, true)
assert.equal((await filed.fetch()).actionTaken, true)
assert.equal((await bobsAccount.unsilence()).silenced, false)
assert.ok((await ada.v1.admin.accounts.list({ local: true })).length === 3)
const barred = await ada.v1.admin.domainBlocks.create({ domain: 'spam.example', severity: 'noop' })
const block = ada.v1.admin.domainBlocks.$select(barred.id)
assert.equal((await block.update({ severity: 'suspend' })).severity, 'suspend')
await block.remove()
assert.deepEqual(await ada.v1.admin.domainBlocks.list(), [])
const allowed = await ada.v1.admin.domainAllows.create({ domain: 'friends.example' })
const allow = ada.v1.admin.domainAllows.$select(allowed.id)
assert.equal((await allow.fetch()).domain, 'friends.example')
await allow.remove()
const mail = await ada.v1.admin.emailDomainBlocks.create({ domain: 'throwaway.example' })
await ada.v1.admin.emailDomainBlocks.$select(mail.id).remove()
const far = await ada.v1.admin.ipBlocks.create({ ip: '203.0.113.0/24', severity: 'no_access' })
await ada.v1.admin.ipBlocks.$select(far.id).update({ comment: 'Attaques' })
assert.equal((await ada.v1.admin.ipBlocks.$select(far.id).fetch()).comment, 'Attaques')
await ada.v1.admin.ipBlocks.$select(far.id).remove()
await refused(403, alice.v1.admin.reports.$select(report.id).fetch())

chapter('an hour later the plan is done and the poll is over')
await laterBy(3_600)
await eventually('the planned post', async () => {
  const posts = await alice.v1.accounts.$select(her.id).statuses.list()
  return posts.some((post) => post.content.includes('Plus tard'))
})
assert.ok((await poll.fetch()).expired)
