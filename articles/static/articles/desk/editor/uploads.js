// Picture files on their way: each shows its progress where it was dropped, and becomes a photo there.
import { button, furniture, make } from "./dom.js";
import { Extension, Plugin, pm } from "./library.js";
import { photoNode } from "./photo.js";
import { uploadPhoto } from "./photos.js";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("uploads");
let serial = 0;

export const Uploads = Extension.create({
  name: "uploads",
  addProseMirrorPlugins: () => [new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, waiting) {
        const { add, remove } = tr.getMeta(key) ?? {};
        let decorations = waiting.map(tr.mapping, tr.doc);
        if (add) decorations = decorations.add(tr.doc, [Decoration.widget(add.pos, add.element, { id: add.id, side: -1 })]);
        if (remove) decorations = decorations.remove(decorations.find(null, null, (spec) => spec.id === remove));
        return decorations;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })],
});

/**
 * Upload files one after another into the story.
 * @param {File[]} files
 * @param {number | null} pos where; null: after the block that the selection is in
 * @param {(words: string) => void} say
 */
export async function uploadInto(editor, files, pos, say) {
  const places = files.map((file) => begin(editor.view, file, pos ?? besideSelection(editor.state)));
  for (const [index, file] of files.entries()) {
    const { id, progress, words, signal } = places[index];
    try {
      const photo = await uploadPhoto(file, (text, share) => {
        words.textContent = `${file.name}: ${text}`;
        progress.hidden = share === null;
        if (share !== null) progress.value = share;
      }, signal);
      finish(editor, id, photo);
      const lacks = `It has no ${photo.missing.join(" and no ")} yet: write it under the photo.`;
      say(`${file.name} is in the story. ${photo.missing.length ? lacks : ""}`.trim());
    } catch (error) {
      editor.view.dispatch(editor.state.tr.setMeta(key, { remove: id }));
      say(`Not taken. ${error.message}`);
    }
  }
}

/** Whether a file is still on its way into the story. */
export const uploading = (state) => key.getState(state).find().length > 0;

function begin(view, file, pos) {
  const id = `upload-${(serial += 1)}`;
  const progress = make("progress", { max: 1, value: 0, "aria-label": `Uploading ${file.name}` });
  const words = make("span", {}, `Uploading ${file.name}`);
  const stopping = new AbortController();
  const stop = button("Leave out", "button small", () => stopping.abort(), { "aria-label": `Leave ${file.name} out` });
  const element = make("div", { class: "uploading", ...furniture }, words, progress, stop);
  view.dispatch(view.state.tr.setMeta(key, { add: { id, pos, element } }));
  return { id, progress, words, signal: stopping.signal };
}

function finish(editor, id, photo) {
  const [waiting] = key.getState(editor.state).find(null, null, (spec) => spec.id === id);
  const { tr } = editor.state;
  tr.setMeta(key, { remove: id });
  insertAt(tr, waiting ? waiting.from : tr.doc.content.size, photoNode(editor.schema, photo));
  editor.view.dispatch(tr);
}

/** The place after the block that the selection is in, or of that block if it is an empty paragraph. */
export function besideSelection({ selection: { $from, $to } }) {
  if (!$to.depth) return $to.pos;
  const emptyLine = $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  return emptyLine ? $from.before(1) : $to.after(1);
}

/** Insert a block between blocks; an empty paragraph that is there gives way, if another follows it. */
export function insertAt(tr, pos, node) {
  const $pos = tr.doc.resolve(pos);
  const at = $pos.depth ? $pos.after(1) : pos;
  const there = tr.doc.nodeAt(at);
  const gives = there?.type.name === "paragraph" && !there.content.size && at + there.nodeSize < tr.doc.content.size;
  tr.replaceWith(at, gives ? at + there.nodeSize : at, node);
  return at;
}
