// Two ways to use a page: with scripts off, by pressing what one sees; and by keyboard alone, where
// each stop on the way must be seen to have the focus, and nothing may lie over it.
import assert from 'node:assert/strict'

// Stops from one end of a page to what one wants; more is a trap.
const STOPS_MAX = 400

export class Plain {
  constructor(page) {
    this.page = page
    page.setDefaultTimeout(15_000)
  }

  async go(path) {
    const answer = await this.page.goto(path)
    assert.ok(answer.ok(), `${path} answered ${answer.status()}`)
  }

  // Presses what leads to another page, or to the same one anew.
  async press(what) {
    await Promise.all([this.page.waitForEvent('load'), this.page.locator(what).first().click()])
  }

  // Opens what is folded, if it is.
  async unfold(what) {
    const summary = this.page.locator(what).first()
    const open = await summary.evaluate((it) => it.closest('details').open)
    if (!open) await this.open(what)
  }

  open(what) {
    return this.page.locator(what).first().click()
  }

  fill(what, text) {
    return this.page.fill(what, text)
  }

  check(what) {
    return this.page.check(what)
  }

  choose(what, value) {
    return this.page.selectOption(what, value)
  }

  attach(what, file) {
    return this.page.setInputFiles(what, file)
  }

  // A day and an hour that lie ahead.
  later(what) {
    return this.page.fill(what, new Date(Date.now() + 864e5).toISOString().slice(0, 16))
  }

  async sees(words) {
    const text = await this.page.innerText('main')
    assert.match(text, words, `${this.page.url()} does not say so`)
  }

  // What follows from an act may be there a moment later.
  async seesSoon(path, words) {
    for (let count = 0; count < 40; count += 1) {
      await this.go(path)
      if (words.test(await this.page.innerText('main'))) return
      await this.page.waitForTimeout(250)
    }
    assert.fail(`${path} does not say ${words}`)
  }

  async doesNotSee(words) {
    const text = await this.page.innerText('main')
    assert.doesNotMatch(text, words, `${this.page.url()} says so`)
  }

  path() {
    const { pathname, search } = new URL(this.page.url())
    return pathname + search
  }
}

export class Keyboard extends Plain {
  stops = 0
  looked = new Set()

  // Tabs to what is wanted, from wherever the focus is.
  async reach(what) {
    const target = this.page.locator(what).first()
    await target.waitFor({ state: 'visible' })
    const here = (it) => it === document.activeElement
    // What is in the main part is reached by the link that skips to it.
    const inside = await target.evaluate((it) => !!it.closest('main'))
    const away = await this.page.evaluate(() => !document.activeElement.closest('main'))
    if (inside && away) {
      await this.stop()
      if (await this.page.evaluate(() => document.activeElement.matches('.skip'))) {
        await this.page.keyboard.press('Enter')
      }
    }
    for (let count = 0; count < STOPS_MAX; count += 1) {
      if (await target.evaluate(here)) return this.standsOut(what)
      await this.stop()
    }
    assert.fail(`${what} is not reached by Tab on ${this.page.url()}`)
  }

  // One press of Tab. Whatever has the focus then shows it, in sight and uncovered.
  async stop() {
    await this.page.keyboard.press('Tab')
    this.stops += 1
    const fault = await this.page.evaluate(() => {
      const it = document.activeElement
      if (!it || it === document.body) return null
      const name = it.outerHTML.slice(0, 120)
      const style = getComputedStyle(it)
      const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      if (!ring && style.boxShadow === 'none') return `no ring: ${name}`
      const [box] = it.getClientRects()
      if (!box) return `no room: ${name}`
      const x = Math.min(Math.max(box.x + Math.min(box.width / 2, 40), 0), innerWidth - 1)
      const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 0), innerHeight - 1)
      if (box.bottom < 1 || box.top > innerHeight - 1) return `out of sight: ${name}`
      const top = document.elementFromPoint(x, y)
      const shown = top && (it.contains(top) || top.contains(it) || [...it.labels ?? []].includes(top))
      return shown ? null : `covered by ${top?.outerHTML.slice(0, 80)}: ${name}`
    })
    assert.equal(fault, null, `${this.page.url()}: ${fault}`)
  }

  // Whether the window looks otherwise with the focus here than without it: once for each kind of
  // thing on each kind of page.
  async standsOut(what) {
    const path = new URL(this.page.url()).pathname.replace(/\d+/g, '#')
    const kind = `${path} ${what.replace(/\d+/g, '#')}`
    if (this.looked.has(kind)) return
    this.looked.add(kind)
    const page = this.page
    // A caret that blinks is no ring.
    const shot = () => page.screenshot({ caret: 'hide', animations: 'disabled' })
    const focused = await shot()
    const was = await page.evaluateHandle(() => document.activeElement)
    await page.evaluate(() => document.activeElement.blur())
    const plain = await shot()
    await was.evaluate((it) => it.focus({ focusVisible: true, preventScroll: true }))
    assert.ok(!focused.equals(plain), `the focus on ${what} is not seen on ${page.url()}`)
  }

  async press(what) {
    await this.reach(what)
    const leads = await this.page.evaluate(() => {
      const it = document.activeElement
      const quiet = it.matches('[aria-pressed]')
      return !quiet && it.matches('a[href]:not([href^="#"]), button')
    })
    const loaded = leads ? this.page.waitForEvent('load') : Promise.resolve()
    const answered = leads ? Promise.resolve()
      : this.page.waitForResponse((answer) => answer.request().method() === 'POST')
    await Promise.all([loaded, answered, this.page.keyboard.press('Enter')])
    await this.page.waitForLoadState()
  }

  async open(what) {
    await this.reach(what)
    await this.page.keyboard.press('Enter')
  }

  async fill(what, text) {
    await this.reach(what)
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Delete')
    await this.page.keyboard.insertText(text)
  }

  // A box is ticked by the space bar; of radios one is reached and the others by the arrows.
  async check(what) {
    const { kind, name } = await this.page.locator(what).evaluate(
      (it) => ({ kind: it.type, name: it.name }),
    )
    const checked = () => this.page.locator(what).evaluate((it) => it.checked)
    if (await checked()) return
    if (kind === 'checkbox') {
      await this.reach(what)
      await this.page.keyboard.press('Space')
    } else {
      const chosen = `input[name="${name}"]:checked`
      await this.reach(await this.page.locator(chosen).count() ? chosen : `input[name="${name}"]`)
      await this.page.keyboard.press('Space')
      for (let count = 0; count < 20 && !await checked(); count += 1) {
        await this.page.keyboard.press('ArrowDown')
      }
    }
    assert.ok(await checked(), `${what} is not chosen by the keyboard`)
  }

  async choose(what, value) {
    await this.reach(what)
    await this.page.keyboard.press('Home')
    const now = () => this.page.locator(what).inputValue()
    for (let count = 0; count < 60 && await now() !== value; count += 1) {
      await this.page.keyboard.press('ArrowDown')
    }
    assert.equal(await now(), value, `${what} is not chosen by the keyboard`)
  }

  // The window in which files are chosen is the system's; the button is ours.
  async attach(what, file) {
    await this.reach(what)
    await this.page.setInputFiles(what, file)
  }

  // Twice up in each part is a year ahead.
  async later(what) {
    await this.reach(what)
    for (let part = 0; part < 6; part += 1) {
      await this.page.keyboard.press('ArrowUp')
      await this.page.keyboard.press('ArrowUp')
      await this.page.keyboard.press('ArrowRight')
    }
    assert.ok(await this.page.locator(what).inputValue(), `${what} holds no date`)
  }
}
