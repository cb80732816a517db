// A first hour in a real browser that runs no JavaScript: Claire arrives, in French, on a phone.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { PASSWORD, PICTURE, URL_ as url, chapter, eventually } from './people.mjs'

const { CHROMIUM, PORTEVOIX_DATA, SCREENS } = process.env
const PHONE = { width: 320, height: 640 }

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync',
    '--disable-component-update', '--no-first-run'],
})
const visitor = await browser.newContext({
  javaScriptEnabled: false, locale: 'fr-FR', viewport: PHONE, baseURL: url,
})
const page = await visitor.newPage()
page.setDefaultTimeout(10_000)
const words = () => page.locator('main').innerText()
let screens = 0

// What every page owes: a language, a title, one heading, words for every field and picture,
// and nothing that has to be scrolled sideways on a small screen.
async function owes() {
  const where = page.url()
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr', `the language of ${where}`)
  assert.ok(await page.title(), `the title of ${where}`)
  assert.equal(await page.locator('h1').count(), 1, `one heading on ${where}`)
  for (const field of await page.locator('input:not([type=hidden]), textarea, select').all()) {
    const id = await field.getAttribute('id')
    const named = await field.getAttribute('aria-label')
    const labels = id ? await page.locator(`label[for="${id}"]`).count() : 0
    assert.ok(named || labels, `a field without a label on ${where}: ${id}`)
  }
  for (const image of await page.locator('img').all()) {
    assert.notEqual(await image.getAttribute('alt'), null, `a picture without alt on ${where}`)
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(wide <= PHONE.width, `${where} is ${wide} points wide`)
  screens += 1
  if (SCREENS) await page.screenshot({ path: join(SCREENS, `${screens}.png`), fullPage: true })
}

async function open(path) {
  const answer = await page.goto(path)
  assert.ok(answer.ok(), `${path} answered ${answer.status()}`)
  await owes()
}

async function press(selector) {
  await page.locator(selector).first().click()
  await page.waitForLoadState()
  await owes()
}

chapter('Claire reads what this place is, and asks to come in')
await open('/')
await open('/about')
await open('/sign-up')
await page.locator('main input[name=username]').fill('claire')
await page.locator('main input[name=email]').fill('claire@example.org')
await page.locator('main input[name=password]').fill(PASSWORD)
await press('main form button[type=submit]')

chapter('a letter comes; she confirms her address and logs in')
const secret = await eventually('the letter', async () => {
  const folder = join(PORTEVOIX_DATA, 'mails')
  const letters = await readdir(folder).catch(() => [])
  for (const letter of letters) {
    // Long lines of a letter may be broken with an equals sign.
    const text = (await readFile(join(folder, letter), 'utf8')).replaceAll(/=\r?\n/g, '')
    const found = text.match(/\/confirm\/([A-Za-z0-9_-]+)/)
    if (found) return found[1]
  }
  return null
})
await open(`/confirm/${secret}`)
await press('main form button[type=submit]')
await open('/log-in')
if (await page.locator('main input[name=password]').count()) {
  await page.locator('main input[name=email]').fill('claire@example.org')
  await page.locator('main input[name=password]').fill(PASSWORD)
  await press('main form button[type=submit]')
}

chapter('she writes, with a picture and its description')
await open('/write')
await page.locator('main textarea[name=status]').fill('Bonjour à tous #PorteVoix')
const more = page.locator('main details:has(input[type=file]) summary')
if (await more.count()) await more.first().click()
await page.locator('main input[type=file]').setInputFiles(PICTURE)
await page.locator('main [name=description]').first().fill('Un dégradé du noir au vert')
await press('main form button.main')
await open('/home')
assert.match(await words(), /Bonjour à tous/)
assert.equal(await page.locator('main img[alt="Un dégradé du noir au vert"]').count(), 1)

chapter('she is found on her profile, under the hashtag, on the local page')
for (const path of ['/@claire', '/tags/PorteVoix', '/local']) {
  await open(path)
  assert.match(await words(), /Bonjour à tous/, path)
}

chapter('she opens the thread, replies, marks, looks around')
await open('/home')
await page.locator('main a[href^="/@claire/"]').first().click()
await page.waitForLoadState()
await owes()
await press('main a[href*="/write?reply_to="]')
await page.locator('main textarea[name=status]').fill('Je me réponds')
await press('main form button.main')
await open('/home')
assert.match(await words(), /Je me réponds/)
await press('main button[formaction$="/favourite"]')
assert.equal(await page.locator('main button[formaction$="/unfavourite"]').count(), 1)
for (const path of ['/favourites', '/bookmarks', '/notifications', '/settings', '/menu']) {
  await open(path)
}

chapter('what is not there is told kindly')
const nothing = await page.goto('/@nobody')
assert.equal(nothing.status(), 404)
await owes()

await browser.close()
