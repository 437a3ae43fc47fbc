// An embed: a titled link to what stands elsewhere, with a picture of ours. Readers' pages load nothing from there until a
// reader wants it.
import { choosePhoto } from "../picker.js";
import { host, webAddress } from "./address.js";
import { button, focusText, furniture, icon, make } from "./dom.js";
import { lackingFields, onceLeft } from "./lacks.js";
import { Node, pm } from "./library.js";
import { nodeBar } from "./node-bar.js";
import { changes, photo as photoById } from "./photos.js";
import { offerFor, providerOf } from "./providers.js";

const NO_ADDRESS = "An address of the web is needed: it starts with https://";
const ID = /^\s*0*[1-9]\d*\s*$/;
let serial = 0;

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,

  addOptions: () => ({ ask: null }),
  addAttributes: () => ({
    address: {
      default: "",
      parseHTML: (figure) => figure.dataset.embed,
      renderHTML: ({ address }) => ({ "data-embed": address }),
    },
    photo: {
      default: null,
      parseHTML: ({ dataset }) => (ID.test(dataset.photo) ? Number(dataset.photo) : null),
      renderHTML: ({ photo }) => (photo ? { "data-photo": photo } : {}),
    },
    title: { default: "", parseHTML: (figure) => figure.textContent.trim(), rendered: false },
  }),
  parseHTML: () => [{ tag: "figure[data-embed]", getAttrs: (figure) => Boolean(webAddress(figure.dataset.embed)) && null }],
  renderHTML({ node, HTMLAttributes }) {
    return ["figure", HTMLAttributes, ["a", { href: node.attrs.address }, node.attrs.title]];
  },
  addNodeView() {
    return (props) => new EmbedView(props, this.options.ask);
  },
});

/** Whether nobody has given it a title: it is called by its host then. */
const untitled = ({ address, title }) => !title || title === host(address);

/**
 * Ask for an embed's address and title; without a title the server asks for one there.
 * @param {(question: object) => Promise<object | null>} ask
 * @param {{address: string, title: string}} [given] what it is now
 */
export async function askForEmbed(ask, given) {
  const answers = await ask({
    title: given ? "Embed" : "New embed",
    fields: [
      { name: "address", label: "Address of the page, video or post", value: given?.address ?? "", dir: "ltr" },
      { name: "title", label: "Title, as readers see it (empty: as it is called there)", value: given?.title ?? "", dir: "auto" },
    ],
    submit: given ? "Change" : "Add",
    check: ({ address }) => (webAddress(address) ? null : { name: "address", message: NO_ADDRESS }),
  });
  return answers && { ...answers, address: webAddress(answers.address) };
}

class EmbedView {
  constructor({ node, editor, getPos }, ask) {
    Object.assign(this, { node, editor, getPos, ask });
    this.picture = button("Picture…", "button small", () => this.choose());
    this.bare = button("No picture", "button small", () => {
      this.set({ photo: null });
      this.leave();
    });
    this.bar = nodeBar("Embed", [
      button("Change…", "button small", () => this.change()),
      this.picture,
      this.bare,
      button(icon("close"), "icon-button", () => this.remove(), { "aria-label": "Remove embed" }),
    ], () => this.leave());
    const select = () => this.leave();
    this.frame = make("div", { class: "embed-frame", ...furniture, onclick: select });
    this.title = make("strong", { dir: "auto" });
    this.where = make("span", { class: "quiet" });
    const card = make("div", { class: "embed-card", ...furniture, onclick: select }, icon("embed"), this.title, this.where);
    this.facts = make("div", { class: "photo-facts", ...furniture });
    this.asked = make("div", { ...furniture });
    this.dom = make("figure", { class: "embed" }, this.bar, this.frame, card, this.asked, this.facts);
    this.heard = (event) => event.detail === this.node.attrs.photo && onceLeft(this.facts, () => this.load());
    changes.addEventListener("photo", this.heard);
    this.show();
    this.load();
    if (untitled(node.attrs)) this.askTitle(!node.attrs.title);
  }

