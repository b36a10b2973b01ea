// The visit sheet. Whatever is tapped or typed is written to this device first, at once, and sent
// when it can be. Three parts: what is kept (IndexedDB), what is sent (one envelope at a time), what
// is shown. All words and addresses stand in data-* attributes, so that the page may come from
// anywhere, also from a cache. A save, its answer and what clashes: supervision/services/sheets.py.

const form = document.getElementById("sheet");
const said = form.dataset;
const USER = said.user, SHEET = said.sheet;
const HAND = matchMedia("(pointer: coarse)").matches;
const QUIET = 300, LONGEST_QUIET = 700; // ms until typing is kept
const PAUSE = 1500; // ms after a change until it is sent
const LATE = 10 * 60_000; // unsent for so long with a signal is worth a word
const FIRST_WAIT = 1000, LONGEST_WAIT = 5 * 60_000; // between tries
const LONGEST_SIDE = 1600; // of a photo

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const one = (selector, from = document) => from.querySelector(selector);
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const same = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (value) => value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.entries(value).sort()) : value ?? null;
const plural = (name, n) => fill(n === 1 ? said[`${name}One`] : said[name], { n });

function hour(date = new Date()) {
  return [date.getHours(), date.getMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
}

// Not crypto.randomUUID: over plain http, in a school's own network, there is none.
function uuid() {
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

const MINE = (sheet = SHEET) => IDBKeyRange.bound([USER, sheet], [USER, sheet, []]);
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
async function within(stores, mode, work, again = true) {
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

const ask = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const heading = one("h1"), name = heading.textContent;

// What this page knows of the sheet: the same as on the device, for showing.
const page = {
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

function current(key) {
  if (page.unsaved.has(key)) return page.unsaved.get(key).value;
  if (page.cells.has(key)) return page.cells.get(key).value;
  for (const envelope of [...page.sealed].reverse()) if (key in envelope.changes) return envelope.changes[key];
  return page.seen[key] ?? null;
}

function currentValues() {
  const keys = new Set([...Object.keys(page.seen), ...page.cells.keys(), ...page.unsaved.keys()]);
  for (const envelope of page.sealed) for (const key in envelope.changes) keys.add(key);
  return Object.fromEntries([...keys].map((key) => [key, current(key)]));
}

const onTheWay = new Map(); // written, but the device has not said so yet

// The revision that a new value is made from: that of what stood under the thumb.
function madeFrom(key) {
  const mine = page.unsaved.get(key) ?? page.cells.get(key);
  if (mine) return mine.base;
  const sent = page.sealed.findLast((envelope) => key in envelope.changes);
  return sent ? sent.base : page.revision;
}

function keep(key, value, base = madeFrom(key)) {
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
  paint();
  return kept.finally(() => { if (onTheWay.get(key) === cell) onTheWay.delete(key); }).then(() => {
    page.unsaved.delete(key);
    page.troubles.delete("unsaved");
    page.keptAt = cell.at;
    tellOthers();
  }, () => {
    page.unsaved.set(key, cell);
    page.troubles.add("unsaved");
  }).finally(() => { page.waitsSince ??= cell.made; show(); soon(); });
}

async function settle(sheets, key) {
  const row = await ask(sheets.get([USER, SHEET]));
  if (!row) return;
  delete row.clashes[key];
  sheets.put(row);
}

// Read everything again: at the start, and whenever another tab has changed it.
async function load() {
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
  paint();
}

const others = "BroadcastChannel" in window ? new BroadcastChannel("sejawat-lembar") : null;
const tellOthers = () => others?.postMessage([USER, SHEET]);
others?.addEventListener("message", ({ data }) => {
  if (data[0] === USER && data[1] === SHEET) load().then(show, () => {});
});

// ── What is sent ────────────────────────────────────────────────────

// Put what waits into an envelope, unless one is on its way already: then that one again.
function seal(sheet) {
  return within(["cells", "outbox", "sheets"], "readwrite", async (cells, outbox, sheets) => {
    const waiting = (await ask(outbox.getAll(MINE(sheet)))).filter((envelope) => !envelope.refused);
    if (waiting.length) return waiting[0];
    const kept = await ask(cells.getAll(MINE(sheet)));
    if (!kept.length) return null;
    // Tapped while an envelope with the same cell was being answered: that answer is its base.
    const { own = {} } = await ask(sheets.get([USER, sheet])) ?? {};
    for (const cell of kept) if (own[cell.key]?.base === cell.base) cell.base = own[cell.key].revision;
    const envelope = envelopeOf(kept);
    outbox.put(envelope);
    for (const key of Object.keys(envelope.ats)) cells.delete([USER, sheet, key]);
    return envelope;
  });
}

// One envelope speaks of one base: values that were made from an older one go first.
function envelopeOf(kept) {
  const base = Math.min(...kept.map((cell) => cell.base));
  const group = kept.filter((cell) => cell.base === base).slice(0, 500);
  const changes = Object.fromEntries(group.map((cell) => [cell.key, cell.value]));
  const { user, sheet, save } = group[0];
  const id = uuid();
  return {
    user, sheet, id, made: Math.min(...group.map((cell) => cell.made)),
    url: save.replace("00000000-0000-0000-0000-000000000000", id),
    ats: Object.fromEntries(group.map((cell) => [cell.key, cell.at])),
    body: JSON.stringify({ base, changes, device: HAND ? "HP" : "Laptop" }),
  };
}

function csrf() {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${said.csrf}=`));
  return found ? found.slice(said.csrf.length + 1) : "";
}

// "signin", "gone", "refused" and "wait" are what can come instead of an answer.
async function put(url, body, type) {
  if (!navigator.onLine) return { verdict: "wait", isSilence: true };
  let response;
  try {
    response = await fetch(url, {
      method: "PUT", body, redirect: "manual", credentials: "same-origin",
      keepalive: document.hidden && (body.length ?? body.size) < 60_000,
      headers: { "Content-Type": type, "X-CSRFToken": csrf(), "X-Sejawat-User": USER },
      signal: AbortSignal.timeout?.(type === "application/json" ? 30_000 : 120_000),
    });
  } catch {
    return { verdict: "wait", isSilence: true };
  }
  if (response.type === "opaqueredirect" || response.status === 403) return { verdict: "signin" };
  if (response.status === 404) return { verdict: "gone" };
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return { verdict: "taken", answer };
  if ([400, 409, 413, 422].includes(response.status)) return { verdict: "refused", why: answer?.message ?? "" };
  return { verdict: "wait" };
}

// What the answer changes on the device, in one step. Written out in tests/supervision/test_soak_sheets.py.
function take(envelope, answer) {
  const { base, changes } = JSON.parse(envelope.body);
  return within(["sheets", "cells", "outbox"], "readwrite", async (sheets, cells, outbox) => {
    const key = [envelope.user, envelope.sheet];
    const row = await ask(sheets.get(key)) ?? { user: envelope.user, sheet: envelope.sheet, revision: 0, seen: {}, clashes: {} };
    outbox.delete([...key, envelope.id]);
    row.sentAt = answer.saved_at;
    if (answer.held) { row.held = true; sheets.put(row); return; }
    const theirs = Object.fromEntries(Object.entries(answer.clashes).map(([cell, clash]) => [cell, clash.value]));
    if (answer.revision >= row.revision) row.seen = { ...row.seen, ...changes, ...answer.news, ...theirs };
    row.revision = Math.max(row.revision, answer.revision);
    const kept = new Map((await ask(cells.getAll(MINE(envelope.sheet)))).map((cell) => [cell.key, cell]));
    for (const [cell, clash] of Object.entries(answer.clashes)) {
      const mine = kept.get(cell);
      if (mine) { cells.delete([...key, cell]); kept.delete(cell); }
      const value = mine ? mine.value : changes[cell];
      const other = row.seen[cell] ?? clash.value;
      if (same(value, other)) continue;
      row.clashes[cell] = { mine: value, at: mine?.at ?? envelope.ats[cell], theirs: other, device: clash.device, there: clash.at, by: clash.by };
    }
    for (const [cell, mine] of kept) {
      if (cell in changes || !(cell in answer.news)) cells.put({ ...mine, base: Math.max(mine.base, answer.revision) });
    }
    const taken = Object.keys(changes).filter((cell) => !(cell in answer.clashes));
    row.own = Object.fromEntries(taken.map((cell) => [cell, { base, revision: answer.revision }]));
    sheets.put(row);
  });
}

function refuse(envelope, why) {
  return within("outbox", "readwrite", (outbox) => { outbox.put({ ...envelope, refused: why || said.saidUnsaved }); });
}

// Everything of this person that waits on this device, of other visits too.
async function sheetsThatWait() {
  const everything = IDBKeyRange.bound([USER], [USER, []]);
  const rows = await within(["cells", "outbox"], "readonly", async (cells, outbox) =>
    [...await ask(cells.getAllKeys(everything)), ...(await ask(outbox.getAll(everything))).filter((envelope) => !envelope.refused).map((envelope) => [USER, envelope.sheet])]);
  return [...new Set(rows.map((key) => key[1]))];
}

let sending = false, oneMore = false, wait = FIRST_WAIT, timer = null;

const inTurn = (work) => navigator.locks ? navigator.locks.request("sejawat-kirim", work) : work();

async function send() {
  clearTimeout(timer);
  if (sending) { oneMore = true; return; }
  sending = true;
  let verdict = "taken";
  try {
    await inTurn(async () => {
      do {
        oneMore = false;
        verdict = await sendUnkept();
        for (const sheet of await sheetsThatWait()) {
          if (["wait", "signin"].includes(verdict)) break;
          verdict = await sendSheet(sheet);
        }
        if (!["wait", "signin"].includes(verdict)) verdict = await sendPhotos();
      } while (oneMore && verdict === "taken");
    });
  } catch {
    verdict = "wait";
  } finally {
    sending = false;
  }
  page.troubles[verdict === "signin" ? "add" : "delete"]("signin");
  if (verdict === "wait") {
    later(wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } else {
    wait = FIRST_WAIT;
    if (oneMore) soon();
  }
  show();
}

async function sendSheet(sheet) {
  for (let envelope; (envelope = await seal(sheet));) {
    if (sheet === SHEET) await load();
    const { verdict, answer, why, isSilence } = await put(envelope.url, envelope.body, "application/json");
    signal(!isSilence);
    if (verdict === "taken") {
      await take(envelope, answer);
      if (sheet === SHEET) {
        page.troubles.delete("gone");
        page.left = false;
        if (answer.held) page.troubles.add("held");
        await load();
        tellOthers();
        show();
      }
    } else if (verdict === "refused") {
      await refuse(envelope, why);
      if (sheet === SHEET) await load();
    } else {
      if (verdict === "gone" && sheet === SHEET) page.troubles.add("gone");
      return verdict;
    }
  }
  return "taken";
}

// Where the device keeps nothing, the page itself sends what it holds.
let unkept = null;
async function sendUnkept() {
  if (!page.unsaved.size && !unkept) return "taken";
  if (!unkept) {
    const cells = [...page.unsaved.values()];
    try {
      await within("cells", "readwrite", (store) => { for (const cell of cells) store.put(cell); });
      page.unsaved.clear();
      page.troubles.delete("unsaved");
      page.keptAt = hour();
      return "taken";
    } catch { /* still full */ }
    unkept = envelopeOf(cells);
  }
  const { verdict, answer, why, isSilence } = await put(unkept.url, unkept.body, "application/json");
  signal(!isSilence);
  if (verdict !== "taken" && verdict !== "refused") return verdict;
  const { changes } = JSON.parse(unkept.body);
  unkept = null;
  if (verdict === "refused") { page.troubles.add("refused"); page.why = why; return "wait"; }
  for (const key in changes) {
    const cell = page.unsaved.get(key);
    if (cell && same(cell.value, changes[key])) { page.unsaved.delete(key); page.cells.delete(key); }
  }
  const theirs = Object.fromEntries(Object.entries(answer.clashes).map(([key, clash]) => [key, clash.value]));
  page.seen = { ...page.seen, ...changes, ...answer.news, ...theirs };
  page.revision = Math.max(page.revision, answer.revision);
  for (const [key, clash] of Object.entries(answer.clashes)) {
    page.clashes[key] = { mine: changes[key], at: hour(), theirs: clash.value, device: clash.device, there: clash.at, by: clash.by };
  }
  page.sentAt = answer.saved_at;
  if (!page.unsaved.size) page.troubles.delete("unsaved");
  paint();
  return "taken";
}

async function sendPhotos() {
  const waiting = await within("photos", "readonly", (photos) => ask(photos.getAll(IDBKeyRange.bound([USER], [USER, []]))));
  for (const photo of waiting.filter((kept) => !kept.refused)) {
    const { verdict, why, isSilence } = await put(photo.url, photo.blob, "image/jpeg");
    signal(!isSilence);
    if (verdict === "taken") await within("photos", "readwrite", (photos) => { photos.delete([USER, photo.sheet, photo.id]); });
    else if (verdict === "refused") {
      await within("photos", "readwrite", (photos) => { photos.put({ ...photo, refused: why }); });
      page.troubles.add("refused");
      page.why = why;
    } else if (verdict !== "gone") return verdict;
    if (verdict === "taken" && photo.sheet === SHEET) { page.sentAt = hour(); await load(); tellOthers(); show(); }
  }
  return "taken";
}

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}
const soon = () => { if (sending) oneMore = true; else later(PAUSE); };

// What changed elsewhere while this page was away.
async function refresh() {
  try {
    const response = await fetch(said.now, { redirect: "manual", credentials: "same-origin", headers: { "X-Sejawat-User": USER } });
    if (!response.ok) return;
    const { revision, values } = await response.json();
    if (revision <= page.revision) return;
    await within("sheets", "readwrite", async (sheets) => {
      const row = await ask(sheets.get([USER, SHEET]));
      if (!row || row.revision >= revision) return;
      for (const key in row.clashes) row.clashes[key].theirs = values[key] ?? null;
      sheets.put({ ...row, revision, seen: values });
    });
    await load();
  } catch { /* no signal: what is here stays */ }
}

let silentSince = null;
function signal(isThere) {
  silentSince = isThere ? null : silentSince ?? hour();
  page.troubles[isThere ? "delete" : "add"]("offline");
}

// ── What is shown ───────────────────────────────────────────────────

const items = all("[data-item]", form);
const number = new Map(items.map((item, place) => [item.dataset.item, place + 1]));
const itemOf = (code) => document.getElementById(`butir-${code}`);
const ticks = new Map(all("[data-tick]").map((tick) => [tick.dataset.tick, tick]));
const moments = one("[data-moments]", form);
const copy = (name) => one(`[data-template=${name}]`).content.firstElementChild.cloneNode(true);
const typing = new Map(); // field → {timer, since, base}
const shown = new Map(); // key → the value that the page shows

function paint() {
  const now = currentValues();
  for (const key of new Set([...shown.keys(), ...Object.keys(now)])) {
    const value = now[key] ?? null;
    if (!shown.has(key) || !same(shown.get(key), value)) { shown.set(key, value); showValue(key, value); }
  }
  sum();
}

function showValue(key, value) {
  const [code, part] = split(key);
  if (code === "moment") return showMoment(part, value);
  const fields = form.elements[key];
  if (!fields) return;
  if (part === "score") return showScore(itemOf(code), fields, value);
  if (typing.has(fields)) return;
  if (fields.value !== (value ?? "")) fields.value = value ?? "";
  if (part === "note") fields.hidden = !fields.value && document.activeElement !== fields;
  grow(fields);
}

const split = (key) => [key.slice(0, key.indexOf(".")), key.slice(key.indexOf(".") + 1)];

function showScore(item, fields, value) {
  for (const field of fields.length ? fields : [fields]) {
    if (field.type === "number") { if (!typing.has(field)) field.value = typeof value === "number" ? value : ""; }
    else field.checked = value !== null && field.value === String(value);
  }
  for (const level of all("[data-level]", item)) level.classList.toggle("on", value !== null && level.dataset.level === String(value));
}

const isFilled = (code) => (itemOf(code).querySelector(`[name="${code}.answer"]`) ? Boolean(current(`${code}.answer`)) : current(`${code}.score`) !== null);
const photosOf = (code) => all(".sh-photos > li", itemOf(code)).length;

// Words that follow from the values: progress, folded sections, the buttons of each item.
function sum() {
  let filled = 0, leftOut = 0;
  for (const item of items) {
    const code = item.dataset.item, score = current(`${code}.score`), done = isFilled(code);
    filled += done;
    leftOut += score === "na";
    ticks.get(code).className = score === "na" ? "na" : done ? "on" : "";
    item.classList.toggle("done", done);
    const note = one("[data-note]", item), proof = one("[data-proof]", item);
    const proofs = photosOf(code) + Boolean(current(`${code}.evidence`));
    const lacks = "asksEvidence" in item.dataset && done && score !== "na" && !proofs;
    note.classList.toggle("has", Boolean(current(`${code}.note`)));
    one("span", note).textContent = current(`${code}.note`) ? said.saidHasNote : said.saidNote;
    proof.classList.toggle("has", proofs > 0);
    proof.classList.toggle("need", lacks);
    one("span", proof).textContent = proofs ? fill(said.saidHasEvidence, { n: proofs }) : lacks ? said.saidNoEvidence : said.saidEvidence;
  }
  const total = items.length;
  if (total) {
    one("[data-filled]").textContent = fill(said.saidFilled, { n: filled, all: total });
    one("[data-left-out]").textContent = leftOut ? fill(said.saidLeftOut, { n: leftOut }) : "";
    one("[data-next]").textContent = filled < total ? plural("saidMissing", total - filled) : said.saidFull;
  }
  for (const section of all("[data-section]", form)) {
    const codes = all("[data-item]", section).map((item) => item.dataset.item);
    const done = codes.filter(isFilled);
    const scores = done.map((code) => current(`${code}.score`)).filter((score) => score !== null);
    const words = { n: done.length, all: codes.length, scores: scores.map(worded).join(", ") };
    one("[data-of]", section).textContent = fill(said.saidOf, words);
    one("[data-folded]", section).textContent = scores.length ? fill(said.saidFolded, words) : "";
  }
  // The button is filled only when pressing it will succeed.
  const ready = (total === 0 || filled === total) && !all(".need", form).length && Object.keys(currentValues()).length > 0;
  one("[data-finish]").classList.toggle("btn-primary", ready);
  one("[data-finish]").classList.toggle("btn-line", !ready);
}

function worded(score) {
  if (score === "na") return "–";
  return one(`.sj-tile input[value="${CSS.escape(String(score))}"]`, form)?.parentElement.textContent.trim() ?? String(score);
}

// How many entries of this sheet wait, and what the line under the title says of them.
function waiting() {
  const keys = new Set([...page.cells.keys(), ...page.unsaved.keys()]);
  for (const envelope of page.sealed) for (const key in envelope.changes) keys.add(key);
  return keys.size + page.photos.length;
}

let announced = "";
function show() {
  const line = one("[data-state]"), n = waiting(), clashes = Object.keys(page.clashes).length;
  const late = page.left || (silentSince === null && page.waitsSince && Date.now() - page.waitsSince > LATE);
  let kind = "device", text = line.lastElementChild.textContent;
  if (page.troubles.has("unsaved")) [kind, text] = ["wait", said.saidUnsaved];
  else if (clashes) [kind, text] = [page.opened ? "wait clash" : "clash", plural("saidClash", clashes)];
  else if (n && page.troubles.has("signin")) [kind, text] = ["wait", said.saidSignin];
  else if (n && late) [kind, text] = ["wait", plural("saidLate", n)];
  else if (n) text = fill(HAND ? said.saidPhone : said.saidDesk, { time: page.keptAt || hour() });
  else if (page.sentAt) [kind, text] = ["sent", fill(said.saidSent, { time: page.sentAt })];
  if (line.lastElementChild.textContent !== text || !line.classList.contains(kind.split(" ")[0])) {
    line.className = `sj-state ${kind.split(" ")[0]}`;
    const sign = one(`[data-icon=${kind.includes("clash") ? "clash" : kind}]`)?.firstElementChild.cloneNode(true);
    if (sign) line.firstElementChild.replaceWith(sign);
    line.lastElementChild.textContent = text;
  }
  // Spoken once per kind of change, not at every minute that goes by.
  if (announced !== kind) { announced = kind; one("[data-said]").textContent = text; }
  page.troubles[clashes && heading.textContent === name ? "add" : "delete"]("clash"); // not while they are being chosen
  const most = ["unsaved", "refused", "gone", "held", "clash", "signin", "offline"].find((name) => page.troubles.has(name) && (name !== "signin" || n));
  for (const banner of all("[data-banner]")) banner.hidden = banner.dataset.banner !== most;
  const offline = one("[data-banner=offline]");
  one("div", offline).textContent = fill(offline.dataset.words, { time: silentSince ?? hour() });
  if (page.why) one("[data-why]").textContent = page.why;
  showPhotos();
}

// ── Taps ────────────────────────────────────────────────────────────

form.addEventListener("change", (event) => {
  const field = event.target;
  if (field.type === "file") return addPhoto(field);
  if (!field.name?.endsWith(".score")) return;
  if (field.type === "number") return;
  const before = current(field.name);
  keep(field.name, field.checked ? valueOf(field) : null);
  if (!field.checked && field.type === "radio") {
    undoable(fill(said.saidCleared, { n: number.get(split(field.name)[0]) }), () => keep(field.name, before));
  }
});

const valueOf = (field) => ("numeric" in said && field.value !== "na" ? Number(field.value) : field.value);

function undoable(text, undo) {
  const toast = copy("toast");
  one("span", toast).textContent = text;
  one("button", toast).addEventListener("click", () => { undo(); toast.remove(); });
  const gone = setTimeout(() => toast.remove(), 10_000);
  toast.addEventListener("focusin", () => clearTimeout(gone));
  const room = one(".sj-toasts");
  room.replaceChildren(toast);
}

// ── Typing ──────────────────────────────────────────────────────────

form.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.name || field.type === "radio" || field.type === "checkbox") return;
  grow(field);
  type(field);
});

function type(field) {
  const now = performance.now();
  const was = typing.get(field) ?? { since: now, base: madeFrom(field.name) };
  clearTimeout(was.timer);
  const delay = Math.max(0, Math.min(QUIET, LONGEST_QUIET - (now - was.since)));
  typing.set(field, { ...was, timer: setTimeout(() => settleField(field), delay) });
}

function settleField(field) {
  const { base, timer } = typing.get(field);
  clearTimeout(timer);
  typing.delete(field);
  if (field.type === "number") return settleNumber(field, base);
  const moment = field.closest(".sh-moment, [data-timed]");
  const value = moment ? momentValue(moment, field) : field.value || null;
  if (!same(current(field.name), value)) { shown.set(field.name, value); keep(field.name, value, base); }
}

// What is off the scale is not kept, and stays in the field with a word about it.
function settleNumber(field, base) {
  const wrong = one(".sh-wrong", field.closest("[data-item]"));
  const value = field.value === "" ? null : Number(field.value);
  const fits = !field.validity.badInput && (value === null || (Number.isInteger(value) && field.checkValidity()));
  wrong.hidden = fits;
  wrong.textContent = fits ? "" : fill(said.saidRange, { low: field.min, high: field.max });
  field.setAttribute("aria-invalid", String(!fits));
  if (fits && !same(current(field.name), value)) keep(field.name, value, base);
}

const settleAll = () => { for (const field of [...typing.keys()]) settleField(field); };
document.addEventListener("focusout", (event) => { if (typing.has(event.target)) settleField(event.target); });

function grow(field) {
  if (field.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`;
}

// ── Field notes ─────────────────────────────────────────────────────

const timed = one("[data-timed]"), timedField = one("textarea", timed);

// The minute in which a note was begun is the minute it speaks of.
timedField.addEventListener("input", () => {
  if (!timedField.name) {
    timedField.name = `moment.${uuid()}`;
    timed.dataset.began = hour();
  }
  type(timedField);
  grow(timedField);
  clock();
});
timedField.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); noteDone(); }
});
one("[data-note-done]").addEventListener("click", () => { noteDone(); timedField.focus(); });

