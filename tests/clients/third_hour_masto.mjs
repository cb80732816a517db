// A third hour with the masto library: what the other two left.
//
// The library offers, and this server has not: annual reports, canonical e-mail blocks, identity
// proofs, the timeline and the search that later Mastodons no longer have. It has no word for
// captions, uploads piece by piece and posts by mail.
import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from 'masto'
import {
  ADA_TOKEN, ALICE_TOKEN, BOB_TOKEN, PASSWORD, PICTURE, URL_ as url, announce, chapter,
  confirmLatest, eventually, film, laterBy, page,
} from './people.mjs'

const [alice, bob, ada] = [ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN].map(
  (accessToken) => createRestAPIClient({ url, accessToken }),
)
const everybody = [alice, bob, ada]
const [her, him, admin] = await Promise.all(
  everybody.map((one) => one.v1.accounts.verifyCredentials()),
)
const ids = (list) => list.map((one) => one.id)
const accts = (list) => list.map((one) => one.acct)
const refused = (status, promise) => assert.rejects(
  promise, (error) => error.statusCode === status && error.message.length > 0,
)
await Promise.all(everybody.map((one) => one.v1.accounts.updateCredentials({ discoverable: true })))
await bob.v1.accounts.$select(her.id).follow()

chapter('Alice recommends accounts together; one leaves, one is taken out')
const { collection } = await alice.v1.collections.create({
  name: 'Boulangers', language: 'fr', tagName: 'pain', discoverable: true, accountIds: [him.id],
})
assert.equal(collection.itemCount, 1)
const shelf = alice.v1.collections.$select(collection.id)
const { collectionItem } = await shelf.items.create({ accountId: admin.id })
const seen = await bob.v1.collections.$select(collection.id).fetch()
assert.deepEqual(accts(seen.accounts).sort(), ['ada', 'alice', 'bob'])
assert.equal((await shelf.update({ name: 'Les boulangers' })).collection.name, 'Les boulangers')
const hers = await bob.v1.accounts.$select(her.id).collections.list()
assert.deepEqual(ids(hers.collections), [collection.id])
const his = () => bob.v1.accounts.$select(him.id).inCollections.list()
assert.deepEqual(ids((await his()).collections), [collection.id])
await shelf.items.$select(collectionItem.id).remove()
const mine = seen.collection.items.find((item) => item.accountId === him.id)
await bob.v1.collections.$select(collection.id).items.$select(mine.id).revoke()
assert.deepEqual((await his()).collections, [])
await shelf.remove()
await refused(404, shelf.fetch())

chapter('a film is taken in at once; the library asks until it is ready')
const file = await openAsBlob(film(), { type: 'video/mp4' })
const thumbnail = await openAsBlob(PICTURE, { type: 'image/png' })
const sent = await alice.v2.media.create({ file, description: 'Une mire', skipPolling: true })
assert.equal(sent.type, 'video')
const ready = await alice.v2.media.create({ file, description: 'Une mire', thumbnail })
assert.ok(ready.url && ready.previewUrl)
await eventually('the first film', async () => (await alice.v1.media.$select(sent.id).fetch()).url)
assert.equal((await alice.v1.media.$select(sent.id).update({ description: 'Autre' })).description,
  'Autre')
const shown = await alice.v1.statuses.create({ status: 'Silence', mediaIds: [ready.id] })
const [attached] = (await bob.v1.statuses.$select(shown.id).fetch()).mediaAttachments
assert.ok(attached.type === 'video' && attached.meta.original.duration > 0.5)
const old = await alice.v1.media.create({ file: thumbnail }, { encoding: 'multipart-form' })
assert.equal(old.type, 'image')

chapter('a post wears an emoji of the place')
assert.deepEqual((await alice.v1.customEmojis.list()).map((one) => one.shortcode), ['blobcat'])
const worn = await alice.v1.statuses.create({ status: 'Bonjour :blobcat:' })
const [cat] = (await bob.v1.statuses.$select(worn.id).fetch()).emojis
assert.equal((await fetch(cat.staticUrl)).status, 200)

