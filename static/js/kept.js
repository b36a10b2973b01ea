// What a page of cells keeps on this device: whatever is tapped or typed is written here first, at
// once. The words and addresses of such a page stand in data-* attributes of its form, so that the
// page may come from anywhere, also from a cache. How cells merge: schools/merging.py.

export const form = document.querySelector("form[data-sheet]");
export const said = form.dataset;
export const USER = said.user, SHEET = said.sheet;
export const HAND = matchMedia("(pointer: coarse)").matches;

// What a page does when something has changed; it sets these before it begins.
export const hooks = { paint() {}, show() {}, soon() {} };

export const all = (selector, from = document) => [...from.querySelectorAll(selector)];
export const one = (selector, from = document) => from.querySelector(selector);
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value) => value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).sort()) : value ?? null;
export const plural = (name, n) => fill(n === 1 ? said[`${name}One`] : said[name], { n });

export function hour(date = new Date()) {
  return [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
}

// Not crypto.randomUUID: over plain http, in a school's own network, there is none.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ── What is kept ────────────────────────────────────────────────────
// cells: values that are in no envelope yet, each with the revision it was made from.
// outbox: sealed envelopes; what stands in one never changes. sheets: what was last seen of each
// sheet, and what clashes. photos: pictures on their way. Every row begins with its owner's id.

export const MINE = (sheet = SHEET) => IDBKeyRange.bound([USER, sheet], [USER, sheet, []]);
let opening = null, database = null;

function connect() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("sejawat-lembar", 1);
    asked.onupgradeneeded = () => {
      const made = asked.result;
      made.createObjectStore("cells", { keyPath: ["user", "sheet", "key"] });
      made.createObjectStore("outbox", { keyPath: ["user", "sheet", "id"] });
      made.createObjectStore("sheets", { keyPath: ["user", "sheet"] });
      made.createObjectStore("photos", { keyPath: ["user", "sheet", "id"] });
    };
    asked.onsuccess = () => {
      database = asked.result;
      database.onclose = database.onversionchange = disconnect; // iOS closes it when memory is short
      resolve(database);
    };
    asked.onerror = asked.onblocked = () => { opening = null; reject(asked.error); };
  });
  return opening;
}

function disconnect() {
  database?.close();
  database = opening = null;
}

// Resolves once the device has the change, not before.
export async function within(stores, mode, work, again = true) {
  try {
    const db = database ?? await connect();
    return await new Promise((resolve, reject) => {
      const step = db.transaction(stores, mode, { durability: "strict" });
      let found;
      step.oncomplete = () => resolve(found);
      step.onabort = () => reject(step.error ?? new Error("aborted"));
      const done = work(...[stores].flat().map((name) => step.objectStore(name)), step);
      Promise.resolve(done).then((value) => { found = value; }, (why) => { try { step.abort(); } catch { /* over */ } reject(why); });
    });
  } catch (why) {
    if (!again || why?.name === "QuotaExceededError") throw why;
    disconnect(); // the connection may have been closed under us: once more
    return within(stores, mode, work, false);
  }
}

export const ask = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// What this page knows of the sheet: the same as on the device, for showing.
export const page = {
  revision: Number(said.revision),
  seen: JSON.parse(said.values),
  cells: new Map(),
  sealed: [], // {id, base, changes, refused}
  clashes: {},
  photos: [],
  sentAt: "",
  keptAt: "",
  unsaved: new Map(), // what the device would not take, held by this page alone
  troubles: new Set(), // banners
  waitsSince: null,
  left: false, // unsent from an earlier opening
};

export function current(key) {
  if (page.unsaved.has(key)) return page.unsaved.get(key).value;
  if (page.cells.has(key)) return page.cells.get(key).value;
  for (const envelope of [...page.sealed].reverse()) if (key in envelope.changes) return envelope.changes[key];
  return page.seen[key] ?? null;
}

export function currentValues() {
  const keys = new Set([...Object.keys(page.seen), ...page.cells.keys(), ...page.unsaved.keys()]);
  for (const envelope of page.sealed) for (const key in envelope.changes) keys.add(key);
  return Object.fromEntries([...keys].map((key) => [key, current(key)]));
}

const onTheWay = new Map(); // written, but the device has not said so yet