function noteDone() {
  if (typing.has(timedField)) settleField(timedField);
  const key = timedField.name;
  timedField.name = timedField.value = "";
  delete timed.dataset.began;
  grow(timedField);
  clock();
  if (key && current(key)) showMoment(split(key)[1], current(key));
}

function clock() {
  one("[data-at] span").textContent = timed.dataset.began ?? hour();
  one("[data-note-done]").hidden = !timedField.value;
}

function momentValue(holder, field) {
  const text = field.value.trim();
  if (!text) return null;
  const codes = all("[type=checkbox]:checked", holder).map((box) => box.value);
  return { at: holder.dataset.began, text, codes };
}

function showMoment(id, value) {
  const key = `moment.${id}`;
  let row = document.getElementById(key);
  if (!value || timedField.name === key) { row?.remove(); return; }
  if (!row) {
    row = copy("moment");
    row.id = key;
    one("textarea", row).name = key;
  }
  row.dataset.began = value.at;
  one(".at", row).textContent = value.at;
  const field = one("textarea", row);
  if (!typing.has(field) && field.value !== value.text) field.value = value.text;
  row.dataset.codes = value.codes.join(" ");
  const tags = value.codes.map((code) => number.get(code)).filter(Boolean).sort((a, b) => a - b);
  const button = one("[data-tag]", row);
  button.hidden = !items.length;
  button.classList.toggle("has", tags.length > 0);
  one("span", button).textContent = tags.length ? fill(tags.length > 1 ? said.saidItems : said.saidItem, { list: tags.join(", ") }) : said.saidNoItems;
  for (const box of all("[type=checkbox]", row)) box.checked = value.codes.includes(box.value);
  const after = all(".sh-moment", moments).find((other) => other !== row && other.dataset.began > value.at);
  if (after ? row.nextElementSibling !== after : moments.lastElementChild !== row) moments.insertBefore(row, after ?? null);
  grow(field);
}

