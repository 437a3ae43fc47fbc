// Links, and the form that asks where they lead.
import { linkAddress } from "./address.js";
import { focusText } from "./dom.js";
import { Mark, pm } from "./library.js";

const NO_ADDRESS = "An address starts with https://, mailto:, tel:, / or #.";

export const Link = Mark.create({
  name: "link",
  priority: 1000, // the outermost mark, as the cleaner writes it
  inclusive: false,
  exitable: true,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (anchor) => Boolean(linkAddress(anchor.getAttribute("href"))) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

/** The whole of the link that the selection begins in; null outside of one. */
function linkAround(state) {
  const { $from } = state.selection;
  const type = state.schema.marks.link;
  const { parent, parentOffset } = $from;
  const linked = ({ node }) => node?.marks.find((mark) => mark.type === type);
  const at = [parent.childAfter(parentOffset), parent.childBefore(parentOffset)].find(linked);
  if (!at) return null;
  const mark = linked(at);
  let first = at.index;
  let last = at.index;
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first -= 1;
  while (last + 1 < parent.childCount && mark.isInSet(parent.child(last + 1).marks)) last += 1;
  let from = $from.start();
  for (let index = 0; index < first; index += 1) from += parent.child(index).nodeSize;
  let to = from;
  for (let index = first; index <= last; index += 1) to += parent.child(index).nodeSize;
  return { from, to, href: mark.attrs.href };
}

/**
 * Ask where the selected words lead, or for words and address where none are selected.
 * @param {(question: object) => Promise<object | "remove" | null>} ask
 */
export async function editLink(editor, ask) {
  const { state } = editor;
  const link = linkAround(state);
  const { from, to } = link ?? state.selection;
  const wordless = from === to;
  const answers = await ask({
    title: link ? "Link" : "New link",
    fields: [
      { name: "href", label: "Leads to", value: link?.href ?? "", dir: "ltr" },
      ...(wordless ? [{ name: "words", label: "Words", dir: "auto" }] : []),
    ],
    submit: link ? "Change" : "Link",
    remove: link ? "Remove link" : undefined,
    check: ({ href }) => (linkAddress(href) ? null : { name: "href", message: NO_ADDRESS }),
  });
  const chain = editor.chain();
  if (answers === "remove") chain.command(({ tr }) => Boolean(tr.removeMark(from, to, state.schema.marks.link)));
  else if (answers) {
    const words = answers.words || answers.href;
    chain.command(({ tr }) => linkWords(tr, from, to, linkAddress(answers.href), words));
  }
  chain.run();
  focusText(editor);
}

function linkWords(tr, from, to, href, words) {
  const mark = tr.doc.type.schema.marks.link.create({ href });
  if (from === to) tr.insert(from, tr.doc.type.schema.text(words, [...(tr.doc.resolve(from).marks()), mark]));
  else tr.removeMark(from, to, mark.type).addMark(from, to, mark);
  const end = from === to ? from + words.length : to;
  tr.setSelection(pm.state.TextSelection.create(tr.doc, end)).removeStoredMark(mark.type);
  return true;
}

/** An address pasted over words makes them a link. */
export function pasteAddress(view, text) {
  const { from, to, empty, $from, $to } = view.state.selection;
  const address = /^\s*https?:\/\/\S+\s*$/i.test(text) ? linkAddress(text) : "";
  const { schema, tr } = view.state;
  if (!address || empty || !$from.sameParent($to) || !$from.parent.type.allowsMarkType(schema.marks.link)) return false;
  linkWords(tr, from, to, address, "");
  view.dispatch(tr);
  return true;
}
