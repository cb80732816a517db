// What the JavaScript stories share: who is there, and how somebody consents without a browser.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export const {
  PORTEVOIX_URL: URL_, PASSWORD, ALICE_EMAIL, BOB_EMAIL, ALICE_TOKEN, BOB_TOKEN, ADA_TOKEN,
  PICTURE, PORTEVOIX_DATA, SCRATCH,
} = process.env

const PATIENCE_MS = 15_000

// An error of a library carries its whole inside with it: what matters is where, and what was said.
process.on('uncaughtException', (error) => {
  console.error(error.stack)
  if (error.response) console.error(error.response.status, error.response.data)
  process.exit(1)
})

// Says where the story has come to.
export function chapter(title) {
  console.log(`  - ${title}`)
}

// The first answer of `probe` that is not empty: effects may follow a moment later.
export async function eventually(what, probe) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const answer = await probe()
    if (Array.isArray(answer) ? answer.length : answer) return answer
    await sleep(50)
  }
  assert.fail(`waited ${PATIENCE_MS} ms in vain for ${what}`)
}

// Puts the server's clock forward; that of this program stays.
export async function laterBy(seconds) {
  await writeFile(process.env.AHEAD, `+${seconds}`)
}

// A second of moving picture with a tone; the path of the file.
export function film() {
  const path = `${SCRATCH}/film.mp4`
  const [picture, tone] = ['testsrc=size=64x48:rate=10:duration=1', 'sine=duration=1']
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', tone, '-pix_fmt', 'yuv420p']
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...inputs, path])
  return path
}

// A page on this machine to link to; its address. The program does not wait for its end.
export async function page(title) {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end(`<title>${title}</title>`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${server.address().port}/`
}

// What the admin announces, by a door of ours that no library has.
export async function announce(text) {
  const answer = await fetch(`${URL_}/api/portevoix/v1/admin/announcements`, {
    method: 'POST', body: JSON.stringify({ text }),
    headers: { authorization: `Bearer ${ADA_TOKEN}`, 'content-type': 'application/json' },
  })
  assert.equal(answer.status, 200)
  return answer.json()
}

// Opens the page an app sends its user to, signs in, agrees, and reads the code off it.
export async function authorizationCode(address, email) {
  const browser = new Browser()
  await browser.open(address)
  await browser.submit((form) => form.fields.has('password'), { email, password: PASSWORD })
  if (!browser.code()) await browser.submit((form) => form.action.includes('/oauth/authorize'), {})
  assert.ok(browser.code(), `no code on ${browser.address}:\n${browser.text}`)
  return browser.code()
}

// Opens the link of the last letter that asks for it, and presses the button.
export async function confirmLatest() {
  const folder = `${PORTEVOIX_DATA}/mails`
  const found = await eventually('the letter', async () => {
    const names = await readdir(folder).catch(() => [])
    const reads = (name) => readFile(`${folder}/${name}`, 'utf8')
    const letters = await Promise.all(names.sort().map(reads))
    const addresses = letters.map((letter) => letter.match(new RegExp(`${URL_}/confirm/\\S+`))?.[0])
    return addresses.filter((address) => address)
  })
  const browser = new Browser()
  await browser.open(found.at(-1))
  await browser.submit((form) => form.action.includes('/confirm'), {})
}

// As much of a browser as two forms need: cookies, redirects, hidden fields.
class Browser {
  cookies = new Map()

  async open(address, options = {}) {
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ')
      const headers = { ...options.headers, cookie }
      const answer = await fetch(address, { ...options, headers, redirect: 'manual' })
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = line.match(/^([^=]+)=([^;]*)/)
        this.cookies.set(name, value)
      }
      this.address = address
      this.text = await answer.text()
      if (answer.status < 300 || answer.status > 399) {
        assert.equal(answer.status, 200, `${address} answered ${answer.status}:\n${this.text}`)
        return
      }
      address = new URL(answer.headers.get('location'), address).href
      options = {}
    }
    assert.fail(`${address} redirects without end`)
  }

  async submit(wanted, answers) {
    const form = this.forms().find(wanted)
    assert.ok(form, `the form is not on ${this.address}:\n${this.text}`)
    const body = new URLSearchParams([...form.fields])
    for (const [name, value] of Object.entries(answers)) body.set(name, value)
    // A browser says where the form came from; the server may insist on it.
    const headers = { origin: URL_, referer: this.address }
    await this.open(new URL(form.action, this.address).href, { method: 'POST', body, headers })
  }

  forms() {
    return [...this.text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes, inside]) => {
      const fields = new Map()
      for (const [tag] of inside.matchAll(/<(?:input|button)\b[^>]*>/gs)) {
        const name = attribute(tag, 'name')
        const ticked = !/type="?(checkbox|radio)/.test(tag) || /\schecked\b/.test(tag)
        // Of several buttons, the first is the one that a person would press.
        if (name && ticked && !fields.has(name)) fields.set(name, attribute(tag, 'value'))
      }
      return { action: attribute(attributes, 'action'), fields }
    })
  }

  code() {
    return this.text.match(/<code id="authorization-code"[^>]*>([^<]+)<\/code>/)?.[1].trim()
  }
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? ''
  return found.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}
