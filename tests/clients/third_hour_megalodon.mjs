// A third hour with the megalodon library: what the other two left.
//
// The library offers, and this server has not: identity proofs. It offers for other kinds of
// servers only: reactions to posts, an account's favourites, notifications marked as read. It has no
// word for collections, captions, posts and links that trend, the timeline of a link, uploads piece
// by piece and posts by mail.
import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import megalodon from 'megalodon'
import {
  ADA_TOKEN, ALICE_EMAIL, ALICE_TOKEN, BOB_TOKEN, PASSWORD, PICTURE, URL_ as url, announce,
  authorizationCode, chapter, confirmLatest, eventually, film, laterBy,
} from './people.mjs'

const { default: generator } = megalodon
const [alice, bob, ada] = [ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN].map(
  (token) => generator('mastodon', url, token),
)
const her = (await alice.verifyAccountCredentials()).data
const ids = (answer) => answer.data.map((one) => one.id)
const refused = (status, promise) => assert.rejects(
  promise, (error) => error.response.status === status && error.response.data.error.length > 0,
)
await bob.followAccount(her.id)

chapter('a film is taken in at once and made ready meanwhile')
const sent = (await alice.uploadMedia(createReadStream(film()), { description: 'Une mire' })).data
const ready = await eventually('the film', async () => {
  const { data } = await alice.getMedia(sent.id)
  return data.url && data
})
assert.ok(ready.type === 'video' && ready.preview_url)
const changed = (await alice.updateMedia(sent.id, { description: 'Une autre mire' })).data
assert.equal(changed.description, 'Une autre mire')
const shown = (await alice.postStatus('Silence', { media_ids: [sent.id] })).data
const [attached] = (await bob.getStatus(shown.id)).data.media_attachments
assert.deepEqual([attached.type, attached.description], ['video', 'Une autre mire'])
const picture = (await alice.uploadMedia(createReadStream(PICTURE))).data
assert.equal(picture.type, 'image')

chapter('a post wears an emoji of the place')
const worn = (await alice.postStatus('Bonjour :blobcat:', {})).data
const [cat] = (await bob.getStatus(worn.id)).data.emojis
assert.equal(cat.shortcode, 'blobcat')
assert.equal((await fetch(cat.static_url)).status, 200)

chapter('news is answered with emojis')
const { id: news } = await announce('Fête ce soir')
for (const name of ['🎉', 'blobcat']) {
  await alice.addReactionToAnnouncement(news, encodeURIComponent(name))
}
await bob.addReactionToAnnouncement(news, encodeURIComponent('🎉'))
const answers = async () => (await bob.getInstanceAnnouncements()).data[0].reactions
const [party, blob] = await answers()
assert.ok(party.count === 2 && party.me && blob.url && blob.static_url)
await refused(422, alice.addReactionToAnnouncement(news, 'fete'))
await alice.removeReactionFromAnnouncement(news, encodeURIComponent('🎉'))
assert.equal((await answers())[0].count, 1)

chapter('an app registers by hand, and its key is renewed or given back')
const nobody = generator('mastodon', url)
const scopes = ['read', 'write']
const app = await nobody.createApp('Third hour', { scopes })
const address = await nobody.generateAuthUrl(app.client_id, app.client_secret, { scope: scopes })
const code = await authorizationCode(address, ALICE_EMAIL)
const token = await nobody.fetchAccessToken(app.client_id, app.client_secret, code)
const again = generator('mastodon', url, token.access_token)
assert.equal((await again.verifyAppCredentials()).data.name, 'Third hour')
await refused(400, nobody.refreshToken(app.client_id, app.client_secret, 'no such key'))
await again.revokeToken(app.client_id, app.client_secret, token.access_token)
await refused(401, again.verifyAccountCredentials())

chapter('Carol signs up')
const form = new URLSearchParams({
  grant_type: 'client_credentials', client_id: app.client_id, client_secret: app.client_secret,
  scope: 'read write',
})
const forApp = await (await fetch(`${url}/oauth/token`, { method: 'POST', body: form })).json()
const asApp = generator('mastodon', url, forApp.access_token)
const born = (await asApp.registerAccount('carol', 'carol@example.org', PASSWORD, true, 'fr')).data
await confirmLatest()
const carol = generator('mastodon', url, born.accessToken ?? born.access_token)
assert.equal((await carol.verifyAccountCredentials()).data.acct, 'carol')

chapter('three people speak of one thing, which trends two days later')
for (const one of [alice, bob, ada]) {
  await one.updateCredentials({ discoverable: true })
  await one.postStatus('On va au #marche', {})
}
await laterBy(2 * 24 * 3_600)
const [trend] = await eventually('the hashtag', async () => (await alice.getInstanceTrends()).data)
assert.equal(trend.name, 'marche')
assert.equal(ids(await bob.getTagTimeline('marche')).length, 3)
