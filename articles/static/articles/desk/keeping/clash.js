// @ts-check
// The page of two versions: all choices at once, and another wording than either. Without this script the choices work.

/** @type {any} */
const form = document.getElementById("article_form");

for (const part of form.querySelectorAll("[data-all], .clash .under")) part.removeAttribute("hidden");

// After the page has gone back to where one was writing: what happened stands at the top.
requestAnimationFrame(() => scrollTo(0, 0));

/** Take one side in every place. @param {string} side "mine" or "theirs" */
function take(side) {
  for (const radio of form.querySelectorAll(`[role=radiogroup] [type=radio][value=${side}]`)) {
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Open a text with the chosen words, to write them anew. @param {string} name of the choice */
function edit(name) {
  const chosen = form.querySelector(`[name="choose-${name}"]:checked`);
  const box = form.querySelector(`[data-wording="${name}"]`);
  const radio = box.querySelector("[type=radio]");
  const text = box.querySelector("textarea");
  if (text.disabled) text.value = chosen.dataset.text ?? ""; // once only: a wording begun is not written over
  box.hidden = radio.disabled = text.disabled = false;
  radio.checked = true;
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (button?.dataset.take) take(button.dataset.take);
  if (button?.dataset.edit) edit(button.dataset.edit);
});
