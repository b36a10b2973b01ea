// A list of ticks with one press for all of them. Without this file each is ticked by hand.

for (const list of document.querySelectorAll("[data-choose]")) {
  const tick = (on) => () => {
    for (const box of list.querySelectorAll("input[type=checkbox]")) box.checked = on;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.querySelector("[data-choose-all]").addEventListener("click", tick(true));
  list.querySelector("[data-choose-none]").addEventListener("click", tick(false));
}
