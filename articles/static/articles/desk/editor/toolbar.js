// The toolbar over the story.
import { choosePhotos } from "../picker.js";
import { askForEmbed } from "./embed.js";
import { configuration } from "./configuration.js";
import { button, focusText, icon, make, rove } from "./dom.js";
import { editLink } from "./link.js";
import { photoNode } from "./photo.js";
import { besideSelection, inGallery, insertAt } from "./uploads.js";
import { length } from "./words.js";

/**
 * @typedef {object} Act
 * @property {string} name
 * @property {string | [string, string]} face an icon's name, or an element and its letter
 * @property {string} [extension] the node or mark it writes; the button is left out where the server does not offer that
 * @property {string} [active] the node or mark that is on while the button is pressed
 * @property {string} [keys] as ARIA writes them
 * @property {boolean} [flip] whether its icon points the other way from right to left
 * @property {string} [command] of the library, which then says too whether it can be done
 * @property {(editor: object, tools: object) => void} [run]
 */

/** @type {(Act | null)[]} null stands for a gap */
const ACTS = [
  { name: "Bold", face: ["b", "B"], extension: "Bold", active: "bold", keys: "Control+B", command: "toggleBold" },
  { name: "Italic", face: ["i", "I"], extension: "Italic", active: "italic", keys: "Control+I", command: "toggleItalic" },
  { name: "Link", face: "link", extension: "Link", active: "link", keys: "Control+K", run: addLink },
  null,
  {
    name: "Bulleted list", face: "list", flip: true,
    extension: "BulletList", active: "bulletList", command: "toggleBulletList",
  },
  { name: "Numbered list", face: "numbers", extension: "OrderedList", active: "orderedList", command: "toggleOrderedList" },
  { name: "Quote", face: "quote", flip: true, extension: "Blockquote", active: "blockquote", command: "toggleBlockquote" },
  { name: "Pull quote", face: "pull", extension: "PullQuote", active: "pullQuote", command: "togglePullQuote" },
  null,
  { name: "Photo", face: "photo", extension: "Photo", active: "photo", run: addPhoto },
  { name: "Gallery", face: "gallery", extension: "Photo", run: addGallery },
  { name: "Embed", face: "embed", extension: "Embed", active: "embed", run: addEmbed },
  null,
  { name: "Undo", face: "undo", flip: true, keys: "Control+Z", command: "undo" },
  { name: "Redo", face: "redo", flip: true, keys: "Control+Shift+Z", command: "redo" },
];

function addLink(editor, { ask }) {
  return editLink(editor, ask);
}

/** One photo, or a gallery of several files that are dropped together. */
async function addPhoto(editor) {
  insertPhotos(editor, await choosePhotos({ title: "Choose a photo", one: true }));
}

async function addGallery(editor) {
  const title = inGallery(editor.state) ? "Add photos to the gallery" : "Choose photos for a gallery";
  insertPhotos(editor, await choosePhotos({ title }), "gallery");
}

function insertPhotos(editor, photos, look = photos.length > 1 ? "gallery" : "") {
  if (photos.length) insert(editor, ...photos.map((photo) => photoNode(editor.schema, photo, look)));
  focusText(editor);
}

async function addEmbed(editor, { ask }) {
  const attributes = await askForEmbed(ask);
  if (attributes) insert(editor, editor.schema.nodes.embed.create(attributes));
  focusText(editor);
}

/** Insert figures beside the selection and select the first: a photo's caption, an embed itself. */
function insert(editor, ...nodes) {
  editor.chain().command(({ tr, state }) => {
    const place = besideSelection(state);
    for (const node of nodes.reverse()) insertAt(tr, place, node);
    return true;
  }).scrollIntoView().run();
}

/** @param {object} editor @param {{ask: Function}} tools */
export function makeToolbar(editor, tools) {
  const offered = ACTS.filter((act) => !act?.extension || configuration.extensions.includes(act.extension));
  const buttons = new Map(offered.filter(Boolean).map((act) => [act, actButton(act, editor, tools)]));
  const style = paragraphStyle(editor);
  const words = make("span", { class: "words" });
  const bar = make("div", { class: "toolbar", role: "toolbar", "aria-label": "Text" }, style, make("hr"),
    ...offered.map((act) => (act ? buttons.get(act) : make("hr"))), words);
  // A click on a button leaves the selection in the text where it is.
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    focusText(editor);
  });
  const focus = rove(bar, { stop: true });
  const show = () => {
    style.show();
    for (const [act, element] of buttons) {
      if (act.active) element.setAttribute("aria-pressed", String(editor.isActive(act.active)));
      if (act.command) element.setAttribute("aria-disabled", String(!editor.can()[act.command]()));
    }
  };
  const measure = () => { words.textContent = length(editor.state.doc); };
  editor.on("transaction", show);
  editor.on("update", measure);
  show();
  measure();
  return { bar, focus };
}

function actButton({ name, face, flip, keys, command, run }, editor, tools) {
  const drawn = Array.isArray(face) ? make(face[0], { "aria-hidden": "true" }, face[1]) : icon(face, flip);
  const title = keys ? `${name} (${keys.replace("Control", "Ctrl").replaceAll("+", " ")})` : name;
  const act = () => {
    if (run) return run(editor, tools);
    editor.chain()[command]().run();
    return focusText(editor);
  };
  return button(drawn, "icon-button", act, { "aria-label": name, title, "aria-keyshortcuts": keys });
}

function paragraphStyle(editor) {
  const select = make("select", { "aria-label": "Paragraph style" }, make("option", { value: "0" }, "Paragraph"),
    ...configuration.headingLevels.map((level) => make("option", { value: level }, `Heading ${level}`)));
  select.addEventListener("change", () => {
    const level = Number(select.value);
    const chain = editor.chain();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
    focusText(editor);
  });
  select.show = () => { select.value = String(editor.getAttributes("heading").level ?? 0); };
  return select;
}
