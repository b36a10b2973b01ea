// The score control: 1 to 5 and N choose from anywhere in the item, and clearing is one press.
document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.(".sj-q");
  if (!item || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input:not([type=radio])")) return;
  const value = event.key.toLowerCase() === "n" ? "na" : event.key;
  const tile = item.querySelector(`.sj-tile input[value="${CSS.escape(value)}"]`);
  if (!tile || tile.checked) return;
  tile.checked = true;
  tile.focus();
  tile.dispatchEvent(new Event("change", { bubbles: true }));
});

document.querySelectorAll(".sj-q .clear").forEach((button) => {
  const item = button.closest(".sj-q");
  button.addEventListener("click", () => {
    const chosen = item.querySelector(".sj-tile :checked");
    if (!chosen) return;
    chosen.checked = false;
    chosen.focus();
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
