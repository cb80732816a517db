// Every page, to a stranger, to a member and to an admin, in both languages and four themes: nothing that
// axe-core or html-validate finds, experimental and enhanced rules too; no sideways scroll on a
// narrow or much enlarged window, with spaced text or written from the right; no target too small.
// The table at the end says what was looked at.
//
//   PORTEVOIX_URL=… ALICE_EMAIL=… BOB_EMAIL=… ADA_EMAIL=… PASSWORD=… PICTURE=…  node axe.mjs
import { createHmac } from 'node:crypto'
import axe from 'axe-core'
import { audit } from './audit.mjs'
import { wrongs } from './html.mjs'
import { ADA_EMAIL, ALICE_EMAIL, PASSWORD, logIn, open, somebody } from './visitor.mjs'
import { square } from './square.mjs'

const TARGET_PX_MIN = 44
const LINK_PX_MIN = 24
const THEMES = ['light', 'dark', 'hc-light', 'hc-dark']
const NARROW = [{ width: 320, height: 640 }, { width: 320, height: 256 }]
const TAGS = [
  'wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice',
  'experimental',
]

const faults = []
const table = new Map()

const browser = await open()
const { post, warned, hidden, poll, reply } = await square(browser)
const alice = await somebody(browser, {})
await logIn(alice, ALICE_EMAIL)
const { list, scheduled, bob: number } = await keep()
const { desk, campaign } = await found()
const ada = await somebody(browser, {})
await logIn(ada, ADA_EMAIL)
const { rule, announcement, server, report } = await run()
const { form, mine, one } = await testify(desk)
const visual = await drawn()
const bobs = (page) => `/accounts/${number}/${page}`

const OPEN = [
  '/', '/about', '/menu', '/local', '/search', '/search?q=alice', '/log-in', '/log-in/link', '/sign-up',
  '/password/new', '/tags/Accessible', '/@alice', '/@alice?show=replies', '/@alice?show=media',
  `/@alice/${post}`, `/@alice/${warned}`, `/@alice/${poll}`, '/no-such-page', '/local?max_id=1',
  '/settings/display', '/help', '/help/keyboard', '/accessibility', '/legal', '/offline',
  '/explore', '/tags/Accessible+Paris', `/@alice/${post}/embed`,
  form, `${form}/easy`, mine, '/testimony/forged',
]
const FOR_MEMBERS = [
  '/home', '/notifications', '/bookmarks', '/favourites', '/requests', '/write', '/@bob',
  '/settings', '/search?q=access', `/write?reply_to=${reply}`, `/write?quote=${post}`,
  `/posts/${post}/delete`, `/posts/${post}/deliveries`, '/home?max_id=1', `/@alice/${hidden}`,
  '/settings/profile', '/settings/preferences', '/settings/privacy', '/settings/account',
  '/settings/sessions', '/settings/security', '/settings/move', '/settings/export',
  '/settings/notifications', '/lists', list,
  `${list}/edit`, '/filters',
  '/filters/new', '/mutes', '/blocks', '/domain-blocks', '/messages',
  '/notifications?show=mentions', '/notifications/requests', bobs('mute'), bobs('lists'),
  bobs('report'), '/announcements', '/drafts', '/scheduled', scheduled, '/catch-up',
  '/catch-up?since=week', '/desk', desk, `${desk}/team`, `${desk}/journal`,
  `${desk}/campaigns`, `${desk}/targets`, `${desk}/targets/import`, campaign, `${campaign}/edit`,
  `${desk}/testimonies`, `${desk}/testimonies/data`, one,
  `${desk}/visuals`, visual, `${desk}/visuals/new?template=figure`, `${visual}/edit`,
]

const FOR_ADMINS = [
  '/admin', '/menu', '/admin/accounts', '/admin/accounts?state=suspended', bobsFile(),
  '/admin/acts',
  '/moderation/reports', '/moderation/reports?show=resolved', report, '/moderation/sign-ups',
  '/moderation/place', '/moderation/place/privacy', '/moderation/emojis', '/admin/rules',
  '/admin/rules/new', rule, '/admin/announcements', '/admin/announcements/new', announcement,
  '/admin/servers', '/admin/servers/new?domain=autre.example', server, '/admin/mail',
  '/admin/addresses', '/admin/measures', '/admin/measures?days=365', '/admin/storage',
  '/admin/deliveries',
  '/admin/invitations',
]

