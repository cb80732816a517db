// What the script adds, in a browser that runs it: toggles that turn back, drafts that come back, a
// counter that speaks late, keys, and new posts told of but never put above the reader.
//
//   PORTEVOIX_URL=… ALICE_EMAIL=… BOB_EMAIL=… PASSWORD=…  node script.mjs
import assert from 'node:assert/strict'
import { ALICE_EMAIL, BOB_EMAIL, PICTURE, logIn, open, somebody, write } from './visitor.mjs'

const TAB_STOPS_MAX = 400

const browser = await open()
const [alice, bob] = await Promise.all([ALICE_EMAIL, BOB_EMAIL].map(async (email) => {
  const page = await somebody(browser, { locale: 'en', width: 900, height: 700 })
  page.setDefaultTimeout(15_000)
  const broken = (why) => {
    // A page left in the middle of its transition is no fault of the script.
    if (!/transition/i.test(why)) assert.fail(`a script broke: ${why}`)
  }
  page.on('pageerror', broken)
  await logIn(page, email)
  return page
}))
const said = (page) => page.textContent('#said')

chapter('a favourite is given without a new page, and taken back')
const post = await write(bob, { text: 'A ramp at the town hall' })
const second = await write(bob, { text: 'And a lift at the station' })
await alice.goto('/local')
const button = alice.locator(`#p${post} .favourite`)
assert.equal(await button.getAttribute('aria-pressed'), 'false')
const address = alice.url()
await done(alice, `/posts/${post}/favourite`, () => button.click())
assert.equal(await button.getAttribute('aria-pressed'), 'true')
assert.match(await button.innerText(), /^Favourited/)
assert.equal(alice.url(), address)
await alice.reload()
assert.equal(await button.getAttribute('aria-pressed'), 'true')
await done(alice, `/posts/${post}/unfavourite`, () => button.click())
assert.equal(await button.getAttribute('aria-pressed'), 'false')

chapter('what cannot be done turns back, and is said')
await alice.route(`**/posts/${post}/bookmark`, (route) => route.abort())
const keep = alice.locator(`#p${post} .bookmark`)
await keep.click()
await alice.waitForFunction(() => document.querySelector('#failed').textContent)
assert.equal(await keep.getAttribute('aria-pressed'), 'false')

chapter('keys go from post to post, act, and stay out of fields')
await alice.keyboard.press('j')
assert.equal(await focus(alice), `p${post}`, 'from the last post there is no next one')
await alice.keyboard.press('k')
assert.equal(await focus(alice), `p${second}`)
await done(alice, `/posts/${second}/favourite`, () => alice.keyboard.press('f'))
await alice.focus('#seek')
await alice.keyboard.type('jk')
assert.equal(await alice.inputValue('#seek'), 'jk')
await alice.locator('h1').click()
await alice.keyboard.press('j')
assert.notEqual(await focus(alice), `p${second}`, 'keys are lent in lists only')
await alice.focus(`#p${second}`)
await Promise.all([alice.waitForURL(`**/@bob/${second}`), alice.keyboard.press('o')])

chapter('keys can be taken away, or lent everywhere')
await display(alice, 'keys', 'none')
await alice.goto('/local')
await alice.focus(`#p${second}`)
await alice.keyboard.press('j')
assert.equal(await focus(alice), `p${second}`)
await display(alice, 'keys', 'everywhere')
await alice.goto('/local')
await alice.keyboard.press('j')
assert.equal(await focus(alice), `p${second}`)
await Promise.all([alice.waitForURL('**/notifications'), alice.keyboard.type('gn')])
await display(alice, 'keys', 'feed')

chapter('a draft comes back until it is published')
await alice.goto('/write')
await alice.fill('#status', 'Half a thought')
await alice.waitForFunction(() => localStorage.getItem('draft//'))
await alice.goto('/local')
await alice.goto('/write')
assert.equal(await alice.inputValue('#status'), 'Half a thought')
assert.equal(await said(alice), 'Your draft is back.')
await alice.focus('#status')
await Promise.all([alice.waitForURL('**/#p*'), alice.keyboard.press('Control+Enter')])
await alice.goto('/write')
assert.equal(await alice.inputValue('#status'), '')