moments.addEventListener("click", (event) => {
  const row = event.target.closest(".sh-moment");
  if (event.target.closest("[data-tag]")) openTags(row);
  if (event.target.closest("[data-remove]")) {
    const key = row.id, before = current(key);
    keep(key, null);
    undoable(said.saidRemoved, () => keep(key, before));
  }
});
moments.addEventListener("change", (event) => {
  const row = event.target.closest(".sh-moment");
  if (event.target.type === "checkbox") keep(row.id, momentValue(row, one("textarea", row)) ?? current(row.id));
});

function openTags(row) {
  const box = one(".sh-tags", row), chosen = (row.dataset.codes ?? "").split(" ");
  if (!one("label", box)) {
    for (const [code, n] of number) {
      const tag = copy("tag");
      one("span", tag).textContent = n;
      tag.title = one("legend span", itemOf(code)).textContent;
      Object.assign(one("input", tag), { value: code, checked: chosen.includes(code), ariaLabel: `${n}. ${tag.title}` });
      box.append(tag);
    }
  }
  box.hidden = !box.hidden;
  one("[data-tag]", row).setAttribute("aria-expanded", String(!box.hidden));
}

// ── Photos ──────────────────────────────────────────────────────────

async function addPhoto(field) {
  const [file] = field.files, code = field.closest("[data-item]").dataset.item;
  field.value = "";
  if (!file) return;
  const blob = await smaller(file);
  const id = uuid(), made = Date.now();
  const url = `${said.photoPut.replace("00000000-0000-0000-0000-000000000000", id)}?item=${code}`;
  const photo = { user: USER, sheet: SHEET, id, code, blob, url, made };
  try {
    await within("photos", "readwrite", (photos) => { photos.put(photo); });
    page.keptAt = hour();
  } catch {
    page.troubles.add("unsaved");
  }
  page.photos.push(photo);
  tellOthers();
  show();
  sum();
  soon();
}

