// A second hour with the megalodon library: all that it offers beside the first hour.
import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import megalodon from 'megalodon'
import {
  ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, URL_ as url, chapter, eventually, laterBy,
} from './people.mjs'

const [alice, bob, ada] = [ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN].map(
  (token) => megalodon.default('mastodon', url, token),
)
const [her, him, admin] = (await Promise.all(
  [alice, bob, ada].map((one) => one.verifyAccountCredentials()),
)).map((answer) => answer.data)
const ids = (answer) => answer.data.map((one) => one.id)
const accts = (answer) => answer.data.map((one) => one.acct)
const refused = (status, promise) => assert.rejects(
  promise, (error) => error.response.status === status && error.response.data.error.length > 0,
)
await bob.followAccount(her.id, { reblog: true })

chapter('Alice asks, Bob answers')
const asked = (await alice.postStatus('Quelle couleur ?', {
  poll: { options: ['Rouge', 'Vert'], expires_in: 600, multiple: true },
})).data
assert.ok(asked.poll.multiple)
const answered = (await bob.votePoll(asked.poll.id, [0, 1])).data
assert.ok(answered.voted && answered.votes_count === 2)
await refused(422, bob.votePoll(asked.poll.id, [0]))
assert.equal((await alice.getPoll(asked.poll.id)).data.voters_count, 1)

chapter('Alice plans posts, moves one, drops one')
const inMinutes = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString()
const planned = (await alice.postStatus('Plus tard', { scheduled_at: inMinutes(30) })).data
assert.equal(planned.params.text, 'Plus tard')
const moved = (await alice.scheduleStatus(planned.id, inMinutes(40))).data
assert.notEqual(moved.scheduled_at, planned.scheduled_at)
const dropped = (await alice.postStatus('Jamais', { scheduled_at: inMinutes(30) })).data
await alice.cancelScheduledStatus(dropped.id)
assert.deepEqual(ids(await alice.getScheduledStatuses()), [planned.id])
assert.equal((await alice.getScheduledStatus(planned.id)).data.id, planned.id)

chapter('Bob filters')
const filter = (await bob.createFilter('majordome', ['home'], { whole_word: true })).data
assert.equal((await bob.getFilter(filter.id)).data.phrase, 'majordome')
await bob.updateFilter(filter.id, 'colonel', ['home', 'public'], { irreversible: false })
assert.equal((await bob.getFilters()).data[0].phrase, 'colonel')
await bob.deleteFilter(filter.id)
assert.deepEqual((await bob.getFilters()).data, [])

chapter('Bob keeps a list, which has a timeline and a stream')
const list = (await bob.createList('Amis')).data
await bob.addAccountsToList(list.id, [her.id])
assert.deepEqual(accts(await bob.getAccountsInList(list.id)), ['alice'])
assert.deepEqual(ids(await bob.getAccountLists(her.id)), [list.id])
const heard = []
const listens = async (stream, what) => {
  await new Promise((resolve, reject) => {
    stream.on('connect', resolve)
    stream.on('error', reject)
  })
  stream.on(what, (payload) => heard.push([what, payload]))
  return stream
}
const hears = (what, check) => eventually(what, () => heard.some(
  ([kind, payload]) => kind === what && check(payload),
))
const listed = await listens(await bob.listStreaming(list.id), 'update')
const post = (await alice.postStatus('Pour la liste', {})).data
await hears('update', (payload) => payload.id === post.id)
listed.stop()
assert.equal(ids(await bob.getListTimeline(list.id))[0], post.id)
assert.equal((await bob.updateList(list.id, 'Proches')).data.title, 'Proches')
assert.equal((await bob.getList(list.id)).data.title, 'Proches')
await bob.deleteAccountsFromList(list.id, [her.id])
await bob.deleteList(list.id)
assert.deepEqual((await bob.getLists()).data, [])

chapter('a conversation')
const direct = await listens(await bob.directStreaming(), 'conversation')
const whisper = (await alice.postStatus('@bob entre nous', { visibility: 'direct' })).data
await hears('conversation', (payload) => payload.last_status.id === whisper.id)
direct.stop()
const [talk] = (await bob.getConversationTimeline()).data
assert.ok(talk.unread && talk.last_status.id === whisper.id)
assert.equal((await bob.readConversation(talk.id)).data.unread, false)
await bob.deleteConversation(talk.id)
assert.deepEqual((await bob.getConversationTimeline()).data, [])

chapter('local and public streams')
for (const open of ['localStreaming', 'publicStreaming', 'tagStreaming']) {
  heard.length = 0
  const stream = await listens(await bob[open]('manege'), 'update')
  const seen = (await alice.postStatus('Sur la place #manege', {})).data
  await hears('update', (payload) => payload.id === seen.id)
  stream.stop()
}

chapter('markers, tags, preferences')
await alice.saveMarkers({ home: { last_read_id: post.id } })
assert.equal((await alice.getMarkers(['home'])).data.home.last_read_id, post.id)
assert.equal((await bob.followTag('manege')).data.following, true)
assert.equal((await bob.getFollowedTags()).data[0].name, 'manege')
assert.equal((await bob.getTag('manege')).data.following, true)
assert.equal((await bob.unfollowTag('manege')).data.following, false)
const featured = (await alice.createFeaturedTag('manege')).data
assert.deepEqual(ids(await alice.getFeaturedTags()), [featured.id])
await alice.deleteFeaturedTag(featured.id)
assert.equal((await alice.getSuggestedTags()).data[0].name, 'manege')
assert.equal((await alice.getPreferences()).data['posting:default:visibility'], 'public')

