// A photo in the text: its picture, a caption that is edited in place, and the credit, which stays with the photo.
import { choosePhoto } from "../picker.js";
import { button, focusText, furniture, icon, make } from "./dom.js";
import { lackingFields, onceLeft } from "./lacks.js";
import { Node } from "./library.js";
import { nodeBar } from "./node-bar.js";
import { changes, photo as photoById } from "./photos.js";

// Across the page, or with the gallery photos before and after it in one gallery.
const LOOKS = ["wide", "gallery"];
const NAMES = { gallery: "Gallery", wide: "Wide" };
const ID = /^\s*0*[1-9]\d*\s*$/;
const SIZES = "(min-width: 48rem) 42rem, 100vw"; // the column of the story

/** The caption as used here. */
export const PhotoCaption = Node.create({
  name: "photoCaption",
  content: "inline*",
  marks: "link bold italic",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
});

export const Photo = Node.create({
  name: "photo",
  group: "block",
  content: "photoCaption",
  isolating: true,
  defining: true,
  draggable: true,

  addAttributes: () => ({
    photo: {
      default: null,
      parseHTML: (figure) => Number(figure.dataset.photo),
      renderHTML: ({ photo }) => ({ "data-photo": photo }),
    },
    look: {
      default: "",
      parseHTML: (figure) => LOOKS.find((look) => figure.classList.contains(look)) ?? "",
      renderHTML: ({ look }) => (look ? { class: look } : {}),
    },
  }),
  parseHTML: () => [{ tag: "figure[data-photo]:not([data-embed])", getAttrs: (figure) => ID.test(figure.dataset.photo) && null }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
  addNodeView: () => (props) => new PhotoView(props),
});

/** The node of a photo with the caption it came with. @param {import("./photos.js").Photo} photo @param {string} look */
export function photoNode(schema, photo, look = "") {
  const caption = schema.nodes.photoCaption.create(null, photo.caption ? schema.text(photo.caption) : null);
  return schema.nodes.photo.create({ photo: photo.id, look }, caption);
}

class PhotoView {
  constructor({ node, editor, getPos }) {
    this.node = node;
    this.editor = editor;
    this.getPos = getPos;
    this.looks = LOOKS.map((look) => button(NAMES[look], "button small", () => {
      this.change({ look: this.node.attrs.look === look ? "" : look });
    }));
    this.bar = nodeBar("Photo", [
      button("Change…", "button small", () => this.choose()),
      ...this.looks,
      button("↑", "icon-button", () => this.move(-1), { "aria-label": "Move photo up" }),
      button("↓", "icon-button", () => this.move(1), { "aria-label": "Move photo down" }),
      button(icon("close"), "icon-button", () => this.remove(), { "aria-label": "Remove photo" }),
    ], () => this.leave());
    this.frame = make("div", { class: "photo-frame", ...furniture, onclick: () => this.select() });
    this.contentDOM = make("div");
    this.facts = make("div", { class: "photo-facts", ...furniture });
    this.dom = make("figure", {}, this.bar, this.frame, this.contentDOM, this.facts);
    this.heard = (event) => event.detail === this.node.attrs.photo && onceLeft(this.facts, () => this.load());
    changes.addEventListener("photo", this.heard);
    this.show();
    this.load();
  }

  destroy() {
    changes.removeEventListener("photo", this.heard);
  }

  show() {
    this.dom.dataset.photo = this.node.attrs.photo;
    LOOKS.forEach((look, place) => {
      const pressed = this.node.attrs.look === look;
      this.dom.classList.toggle(look, pressed);
      this.looks[place].setAttribute("aria-pressed", String(pressed));
    });
  }

  async load() {
    const wanted = this.node.attrs.photo;
    const photo = await photoById(wanted);
    if (wanted !== this.node.attrs.photo) return;
    if (!photo) {
      const gone = `Photo ${wanted} cannot be shown: it is gone, or the connection is.`;
      this.frame.replaceChildren(make("p", { class: "photo-gone" }, gone));
      this.facts.replaceChildren();
      return;
    }
    const { src, srcset, width, height, alt } = photo;
    this.frame.replaceChildren(make("img", { src, srcset, sizes: SIZES, width, height, alt, draggable: "true" }));
    const credit = photo.credit ? [make("p", { class: "credit" }, photo.credit)] : [];
    this.facts.replaceChildren(...credit, ...lackingFields(photo, () => this.leave()));
  }

  change(attributes) {
    const attrs = { ...this.node.attrs, ...attributes };
    this.editor.chain().command(({ tr }) => Boolean(tr.setNodeMarkup(this.getPos(), null, attrs))).run();
  }

  /** Another photo in this place: its own caption comes with it, unless one was written here. */
  async choose() {
    const before = await photoById(this.node.attrs.photo);
    const photo = await choosePhoto();
    const pos = this.getPos();
    if (photo && pos !== undefined) {
      const words = this.node.textContent.trim();
      const written = words && words !== before?.caption.trim();
      const caption = (written ? this.node : photoNode(this.editor.schema, photo)).content;
      const other = this.node.type.create({ ...this.node.attrs, photo: photo.id }, caption);
      this.editor.chain().command(({ tr }) => Boolean(tr.replaceWith(pos, pos + this.node.nodeSize, other))).run();
    }
    this.leave();
  }

  select() {
    this.editor.chain().setNodeSelection(this.getPos()).run();
    focusText(this.editor);
  }

  remove() {
    const pos = this.getPos();
    this.editor.chain().deleteRange({ from: pos, to: pos + this.node.nodeSize }).run();
    focusText(this.editor);
  }

  /** Change places with the block before or after, so that a gallery is in order. @param {number} step -1 or 1 */
  move(step) {
    const pos = this.getPos();
    this.editor.chain().command(({ tr, state }) => {
      const place = state.doc.resolve(pos);
      const other = state.doc.maybeChild(place.index() + step);
      if (!other || place.depth) return false;
      const to = step < 0 ? pos - other.nodeSize : pos + other.nodeSize;
      tr.delete(pos, pos + this.node.nodeSize).insert(to, this.node);
      tr.setSelection(state.selection.constructor.near(tr.doc.resolve(to + 2))).scrollIntoView();
      return true;
    }).run();
    const moved = this.editor.view.nodeDOM(this.getPos() ?? pos);
    (moved?.querySelectorAll?.(".node-bar [aria-label^='Move photo']")[step < 0 ? 0 : 1])?.focus();
  }

  /** Back into the caption. */
  leave() {
    const pos = this.getPos();
    if (pos !== undefined) this.editor.chain().setTextSelection(pos + 1 + this.node.firstChild.nodeSize - 1).run();
    focusText(this.editor);
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    const other = node.attrs.photo !== this.node.attrs.photo;
    this.node = node;
    this.show();
    if (other) this.load();
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  stopEvent(event) {
    return this.bar.contains(event.target) || Boolean(event.target.closest?.(".lack-line"));
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}
