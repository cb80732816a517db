// A first hour with the masto library: Alice arrives by OAuth, Bob is already there.
import assert from 'node:assert/strict'
import { openAsBlob } from 'node:fs'
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from 'masto'
import {
  ALICE_EMAIL, BOB_TOKEN, PICTURE, URL_ as url, authorizationCode, chapter, eventually,
} from './people.mjs'

const ids = (list) => list.map((one) => one.id)
const REDIRECT = 'urn:ietf:wg:oauth:2.0:oob'
const SCOPES = 'read write follow'

chapter("Alice's app registers, she signs in and agrees")
const app = await createRestAPIClient({ url }).v1.apps.create({
  clientName: 'masto', redirectUris: REDIRECT, scopes: SCOPES,
})
const question = new URLSearchParams({
  response_type: 'code', client_id: app.clientId, redirect_uri: REDIRECT, scope: SCOPES,
})
const token = await createOAuthAPIClient({ url }).token.create({
  grantType: 'authorization_code',
  code: await authorizationCode(`${url}/oauth/authorize?${question}`, ALICE_EMAIL),
  clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: REDIRECT, scope: SCOPES,
})
const alice = createRestAPIClient({ url, accessToken: token.accessToken })
const bob = createRestAPIClient({ url, accessToken: BOB_TOKEN })
const [her, him] = await Promise.all(
  [alice, bob].map((one) => one.v1.accounts.verifyCredentials()),
)
assert.equal(her.acct, 'alice')
await alice.v1.accounts.updateCredentials({ displayName: 'Alice', note: "Je m'appelle Alice." })
assert.equal((await alice.v1.accounts.verifyCredentials()).displayName, 'Alice')

chapter('what this place says of itself')
const instance = await alice.v2.instance.fetch()
assert.ok(instance.configuration.urls.streaming.startsWith('ws'), 'the address of the streams')
assert.ok(instance.configuration.statuses.maxCharacters >= 500)

chapter('Bob follows Alice, who writes in all the ways there are')
assert.equal((await bob.v1.accounts.lookup({ acct: 'alice' })).id, her.id)
assert.ok((await bob.v1.accounts.$select(her.id).follow()).following)
const posts = {}
for (const visibility of ['public', 'unlisted', 'private', 'direct']) {
  const status = `Bonjour en ${visibility} #PorteVoix @bob`
  posts[visibility] = await alice.v1.statuses.create({ status, visibility, language: 'fr' })
  assert.equal(posts[visibility].visibility, visibility)
}
const warned = await alice.v1.statuses.create({
  status: 'Le majordome', spoilerText: 'La fin du film', sensitive: true,
})
assert.equal(warned.spoilerText, 'La fin du film')

chapter('every timeline')
const all = [warned, posts.direct, posts.private, posts.unlisted, posts.public]
assert.deepEqual(ids(await bob.v1.timelines.home.list()), ids(all))
assert.deepEqual(ids(await bob.v1.timelines.public.list({ local: true })),
  ids([warned, posts.public]))
assert.deepEqual(ids(await bob.v1.timelines.tag.$select('PorteVoix').list()), [posts.public.id])
assert.deepEqual(ids(await bob.v1.accounts.$select(her.id).statuses.list({ excludeReplies: true })),
  ids(all))
const pages = []
for await (const page of bob.v1.timelines.home.list({ limit: 2 })) pages.push(ids(page))
assert.deepEqual(pages.flat(), ids(all), 'page by page')

