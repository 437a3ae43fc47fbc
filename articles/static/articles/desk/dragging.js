// Rows put in order by pointer: the row follows the pointer from place to place.

/**
 * @param {HTMLElement} list what holds the rows, each an `li` with a handle `[data-drag]`
 * @param {() => HTMLElement[]} rows the rows in their order
 * @param {() => void} settle write where each stands
 */
export function dragging(list, rows, settle) {
  let row = null;
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle || event.button) return;
    row = handle.closest("li");
    row.classList.add("lifted");
    list.setPointerCapture(event.pointerId); // not the handle: it moves, and would lose the pointer
  });
  list.addEventListener("pointermove", (event) => {
    if (!row) return;
    const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
    const before = rows().find((other) => other !== row && event.clientY < middle(other));
    const target = before ?? rows().at(-1).nextElementSibling;
    if (row.nextElementSibling !== target && target !== row) list.insertBefore(row, target);
  });
  const drop = () => {
    row?.classList.remove("lifted");
    if (row) settle();
    row = null;
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}