// The revision that a new value is made from: that of what stood under the thumb.
export function madeFrom(key) {
  const mine = page.unsaved.get(key) ?? page.cells.get(key);
  if (mine) return mine.base;
  const sent = page.sealed.findLast((envelope) => key in envelope.changes);
  return sent ? sent.base : page.revision;
}

export function keep(key, value, base = madeFrom(key)) {
  const now = new Date();
  const cell = { user: USER, sheet: SHEET, key, value, base, at: hour(now), made: now.getTime(), save: said.save };
  page.cells.set(key, cell);
  onTheWay.set(key, cell);
  const isAnswer = key in page.clashes;
  if (isAnswer) delete page.clashes[key];
  const kept = within(isAnswer ? ["cells", "sheets"] : "cells", "readwrite", (cells, sheets, step) => {
    cells.put(cell);
    if (isAnswer) return settle(sheets, key);
    (step ?? sheets).commit?.(); // nothing else to come: no later crash can undo it
  });
  hooks.paint();
  return kept.finally(() => { if (onTheWay.get(key) === cell) onTheWay.delete(key); }).then(() => {
    page.unsaved.delete(key);
    page.troubles.delete("unsaved");
    page.keptAt = cell.at;
    tellOthers();
  }, () => {
    page.unsaved.set(key, cell);
    page.troubles.add("unsaved");
  }).finally(() => { page.waitsSince ??= cell.made; hooks.show(); hooks.soon(); });
}

async function settle(sheets, key) {
  const row = await ask(sheets.get([USER, SHEET]));
  if (!row) return;
  delete row.clashes[key];
  sheets.put(row);
}

// Read everything again: at the start, and whenever another tab has changed it.
export async function load() {
  const [row, cells, sealed, photos] = await within(["sheets", "cells", "outbox", "photos"], "readwrite",
    async (sheets, kept, outbox, pictures) => {
      let row = await ask(sheets.get([USER, SHEET]));
      if (!row || row.revision < page.revision) {
        row = { clashes: {}, ...row, user: USER, sheet: SHEET, revision: page.revision, seen: page.seen };
        sheets.put(row);
      }
      return [row, await ask(kept.getAll(MINE())), await ask(outbox.getAll(MINE())), await ask(pictures.getAll(MINE()))];
    });
  page.revision = row.revision;
  page.seen = row.seen;
  page.clashes = row.clashes;
  page.sentAt = row.sentAt || page.sentAt;
  page.cells = new Map([...cells.map((cell) => [cell.key, cell]), ...onTheWay]);
  page.sealed = sealed.map((envelope) => ({ ...envelope, ...JSON.parse(envelope.body) }));
  page.photos = photos;
  const waiting = [...cells, ...sealed.filter((envelope) => !envelope.refused), ...photos].map((thing) => thing.made);
  page.waitsSince = waiting.length ? Math.min(...waiting) : null;
  const last = cells.reduce((a, b) => (a && a.made > b.made ? a : b), null);
  if (last) page.keptAt = last.at;
  const refused = sealed.find((envelope) => envelope.refused);
  if (refused) { page.troubles.add("refused"); page.why = refused.refused; }
  hooks.paint();
}

const others = "BroadcastChannel" in window ? new BroadcastChannel("sejawat-lembar") : null;
export const tellOthers = () => others?.postMessage([USER, SHEET]);
others?.addEventListener("message", ({ data }) => {
  if (data[0] === USER && data[1] === SHEET) load().then(hooks.show, () => {});
});


// How many entries of this sheet wait, and what the line under the title says of them.
export function waiting() {
  const keys = new Set([...page.cells.keys(), ...page.unsaved.keys()]);
  for (const envelope of page.sealed) for (const key in envelope.changes) keys.add(key);
  return keys.size + page.photos.length;
}

// What was last seen of other sheets goes as soon as nothing of them waits here.
export async function forget() {
  await within(["sheets", "cells", "outbox"], "readwrite", async (sheets, cells, outbox) => {
    const busy = new Set([...await ask(cells.getAllKeys()), ...await ask(outbox.getAllKeys())].map((key) => key.slice(0, 2).join()));
    for (const row of await ask(sheets.getAll())) {
      const isOver = !Object.keys(row.clashes).length && !busy.has([row.user, row.sheet].join());
      if (isOver && row.sheet !== SHEET) sheets.delete([row.user, row.sheet]);
    }
  });
}