chapter('news is answered with emojis, and whoever listens sees it')
const { configuration } = await bob.v2.instance.fetch()
const streams = createStreamingAPIClient({
  streamingApiUrl: configuration.urls.streaming, accessToken: BOB_TOKEN,
})
const heard = []
const kinds = [
  streams.user.subscribe(), streams.user.notification.subscribe(), streams.public.subscribe(),
  streams.public.local.subscribe(), streams.hashtag.local.subscribe({ tag: 'place' }),
]
for (const stream of kinds) (async () => { for await (const event of stream) heard.push(event) })()
// A subscription is not answered: what comes before it is not heard.
await eventually('all five streams', async () => {
  const post = await alice.v1.statuses.create({ status: 'Sur la #place' })
  await new Promise((resolve) => setTimeout(resolve, 200))
  return heard.filter((one) => one.event === 'update' && one.payload.id === post.id).length === 4
})
const { id: newsId } = await announce('Fête ce soir')
await eventually('the news', () => heard.some((one) => one.event === 'announcement'))
const news = alice.v1.announcements.$select(newsId)
for (const name of ['🎉', 'blobcat']) {
  await news.reactions.$select(encodeURIComponent(name)).update()
  await eventually('the answer', () => heard.some((one) => one.event === 'announcement.reaction'
    && one.payload.name === name && one.payload.announcementId === newsId))
}
const [{ reactions: [party, blob] }] = await bob.v1.announcements.list()
assert.ok(party.count === 1 && party.me === false && blob.url && blob.staticUrl)
await refused(422, news.reactions.$select('fete').update())
await news.reactions.$select(encodeURIComponent('🎉')).remove()
assert.equal((await bob.v1.announcements.list())[0].reactions.length, 1)
streams.close()

chapter('posts and people: pinned, looked up, with their cards')
const pinned = alice.v1.statuses.$select(worn.id)
assert.ok((await pinned.pin()).pinned && !(await pinned.unpin()).pinned)
assert.ok((await pinned.bookmark()).bookmarked && !(await pinned.unbookmark()).bookmarked)
await refused(422, alice.v1.accounts.$select(admin.id).pin())
const toBob = alice.v1.accounts.$select(him.id)
await toBob.follow()
assert.ok((await toBob.pin()).endorsed && !(await toBob.unpin()).endorsed)
assert.deepEqual(accts(await alice.v1.accounts.search.list({ q: 'bob' })), ['bob'])
assert.equal((await alice.v1.tags.$select('place').feature()).featuring, true)
assert.equal((await alice.v1.tags.$select('place').unfeature()).featuring, false)
await alice.v1.accounts.updateCredentials({ header: thumbnail })
await alice.v1.profile.header.remove()
await bob.v1.accounts.updateCredentials({ locked: true })
await toBob.unfollow()
assert.ok((await toBob.follow()).requested)
await bob.v1.followRequests.$select(her.id).reject()
assert.ok(!(await alice.v1.accounts.relationships.fetch({ id: [him.id] }))[0].requested)
await bob.v1.accounts.updateCredentials({ locked: false })
await toBob.follow()

chapter('what strangers say is dismissed, one or several')
await alice.v2.notifications.policy.update({ forNotFollowing: 'filter' })
await toBob.unfollow()
await bob.v1.statuses.create({ status: '@alice bonjour' })
const requests = alice.v1.notifications.requests
const [request] = await eventually('the request', () => requests.list())
await requests.$select(request.id).dismiss()
assert.deepEqual(await requests.list(), [])
await bob.v1.statuses.create({ status: '@alice et moi ?' })
await eventually('the request', () => requests.list())
await requests.accept({ id: ids(await requests.list()) })
await eventually('the merge', async () => (await requests.merged.fetch()).merged)
await alice.v2.notifications.policy.update({ forNotFollowing: 'accept' })
const mentions = () => alice.v1.notifications.list({ types: ['mention'] })
const [told] = await eventually('the mention', mentions)
assert.equal((await alice.v1.notifications.$select(told.id).fetch()).id, told.id)
await alice.v1.notifications.$select(told.id).dismiss()

chapter('Carol signs up, and says who she is')
const nobody = createRestAPIClient({ url })
const app = await nobody.v1.apps.create({
  clientName: 'Third hour', redirectUris: 'urn:ietf:wg:oauth:2.0:oob', scopes: 'read write',
})
const oauth = createOAuthAPIClient({ url })
const keys = { clientId: app.clientId, clientSecret: app.clientSecret }
const forApp = await oauth.token.create({
  grantType: 'client_credentials', redirectUri: 'urn:ietf:wg:oauth:2.0:oob', scope: 'read write',
  ...keys,
})
const asApp = createRestAPIClient({ url, accessToken: forApp.accessToken })
assert.equal((await asApp.v1.apps.verifyCredentials()).name, 'Third hour')
const { accessToken } = await asApp.v1.accounts.create({
  username: 'carol', email: 'carol@example.org', password: PASSWORD, agreement: true, locale: 'fr',
})
const carol = createRestAPIClient({ url, accessToken })
await carol.v1.emails.confirmations.create()
await confirmLatest()
assert.equal((await carol.v1.accounts.verifyCredentials()).acct, 'carol')
for (const { account } of await carol.v2.suggestions.list()) {
  await carol.v1.suggestions.$select(account.id).remove()
}
assert.deepEqual(await carol.v2.suggestions.list(), [])
assert.deepEqual(await alice.v1.instance.domainBlocks.fetch(), [])
await refused(401, nobody.v1.instance.domainBlocks.fetch())
assert.ok((await nobody.v1.instance.languages.list()).length > 0)

