// Word's lists arrive as paragraphs with a bullet or a number written before them.

const MARKER = /^[\s\u00a0]*(?:([·•▪■◦‣○●§ü\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=[\s\u00a0]{2}))|(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]))[\s\u00a0]{2,}/iu;

/** @param {HTMLElement} body @param {string} styleName the attribute that holds an element's style */
export function wordLists(body, styleName) {
  for (const paragraph of [...body.querySelectorAll("p")]) {
    if (!paragraph.isConnected) continue;
    const first = item(paragraph, styleName);
    if (!first) continue;
    const items = [first];
    let next = paragraph.nextElementSibling;
    while (next && (items.at(-1).next = item(next, styleName))) {
      items.push(items.at(-1).next);
      next = next.nextElementSibling;
    }
    build(items, paragraph);
  }
}

/** What a paragraph is as an item: how deep, numbered or not; null if it is none. */
function item(paragraph, styleName) {
  const style = paragraph.getAttribute(styleName) ?? "";
  const said = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(style);
  const listed = /MsoListParagraph|MsoListBullet|MsoListNumber/.test(paragraph.className);
  const ignored = paragraph.querySelector(`[${styleName}*="mso-list:Ignore" i], [${styleName}*="mso-list: Ignore" i]`);
  const marker = ignored ? ignored.textContent : (MARKER.exec(paragraph.textContent)?.[0] ?? "");
  if (!(said || listed) || !marker.trim() || paragraph.localName !== "p") return null;
  return { paragraph, ignored, marker, level: Number(said?.[1] ?? 1), numbered: /[\da-z]/i.test(marker.trim().replace(/^[o§ü]$/, "")) };
}

function build(items, place) {
  const { ownerDocument: page } = place;
  const anchor = page.createElement("span");
  place.before(anchor);
  const open = []; // the list of each level
  for (const { paragraph, ignored, marker, level, numbered } of items) {
    if (ignored) ignored.remove();
    else cutStart(paragraph, marker.length);
    const depth = Math.min(level, open.length + 1);
    open.length = Math.min(open.length, depth);
    const name = numbered ? "ol" : "ul";
    if (open.length < depth || (depth === 1 && open[0].localName !== name)) {
      const list = page.createElement(name);
      const parent = open[depth - 2]?.lastElementChild;
      if (parent) parent.append(list);
      else anchor.before(list);
      open[depth - 1] = list;
    }
    const line = page.createElement("li");
    line.append(...paragraph.childNodes);
    open[depth - 1].append(line);
    paragraph.remove();
  }
  anchor.remove();
}

/** Take a number of characters off the beginning. */
function cutStart(element, length) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (length && walker.nextNode()) {
    const text = walker.currentNode;
    const cut = Math.min(length, text.data.length);
    text.data = text.data.slice(cut);
    length -= cut;
  }
}
