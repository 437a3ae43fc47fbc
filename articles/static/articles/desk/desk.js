// Keys of the desk. Everything they do can also be done without them.

const SINGLE = "desk.single-keys";
const ROWS = "#result_list tbody tr, .row-list > li, .timeline > li";
const LINK = ".title a, th a";
const FIELDS = "input, textarea, select, [contenteditable], .ProseMirror, [role=combobox], [role=listbox]";
// While one is open, what is typed is meant for it, wherever the focus is on its way to.
const OPEN_LIST = ".select2-container--open";

const dialog = document.getElementById("desk-keys");
const go = document.getElementById("goto");
let waiting = false; // for the letter after G

const singleKeys = () => localStorage.getItem(SINGLE) !== "off";
const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector(LINK) && row.checkVisibility());

function move(step) {
  const all = rows();
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.querySelector(LINK).focus();
}

const current = () => rows().find((row) => row.contains(document.activeElement));
const box = (row) => row?.querySelector(".story-select");
let chosen = null; // the row that was chosen last

/* Choose the row with the focus, or all from the last chosen one to it. */
function choose({ shiftKey }) {
  const row = current();
  if (!box(row)) return;
  const all = rows();
  const [from, to] = [all.indexOf(shiftKey && chosen ? chosen : row), all.indexOf(row)].sort((a, b) => a - b);
  const checked = shiftKey || !box(row).checked;
  all.slice(from, to + 1).filter(box).forEach((one) => { box(one).checked = checked; });
  chosen = row;
}

const every = document.getElementById("choose-all");
if (every) {
  every.hidden = false;
  every.addEventListener("change", () => rows().filter(box).forEach((row) => { box(row).checked = every.checked; }));
}

function newStory() {
  const address = document.querySelector("[data-new-story]")?.dataset.newStory;
  if (address) location.assign(address);
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  n: newStory,
  t: () => current()?.querySelector("[data-take]")?.click(),
  x: choose,
  "/": () => (document.getElementById("searchbar") ?? go)?.focus(),
  "?": () => dialog?.showModal(),
  g: () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); },
};

/* What presses the button of the row with the focus that goes by a key of its own. */
function pressing(key) {
  const button = current()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return button && (() => button.click());
}

function pressed(event) {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && go) {
    event.preventDefault();
    go.focus();
    go.select();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  if (event.key === "Escape" && event.target.matches?.(`#goto, #searchbar, ${ROWS} a`)) {
    const form = event.target.closest("form:has(.story-select:checked)");
    form ? form.reset() : event.target.blur();
    return;
  }
  if (!singleKeys() || event.target.closest?.(FIELDS) || document.querySelector(OPEN_LIST)) return;
  const key = event.key.toLowerCase();
  const act = waiting ? () => document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click() : acts[key] ?? pressing(key);
  waiting = false;
  if (!act) return;
  event.preventDefault();
  act(event);
}

if (dialog) {
  const single = dialog.querySelector("[data-single-keys]");
  single.checked = singleKeys();
  single.addEventListener("change", () => localStorage.setItem(SINGLE, single.checked ? "on" : "off"));
  document.querySelectorAll("[data-keys]").forEach((button) => button.addEventListener("click", () => dialog.showModal()));
}
document.addEventListener("keydown", pressed);

// Select2 names its box by what is chosen in it; say also what it is for, when the admin's own script has made it.
window.django?.jQuery?.(() => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = select.labels[0];
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) continue;
    label.id ||= `${select.id}_label`;
    const rendered = box.querySelector(".select2-selection__rendered");
    rendered?.removeAttribute("role");
    rendered?.removeAttribute("aria-readonly");
    box.setAttribute("aria-labelledby", [label.id, rendered?.id].filter(Boolean).join(" "));
  }
});

// The icons in Django's lists to choose from have a name and no role, so that nobody is told of it.
addEventListener("load", () => {
  for (const icon of document.querySelectorAll(".search-label-icon[aria-label]")) icon.setAttribute("role", "img");
});
