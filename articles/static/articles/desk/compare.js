// From change to change, by button or by J and K. Without this, the page is read from top to bottom.

const SINGLE = "desk.single-keys"; // as in desk.js: single keys can be switched off
const FIELDS = "input, textarea, select, [contenteditable]";

const changes = [...document.querySelectorAll("[data-change]")];
const bar = document.querySelector("[data-steps]");
let at = -1;

function go(step) {
  const next = Math.min(Math.max(at + step, 0), changes.length - 1);
  changes[at]?.classList.remove("at");
  at = next;
  changes[at].classList.add("at");
  changes[at].focus({ preventScroll: true });
  changes[at].scrollIntoView({ block: "center" });
  bar.querySelector("[data-at]").textContent = `Change ${at + 1} of ${changes.length}`;
}

if (bar && changes.length) {
  bar.hidden = false;
  bar.querySelector("[data-at]").textContent = `${changes.length} change${changes.length === 1 ? "" : "s"}`;
  for (const button of bar.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => go(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (localStorage.getItem(SINGLE) === "off" || event.target.closest?.(FIELDS)) return;
    event.preventDefault();
    go(step);
  });
}