chapter('three people speak of one thing, which trends two days later')
const address = await page('Le marché')
const liked = await alice.v1.statuses.create({ status: 'Le marché rouvre' })
let shared
for (const one of everybody) {
  shared = await one.v1.statuses.create({ status: `À lire : ${address} #marche` })
}
for (const one of [bob, ada, carol]) {
  await one.v1.statuses.$select(liked.id).favourite()
}
await eventually('the preview', async () => (await bob.v1.statuses.$select(shared.id).fetch()).card)
await laterBy(2 * 24 * 3_600)
await eventually('the hashtag', () => alice.v1.trends.tags.list())
const [link] = await alice.v1.trends.links.list()
assert.deepEqual([link.url, link.title], [address, 'Le marché'])
assert.deepEqual(ids(await alice.v1.trends.statuses.list()), [liked.id])
assert.equal((await alice.v1.timelines.link.list({ url: address })).length, 3)

chapter('Ada judges what trends')
const judge = ada.v1.admin.trends
const [tag] = await judge.tags.list()
const [judged] = await judge.links.list()
const [publisher] = await judge.links.publishers.list()
assert.deepEqual(ids(await judge.statuses.list()), [liked.id])
const judged4 = [
  [judge.tags.$select(tag.id), () => alice.v1.trends.tags.list()],
  [judge.links.publishers.$select(publisher.id), () => alice.v1.trends.links.list()],
  [judge.links.$select(judged.id), () => alice.v1.trends.links.list()],
  [judge.statuses.$select(liked.id), () => alice.v1.trends.statuses.list()],
]
for (const [thing, shows] of judged4) {
  await thing.reject()
  assert.equal((await shows()).length, 0)
  await thing.approve()
  assert.equal((await shows()).length, 1)
}

chapter('Ada sees how much happens, lets in, keeps out')
const days = {
  startAt: new Date(Date.now() - 86_400_000).toISOString(),
  endAt: new Date(Date.now() + 2 * 86_400_000).toISOString(),
}
const measured = await ada.v1.admin.measures.create({
  keys: ['active_users', 'tag_uses'], tagUses: { id: tag.id }, ...days,
})
assert.deepEqual(measured.map((one) => one.key), ['active_users', 'tag_uses'])
assert.equal(measured[1].total, '3')
const [spoken] = await ada.v1.admin.dimensions.create({ keys: ['languages'], ...days })
assert.equal(spoken.key, 'languages')
const stayed = await ada.v1.admin.retention.create({ frequency: 'day', ...days })
assert.equal(stayed[0].frequency, 'day')
const carolsId = (await carol.v1.accounts.verifyCredentials()).id
const hersToo = ada.v1.admin.accounts.$select(carolsId)
await refused(403, hersToo.approve())
await refused(403, hersToo.reject())
for (const [type, undo] of [
  ['disable', 'enable'], ['sensitive', 'unsensitive'], ['suspend', 'unsuspend'],
]) {
  await hersToo.action.create({ type })
  const undone = await hersToo[undo]()
  assert.ok(!undone.disabled && !undone.suspended && !undone.sensitized)
}
const barred = await ada.v1.admin.domainBlocks.create({ domain: 'spam.example' })
assert.equal((await ada.v1.admin.domainBlocks.$select(barred.id).fetch()).domain, 'spam.example')
await ada.v1.admin.domainBlocks.$select(barred.id).remove()
const mail = await ada.v1.admin.emailDomainBlocks.create({ domain: 'throwaway.example' })
const mails = ada.v1.admin.emailDomainBlocks
assert.equal((await mails.$select(mail.id).fetch()).domain, 'throwaway.example')
assert.deepEqual(ids(await mails.list()), [mail.id])
assert.deepEqual(await ada.v1.admin.domainAllows.list(), [])
assert.deepEqual(await ada.v1.admin.ipBlocks.list(), [])

chapter("the app's key is given back")
await oauth.revoke({ token: accessToken, ...keys })
await refused(401, carol.v1.accounts.verifyCredentials())
