// A first hour with the megalodon library: Alice arrives by OAuth, Bob is already there.
import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import megalodon from 'megalodon'
import {
  ALICE_EMAIL, BOB_TOKEN, PICTURE, URL_ as url, authorizationCode, chapter, eventually,
} from './people.mjs'

const { default: generator, detector } = megalodon
const ids = (answer) => answer.data.map((one) => one.id)

chapter('the library finds out what this server is')
assert.equal(await detector(url), 'mastodon')

chapter("Alice's app registers, she signs in and agrees")
const nobody = generator('mastodon', url)
const app = await nobody.registerApp('megalodon', { scopes: ['read', 'write', 'follow'] })
const code = await authorizationCode(app.url, ALICE_EMAIL)
const token = await nobody.fetchAccessToken(app.client_id, app.client_secret, code)
const alice = generator('mastodon', url, token.access_token)
const bob = generator('mastodon', url, BOB_TOKEN)
const her = (await alice.verifyAccountCredentials()).data
const him = (await bob.verifyAccountCredentials()).data
assert.equal(her.acct, 'alice')
await alice.updateCredentials({ display_name: 'Alice', note: "Je m'appelle Alice." })
assert.equal((await bob.getAccount(her.id)).data.display_name, 'Alice')
const instance = (await alice.getInstance()).data
assert.ok(instance.urls.streaming_api.startsWith('ws'), 'the address of the streams')
assert.ok(instance.configuration.statuses.max_characters >= 500)

chapter('Bob follows Alice, who writes in all the ways there are')
assert.ok((await bob.followAccount(her.id)).data.following)
assert.ok((await bob.getRelationships([her.id])).data[0].following)
assert.deepEqual(ids(await bob.getAccountFollowers(her.id)), [him.id])
assert.deepEqual(ids(await bob.getAccountFollowing(him.id)), [her.id])
const posts = {}
for (const visibility of ['public', 'unlisted', 'private', 'direct']) {
  const words = `Bonjour en ${visibility} #PorteVoix @bob`
  const answer = await alice.postStatus(words, { visibility, language: 'fr' })
  posts[visibility] = answer.data
  assert.equal(answer.data.visibility, visibility)
}
const warned = (await alice.postStatus('Le majordome', {
  spoiler_text: 'La fin du film', sensitive: true,
})).data
assert.equal(warned.spoiler_text, 'La fin du film')

chapter('every timeline')
const all = [warned, posts.direct, posts.private, posts.unlisted, posts.public].map((p) => p.id)
assert.deepEqual(ids(await bob.getHomeTimeline()), all)
assert.deepEqual(ids(await bob.getHomeTimeline({ limit: 2, max_id: all[1] })), all.slice(2, 4))
assert.deepEqual(ids(await bob.getHomeTimeline({ limit: 2, min_id: all[4] })), all.slice(2, 4))
assert.deepEqual(ids(await bob.getLocalTimeline()), [warned.id, posts.public.id])
assert.deepEqual(ids(await bob.getPublicTimeline()), [warned.id, posts.public.id])
assert.deepEqual(ids(await bob.getTagTimeline('PorteVoix')), [posts.public.id])
assert.deepEqual(ids(await bob.getAccountStatuses(her.id)), all)

chapter('Bob replies, boosts, favourites, keeps')
const reply = (await bob.postStatus('Bonjour !', { in_reply_to_id: posts.public.id })).data
const thread = (await alice.getStatusContext(reply.id)).data
assert.deepEqual(thread.ancestors.map((p) => p.id), [posts.public.id])
assert.equal((await bob.reblogStatus(posts.public.id)).data.reblog.id, posts.public.id)
assert.ok((await bob.favouriteStatus(posts.public.id)).data.favourited)
assert.ok((await bob.bookmarkStatus(posts.public.id)).data.bookmarked)
assert.deepEqual(ids(await bob.getFavourites()), [posts.public.id])
assert.deepEqual(ids(await bob.getBookmarks()), [posts.public.id])
assert.deepEqual(ids(await bob.getStatusRebloggedBy(posts.public.id)), [him.id])
assert.deepEqual(ids(await bob.getStatusFavouritedBy(posts.public.id)), [him.id])
await eventually('the notifications', async () => {
  const kinds = new Set((await alice.getNotifications()).data.map((one) => one.type))
  return ['follow', 'mention', 'reblog', 'favourite'].every((kind) => kinds.has(kind))
})
assert.equal((await bob.unreblogStatus(posts.public.id)).data.reblogged, false)
assert.equal((await bob.unfavouriteStatus(posts.public.id)).data.favourited, false)
assert.equal((await bob.unbookmarkStatus(posts.public.id)).data.bookmarked, false)

chapter('a picture with a description')
const description = 'Un dégradé du noir au vert'
const media = (await alice.uploadMedia(createReadStream(PICTURE), { description })).data
await eventually('the picture', async () => (await alice.getMedia(media.id)).data.url)
const shown = (await alice.postStatus('Regardez', { media_ids: [media.id] })).data
assert.equal(shown.media_attachments[0].description, description)

chapter('search by account, hashtag, words')
const search = async (words, type) => (await bob.search(words, { type })).data[type]
assert.deepEqual((await search('alice', 'accounts')).map((one) => one.id), [her.id])
assert.equal((await search('portevoix', 'hashtags'))[0].name.toLowerCase(), 'portevoix')
const found = await eventually('the words', () => search('majordome', 'statuses'))
assert.equal(found[0].id, warned.id)
assert.ok((await bob.followTag('portevoix')).data.following)

chapter("Bob's stream tells of a post, its edit, its end")
const stream = await bob.userStreaming()
const heard = []
await new Promise((resolve, reject) => {
  stream.on('connect', resolve)
  stream.on('error', reject)
})
for (const what of ['update', 'status_update', 'delete', 'parser-error']) {
  stream.on(what, (payload) => heard.push([what, payload.id ?? payload]))
}
const hears = (what, id) => eventually(`${what} in the stream`, () => heard.some(
  (one) => one[0] === what && one[1] === id,
))
const spoken = (await alice.postStatus("Au fil de l'eau", {})).data
await hears('update', spoken.id)
const edited = (await alice.editStatus(spoken.id, { status: "Au fil de l'eau claire" })).data
assert.ok(edited.edited_at)
await hears('status_update', spoken.id)
assert.equal((await alice.getStatusSource(spoken.id)).data.text, "Au fil de l'eau claire")
await alice.deleteStatus(spoken.id)
await hears('delete', spoken.id)
stream.stop()
assert.deepEqual(heard.filter(([what]) => what === 'parser-error'), [])

chapter('errors are told in JSON; the token goes back')
await assert.rejects(bob.getStatus(spoken.id), (error) => error.response.status === 404)
await alice.revokeToken(app.client_id, app.client_secret, token.access_token)
await assert.rejects(alice.getHomeTimeline(), (error) => error.response.status === 401)
