// Who else has the form open, who saved the story meanwhile, who took the form over; and what else is to be told.
import { button, icon, make } from "../editor/dom.js";
import { form } from "./server.js";

// What cannot be made read-only: not to be used in a form that was taken over.
const TOOLS = "select, button, [type=radio], [type=checkbox], [type=range], [data-frame], .rail";

const list = document.querySelector("[data-others]");
const one = /** @type {HTMLTemplateElement} */ (document.querySelector("template[data-other]")).content.firstElementChild;
const more = make("p", { class: "told", role: "status" });
let note, drawn;
let since = "";
list.parentElement.append(more);

/** Change the page without moving what somebody is writing in. @param {() => void} change */
function steady(change) {
  const writing = document.activeElement;
  const top = () => writing.getBoundingClientRect().top;
  const before = top();
  change();
  if (writing !== document.body) scrollBy(0, top() - before);
}

function draw({ form: key, name, initials, hue, since, place }) {
  const other = /** @type {HTMLElement} */ (one.cloneNode(true));
  const put = (part, words) => { other.querySelector(part).textContent = words; };
  const take = other.querySelector("button");
  take.value = key;
  take.setAttribute("aria-label", `Take over from ${name}`);
  other.querySelector(".avatar").setAttribute("data-hue", hue);
  put(".avatar", initials);
  put("[data-name]", name);
  put("[data-since]", since);
  put("[data-place]", place && `, in the ${place}`);
  return other;
}

/** Let nobody type in the form, or let them again. */
function freeze(taken, writeOn) {
  const all = (parts) => /** @type {NodeListOf<any>} */ (form.querySelectorAll(parts));
  all("input, textarea").forEach((field) => { field.readOnly = taken; });
  all(TOOLS).forEach((tool) => { tool.inert = taken; });
  all(".ProseMirror").forEach((text) => { text.contentEditable = !taken; });
  note?.remove();
  note = taken && make("div", { class: "note taken", role: "alert", tabindex: -1 }, icon("warn"),
    make("p", {}, make("b", {}, `${taken.by} took this over at ${taken.at}.`), " What you typed is kept. "),
    button("Write on", "button small", writeOn));
  if (!note) return;
  form.before(note);
  note.focus(); // not the button: somebody may be typing
}

/** @param {import("./server.js").Answer} answer @param {() => void} writeOn */
export function show({ others, saved, taken, deleted }, writeOn) {
  since = deleted ? `${deleted.by} deleted this at ${deleted.at}.`
    : saved ? `${saved.by} saved this at ${saved.at}. Saving joins your words with theirs.` : "";
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

/** Show above the form what can be put back. @param {string} html */
export function offer(html) {
  const place = document.querySelector("[data-offers]")
    ?? form.parentElement.insertBefore(make("div", { "data-offers": true }), form);
  steady(() => { place.innerHTML = html; });
}
