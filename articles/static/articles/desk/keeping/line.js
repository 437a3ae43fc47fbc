// The line that says where the words are.
import { button, make } from "../editor/dom.js";
import { find } from "./server.js";

const CALM = ["", "saving", "kept"];

const line = find("[data-status]");
const first = [...line.childNodes];
const { saved = "" } = line.dataset;
const words = make("span", {}, ...first);
const push = button("", "text-button", () => act());
let kind = "";
let act;
push.hidden = true;
line.replaceChildren(words, push);

/**
 * @param {string} now "saving", "kept", "offline", "failing", "out"; "" for what the page said at first
 * @param {string} said @param {string} [label] of a button @param {() => any} [does] what it does
 */
export function say(now, said, label = "", does) {
  // A change of kind is announced; a new time is not.
  const quiet = now === kind || (CALM.includes(now) && CALM.includes(kind));
  line.setAttribute("aria-live", quiet ? "off" : "polite");
  kind = now;
  act = does;
  const choosing = saved === "conflict" && CALM.includes(now); // what is to be chosen is said until it is
  line.dataset.saved = choosing ? saved : now || saved;
  line.title = now === "kept" ? "Kept as you type. Others see it once you save." : "";
  words.replaceChildren(...(said && !choosing ? [said] : first));
  push.textContent = label; // the same button: it may have the focus
  push.hidden = !label;
}
