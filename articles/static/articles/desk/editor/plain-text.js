// Plain text as paragraphs: mail and PDF break their lines, word processors do not.
import { pm } from "./library.js";
import { providerOf } from "./providers.js";

const BULLET = /^\s*[•·▪◦‣*–-]\s+/;
const WRAPPED = 50; // characters: lines at least this long were broken by a program, not by a writer

/** @param {string} text */
export function plainSlice(text, schema) {
  const body = document.createElement("div");
  const blocks = text.replace(/\r\n?/g, "\n").split(/\n\s*\n+/).filter((part) => part.trim());
  for (const part of blocks) {
    const lines = part.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length > 1 && lines.every((line) => BULLET.test(line))) body.append(list(lines));
    else if (blocks.length === 1) body.append(...lines.map((line) => block([line], lines.length > 1)));
    else body.append(block(lines.slice(0, -1).every((line) => line.length >= WRAPPED) ? [lines.join(" ")] : lines, true));
  }
  return pm.model.DOMParser.fromSchema(schema).parseSlice(body, { preserveWhitespace: false });
}

/** Lines as a paragraph; an address that a provider shows as an embed, if it stands alone among others. */
function block(lines, amongOthers) {
  return amongOthers && lines.length === 1 && providerOf(lines[0]) ? embed(lines[0]) : paragraph(lines);
}

function paragraph(lines) {
  const element = document.createElement("p");
  lines.forEach((line, index) => element.append(...(index ? [document.createElement("br"), line] : [line])));
  return element;
}

function embed(address) {
  const figure = document.createElement("figure");
  figure.dataset.embed = address;
  return figure;
}

function list(lines) {
  const element = document.createElement("ul");
  for (const line of lines) element.appendChild(document.createElement("li")).append(line.replace(BULLET, ""));
  return element;
}
