// What Google Docs, Word, LibreOffice and web pages put on the clipboard, as the HTML of a story, and what was left out.
import { linkAddress, unwrapped } from "./address.js";
import { dropForeign, dropNotes, dropPictures, keepEmbeds } from "./paste-drops.js";
import { wordLists } from "./paste-lists.js";
import { flattenTables } from "./paste-tables.js";

/** @typedef {Record<string, number>} LeftOut how many of each kind */

const HEADINGS = "h1, h2, h3, h4, h5, h6";
const LINES = "p, dt, dd, address, pre, summary, center, figcaption";
const BOXES = "div, section, article, main, header, footer, aside, dl, form, fieldset, details, figure:not([data-embed]), hr";
const BLOCKS = `${HEADINGS}, ${LINES}, ${BOXES}, ul, ol, li, blockquote, table, figure`;
const LOOKS = /(?:^|[;\s])(?:color|background(?:-color)?|font(?:-family|-size)?|text-align)\s*:/i;
const LOOKED = "font, u, s, strike, sup, sub, center, mark, small, big";
const WEIGHT = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i;
const SLANT = /(?:^|[;\s])font-style\s*:\s*(\w+)/i;

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
  keepEmbeds(body);
  dropForeign(body, leave);
  dropNotes(body, leave);
  dropPictures(body, leave);
  wordLists(body);
  leave("tables", flattenTables(body, BLOCKS));
  marks(body, leave);
  headings(body);
  links(body, leave);
  paragraphs(body);
  lists(body);
  spaces(body);
  return { html: body.innerHTML, left };
}

/** A strict policy may not even see a style: sheets are taken out, attributes get another name. */
function withoutStyles(html) {
  const hidden = (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1=");
  return html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, hidden);
}

const unwrap = (element) => element.replaceWith(...element.childNodes);

function rename(element, name) {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

/** Put all that is in an element into a mark. */
function surround(element, name) {
  const mark = element.ownerDocument.createElement(name);
  mark.append(...element.childNodes);
  element.append(mark);
}

/** Bold and italic, whichever way they were said; of all other looks only that they were there. */
function marks(body, leave) {
  for (const element of [...body.querySelectorAll("*")].reverse()) {
    const style = element.dataset.style ?? "";
    if (LOOKS.test(style) || element.matches(LOOKED)) leave("looks");
    const weight = WEIGHT.exec(style)?.[1].toLowerCase();
    const slant = SLANT.exec(style)?.[1].toLowerCase();
    const bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
    if (element.matches("b, strong") && weight && !bold) unwrap(element); // Docs wraps all it copies in such a <b>
    else if (element.matches("i, em") && slant === "normal") unwrap(element);
    else if (element.matches("span, font")) {
      if (bold) surround(element, "strong");
      if (slant === "italic" || slant === "oblique") surround(element, "em");
    }
  }
}

/** First ranks become our second, what is below them our third; where one first rank is the title, the rest stays. */
function headings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle, p.title")) rename(title, "h1");
  for (const heading of body.querySelectorAll("[role=heading][aria-level]:is(p, div)")) {
    rename(heading, `h${Math.min(6, Number(heading.getAttribute("aria-level")) || 2)}`);
  }
  const first = [...body.querySelectorAll("h1")];
  const title = first.length === 1 && body.querySelectorAll("h2").length > 1;
  const leads = body.querySelector(`${HEADINGS}, p`) === first[0];
  const shift = first.length && !(title && leads) ? 1 : 0;
  for (const heading of [...body.querySelectorAll(HEADINGS)]) {
    const rank = Number(heading.localName[1]);
    heading.querySelectorAll("b, strong").forEach(unwrap);
    if (!heading.textContent.trim()) heading.remove();
    else rename(heading, `h${rank === 1 ? 2 : Math.min(3, rank + shift)}`);
  }
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
  for (const line of [...body.querySelectorAll(LINES)]) if (line.localName !== "p") rename(line, "p");
  for (const box of [...body.querySelectorAll(BOXES)]) {
    if (!box.querySelector(BLOCKS) && box.textContent.trim()) rename(box, "p");
    else {
      wrapLoose(box);
      unwrap(box);
    }
  }
  for (const block of [body, ...body.querySelectorAll("blockquote")]) wrapLoose(block);
  for (const paragraph of [...body.querySelectorAll("p")]) splitAtBreaks(paragraph);
  for (const block of [...body.querySelectorAll("p, blockquote")]) if (!block.textContent.trim()) block.remove();
}

/** Put what stands between blocks into paragraphs, if there are blocks or breaks at all. */
function wrapLoose(parent) {
  if (![...parent.children].some((child) => child.matches(`${BLOCKS}, br`))) return;
  let loose = null;
  for (const node of [...parent.childNodes]) {
    if (node.nodeType === 1 && node.matches(BLOCKS)) loose = null;
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
    text.data = text.data.replace(/\s*\u00a0{2,}\s*|[ \t\n\r]+\u00a0|\u00a0[ \t\n\r]+|^\u00a0$/g, " ");
  }
}
