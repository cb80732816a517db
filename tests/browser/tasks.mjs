// Forty tasks, from signing up to taking one's data along, each done twice from end to end: with
// scripts off, and by keyboard alone.
//
//   PORTEVOIX_URL=… PORTEVOIX_DATA=… ALICE_EMAIL=… BOB_EMAIL=… ADA_EMAIL=… PASSWORD=… PICTURE=…
//   node tasks.mjs
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ADA_EMAIL, ALICE_EMAIL, BOB_EMAIL, PASSWORD, PICTURE, logIn, open, url } from './visitor.mjs'
import { audit } from './audit.mjs'
import { Keyboard, Plain } from './hands.mjs'

const LETTER_MS_MAX = 15_000
const SEND = 'form.write button.main'
const MORE = 'form.write details:has(#spoiler_text) > summary'
const WHEN = 'form.write details:has(#later) > summary'
const SAVE = 'main form button.main'

// Who does it, what, and how.
const TASKS = [
  ['guest', 'learn what this place is', async (it) => {
    await it.go('/')
    await it.press('footer a[href="/about"]')
    await it.sees(/règles/i)
  }],
  ['guest', 'read the pages in another language, and back', async (it) => {
    await it.go('/about')
    await it.press('.languages button[value=en]')
    await it.sees(/rules/i)
    await it.press('.languages button[value=fr]')
    await it.sees(/règles/i)
  }],
  ['guest', 'read in the dark, with larger letters', async (it) => {
    await it.go('/settings/display')
    await it.check('#theme-dark')
    await it.check('#size-2')
    await it.press('form[data-display] button.main')
    assert.equal(await it.page.getAttribute('html', 'data-theme'), 'dark')
    await it.press('button[value=usual]')
  }],
  ['guest', 'read a thread without an account', async (it, at) => {
    await it.go(`/@alice/${at.post}`)
    await it.sees(/Une rampe/)
  }],
  ['guest', 'sign up', async (it, at) => {
    await it.go('/')
    await it.press('header a[href="/sign-up"]')
    await it.fill('#username', at.name)
    await it.fill('#email', `${at.name}@example.org`)
    await it.fill('#password', PASSWORD)
    await it.press('main button[type=submit]')
  }],
  ['guest', 'confirm an address', async (it, at) => {
    await it.go(`/confirm/${await letter('confirm', at.name)}`)
    await it.press('main button[type=submit]')
  }],
  ['guest', 'ask for another password, and choose it', async (it, at) => {
    await out(it)
    await it.go('/password/new')
    await it.fill('#email', `${at.name}@example.org`)
    await it.press('main button[type=submit]')
    await it.go(`/password/reset/${await letter('password/reset', at.name)}`)
    await it.fill('#password', PASSWORD)
    await it.press('main button[type=submit]')
  }],
  ['guest', 'log in', async (it, at) => {
    await it.go('/')
    await it.press('header a[href="/log-in"]')
    await it.fill('#email', `${at.name}@example.org`)
    await it.fill('#password', PASSWORD)
    await it.press('main button[type=submit]')
    assert.equal(it.path(), '/')
  }],
  ['alice', 'write a post', async (it, at) => {
    await it.press('header a[href="/write"]')
    await it.fill('#status', `Bonjour à tous, ${at.name} #Accessible`)
    await it.press(SEND)
    await it.sees(new RegExp(`Bonjour à tous, ${at.name}`))
  }],
  ['alice', 'write with a picture and what it shows', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Une image, ${at.name}`)
    await it.unfold(MORE)
    await it.attach('#picture', PICTURE)
    await it.fill('#description', 'Un dégradé du noir au vert')
    await it.press(SEND)
    await it.go('/@alice')
    assert.ok(await it.page.locator('img[alt="Un dégradé du noir au vert"]').count())
  }],
  ['alice', 'write behind a warning', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Le récit entier, ${at.name}`)
    await it.unfold(MORE)
    await it.fill('#spoiler_text', `Accident, ${at.name}`)
    await it.press(SEND)
    await it.go('/@alice')
    await it.sees(new RegExp(`Accident, ${at.name}`))
  }],
  ['alice', 'write for followers alone', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Entre nous, ${at.name}`)
    await it.unfold(MORE)
    await it.check('#visibility-private')
    await it.press(SEND)
    await it.go('/@alice')
    await it.sees(new RegExp(`Entre nous, ${at.name}`))
  }],
  ['alice', 'ask a question with answers', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Quel jour, ${at.name} ?`)
    await it.unfold(MORE)
    await it.fill('#poll', 'Mardi\nJeudi')
    await it.press(SEND)
    await it.go('/@alice')
    at.poll = await newest(it)
    await it.sees(/Jeudi/)
  }],
  ['alice', 'have a post proof-read before it leaves', async (it) => {
    await it.go('/write')
    await it.fill('#status', 'LA MAIRIE REFUSE ENCORE #accessibilitepourtous')
    await it.press('button[value=preview]')
    await it.sees(/majuscules/i)
  }],
  ['alice', 'put a draft aside, and take it up again', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Un brouillon, ${at.name}`)
    await it.press('button[value=draft]')
    await it.go('/drafts')
    await it.press('main .list a[href^="/write?draft="]')
    await it.press(SEND)
    await it.go('/@alice')
    await it.sees(new RegExp(`Un brouillon, ${at.name}`))
  }],
  ['alice', 'publish later, and think again', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Plus tard, ${at.name}`)
    await it.unfold(WHEN)
    await it.later('#later')
    await it.press(SEND)
    await it.go('/scheduled')
    await it.sees(new RegExp(`Plus tard, ${at.name}`))
    await it.press('button[formaction^="/scheduled/"][formaction$="/remove"]')
    await it.go('/scheduled')
    await it.doesNotSee(new RegExp(`Plus tard, ${at.name}`))
  }],
  ['alice', 'delete a post', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `Une erreur, ${at.name}`)
    await it.press(SEND)
    await it.go('/@alice')
    await it.press('main a[href^="/posts/"][href$="/delete"]')
    await it.press('main button.danger')
    await it.go('/@alice')
    await it.doesNotSee(new RegExp(`Une erreur, ${at.name}`))
  }],
  ['bob', 'follow somebody', async (it) => {
    await it.go('/search?q=alice')
    await it.press('main a[href="/@alice"]')
    await it.press('main button[formaction$="/follow"]')
    await it.sees(/suivez|suivi/i)
  }],
  ['bob', 'read home', async (it) => {
    await it.press('nav.rail a[href="/"]')
    await it.sees(/Une rampe/)
  }],
  ['bob', 'read what happened since one left, to the end', async (it) => {
    await it.go('/menu')
    await it.press('main a[href="/catch-up"]')
    await it.press('main form[action="/catch-up"] button')
    await it.sees(/à jour/i)
  }],
  ['bob', 'answer a post', async (it, at) => {
    await it.go(`/@alice/${at.post}`)
    await it.press(`#p${at.post} a[href^="/write?reply_to="]`)
    await it.page.locator('#status').waitFor()
    await it.fill('#status', `@alice Bravo, ${at.name}`)
    await it.press(SEND)
    await it.sees(new RegExp(`Bravo, ${at.name}`))
  }],
  ['bob', 'favourite a post', (it, at) => toggles(it, at, 'favourite', '/favourites')],
  ['bob', 'keep a post', (it, at) => toggles(it, at, 'bookmark', '/bookmarks')],
  ['bob', 'pass a post on', (it, at) => toggles(it, at, 'boost', '/@bob')],
  ['bob', 'quote a post', async (it, at) => {
    await it.go(`/@alice/${at.post}`)
    await it.press(`#p${at.post} a[href^="/write?quote="]`)
    await it.fill('#status', `À lire, ${at.name}`)
    await it.press(SEND)
    await it.go('/@bob')
    await it.sees(new RegExp(`À lire, ${at.name}`))
  }],
  ['bob', 'vote', async (it, at) => {
    await it.go(`/@alice/${at.poll}`)
    await it.check(`form[action="/posts/${at.poll}/vote"] input[value="1"]`)
    await it.press(`form[action="/posts/${at.poll}/vote"] button`)
    await it.sees(/1 voix|100/)
  }],
  ['bob', 'find a post by its words', async (it) => {
    await it.seesSoon('/search?q=mairie', /Une rampe/)
    await it.go('/search')
    await it.fill('main input[name=q]', 'rampe')
    await it.press('main form button[type=submit]')
    await it.sees(/Une rampe/)
  }],
  ['bob', 'follow a hashtag', async (it) => {
    await it.go('/tags/Accessible')
    await it.press('main form[action$="/follow"] button')
    assert.ok(await it.page.locator('main form[action$="/unfollow"] button').count())
    await it.press('main form[action$="/unfollow"] button')
  }],
  ['alice', 'read what one was told, and say so', async (it) => {
    await it.seesSoon('/notifications', /bob/)
    await it.press('nav.rail a[href="/notifications"]')
    await it.press('main form[action="/notifications/read"] button')
  }],
  ['alice', 'write to one person alone, and find it among messages', async (it, at) => {
    await it.go('/write')
    await it.fill('#status', `@bob Un mot pour toi, ${at.name}`)
    await it.unfold(MORE)
    await it.check('#visibility-direct')
    await it.press(SEND)
    await it.seesSoon('/messages', new RegExp(`Un mot pour toi, ${at.name}`))
  }],
  ['alice', 'make a list, and put somebody on it', async (it, at) => {
    await it.go('/@bob')
    const follow = 'main button[formaction$="/follow"]'
    if (await it.page.locator(follow).count()) await it.press(follow)
    await it.go('/lists')
    await it.fill('#title', `Voisins ${at.name}`)
    await it.press(SAVE)
    await it.fill('#handle', '@bob')
    await it.press('form.find button')
    await it.sees(/bob/)
  }],
  ['alice', 'keep words out of sight', async (it, at) => {
    await it.go('/filters/new')
    await it.fill('#title', `Travaux ${at.name}`)
    await it.fill('#keywords', 'marteau-piqueur')
    await it.press(SAVE)
    await it.go('/filters')
    await it.sees(new RegExp(`Travaux ${at.name}`))
  }],
  ['bob', 'mute somebody, and hear them again', (it) => distance(it, 'mute')],
  ['bob', 'block somebody, and let them back', (it) => distance(it, 'block')],
  ['bob', 'report a post', async (it, at) => {
    await it.go(`/@alice/${at.post}`)
    const way = 'main a[href^="/accounts/"][href*="/report"]'
    if (!await it.page.locator(way).count()) {
      await it.go('/@alice')
      await it.unfold('details:has(a[href$="/report"]) > summary')
    }
    await it.press(way)
    await it.fill('#comment', `Toujours la même chose, ${at.name}`)
    await it.press(SAVE)
    await it.sees(/Merci/)
  }],
  ['bob', 'say who one is', async (it, at) => {
    await it.press('nav.rail a[href="/settings"]')
    await it.press('main a[href="/settings/profile"]')
    await it.fill('#note', `Je lis, ${at.name}`)
    await it.press(SAVE)
    await it.go('/@bob')
    await it.sees(new RegExp(`Je lis, ${at.name}`))
  }],
  ['bob', 'take one’s data along', async (it) => {
    await it.go('/settings')
    await it.press('main a[href="/settings/export"]')
    const way = 'main a[href^="/settings/export/"]'
    assert.ok(await it.page.locator(way).count() > 3)
    const [file] = await Promise.all([it.page.waitForEvent('download'), it.open(way)])
    assert.match(file.suggestedFilename(), /\.(csv|json)$/)
  }],
  ['ada', 'deal with a report', async (it, at) => {
    await it.go('/menu')
    await it.press('main a[href="/admin"]')
    await it.press('main a[href="/moderation/reports"]')
    await it.press('main tbody a[href^="/moderation/reports/"]')
    await it.sees(new RegExp(`Toujours la même chose, ${at.name}`))
    await it.fill('#note', 'Déjà vu')
    await it.press('main form[action$="/notes"] button')
    await it.fill('#text', 'Merci de varier.')
    await it.press('main form[action$="/act"] button')
    await it.sees(/clos/)
  }],
  ['ada', 'write a rule, and put it first', async (it, at) => {
    await it.go('/admin/rules')
    await it.press('main a[href="/admin/rules/new"]')
    await it.fill('#text', `Rester aimable, ${at.name}`)
    await it.press(SAVE)
    await it.sees(new RegExp(`Rester aimable, ${at.name}`))
    if (await it.page.locator('button[formaction$="/up"]').count()) {
      await it.press('button[formaction$="/up"]')
    }
  }],
  ['ada', 'tell everybody something', async (it, at) => {
    await it.go('/admin/announcements/new')
    await it.fill('#text', `Porte ouverte, ${at.name}`)
    await it.press(SAVE)
    await it.go('/announcements')
    await it.sees(new RegExp(`Porte ouverte, ${at.name}`))
  }],
]
assert.equal(TASKS.length, 40)

