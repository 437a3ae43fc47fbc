// The story's nodes and marks, each made only if the server names it: what it would not keep is not offered.
import { configuration } from "./configuration.js";
import { Embed } from "./embed.js";
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Gapcursor, HardBreak, Heading, Italic, ListItem, OrderedList,
  Paragraph, Text, TrailingNode, UndoRedo,
} from "./library.js";
import { Link } from "./link.js";
import { Photo, PhotoCaption } from "./photo.js";
import { PullQuote, PullQuoteSource } from "./pull-quote.js";

const LIST = "(bulletList | orderedList)";

/** @param {(question: object) => Promise<object | null>} ask @returns {Record<string, object>} by the server's names */
const made = (ask) => ({
  Paragraph,
  Heading: Heading.extend({ content: "text*", marks: "link italic" }).configure({ levels: configuration.headingLevels }),
  BulletList,
  OrderedList: OrderedList.extend({ addAttributes: () => ({}), addNodeView: null }),
  ListItem: ListItem.extend({ content: `paragraph ${LIST}*` }),
  Blockquote: Blockquote.extend({ content: "(paragraph | bulletList | orderedList)+" }),
  PullQuote,
  PullQuoteSource,
  Photo,
  PhotoCaption,
  Embed: Embed.configure({ ask }),
  Link,
  Bold,
  Italic,
  // Ctrl Enter, which would break a line too, is the key of the blue button.
  HardBreak: HardBreak.extend({
    addKeyboardShortcuts() {
      return { "Shift-Enter": () => this.editor.commands.setHardBreak() };
    },
  }),
});

/** All extensions of the library that make the story's schema and its keys. */
export function storyExtensions(ask) {
  const known = made(ask);
  return [
    Document, Text, UndoRedo, Gapcursor, TrailingNode, Dropcursor.configure({ color: false, class: "drop-line", width: 3 }),
    ...configuration.extensions.map((name) => known[name]),
  ];
}
