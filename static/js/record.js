// The record of a meeting: what was said, what came of it, how far it has come. Who was there stands
// in chosen.js, how it reads in worded.js; how its cells are kept, sent and told of in kept.js,
// sent.js and told.js; what they mean in meetings/calculations/record.py.

import { drawRow, foldRows, keepAll, markOf, meet, offerPeople, present, press } from "./chosen.js";
import { all, current, currentValues, fill, form, hooks, keep, one, page, said, uuid, waiting } from "./kept.js";
import { refresh, send } from "./sent.js";
import { begin, copy, forgetPhoto, grow, keepPhoto, openClashes, openQueue, settleAll, show, typing, undoable } from "./told.js";
import { day, gapsIn, idsOf, inWords, NAMED, parts, people, titleOf } from "./worded.js";

const UNJOINED = ["fate", "due", "owner", "member", "grade"];
const MOST_OPTIONS = 12, LONGEST_LINE = 600;
const LOOK = 20_000; // ms until it is asked what somebody else has written

// Ids that follow the clock, so that things stand in the order in which they were begun.
function thingId() {
  const hex = Date.now().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${uuid().slice(15)}`;
}

// ── What a meeting leaves behind ────────────────────────────────────

const cardId = (kind, id) => `${kind}.${id}`;

function cardOf(kind, id) {
  let card = document.getElementById(cardId(kind, id));
  if (card) return card;
  card = copy(kind);
  card.id = cardId(kind, id);
  Object.assign(card.dataset, { kind, id });
  for (const field of all("[data-name]", card)) field.name = field.dataset.name ? `${card.id}.${field.dataset.name}` : card.id;
  for (const box of all("[data-one]", card)) box.dataset.one = `${card.id}.${box.dataset.one}`;
  for (const box of all("[data-many]", card)) box.dataset.many = `${card.id}.${box.dataset.many}`;
  const room = one(`[data-things=${kind}]`);
  room.insertBefore(card, [...room.children].find((other) => other.dataset.id > id) ?? null);
  for (const box of all("[data-choose]", card)) offerPeople(box);
  return card;
}

function add(kind) {
  const card = cardOf(kind, thingId());
  card.dataset.fresh = "";
  sum();
  one("textarea", card).focus();
  return card;
}

function drop(card) {
  const keys = [...shownKeys(card.id)];
  const changes = Object.fromEntries(keys.map((key) => [key, null]));
  for (const field of all("textarea", card)) typing.delete(field);
  const undo = keepAll(changes);
  card.remove();
  sum();
  if (keys.length) undoable(said.saidRemoved, undo);
}
const shownKeys = (id) => Object.entries(currentValues()).filter(([key, value]) => value !== null && (key === id || key.startsWith(`${id}.`))).map(([key]) => key);

function showValue(key, value) {
  const { head, id } = parts(key);
  if (head in NAMED) {
    const card = value === null ? document.getElementById(cardId(head, id)) : cardOf(head, id);
    if (card && value === null && !("fresh" in card.dataset) && !card.contains(document.activeElement) && !shownKeys(card.id).length) return card.remove();
  }
  const field = form.elements[key];
  if (!field || typing.has(field)) return;
  const text = Array.isArray(value) ? value.join("\n") : value ?? "";
  if (field.value !== text) field.value = text;
  grow(field);
}

function drawCard(card) {
  const { kind } = card.dataset, of = (part) => current(`${card.id}.${part}`), isEdited = "editing" in card.dataset;
  if (kind === "task") {
    const owner = of("owner"), due = of("due"), sum = one("[data-sum]", card);
    sum.hidden = isEdited || !owner;
    one("span", sum).textContent = owner && due ? fill(said.saidUntil, { name: people.get(owner) ?? owner, day: day(due) }) : people.get(owner) ?? owner;
    one("[data-step=owner]", card).hidden = Boolean(owner) && !isEdited;
    one("[data-step=due]", card).hidden = (!owner || Boolean(due)) && !isEdited;
    one("[data-ask]", card).textContent = said.saidNoOwner;
    card.classList.toggle("need", Boolean(of("text")) && !(owner && due));
  } else if (kind === "position") {
    const member = of("member");
    one("[data-who]", card).textContent = people.get(member) ?? member ?? "";
    one("[data-step=member]", card).hidden = Boolean(member) && !isEdited;
    card.classList.toggle("obs", [...card.parentElement.children].indexOf(card) % 2 === 1);
  }
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button"), card = button?.closest("[data-thing]");
  const line = event.target.closest(".rc-line");
  if (line) {
    const id = line.closest("[data-member]").dataset.member, mark = markOf(id);
    keep(`here.${id}`, mark === "present" ? "none" : "present");
    if (mark && mark !== "present" && current(`why.${id}`)) keep(`why.${id}`, null);
  } else if (!button) { /* nothing to press */ } else if ("add" in button.dataset) add(button.dataset.add);
  else if ("beginDiffer" in button.dataset) {
    add("position");
    const second = cardOf("position", thingId());
    second.dataset.fresh = "";
    sum();
    one("[data-things=position] textarea").focus();
  } else if ("drop" in button.dataset) drop(card);
  else if ("edit" in button.dataset) { card.dataset.editing = ""; sum(); one("[data-choose] button", card).focus(); }
  else if ("openMore" in button.dataset) {
    const deep = one(".rc-deep", card);
    deep.hidden = !deep.hidden;
    button.setAttribute("aria-expanded", String(!deep.hidden));
  } else if ("removePhoto" in button.dataset) removePhoto(button.closest("li"));
});
form.addEventListener("keydown", (event) => {
  const isLine = event.target.matches(".rc-t, .rc-slim textarea");
  if (isLine && event.key === "Enter" && !event.isComposing) { event.preventDefault(); event.target.blur(); }
});
form.addEventListener("submit", (event) => event.preventDefault());

// ── How far it has come ─────────────────────────────────────────────

const missing = one("[data-missing]"), finish = one("[data-finish]");
let gaps = [];

function sum() {
  const values = currentValues();
  for (const row of all("[data-member]", form)) drawRow(row);
  for (const card of all("[data-thing]", form)) drawCard(card);
  for (const box of all("[data-one], [data-many]", form)) press(box);
  for (const item of all("[data-item]", form)) {
    const fate = current(`${item.dataset.item}.fate`);
    for (const piece of all("[data-when]", item)) piece.hidden = piece.dataset.when !== fate;
  }
  const positions = all("[data-things=position] > *").length;
  for (const piece of all("[data-differ]")) piece.hidden = !positions;
  one("[data-begin-differ]").hidden = positions > 0;
  one("[data-here-all]").setAttribute("aria-pressed", String(values["here.all"] === true));
  const written = Object.values(values).some((value) => value !== null && value !== "");
  gaps = gapsIn(values);
  for (const section of all("[data-part]", form)) {
    const { part } = section.dataset, isOf = (key) => parts(key).head === part || (part === "position" && key.startsWith("differ."));
    const isFilled = part === "photo" ? all("li", section).length > 0 : Object.entries(values).some(([key, value]) => isOf(key) && value !== null && value !== "");
    section.dataset.state = written && gaps.some(({ key }) => isOf(key)) ? "now" : isFilled ? "done" : "ahead";
  }
  const of = (part, n, total) => { one(`[data-part=${part}] [data-of]`).textContent = total ? fill(said.saidOf, { n, all: total }) : ""; };
  of("here", present(values), Number(said.all));
  const tasks = idsOf("task", values);
  of("task", tasks.filter((id) => values[`task.${id}.text`] && values[`task.${id}.owner`] && values[`task.${id}.due`]).length, tasks.length);
  const isReady = written && !gaps.length;
  missing.hidden = false;
  missing.classList.toggle("ready", isReady);
  one("b", missing).textContent = gaps.length ? fill(said.saidGaps, { n: gaps.length }) : "";
  one("b + span", missing).textContent = gaps.length ? gaps[0].sentence : said.saidReady;
  finish.classList.toggle("btn-primary", isReady);
  finish.classList.toggle("btn-line", !isReady);
}

function goTo(key) {
  const field = form.elements[key] ?? one(`[data-one="${CSS.escape(key)}"] button`, form) ?? (key === "here.all" ? one("[data-here-all]") : null);
  const deep = field?.closest(".rc-deep");
  if (deep) deep.hidden = false;
  (field?.closest("[data-thing], .rc-item") ?? field)?.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
}
missing.addEventListener("click", () => { if (gaps.length) goTo(gaps[0].key); });

// The way on asks the server, so what waits goes first.
finish.addEventListener("click", async (event) => {
  settleAll();
  event.preventDefault();
  if (gaps.length) return goTo(gaps[0].key);
  finish.setAttribute("aria-busy", "true");
  if (waiting()) await send();
  finish.removeAttribute("aria-busy");
  if (Object.keys(page.clashes).length) return openClashes();
  if (waiting()) return openQueue();
  location.assign(finish.href);
});

// ── Photos ──────────────────────────────────────────────────────────

form.addEventListener("change", (event) => {
  if ("photoIn" in event.target.dataset) addPhoto(event.target);
});

async function addPhoto(field) {
  const [file] = field.files;
  field.value = "";
  if (file) await keepPhoto(file);
  sum();
}

const photos = one("[data-photos]");
function showPhotos() {
  for (const photo of page.photos) {
    if (one(`[data-photo="${photo.id}"]`, photos)) continue;
    const row = copy("photo");
    row.dataset.photo = photo.id;
    Object.assign(one("img", row), { src: URL.createObjectURL(photo.blob), alt: nameOfPhoto() });
    photos.append(row);
  }
  const waits = new Set(page.photos.map((photo) => photo.id));
  for (const button of all("button", photos)) button.hidden = !waits.has(button.closest("li").dataset.photo);
}
const nameOfPhoto = () => fill(said.saidPhoto, { n: photos.children.length + 1 });

async function removePhoto(row) {
  await forgetPhoto(row.dataset.photo);
  row.remove();
  sum();
  show();
}

Object.assign(hooks, {
  showValue, sum, showPhotos, titleOf, inWords, nameOfPhoto,
  agreed: () => said.saidAgreed,
  joins(key) { const { head, part } = parts(key); return !["here", "guest"].includes(head) && !UNJOINED.includes(part); },
  valueOf(field) {
    if (field.dataset.name !== "options") return field.value || null;
    const lines = field.value.split("\n").map((line) => line.trim().slice(0, LONGEST_LINE)).filter(Boolean).slice(0, MOST_OPTIONS);
    return lines.length ? lines : null;
  },
});

// ── Beginning ───────────────────────────────────────────────────────

meet(all("[data-member]", form));
await begin();
foldRows();
if (location.hash) goTo(decodeURIComponent(location.hash.slice(1)));
setInterval(() => { if (!document.hidden && navigator.onLine) refresh().then(show); }, LOOK);