const EMAILS = { alice: ALICE_EMAIL, bob: BOB_EMAIL, ada: ADA_EMAIL }
const only = process.env.ONLY?.split(',').map(Number)
const browser = await open()
const faults = []
const done = []
const runs = [['with scripts off', Plain, false, 'paula'], ['by keyboard alone', Keyboard, true, 'karl']]
for (const [how, Hands, javaScriptEnabled, name] of runs) await run(how, Hands, javaScriptEnabled, name)
await browser.close()
for (const fault of faults) console.error(`  ${fault}`)
if (!only) audit({ tasks: TASKS.length, plain: done[0], keyboard: done[1] })
process.exit(faults.length ? 1 : 0)

async function run(how, Hands, javaScriptEnabled, name) {
  const options = { baseURL: url, locale: 'fr-FR', viewport: { width: 1200, height: 900 } }
  const hands = {}
  for (const who of ['guest', 'alice', 'bob', 'ada']) {
    const context = await browser.newContext({ ...options, javaScriptEnabled })
    const page = await context.newPage()
    if (who !== 'guest') {
      await logIn(page, EMAILS[who])
      await page.goto('/about')
      const french = page.locator('.languages button[value=fr]')
      if (await french.count()) await french.click()
    }
    hands[who] = new Hands(page)
  }
  const at = { name, post: await rampe(hands.alice.page) }
  let count = 0
  for (const [place, [who, task, steps]] of TASKS.entries()) {
    if (only && !only.includes(place + 1)) continue
    try {
      await steps(hands[who], at)
      count += 1
    } catch (error) {
      faults.push(`${place + 1}. ${task}, ${how}: ${error.message.slice(0, 600)}`)
    }
  }
  const stops = Object.values(hands).reduce((sum, it) => sum + (it.stops ?? 0), 0)
  done.push(count)
  console.log(`${count} of ${TASKS.length} tasks ${how}${stops ? `, over ${stops} stops` : ''}`)
  await undo(hands.bob.page)
  for (const it of Object.values(hands)) await it.page.context().close()
}