chapter('Bob replies, boosts, favourites, keeps')
const reply = await bob.v1.statuses.create({ status: 'Bonjour !', inReplyToId: posts.public.id })
assert.equal(reply.inReplyToAccountId, her.id)
const thread = await alice.v1.statuses.$select(reply.id).context.fetch()
assert.deepEqual(ids(thread.ancestors), [posts.public.id])
const post = bob.v1.statuses.$select(posts.public.id)
assert.equal((await post.reblog()).reblog.id, posts.public.id)
assert.ok((await post.favourite()).favourited)
assert.ok((await post.bookmark()).bookmarked)
assert.deepEqual(ids(await bob.v1.favourites.list()), [posts.public.id])
assert.deepEqual(ids(await bob.v1.bookmarks.list()), [posts.public.id])
assert.deepEqual(ids(await post.rebloggedBy.list()), [him.id])
assert.deepEqual(ids(await post.favouritedBy.list()), [him.id])
assert.equal((await post.fetch()).favouritesCount, 1)
const wanted = ['follow', 'reblog', 'favourite']
const told = await eventually('the notifications', async () => {
  const list = await alice.v1.notifications.list({ types: wanted })
  return list.length === 3 && list
})
assert.deepEqual(new Set(told.map((one) => one.type)), new Set(wanted))
await alice.v1.notifications.$select(told[0].id).dismiss()
assert.equal((await alice.v1.notifications.list({ types: wanted })).length, 2)
assert.equal((await post.unreblog()).reblogged, false)
assert.equal((await post.unfavourite()).favourited, false)
assert.equal((await post.unbookmark()).bookmarked, false)

chapter('a picture with a description')
const description = 'Un dégradé du noir au vert'
const file = await openAsBlob(PICTURE, { type: 'image/png' })
const media = await alice.v2.media.create({ file, description })
assert.ok(media.url && media.blurhash)
const shown = await alice.v1.statuses.create({ status: 'Regardez', mediaIds: [media.id] })
assert.equal(shown.mediaAttachments[0].description, description)
assert.ok((await fetch(shown.mediaAttachments[0].url)).ok)

chapter('search by account, hashtag, words')
const search = async (q, type) => (await bob.v2.search.list({ q, type }))[type]
assert.deepEqual(ids(await search('alice', 'accounts')), [her.id])
assert.equal((await search('portevoix', 'hashtags'))[0].name.toLowerCase(), 'portevoix')
const found = await eventually('the words', () => search('majordome', 'statuses'))
assert.deepEqual(ids(found), [warned.id])
assert.ok((await bob.v1.tags.$select('portevoix').follow()).following)
assert.equal((await bob.v1.followedTags.list()).length, 1)

chapter("Bob's stream tells of a post, its edit, its end")
const streams = createStreamingAPIClient({
  streamingApiUrl: instance.configuration.urls.streaming, accessToken: BOB_TOKEN,
})
const heard = []
const listening = (async () => {
  for await (const event of streams.user.subscribe()) heard.push(event)
})()
// A subscription is not answered: the first post may come before it.
await eventually('the stream', async () => {
  await alice.v1.statuses.create({ status: 'Un, deux, trois' })
  return heard.some((one) => one.event === 'update')
})
const spoken = await alice.v1.statuses.create({ status: "Au fil de l'eau" })
const hears = (what, id) => eventually(`${what} in the stream`, () => heard.some(
  ({ event, payload }) => event === what && (payload.id ?? payload) === id,
))
await hears('update', spoken.id)
const edited = await alice.v1.statuses.$select(spoken.id).update({ status: "Au fil de l'eau claire" })
assert.ok(edited.editedAt)
await hears('status.update', spoken.id)
assert.equal((await alice.v1.statuses.$select(spoken.id).history.list()).length, 2)
assert.equal((await alice.v1.statuses.$select(spoken.id).source.fetch()).text, edited.text
  ?? "Au fil de l'eau claire")
await alice.v1.statuses.$select(spoken.id).remove()
await hears('delete', spoken.id)
streams.close()
await listening.catch(() => {})

chapter('errors are told in JSON')
await assert.rejects(bob.v1.statuses.$select(spoken.id).fetch(), { statusCode: 404 })
const stranger = createRestAPIClient({ url })
await assert.rejects(async () => await stranger.v1.timelines.home.list(), { statusCode: 401 })
