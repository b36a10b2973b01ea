// The record of a meeting: who was there, what was said, what came of it. How its cells are kept,
// sent and told of stands in kept.js, sent.js and told.js; what they mean in
// meetings/calculations/record.py.

import { all, current, currentValues, fill, form, hooks, keep, one, page, said, uuid, waiting } from "./kept.js";
import { refresh, send } from "./sent.js";
import { begin, copy, forgetPhoto, grow, keepPhoto, openClashes, openQueue, settleAll, show, typing, undoable } from "./told.js";

const names = JSON.parse(said.names), sentences = JSON.parse(said.gaps), away = JSON.parse(said.away);
const NAMED = { task: "text", decision: "text", problem: "title", position: "text", guest: "" };
const UNJOINED = ["fate", "due", "owner", "member", "grade"];
const FEW = 4, MOST_OPTIONS = 12, LONGEST_LINE = 600; // of people to choose from at once; of options
const LOOK = 20_000; // ms until it is asked what somebody else has written

const language = document.documentElement.lang;
const dayWords = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
const day = (text) => dayWords.format(new Date(`${text}T12:00`));
const parts = (key) => { const [head, id = "", part = ""] = key.split("."); return { head, id, part }; };
const isReflective = "reflective" in said;

// Ids that follow the clock, so that things stand in the order in which they were begun.
function thingId() {
  const hex = Date.now().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${uuid().slice(15)}`;
}

// ── People ──────────────────────────────────────────────────────────

const people = new Map(); // id → name
const recent = []; // ids that were chosen last, newest first
const meet = (rows) => { for (const row of rows) people.set(row.dataset.member, row.dataset.name); };
const isLarge = () => Number(said.all) > people.size;

function markOf(id) {
  return current(`here.${id}`) ?? (current("here.all") === true ? "present" : null);
}

function drawRow(row) {
  const id = row.dataset.member, mark = markOf(id), line = one(".rc-line", row);
  line.setAttribute("aria-pressed", String(mark === "present"));
  one(".w", line).textContent = mark ? names[`mark.${mark}`] : said.saidUnmarked;
  row.classList.toggle("unmarked", !mark);
  const why = one(".rc-why", row), isAway = Boolean(mark) && mark !== "present";
  if (isAway && !why) {
    const box = copy("why");
    one("[data-one]", box).dataset.one = `here.${id}`;
    const field = one("textarea", box);
    field.name = `why.${id}`;
    field.value = current(field.name) ?? "";
    row.append(box);
  } else if (!isAway && why) why.remove();
}

function present(values) {
  const marks = Object.entries(values).filter(([key, value]) => value && key.startsWith("here.") && key !== "here.all");
  const there = marks.filter(([, mark]) => mark === "present").length;
  return values["here.all"] === true ? Number(said.all) - (marks.length - there) : there;
}

const rows = one("[data-rows]"), others = one("[data-others]");

// At the beginning only: nothing moves under a thumb.
function foldRows() {
  if (current("here.all") !== true) return;
  const there = all(".rc-row", rows).filter((row) => markOf(row.dataset.member) === "present").slice(2);
  if (there.length < 4) return;
  for (const row of there) row.hidden = true;
  others.hidden = false;
  others.textContent = fill(said.saidOthersHere, { n: there.length });
}
others.addEventListener("click", () => {
  for (const row of all(".rc-row", rows)) row.hidden = false;
  others.hidden = true;
});

function keepAll(changes) {
  const before = Object.fromEntries(Object.keys(changes).map((key) => [key, current(key)]));
  for (const [key, value] of Object.entries(changes)) keep(key, value);
  return () => { for (const [key, value] of Object.entries(before)) keep(key, value); };
}

one("[data-here-all]").addEventListener("click", () => {
  undoable(said.saidAll, keepAll({ "here.all": true }));
});
one("[data-as-last]")?.addEventListener("click", () => {
  const marks = Object.entries(away).filter(([id]) => !current(`here.${id}`)).map(([id, mark]) => [`here.${id}`, mark]);
  undoable(said.saidAsLast, keepAll({ "here.all": true, ...Object.fromEntries(marks) }));
});

let asked = null;
async function find(words) {
  asked = words;
  const response = await fetch(`${said.people}?cari=${encodeURIComponent(words)}`, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (!response?.ok || asked !== words) return null; // no signal, or something else was asked meanwhile
  const box = document.createElement("template");
  box.innerHTML = await response.text();
  meet(all("[data-member]", box.content));
  return box.content;
}

let looking = null;
function whenQuiet(work) {
  clearTimeout(looking);
  looking = setTimeout(work, 300);
}

const found = one("[data-found]");
one("[data-search]")?.addEventListener("input", (event) => whenQuiet(async () => {
  const words = event.target.value.trim();
  const answer = words ? await find(words) : document.createDocumentFragment();
  if (!answer) return;
  for (const row of all("[data-member]", answer)) one(`[data-rows] [data-member="${row.dataset.member}"]`)?.remove();
  found.replaceChildren(answer);
  sum();
}));

// ── Choosing one, or several ────────────────────────────────────────

const boxKey = (box) => box.dataset.one ?? box.dataset.many;
const chosenIn = (box) => [current(boxKey(box))].flat().filter((value) => value !== null).map(String);

function choice(value, words) {
  const button = copy("choice");
  button.value = value;
  button.textContent = words;
  return button;
}

function offerPeople(box, everyone = false) {
  const place = (id) => (recent.includes(id) ? recent.indexOf(id) : 1000) + (["present", null].includes(markOf(id)) ? 0 : 500);
  const ranked = [...people.keys()].sort((a, b) => place(a) - place(b));
  const offered = everyone ? ranked : [...new Set([...ranked.slice(0, FEW), ...chosenIn(box)])];
  box.replaceChildren(...offered.map((id) => choice(id, people.get(id) ?? id)));
  if (!everyone && (ranked.length > offered.length || isLarge())) box.append(copy("others"));
  if (everyone && isLarge()) {
    const field = copy("find");
    box.append(field);
    field.addEventListener("input", () => whenQuiet(async () => {
      const answer = field.value.trim() && await find(field.value.trim());
      if (!answer) return;
      const ids = all("[data-member]", answer).map((row) => row.dataset.member);
      all("button", box).forEach((button) => button.remove());
      field.before(...[...new Set([...ids, ...chosenIn(box)])].map((id) => choice(id, people.get(id) ?? id)));
      press(box);
    }));
    field.focus();
  }
  press(box);
}

function press(box) {
  const chosen = chosenIn(box);
  if ("choose" in box.dataset) {
    for (const id of chosen) if (!one(`button[value="${CSS.escape(id)}"]`, box)) box.prepend(choice(id, people.get(id) ?? id));
  }
  const buttons = all("button:not([data-else])", box);
  for (const button of buttons) button.setAttribute("aria-pressed", String(chosen.includes(button.value)));
  const date = one("[data-date]", box);
  if (!date) return;
  const other = chosen.find((value) => !buttons.some((button) => button.value === value));
  date.dataset.words ??= one("span", date).textContent;
  date.classList.toggle("on", Boolean(other));
  one("span", date).textContent = other ? day(other) : date.dataset.words;
  one("input", date).value = chosen[0] ?? "";
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button"), box = button?.closest("[data-one], [data-many]");
  if (!box) return;
  if ("else" in button.dataset) return offerPeople(box, true);
  const key = boxKey(box), { head, part } = parts(key);
  const value = "number" in box.dataset ? Number(button.value) : button.value;
  const isOn = button.getAttribute("aria-pressed") === "true";
  if ("choose" in box.dataset) {
    const at = recent.indexOf(button.value);
    if (at >= 0) recent.splice(at, 1);
    recent.unshift(button.value);
  }
  if ("many" in box.dataset) {
    const before = current(key) ?? [];
    const after = isOn ? before.filter((id) => id !== value) : [...before, value];
    keep(key, after.length ? after : null);
  } else if (head === "here") keep(key, value);
  else {
    keep(key, isOn ? null : value);
    // What is carried over is due at the next meeting, unless somebody says otherwise.
    if (head === "carried" && value === "carried" && !isOn && !current(key.replace("fate", "due"))) keep(key.replace("fate", "due"), said.next);
    const card = box.closest("[data-thing]");
    if (card && (part === "due" || part === "member")) delete card.dataset.editing;
    if (card) sum();
  }
});

form.addEventListener("change", (event) => {
  const date = event.target.closest("[data-date]");
  if (date) {
    keep(boxKey(date.closest("[data-one]")), event.target.value || null);
    const card = date.closest("[data-thing]");
    if (card) { delete card.dataset.editing; sum(); }
  } else if ("photoIn" in event.target.dataset) addPhoto(event.target);
});
form.addEventListener("click", (event) => {
  const date = event.target.closest("[data-date]");
  if (date) try { one("input", date).showPicker(); } catch { /* a phone opens it by itself */ }
});

// ── What a meeting leaves behind ────────────────────────────────────

const cardId = (kind, id) => `${kind}.${id}`;
const idsOf = (kind, values) => [...new Set(Object.keys(values).filter((key) => key.startsWith(`${kind}.`) && values[key] !== null && values[key] !== "").map((key) => parts(key).id))].sort();

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

// As meetings/calculations/record.py has it; there it is decided.
function gapsIn(values) {
  const gaps = [], lacks = (what, key, task = "") => gaps.push({ key, sentence: fill(sentences[what], { task }) });
  if (values["here.all"] !== true && !Object.entries(values).some(([key, mark]) => key.startsWith("here.") && mark === "present")) lacks("attendance", "here.all");
  if (isReflective) for (const text of ["tried", "happened", "next"]) if (!values[text]) lacks("reflection", text);
  for (const id of idsOf("task", values)) {
    const key = `task.${id}`, text = values[`${key}.text`] ?? "";
    if (!text) lacks("task_text", `${key}.text`);
    if (!values[`${key}.owner`]) lacks("task_owner", `${key}.owner`, text);
    if (!values[`${key}.due`]) lacks("task_due", `${key}.due`, text);
  }
  for (const id of idsOf("carried", values)) if (values[`carried.${id}.fate`] === "dropped" && !values[`carried.${id}.note`]) lacks("dropped_why", `carried.${id}.note`);
  for (const kind of ["decision", "problem"]) for (const id of idsOf(kind, values)) if (!values[`${kind}.${id}.${NAMED[kind]}`]) lacks(`${kind}_text`, `${kind}.${id}.${NAMED[kind]}`);
  const positions = idsOf("position", values);
  if (positions.length === 1) lacks("second_position", `position.${positions[0]}.text`);
  for (const id of positions) if (!values[`position.${id}.text`]) lacks("position_text", `position.${id}.text`);
  return gaps;
}

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

// ── In words ────────────────────────────────────────────────────────

function titleOf(key) {
  if (names[key]) return names[key];
  const { head, id, part } = parts(key), name = names[head] ?? head;
  if (head === "here" || head === "why") return people.has(id) ? `${name}, ${people.get(id)}` : name;
  const text = one(`[data-item="${head}.${id}"]`, form)?.dataset.text ?? (part && part !== NAMED[head] ? current(`${head}.${id}.${NAMED[head]}`) : "");
  const title = text ? `${name} “${text}”` : name;
  return names[`part.${part}`] ? `${title}, ${names[`part.${part}`].toLowerCase()}` : title;
}

function inWords(key, value) {
  if (value === null || value === "") return said.saidEmpty;
  const { head, part } = parts(key);
  if (value === true) return said.saidHere;
  if (head === "here") return names[`mark.${value}`] ?? String(value);
  if (part === "fate") return names[`fate.${value}`] ?? value;
  if (part === "due") return day(value);
  return [value].flat().map((one) => people.get(one) ?? String(one)).join(", ");
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
