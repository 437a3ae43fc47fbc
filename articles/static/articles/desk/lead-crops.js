// The crops of a lead photo for one story: a dialog with the whole picture and the shapes in which readers meet it.
import { handCrops } from "../../media/crops.js";
import { button, icon, make } from "./editor/dom.js";

/**
 * Let somebody crop a photo for a story.
 * @param {string} address of the picture and its shapes, with 0 for the photo's number
 * @param {string} photo its number
 * @param {string} crops as the story has them, see media/uses.py
 * @returns {Promise<{crops: string, told: string, picture: SVGElement} | null>} the crops, the shapes cropped in words,
 *   and the first shape as a picture; null if nothing was decided. Rejects with an Error in words.
 */
export async function cropFor(address, photo, crops) {
  const asked = address.replace("/0/", `/${photo}/`);
  const response = await fetch(`${asked}?${new URLSearchParams({ crops })}`).catch(() => null);
  if (!response?.ok) throw new Error("The photo cannot be cropped just now. Try again in a moment.");
  const content = make("div", { class: "crops-content" });
  content.innerHTML = await response.text();
  return new Promise((resolve) => show(content, resolve));
}

function show(content, resolve) {
  const root = content.querySelector("[data-focal]");
  const figures = [...root.querySelectorAll(".crops figure")];
  const numbers = (figure) => ["left", "top", "width"].map((part) => root.querySelector(`[name=crop_${figure.dataset.shape}_${part}]`).value);
  const cropped = () => figures.filter((figure) => numbers(figure).every((number) => number !== ""));
  const heading = make("h2", { id: "crops-title" }, "Crop for this story");
  const close = () => dialog.close();
  const use = button("Use these crops", "button default", () => {
    const shares = (figure) => numbers(figure).map((number) => Number((Number(number) / 100).toFixed(5)));
    resolve({
      crops: cropped().map((figure) => `${figure.dataset.shape}=${shares(figure)}`).join(" "),
      told: cropped().map((figure) => figure.dataset.label).join(", "),
      picture: figures[0].querySelector("svg").cloneNode(true),
    });
    close();
  });
  const own = button("Use the photo’s own crop again", "button", () => {
    for (const input of root.querySelectorAll(".by-hand input")) {
      input.value = "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    use.click();
  });
  own.hidden = !cropped().length;
  const dialog = make("dialog", { class: "desk-dialog crops-dialog", "aria-labelledby": heading.id },
    make("div", { class: "dialog-head" }, heading, button(icon("close"), "icon-button push", close, { "aria-label": "Close" })),
    content,
    make("div", { class: "dialog-foot" }, own, button("Cancel", "button push", close), use));
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // while the dialog is open the keys of the page behind it rest
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) use.click();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    resolve(null);
  });
  document.body.append(dialog);
  handCrops(root);
  dialog.showModal();
  figures[0].querySelector("button").focus();
}
