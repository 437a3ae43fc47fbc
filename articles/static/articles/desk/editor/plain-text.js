// Plain text as paragraphs: mail and PDF break their lines, word processors do not.
import { pm } from "./library.js";

const BULLET = /^\s*[•·▪◦‣*–-]\s+/;
const WRAPPED = 50; // characters: lines at least this long were broken by a program, not by a writer

/** @param {string} text */
export function plainSlice(text, schema) {
  const body = document.createElement("div");
  const blocks = text.replace(/\r\n?/g, "\n").split(/\n\s*\n+/).filter((block) => block.trim());
  for (const block of blocks) {
    const lines = block.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length > 1 && lines.every((line) => BULLET.test(line))) body.append(list(lines));
    else if (blocks.length === 1) body.append(...lines.map((line) => paragraph([line])));
    else body.append(paragraph(lines.slice(0, -1).every((line) => line.length >= WRAPPED) ? [lines.join(" ")] : lines));
  }
  return pm.model.DOMParser.fromSchema(schema).parseSlice(body, { preserveWhitespace: false });
}

function paragraph(lines) {
  const element = document.createElement("p");
  lines.forEach((line, index) => element.append(...(index ? [document.createElement("br"), line] : [line])));
  return element;
}

function list(lines) {
  const element = document.createElement("ul");
  for (const line of lines) element.appendChild(document.createElement("li")).append(line.replace(BULLET, ""));
  return element;
}
