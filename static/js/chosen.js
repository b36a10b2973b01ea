// Who was at a meeting, and who or what is chosen for a thing it left behind: one, or several.

import { all, current, fill, form, hooks, keep, one, said } from "./kept.js";
import { copy, undoable } from "./told.js";
import { day, names, parts, people } from "./worded.js";

const away = JSON.parse(said.away);
const FEW = 4; // of people to choose from at once

// ── People ──────────────────────────────────────────────────────────

const recent = []; // ids that were chosen last, newest first
export const meet = (rows) => { for (const row of rows) people.set(row.dataset.member, row.dataset.name); };
const isLarge = () => Number(said.all) > people.size;

export function markOf(id) {
  return current(`here.${id}`) ?? (current("here.all") === true ? "present" : null);
}

export function drawRow(row) {
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

export function present(values) {
  const marks = Object.entries(values).filter(([key, value]) => value && key.startsWith("here.") && key !== "here.all");
  const there = marks.filter(([, mark]) => mark === "present").length;
  return values["here.all"] === true ? Number(said.all) - (marks.length - there) : there;
}

const rows = one("[data-rows]"), others = one("[data-others]");

// At the beginning only: nothing moves under a thumb.
export function foldRows() {
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

export function keepAll(changes) {
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
  hooks.sum();
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

export function offerPeople(box, everyone = false) {
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

export function press(box) {
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
    if (card) hooks.sum();
  }
});

form.addEventListener("change", (event) => {
  const date = event.target.closest("[data-date]");
  if (!date) return;
  keep(boxKey(date.closest("[data-one]")), event.target.value || null);
  const card = date.closest("[data-thing]");
  if (card) { delete card.dataset.editing; hooks.sum(); }
});
form.addEventListener("click", (event) => {
  const date = event.target.closest("[data-date]");
  if (date) try { one("input", date).showPicker(); } catch { /* a phone opens it by itself */ }
});
