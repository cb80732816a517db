// A first hour in a browser that runs no script: Claire arrives, in French, on a phone.
//
//   PORTEVOIX_URL=… PORTEVOIX_DATA=… PASSWORD=… PICTURE=…  node first_page.mjs
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PASSWORD, PICTURE, open, press, url, write } from './visitor.mjs'

const EMAIL = 'claire@example.org'
const LETTER_MS_MAX = 15_000

const browser = await open()
const context = await browser.newContext({
  baseURL: url, locale: 'fr-FR', viewport: { width: 320, height: 640 }, javaScriptEnabled: false,
})
const page = await context.newPage()
page.setDefaultTimeout(10_000)

chapter('Claire reads what this place is, and asks to come in')
await visit('/')
await visit('/about')
await visit('/sign-up')
await page.fill('#username', 'claire')
await page.fill('#email', EMAIL)
await page.fill('#password', PASSWORD)
await page.click('main button[type=submit]')
await owes()

chapter('a letter comes; she confirms her address and logs in')
await visit(`/confirm/${await letter()}`)
await page.click('main button[type=submit]')
await owes()
await visit('/log-in')
if (await page.locator('#password').count()) {
  await page.fill('#email', EMAIL)
  await page.fill('#password', PASSWORD)
  await page.click('main button[type=submit]')
  await owes()
}

chapter('she writes, with a picture and its description')
const description = 'Un dégradé du noir au vert'
const post = await write(page, { text: 'Bonjour à tous #PorteVoix', picture: PICTURE, description })
await visit('/home')
assert.match(await words(), /Bonjour à tous/)
assert.equal(await page.locator(`#p${post} img[alt="${description}"]`).count(), 1)

chapter('she is found on her profile, under the hashtag, on the local page, by her words')
for (const path of ['/@claire', '/tags/PorteVoix', '/local']) {
  await visit(path)
  assert.match(await words(), /Bonjour à tous/, path)
}
await visit('/search?q=claire')
assert.match(await words(), /claire/)

chapter('she replies, marks, keeps, and takes a post back')
await visit(`/@claire/${post}`)
const reply = await write(page, { text: 'Je me réponds', to: post })
await visit(`/@claire/${post}`)
assert.match(await words(), /Je me réponds/)
await press(page, post, 'favourite')
await owes()
await visit('/favourites')
assert.equal(await page.locator(`#p${post}`).count(), 1)
await visit(`/@claire/${post}`)
await press(page, post, 'bookmark')
await visit('/bookmarks')
assert.equal(await page.locator(`#p${post}`).count(), 1)
await visit(`/posts/${reply}/delete`)
await page.click('main button.danger')
await visit('/home')
assert.doesNotMatch(await words(), /Je me réponds/)
for (const path of ['/notifications', '/settings', '/menu']) await visit(path)

chapter('what is not there is told kindly')
assert.equal((await page.goto('/@nobody')).status(), 404)
await owes()

await browser.close()

// Says where the story has come to.
function chapter(title) {
  console.log(`  - ${title}`)
}

async function visit(path) {
  const answer = await page.goto(path)
  assert.ok(answer.ok(), `${path} answered ${answer.status()}`)
  await owes()
}

// What every page owes: its language, a title, one heading.
async function owes() {
  await page.waitForLoadState()
  const where = page.url()
  assert.equal(await page.getAttribute('html', 'lang'), 'fr', `the language of ${where}`)
  assert.ok(await page.title(), `the title of ${where}`)
  assert.equal(await page.locator('h1').count(), 1, `one heading on ${where}`)
}

function words() {
  return page.innerText('main')
}

// The secret in the letter that asks to confirm the address.
async function letter() {
  const folder = join(process.env.PORTEVOIX_DATA, 'mails')
  for (const end = Date.now() + LETTER_MS_MAX; Date.now() < end; await sleep(50)) {
    for (const name of await readdir(folder).catch(() => [])) {
      // Long lines of a letter may be broken with an equals sign.
      const text = (await readFile(join(folder, name), 'utf8')).replaceAll(/=\r?\n/g, '')
      const found = text.match(/\/confirm\/([A-Za-z0-9_-]+)/)
      if (found) return found[1]
    }
  }
  return assert.fail('no letter came')
}