// Drawn anew on a canvas: small, and without what the camera wrote about place and hour.
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.8));
  } catch {
    return file; // the other side draws it anew as well, or says in words what is wrong with it
  }
}

function showPhotos() {
  for (const photo of page.photos) {
    if (one(`[data-photo="${photo.id}"]`, form)) continue;
    const row = copy("photo");
    row.dataset.photo = photo.id;
    const picture = one("img", row);
    picture.src = URL.createObjectURL(photo.blob);
    picture.alt = fill(said.saidPhoto, { n: number.get(photo.code) });
    one(".sh-photos", itemOf(photo.code)).append(row);
  }
}

async function removePhoto(row) {
  const id = row.dataset.photo;
  const isHere = page.photos.some((photo) => photo.id === id);
  if (!isHere) {
    const response = await fetch(said.photoRemove.replace("00000000-0000-0000-0000-000000000000", id), {
      method: "POST", redirect: "manual", headers: { "X-CSRFToken": csrf(), "X-Sejawat-User": USER },
    }).catch(() => null);
    if (!response || ![204, 404].includes(response.status)) { signal(Boolean(response)); return show(); }
  }
  await within("photos", "readwrite", (photos) => { photos.delete([USER, SHEET, id]); }).catch(() => {});
  page.photos = page.photos.filter((photo) => photo.id !== id);
  const tools = one("[data-proof]", row.closest("[data-item]"));
  row.remove();
  tools.focus();
  sum();
  show();
}

