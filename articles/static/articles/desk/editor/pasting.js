// What happens when something is pasted or dropped: words are tidied and counted, picture files are uploaded.
import { webAddress } from "./address.js";
import { count } from "./dom.js";
import { Extension, Plugin, pm } from "./library.js";
import { pasteAddress } from "./link.js";
import { tidyPaste } from "./paste.js";
import { pictures } from "./photos.js";
import { plainSlice } from "./plain-text.js";
import { providerOf } from "./providers.js";
import { insertAt } from "./uploads.js";

const OWN = /data-pm-slice/;
const KINDS = {
  paragraph: "paragraph", heading: "heading", bulletList: "list", orderedList: "list", blockquote: "quote",
  pullQuote: "pull quote", photo: "photo", embed: "embed", link: "link",
};
const LEFT = {
  images: (number) => `${count(number, "image")} (add ${number === 1 ? "it" : "them"} with Photo)`,
  embeds: (number) => `${count(number, "player")} (add ${number === 1 ? "it" : "them"} with Embed)`,
  footnotes: (number) => count(number, "footnote"),
  comments: (number) => count(number, "comment"),
  struck: (number) => count(number, "deletion"),
  links: (number) => count(number, "link that leads nowhere", "links that lead nowhere"),
  menus: () => "menus and buttons",
  looks: () => "colours and fonts",
};

const listed = (parts) => (parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`);

/** What a paste brought and what it left out, in words; "" when it was a few plain words. */
export function report(slice, left) {
  const found = Object.fromEntries(Object.values(KINDS).map((kind) => [kind, 0]));
  const add = (name) => { if (name in KINDS) found[KINDS[name]] += 1; };
  slice.content.forEach((node) => add(node.type.name));
  let before = null;
  slice.content.descendants((node) => {
    const mark = node.marks.find((one) => one.type.name === "link") ?? null;
    if (mark && mark !== before) add("link");
    before = mark;
  });
  const inParagraph = slice.content.childCount < 2 && slice.openStart > 0 && !found.heading && !found.list;
  const few = slice.content.firstChild?.isInline || inParagraph;
  const dropped = Object.keys(LEFT).filter((kind) => left[kind]).map((kind) => LEFT[kind](left[kind]));
  if (few && !dropped.filter((words) => words !== LEFT.looks()).length) return "";
  const brought = Object.entries(found).filter(([, number]) => number).map(([kind, number]) => count(number, kind));
  const became = count(left.tables ?? 0, "table became paragraphs", "tables became paragraphs");
  return [
    few ? "Pasted." : `Pasted ${listed(brought)}.`,
    ...(left.tables ? [`${became}, one for each row.`] : []),
    ...(dropped.length ? [`Left out: ${dropped.join(", ")}.`] : []),
  ].join(" ");
}

/** `say(words)` tells the editor; `upload(files, pos)` takes picture files, at a position or at the selection. */
export const Pasting = Extension.create({
  name: "pasting",
  addOptions: () => ({ say: null, upload: null }),
  addProseMirrorPlugins() {
    const { say, upload } = this.options;
    let left = null; // of the paste at hand; null if it comes from this editor
    const tell = (slice) => {
      const words = left && report(slice, left);
      left = null;
      if (words) say(words);
    };
    return [new Plugin({
      props: {
        transformPastedHTML(html) {
          left = null;
          if (OWN.test(html)) return html;
          const tidied = tidyPaste(html);
          left = tidied.left;
          return tidied.html;
        },
        clipboardTextParser(text, _context, _plain, view) {
          left = {};
          return plainSlice(text, view.state.schema);
        },
        handlePaste(view, event, slice) {
          const files = pictures(event.clipboardData);
          if (files.length && !slice.content.textBetween(0, slice.content.size).trim()) {
            upload(files, null);
            return true;
          }
          stepOffFigure(view);
          const text = event.clipboardData?.getData("text/plain") ?? "";
          if (pasteAddress(view, text) || pasteEmbed(view, text)) return true;
          tell(slice);
          return false;
        },
        handleDrop(view, event, slice, moved) {
          const files = moved ? [] : pictures(event.dataTransfer);
          if (files.length) {
            event.preventDefault();
            upload(files, place(view, event));
            return true;
          }
          if (!moved) tell(slice);
          return false;
        },
      },
    })];
  },
});

/** What is pasted while a figure is selected goes below it, not in its place. */
function stepOffFigure(view) {
  const { selection, doc, tr } = view.state;
  if (!selection.node?.isBlock) return;
  view.dispatch(tr.setSelection(pm.state.Selection.near(doc.resolve(selection.to))));
}

/** An address that a provider shows, pasted on a line of its own, is an embed; Undo makes it the address it was. */
function pasteEmbed(view, text) {
  const { embed, paragraph } = view.state.schema.nodes;
  const { $from, empty } = view.state.selection;
  const address = webAddress(text.trim());
  const line = $from.depth === 1 && $from.parent.type === paragraph && !$from.parent.content.size;
  if (!embed || !empty || !line || !providerOf(address)) return false;
  view.dispatch(view.state.tr.insertText(address));
  const { state } = view;
  const { tr } = state;
  const pos = state.selection.$from.before(1);
  tr.delete(state.selection.$from.start(1), state.selection.$from.end(1));
  const at = insertAt(tr, pos, embed.create({ address }));
  tr.setSelection(pm.state.NodeSelection.create(tr.doc, at)).scrollIntoView();
  view.dispatch(pm.history.closeHistory(tr));
  return true;
}

/** Where between the blocks of the story something dropped falls. */
function place(view, { clientX, clientY }) {
  const at = view.posAtCoords({ left: clientX, top: clientY });
  if (!at) return view.state.doc.content.size;
  const $at = view.state.doc.resolve(at.pos);
  if (!$at.depth) return at.pos;
  const block = view.nodeDOM($at.before(1));
  const { top, bottom } = block.getBoundingClientRect();
  return clientY < (top + bottom) / 2 ? $at.before(1) : $at.after(1);
}
