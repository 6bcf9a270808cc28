// What this phone keeps until there is signal (ADR 30): words being typed, and filled forms waiting to be sent. Each
// belongs to a person, by a key the server gives; another person's is neither shown nor sent. Seven days, then it goes.
const NAME = "frankpledge";
const STORES = ["drafts", "outbox"];
const WHO = "kept:who";
export const FORMS = "forms"; // the cache of pages that open without signal, as in worker.js
export const DAYS = 7;
export const ROOM = 100 * 1024 * 1024; // bytes of files on one phone, as the page says
const FILES = ":files";

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: "key" }));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

// Ends when the disk has it, not when the memory has: a battery may be flat the next second.
async function inStore(name, mode, work) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const step = base.transaction(name, mode, { durability: "strict" });
    const asked = work(step.objectStore(name));
    step.oncomplete = () => resolve(asked.result);
    step.onerror = step.onabort = () => reject(step.error);
    if (mode === "readwrite") step.commit?.();
  });
}

export const keep = (name, what) => inStore(name, "readwrite", (store) => store.put(what));
export const forget = (name, key) => inStore(name, "readwrite", (store) => store.delete(key));
export const one = (name, key) => inStore(name, "readonly", (store) => store.get(key));

async function all(name, keeper) {
  const found = await inStore(name, "readonly", (store) => store.getAll());
  return found.filter((each) => each.keeper === keeper).sort((one, other) => one.made - other.made);
}

export const every = async (name, keeper) => (await all(name, keeper)).filter((each) => !each.of);

// The files of a draft stand beside it: they are written when they are chosen, and not again at each key.
export const keepFiles = (key, keeper, files) =>
  files.length > 0 ? keep("drafts", { key: key + FILES, of: key, keeper, files, made: Date.now() }) : forget("drafts", key + FILES);
export const filesOf = async (key) => (await one("drafts", key + FILES))?.files ?? [];

export async function forgetDraft(key) {
  await forget("drafts", key);
  await forget("drafts", key + FILES);
}

// How many bytes of files are kept here, but for those of one form.
export async function bytesBeside(keeper, key) {
  const waiting = await all("outbox", keeper);
  const drafts = await all("drafts", keeper);
  const said = [...waiting.filter((each) => each.key !== key).map((each) => each.fields), ...drafts.filter((each) => each.of && each.of !== key).map((each) => each.files)];
  return bytesOf(said.flat());
}

export const bytesOf = (fields) => fields.reduce((sum, [, value]) => sum + (typeof value === "string" ? 0 : value.size), 0);

export function whose() {
  try {
    return localStorage.getItem(WHO) ?? "";
  } catch {
    return "";
  }
}

// Somebody else's pages are not left lying for whoever takes the phone next.
export async function belongTo(keeper) {
  if (whose() === keeper) return;
  if ("caches" in window) await caches.delete(FORMS);
  try {
    localStorage.setItem(WHO, keeper);
  } catch {
    // switched off: nothing is kept from page to page
  }
}

export async function forgetTheOld() {
  const before = Date.now() - DAYS * 86_400_000;
  for (const name of STORES) {
    for (const each of await inStore(name, "readonly", (store) => store.getAll())) {
      if (each.made < before) await forget(name, each.key);
    }
  }
  if (!("caches" in window)) return;
  const cache = await caches.open(FORMS);
  for (const request of await cache.keys()) {
    const page = await cache.match(request);
    if (Date.parse(page.headers.get("Date")) < before) await cache.delete(request);
  }
}

export async function forgetEverythingOf(keeper) {
  for (const name of STORES) for (const each of await all(name, keeper)) await forget(name, each.key);
  if ("caches" in window) await caches.delete(FORMS);
  try {
    localStorage.removeItem(WHO);
  } catch {
    // switched off: nothing was written there
  }
}
