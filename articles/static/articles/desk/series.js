// The stories of a series: put in order by dragging or by keyboard, which gives them their numbers.
import { dragging } from "./dragging.js";
import { lifting } from "./lifting.js";

const list = document.querySelector("[data-parts]");
const status = document.querySelector("[data-said]");
const rows = () => [...list.querySelectorAll("[data-part]")];
const field = (row) => row.querySelector("input");
const called = (row) => row.querySelector("[data-name]").textContent;
const say = (words) => { status.textContent = words; };

if (list?.querySelector("[data-drag]")) {
  const after = Number(list.dataset.after); // stories that stand before these, on other pages
  let order = rows();

  /** Give the rows the numbers that they have among them, in their new order; from their first place where some have none. */
  const settle = () => {
    const now = rows();
    if (now.every((row, place) => row === order[place])) return;
    order = now;
    const held = now.map((row) => Number(field(row).value)).filter(Boolean).sort((one, other) => one - other);
    const numbers = held.length === now.length ? held : now.map((_, place) => after + place + 1);
    now.forEach((row, place) => { field(row).value = numbers[place]; });
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };

  dragging(list, rows, settle);
  lifting(list, "[data-part]", {
    move(row, way) {
      const other = rows()[rows().indexOf(row) + way];
      if (way < 0) other?.before(row); else other?.after(row);
    },
    placed: (row) => `${called(row)}, ${rows().indexOf(row) + 1} of ${rows().length}`,
    settle,
    say,
    then: " Readers see it when you save.",
  });
}
