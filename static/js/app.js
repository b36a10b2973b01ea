// Small things that every page may hold. Each works without this file, only less comfortably,
// and none has words of its own: what it says stands in data-* attributes.

const STAYS = 10_000; // a toast, in milliseconds
const all = (selector, work) => document.querySelectorAll(selector).forEach(work);
const byId = (id) => document.getElementById(id);

// Password fields: show what was typed.
all("[data-reveal]", (button) => {
  const field = byId(button.dataset.reveal);
  const words = [button.textContent, button.dataset.hide];
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    button.textContent = words[Number(shown)];
    button.setAttribute("aria-pressed", shown);
    field.focus();
  });
  field.form?.addEventListener("submit", () => { field.type = "password"; });
});

// Date fields show the phone's own format; the long date stands beside.
all("[data-long-date]", (field) => {
  const beside = field.parentElement.querySelector("output");
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });
  const say = () => { beside.value = field.valueAsDate ? format.format(field.valueAsDate) : ""; };
  field.addEventListener("input", say);
  say();
});

all("[data-file]", (field) => {
  const beside = field.parentElement.querySelector("output");
  field.addEventListener("change", () => {
    beside.value = [...field.files].map((file) => file.name).join(", ");
  });
});

// A form that came back: the reader starts at the summary.
document.querySelector("form[method=post] [data-errors]")?.focus();

// A form goes out once, and says so when someone leaves it half written.
const offline = document.querySelector("[data-offline]");
let unsaved = null;
all("form[data-guard]", (form) => {
  form.addEventListener("input", () => {
    unsaved = form;
    if (USER) keep(form);
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return event.preventDefault();
    if (offline && !navigator.onLine) {
      offline.focus();
      return event.preventDefault();
    }
    unsaved = null;
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    if (USER) keep(form);
  });
});
addEventListener("beforeunload", (event) => { if (unsaved?.isConnected) event.preventDefault(); });
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  all("form[data-sent]", (form) => delete form.dataset.sent);
  all("[aria-busy]", (button) => button.removeAttribute("aria-busy"));
});

// What is typed into a form stays in this tab until an answer is there: the session may have ended,
// or the signal. Whoever signs in again, or opens the form once more, finds it as it was.
const TYPED = "sejawat-typed";
const USER = document.body.dataset.user; // nobody's at the door
const place = (form) => new URL(form.getAttribute("action") ?? "", location).pathname;
const boxes = (form) => [...form.elements].filter((box) => box.name && !/hidden|password|file|submit|button|fieldset/.test(box.type));

function keep(form) {
  const typed = boxes(form).map((box) => [box.name, box.value, box.checked]);
  try {
    sessionStorage.setItem(TYPED, JSON.stringify({ user: USER, from: location.href, place: place(form), typed }));
  } catch { /* full: the form goes out all the same */ }
}

function putBack({ typed, place: wanted }) {
  const form = [...document.querySelectorAll("form[data-guard]")].find((one) => place(one) === wanted);
  if (USER && !form) return;
  for (const [name, value, checked] of form ? typed : []) {
    const ticks = (box) => ["radio", "checkbox"].includes(box.type);
    const box = boxes(form).find((one) => one.name === name && (!ticks(one) || one.value === value));
    if (!box) continue;
    if (ticks(box)) box.checked = checked;
    else box.value = value;
  }
  form?.querySelectorAll("[data-long-date]").forEach((field) => field.dispatchEvent(new Event("input")));
  all("[data-typed]", (words) => { words.hidden = false; });
}

const kept = JSON.parse(sessionStorage.getItem(TYPED));
const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
const isAnswered = isNew && document.referrer === kept?.from;
if (kept && USER && (kept.user !== USER || isAnswered)) sessionStorage.removeItem(TYPED);
else if (kept) putBack(kept);

// Asking once: a link to a page of confirmation opens the same question as a dialog.
document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-dialog]");
  if (asks) {
    byId(asks.dataset.dialog).showModal();
    return event.preventDefault();
  }
  const closes = event.target.closest("[data-close]");
  if (closes?.closest("dialog")) {
    closes.closest("dialog").close();
    event.preventDefault();
  }
});

// Toasts leave by themselves, but never while someone points at them or stands in them.
function fade(toast) {
  let timer;
  const wait = () => { timer = setTimeout(() => toast.remove(), STAYS); };
  const stay = () => clearTimeout(timer);
  for (const begin of ["pointerenter", "focusin"]) toast.addEventListener(begin, stay);
  for (const end of ["pointerleave", "focusout"]) toast.addEventListener(end, () => { stay(); wait(); });
  toast.querySelector("[data-dismiss]")?.addEventListener("click", () => toast.remove());
  wait();
}
all(".sj-toasts > .sj-toast", fade);

// Copy the text of another element.
all("[data-copy]", (button) => {
  const word = button.querySelector("span");
  const before = word.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId(button.dataset.copy).innerText.trim());
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
});

// Hand the text of another element to an app of the phone, where the phone can.
all("[data-share]", (button) => {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    navigator.share({ text: byId(button.dataset.share).innerText.trim() }).catch(() => {});
  });
});

all("[data-print]", (button) => button.addEventListener("click", () => print()));

// No internet is a fact, not a failure.
if (offline) {
  const tell = () => { offline.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}