  destroy() {
    changes.removeEventListener("photo", this.heard);
  }

  show() {
    const { address, title, photo } = this.node.attrs;
    const provider = providerOf(address);
    this.dom.dataset.embed = address;
    this.title.textContent = title || host(address);
    this.where.textContent = provider
      ? `${provider}: shown here once a reader asks for it. Opens on ${host(address)}`
      : `A link. Opens on ${host(address)}`;
    this.picture.textContent = photo ? "Other picture…" : "Picture…";
    this.bare.hidden = this.frame.hidden = !photo;
    if (!untitled(this.node.attrs)) this.asked.replaceChildren();
  }

  async load() {
    const wanted = this.node.attrs.photo;
    const photo = wanted && await photoById(wanted);
    if (wanted !== this.node.attrs.photo) return;
    if (!photo) {
      const gone = `Photo ${wanted} cannot be shown: it is gone, or the connection is.`;
      this.frame.replaceChildren(...(wanted ? [make("p", { class: "photo-gone" }, gone)] : []));
      this.facts.replaceChildren();
      return;
    }
    const { src, srcset, width, height, alt } = photo;
    this.frame.replaceChildren(make("img", { src, srcset, sizes: "12rem", width, height, alt, draggable: "true" }));
    const credit = photo.credit ? [make("p", { class: "credit" }, photo.credit)] : [];
    this.facts.replaceChildren(...credit, ...lackingFields(photo, () => this.leave()));
  }

  /** A field for the title that is missing; first, for what has just come in, the server asks where it stands. */
  async askTitle(fresh) {
    const id = `embed-title-${(serial += 1)}`;
    const told = make("span", { class: "help", id: `${id}-help`, role: "status" }, "Readers need to know what they would open.");
    const input = make("input", { type: "text", id, class: "vTextField", dir: "auto", "aria-describedby": told.id });
    const save = () => input.value.trim() && this.set({ title: input.value.trim() });
    input.addEventListener("change", save);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") save();
      this.leave();
    });
    this.asked.replaceChildren(make("div", { class: "lack-line" }, make("label", { for: id }, "Title"), input, told));
    if (!fresh) return;
    const { address } = this.node.attrs;
    told.textContent = `Asking ${providerOf(address) || "for a title"}…`;
    const offer = await offerFor(address);
    if (this.node.attrs.address !== address || this.getPos() === undefined) return;
    told.textContent = offer.told;
    const title = untitled(this.node.attrs) && !input.value.trim() ? offer.title : this.node.attrs.title;
    this.set({ address: offer.address, title }, false);
  }

  /** Another picture, from the newsroom's own: its rights and its credit come with it. */
  async choose() {
    const photo = await choosePhoto();
    if (photo) this.set({ photo: photo.id });
    this.leave();
  }

  async change() {
    const { address } = this.node.attrs;
    const attributes = await askForEmbed(this.ask, this.node.attrs);
    if (attributes) this.set(attributes);
    if (attributes && untitled(this.node.attrs)) this.askTitle(!attributes.title || attributes.address !== address);
    this.leave();
  }

  /** @param {object} attributes @param {boolean} [byHand] whether somebody did it, who may want to undo it */
  set(attributes, byHand = true) {
    const pos = this.getPos();
    if (pos === undefined) return;
    const attrs = { ...this.node.attrs, ...attributes };
    this.editor.chain().command(({ tr }) => {
      const selected = tr.selection.node && tr.selection.from === pos;
      tr.setNodeMarkup(pos, null, attrs);
      if (selected) tr.setSelection(pm.state.NodeSelection.create(tr.doc, pos));
      if (!byHand) tr.setMeta("addToHistory", false);
      return true;
    }).run();
  }

  remove() {
    const pos = this.getPos();
    this.editor.chain().deleteRange({ from: pos, to: pos + this.node.nodeSize }).run();
    focusText(this.editor);
  }

  leave() {
    const pos = this.getPos();
    if (pos !== undefined) this.editor.chain().setNodeSelection(pos).run();
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
    return mutation.type !== "selection";
  }
}
