// The lead photo: chosen in the picker, or uploaded where it is dropped. Its card comes from the server.
import { cropFor } from "./lead-crops.js";
import { choosePhoto, uploadPhoto } from "./picker.js";

/** @param {HTMLElement} root `#lead-photo` */
export function leadPhoto(root) {
  const field = root.querySelector("input[name=lead_photo]");
  const crops = root.querySelector("input[name=lead_crops]");
  const shown = root.querySelector("[data-shown]");
  const progress = root.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const status = progress.querySelector("[role=status]");

  function tell(words, share = null) {
    progress.hidden = !words;
    status.textContent = words;
    bar.hidden = share === null;
    if (share !== null) bar.value = Math.round(share * 100);
  }

  /** Show the card of a photo, or the place to drop one; the caption that was typed stays with the photo it was for. */
  async function show(pk) {
    const response = await fetch(`${root.dataset.card}?${new URLSearchParams({ photo: pk })}`);
    if (!response.ok) {
      tell("The photo cannot be shown just now. Try again in a moment.");
      return;
    }
    shown.innerHTML = await response.text();
    const offered = shown.querySelector("[data-offered]");
    document.querySelector("[data-offered-tags]")?.replaceChildren(...(offered ? [offered] : []));
    field.value = pk;
    crops.value = ""; // they were of the photo before
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const missing = shown.querySelector(".lead-fact textarea, .lead-fact input");
    (missing ?? shown.querySelector("textarea") ?? shown.querySelector("button"))?.focus({ preventScroll: true });
  }

  /** Crop the photo for this story alone, and show it so on its card. */
  async function crop(button) {
    tell("");
    const chosen = await cropFor(root.dataset.crops, field.value, crops.value).catch((error) => tell(error.message));
    if (chosen) {
      crops.value = chosen.crops;
      crops.dispatchEvent(new Event("change", { bubbles: true }));
      shown.querySelector(".frame").replaceChildren(chosen.picture);
      const told = shown.querySelector("[data-cropped]");
      told.hidden = !chosen.crops;
      told.querySelector("span").textContent = chosen.told;
    }
    button.focus();
  }

  async function upload(file) {
    tell(`Uploading ${file.name}`, 0);
    try {
      const photo = await uploadPhoto(file, (words, share) => tell(`${file.name}: ${words}`, share));
      await show(photo.id);
      tell(photo.alike.length ? `${file.name} looks like “${photo.alike[0].title}”, which is here already.` : "");
    } catch (error) {
      tell(error.message);
    }
  }

  root.addEventListener("click", async (event) => {
    if (event.target.closest("[data-choose]")) {
      const photo = await choosePhoto();
      if (photo) await show(photo.id);
    } else if (event.target.closest("[data-crop]")) {
      await crop(event.target.closest("[data-crop]"));
    } else if (event.target.closest("[data-remove]")) {
      tell("");
      await show("");
    }
  });
  root.addEventListener("change", (event) => {
    const [file] = event.target.matches("[data-upload]") ? event.target.files : [];
    if (file) upload(file);
  });
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  root.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    root.classList.add("over");
  });
  root.addEventListener("dragleave", (event) => {
    if (!root.contains(event.relatedTarget)) root.classList.remove("over");
  });
  root.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    root.classList.remove("over");
    const file = [...event.dataTransfer.files].find((one) => one.type.startsWith("image/")) ?? event.dataTransfer.files[0];
    if (file) upload(file);
  });
}
