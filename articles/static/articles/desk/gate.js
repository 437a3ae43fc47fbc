// The gate: its links lead to the very place that is meant, and what is mended is ticked off while it is.

const ICONS = { blocks: "#i-block", advises: "#i-warn" };
const LACKS = { credit: "credit", "alt-text": "alt" }; // the check that asks for it, and the field under a photo

/** @param {HTMLFormElement} form the story's form */
export function gate(form) {
  const items = [...form.querySelectorAll(".gate li[data-field]")];
  if (!items.length) return;
  items.forEach((item) => item.querySelector("a[href^='#']")?.addEventListener("click", (event) => {
    if (lead(item)) event.preventDefault();
  }));
  const look = () => items.forEach((item) => tick(item, mended(form, item)));
  // Rows of the byline and chips say "change" once they are in place; the editor, "input".
  for (const name of ["input", "change"]) form.addEventListener(name, look);
}

/** Open what is folded around the place, and put the focus there. @returns {boolean} whether it is there */
function lead(item) {
  const place = meant(item);
  if (!place) return false;
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const body = place.closest(".ProseMirror");
  if (body && body !== place) caretIn(body, place);
  else place.focus({ preventScroll: true });
  return true;
}

/** The field, or in the text the link or the photo. */
function meant(item) {
  const body = document.querySelector(".ProseMirror");
  if (item.dataset.field === "body" && body) return linkOf(item) ?? photoOf(item) ?? body;
  return document.getElementById(item.dataset.target);
}

const links = () => [...document.querySelectorAll(".ProseMirror a")];
const linkOf = (item) => links().find((link) => link.getAttribute("href") === item.dataset.link);
const photoOf = ({ dataset: { photo } }) => photo && document.querySelector(`.ProseMirror figure[data-photo="${photo}"]`);

/** A photo's first empty field, or else the caret in the words that are meant. */
function caretIn(body, place) {
  const lack = place.querySelector("[data-lack] input");
  if (lack) {
    lack.focus({ preventScroll: true });
    return;
  }
  body.focus({ preventScroll: true });
  getSelection().selectAllChildren(place.matches("figure") ? place.querySelector("figcaption") ?? place : place);
}

/** Whether what was found can be seen to be mended; the server looks again when the button is pressed. */
function mended(form, item) {
  const { field, link, photo, check, most, target } = item.dataset;
  const scripted = document.querySelector(".ProseMirror");
  if (link !== undefined) return Boolean(scripted) && !linkOf(item);
  if (photo !== undefined) {
    const figure = photoOf(item);
    if (!figure) return Boolean(scripted);
    const line = figure.querySelector(`[data-lack="${LACKS[check]}"]`);
    return line ? Boolean(line.querySelector("input").value.trim()) : item.classList.contains("done");
  }
  if (most !== undefined) return [...form.elements.headline.value.trim()].length <= Number(most);
  if (field === "bylines") return item.closest(".blocks") !== null && form.querySelector("li[data-credit]") !== null;
  if (item.closest(".advises")) return false;
  return Boolean(document.getElementById(target)?.value?.trim());
}

function tick(item, done) {
  const kind = item.closest(".blocks") ? "blocks" : "advises";
  item.classList.toggle("done", done);
  item.querySelector("use").setAttribute("href", done ? "#i-check" : ICONS[kind]);
}
