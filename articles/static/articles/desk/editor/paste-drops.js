// What a paste brings that is no part of a story, and what becomes an embed.
import { webAddress } from "./address.js";
import { providerOf } from "./providers.js";

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

// Posts as other sites give them away, by the attribute that says where one stands; otherwise its last link does.
const POSTS = {
  "blockquote.twitter-tweet": "cite", "blockquote.twitter-video": "cite", "blockquote.tiktok-embed": "cite",
  "blockquote.instagram-media": "data-instgrm-permalink", "blockquote.mastodon-embed": "data-embed-url",
  "blockquote.bluesky-embed": "cite",
};
const TITLE_LENGTH = 90;

const all = (root, selector) => [...root.querySelectorAll(selector)];
const outermost = (root, selector) => all(root, selector).filter((one) => !one.parentElement.closest(selector));

function drop(root, selector) {
  const found = all(root, selector);
  found.forEach((element) => element.remove());
  return found.length;
}

/** Players and posts of those whom the server knows become embeds. @param {HTMLElement} body */
export function keepEmbeds(body) {
  for (const player of all(body, "iframe")) {
    const address = webAddress(player.getAttribute("src") ?? "");
    if (providerOf(address)) player.replaceWith(embed(player, address, ""));
  }
  for (const [selector, attribute] of Object.entries(POSTS)) {
    for (const post of all(body, selector)) {
      const links = all(post, "a[href]").map((link) => link.getAttribute("href"));
      const address = [post.getAttribute(attribute) ?? "", ...links.reverse()].map(webAddress).find(providerOf);
      all(post, "p, div, br, section").forEach((line) => line.after(" "));
      const words = post.textContent.replace(/\s+/g, " ").trim();
      const title = words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : words;
      if (address) post.replaceWith(embed(post, address, title));
    }
  }
  for (const line of all(body, "p, div")) {
    const address = webAddress(line.textContent.trim());
    if (providerOf(address) && isLine(line)) line.replaceWith(embed(line, address, ""));
  }
  // A figure stands between paragraphs, not in one.
  for (const figure of all(body, "p figure[data-embed]")) figure.closest("p").after(figure);
}

/** Whether an element is a line of its own: nothing stands beside it, up to its paragraph. */
function isLine(element) {
  if (element.closest("li, td, th, blockquote, h1, h2, h3, h4, h5, h6, figure[data-embed]")) return false;
  return !element.querySelector("p, div, li, img, figure");
}

function embed({ ownerDocument }, address, title) {
  const figure = ownerDocument.createElement("figure");
  figure.dataset.embed = address;
  figure.textContent = title;
  return figure;
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