const only = process.env.ONLY?.split(',')
for (const locale of ['fr', 'en']) {
  const stranger = await somebody(browser, { locale })
  for (const path of OPEN) await look(stranger, path, locale)
  await refused(stranger, locale)
  await stranger.context().close()

  await choose(alice, locale)
  for (const path of [...OPEN, ...FOR_MEMBERS]) await look(alice, path, locale)
  await emptyPost(alice, locale)
  await advised(alice, locale)
  await folded(alice, locale)
  await secondStep(locale)

  await choose(ada, locale)
  for (const path of FOR_ADMINS) await look(ada, path, locale)
}
await browser.close()

console.log('looks at pages, and what axe-core found')
for (const [name, { looks, found }] of table) console.log(`  ${name}: ${looks} looks, ${found} violations`)
for (const fault of faults) console.error(`  ${fault}`)
const looks = [...table.values()].reduce((sum, row) => sum + row.looks, 0)
console.log(`${looks} looks at pages, ${faults.length} faults`)
const pages = new Set([...OPEN, ...FOR_MEMBERS, ...FOR_ADMINS]).size
if (!only) audit({ axe: axe.version, pages, looks, faults: faults.length })
process.exit(faults.length ? 1 : 0)

// Rows for the pages of what one looks after: a list with Bob on it, a filter, a blocked server.
async function keep() {
  await alice.goto('/lists')
  await alice.fill('#title', 'La mairie')
  await alice.click('main form button.main')
  const list = new URL(alice.url()).pathname.replace('/edit', '')
  await alice.fill('#handle', '@bob')
  await alice.click('form.find button')
  await alice.goto('/filters/new')
  await alice.fill('#title', 'Travaux')
  await alice.fill('#keywords', 'marteau-piqueur')
  await alice.click('main form button.main')
  await alice.goto('/domain-blocks')
  await alice.fill('#domain', 'loin.example')
  await alice.click('form.find button')
  await alice.goto('/@bob')
  const way = await alice.getAttribute('a[href$="/lists"][href^="/accounts/"]', 'href')
  await alice.goto('/write')
  await alice.fill('#status', 'Un brouillon')
  await alice.click('button[value=draft]')
  await alice.goto('/write')
  await alice.fill('#status', 'Plus tard')
  for (const folded of await alice.locator('form.write summary').all()) await folded.click()
  await alice.fill('#later', new Date(Date.now() + 864e5).toISOString().slice(0, 16))
  await alice.click('form.write button.main')
  return { list, bob: way.split('/')[2], scheduled: new URL(alice.url()).pathname }
}

// An organisation of hers, with somebody invited.
async function found() {
  await alice.goto('/desk')
  await alice.fill('#username', `rampes_${Date.now() % 1e6}`)
  await alice.fill('#name', 'Rampes pour tous')
  await alice.click('main form button.main')
  const desk = new URL(alice.url()).pathname
  await alice.goto(`${desk}/team`)
  await alice.fill('#who', '@bob')
  await alice.check('#roles-writer')
  await alice.click('main form button.main')
  await alice.goto(`${desk}/campaigns`)
  await alice.fill('#title', 'Une rampe à chaque école')
  await alice.click('main form button.main')
  return { desk, campaign: new URL(alice.url()).pathname }
}

// Something of everything that those look after who run the place.
async function run() {
  const send = async (path, fields, action = path) => {
    await ada.goto(path)
    const form = `main form[action="${action}"]`
    for (const [name, value] of Object.entries(fields)) {
      await ada.fill(`${form} [name="${name}"]`, value)
    }
    await ada.click(`${form} button.main`)
  }
  const first = (start) => ada.getAttribute(`main a[href^="${start}"]:not([href$="/new"])`, 'href')
  await send('/admin/rules/new', { text: 'Décrire les images', hint: 'Tout le monde lit.' },
    '/admin/rules')
  await send('/admin/rules/new', { text: 'Rester aimable', 'text-en': 'Be kind' }, '/admin/rules')
  const rule = await first('/admin/rules/')
  await send('/admin/announcements/new', { text: 'Porte ouverte #samedi', publish_at:
    new Date(Date.now() + 864e5).toISOString().slice(0, 16) }, '/admin/announcements')
  await send('/admin/announcements/new', { text: 'Bienvenue !' }, '/admin/announcements')
  const announcement = await first('/admin/announcements/')
  await send('/admin/servers/new?domain=loin.example', { public_comment: 'Publicité' },
    '/admin/servers')
  const server = await first('/admin/servers/')
  await send('/admin/mail', { domain: 'jetable.example' })
  await send('/admin/addresses', { ip: '192.0.2.0/24' })
  await alice.goto(`/accounts/${number}/report`)
  await alice.fill('#comment', 'Toujours la même publicité')
  await alice.click('main form button.main')
  await ada.goto('/moderation/reports')
  const report = await first('/moderation/reports/')
  await ada.goto(report)
  await ada.fill('#note', 'Déjà vu la semaine dernière')
  await ada.click('main form[action$="/notes"] button')
  await ada.goto(bobsFile())
  await ada.fill('#text', 'Une seule annonce par semaine suffit.')
  await ada.click('main form[action$="/act"] button')
  return { rule, announcement, server, report }
}

