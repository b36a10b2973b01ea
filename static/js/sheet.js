// The visit sheet: its items, their tiles, notes and photos. How cells are kept, sent and told of
// stands in kept.js, sent.js and told.js.

import {
  USER, all, current, currentValues, fill, form, hooks, hour, keep, one, page, plural, said, same, uuid, waiting,
} from "./kept.js";
import { csrf, send, signal } from "./sent.js";
import {
  begin, copy, forgetPhoto, grow, keepPhoto, openClashes, openQueue, settleAll, settleField, show, type, typing, undoable,
} from "./told.js";

const items = all("[data-item]", form);
const number = new Map(items.map((item, place) => [item.dataset.item, place + 1]));
const itemOf = (code) => document.getElementById(`butir-${code}`);
const ticks = new Map(all("[data-tick]").map((tick) => [tick.dataset.tick, tick]));
const moments = one("[data-moments]", form);

Object.assign(hooks, {
  showValue, sum, showPhotos, titleOf, inWords,
  isBig: (key, value) => key.endsWith(".score") && value !== null,
  place: (key) => number.get(split(key)[0]) ?? Infinity,
  nameOfPhoto: (photo) => fill(said.saidPhoto, { n: number.get(photo.code) }),
  agreed(keys) {
    const touched = new Set(keys.map((key) => split(key)[0]));
    return items.length ? fill(said.saidAgreed, { n: items.filter((item) => !touched.has(item.dataset.item)).length, all: items.length }) : "";
  },
  valueOf(field) {
    const moment = field.closest(".sh-moment, [data-timed]");
    return moment ? momentValue(moment, field) : field.value || null;
  },
  settles(field, base) {
    if (field.type !== "number") return false;
    settleNumber(field, base);
    return true;
  },
  tick: clock,
});

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
  await keepPhoto(file, code, `?item=${code}`);
  sum();
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
  await forgetPhoto(id);
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

// ── In words ────────────────────────────────────────────────────────

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

// ── Beginning ───────────────────────────────────────────────────────

const names = all(".sh-ticks .name");
one(".sh-ticks")?.classList.toggle("bare", names.some((name) => name.scrollWidth > name.clientWidth));
moments.replaceChildren();
clock();
begin();