chapter('the counter is seen always, and heard when it gets narrow')
const left = alice.locator('form.write .left').first()
await alice.fill('#status', 'x'.repeat(800))
assert.equal(await left.innerText(), '200 characters left')
assert.equal(await said(alice), '')
await alice.fill('#status', 'x'.repeat(905))
assert.equal(await said(alice), '95 characters left')
await alice.fill('#status', 'x'.repeat(1001))
assert.equal(await said(alice), '1 character too many')
await alice.fill('#status', '')

chapter('a picture is sent, and told of')
await alice.fill('#status', 'With a picture')
await alice.click('form.write summary')
await alice.setInputFiles('#picture', PICTURE)
await alice.fill('#description', 'From black to green')
await Promise.all([alice.waitForURL('**/#p*'), alice.click('form.write button.main')])
await alice.waitForSelector('.note.good')
await alice.goto('/write')
await alice.fill('#status', 'x'.repeat(1001))
await alice.click('form.write summary')
await alice.setInputFiles('#picture', PICTURE)
await alice.click('form.write button.main')
await alice.waitForSelector('#faults')
assert.equal((await alice.inputValue('#status')).length, 1001)
await alice.evaluate(() => localStorage.clear())

chapter('what is new is counted, and nothing moves')
await alice.goto('/@bob')
await alice.click('button[formaction$="/follow"]')
await alice.goto('/')
const posts = await alice.locator('article.post').count()
await write(bob, { text: 'One more' })
await alice.waitForFunction(() => /One new post|one new post/.test(document.querySelector('.newer').textContent))
assert.equal(await said(alice), 'See one new post')
assert.match(await alice.title(), /^\(1\) /)
assert.equal(await alice.locator('article.post').count(), posts)
await write(bob, { text: 'And another' })
await alice.waitForFunction(() => document.querySelector('.newer').textContent.includes('2 new'))
assert.equal(await said(alice), 'See one new post', 'not spoken twice in thirty seconds')
await alice.click('.newer')
assert.equal(await alice.locator('article.post').count(), posts + 2)

chapter('at every stop of the Tab key one sees where one is')
for (const path of ['/', '/write', '/@bob', `/@bob/${post}`, '/settings/display', '/menu']) {
  await alice.goto(path)
  await stops(alice, path)
}

await browser.close()

function chapter(title) {
  console.log(`  - ${title}`)
}

function focus(page) {
  return page.evaluate(() => {
    const at = document.activeElement
    return (at.closest('article') ?? at).id
  })
}

async function done(page, path, act) {
  const answer = page.waitForResponse((it) => it.url().endsWith(path))
  await act()
  assert.equal((await answer).status(), 204)
  await page.waitForFunction(() => !document.querySelector('[data-busy]'))
}

async function display(page, name, value) {
  await page.goto('/settings/display')
  await page.check(`#${name}-${value}`)
  await page.click('form[data-display] button.main')
}

// Goes through a page by the Tab key: the focus is drawn, and nothing lies over it.
async function stops(page, path) {
  const seen = new Set()
  for (let stop = 0; stop < TAB_STOPS_MAX; stop += 1) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      const box = at.getBoundingClientRect()
      const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + box.height / 2]
      const top = document.elementFromPoint(x, y)
      const style = getComputedStyle(at)
      return {
        key: `${at.tagName} ${at.id} ${at.getAttribute('href') ?? at.getAttribute('formaction')} `
          + `${Math.round(box.top + scrollY)}`,
        drawn: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3,
        onTop: top !== null && (at.contains(top) || top.contains(at)),
      }
    })
    if (!here || seen.has(here.key)) break
    seen.add(here.key)
    assert.ok(here.drawn, `${path}: no ring around ${here.key}`)
    assert.ok(here.onTop, `${path}: ${here.key} is covered or out of sight`)
  }
  assert.ok(seen.size > 5, `${path}: only ${seen.size} stops`)
}
