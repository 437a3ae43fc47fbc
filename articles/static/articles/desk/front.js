// A front: stories found while one types, and put in order by dragging or by keyboard. Without this the buttons do it.
import { lifting } from "./lifting.js";

const form = document.querySelector("[data-front]");
const page = form.querySelector("[data-page]");
const status = form.querySelector("[data-said]");
const lists = () => [...page.querySelectorAll("[data-spots]")];
const boxOf = (list) => list.closest("[data-box]");
const called = (spot) => spot.querySelector("[data-name]").textContent;
const say = (words) => { status.textContent = words; };

/** Write where each story stands where the server reads it, and let it be kept. */
function settle() {
  for (const list of lists()) {
    [...list.children].forEach((spot, index) => {
      spot.querySelector("[data-in]").value = boxOf(list).dataset.box;
      spot.querySelector("[data-at]").value = index + 1;
    });
  }
  form.dispatchEvent(new Event("input"));
}

const placed = (spot) => {
  const list = spot.parentElement;
  const name = boxOf(list).querySelector("h2").textContent;
  return `${called(spot)}, ${[...list.children].indexOf(spot) + 1} of ${list.children.length} in ${name}`;
};

/** Put a story in by its number: the server makes its row. */
function add(article, box, place) {
  const button = form.querySelector("[data-put]");
  button.value = article;
  form.querySelector("[name=add-place]").value = place;
  form.querySelector("#add-box").value = box;
  form.requestSubmit(button);
}

// By pointer.
let dragged = null;
let from = null; // { list, next }: where a placed story came from, until it is dropped
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-spot], [data-article]");
  if (!dragged) return;
  from = dragged.matches("[data-spot]") ? { list: dragged.parentElement, next: dragged.nextElementSibling } : null;
  dragged.classList.add("lifted");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".title, span[dir]")?.textContent ?? "");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("lifted");
  from?.list.insertBefore(dragged, from.next);
  page.querySelectorAll(".over").forEach((box) => box.classList.remove("over"));
  dragged = from = null;
});
/** The story before which something falls at a height; null for the end. */
function before(list, event) {
  return [...list.children].find((spot) => {
    const box = spot.getBoundingClientRect();
    return spot !== dragged && event.clientY < box.top + box.height / 2;
  }) ?? null;
}
page.addEventListener("dragover", (event) => {
  const box = event.target.closest("[data-box]");
  if (!dragged || !box) return;
  event.preventDefault();
  page.querySelectorAll(".over").forEach((other) => other.classList.toggle("over", other === box));
  box.classList.add("over");
  if (dragged.matches("[data-spot]")) box.querySelector("[data-spots]").insertBefore(dragged, before(box.querySelector("[data-spots]"), event));
});
page.addEventListener("drop", (event) => {
  const box = event.target.closest("[data-box]");
  if (!dragged || !box) return;
  event.preventDefault();
  if (dragged.matches("[data-spot]")) {
    from = null;
    settle();
    say(`${placed(dragged)}, dropped.`);
  } else {
    const list = box.querySelector("[data-spots]");
    const next = before(list, event);
    add(dragged.dataset.article, box.dataset.box, next ? [...list.children].indexOf(next) : list.children.length);
  }
});

// By finger or pen, from the handle: what is above knows the mouse alone.
const EDGE = 64; // pixels from the top and the bottom of the window in which a held story scrolls the page
page.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.pointerType === "mouse") return;
  dragged = handle.closest("[data-spot]");
  from = { list: dragged.parentElement, next: dragged.nextElementSibling };
  dragged.classList.add("lifted");
  page.setPointerCapture(event.pointerId); // not the handle: it moves, and would lose the pointer
  event.preventDefault();
});
page.addEventListener("pointermove", (event) => {
  if (!dragged || !page.hasPointerCapture(event.pointerId)) return;
  scrollBy(0, event.clientY < EDGE ? -EDGE / 4 : event.clientY > innerHeight - EDGE ? EDGE / 4 : 0);
  const list = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-box]")?.querySelector("[data-spots]");
  const next = list && before(list, event);
  if (list && (dragged.parentElement !== list || dragged.nextElementSibling !== next)) list.insertBefore(dragged, next);
});
page.addEventListener("pointerup", (event) => {
  if (!dragged || !page.hasPointerCapture(event.pointerId)) return;
  dragged.classList.remove("lifted");
  settle();
  say(`${placed(dragged)}, dropped.`);
  dragged = from = null;
});
page.addEventListener("pointercancel", (event) => {
  if (!dragged || !page.hasPointerCapture(event.pointerId)) return;
  dragged.classList.remove("lifted");
  from.list.insertBefore(dragged, from.next);
  dragged = from = null;
});

// By keyboard, also from container to container.
page.querySelectorAll("[data-drag]").forEach((handle) => { handle.hidden = false; });
function move(spot, way) {
  const list = spot.parentElement;
  const other = way < 0 ? spot.previousElementSibling : spot.nextElementSibling;
  if (other) {
    if (way < 0) other.before(spot); else other.after(spot);
    return;
  }
  const next = lists()[lists().indexOf(list) + way];
  if (next) next.insertBefore(spot, way < 0 ? null : next.firstElementChild);
}
lifting(page, "[data-spot]", { move, placed, settle, say });

// Search while typing: the page's own list, fetched again.
const search = form.querySelector("#q");
const offered = form.querySelector("[data-offered]");
let asked = 0;
let waiting = 0;
async function find() {
  const number = (asked += 1);
  try {
    const response = await fetch(`?${new URLSearchParams({ q: search.value })}`, { headers: { Accept: "text/html" } });
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-offered]");
    if (number === asked && found) offered.replaceChildren(...found.children);
  } catch { /* the button beside it still searches */ }
}
search.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(find, 250);
});
search.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  clearTimeout(waiting);
  find();
});

// Keys, as on a story: F6 between what is arranged and the rail, Ctrl S save, Ctrl Enter the blue button.
const rail = form.querySelector(".front-rail");
const keys = { s: "[name=_save]", Enter: "[name=_publish]" };
document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("dialog")) return;
  const button = (event.ctrlKey || event.metaKey) && keys[event.key];
  if (event.key !== "F6" && !button) return;
  event.preventDefault();
  if (button) form.requestSubmit(form.querySelector(button));
  else (rail.contains(document.activeElement) ? form.querySelector(".front-grid summary") : search).focus();
});
