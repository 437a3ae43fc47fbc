// Tables become paragraphs, row by row.

const BREAK = " · "; // between cells, as the cleaner writes it

/**
 * @param {HTMLElement} body @param {string} blocks selector of block elements
 * @returns {number} how many tables there were; those that only lay out a page do not count
 */
export function flattenTables(body, blocks) {
  let tables = 0;
  for (const table of [...body.querySelectorAll("table")].reverse()) {
    const rows = [...table.rows];
    const layout = rows.every((row) => row.cells.length < 2) || rows.some((row) => [...row.cells].some((cell) => holdsText(cell, blocks)));
    if (!layout) tables += 1;
    table.replaceWith(...rows.flatMap((row) => (layout ? [...row.cells].map(box) : line(row))), ...captions(table));
  }
  return tables;
}

/** Whether a cell holds more than a word of a table: several paragraphs, headings or lists. */
const holdsText = (cell, blocks) => [...cell.querySelectorAll(blocks)].filter((block) => block.textContent.trim()).length > 1;

function box(cell) {
  const made = cell.ownerDocument.createElement("div");
  made.append(...cell.childNodes);
  return made;
}

function line(row) {
  const paragraph = row.ownerDocument.createElement("p");
  for (const cell of row.cells) {
    if (!cell.textContent.trim()) continue;
    if (paragraph.hasChildNodes()) paragraph.append(BREAK);
    const block = cell.querySelector("p, div, h1, h2, h3, h4, h5, h6") ?? cell;
    const whole = block.textContent.trim() === cell.textContent.trim() ? block : cell;
    paragraph.append(...(whole === cell && block !== cell ? [cell.textContent.trim()] : whole.childNodes));
  }
  return paragraph.hasChildNodes() ? [paragraph] : [];
}

function captions(table) {
  return table.caption?.textContent.trim() ? [box(table.caption)] : [];
}
