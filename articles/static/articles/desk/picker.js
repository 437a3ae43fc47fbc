// The picker: a dialog in which photos are searched for, chosen, or uploaded. What is found comes from the server.
import { configuration } from "./editor/configuration.js";
import { button, icon, make } from "./editor/dom.js";
import { lackingFields, onceLeft } from "./editor/lacks.js";
import { changes, photo as photoById, pictures, uploadPhoto } from "./editor/photos.js";
import { filesOf } from "../../media/sending.js";

export { uploadPhoto };

const HINT = "Caption, credit, keyword, person, date as in 2026-11-23";
const RIGHTS = Object.fromEntries([["", "Any rights"], ...configuration.photos.rights]);
const ADDED = { "": "Any time", 1: "Since yesterday", 7: "Last 7 days", 30: "Last 30 days", 365: "Last 12 months" };
const PATIENCE = 200; // milliseconds without a key before we search

/**
 * Let somebody choose a photo.
 * @returns {Promise<import("./editor/photos.js").Photo | null>} null if none was chosen
 */
export async function choosePhoto() {
  const [photo] = await open({ title: "Choose a photo" });
  return photo ?? null;
}

/**
 * Let somebody choose photos.
 * @param {{title: string, one?: boolean}} how `one`: a single one, unless several files are dropped
 * @returns {Promise<import("./editor/photos.js").Photo[]>} in the order in which they were marked; empty if none was
 */
export function choosePhotos({ title, one = false }) {
  return open({ title, many: !one, grows: true });
}

async function open(how) {
  const before = document.activeElement;
  const photos = await new Promise((resolve) => new Picker(how, resolve));
  before?.focus?.();
  return photos;
}

/** A choice that narrows what is found. @param {string} name @param {Record<string, string>} options */
function select(name, options) {
  const offered = Object.entries(options).map(([value, words]) => make("option", { value }, words));
  offered.sort((one, other) => Number(one.value) - Number(other.value) || 0);
  return make("select", { "aria-label": name }, ...offered);
}

class Picker {
  /** @param {{title: string, many?: boolean, grows?: boolean}} how @param {(photos: object[]) => void} done */
  constructor({ title, many = false, grows = false }, done) {
    Object.assign(this, { done, many, grows });
    this.chosen = []; // the ids of the photos that are marked, in order
    this.at = null; // the id of the one that is described
    this.search = make("input", { type: "search", "aria-label": "Search photos", placeholder: HINT, autocomplete: "off" });
    this.rights = select("Rights", RIGHTS);
    this.added = select("Added", ADDED);
    this.content = make("div", { class: "picker-content" });
    this.status = make("span", { class: "quiet", role: "status" });
    this.use = button("", "button default", () => this.choose());
    this.row = make("ol", { class: "chosen-row", "aria-label": "Chosen, in this order", hidden: "" });
    const heading = make("h2", { id: "picker-title" }, title);
    const cross = button(icon("close"), "icon-button push", () => this.dialog.close(), { "aria-label": "Close" });
    const cancel = button("Cancel", "button push", () => this.dialog.close());
    this.dialog = make("dialog", { class: "desk-dialog", "aria-labelledby": heading.id },
      make("div", { class: "dialog-head" }, heading, cross, make("div", { class: "find" }, this.search, this.rights, this.added)),
      this.content,
      make("div", { class: "dialog-foot" }, this.row, this.status, cancel, this.use));
    this.heard = (event) => event.detail === this.at && this.describe();
    this.listen();
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.search.focus();
    this.press();
    this.find();
  }