// ── Moving about ────────────────────────────────────────────────────

form.addEventListener("click", (event) => {
  const item = event.target.closest("[data-item]");
  const pressed = event.target.closest("button");
  if (!pressed) return;
  if ("fold" in pressed.dataset) return fold(pressed);
  if ("note" in pressed.dataset) {
    const field = one(`[name="${item.dataset.item}.note"]`, item);
    field.hidden = false;
    field.focus();
  } else if ("proof" in pressed.dataset) {
    openProof(pressed, one(".sh-proof", item).hidden);
  } else if ("levels" in pressed.dataset) {
    const open = one(".sh-levels", item).classList.toggle("open");
    pressed.setAttribute("aria-expanded", String(open));
  } else if ("step" in pressed.dataset) {
    const field = one("[type=number]", item);
    const to = (field.value === "" ? Number(field.min) - (pressed.dataset.step > 0 ? Number(field.step) : 0) : Number(field.value)) + Number(pressed.dataset.step) * Number(field.step);
    field.value = Math.min(Number(field.max), Math.max(Number(field.min), to));
    type(field);
  } else if ("removePhoto" in pressed.dataset) {
    removePhoto(pressed.closest("li"));
  }
});
function openProof(button, open = true) {
  const box = one(".sh-proof", button.closest("[data-item]"));
  box.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (!open) return;
  one("textarea", box).focus();
  grow(one("textarea", box));
}
form.addEventListener("submit", (event) => event.preventDefault());

