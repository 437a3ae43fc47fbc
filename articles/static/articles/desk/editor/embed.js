// An embed: a titled link to what stands elsewhere. Readers' pages load nothing from there until a reader wants it.
import { host, webAddress } from "./address.js";
import { button, focusText, furniture, icon, make } from "./dom.js";
import { Node } from "./library.js";
import { nodeBar } from "./node-bar.js";

const NO_ADDRESS = "An address of the web is needed: it starts with https://";
const NO_TITLE = "Readers need a title: what is it they would open?";

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

/**
 * Ask for an embed's address and title.
 * @param {(question: object) => Promise<object | null>} ask
 * @param {{address: string, title: string}} [given] what it is now
 */
export async function askForEmbed(ask, given) {
  const answers = await ask({
    title: given ? "Embed" : "New embed",
    fields: [
      { name: "address", label: "Address of the page, video or post", value: given?.address ?? "", dir: "ltr" },
      { name: "title", label: "Title, as readers see it", value: given?.title ?? "", dir: "auto" },
    ],
    submit: given ? "Change" : "Add",
    check: ({ address, title }) => {
      if (!webAddress(address)) return { name: "address", message: NO_ADDRESS };
      return title ? null : { name: "title", message: NO_TITLE };
    },
  });
  return answers && { ...answers, address: webAddress(answers.address) };
}

class EmbedView {
  constructor({ node, editor, getPos }, ask) {
    this.node = node;
    this.editor = editor;
    this.getPos = getPos;
    this.ask = ask;
    this.bar = nodeBar("Embed", [
      button("Change…", "button small", () => this.change()),
      button(icon("close"), "icon-button", () => this.remove(), { "aria-label": "Remove embed" }),
    ], () => this.leave());
    this.title = make("strong", { dir: "auto" });
    this.where = make("span", { class: "quiet" });
    const card = make("div", { class: "embed-card", ...furniture }, icon("embed"), this.title, this.where);
    this.dom = make("figure", {}, this.bar, card);
    this.show();
  }

  show() {
    this.dom.dataset.embed = this.node.attrs.address;
    this.title.textContent = this.node.attrs.title || host(this.node.attrs.address);
    this.where.textContent = `Opens on ${host(this.node.attrs.address)}`;
  }

  async change() {
    const attributes = await askForEmbed(this.ask, this.node.attrs);
    const pos = this.getPos();
    if (attributes && pos !== undefined) {
      this.editor.chain().command(({ tr }) => Boolean(tr.setNodeMarkup(pos, null, attributes))).run();
    }
    this.leave();
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
    this.node = node;
    this.show();
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  stopEvent(event) {
    return this.bar.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection";
  }
}
