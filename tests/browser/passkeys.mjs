// Passkeys and the second step in a real browser, with a device that Chromium plays: made, shown, refused,
// removed; and what stays when scripts are off.
//
//   PORTEVOIX_URL=http://localhost:… ALICE_EMAIL=… PASSWORD=…  node passkeys.mjs
import assert from 'node:assert/strict'
import { ALICE_EMAIL, PASSWORD, logIn, open, somebody } from './visitor.mjs'

const browser = await open()
const alice = await somebody(browser, { locale: 'en' })
alice.setDefaultTimeout(15_000)
alice.on('pageerror', (why) => {
  if (!/transition/i.test(why)) assert.fail(`a script broke: ${why}`)
})
const cdp = await alice.context().newCDPSession(alice)
await cdp.send('WebAuthn.enable')
const device = {
  protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
  isUserVerified: true, automaticPresenceSimulation: true,
}
const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: device })
const unlocked = (isUserVerified) => (
  cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
)
const isIn = async () => (await alice.locator('form[action="/log-out"]').count()) > 0

chapter('a passkey is made, once the password is right')
await logIn(alice, ALICE_EMAIL)
await alice.goto('/settings/security')
await make('My phone', 'a wrong password')
await alice.waitForSelector('#faults')
assert.equal(await alice.inputValue('#name'), 'My phone')
await make('My phone', PASSWORD)
await alice.waitForSelector('.note.good')
assert.match(await alice.innerText('main'), /My phone/)

chapter('the device is not taken twice')
await make('The same', PASSWORD)
await alice.waitForFunction(() => document.querySelector('#failed').textContent)

chapter('one logs in with it, and nothing typed')
await leave()
await alice.goto('/log-in?then=/bookmarks')
await alice.click('form[data-passkey] button')
await alice.waitForURL((to) => to.pathname === '/bookmarks')
assert.ok(await isIn())

chapter('a device that its owner did not unlock opens nothing, and that is said')
await leave()
await unlocked(false)
await alice.goto('/log-in')
await alice.click('form[data-passkey] button')
await alice.waitForFunction(() => document.querySelector('#failed').textContent)
assert.ok(!await isIn())
await unlocked(true)

chapter('removed, it opens nothing')
await logIn(alice, ALICE_EMAIL)
await alice.goto('/settings/security')
await alice.click('button[formaction$="/remove"]')
await alice.waitForSelector('.note.good')
await leave()
await alice.goto('/log-in')
await alice.click('form[data-passkey] button')
await alice.waitForSelector('.note.bad')
assert.ok(!await isIn())

chapter('without scripts it is not offered, and the other ways are')
const context = await browser.newContext({
  baseURL: process.env.PORTEVOIX_URL, locale: 'en', javaScriptEnabled: false,
})
const plain = await context.newPage()
await plain.goto('/log-in')
assert.ok(!await plain.isVisible('form[data-passkey]'))
await plain.click('a[href^="/log-in/link"]')
await plain.fill('#email', ALICE_EMAIL)
await plain.click('main button[type=submit]')
assert.match(await plain.innerText('main'), /a letter is on its way/)

await browser.close()
console.log('passkeys: all chapters told')

async function make(name, password) {
  await alice.fill('#name', name)
  await alice.fill('#passkey-current', password)
  await alice.click('form[data-passkey] button')
}

async function leave() {
  await alice.goto('/about')
  await alice.click('form[action="/log-out"] button')
  await alice.waitForLoadState()
}

function chapter(title) {
  console.log(`- ${title}`)
}