function fold(button, open = button.getAttribute("aria-expanded") === "false") {
  const section = button.closest("[data-section]");
  button.setAttribute("aria-expanded", String(open));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
  one("[data-folded]", section).hidden = open;
}

function goTo(code) {
  const item = itemOf(code);
  const folded = one("[data-fold][aria-expanded=false]", item.closest("[data-section]"));
  if (folded) fold(folded, true);
  item.scrollIntoView({ block: "start" });
  one("input:not([type=file]), textarea", item).focus({ preventScroll: true });
}

one("[data-next]")?.addEventListener("click", () => {
  const open = items.filter((item) => !isFilled(item.dataset.item));
  const top = one(".sh-top").getBoundingClientRect().bottom + 8;
  const next = open.find((item) => item.getBoundingClientRect().top > top + 8 && !item.contains(document.activeElement)) ?? open[0];
  if (next) goTo(next.dataset.item);
});

// A tick is too small a thing to hit: the nearest one is meant.
one("[data-ticks]")?.addEventListener("click", (event) => {
  const far = (tick) => Math.abs(tick.getBoundingClientRect().x + tick.offsetWidth / 2 - event.clientX);
  goTo([...ticks.values()].reduce((a, b) => (far(a) <= far(b) ? a : b)).dataset.tick);
});

