// Every page, to a stranger and to a member, in both languages, light and dark: nothing that
// axe-core finds, no sideways scroll on a narrow or much enlarged window, no target too small.
//
//   PORTEVOIX_URL=… ALICE_EMAIL=… BOB_EMAIL=… PASSWORD=… PICTURE=…  node axe.mjs
import axe from 'axe-core'
import { BOB_EMAIL, ALICE_EMAIL, PICTURE, logIn, open, press, somebody, write } from './visitor.mjs'

const TARGET_PX_MIN = 24
const TAGS = [
  'wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice',
]
const NARROW = [{ width: 320, height: 640 }, { width: 320, height: 256 }]

const faults = []
let looks = 0

const browser = await open()
const alice = await somebody(browser, {})
const { post, warned, reply, list, scheduled, bob: number } = await say()
const bobs = (page) => `/accounts/${number}/${page}`

const OPEN = [
  '/', '/about', '/menu', '/local', '/search', '/search?q=alice', '/log-in', '/sign-up', '/password/new', '/tags/Accessible', '/@alice',
  '/@alice?show=replies', '/@alice?show=media', `/@alice/${post}`, `/@alice/${warned}`,
  '/no-such-page', '/local?max_id=1', '/explore', '/tags/Accessible+Paris', `/@alice/${post}/embed`,
]
const FOR_MEMBERS = [
  '/home', '/notifications', '/bookmarks', '/favourites', '/requests', '/write', '/@bob', '/settings', '/search?q=access',
  '/settings/profile', '/settings/preferences', '/settings/privacy', '/settings/account',
  '/settings/sessions', '/settings/export', '/settings/notifications', '/lists', list, `${list}/edit`, '/filters',
  '/filters/new', '/mutes', '/blocks', '/domain-blocks', '/messages', '/notifications?show=mentions',
  '/notifications/requests', bobs('mute'), bobs('lists'), bobs('report'), '/drafts', '/scheduled', scheduled,
  '/catch-up', '/catch-up?since=week',
  `/write?reply_to=${reply}`, `/posts/${post}/delete`, '/home?max_id=1',
]

for (const locale of ['fr', 'en']) {
  const stranger = await somebody(browser, { locale })
  for (const path of OPEN) await look(stranger, path, locale)
  await refused(stranger, locale)
  await stranger.context().close()

  await choose(alice, locale)
  for (const path of [...OPEN, ...FOR_MEMBERS]) await look(alice, path, locale)
  await emptyPost(alice, locale)
  await advised(alice, locale)
}
await browser.close()

for (const fault of faults) console.error(`  ${fault}`)
console.log(`${looks} looks at pages, ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)

// Something to look at: posts of every sort, and what others did with them.
async function say() {
  await logIn(alice, ALICE_EMAIL)
  const post = await write(alice, {
    text: 'Une rampe à la mairie : enfin. #Accessible https://example.org/une/longue/adresse',
    picture: PICTURE, description: 'Une rampe devant une porte',
  })
  const warned = await write(alice, { text: 'Le récit entier.', warning: 'Accident' })
  await write(alice, { text: 'Entre nous.', audience: 'private' })
  await write(alice, { text: 'Sans description.', picture: PICTURE })
  const bob = await somebody(browser, { locale: 'en' })
  await logIn(bob, BOB_EMAIL)
  await bob.goto('/@alice')
  const follow = bob.locator('button[formaction$="/follow"]')
  if (await follow.count()) await follow.click()
  const reply = await write(bob, { text: 'Good to hear.', to: post })
  await bob.goto('/home')
  for (const act of ['boost', 'favourite', 'bookmark']) await press(bob, post, act)
  await alice.goto(`/@bob/${reply}`)
  await press(alice, reply, 'favourite')
  await press(alice, reply, 'bookmark')
  await bob.context().close()
  return { post, warned, reply, ...await keep() }
}

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

async function choose(page, locale) {
  await page.goto('/about')
  const other = page.locator(`.languages button[value=${locale}]`)
  if (await other.count()) await other.click()
}

async function look(page, path, locale) {
  await page.goto(path)
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

async function judge(page, path, locale) {
  const where = `${path} [${page === alice ? 'member' : 'stranger'}, ${locale}]`
  if (await page.getAttribute('html', 'lang') !== locale) faults.push(`${where}: not in ${locale}`)
  if (await page.locator('h1').count() !== 1) faults.push(`${where}: not one h1`)
  const text = await page.innerText('body')
  if (/Unknown localization|\{ ?\$/.test(text)) faults.push(`${where}: a message is missing`)
  // What is folded is looked at too.
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, {
      resultTypes: ['violations'], runOnly: tags,
    }), TAGS)
    for (const { id, nodes } of violations) {
      const which = nodes.slice(0, 3).map((node) => node.html).join(' | ')
      faults.push(`${where} ${colorScheme}: ${id}: ${which}`)
    }
    looks += 1
  }
  faults.push(...(await smallTargets(page)).map((target) => `${where}: small target ${target}`))
  const size = page.viewportSize()
  for (const narrow of NARROW) {
    await page.setViewportSize(narrow)
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth)
    if (wide > narrow.width) faults.push(`${where}: ${wide} px wide at ${narrow.width} px`)
  }
  await page.setViewportSize(size)
}

// Links and controls smaller than a finger, but for links inside a sentence.
function smallTargets(page) {
  return page.evaluate((min) => {
    const small = []
    for (const target of document.querySelectorAll('a[href], button, input, select, summary')) {
      const box = target.getBoundingClientRect()
      const inSentence = target.matches('.words a, p a, li > a, dd a, .note a') && !target.matches('.button')
      const seen = box.width > 0 && box.height > 0 && target.type !== 'hidden'
      if (seen && !inSentence && !target.matches('.skip') && Math.min(box.width, box.height) < min) {
        small.push(target.outerHTML.slice(0, 120))
      }
    }
    return small
  }, TARGET_PX_MIN)
}
