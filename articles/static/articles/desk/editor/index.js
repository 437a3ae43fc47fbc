// Makes a text box of HTML the story's editor. The text box stays what the form posts.
import { Editor, Extension, Plugin, pm } from "./library.js";
import { make } from "./dom.js";
import { ask } from "./form.js";
import { editLink } from "./link.js";
import { figureAt, focusNodeBar } from "./node-bar.js";
import { Pasting } from "./pasting.js";
import { storyExtensions } from "./schema.js";
import { makeToolbar } from "./toolbar.js";
import { Uploads, uploadInto } from "./uploads.js";

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
    content: textarea.value,
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
    onUpdate: () => {
      textarea.value = html(editor);
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  toolbar = makeToolbar(editor, { ask: question });
  head.prepend(toolbar.bar);
  textarea.before(root);
  root.append(textarea);
  textarea.classList.add("body-behind");
  textarea.tabIndex = -1;
  textarea.setAttribute("aria-hidden", "true");
  textarea.addEventListener("focus", () => editor.commands.focus());
  followLanguage(textarea, editor);
}

/** What the text box says about itself holds for the editor. */
function named(textarea) {
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": "Body", dir: "auto" };
  for (const name of ["aria-label", "aria-describedby", "aria-invalid", "aria-required"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  return attributes;
}

/** The story's HTML; the empty paragraph at its end, where one writes on, is not part of it. */
const html = (editor) => editor.getHTML().replace(/(<p><\/p>)+$/, "");

/** The spelling checker and the screen reader speak the story's language. */
function followLanguage(textarea, editor) {
  const language = textarea.form?.elements.namedItem("language");
  const follow = () => language?.value && editor.view.dom.setAttribute("lang", language.value);
  language?.addEventListener("change", follow);
  follow();
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
          return pm.view.DecorationSet.create(state.doc, [pm.view.Decoration.node(figure.pos, figure.pos + figure.node.nodeSize, { class: "has-caret" })]);
        },
        // Typing over a selected figure would take it away.
        handleTextInput: (view) => Boolean(view.state.selection.node),
        handleDOMEvents: {
          keydown: (view, event) => {
            if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return false;
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
