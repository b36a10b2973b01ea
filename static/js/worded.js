// A record in words: what its keys and values are called, and which sentences it still lacks. What
// its keys mean: meetings/calculations/record.py.

import { current, fill, form, one, said } from "./kept.js";

export const names = JSON.parse(said.names);
export const people = new Map(); // id → name
export const NAMED = { task: "text", decision: "text", problem: "title", position: "text", guest: "" };
const sentences = JSON.parse(said.gaps);
const isReflective = "reflective" in said;

const language = document.documentElement.lang;
const dayWords = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });
export const day = (text) => dayWords.format(new Date(`${text}T12:00`));
export const parts = (key) => { const [head, id = "", part = ""] = key.split("."); return { head, id, part }; };
export const idsOf = (kind, values) => [...new Set(Object.keys(values).filter((key) => key.startsWith(`${kind}.`) && values[key] !== null && values[key] !== "").map((key) => parts(key).id))].sort();

export function titleOf(key) {
  if (names[key]) return names[key];
  const { head, id, part } = parts(key), name = names[head] ?? head;
  if (head === "here" || head === "why") return people.has(id) ? `${name}, ${people.get(id)}` : name;
  const text = one(`[data-item="${head}.${id}"]`, form)?.dataset.text ?? (part && part !== NAMED[head] ? current(`${head}.${id}.${NAMED[head]}`) : "");
  const title = text ? `${name} “${text}”` : name;
  return names[`part.${part}`] ? `${title}, ${names[`part.${part}`].toLowerCase()}` : title;
}

export function inWords(key, value) {
  if (value === null || value === "") return said.saidEmpty;
  const { head, part } = parts(key);
  if (value === true) return said.saidHere;
  if (head === "here") return names[`mark.${value}`] ?? String(value);
  if (part === "fate") return names[`fate.${value}`] ?? value;
  if (part === "due") return day(value);
  return [value].flat().map((one) => people.get(one) ?? String(one)).join(", ");
}

// As meetings/calculations/record.py has it; there it is decided.
export function gapsIn(values) {
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
