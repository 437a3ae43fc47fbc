// Rows put in order by keyboard: Space lifts one, arrows move it, Space or Enter drops it, Escape puts it back.

/**
 * @param {HTMLElement} root what holds the rows, each with a handle `[data-drag]`
 * @param {string} rows a row's selector
 * @param {Object} its `move(row, way)`: one place up (-1) or down (1); `placed(row)`: its name and place in words;
 *   `settle()`: write where each stands; `say(words)`; `then`: what is said after what was dropped
 */
export function lifting(root, rows, { move, placed, settle, say, then = "" }) {
  let lifted = null; // { row, list, next }: where a lifted row came from
  const drop = (words) => {
    lifted.row.classList.remove("lifted");
    lifted = null;
    settle();
    say(words);
  };
  root.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle) return;
    const row = handle.closest(rows);
    if (event.key === " " || (event.key === "Enter" && lifted)) {
      if (lifted) drop(`${placed(row)}, dropped.${then}`);
      else {
        lifted = { row, list: row.parentElement, next: row.nextElementSibling };
        row.classList.add("lifted");
        say(`${placed(row)}, lifted. Arrows move it, space drops it.`);
      }
    } else if (event.key === "Escape" && lifted) {
      lifted.list.insertBefore(row, lifted.next);
      drop(`${placed(row)}, put back.`);
    } else if (/^Arrow(Up|Down)$/.test(event.key) && lifted) {
      move(row, event.key === "ArrowUp" ? -1 : 1);
      say(placed(row));
    } else return;
    event.preventDefault();
    event.stopPropagation();
    handle.focus();
  });
  root.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (lifted && to && !lifted.row.contains(to)) drop(`${placed(lifted.row)}, dropped.${then}`);
  });
}
