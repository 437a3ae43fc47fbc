// What a paste brings that is no part of a story.

/** @typedef {(kind: string, number?: number) => void} Leave told what was left out, and how often */

const SILENT = "script, style, meta, link, title, template, noscript, xml, head, colgroup, basefont";
const PLAYERS = "iframe, video, audio, object, embed";
const MENUS = "nav, button, select, input, textarea, [hidden], [role=navigation], [role=button]";
const PICTURES = "figure:has(img, svg, picture), picture, img, svg, canvas, v\\:shape, v\\:imagedata, v\\:group";
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all/i;
const NOTES = /mso-element\s*:\s*(?:foot|end)note-list|mso-element\s*:\s*comment-list/i;
// The text of a note leads back to its mark: in Docs, Word and LibreOffice.
const BACK = '[href*="#ftnt_ref"], [href*="#cmnt_ref"], [href*="#_ftnref"], [href*="#_ednref"], '
  + '[href*="#sdfootnote"][href$="anc"]';
const NOTE = 'div[id^="sdfootnote"], div[id^="ftn"], p, li, div';
const MARKS = {
  footnotes: '[href*="#ftnt"], [href*="#_ftn"], [href*="#_edn"], .sdfootnoteanc, .sdendnoteanc, .MsoFootnoteReference, '
    + ".MsoEndnoteReference, [role=doc-noteref]",
  comments: '[href*="#cmnt"], [href*="#_msocom"], .MsoCommentReference, .msocomanchor',
};
const EMOJI = /^\p{Extended_Pictographic}/u;

const all = (root, selector) => [...root.querySelectorAll(selector)];
const outermost = (root, selector) => all(root, selector).filter((one) => !one.parentElement.closest(selector));

function drop(root, selector) {
  const found = all(root, selector);
  found.forEach((element) => element.remove());
  return found.length;
}

/** What is no text: scripts, menus, forms, players. @param {HTMLElement} body @param {Leave} leave */
export function dropForeign(body, leave) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((comment) => comment.remove());
  drop(body, SILENT);
  leave("embeds", drop(body, PLAYERS));
  leave("struck", drop(body, "del"));
  leave("menus", drop(body, MENUS));
  for (const element of all(body, "*")) {
    const office = element.localName.includes(":") && !element.localName.startsWith("v:");
    if (HIDDEN.test(element.dataset?.style ?? "")) element.remove();
    else if (office) element.replaceWith(...element.childNodes);
  }
}

/** Footnotes and comments: their marks in the text and what they say. @param {HTMLElement} body @param {Leave} leave */
export function dropNotes(body, leave) {
  for (const list of all(body, "[data-style*=mso-element]")) if (NOTES.test(list.dataset.style)) list.remove();
  for (const back of all(body, BACK)) {
    const note = back.closest(NOTE);
    if (note && note !== body) note.remove();
  }
  for (const [kind, selector] of Object.entries(MARKS)) {
    const found = outermost(body, selector);
    found.forEach((mark) => (mark.closest("sup") ?? mark).remove());
    leave(kind, found.length);
  }
}

/**
 * Pictures are added with Photo, which knows their credit; an emoji drawn as a picture is written.
 * @param {HTMLElement} body @param {Leave} leave
 */
export function dropPictures(body, leave) {
  const emoji = all(body, "img[alt]").filter(({ alt }) => EMOJI.test(alt) && alt.length < 12);
  emoji.forEach((picture) => picture.replaceWith(picture.alt));
  const found = outermost(body, PICTURES);
  leave("images", found.filter((one) => one.getAttribute("width") !== "1").length); // a pixel only counts its readers
  found.forEach((element) => element.remove());
}
