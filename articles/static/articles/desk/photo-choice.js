// A field for one photo: the picker in place of the photo's number.
import { choosePhoto } from "./picker.js";

/** @param {HTMLElement} root `[data-photo-choice]` */
function photoChoice(root) {
  const field = root.querySelector("input");
  const picture = root.querySelector("img");
  const name = root.querySelector("[data-name]");
  const choose = root.querySelector("[data-choose]");
  const remove = root.querySelector("[data-remove]");

  function show(photo) {
    field.value = photo?.id ?? "";
    picture.hidden = remove.hidden = !photo;
    picture.src = photo?.card.src ?? "";
    name.textContent = photo?.title ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  field.type = "hidden";
  root.querySelector("[data-acts]").hidden = false;
  // The label leads to what can be worked now.
  choose.id = field.id;
  field.removeAttribute("id");
  choose.addEventListener("click", async () => {
    const photo = await choosePhoto();
    if (photo) show(photo);
    choose.focus();
  });
  remove.addEventListener("click", () => {
    show(null);
    choose.focus();
  });
}

document.querySelectorAll("[data-photo-choice]").forEach(photoChoice);
