// The browser's worker of Frankpledge (ADR 30): record forms a person has opened open again without signal, and any
// other page says that there is none. It keeps no other page: most of them tell of people.
const PARTS = "parts";
const FORMS = "forms"; // as in scripts/kept/store.js, which empties it on logging out
const OFFLINE = "/offline/";
const KEEP = "Frankpledge-Keep"; // the server says so of a page that may be kept
const PATIENCE_MS = 6000; // where a kept page could be shown instead
const BUILT = ["app.css", "app.js", "icon.svg", "source-sans-3-latin-400-normal.woff2", "source-sans-3-latin-700-normal.woff2"];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(PARTS).then((cache) => cache.addAll(BUILT.map((name) => `/static/built/${name}`))));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address.pathname));
  else if (address.pathname.startsWith("/static/built/") || request.destination === "style") event.respondWith(part(request));
});

async function page(request, path) {
  const cache = await caches.open(FORMS);
  const kept = await cache.match(path);
  try {
    const answer = await within(fetch(request), kept);
    if (answer.ok && !answer.redirected && answer.headers.has(KEEP) && !new URL(request.url).search) {
      await cache.put(path, answer.clone());
      if (!(await cache.match(OFFLINE))) await cache.add(OFFLINE);
    }
    return answer;
  } catch {
    return kept ?? (await cache.match(OFFLINE)) ?? Response.error();
  }
}

function within(asked, kept) {
  if (!kept) return asked;
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
  return Promise.race([asked, late]);
}

async function part(request) {
  const cache = await caches.open(PARTS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch {
    return (await cache.match(request)) ?? Response.error();
  }
}
