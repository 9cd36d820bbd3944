"use strict";
const CACHE = {{ cache|safe }};
const PAGES = {{ pages|safe }};
const FILES = {{ files|safe }};
addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...PAGES, ...FILES])).then(() => skipWaiting()));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET") return;
  if (FILES.includes(path)) {
    event.respondWith(caches.match(path).then((found) => found || fetch(event.request)));
  } else if (PAGES.includes(path)) {
    event.respondWith(fetch(event.request).then(async (answer) => {
      const cache = await caches.open(CACHE);
      if (answer.ok) await cache.put(path, answer.clone());
      else if (answer.status === 404) await cache.delete(path);
      return answer;
    }).catch(() => caches.match(path).then((found) => found || Response.error())));
  }
});
