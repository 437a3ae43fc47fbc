// Elements, in one line each.

/**
 * An element with attributes (`onclick` and the like are functions; false, null and undefined are left out) and content.
 * @param {string} tag
 * @param {Record<string, string | boolean | number | null | undefined | EventListener>} [attributes]
 * @param {...(Node | string)} content
 */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...content);
  return element;
}

/**
 * A button that sends no form.
 * @param {Node | string} face words, or an icon, which needs a name in `more`
 * @param {string} looks its classes
 * @param {EventListener} onclick
 * @param {Record<string, string | boolean | undefined>} [more] further attributes
 */
export function button(face, looks, onclick, more = {}) {
  return make("button", { type: "button", class: looks, onclick, ...more }, face);
}

const SVG = "http://www.w3.org/2000/svg";
// Icons that the page's own sheet of symbols does not hold.
const DRAWN = { numbers: "M6.5 4H14M6.5 8H14M6.5 12H14M2.5 3l1-.5v3M2.3 10.4c.9-1 1.9-.4 1.7.3-.1.5-1.7 1.8-1.7 1.8h1.9" };

/** An icon of the page's sheet, `#i-<name>`. `flip`: it points the other way where words run from right to left. */
export function icon(name, flip = false) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", flip ? "i i-flip" : "i");
  picture.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, name in DRAWN ? "path" : "use");
  if (name in DRAWN) {
    picture.setAttribute("viewBox", "0 0 16 16");
    shape.setAttribute("d", DRAWN[name]);
  } else {
    shape.setAttribute("href", `#i-${name}`);
  }
  picture.append(shape);
  return picture;
}

/** What is no part of a story's words but stands among them: not to be edited, and running the page's way, not theirs. */
export const furniture = { contenteditable: "false", dir: document.documentElement.dir || "ltr" };

/** "1 table", "3 tables". */
export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/**
 * Make the buttons of a toolbar one stop of the Tab key, with the arrow keys between them.
 * https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 * @param {HTMLElement} bar
 * @param {{stop: boolean}} options `stop`: whether the Tab key stops here at all
 */
export function rove(bar, { stop }) {
  const all = () => [...bar.querySelectorAll("button:not([hidden]), select, a")];
  const stopAt = (element) => all().forEach((one) => one.setAttribute("tabindex", stop && one === element ? "0" : "-1"));
  stopAt(all()[0]);
  bar.addEventListener("focusin", (event) => stopAt(event.target));
  bar.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const controls = all();
    const at = controls.indexOf(event.target);
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const next = { [forward]: at + 1, [backward]: at - 1 + controls.length, Home: 0, End: controls.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    controls[next % controls.length].focus();
  });
  return () => (all().find((one) => one.getAttribute("tabindex") === "0") ?? all()[0])?.focus();
}

/** Back into the text at once: the library's own focus() waits for a frame, and what is typed in it would be lost. */
export function focusText(editor) {
  editor.view.focus();
  editor.commands.focus();
}