function bobsFile() {
  return `/admin/accounts/${number}`
}

// A testimony told to it: the form, the page of who told it, the page of the team.
async function testify(desk) {
  await alice.goto(`${desk}/testimonies/data`)
  await alice.fill('#contact', 'donnees@rampes.example')
  await alice.check('#open')
  await alice.click('main form button.main')
  const form = `/testify/${desk.split('/')[2]}`
  await alice.goto(form)
  await alice.fill('#story', 'J’ai 47 ans, une maladie rare, et je perds 158 € par mois.')
  await alice.fill('#contact', '06 00 00 00 00')
  await alice.check('#agreed')
  await alice.click('main form button.main')
  const mine = new URL(alice.url()).pathname
  await alice.goto(`${desk}/testimonies`)
  return { form, mine, one: await alice.getAttribute('main .list .card a', 'href') }
}

// A card of theirs, with a number nobody vouches for yet.
async function drawn() {
  await alice.goto(`${desk}/visuals/new?template=figure`)
  await alice.fill('#figure', '−158 €')
  await alice.fill('#source', 'Source : Gouvernement, 2018')
  await alice.click('main form button.main')
  return new URL(alice.url()).pathname
}

async function choose(page, locale) {
  await page.goto('/about')
  const other = page.locator(`.languages button[value=${locale}]`)
  if (await other.count()) await other.click()
}

async function look(page, path, locale) {
  if (only && !only.some((part) => path.startsWith(part))) return
  const answer = await page.goto(path)
  for (const wrong of await wrongs(await answer.text())) faults.push(`${path}: ${wrong}`)
  await judge(page, path, locale)
}

async function refused(page, locale) {
  await page.goto('/log-in')
  await page.fill('#email', 'nobody@example.org')
  await page.fill('#password', 'wrong password')
  await page.click('main button[type=submit]')
  await judge(page, '/log-in (refused)', locale)
}

async function emptyPost(page, locale) {
  await page.goto('/write')
  await page.click('form.write button.main')
  await judge(page, '/write (refused)', locale)
}

async function advised(page, locale) {
  await page.goto('/write')
  await page.fill('#status', 'LA MAIRIE REFUSE ENCORE #accessibilitepourtous 🎉🎉🎉')
  await page.click('button[value=preview]')
  await judge(page, '/write (preview)', locale)
}

// The second step: its drawing, the codes shown once, the page after the password; and off again.
async function secondStep(locale) {
  await alice.goto('/settings/security')
  await alice.fill('#start-current', PASSWORD)
  await alice.click('form[action="/settings/security/second"] button')
  await judge(alice, '/settings/security/second', locale)
  await alice.fill('#code', code(await alice.innerText('#key')))
  await alice.click('main form button.main')
  await judge(alice, '/settings/security/second/confirm', locale)
  await alice.goto('/settings/security')
  await judge(alice, '/settings/security (on)', locale)
  const stranger = await somebody(browser, { locale })
  await stranger.goto('/log-in')
  await stranger.fill('#email', ALICE_EMAIL)
  await stranger.fill('#password', PASSWORD)
  await stranger.click('main button[type=submit]')
  await judge(stranger, '/log-in/second', locale)
  await stranger.context().close()
  await alice.fill('#off-current', PASSWORD)
  await alice.click('form[action$="/off"] button')
}

// What an app on her telephone would show now (RFC 6238).
function code(key) {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const five = (sign) => signs.indexOf(sign).toString(2).padStart(5, '0')
  const bits = [...key.replaceAll(' ', '')].map(five).join('')
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const tag = createHmac('sha1', secret).update(step).digest()
  const number = (tag.readUInt32BE(tag[19] & 15) & 0x7fffffff) % 1_000_000
  return String(number).padStart(6, '0')
}