// The way on asks the server, so what waits goes first.
one("[data-finish]").addEventListener("click", async (event) => {
  settleAll();
  noteDone();
  const link = event.currentTarget, lacking = one(".need", form);
  if (lacking) {
    event.preventDefault();
    goTo(lacking.closest("[data-item]").dataset.item);
    return openProof(lacking);
  }
  if (!waiting() && !Object.keys(page.clashes).length) return;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  await send();
  link.removeAttribute("aria-busy");
  if (Object.keys(page.clashes).length) return openClashes();
  if (waiting()) return openQueue();
  location.assign(link.href);
});

// ── What waits, and a copy of it ────────────────────────────────────

const queue = one("[data-queue]");

function openQueue() {
  const list = one("[data-queue-list]");
  list.replaceChildren();
  const keys = new Set([...page.sealed.flatMap((envelope) => Object.keys(envelope.changes)), ...page.cells.keys(), ...page.unsaved.keys()]);
  const lines = [...keys].map((key) => `${titleOf(key)}: ${inWords(key, current(key))}`);
  for (const text of [...lines, ...page.photos.map((photo) => fill(said.saidPhoto, { n: number.get(photo.code) }))]) {
    const line = document.createElement("li");
    line.textContent = text;
    list.append(line);
  }
  one("[data-queue-none]").hidden = list.children.length > 0;
  queue.showModal();
}

function titleOf(key) {
  const [code, part] = split(key);
  if (code === "moment") return said.saidFieldNote;
  const text = `${number.get(code)}. ${one("legend span", itemOf(code)).textContent}`;
  return { note: `${text}, ${said.saidNote.toLowerCase()}`, evidence: `${text}, ${said.saidEvidence.toLowerCase()}` }[part] ?? text;
}

function inWords(key, value) {
  if (value === null) return said.saidEmpty;
  if (value === "na") return said.saidNa;
  if (value?.text) return `${value.at} ${value.text}`;
  return key.endsWith(".score") ? worded(value) : String(value);
}

one("[data-send-now]").addEventListener("click", async () => { wait = FIRST_WAIT; await send(); queue.close(); });
all("[data-download]").forEach((button) => button.addEventListener("click", () => {
  settleAll();
  const copyOf = { sheet: SHEET, about: said.name, at: new Date().toISOString(), revision: page.revision, values: currentValues(), unsent: [...page.sealed.map(({ id, base, changes }) => ({ id, base, changes })), { changes: Object.fromEntries([...page.cells, ...page.unsaved].map(([key, cell]) => [key, cell.value])) }] };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(copyOf, null, 1)], { type: "application/json" }));
  link.download = `lembar-${new Date().toISOString().slice(0, 10)}-${SHEET.slice(0, 8)}.json`;
  link.click();
}));
document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-open]");
  if (!opens) return;
  if (Object.keys(page.clashes).length) openClashes();
  else if (opens.dataset.open === "queue") openQueue();
});

// ── Two values for one thing ────────────────────────────────────────

