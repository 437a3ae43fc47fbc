// A pull quote: words set large, and who said them.
import { Node, pm } from "./library.js";

const { TextSelection } = pm.state;
const { Fragment } = pm.model;

/** Who said it; always there to be written, and left out by the cleaner while it is empty. */
export const PullQuoteSource = Node.create({
  name: "pullQuoteSource",
  content: "text*",
  marks: "link italic",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "blockquote.pull > cite" }],
  renderHTML: () => ["cite", 0],
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+ pullQuoteSource",
  defining: true,
  isolating: true,
  priority: 200, // before the plain quotation, which is a <blockquote> too
  parseHTML: () => [{ tag: "blockquote.pull" }],
  renderHTML: () => ["blockquote", { class: "pull" }, 0],
  addCommands: () => ({ togglePullQuote: () => togglePullQuote }),
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.command(enter), Backspace: () => this.editor.commands.command(backspace) };
  },
});

/** The pull quote around the selection and its position; null outside of one. */
export function pullQuoteAt({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "pullQuote") return { node: $from.node(depth), pos: $from.before(depth) };
  }
  return null;
}

/** Enter leads from the words to who said them, and from there on to a new paragraph. */
function enter({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  const quote = pullQuoteAt(state.selection);
  if (!quote) return false;
  if (!dispatch) return true;
  const { paragraph, pullQuoteSource } = state.schema.nodes;
  const after = quote.pos + quote.node.nodeSize;
  const last = $from.index($from.depth - 1) === quote.node.childCount - 2;
  if ($from.parent.type === pullQuoteSource) {
    const next = tr.doc.nodeAt(after);
    if (next?.type !== paragraph || next.content.size) tr.insert(after, paragraph.create());
    tr.setSelection(TextSelection.create(tr.doc, after + 1));
  } else if (empty && last && !$from.parent.content.size) {
    const source = after - 1 - quote.node.lastChild.nodeSize;
    if (quote.node.childCount > 2) tr.delete($from.before(), $from.after());
    tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(source) + 1));
  } else {
    tr.deleteSelection();
    tr.split(tr.selection.from, 1, [{ type: paragraph }]);
  }
  tr.scrollIntoView();
  return true;
}

/** Backspace at its very beginning makes the words paragraphs again; at the beginning of the source it does nothing. */
function backspace({ state, tr, dispatch }) {
  const { $from, empty } = state.selection;
  const quote = pullQuoteAt(state.selection);
  if (!quote || !empty || $from.parentOffset) return false;
  if ($from.parent.type.name === "pullQuoteSource") return true;
  if ($from.index($from.depth - 1)) return false;
  if (dispatch) unwrap(tr, quote);
  return true;
}

function unwrap(tr, { node, pos }) {
  const { paragraph } = tr.doc.type.schema.nodes;
  const blocks = [];
  node.forEach((child) => {
    if (child.type === paragraph) blocks.push(child);
    else if (child.content.size) blocks.push(paragraph.create(null, child.content));
  });
  const at = tr.selection.from;
  tr.replaceWith(pos, pos + node.nodeSize, Fragment.from(blocks));
  tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at - 1, tr.doc.content.size)))).scrollIntoView();
}

/**
 * Make a pull quote, or paragraphs of one again. Words selected within a paragraph are quoted after it and stay where
 * they are; otherwise the selected paragraphs become the quote.
 */
function togglePullQuote({ state, tr, dispatch }) {
  const quote = pullQuoteAt(state.selection);
  if (quote) {
    if (dispatch) unwrap(tr, quote);
    return true;
  }
  const { $from, $to, from, to, empty } = state.selection;
  const { paragraph, pullQuote, pullQuoteSource } = state.schema.nodes;
  if (!$from.parent.inlineContent || $from.parent.type.spec.isolating) return false;
  const part = !empty && $from.sameParent($to) && to - from < $from.parent.content.size;
  const start = $from.before(1);
  const end = $to.after(1);
  const words = [];
  if (part) words.push(paragraph.create(null, $from.parent.cut($from.parentOffset, $to.parentOffset).content));
  else {
    tr.doc.nodesBetween(start, end, (node) => {
      if (node.type.spec.isolating) return false;
      if (node.isTextblock) words.push(paragraph.create(null, node.content));
      return true;
    });
  }
  if (!dispatch) return true;
  const made = pullQuote.create(null, [...words, pullQuoteSource.create()]);
  if (part) tr.insert(end, made);
  else tr.replaceWith(start, end, made);
  const place = (part ? end : start) + (part || $from.parent.content.size ? made.nodeSize - 2 : 2);
  tr.setSelection(TextSelection.create(tr.doc, place)).scrollIntoView();
  return true;
}
