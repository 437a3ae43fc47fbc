// An embed: a titled link to what stands elsewhere. Readers' pages load nothing from there until a reader wants it.
import { host, webAddress } from "./address.js";
import { icon, make } from "./dom.js";
import { Node } from "./library.js";
import { nodeBar, wordButton } from "./node-bar.js";

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
  renderHTML: ({ node, HTMLAttributes }) => ["figure", HTMLAttributes, ["a", { href: node.attrs.address }, node.attrs.title]],
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
      if (!webAddress(address)) return { name: "address", message: "An address of the web is needed: it starts with https://" };
      return title ? null : { name: "title", message: "Readers need a title: what is it they would open?" };
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
    const bar = nodeBar("Embed", [
      wordButton("Change…", () => this.change()),
      make("button", { type: "button", class: "icon-button", "aria-label": "Remove embed", onclick: () => this.remove() }, icon("close")),
    ], () => this.leave());
    this.bar = bar;
    this.title = make("strong", { dir: "auto" });
    this.where = make("span", { class: "quiet" });
    this.dom = make("figure", { class: "embed-node" }, bar, make("div", { class: "embed-card", contenteditable: "false" }, icon("embed"), this.title, this.where));
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
    this.editor.chain().deleteRange({ from: pos, to: pos + this.node.nodeSize }).focus().run();
  }

  leave() {
    const pos = this.getPos();
    if (pos === undefined) this.editor.commands.focus();
    else this.editor.chain().setNodeSelection(pos).focus().run();
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