  listen() {
    const { dialog, content, search } = this;
    search.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), PATIENCE);
    });
    for (const choice of [this.rights, this.added]) choice.addEventListener("change", () => this.find());
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.find();
    });
    content.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-photo-id]");
      const more = event.target.closest("[data-more]");
      if (choice) this.mark(Number(choice.dataset.photoId));
      if (more) {
        event.preventDefault();
        this.showOlder(more);
      }
    });
    content.addEventListener("dblclick", (event) => !this.many && event.target.closest("[data-photo-id]") && this.choose());
    content.addEventListener("change", (event) => {
      if (event.target.matches("[data-upload]")) this.upload([...event.target.files]);
    });
    dialog.addEventListener("dragover", (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      filesOf(event.dataTransfer).then((files) => this.upload(files));
    });
    dialog.addEventListener("paste", (event) => this.upload(pictures(event.clipboardData)));
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // while the dialog is open the keys of the page behind it rest
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.choose();
    });
    dialog.addEventListener("close", () => this.finish([]));
    changes.addEventListener("photo", this.heard);
  }

  /** What the server answers, as elements; null, with a word to the editor, if it does not. @param {string} address */
  async fetch(address) {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const response = await fetch(address, { signal: this.asking.signal });
      if (!response.ok) throw new TypeError(String(response.status));
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      return template.content;
    } catch (error) {
      if (error.name !== "AbortError") this.say("The photos cannot be shown just now. Try again in a moment.");
      return null;
    }
  }

  async find() {
    clearTimeout(this.timer);
    const words = this.search.value.trim();
    const found = await this.fetch(`${configuration.photos.picker}?${new URLSearchParams({ q: words, rights: this.rights.value, days: this.added.value })}`);
    if (!found) return;
    const results = this.content.querySelector("[data-results]");
    if (results) results.replaceWith(found.querySelector("[data-results]"));
    else this.content.append(found);
    const number = this.choices().length;
    this.say(words && number ? `${number}${this.content.querySelector("[data-more]") ? " or more" : ""} found` : "");
    this.press();
  }

  /** @param {HTMLAnchorElement} link */
  async showOlder(link) {
    const found = await this.fetch(link.href);
    if (!found) return;
    const older = [...found.querySelectorAll("[data-results] li")];
    this.content.querySelector(".photo-grid").append(...older);
    const more = found.querySelector("[data-more]");
    link.parentElement.replaceWith(...(more ? [more.parentElement] : []));
    older[0]?.querySelector("button").focus();
    this.press();
  }

  choices() {
    return [...this.content.querySelectorAll("[data-photo-id]")];
  }

  /** Show what is marked: on the photos, on the button, and several of them in a row. */
  press() {
    for (const choice of this.choices()) {
      const place = this.chosen.indexOf(Number(choice.dataset.photoId)) + 1;
      choice.setAttribute("aria-pressed", String(place > 0));
      choice.querySelector(".order")?.remove();
      if (this.many && place) choice.append(make("span", { class: "order" }, String(place)));
    }
    const count = this.chosen.length;
    this.use.textContent = !this.many ? "Use this photo" : count ? `Add ${count} photo${count > 1 ? "s" : ""}` : "Add photos";
    this.use.setAttribute("aria-disabled", String(!count));
    return this.showRow();
  }

  /** Those that are marked, each a button that takes it out again. */
  async showRow() {
    const photos = this.many ? (await Promise.all(this.chosen.map(photoById))).filter(Boolean) : [];
    if (String(photos.map(({ id }) => id)) !== String(this.many ? this.chosen : [])) return; // more has been marked since
    this.row.hidden = !photos.length;
    this.row.replaceChildren(...photos.map(({ id, title, thumb }, place) => make("li", {},
      button(make("img", { src: thumb, alt: "" }), "chosen-one", () => this.takeOut(id), {
        "aria-label": `${place + 1}: ${title}. Take it out`, title: "Take it out",
      }))));
    this.row.lastElementChild?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {number} id */
  async takeOut(id) {
    const place = this.chosen.indexOf(id);
    this.chosen.splice(place, 1);
    this.say(`${this.chosen.length} chosen`);
    await this.press();
    (this.row.children[Math.min(place, this.chosen.length - 1)]?.firstElementChild ?? this.search).focus();
  }

  /** Mark a photo: instead of the one before, or after the others, where another press takes it out. @param {number} id */
  mark(id) {
    if (!this.many) this.chosen = [id];
    else if (this.chosen.includes(id)) this.chosen = this.chosen.filter((other) => other !== id);
    else this.chosen.push(id);
    this.at = id;
    this.press();
    this.say(`${this.chosen.length} chosen`);
    this.describe();
  }

  /** Say beside the photos what the marked one is. */
  async describe() {
    const id = this.at;
    const photo = await photoById(id);
    if (!photo || id !== this.at) return;
    const { src, srcset, width, height, alt } = photo;
    const refusal = photo.refusal && `This photo ${photo.refusal}.`;
    const terms = photo.terms.join(". ");
    const facts = Object.entries({ "Not to be used": refusal, Terms: terms, Caption: photo.caption, Credit: photo.credit, "Alt text": alt });
    const listed = facts.filter(([, words]) => words)
      .flatMap(([name, words]) => [make("dt", {}, name), make("dd", { dir: "auto" }, words)]);
    const shown = [
      make("span", { class: "frame" }, make("img", { src, srcset, sizes: "19rem", width, height, alt })),
      make("dl", { class: "facts" }, ...listed),
      ...lackingFields(photo, () => this.use.focus()),
      make("p", {}, make("a", { href: photo.url, target: "_blank" }, "Open the photo")),
    ];
    const aside = this.content.querySelector("[data-chosen]");
    onceLeft(aside, () => id === this.at && aside.replaceChildren(...shown));
  }

  async choose() {
    if (!this.chosen.length) {
      this.say(this.many ? "Choose some of the photos first." : "Choose one of the photos first.");
      return;
    }
    const photos = await Promise.all(this.chosen.map(photoById));
    if (photos.every(Boolean)) this.finish(photos);
    else this.say(`${photos.length > 1 ? "One of the photos" : "This photo"} cannot be used just now. Try again in a moment.`);
  }

  /** Upload files and mark them, or the last one where one is wanted, so that they are one press away. @param {File[]} files */
  async upload(files) {
    if (this.grows && files.length > 1) this.many = true;
    const photos = (await Promise.all(files.map((file) => this.uploadOne(file)))).filter(Boolean);
    if (!photos.length || !this.dialog.isConnected) return;
    this.search.value = this.rights.value = this.added.value = "";
    await this.find();
    for (const { id } of this.many ? photos : photos.slice(-1)) if (!this.chosen.includes(id)) this.mark(id);
    this.use.focus();
  }

  /** A button for a photo that looks like the one that came. */
  instead({ id, title, killed }, photo) {
    const use = () => {
      this.chosen = this.chosen.filter((other) => other !== id && other !== photo.id);
      this.mark(id);
    };
    return killed ? `“${title}”, which was killed. ` : button(`“${title}”: use that one`, "button small", use);
  }

  /** @param {File} file */
  async uploadOne(file) {
    const bar = make("progress", { max: 1, value: 0, "aria-label": `Uploading ${file.name}` });
    const words = make("span", { class: "quiet" }, "waits");
    const told = make("div", {}, `${file.name} `, words, bar);
    const line = make("li", { class: "upload-line" }, told);
    this.content.querySelector("[data-uploads]")?.append(line);
    try {
      const photo = await uploadPhoto(file, (text, share) => {
        words.textContent = text;
        bar.hidden = share === null;
        if (share !== null) bar.value = share;
      });
      if (photo.before) told.replaceChildren(`${file.name} is here already: “${photo.title}”. Nothing was added.`);
      else if (photo.alike.length) told.replaceChildren(`${file.name} looks like `, ...photo.alike.map((one) => this.instead(one, photo)));
      else line.remove();
      return photo;
    } catch (error) {
      told.replaceChildren(error.message);
      this.say(`Not taken. ${error.message}`);
      return null;
    }
  }

  /** @param {string} words */
  say(words) {
    this.status.textContent = words;
  }

  /** @param {object[]} photos */
  finish(photos) {
    if (!this.dialog.isConnected) return;
    this.asking?.abort();
    changes.removeEventListener("photo", this.heard);
    this.dialog.remove();
    this.done(photos);
  }
}
