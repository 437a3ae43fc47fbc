// Picture files on their way: each shows its progress where it was dropped, and becomes a photo there.
import { button, furniture, make } from "./dom.js";
import { Extension, Plugin, pm } from "./library.js";
import { figureAt } from "./node-bar.js";
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
        const { add = [], remove = [] } = tr.getMeta(key) ?? {};
        const kept = waiting.map(tr.mapping, tr.doc);
        return kept
          .remove(kept.find(null, null, ({ id }) => remove.includes(id)))
          .add(tr.doc, add.map(({ pos, element, ...spec }) => Decoration.widget(pos, element, { ...spec, element, side: -1 })));
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })],
});

/**
 * Upload files one after another into the story; several are a gallery.
 * @param {File[]} files
 * @param {number | null} pos where; null: after the block that the selection is in
 * @param {(words: string) => void} say
 */
export async function uploadInto(editor, files, pos, say) {
  const { state, view } = editor;
  const look = files.length > 1 || inGallery(state, pos) ? "gallery" : "";
  const batch = (serial += 1);
  const places = files.map((file) => begin(view, file, batch, pos ?? besideSelection(state)));
  const taken = [];
  const refused = [];
  for (const [index, file] of files.entries()) {
    const { id, progress, words, signal } = places[index];
    try {
      const photo = await uploadPhoto(file, (text, share) => {
        words.textContent = `${file.name}: ${text}`;
        progress.hidden = share === null;
        if (share !== null) progress.value = share;
      }, signal);
      finish(editor, id, photo, look);
      taken.push({ name: file.name, missing: photo.missing });
    } catch (error) {
      view.dispatch(editor.state.tr.setMeta(key, { remove: [id] }));
      refused.push(error.message);
    }
    say(summary(taken, refused));
  }
}

/** What came of the files so far, in words. */
function summary(taken, refused) {
  const [{ name, missing } = {}] = taken;
  const lacking = taken.filter((one) => one.missing.length).length;
  const one = missing?.length ? [`It has no ${missing.join(" and no ")} yet: write it under the photo.`] : [];
  const many = lacking ? [`${lacking} of them lack alt text or credit: write it under each.`] : [];
  const came = taken.length > 1
    ? [`${taken.length} photos are in the story, as a gallery.`, ...many]
    : taken.length ? [`${name} is in the story.`, ...one] : [];
  return [...came, ...(refused.length ? [`Not taken. ${refused.join(" ")}`] : [])].join(" ");
}

/** Whether a file is still on its way into the story. */
export const uploading = (state) => key.getState(state).find().length > 0;

function begin(view, file, batch, pos) {
  const id = `upload-${(serial += 1)}`;
  const progress = make("progress", { max: 1, value: 0, "aria-label": `Uploading ${file.name}` });
  const words = make("span", {}, `Uploading ${file.name}`);
  const stopping = new AbortController();
  const stop = button("Leave out", "button small", () => stopping.abort(), { "aria-label": `Leave ${file.name} out` });
  const element = make("div", { class: "uploading", ...furniture }, words, progress, stop);
  view.dispatch(view.state.tr.setMeta(key, { add: [{ id, batch, pos, element }] }));
  return { id, progress, words, signal: stopping.signal };
}

/** Put a photo where its file waits; the files after it wait behind it, so that they come in order. */
function finish(editor, id, photo, look) {
  const { state } = editor;
  const [waiting] = key.getState(state).find(null, null, (spec) => spec.id === id);
  const behind = key.getState(state).find(null, null, (spec) => spec.batch === waiting?.spec.batch && spec.id !== id);
  const node = photoNode(editor.schema, photo, look);
  const { tr } = state;
  const pos = insertAt(tr, waiting ? waiting.from : tr.doc.content.size, node) + node.nodeSize;
  tr.setMeta(key, {
    remove: [id, ...behind.map(({ spec }) => spec.id)],
    add: behind.map(({ spec: { id: other, batch, element } }) => ({ id: other, batch, element, pos })),
  });
  editor.view.dispatch(tr);
}

const isGallery = (node) => node?.attrs.look === "gallery";

/** Whether the selection is in a photo of a gallery, or a position between two of one. @param {number | null} [pos] */
export function inGallery(state, pos = null) {
  if (pos === null) return isGallery(figureAt(state)?.node);
  const { nodeBefore, nodeAfter } = state.doc.resolve(pos);
  return isGallery(nodeBefore) && isGallery(nodeAfter);
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
