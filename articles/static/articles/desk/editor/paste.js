// What Google Docs, Word, LibreOffice and web pages put on the clipboard, as the HTML of a story, and what was left out.
import { linkAddress, unwrapped } from "./address.js";
import { wordLists } from "./paste-lists.js";
import { flattenTables } from "./paste-tables.js";

/** @typedef {Record<string, number>} LeftOut how many of each kind */

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, blockquote, table, div, section, article, main, header, footer, address, pre, dl, dt, dd, figure, hr, aside, center, form, fieldset, details, summary";
const EMOJI = /^\p{Extended_Pictographic}/u;

/**
 * @param {string} html the clipboard's
 * @returns {{html: string, left: LeftOut}}
 */
export function tidyPaste(html) {
  // A template's content is inert: nothing in it is loaded or run.
  const template = document.createElement("template");
  template.innerHTML = withoutStyles(html);
  const body = template.content.ownerDocument.createElement("div");
  body.append(template.content);
  /** @type {LeftOut} */
  const left = {};
  const leave = (kind, number = 1) => { if (number) left[kind] = (left[kind] ?? 0) + number; };
  dropForeign(body, leave);
  dropNotes(body, leave);
  dropPictures(body, leave);
  wordLists(body);
  leave("tables", flattenTables(body, BLOCKS));
  marksFromStyles(body, leave);
  headings(body);
  links(body, leave);
  paragraphs(body);
  lists(body);
  spaces(body);
  return { html: body.innerHTML, left };
}

/** A strict policy may not even see a style: sheets are taken out, attributes get another name. */
const withoutStyles = (html) => html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));

const style = (element) => element.dataset.style ?? "";
const unwrap = (element) => element.replaceWith(...element.childNodes);
const drop = (root, selector) => {
  const found = [...root.querySelectorAll(selector)];
  found.forEach((element) => element.remove());
  return found.length;
};

/** What is no text: scripts, menus, forms, players. */
function dropForeign(body, leave) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((comment) => comment.remove());
  leave("embeds", drop(body, "iframe, video, audio, object, embed"));
  leave("struck", drop(body, "del"));
  leave("menus", drop(body, "nav, button, select, input, textarea, [hidden], [role=navigation], [role=button]"));
  drop(body, "script, style, meta, link, title, template, noscript, xml, head, colgroup");
  for (const element of body.querySelectorAll("*")) if (/display\s*:\s*none|mso-hide\s*:\s*all/i.test(style(element))) element.remove();
  for (const element of [...body.querySelectorAll("*")].filter((one) => one.localName.includes(":") && !/^v:/i.test(one.localName))) unwrap(element);
}

/** Footnotes and comments: their marks in the text and what they say. */
function dropNotes(body, leave) {
  const said = (element) => /mso-element\s*:\s*(foot|end)note-list/i.test(style(element)) ? "footnotes" : /mso-element\s*:\s*comment-list/i.test(style(element)) ? "comments" : null;
  for (const element of [...body.querySelectorAll("[data-style*=mso-element]")]) if (said(element)) element.remove();
  // The text of a note leads back to its mark: Docs #ftnt_ref1, Word #_ftnref1, LibreOffice #sdfootnote1anc.
  for (const back of [...body.querySelectorAll('a[href*="#ftnt_ref"], a[href*="#cmnt_ref"], a[href*="#_ftnref"], a[href*="#_ednref"], a[href*="#sdfootnote"][href$="anc"]')]) {
    const note = back.closest('div[id^="sdfootnote"], div[id^="ftn"], p, li, div');
    if (note && note !== body) note.remove();
  }
  const marks = [
    ["footnotes", 'a[href*="#ftnt"], a[href*="#_ftn"], a[href*="#_edn"], a.sdfootnoteanc, a.sdendnoteanc, .MsoFootnoteReference, .MsoEndnoteReference, sup[role=doc-noteref], a[role=doc-noteref]'],
    ["comments", 'a[href*="#cmnt"], a[href*="#_msocom"], .MsoCommentReference, a.msocomanchor'],
  ];
  for (const [kind, selector] of marks) {
    const found = [...body.querySelectorAll(selector)].filter((mark) => !mark.parentElement.closest(selector));
    found.forEach((mark) => (mark.closest("sup") ?? mark).remove());
    leave(kind, found.length);
  }
}

/** Pictures have to be added with Photo, which knows their credit; an emoji drawn as a picture is written. */
function dropPictures(body, leave) {
  for (const picture of [...body.querySelectorAll("img")]) {
    const alt = picture.getAttribute("alt") ?? "";
    if (EMOJI.test(alt) && alt.length < 12) picture.replaceWith(alt);
  }
  const outer = "figure:has(img, svg, picture), picture, img, svg, canvas, v\\:shape, v\\:imagedata, v\\:group";
  const found = [...body.querySelectorAll(outer)].filter((element) => !element.parentElement.closest(outer));
  leave("images", found.filter((element) => !/\b(?:width|height)="1"/.test(element.outerHTML.slice(0, 300))).length);
  found.forEach((element) => element.remove());
}

