// Marking a sentence: a tap on it, a tap on a factor. That works without this file; here a second
// tap lets go of the sentence, Escape too, and the sentence stays in sight above the factors.

const panel = document.querySelector("[data-mark]");
const chosen = () => document.querySelector(".mk-s input:checked");
let held = null; // what was chosen before this tap

function letGo() {
  const radio = chosen();
  if (!radio) return;
  radio.checked = false;
  held = null;
  radio.focus({ preventScroll: true });
}

for (const radio of document.querySelectorAll(".mk-s input")) {
  radio.addEventListener("click", () => {
    if (held === radio) letGo();
    else held = radio;
  });
  radio.addEventListener("change", () => {
    const box = radio.parentElement.getBoundingClientRect();
    const room = innerHeight - panel.offsetHeight;
    if (box.bottom > room - 16) scrollBy({ top: box.bottom - room + 32 });
    panel.scrollTop = 0;
  });
  radio.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would send the form without a factor
    if (radio.checked) panel.querySelector(".mk-factors button").focus();
  });
}

addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });
panel?.addEventListener("reset", () => { held = null; });
