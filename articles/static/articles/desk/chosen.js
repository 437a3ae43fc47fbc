// Tags, related stories and the series: chosen by typing, shown as chips, each chip carrying the input that is posted.
import { Combobox } from "./combobox.js";

const NEW = "+"; // before a name that nothing has yet, as the server reads it

/** @param {HTMLElement} root `[data-chosen]` */
export function chosen(root) {
  const input = root.querySelector("[role=combobox]");
  const blank = root.querySelector("template[data-choice]");
  const one = root.dataset.one;
  const story = root.closest("form").dataset.story;
  const chips = () => [...root.querySelectorAll("span[data-choice]")];
  const values = () => chips().map((chip) => chip.querySelector("input").value);

  function add({ value, name }) {
    if (root.dataset.most === "1") chips().forEach((chip) => chip.remove());
    const chip = blank.content.firstElementChild.cloneNode(true);
    chip.querySelector("input").value = value;
    chip.querySelector("[data-name]").textContent = name;
    chip.querySelector("[data-remove]").setAttribute("aria-label", `Remove ${one} ${name}`);
    input.before(chip, " ");
  }

  function remove(chip) {
    const all = chips();
    const next = all[all.indexOf(chip) + 1]?.querySelector("[data-remove]") ?? input;
    chip.remove();
    next.focus();
    root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  new Combobox(input, {
    url: (typed) => `${root.dataset.lookup}?${new URLSearchParams({ q: typed, ...(story && { not: story }) })}`,
    offers: (found, typed) => [
      ...found.results.map((result) => ({ name: result.label, ...result, known: true })),
      ...(found.new.length ? [{ value: NEW + typed, label: `New ${one} “${typed}”`, name: typed }] : []),
    ].filter((offer) => !values().includes(offer.value)),
    choose: add,
    back: () => chips().at(-1)?.querySelector("[data-remove]").focus(),
    separator: one === "tag" ? "," : undefined,
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (button) remove(button.closest("[data-choice]"));
    else if (!event.target.closest("button, input, li")) input.focus();
  });
}
