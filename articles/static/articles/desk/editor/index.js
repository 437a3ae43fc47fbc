// Makes a text box of HTML the story's editor. The text box stays what the form posts.
import { Editor, Extension, Plugin, pm } from "./library.js";
import { make } from "./dom.js";
import { ask } from "./form.js";
import { editLink } from "./link.js";
import { figureAt, focusNodeBar } from "./node-bar.js";
import { Pasting } from "./pasting.js";
import { storyExtensions } from "./schema.js";
import { makeToolbar } from "./toolbar.js";
import { Uploads, uploadInto, uploading } from "./uploads.js";

/** @param {HTMLTextAreaElement} textarea */
function enhance(textarea) {
  const slot = make("div", { class: "ask-slot" });
  const status = make("p", { class: "editor-status", role: "status" });
  const head = make("div", { class: "editor-head" }, slot, status);
  const surface = make("div", { class: "editor-surface" });
  const root = make("div", { class: "body-editor" }, head, surface);
  const say = (words) => { status.textContent = words; };
  const question = (about) => ask(slot, about);
  let toolbar = null;
  const editor = new Editor({
    element: surface,
    content: withEnd(textarea.value),
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: [
      ...storyExtensions(question),
      Uploads,
      Pasting.configure({ say, upload: (files, pos) => uploadInto(editor, files, pos, say) }),
      keys(() => toolbar.focus(), question),
    ],
    injectCSS: false, // a <style> element would break the page's policy; articles/desk/editor.css holds the rules
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: { attributes: named(textarea) },
    onUpdate: () => write(),
  });
  // What the editor makes of the same story is no change: the text box says so until somebody writes.
  const given = { value: textarea.value, html: html(editor) };
  let written = given.html;
  const write = () => {
    const now = html(editor);
    if (now === written) return;
    written = now;
    textarea.value = now === given.html ? given.value : now;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  };
  toolbar = makeToolbar(editor, { ask: question });
  head.prepend(toolbar.bar);
  textarea.before(root);
  root.append(textarea);
  textarea.classList.add("body-behind");
  textarea.tabIndex = -1;
  textarea.setAttribute("aria-hidden", "true");
  textarea.addEventListener("focus", () => editor.commands.focus());
  followLanguage(textarea, editor);
  guard(textarea.form, editor, say);
}

/** What the text box says about itself holds for the editor. */
function named(textarea) {
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": "Body", dir: "auto" };
  for (const name of ["aria-label", "aria-describedby", "aria-invalid", "aria-required"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  return attributes;
}

/** A story always ends in a paragraph that one can write on in. */
const withEnd = (value) => (/(^|<\/p>)\s*$/.test(value) ? value : `${value}<p></p>`);

/** The story's HTML; the empty paragraph at its end, where one writes on, is not part of it. */
const html = (editor) => editor.getHTML().replace(/(<p><\/p>)+$/, "");

/** The spelling checker and the screen reader speak the story's language. */
function followLanguage(textarea, editor) {
  const language = textarea.form?.elements.namedItem("language");
  const follow = () => language?.value && editor.view.dom.setAttribute("lang", language.value);
  language?.addEventListener("change", follow);
  follow();
}

/** Nothing is lost: not a photo that is still on its way, nor the page to a file that was dropped beside the story. */
function guard(form, editor, say) {
  form?.addEventListener("submit", (event) => {
    if (!uploading(editor.state)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say("Not saved yet: a photo is still on its way. Save again once it is in.");
  }, { capture: true });
  for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => {
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
  }
}

const keys = (focusToolbar, question) => Extension.create({
  name: "storyKeys",
  priority: 1000,
  addKeyboardShortcuts() {
    const toToolbar = () => {
      focusToolbar();
      return true;
    };
    return {
      Escape: toToolbar,
      "Alt-F10": toToolbar,
      Tab: () => focusNodeBar(this.editor.view),
      Enter: () => leaveFigure(this.editor),
    };
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        decorations(state) {
          const figure = figureAt(state);
          if (!figure) return null;
          const { pos, node } = figure;
          const mark = pm.view.Decoration.node(pos, pos + node.nodeSize, { class: "has-caret" });
          return pm.view.DecorationSet.create(state.doc, [mark]);
        },
        // Typing over a selected figure would take it away.
        handleTextInput: (view) => Boolean(view.state.selection.node),
        handleDOMEvents: {
          keydown: (view, event) => {
            const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
            if (!mod || event.key.toLowerCase() !== "k") return false;
            event.preventDefault();
            event.stopPropagation(); // in the text it is a link, everywhere else "Search or go to"
            editLink(this.editor, question);
            return true;
          },
        },
      },
    })];
  },
});

/** Enter in a caption or on a figure goes on below it. */
function leaveFigure(editor) {
  const figure = figureAt(editor.state);
  if (!figure) return false;
  const after = figure.pos + figure.node.nodeSize;
  return editor.chain().command(({ tr, state }) => {
    const next = tr.doc.nodeAt(after);
    if (next?.type.name !== "paragraph" || next.content.size) tr.insert(after, state.schema.nodes.paragraph.create());
    tr.setSelection(pm.state.TextSelection.create(tr.doc, after + 1)).scrollIntoView();
    return true;
  }).run();
}

document.querySelectorAll("[data-body-editor]").forEach(enhance);
