// Makes docs/picture.png, the picture of the README: a home with a few posts, as a member sees it.
// For a server with nothing in it yet, started for this; the third person is CHLOE_EMAIL.
//
//   PORTEVOIX_URL=… ALICE_EMAIL=… BOB_EMAIL=… CHLOE_EMAIL=… PASSWORD=…  node picture.mjs picture.png
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALICE_EMAIL, BOB_EMAIL, logIn, open, press, somebody, write } from './visitor.mjs'

const SIZE = { width: 1200, height: 1250 }
const RAMP = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 480" width="1200" height="480">
  <rect width="1200" height="480" fill="#dfe9ee"/><circle cx="1040" cy="90" r="46" fill="#f2b134"/>
  <rect x="620" y="120" width="420" height="270" fill="#f3eadb" stroke="#1e1826" stroke-width="5"/>
  <path d="M590 120 830 30l240 90z" fill="#6a1450" stroke="#1e1826" stroke-width="5"/>
  <rect x="770" y="210" width="120" height="180" fill="#6a1450" stroke="#1e1826" stroke-width="5"/>
  <rect x="660" y="170" width="60" height="80" fill="#a9d2ff" stroke="#1e1826" stroke-width="5"/>
  <rect x="940" y="170" width="60" height="80" fill="#a9d2ff" stroke="#1e1826" stroke-width="5"/>
  <path d="M0 430h1200v50H0z" fill="#857a6c"/>
  <path d="M120 432 760 388h150v44z" fill="#cfc3b0" stroke="#1e1826" stroke-width="5"/>
  <path d="M130 350 760 306h150M130 350v80M340 336v80M550 321v80M760 306v80" fill="none"
    stroke="#1e1826" stroke-width="7"/></svg>`

const browser = await open()
const [alice, bob, chloe] = await Promise.all([ALICE_EMAIL, BOB_EMAIL, process.env.CHLOE_EMAIL]
  .map(async (email) => {
    const page = await somebody(browser, SIZE)
    await logIn(page, email)
    return page
  }))
await name(alice, 'Alice', 'Rouler partout, et le dire.')
await name(bob, 'Bob', '')
await name(chloe, 'Chloé', '')
for (const other of ['bob', 'chloe']) {
  await alice.goto(`/@${other}`)
  await alice.click('button[formaction$="/follow"]')
}
await write(chloe, {
  text: 'Trois heures sur le quai, sans annonce et sans aide.', warning: 'Accident, gare',
})
const post = await write(bob, {
  text: 'La rampe de la mairie est ouverte. Deux ans de demandes, trois réunions, 412 signatures : '
    + 'merci à toutes celles et ceux qui ont écrit à leur élue.\n\n'
    + 'Prochaine étape : l’ascenseur de la gare. #Accessibilité',
  picture: await ramp(),
  description: 'Une rampe neuve mène à la porte de la mairie, avec une main courante.',
})
await chloe.goto(`/@bob/${post}`)
for (const act of ['boost', 'favourite']) await press(chloe, post, act)
await alice.goto(`/@bob/${post}`)
await press(alice, post, 'favourite')
await alice.goto('/')
await alice.evaluate(() => document.fonts.ready)
await alice.screenshot({ path: process.argv[2] ?? 'picture.png' })
await browser.close()

async function name(page, words, note) {
  await page.goto('/settings/profile')
  await page.fill('#display_name', words)
  await page.fill('#note', note)
  await page.click('form[action="/settings/profile"] button[type=submit]')
}

// A drawing as a file to send.
async function ramp() {
  const page = await browser.newPage({ viewport: { width: 1200, height: 480 } })
  await page.setContent(`<body style="margin:0">${RAMP}`)
  const path = join(mkdtempSync(join(tmpdir(), 'ramp-')), 'ramp.png')
  writeFileSync(path, await page.screenshot())
  await page.close()
  return path
}
