// The byline: names added by typing, put in order by dragging or by keyboard.
import { Combobox } from "./combobox.js";
import { dragging } from "./dragging.js";
import { lifting } from "./lifting.js";

/** @param {HTMLElement} list `[data-byline]` */
export function byline(list) {
  const name = list.dataset.byline;
  const input = list.querySelector("[data-add]");
  const last = input.closest("li");
  const blank = list.parentElement.querySelector("template[data-credit]");
  const status = list.parentElement.querySelector("[data-said]");
  const rows = () => [...list.querySelectorAll("li[data-credit]")];
  const called = (row) => row.querySelector("[data-name]").textContent;
  const part = (row, end) => row.querySelector(`[name$="-${end}"]`);
  const say = (words) => { status.textContent = words; };
  let count = 100; // numbers of new lines: above all that came with the page

  /** Write each line's place where the server reads it. */
  function settle() {
    rows().forEach((row, index) => { part(row, "place").value = index + 1; });
    last.querySelector(`[name$="-place"]`).value = rows().length + 1;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add({ value, name: who, note, known }) {
    const row = blank.content.firstElementChild.cloneNode(true);
    count += 1;
    row.querySelectorAll("[name]").forEach((field) => { field.name = field.name.replace("__n__", count); });
    row.querySelector("[data-name]").textContent = who;
    const agency = value.startsWith("agency:");
    row.querySelector("[data-note]").textContent = [agency && "agency", !known && "new"].filter(Boolean).join(", ");
    part(row, "who").value = value;
    part(row, "name").value = who;
    part(row, "role").value = role(value, agency && rows().length ? "with" : "by");
    label(row, who);
    last.before(row);
    settle();
    say(`${who} added, ${rows().length} of ${rows().length}.`);
  }

  /** The usual role, or else the first one that this author or agency does not have yet. */
  function role(who, usual) {
    const held = rows().filter((row) => part(row, "who").value === who).map((row) => part(row, "role").value);
    const roles = [usual, ...[...part(blank.content, "role").options].map((option) => option.value)];
    return roles.find((one) => !held.includes(one)) ?? usual;
  }

  function label(row, who) {
    row.querySelector("[data-drag]").setAttribute("aria-label", `Move ${who}: press space, then arrow keys`);
    row.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${who}`);
    part(row, "role").setAttribute("aria-label", `Role of ${who}`);
  }

  function remove(row) {
    const all = rows();
    const next = all[all.indexOf(row) + 1]?.querySelector("[data-remove]") ?? input;
    row.remove();
    settle();
    say(`${called(row)} removed.`);
    next.focus();
  }

  new Combobox(input, {
    url: (typed) => `${list.dataset.lookup}?${new URLSearchParams({ q: typed })}`,
    offers: (found, typed) => [
      ...found.results.map((result) => ({ name: result.label, ...result, known: true })),
      ...found.new.map((kind) => ({ value: `${kind}:`, label: `New ${kind} “${typed}”`, name: typed })),
    ],
    choose: add,
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (button) remove(button.closest("li"));
  });
  dragging(list, rows, settle);
  lifting(list, "li", {
    move(row, way) {
      const other = rows()[rows().indexOf(row) + way];
      if (way < 0) other?.before(row); else other?.after(row);
    },
    placed: (row) => `${called(row)}, ${rows().indexOf(row) + 1} of ${rows().length}`,
    settle,
    say,
  });
}