// Home with everything chosen otherwise than usual, and back.
async function folded(page, locale) {
  await display(page, { size: '3', space: '2', acts: 'icons', fold: 'yes', font: 'lexend' })
  await page.goto('/')
  await judge(page, '/ (large, spaced, folded)', locale)
  await display(page, {})
}

async function display(page, chosen) {
  await page.goto('/settings/display')
  if (!Object.keys(chosen).length) return page.click('button[value=usual]')
  for (const [name, value] of Object.entries(chosen)) await page.check(`#${name}-${value}`)
  await page.click('form[data-display] button.main')
}

async function judge(page, path, locale) {
  const who = page === alice ? 'member' : page === ada ? 'admin' : 'stranger'
  const where = `${path} [${who}, ${locale}]`
  if (await page.getAttribute('html', 'lang') !== locale) faults.push(`${where}: not in ${locale}`)
  if (await page.locator('h1').count() !== 1) faults.push(`${where}: not one h1`)
  const text = await page.innerText('body')
  if (/Unknown localization|\{ ?\$/.test(text)) faults.push(`${where}: a message is missing`)
  // What is folded is looked at too.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await page.evaluate(axe.source)
  for (const theme of THEMES) {
    const row = `${who}, ${locale}, ${theme}`
    const { looks, found } = table.get(row) ?? { looks: 0, found: 0 }
    const violations = await page.evaluate(async ({ theme, tags }) => {
      document.documentElement.dataset.theme = theme
      const { violations } = await globalThis.axe.run(document, {
        resultTypes: ['violations'], runOnly: tags,
      })
      return violations.map(({ id, nodes }) => (
        `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(' | ')}`
      ))
    }, { theme, tags: TAGS })
    faults.push(...violations.map((violation) => `${where} ${theme}: ${violation}`))
    table.set(row, { looks: looks + 1, found: found + violations.length })
  }
  await page.evaluate(() => { delete document.documentElement.dataset.theme })
  faults.push(...(await smallTargets(page)).map((target) => `${where}: small target ${target}`))
  await narrow(page, where)
}

// Narrow, flat, with text twice as large, spaced as WCAG 1.4.12 asks, and from the right.
async function narrow(page, where) {
  const size = page.viewportSize()
  const wide = async (how) => {
    const all = await page.evaluate(() => document.scrollingElement.scrollWidth)
    const { width } = page.viewportSize()
    if (all > width) faults.push(`${where}: ${all} px wide at ${width} px ${how}`)
  }
  for (const window of NARROW) {
    await page.setViewportSize(window)
    await wide(`by ${window.height} px`)
  }
  const sheet = `html { line-height: 1.5; } * { letter-spacing: .12em !important;
    word-spacing: .16em !important; line-height: 1.5 !important; } p { margin-block-end: 2em; }`
  const changes = [
    ['from the right', () => { document.documentElement.dir = 'rtl' },
      () => { document.documentElement.dir = 'ltr' }],
    ['with text at 200 %', () => { document.documentElement.style.fontSize = '200%' },
      () => { document.documentElement.style.fontSize = '' }],
    ['with spaced text', (text) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(text)
      document.adoptedStyleSheets = [sheet]
    }, () => { document.adoptedStyleSheets = [] }],
  ]
  for (const [how, change, back] of changes) {
    await page.evaluate(change, sheet)
    await wide(how)
    await page.evaluate(back)
  }
  await page.setViewportSize(size)
}

// What is pressed and smaller than a thumb; links in a sentence may be as small as the sentence,
// and other links as small as a finger.
function smallTargets(page) {
  return page.evaluate(({ press, link }) => {
    const small = []
    const all = 'a[href], button, input, select, textarea, summary'
    for (const target of document.querySelectorAll(all)) {
      if (target.type === 'hidden' || target.matches('.skip')) continue
      // A box to tick is pressed by its words too.
      const box = target.matches('[type=radio], [type=checkbox]')
        ? target.parentElement.getBoundingClientRect() : target.getBoundingClientRect()
      const seen = box.width > 0 && box.height > 0
      const inSentence = !target.matches('.button')
        && target.matches('.words a, p a, li > a, dd a, td a, .note a, figcaption a, span a, dt a')
      const isLink = target.matches('a:not(.button)')
      const least = isLink ? link : press
      if (seen && !inSentence && Math.min(box.width, box.height) < least - .5) {
        const size = `${Math.round(box.width)}×${Math.round(box.height)}`
        small.push(`${size} ${target.outerHTML.slice(0, 100)}`)
      }
    }
    return small
  }, { press: TARGET_PX_MIN, link: LINK_PX_MIN })
}
