// Pictures of the main pages at 320, 768 and 1200 px, light and dark, into a folder to be looked at.
//
//   PORTEVOIX_URL=… ALICE_EMAIL=… BOB_EMAIL=… ADA_EMAIL=… PASSWORD=… PICTURE=…  node screens.mjs FOLDER
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ADA_EMAIL, ALICE_EMAIL, logIn, open, somebody } from './visitor.mjs'
import { square } from './square.mjs'

const WIDTHS = [320, 768, 1200]
const HEIGHTS = { 320: 640, 768: 1024, 1200: 900 }

const folder = process.env.SCREENS ?? process.argv[2] ?? 'screens'
mkdirSync(folder, { recursive: true })
const browser = await open()
const { post, warned } = await square(browser)
const OPEN = { landing: '/', local: '/local', 'sign-up': '/sign-up', 'log-in': '/log-in', about: '/about' }
const FOR_MEMBERS = {
  home: '/', write: '/write', thread: `/@alice/${post}`, warned: `/@alice/${warned}`,
  profile: '/@alice', notifications: '/notifications', search: '/search?q=rampe', menu: '/menu',
  settings: '/settings', display: '/settings/display', help: '/help', keyboard: '/help/keyboard',
  accessibility: '/accessibility', missing: '/no-such-page',
}
const FOR_ADMINS = {
  admin: '/admin', accounts: '/admin/accounts', measures: '/admin/measures', rules: '/admin/rules',
  servers: '/admin/servers', storage: '/admin/storage',
}
const only = process.env.ONLY?.split(',')

for (const width of WIDTHS) {
  for (const dark of [false, true]) {
    const size = { width, height: HEIGHTS[width], dark }
    const stranger = await somebody(browser, size)
    for (const [name, path] of Object.entries(OPEN)) await take(stranger, name, path, size)
    const member = await somebody(browser, size)
    await logIn(member, ALICE_EMAIL)
    for (const [name, path] of Object.entries(FOR_MEMBERS)) await take(member, name, path, size)
    const admin = await somebody(browser, size)
    await logIn(admin, ADA_EMAIL)
    for (const [name, path] of Object.entries(FOR_ADMINS)) await take(admin, name, path, size)
    await admin.context().close()
    await stranger.context().close()
    await member.context().close()
  }
}
await browser.close()

async function take(page, name, path, { width, dark }) {
  if (only && !only.includes(name)) return
  await page.goto(path)
  await page.evaluate(() => document.fonts.ready)
  const file = `${name}-${width}-${dark ? 'dark' : 'light'}.png`
  await page.screenshot({ path: join(folder, file) })
}
