// What a photo lacks before a story with it may go live, as small fields under it.
import { make } from "./dom.js";
import { describe } from "./photos.js";

const FIELDS = {
  "alt text": {
    name: "alt",
    label: "Alt text",
    help: "What a reader who cannot see the photo needs to know. Kept with the photo.",
  },
  credit: { name: "credit", label: "Credit", help: "Who made it, as printed. Kept with the photo." },
};
let serial = 0;

/**
 * A field for each thing that is missing; what is written is saved at once.
 * @param {import("./photos.js").Photo} photo
 * @param {() => void} [leave] called for Enter and Escape: back to where one was
 */
export function lackingFields(photo, leave) {
  return photo.missing.filter((what) => what in FIELDS).map((what) => field(photo, FIELDS[what], leave));
}

/** Do something now, or once the focus has left an element: what is being typed there stays. */
export function onceLeft(element, act) {
  if (!element.contains(document.activeElement)) act();
  else element.addEventListener("focusout", () => setTimeout(() => onceLeft(element, act)), { once: true });
}

function field(photo, { name, label, help }, leave) {
  const id = `lacks-${(serial += 1)}`;
  const told = make("span", { class: "help", id: `${id}-help`, role: "status" }, help);
  const input = make("input", { type: "text", id, class: "vTextField", dir: "auto", "aria-describedby": told.id });
  const save = async () => {
    const words = input.value.trim();
    if (!words || input.readOnly) return;
    input.readOnly = true;
    told.textContent = "Saving…";
    try {
      await describe(photo.id, { [name]: words });
      told.textContent = "Saved.";
    } catch (error) {
      told.textContent = error.message;
    }
    input.readOnly = false;
  };
  input.addEventListener("change", save);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") save();
    leave?.();
  });
  return make("div", { class: "lack-line", "data-lack": name }, make("label", { for: id }, label), input, told);
}
