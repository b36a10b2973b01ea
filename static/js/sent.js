// What a page of cells sends: one sealed envelope at a time, again and again until it is answered.
// A save, its answer and what clashes: schools/envelopes.py.

import {
  HAND, MINE, SHEET, USER, ask, hooks, hour, load, page, said, same, tellOthers, uuid, within,
} from "./kept.js";

const PAUSE = 1500; // ms after a change until it is sent
const FIRST_WAIT = 1000, LONGEST_WAIT = 5 * 60_000; // between tries

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

export function csrf() {
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

export async function send() {
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
  hooks.show();
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
        hooks.show();
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
  hooks.paint();
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
    if (verdict === "taken" && photo.sheet === SHEET) { page.sentAt = hour(); await load(); tellOthers(); hooks.show(); }
  }
  return "taken";
}

function later(delay) {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
}

// Somebody asks for it, or there is a signal again: no waiting.
export const sendAnew = () => { wait = FIRST_WAIT; return send(); };
export const soon = () => { if (sending) oneMore = true; else later(PAUSE); };

// What changed elsewhere while this page was away.
export async function refresh() {
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

export let silentSince = null;
export function signal(isThere) {
  silentSince = isThere ? null : silentSince ?? hour();
  page.troubles[isThere ? "delete" : "add"]("offline");
}
