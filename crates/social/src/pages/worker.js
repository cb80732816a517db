// Says in a page of ours that there is no connection. It keeps nothing else, and touches nothing
// that does load.
const KEPT = 'portevoix-1'
const PAGE = '/offline'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(PAGE)).then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || event.request.method !== 'GET') return
  event.respondWith(fetch(event.request).catch(() => caches.match(PAGE)))
})
