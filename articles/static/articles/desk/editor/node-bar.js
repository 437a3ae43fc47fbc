// The small bar of buttons on a photo or an embed, and how the keyboard gets there and back.
import { furniture, make, rove } from "./dom.js";

/**
 * @param {string} name what the bar is about
 * @param {HTMLElement[]} buttons
 * @param {() => void} leave called for Escape: back into the text
 */
export function nodeBar(name, buttons, leave) {
  const bar = make("div", { class: "node-bar", role: "toolbar", "aria-label": name, ...furniture }, ...buttons);
  rove(bar, { stop: false });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && event.key !== "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    leave();
  });
  return bar;
}

/** The figure that the selection is in or is, with its position; null if there is none. */
export function figureAt(state, names = ["photo", "embed"]) {
  const { $from, node } = state.selection;
  if (node && names.includes(node.type.name)) return { node, pos: state.selection.from };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (names.includes($from.node(depth).type.name)) return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/** Move the focus to the bar of the figure that the selection is in; whether there is one. */
export function focusNodeBar(view) {
  const figure = figureAt(view.state);
  const button = figure && view.nodeDOM(figure.pos)?.querySelector(".node-bar button");
  button?.focus();
  return Boolean(button);
}
