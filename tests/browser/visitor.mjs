// What the browser tests share: a Chromium, people in front of it, and what they do by forms.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export const {
  PORTEVOIX_URL: url = 'http://localhost:3000', PASSWORD, ALICE_EMAIL, BOB_EMAIL,
  ADA_EMAIL, PICTURE,
} = process.env

const PROGRAMS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser']

export function open() {
  return chromium.launch({
    executablePath: PROGRAMS.find((path) => path && existsSync(path)),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  })
}

// Somebody's window: its language, colours and size.
export async function somebody(browser, { locale = 'fr', dark = false, width = 1200, height = 900 }) {
  const context = await browser.newContext({
    baseURL: url, locale, viewport: { width, height }, colorScheme: dark ? 'dark' : 'light',
  })
  return context.newPage()
}

export async function logIn(page, email) {
  await page.goto('/log-in')
  await page.fill('#email', email)
  await page.fill('#password', PASSWORD)
  await Promise.all([page.waitForURL('**/'), page.click('main button[type=submit]')])
}

// Writes a post by the form, and tells its number.
export async function write(page, { text, warning, picture, description, audience, poll, to }) {
  await page.goto(to ? `/write?reply_to=${to}` : '/write')
  await page.fill('#status', to ? `${await page.inputValue('#status')}${text}` : text)
  await page.click('form.write summary')
  if (warning) await page.fill('#spoiler_text', warning)
  if (poll) await page.fill('#poll', poll)
  if (audience) await page.check(`#visibility-${audience}`)
  if (picture) {
    await page.setInputFiles('#picture', picture)
    if (description) await page.fill('#description', description)
  }
  const before = page.url()
  await page.click('form.write button.main')
  await page.waitForURL((to) => to.href !== before && !to.pathname.startsWith('/write'))
  await page.waitForLoadState()
  const here = new URL(page.url())
  return here.hash.startsWith('#p') ? here.hash.slice(2) : here.pathname.split('/').pop()
}

// Presses a button of a post's card; the page comes back to it.
export async function press(page, post, act) {
  const button = page.locator(`#p${post} button[formaction="/posts/${post}/${act}"]`)
  const changed = page.waitForResponse((answer) => answer.url().endsWith(`/posts/${post}/${act}`))
  await Promise.all([changed, button.click()])
  await page.waitForLoadState()
}
