// A number between − and +, for a thumb. Without this file the number is typed.

for (const box of document.querySelectorAll("[data-step]")) {
  const field = box.querySelector("input");
  const by = (step) => () => {
    const least = Number(field.min || 0);
    const most = Number(field.max || 999);
    field.value = Math.min(most, Math.max(least, (Number(field.value) || 0) + step));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  box.querySelector("[data-less]").addEventListener("click", by(-1));
  box.querySelector("[data-more]").addEventListener("click", by(1));
}

// The sum of all of them, in the words of the page.
for (const sum of document.querySelectorAll("[data-sum]")) {
  const form = sum.closest("form");
  const tell = () => {
    const fields = [...form.querySelectorAll("[data-step] input")];
    sum.value = fields.reduce((all, field) => all + (Number(field.value) || 0), 0);
  };
  form.addEventListener("input", tell);
  tell();
}
