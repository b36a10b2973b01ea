// What a page of cells says of itself and takes in: the line under its title, banners, typing, what
// waits, what clashes. What its keys mean and how their values look is the page's own: its hooks.

import {
  HAND, SHEET, USER, all, current, currentValues, fill, forget, form, hooks, hour, keep, load, madeFrom, one, page, plural, said,
  same, tellOthers, uuid, waiting, within,
} from "./kept.js";
import { refresh, send, sendAnew, signal, silentSince, soon } from "./sent.js";

const QUIET = 300, LONGEST_QUIET = 700; // ms until typing is kept
const LATE = 10 * 60_000; // unsent for so long with a signal is worth a word
const LONGEST_SIDE = 1600; // of a photo

const heading = one("h1"), name = heading.textContent;
export const copy = (name) => one(`[data-template=${name}]`).content.firstElementChild.cloneNode(true);
export const typing = new Map(); // field → {timer, since, base}
export const shown = new Map(); // key → the value that the page shows

// Of a page: what a key is called, how a value is said, what stands where. Each may be replaced.
Object.assign(hooks, {
  paint, show, soon,
  showValue() {}, sum() {}, showPhotos() {},
  titleOf: (key) => key,
  inWords: (key, value) => (value === null ? said.saidEmpty : String(value)),
  isBig: () => false,
  place: () => 0,
  agreed: () => "",
  nameOfPhoto: () => "",
  valueOf: (field) => field.value || null,
  settles: () => false, // true where the page has kept what was typed by itself
  joins: () => true, // whether two texts under this key can stand one after the other
  tick() {},
});

function paint() {
  const now = currentValues();
  for (const key of new Set([...shown.keys(), ...Object.keys(now)])) {
    const value = now[key] ?? null;
    if (!shown.has(key) || !same(shown.get(key), value)) { shown.set(key, value); hooks.showValue(key, value); }
  }
  hooks.sum();
}

let announced = "";
export function show() {
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
  hooks.showPhotos();
}

export function undoable(text, undo) {
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

export function type(field) {
  const now = performance.now();
  const was = typing.get(field) ?? { since: now, base: madeFrom(field.name) };
  clearTimeout(was.timer);
  const delay = Math.max(0, Math.min(QUIET, LONGEST_QUIET - (now - was.since)));
  typing.set(field, { ...was, timer: setTimeout(() => settleField(field), delay) });
}

export function settleField(field) {
  const { base, timer } = typing.get(field);
  clearTimeout(timer);
  typing.delete(field);
  if (hooks.settles(field, base)) return;
  const value = hooks.valueOf(field);
  if (!same(current(field.name), value)) { shown.set(field.name, value); keep(field.name, value, base); }
}

export const settleAll = () => { for (const field of [...typing.keys()]) settleField(field); };
document.addEventListener("focusout", (event) => { if (typing.has(event.target)) settleField(event.target); });

export function grow(field) {
  if (field.tagName !== "TEXTAREA" || CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`;
}

// ── Photos ──────────────────────────────────────────────────────────

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

// `query` is what the address of the other side is to know of it.
export async function keepPhoto(file, code = "", query = "") {
  const id = uuid(), blob = await smaller(file);
  const url = `${said.photoPut.replace("00000000-0000-0000-0000-000000000000", id)}${query}`;
  const photo = { user: USER, sheet: SHEET, id, code, blob, url, made: Date.now() };
  try {
    await within("photos", "readwrite", (photos) => { photos.put(photo); });
    page.keptAt = hour();
  } catch {
    page.troubles.add("unsaved");
  }
  page.photos.push(photo);
  tellOthers();
  show();
  soon();
}

export async function forgetPhoto(id) {
  await within("photos", "readwrite", (photos) => { photos.delete([USER, SHEET, id]); }).catch(() => {});
  page.photos = page.photos.filter((photo) => photo.id !== id);
}

// ── What waits, and a copy of it ────────────────────────────────────

const queue = one("[data-queue]");

export function openQueue() {
  const list = one("[data-queue-list]");
  list.replaceChildren();
  const keys = new Set([...page.sealed.flatMap((envelope) => Object.keys(envelope.changes)), ...page.cells.keys(), ...page.unsaved.keys()]);
  const lines = [...keys].map((key) => `${hooks.titleOf(key)}: ${hooks.inWords(key, current(key))}`);
  for (const text of [...lines, ...page.photos.map((photo) => hooks.nameOfPhoto(photo))]) {
    const line = document.createElement("li");
    line.textContent = text;
    list.append(line);
  }
  one("[data-queue-none]").hidden = list.children.length > 0;
  queue.showModal();
}

one("[data-send-now]").addEventListener("click", async () => { await sendAnew(); queue.close(); });
all("[data-download]").forEach((button) => button.addEventListener("click", () => {
  settleAll();
  const copyOf = { sheet: SHEET, about: said.name, at: new Date().toISOString(), revision: page.revision, values: currentValues(), unsent: [...page.sealed.map(({ id, base, changes }) => ({ id, base, changes })), { changes: Object.fromEntries([...page.cells, ...page.unsaved].map(([key, cell]) => [key, cell.value])) }] };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(copyOf, null, 1)], { type: "application/json" }));
  link.download = `${said.savedAs ?? "lembar"}-${new Date().toISOString().slice(0, 10)}-${SHEET.slice(0, 8)}.json`;
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

export function openClashes() {
  page.opened = true;
  const keys = Object.keys(page.clashes).sort((a, b) => hooks.place(a) - hooks.place(b) || (a < b ? 1 : -1)); // the score, then its note
  clashList.replaceChildren(...keys.map(pair));
  one("[data-agreed]").textContent = hooks.agreed(keys);
  swap(true);
  count();
  show();
  heading.focus({ preventScroll: true });
}

function pair(key) {
  const clash = page.clashes[key], row = copy("clash");
  row.dataset.key = key;
  one("legend", row).textContent = hooks.titleOf(key);
  const [mine, theirs, both] = all("label", row);
  one(".from", mine).textContent = fill(HAND ? said.saidHerePhone : said.saidHereDesk, { time: clash.at });
  one(".from", theirs).textContent = fill(said.saidThere, { device: clash.device || said.saidElsewhere, time: clash.there, by: clash.by });
  for (const [box, value] of [[mine, clash.mine], [theirs, clash.theirs]]) {
    const big = hooks.isBig(key, value);
    const text = document.createElement(big ? "b" : "span");
    text.textContent = hooks.inWords(key, value);
    one(".cv", box).append(text);
  }
  for (const field of all("input", row)) field.name = `clash.${key}`;
  both.hidden = !hooks.joins(key) || !joined(clash);
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
  else { hooks.tick(); load().then(send, send).then(refresh).then(show); }
});
addEventListener("pagehide", settleAll);
addEventListener("pageshow", (event) => { if (event.persisted) load().then(refresh).then(show, show); });
addEventListener("online", () => { signal(true); sendAnew().then(refresh).then(show); });
addEventListener("offline", () => { signal(false); show(); });
setInterval(() => { hooks.tick(); show(); }, 20_000);

export async function begin() {
  for (const field of all("textarea", form)) if (field.value) grow(field);
  try {
    await load();
    await forget();
    if ("later" in said) await refresh(); // too much to stand in the page
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
