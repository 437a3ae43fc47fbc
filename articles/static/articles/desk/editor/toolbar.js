// The toolbar over the story.
import { choosePhoto } from "../picker.js";
import { askForEmbed } from "./embed.js";
import { configuration } from "./configuration.js";
import { icon, make, rove } from "./dom.js";
import { editLink } from "./link.js";
import { photoNode } from "./photo.js";
import { togglePullQuote } from "./pull-quote.js";
import { besideSelection, insertAt } from "./uploads.js";
import { length } from "./words.js";

/**
 * @typedef {object} Act
 * @property {string} name
 * @property {string | [string, string]} face an icon's name, or an element and its letter
 * @property {string} [extension] the node or mark it writes; left out where the server does not offer that one
 * @property {string} [active] the node or mark that is on while the button is pressed
 * @property {string} [keys] as ARIA writes them
 * @property {boolean} [flip]
 * @property {(editor: object, tools: object) => void} run
 * @property {(editor: object) => boolean} [can]
 */

/** @type {(Act | null)[]} null stands for a gap */
const ACTS = [
  { name: "Bold", face: ["b", "B"], extension: "Bold", active: "bold", keys: "Control+B", run: (editor) => editor.chain().focus().toggleBold().run(), can: (editor) => editor.can().toggleBold() },
  { name: "Italic", face: ["i", "I"], extension: "Italic", active: "italic", keys: "Control+I", run: (editor) => editor.chain().focus().toggleItalic().run(), can: (editor) => editor.can().toggleItalic() },
  { name: "Link", face: "link", extension: "Link", active: "link", keys: "Control+K", run: (editor, { ask }) => editLink(editor, ask) },
  null,
  { name: "Bulleted list", face: "list", flip: true, extension: "BulletList", active: "bulletList", run: (editor) => editor.chain().focus().toggleBulletList().run(), can: (editor) => editor.can().toggleBulletList() },
  { name: "Numbered list", face: "numbers", extension: "OrderedList", active: "orderedList", run: (editor) => editor.chain().focus().toggleOrderedList().run(), can: (editor) => editor.can().toggleOrderedList() },
  { name: "Quote", face: "quote", flip: true, extension: "Blockquote", active: "blockquote", run: (editor) => editor.chain().focus().toggleBlockquote().run(), can: (editor) => editor.can().toggleBlockquote() },
  { name: "Pull quote", face: "pull", extension: "PullQuote", active: "pullQuote", run: (editor) => editor.chain().focus().command(togglePullQuote).run(), can: (editor) => editor.can().command(togglePullQuote) },
  null,
  { name: "Photo", face: "photo", extension: "Photo", active: "photo", run: addPhoto },
  { name: "Embed", face: "embed", extension: "Embed", active: "embed", run: addEmbed },
  null,
  { name: "Undo", face: "undo", flip: true, keys: "Control+Z", run: (editor) => editor.chain().focus().undo().run(), can: (editor) => editor.can().undo() },
  { name: "Redo", face: "redo", flip: true, keys: "Control+Shift+Z", run: (editor) => editor.chain().focus().redo().run(), can: (editor) => editor.can().redo() },
];

async function addPhoto(editor) {
  const photo = await choosePhoto();
  if (photo) insert(editor, photoNode(editor.schema, photo));
  editor.commands.focus();
}

async function addEmbed(editor, { ask }) {
  const attributes = await askForEmbed(ask);
  if (attributes) insert(editor, editor.schema.nodes.embed.create(attributes));
  editor.commands.focus();
}

/** Insert a figure beside the selection and select it: a photo's caption, an embed itself. */
function insert(editor, node) {
  editor.chain().command(({ tr, state }) => {
    insertAt(tr, besideSelection(state), node);
    return true;
  }).scrollIntoView().run();
}

/** @param {object} editor @param {{ask: Function}} tools */
export function makeToolbar(editor, tools) {
  const offered = ACTS.filter((act) => !act?.extension || configuration.extensions.includes(act.extension));
  const buttons = new Map(offered.filter(Boolean).map((act) => [act, button(act, editor, tools)]));
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
    editor.commands.focus();
  });
  const focus = rove(bar, { stop: true });
  const show = () => {
    style.show();
    for (const [act, element] of buttons) {
      if (act.active) element.setAttribute("aria-pressed", String(editor.isActive(act.active)));
      if (act.can) element.setAttribute("aria-disabled", String(!act.can(editor)));
    }
  };
  const measure = () => { words.textContent = length(editor.state.doc); };
  editor.on("transaction", show);
  editor.on("update", measure);
  show();
  measure();
  return { bar, focus };
}

function button(act, editor, tools) {
  const face = Array.isArray(act.face) ? make(act.face[0], { "aria-hidden": "true" }, act.face[1]) : icon(act.face, act.flip);
  const keys = act.keys?.replace("Control", "Ctrl").replaceAll("+", " ");
  return make("button", {
    type: "button", class: "icon-button", "aria-label": act.name, title: keys ? `${act.name} (${keys})` : act.name,
    "aria-keyshortcuts": act.keys, onclick: () => act.run(editor, tools),
  }, face);
}

function paragraphStyle(editor) {
  const select = make("select", { "aria-label": "Paragraph style" }, make("option", { value: "0" }, "Paragraph"),
    ...configuration.headingLevels.map((level) => make("option", { value: level }, `Heading ${level}`)));
  select.addEventListener("change", () => {
    const level = Number(select.value);
    const chain = editor.chain().focus();
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  select.show = () => { select.value = String(editor.getAttributes("heading").level ?? 0); };
  return select;
}
