// Tables become paragraphs, row by row.

const BREAK = " · "; // between cells, as the cleaner writes it

/**
 * @param {HTMLElement} body @param {string} blocks selector of block elements
 * @returns {number} how many tables there were; those that only lay out a page do not count
 */
export function flattenTables(body, blocks) {
  /** Whether a cell holds more than a word of a table: several paragraphs, headings or lists. */
  const holdsText = (cell) => [...cell.querySelectorAll(blocks)].filter((block) => block.textContent.trim()).length > 1;
  let tables = 0;
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = [...table.rows].map((row) => [...row.cells]);
    const layout = rows.every((cells) => cells.length < 2) || rows.flat().some(holdsText);
    if (!layout) tables += 1;
    const caption = table.caption?.textContent.trim() ? [box(table.caption)] : [];
    table.replaceWith(...rows.flatMap((cells) => (layout ? cells.map(box) : line(cells))), ...caption);
  }
  return tables;
}

function box(cell) {
  const made = cell.ownerDocument.createElement("div");
  made.append(...cell.childNodes);
  return made;
}

function line(cells) {
  const written = cells.filter((cell) => cell.textContent.trim());
  if (!written.length) return [];
  const paragraph = written[0].ownerDocument.createElement("p");
  written.forEach((cell, index) => paragraph.append(...(index ? [BREAK] : []), ...words(cell)));
  return [paragraph];
}

/** What stands in a cell, without the one paragraph that may stand around it. */
function words(cell) {
  const block = cell.querySelector("p, div, h1, h2, h3, h4, h5, h6, li");
  return [...(block?.textContent.trim() === cell.textContent.trim() ? block : cell).childNodes];
}
