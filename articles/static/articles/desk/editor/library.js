// The parts of the editor's library, imported from the address that the server gives: no import map, no inline script.
import { configuration } from "./configuration.js";

export const {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Extension, Gapcursor, HardBreak, Heading, Italic, ListItem,
  Mark, Node, OrderedList, Paragraph, Plugin, Text, TrailingNode, UndoRedo, pm,
} = await import(configuration.library);
