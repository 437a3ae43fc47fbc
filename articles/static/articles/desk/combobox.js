// A text input that offers what is found while one types, after the ARIA combobox pattern with a listbox.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

/**
 * @typedef {{value: string, label: string, note?: string, exact?: boolean, name: string, known?: boolean}} Offer
 *   value: what is posted; label: what is shown in the list; name: what is written once it is chosen;
 *   exact: it has the very name that was typed; known: it is no new one.
 * @typedef {{results: {value: string, label: string, note: string, exact: boolean}[], new: string[]}} Found
 */

const PATIENCE = 150; // milliseconds without a key before we ask

/** Return whatever an address answers as JSON; null when it cannot be asked now. */
async function ask(url, signal) {
  try {
    const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : null;
  } catch {
    return null; // offline, or overtaken by the next question
  }
}

export class Combobox {
  /**
   * @param {HTMLInputElement} input with aria-controls naming an empty list
   * @param {object} options
   * @param {(typed: string) => string} options.url where to ask
   * @param {(found: Found, typed: string) => Offer[]} options.offers what to offer for an answer
   * @param {(offer: Offer) => void} options.choose what a choice does
   * @param {() => void} [options.back] what Backspace does in an empty input
   * @param {string} [options.separator] a key that takes what is offered, as Enter does
   */
  constructor(input, options) {
    this.input = input;
    this.options = options;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.offers = [];
    this.at = -1;
    this.wanted = false; // Enter was pressed before the answer came
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the input's focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(this.offers[[...this.list.children].indexOf(option)]);
    });
  }

  typed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.wanted = false;
    if (!this.input.value.trim()) return this.close();
    this.timer = setTimeout(() => this.find(), PATIENCE);
  }

  async find() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    this.asking?.abort();
    this.asking = new AbortController();
    const found = await ask(this.options.url(typed), this.asking.signal);
    if (!found || typed !== this.input.value.trim() || document.activeElement !== this.input) return;
    this.show(this.options.offers(found, typed), typed);
    if (this.wanted && this.offers.length) this.take(this.meant());
  }

  /** What somebody means who has not seen the list: the very name, or a new one with it. */
  meant() {
    return this.offers.find((offer) => offer.exact) ?? this.offers.find((offer) => !offer.known) ?? this.offers[0];
  }

  show(offers, typed) {
    this.offers = offers;
    this.list.replaceChildren(...offers.map((offer, index) => this.option(offer, index, typed)));
    if (!offers.length) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.go(Math.max(0, offers.findIndex((offer) => offer.exact)));
  }

  option(offer, index, typed) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.id = `${this.list.id}_${index}`;
    if (!offer.known) item.append(plus());
    const label = document.createElement("span");
    label.append(...(offer.known ? marked(offer.label, typed) : [offer.label]));
    item.append(label);
    if (offer.note) {
      const note = document.createElement("span");
      note.className = "quiet push";
      note.textContent = offer.note;
      item.append(" ", note);
    }
    return item;
  }

  go(index) {
    this.at = index;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = this.list.children[index];
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.offers = [];
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  take(offer) {
    this.asking?.abort();
    this.input.value = "";
    this.close();
    this.options.choose(offer);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !this.list.hidden;
    const count = this.offers.length;
    if (event.key === "Enter" || (event.key === this.options.separator && this.input.value.trim())) {
      event.preventDefault(); // never sends the form
      if (open) this.take(this.offers[this.at]);
      else if (this.input.value.trim()) {
        this.wanted = true;
        this.find();
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.go((this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
      else if (this.input.value.trim()) this.find();
    } else if (event.key === "Escape" && open) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value) {
      this.options.back?.();
    }
  }
}

/** Return a label as text and <mark>s, with the word that begins as typed marked; accents don't count. */
function marked(label, typed) {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const letters = [...label.normalize("NFC")];
  const folded = letters.map(fold);
  const wanted = fold(typed);
  for (let start = 0; start < letters.length; start += 1) {
    if (start && letters[start - 1] !== " ") continue;
    let end = start;
    let text = "";
    while (end < letters.length && text.length < wanted.length) text += folded[end++];
    if (wanted && text === wanted) {
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(start, end).join("");
      return [letters.slice(0, start).join(""), mark, letters.slice(end).join("")];
    }
  }
  return [label];
}

function plus() {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "i");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#i-plus");
  icon.append(use);
  return icon;
}
