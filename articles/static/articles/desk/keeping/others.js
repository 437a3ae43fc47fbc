// Who else has the form open, saved it meanwhile or took it over; and what else is to be told.
import { button, icon, make } from "../editor/dom.js";
import { find, form } from "./server.js";

// What cannot be read-only is not to be used in a form that was taken over.
const TOOLS = "select, button, [draggable], .toolbar, [type=radio], [type=checkbox], [type=range], [data-frame], .drop, .rail";

const list = find("[data-others]");
const one = find("[data-other]").content.firstElementChild;
const more = make("p", { class: "told", role: "status" });
let note, drawn;
let since = "";
list.parentElement.append(more);

/** Change the page without moving what somebody is writing in. @param {() => void} change */
function steady(change) {
  const top = () => find(":focus")?.getBoundingClientRect().top ?? 0;
  const before = top();
  change();
  scrollBy(0, top() - before);
}

function draw({ form: key, name, initials, hue, since, place }) {
  const other = one.cloneNode(true);
  const take = other.querySelector("button");
  const parts = { ".avatar": initials, "[data-name]": name, "[data-since]": since, "[data-place]": place && `, in the ${place}` };
  for (const [part, words] of Object.entries(parts)) other.querySelector(part).textContent = words;
  Object.assign(take, { value: key, ariaLabel: `Take over from ${name}` });
  other.querySelector(".avatar").dataset.hue = hue;
  return other;
}

/** Let nobody type in the form, or let them again. */
function freeze(taken, writeOn) {
  const all = (parts) => /** @type {any} */ (form.querySelectorAll(parts));
  all("input, textarea").forEach((field) => { field.readOnly = taken; });
  all(TOOLS).forEach((tool) => { tool.inert = taken; });
  all(".ProseMirror").forEach((text) => { text.contentEditable = !taken; });
  note?.remove();
  note = taken && make("div", { class: "note taken", role: "alert", tabindex: -1 }, icon("warn"),
    make("p", {}, make("b", {}, `${taken.by} took this over at ${taken.at}.`), " What you typed is kept. "),
    button("Write on", "button small", writeOn));
  if (!note) return;
  form.before(note);
  note.focus(); // not the button: somebody types
}

/** @param {any} answer @param {() => void} writeOn */
export function show({ others, saved, taken, deleted }, writeOn) {
  since = deleted ? `${deleted.by} deleted this at ${deleted.at}.`
    : saved ? `${saved.by} saved this at ${saved.at}. ${saved.then}` : "";
  const now = JSON.stringify(others);
  if (now !== drawn && !list.contains(document.activeElement)) {
    drawn = now;
    list.replaceChildren(...others.map(draw));
  }
  if (!taken !== !note) freeze(taken, writeOn);
}

/** What the line has no room for. @param {string} words */
export function tellMore(words) {
  if (more.textContent !== (words || since)) steady(() => { more.textContent = words || since; });
}

/** Show what can be put back. @param {string} html */
export function offer(html) {
  steady(() => { find("[data-offers]").innerHTML = html; });
}
