// Word's lists arrive as paragraphs with a bullet or a number before them; from Word on the web, as a list for each item.

const BULLET = "[·•▪■◦‣○●§ü\uf0b7\uf0a7\uf0d8\uf0fc]|o(?=\\s{2})";
const NUMBER = "\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,5})[.)]";
const MARKER = new RegExp(`^\\s*(?:${BULLET}|${NUMBER})\\s{2,}`, "iu");
const IGNORED = /mso-list\s*:\s*ignore/i;
const GLYPHS = /^[o§ü]$/; // letters of symbol fonts that are drawn as bullets

/** @typedef {{element: Element, nodes: () => Node[], level: number, numbered: boolean}} Item */

/** @param {HTMLElement} body */
export function wordLists(body) {
  gather(body, "p", fromParagraph);
  gather(body, ".ListContainerWrapper", fromWrapper);
}

/** Make a list of each run of neighbours that are items. */
function gather(body, selector, read) {
  for (const first of [...body.querySelectorAll(selector)]) {
    const items = [];
    for (let next = first; next && body.contains(next) && next.matches(selector); next = next.nextElementSibling) {
      const item = read(next);
      if (!item) break;
      items.push(item);
    }
    if (items.length) build(items);
  }
}

/** @returns {Item | null} */
function fromParagraph(paragraph) {
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(paragraph.dataset.style ?? "")?.[1];
  if (!level && !/MsoListParagraph|MsoListBullet|MsoListNumber/.test(paragraph.className)) return null;
  const ignored = [...paragraph.querySelectorAll("[data-style]")].find((span) => IGNORED.test(span.dataset.style));
  const marker = ignored ? ignored.textContent : (MARKER.exec(paragraph.textContent)?.[0] ?? "");
  if (!marker.trim()) return null;
  const nodes = () => {
    if (ignored) ignored.remove();
    else cutStart(paragraph, marker.length);
    return [...paragraph.childNodes];
  };
  const numbered = /[\da-z]/i.test(marker.trim().replace(GLYPHS, ""));
  return { element: paragraph, nodes, level: Number(level ?? 1), numbered };
}

/** @returns {Item | null} */
function fromWrapper(wrapper) {
  const line = wrapper.querySelector("li");
  if (!line || wrapper.querySelectorAll("li").length > 1) return null;
  const level = Number(line.dataset.ariaLevel ?? line.getAttribute("aria-level") ?? 1);
  return { element: wrapper, nodes: () => [...line.childNodes], level, numbered: Boolean(line.closest("ol")) };
}

/** @param {Item[]} items */
function build(items) {
  const page = items[0].element.ownerDocument;
  const open = []; // the list of each level
  for (const { element, nodes, level, numbered } of items) {
    const depth = Math.min(level, open.length + 1);
    const name = numbered ? "ol" : "ul";
    open.length = Math.min(open.length, depth);
    if (open[depth - 1]?.localName !== name) {
      open[depth - 1] = page.createElement(name);
      const parent = open[depth - 2]?.lastElementChild;
      if (parent) parent.append(open[depth - 1]);
      else element.before(open[0]);
    }
    const line = page.createElement("li");
    line.append(...nodes());
    open[depth - 1].append(line);
    element.remove();
  }
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
