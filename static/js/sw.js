/* Keeps the pages that were seen last, and those that were pinned, readable without a network.
   Pages with a query string are never kept: they may hold what was ticked for a patient. */

const SEEN = "seen-1";
const PINNED = "pinned-1";
const ASSETS = "assets-1";
const KEEP = 40;
const KEPT_PATHS = /^\/(conditions\/[a-z0-9-]+\/(e\/\d+\/)?((sheet|handout)\/)?|findings\/[a-z0-9-]+\/|red-flags\/)$/;
const OVERVIEW = "/offline/";
const NOT_KEPT = "Offline. The page you asked for is not kept on this device; these are.";

self.addEventListener("install", (event) => {
  event.waitUntil(keepOverview().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldCaches().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(asset(request));
});

self.addEventListener("message", (event) => {
  const { type, path, assets } = event.data || {};
  const answer = (value) => event.ports[0] && event.ports[0].postMessage(value);
  const work = {
    seen: () => keep(SEEN, path).then(() => keepAssets(assets || [])),
    pin: () => keep(PINNED, path).then(() => keepAssets(assets || [])),
    unpin: () => caches.open(PINNED).then((cache) => cache.delete(path)),
    kept: () => kept(),
  }[type];
  if (!work || (path && !KEPT_PATHS.test(path))) return answer(null);
  event.waitUntil(work().then(answer, () => answer(null)));
});

async function page(request, url) {
  try {
    // The browser's own cache would answer as if there were a network: always ask whether the page is current.
    const response = await fetch(new Request(request, { cache: "no-cache" }));
    if (response.status !== 503) {
      if (response.ok && !url.search && KEPT_PATHS.test(url.pathname)) {
        remember(url.pathname, response.clone(), response.clone());
      }
      return response;
    }
    return (await fromCache(url.pathname)) || response;
  } catch (error) {
    return (await fromCache(url.pathname)) || (await fromCache(OVERVIEW, NOT_KEPT)) || Response.error();
  }
}

// A pinned page is renewed with each visit: the last seen copy is dropped in time, the pinned one never.
async function remember(path, seen, pinned) {
  const cache = await caches.open(PINNED);
  if (await cache.match(path)) await cache.put(path, pinned);
  await (await caches.open(SEEN)).put(path, seen);
  await trim();
}

async function fromCache(path, instead) {
  const found = await newest(path);
  if (!found) return null;
  const html = await found.text();
  const line = `<p class="waiting" role="status" data-offline>${instead || words(html, found)}</p>`;
  const headers = new Headers(found.headers);
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  return new Response(html.replace(/<main\b/, (main) => line + main), { status: 200, headers });
}

async function newest(path) {
  const copies = await Promise.all([SEEN, PINNED].map(async (name) => (await caches.open(name)).match(path)));
  const overview = path === OVERVIEW ? await (await caches.open(ASSETS)).match(path) : undefined;
  return [...copies, overview]
    .filter(Boolean)
    .sort((a, b) => Date.parse(b.headers.get("Date")) - Date.parse(a.headers.get("Date")))[0];
}

function words(html, response) {
  const edition = /<meta name="glutes-edition" content="(\d+)"/.exec(html);
  const date = new Date(response.headers.get("Date") || Date.now());
  const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return edition ? `Offline, edition ${edition[1]}, kept on ${day}.` : `Offline, kept on ${day}.`;
}

async function asset(request) {
  const cache = await caches.open(ASSETS);
  try {
    const response = await fetch(request);
    if (response.ok) cache.put(request, response.clone());
    return response;
  } catch (error) {
    return (await cache.match(request)) || Response.error();
  }
}

async function keep(name, path) {
  const response = await fetch(path, { headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(response.statusText);
  await (await caches.open(name)).put(path, response);
  await trim();
}

async function keepAssets(urls) {
  const cache = await caches.open(ASSETS);
  const own = urls.filter((url) => new URL(url, self.location.href).pathname.startsWith("/static/"));
  await Promise.all(own.map(async (url) => (await cache.match(url)) || cache.add(url)));
}

async function keepOverview() {
  const response = await fetch(OVERVIEW);
  if (!response.ok) return;
  const html = await response.clone().text();
  await (await caches.open(ASSETS)).put(OVERVIEW, response);
  await keepAssets([...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1]));
}

async function trim() {
  const cache = await caches.open(SEEN);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - KEEP)).map((key) => cache.delete(key)));
}

async function kept() {
  const lists = await Promise.all(
    [PINNED, SEEN].map(async (name) => {
      const cache = await caches.open(name);
      const keys = await cache.keys();
      return Promise.all(keys.map(async (key) => entry(key, await cache.match(key), name === PINNED)));
    }),
  );
  const byPath = new Map();
  for (const item of lists.flat()) if (!byPath.has(item.path)) byPath.set(item.path, item);
  return [...byPath.values()].sort((a, b) => b.pinned - a.pinned || a.title.localeCompare(b.title));
}

async function entry(request, response, pinned) {
  const html = await response.text();
  const title = /<title>([^<]*)<\/title>/.exec(html);
  const edition = /<meta name="glutes-edition" content="(\d+)"/.exec(html);
  return {
    path: new URL(request.url).pathname,
    title: title ? title[1].split(" · ")[0].trim() : request.url,
    edition: edition ? edition[1] : "",
    pinned,
  };
}

async function forgetOldCaches() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => ![SEEN, PINNED, ASSETS].includes(name)).map((name) => caches.delete(name)));
}