// Bob knows nobody again, for who comes next.
async function undo(page) {
  await page.goto('/@alice')
  const follow = page.locator('main button[formaction$="/unfollow"]')
  if (await follow.count()) await follow.click()
  await page.waitForLoadState()
}

// A post to do things with.
async function rampe(page) {
  await page.goto('/write')
  await page.fill('#status', 'Une rampe à la mairie : enfin. #Accessible')
  await page.click(SEND)
  await page.waitForURL((to) => !to.pathname.startsWith('/write'))
  return newest({ page, go: (path) => page.goto(path) })
}

// The number of Alice's newest post.
async function newest(it) {
  await it.go('/@alice')
  return (await it.page.locator('main article').first().getAttribute('id')).replace('p', '')
}

// A toggle is pressed, holds, and is found where it is kept.
async function toggles(it, at, act, shelf) {
  await it.go(`/@alice/${at.post}`)
  await it.press(`#p${at.post} button[formaction="/posts/${at.post}/${act}"]`)
  await it.page.locator(`#p${at.post} button[aria-pressed=true].${act}`).waitFor()
  await it.go(shelf)
  await it.sees(/Une rampe/)
}

// Keeps somebody away, and lets them back.
async function distance(it, act) {
  const fold = `details:has(button[formaction$="/block"], button[formaction$="/unblock"]) > summary`
  for (const end of [act, `un${act}`]) {
    await it.go('/@ada')
    await it.unfold(fold)
    await it.press(`main button[formaction$="/${end}"]`)
  }
  await it.go('/@ada')
  assert.ok(await it.page.locator(`button[formaction$="/${act}"]`).count())
}

async function out(it) {
  const leave = 'footer form[action="/log-out"] button'
  await it.go('/about')
  if (await it.page.locator(leave).count()) await it.press(leave)
}

// The secret in the last letter to somebody that leads there.
async function letter(path, name) {
  const folder = join(process.env.PORTEVOIX_DATA, 'mails')
  for (const end = Date.now() + LETTER_MS_MAX; Date.now() < end; await sleep(50)) {
    for (const file of await readdir(folder).catch(() => [])) {
      // Long lines of a letter may be broken with an equals sign.
      const text = (await readFile(join(folder, file), 'utf8')).replaceAll(/=\r?\n/g, '')
      const found = text.match(new RegExp(`/${path}/([A-Za-z0-9_-]+)`))
      if (found && text.includes(`${name}@example.org`)) return found[1]
    }
  }
  throw new Error(`no letter to ${name} came`)
}