chapter('people: requests, mutes, blocks, notes')
await bob.updateCredentials({ locked: true, note: 'Du vélo' })
assert.ok((await alice.followAccount(him.id)).data.requested)
assert.deepEqual(accts(await bob.getFollowRequests()), ['alice'])
await bob.rejectFollowRequest(her.id)
await alice.followAccount(him.id)
assert.ok((await bob.acceptFollowRequest(her.id)).data.followed_by)
// The library forgets to send the words.
assert.equal((await alice.setAccountNote(him.id, 'Brest')).data.note, '')
assert.ok((await alice.pinAccount(him.id)).data.endorsed)
assert.deepEqual(accts(await alice.getEndorsements()), ['bob'])
assert.ok(!(await alice.unpinAccount(him.id)).data.endorsed)
assert.ok((await alice.subscribeAccount(him.id)).data.notifying)
assert.ok(!(await alice.unsubscribeAccount(him.id)).data.notifying)
assert.ok((await alice.muteAccount(him.id, false)).data.muting)
assert.deepEqual(accts(await alice.getMutes()), ['bob'])
assert.ok(!(await alice.unmuteAccount(him.id)).data.muting)
assert.ok((await alice.blockAccount(him.id)).data.blocking)
assert.deepEqual(accts(await alice.getBlocks()), ['bob'])
assert.ok(!(await alice.unblockAccount(him.id)).data.blocking)
assert.ok(!(await alice.getRelationship(him.id)).data.following, 'a block ends it')
await alice.followAccount(him.id)
assert.ok(!(await alice.unfollowAccount(him.id)).data.requested)
await alice.blockDomain('spam.example')
assert.deepEqual((await alice.getDomainBlocks()).data, ['spam.example'])
await alice.unblockDomain('spam.example')
assert.deepEqual(accts(await alice.searchAccount('bob')), ['bob'])
assert.equal((await alice.lookupAccount('bob')).data.note, '<p>Du vélo</p>')
assert.ok(Array.isArray((await alice.getSuggestions()).data))
assert.ok(accts(await alice.getInstanceDirectory({ order: 'new' })).includes('bob'))

chapter('posts: muted, pinned, corrected')
assert.ok((await alice.muteStatus(post.id)).data.muted)
assert.ok(!(await alice.unmuteStatus(post.id)).data.muted)
assert.ok((await alice.pinStatus(post.id)).data.pinned)
assert.deepEqual(ids(await bob.getAccountStatuses(her.id, { pinned: true })), [post.id])
assert.ok(!(await alice.unpinStatus(post.id)).data.pinned)

chapter('notifications')
await bob.followAccount(her.id)
await bob.favouriteStatus(post.id)
const [told] = await eventually('the favourite', async () => (await alice.getNotifications()).data
  .filter((one) => one.type === 'favourite'))
assert.equal((await alice.getNotification(told.id)).data.status.id, post.id)
await alice.dismissNotification(told.id)
await alice.dismissNotifications()
assert.deepEqual((await alice.getNotifications()).data, [])

chapter('push, announcements, reports, the place')
const keys = createECDH('prime256v1')
const pushed = (await alice.subscribePushNotification({
  endpoint: 'https://push.example/to/alice',
  keys: { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') },
}, { alerts: { mention: true } })).data
assert.ok(pushed.server_key && pushed.alerts.mention)
assert.equal((await alice.getPushSubscription()).data.id, pushed.id)
await alice.updatePushSubscription({ alerts: { poll: true } })
await alice.deletePushSubscription()
await refused(404, alice.getPushSubscription())
await fetch(`${url}/api/portevoix/v1/admin/announcements`, {
  method: 'POST', body: JSON.stringify({ text: 'Fête ce soir' }),
  headers: { authorization: `Bearer ${ADA_TOKEN}`, 'content-type': 'application/json' },
})
const [news] = (await alice.getInstanceAnnouncements()).data
await alice.dismissInstanceAnnouncement(news.id)
assert.equal((await alice.getInstanceAnnouncements()).data[0].read, true)
const report = (await alice.report(him.id, { comment: 'Encore', category: 'spam' })).data
assert.equal(report.target_account.acct, 'bob')
assert.deepEqual((await alice.getInstancePeers()).data, [])
assert.equal((await alice.getInstanceCustomEmojis()).data[0].shortcode, 'blobcat')
assert.ok(Number((await alice.getInstanceActivity()).data[0].statuses) > 0)
assert.deepEqual((await alice.getInstanceTrends()).data, [])
assert.equal((await alice.getInstance()).data.configuration.polls.max_options >= 4, true)
const found = (await alice.search(post.url, { resolve: true })).data
assert.deepEqual(found.statuses.map((one) => one.id), [post.id])
assert.ok(admin.id)

chapter('an hour later the plan is done and the poll is over')
await laterBy(3_600)
await eventually('the planned post', async () => {
  const posts = (await alice.getAccountStatuses(her.id)).data
  return posts.some((one) => one.content.includes('Plus tard'))
})
assert.ok((await bob.getPoll(asked.poll.id)).data.expired)