/** Bold and italic, whichever way they were said; of all other looks only that they were there. */
function marksFromStyles(body, leave) {
  let looks = drop(body, "basefont");
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const said = style(element);
    if (/(?:^|[;\s])(?:color|background(?:-color)?|font-family|font-size|font|text-align)\s*:/i.test(said) || element.matches("font, u, s, strike, sup, sub, center, mark, small, big")) looks += 1;
    const weight = said.match(/(?:^|[;\s])font-weight\s*:\s*(\w+)/i)?.[1].toLowerCase();
    const bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
    const slanted = /(?:^|[;\s])font-style\s*:\s*(italic|oblique)/i.test(said);
    if (element.matches("b, strong") && weight && !bold) unwrap(element);
    else if (element.matches("i, em") && /(?:^|[;\s])font-style\s*:\s*normal/i.test(said)) unwrap(element);
    else if (element.matches("span, font")) {
      if (bold) surround(element, "strong");
      if (slanted) surround(element, "em");
    }
  }
  if (looks) leave("looks", looks);
}

function surround(element, name) {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** The document's title and first rank become our second, the next one our third; a lone title keeps the rest in place. */
function headings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle, p.title")) rename(title, "h1");
  for (const heading of body.querySelectorAll("[role=heading][aria-level]:is(p, div)")) rename(heading, `h${Math.min(6, Number(heading.getAttribute("aria-level")) || 2)}`);
  const first = [...body.querySelectorAll("h1")];
  const lone = first.length === 1 && body.querySelectorAll("h2").length > 1 && body.querySelector(BLOCKS.replace("div, ", "")) === first[0];
  const shift = first.length && !lone ? 1 : 0;
  for (const heading of [...body.querySelectorAll("h1, h2, h3, h4, h5, h6")]) {
    const rank = Number(heading.localName[1]);
    const ours = rank === 1 ? 2 : Math.min(3, rank + shift);
    heading.querySelectorAll("b, strong").forEach(unwrap);
    if (!heading.textContent.trim()) heading.remove();
    else rename(heading, `h${ours}`);
  }
}

function rename(element, name) {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

function links(body, leave) {
  for (const anchor of [...body.querySelectorAll("a")]) {
    const raw = (anchor.getAttribute("href") ?? "").trim();
    const address = /^[a-z]+:/i.test(raw) ? linkAddress(unwrapped(raw)) : ""; // what is relative leads nowhere from here
    if (address && anchor.textContent.trim()) anchor.setAttribute("href", address);
    else {
      if (raw && !raw.startsWith("#") && anchor.textContent.trim()) leave("links");
      unwrap(anchor);
    }
  }
}

/** Loose words and boxes as paragraphs; two line breaks as the end of one. */
function paragraphs(body) {
  for (const quote of [...body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")]) {
    const box = quote.ownerDocument.createElement("blockquote");
    quote.replaceWith(box);
    box.append(quote);
  }
  for (const element of [...body.querySelectorAll("dt, dd, address, pre, summary, center, figcaption, caption")]) rename(element, "p");
  for (const box of [...body.querySelectorAll("div, section, article, main, header, footer, aside, dl, form, fieldset, details, figure, hr")]) {
    if (box.querySelector(BLOCKS)) wrapLoose(box, BLOCKS);
    else if (box.textContent.trim()) {
      rename(box, "p");
      continue;
    }
    unwrap(box);
  }
  for (const block of [body, ...body.querySelectorAll("blockquote")]) wrapLoose(block, BLOCKS);
  for (const paragraph of [...body.querySelectorAll("p")]) splitAtBreaks(paragraph);
  for (const empty of [...body.querySelectorAll("p, blockquote")]) if (!empty.textContent.trim()) empty.remove();
}

/** Put what stands between blocks into paragraphs, if there are blocks or breaks at all. */
function wrapLoose(parent, blocks) {
  if (![...parent.children].some((child) => child.matches(`${blocks}, br`))) return;
  let loose = null;
  for (const node of [...parent.childNodes]) {
    if (node.nodeType === 1 && node.matches(blocks)) loose = null;
    else if (node.nodeType === 1 && node.matches("br.Apple-interchange-newline")) node.remove();
    else {
      if (!loose) {
        loose = parent.ownerDocument.createElement("p");
        node.before(loose);
      }
      loose.append(node);
    }
  }
}

function splitAtBreaks(paragraph) {
  const parts = [[]];
  let breaks = 0;
  for (const node of [...paragraph.childNodes]) {
    if (node.nodeName === "BR") breaks += 1;
    else if (node.nodeType !== 3 || node.data.trim()) breaks = 0;
    parts.at(-1).push(node);
    if (breaks === 2) {
      parts.push([]);
      breaks = 0;
    }
  }
  let last = paragraph;
  for (const part of parts.slice(1)) {
    const next = paragraph.ownerDocument.createElement("p");
    next.append(...part);
    last.after(next);
    trimBreaks(next);
    last = next;
  }
  trimBreaks(paragraph);
}

function trimBreaks(block) {
  const bare = (node) => node && (node.nodeName === "BR" || (node.nodeType === 3 && !node.data.trim()));
  while (bare(block.lastChild)) block.lastChild.remove();
  while (bare(block.firstChild)) block.firstChild.remove();
}

/** A list within a list belongs to the item before it. */
function lists(body) {
  for (const list of [...body.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")]) {
    if (list.previousElementSibling) list.previousElementSibling.append(list);
    else unwrap(list);
  }
  for (const item of [...body.querySelectorAll("li")]) if (!item.textContent.trim()) item.remove();
  for (const list of [...body.querySelectorAll("ul, ol")]) if (!list.children.length) list.remove();
}

/** No-break spaces that a word processor put in for its own layout become spaces; between two words they stay. */
function spaces(body) {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    text.data = text.data.replace(/[ \t\n\r]*\u00a0{2,}[ \t\n\r]*|[ \t\n\r]+\u00a0|\u00a0[ \t\n\r]+/g, " ").replace(/^\u00a0$/, " ");
  }
}