const clashList = one("[data-clash-list]");
function swap(isOpen) {
  for (const part of all("[data-clash]")) part.hidden = !isOpen;
  for (const part of all("[data-plain]")) part.hidden = isOpen;
  heading.textContent = isOpen ? heading.dataset.clashTitle : name;
  scrollTo(0, 0);
}

function openClashes() {
  page.opened = true;
  const place = (key) => number.get(split(key)[0]) ?? Infinity;
  const keys = Object.keys(page.clashes).sort((a, b) => place(a) - place(b) || (a < b ? 1 : -1)); // the score, then its note
  clashList.replaceChildren(...keys.map(pair));
  const touched = new Set(keys.map((key) => split(key)[0]));
  one("[data-agreed]").textContent = items.length ? fill(said.saidAgreed, { n: items.filter((item) => !touched.has(item.dataset.item)).length, all: items.length }) : "";
  swap(true);
  count();
  show();
  heading.focus({ preventScroll: true });
}

function pair(key) {
  const clash = page.clashes[key], row = copy("clash");
  row.dataset.key = key;
  one("legend", row).textContent = titleOf(key);
  const [mine, theirs, both] = all("label", row);
  one(".from", mine).textContent = fill(HAND ? said.saidHerePhone : said.saidHereDesk, { time: clash.at });
  one(".from", theirs).textContent = fill(said.saidThere, { device: clash.device || said.saidElsewhere, time: clash.there });
  for (const [box, value] of [[mine, clash.mine], [theirs, clash.theirs]]) {
    const big = key.endsWith(".score") && value !== null;
    const text = document.createElement(big ? "b" : "span");
    text.textContent = inWords(key, value);
    one(".cv", box).append(text);
  }
  for (const field of all("input", row)) field.name = `clash.${key}`;
  both.hidden = !joined(clash);
  return row;
}

// Two texts can stand one after the other; two scores cannot.
function joined({ mine, theirs }) {
  if (typeof mine === "string" && typeof theirs === "string" && mine.length + theirs.length < 3000 && mine !== "na" && theirs !== "na") return `${mine}\n${theirs}`;
  if (mine?.text && theirs?.text) return { ...mine, text: `${mine.text}\n${theirs.text}`, codes: [...new Set([...mine.codes, ...theirs.codes])] };
  return null;
}

function count() {
  const n = all(":checked", clashList).length, total = clashList.children.length;
  one("[data-picked]").textContent = fill(said.saidPicked, { n, all: total });
  one("[data-keep-picks]").classList.toggle("btn-primary", n > 0);
  one("[data-keep-picks]").classList.toggle("btn-line", !n);
}
clashList.addEventListener("change", count);

one("[data-keep-picks]").addEventListener("click", async () => {
  const picks = all(":checked", clashList);
  if (!picks.length) return one("input", clashList)?.focus();
  await Promise.all(picks.map((pick) => {
    const key = pick.closest("[data-key]").dataset.key, clash = page.clashes[key];
    const value = { mine: clash.mine, theirs: clash.theirs, both: joined(clash) }[pick.value];
    return keep(key, value, page.revision);
  }));
  if (Object.keys(page.clashes).length) openClashes();
  else swap(false);
  show();
  send();
});
one("[data-close-clashes]").addEventListener("click", () => swap(false));

// ── Beginning, and coming back ──────────────────────────────────────

addEventListener("visibilitychange", () => {
  if (document.hidden) { settleAll(); send(); }
  else { clock(); load().then(send, send).then(refresh).then(show); }
});
addEventListener("pagehide", settleAll);
addEventListener("pageshow", (event) => { if (event.persisted) load().then(refresh).then(show, show); });
addEventListener("online", () => { signal(true); wait = FIRST_WAIT; send().then(refresh).then(show); });
addEventListener("offline", () => { signal(false); show(); });
setInterval(() => { clock(); show(); }, 20_000);

// What was last seen of other sheets goes as soon as nothing of them waits here.
async function forget() {
  await within(["sheets", "cells", "outbox"], "readwrite", async (sheets, cells, outbox) => {
    const busy = new Set([...await ask(cells.getAllKeys()), ...await ask(outbox.getAllKeys())].map((key) => key.slice(0, 2).join()));
    for (const row of await ask(sheets.getAll())) {
      const isOver = !Object.keys(row.clashes).length && !busy.has([row.user, row.sheet].join());
      if (isOver && row.sheet !== SHEET) sheets.delete([row.user, row.sheet]);
    }
  });
}

async function begin() {
  const names = all(".sh-ticks .name");
  one(".sh-ticks")?.classList.toggle("bare", names.some((name) => name.scrollWidth > name.clientWidth));
  moments.replaceChildren();
  clock();
  for (const field of all("textarea", form)) if (field.value) grow(field);
  try {
    await load();
    await forget();
    navigator.storage?.persist?.().catch(() => {});
  } catch {
    paint(); // a browser that keeps nothing: the page sends what it holds, and says so
  }
  page.left = waiting() > 0;
  one(".sh-all", form).disabled = false;
  document.documentElement.dataset.sheet = "ready";
  if (!navigator.onLine) signal(false);
  show();
  await send();
}
begin();
