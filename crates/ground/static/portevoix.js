// The one script of the place. Every page is whole without it: it saves a page load, keeps what
// is being written, counts, and lends keys. It moves nothing under the reader.
'use strict'
{
  const ANNOUNCE_MS_MIN = 30_000
  const SAVE_MS = 500
  const FEW = [100, 20, 0]

  const root = document.documentElement
  const at = (what, from = document) => from.querySelector(what)
  const all = (what, from = document) => [...from.querySelectorAll(what)]
  const say = (words) => { at('#said').textContent = words }
  const fail = () => {
    const place = at('#failed')
    place.textContent = ''
    place.textContent = place.dataset.words
  }

  // --- what can be done and taken back: at once, and back again if it could not be

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[aria-pressed][form]')
    if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    if (!button.dataset.busy) toggle(button)
  })

  async function toggle(button) {
    const address = button.getAttribute('formaction')
    const body = new URLSearchParams(new FormData(button.form))
    body.set(button.name, button.value)
    body.set('quiet', 'true')
    button.dataset.busy = 'yes'
    flip(button)
    try {
      const answer = await fetch(address, { method: 'POST', body, redirect: 'manual' })
      if (answer.status !== 204) throw new Error(answer.status)
    } catch {
      flip(button)
      fail()
    }
    delete button.dataset.busy
  }

  function flip(button) {
    const word = at('.word', button)
    const [now, other] = [word.textContent, button.dataset.other]
    word.textContent = other
    button.dataset.other = now
    button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true')
    const turned = (_, un, act) => (un ? `/${act}` : `/un${act}`)
    const address = button.getAttribute('formaction').replace(/\/(un)?(\w+)$/, turned)
    button.setAttribute('formaction', address)
  }

  // --- how many are new: told on the link that shows them, spoken now and then

  const newer = at('a[data-live]')
  const title = document.title
  let stream = null
  let unspoken = ''
  let quiet = 0

  function listen() {
    stream = new EventSource(newer.dataset.live)
    stream.onmessage = ({ data }) => {
      const { count, words } = JSON.parse(data)
      newer.textContent = words
      newer.classList.add('main')
      document.title = `(${count}) ${title}`
      unspoken = words
      speak()
    }
  }

  function speak() {
    if (quiet || !unspoken || document.hidden) return
    say(unspoken)
    unspoken = ''
    quiet = setTimeout(() => { quiet = 0; speak() }, ANNOUNCE_MS_MIN)
  }

  if (newer && globalThis.EventSource) {
    listen()
    document.addEventListener('visibilitychange', speak)
    addEventListener('pagehide', () => stream.close())
    addEventListener('pageshow', ({ persisted }) => { if (persisted) listen() })
  }

  // --- what is being written: kept in this browser until it is published

  const kept = {
    get: (key) => { try { return localStorage.getItem(key) } catch { return null } },
    set: (key, text) => { try { localStorage.setItem(key, text) } catch { /* no room */ } },
    drop: (key) => { try { localStorage.removeItem(key) } catch { /* not allowed */ } },
  }
  const SENT = 'sent-draft'

  // Sent, and the next page says that all went well: no longer a draft.
  if (kept.get(SENT) && at('.note.good')) kept.drop(kept.get(SENT))
  kept.drop(SENT)

  for (const form of all('form.write')) {
    const text = form.elements.status
    const named = (name) => form.elements[name]?.value ?? ''
    const key = `draft/${named('reply_to')}/${named('quote')}`
    const draft = kept.get(key)
    // What the server shows again, mended or put aside there, is newer.
    const shown = at('#faults, #preview') || form.elements.draft
    if (draft && draft !== text.value && !shown) {
      text.value = draft
      say(form.dataset.restored)
    }
    let timer = 0
    text.addEventListener('input', () => {
      clearTimeout(timer)
      const save = () => kept[text.value.trim() ? 'set' : 'drop'](key, text.value)
      timer = setTimeout(save, SAVE_MS)
    })
    form.addEventListener('submit', (event) => {
      clearTimeout(timer)
      kept.set(key, text.value)
      kept.set(SENT, key)
      if (all('input[type=file]', form).some((field) => field.files.length)) upload(event, form)
    })
    count(form, text)
  }

  // Drafts are not for whoever uses this browser next.
  at('form[action="/log-out"]')?.addEventListener('submit', () => {
    const isDraft = (key) => key.startsWith('draft/')
    try { Object.keys(localStorage).filter(isDraft).forEach(kept.drop) } catch { /* none */ }
  })

  // --- how much room is left: seen always, spoken when it gets narrow

  function count(form, text) {
    const left = at('.left', form)
    if (!left) return
    const max = Number(left.dataset.max)
    const plural = new Intl.PluralRules(root.lang)
    const letters = globalThis.Intl.Segmenter && new Intl.Segmenter()
    const length = (words) => (letters ? [...letters.segment(words)] : [...words]).length
    // As the server counts: every link alike, handles without their server, the warning too.
    const counted = () => text.value.replace(/https?:\/\/\S+/g, 'x'.repeat(23))
      .replace(/(@\w+)@[\w.-]+\w/g, '$1') + form.elements.spoiler_text.value
    let before = Infinity
    const show = () => {
      const rest = max - length(counted())
      const kind = `${rest < 0 ? 'over' : 'left'}-${plural.select(Math.abs(rest))}`
      const sentence = left.dataset[kind.replace(/-(.)/, (_, letter) => letter.toUpperCase())]
      left.textContent = sentence.replace('#', Math.abs(rest).toLocaleString(root.lang))
      left.hidden = !text.value
      left.classList.toggle('few', rest >= 0 && rest <= FEW[1])
      left.classList.toggle('over', rest < 0)
      if (FEW.some((few) => rest <= few && before > few) && before !== Infinity) {
        say(left.textContent)
      }
      before = rest
    }
    form.addEventListener('input', show)
    show()
  }

  // --- files on their way: told each quarter

  function upload(event, form) {
    event.preventDefault()
    const body = new FormData(form)
    if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value)
    body.set('quiet', 'true')
    const way = new XMLHttpRequest()
    const place = at('.sending', form)
    let quarter = 0
    const tell = (words) => {
      place.textContent = words
      place.hidden = false
      say(words)
    }
    way.upload.onprogress = ({ loaded, total }) => {
      const now = Math.floor((4 * loaded) / total)
      if (now <= quarter) return
      quarter = now
      tell(now < 4 ? place.dataset.sending.replace('#', 25 * now) : place.dataset.sent)
    }
    way.onerror = fail
    way.onload = () => {
      const to = way.getResponseHeader('location')
      if (way.status === 201 && to) return go(to)
      // The form again, with what is to be mended: a page like any other.
      document.open()
      document.write(way.responseText)
      document.close()
    }
    way.open('POST', form.action)
    way.send(body)
  }

  function go(address) {
    const to = new URL(address, location.href)
    const here = to.pathname === location.pathname && to.search === location.search
    location.assign(to)
    if (here) location.reload()
  }

  // --- keys, in lists of posts only unless the reader wants them everywhere

  const ACTS = { r: 'a[href^="/write?reply_to"]', f: '.favourite', b: '.boost', d: '.bookmark' }
  const PLACES = { h: '/', n: '/notifications', p: '/me', s: '/settings' }
  let going = false

  document.addEventListener('keydown', (event) => {
    const { key, target } = event
    const form = target.closest?.('form.write')
    if (form && key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      form.requestSubmit(at('button.main', form))
      return
    }
    if (key === 'Escape') return fold(target)
    const keys = root.dataset.keys
    const typing = target.closest?.('input, textarea, select, [contenteditable]')
    if (keys === 'none' || typing || event.ctrlKey || event.altKey || event.metaKey) return
    const everywhere = keys === 'everywhere'
    const here = target.closest?.('article.post')
    if (!everywhere && !here && !target.closest?.('ol.list')) return
    if (everywhere && travel(key) || onPosts(key, here)) event.preventDefault()
  })

  function fold(target) {
    const open = target.closest?.('details.folded[open]')
    if (!open) return
    open.open = false
    at('summary', open).focus()
  }

  function travel(key) {
    if (going && PLACES[key]) {
      location.assign(PLACES[key])
      return true
    }
    going = key === 'g'
    if (key === 'n') location.assign('/write')
    else if (key === 'h') location.assign('/help/keyboard')
    else if (key === 's') at('main input[type=search], #seek')?.focus()
    else return going
    return true
  }

  function onPosts(key, here) {
    const posts = all('article.post')
    if (key === 'j' || key === 'k') {
      const next = posts.indexOf(here) + (key === 'j' ? 1 : -1)
      posts[here ? next : 0]?.focus()
      return true
    }
    const what = { o: '[id$="-at"]', x: 'summary', ...ACTS }[key]
    const found = what && here && at(what, here)
    found?.click()
    return Boolean(found)
  }

  // --- passkeys: the device is asked what the server wants asked, and the form sent

  const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt())
  const coded = (part) => btoa(String.fromCharCode(...new Uint8Array(part)))

  for (const form of globalThis.PublicKeyCredential ? all('form[data-passkey]') : []) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      ask(form).then(() => form.submit(), fail)
    })
  }

  async function ask(form) {
    const body = new URLSearchParams(new FormData(form))
    const answer = await fetch(form.dataset.passkey, { method: 'POST', body })
    // Refused: the server says why when it gets the form itself.
    if (!answer.ok) return
    const read = (key, it) => (/^(id|challenge)$/.test(key) ? bytes(it) : it)
    const publicKey = JSON.parse(await answer.text(), read)
    const how = publicKey.user ? 'create' : 'get'
    const { rawId, response } = await navigator.credentials[how]({ publicKey })
    const said = { id: rawId, client: response.clientDataJSON, key: response.getPublicKey?.(),
      device: response.authenticatorData ?? response.getAuthenticatorData(),
      signature: response.signature, owner: response.userHandle }
    for (const name in said) if (said[name]) form.elements[name].value = coded(said[name])
  }

  // --- the look is tried on while it is chosen; a refused form is read from its faults

  at('form[data-display]')?.addEventListener('change', ({ target }) => {
    const first = at(`input[name="${target.name}"]`)
    if (target === first) delete root.dataset[target.name]
    else root.dataset[target.name] = target.value
  })
  at('#faults')?.focus()
  navigator.serviceWorker?.register('/worker.js').catch(() => {})
}
