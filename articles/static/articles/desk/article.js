// The story's form: what its parts need to know of each other, and its keys.
import { byline } from "./byline.js";
import { chosen } from "./chosen.js";
import "./copy.js";
import { gate } from "./gate.js";
import "./keeping/keep.js"; // before its parts say that they are ready
import { leadPhoto } from "./lead-photo.js";

const form = document.getElementById("article_form");
const headline = form.elements.headline;
const FITS = 65; // characters of a headline that search engines and phones show

// Neither is there while two versions of it are to be chosen between.
form.querySelectorAll("[data-byline]").forEach((list) => byline(list));
form.querySelectorAll("[data-chosen]").forEach(chosen);
form.querySelectorAll("#lead-photo").forEach((root) => leadPhoto(root));

/* Headline: its length in words, and no second line. */
function measure() {
  const count = [...headline.value.trim()].length;
  const under = document.getElementById("id_headline_length");
  under.querySelector("meter").value = count;
  const fits = count > FITS ? `search shows about ${FITS}` : "fits search and phones";
  under.querySelector("[data-length]").textContent = count
    ? `${count} character${count === 1 ? "" : "s"}, ${fits}`
    : `Up to ${FITS} characters fit search and phones`;
}
headline.addEventListener("input", measure);

/* Where a browser does not size fields by what is in them, rows do. */
if (!CSS.supports("field-sizing", "content")) {
  form.querySelectorAll("textarea.line").forEach((area) => {
    const fit = () => {
      area.rows = 1;
      while (area.scrollHeight > area.clientHeight && area.rows < 12) area.rows += 1;
    };
    area.addEventListener("input", fit);
    fit();
  });
}
headline.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  form.elements.standfirst.focus();
});
form.querySelector("[data-put-back]")?.addEventListener("click", (event) => {
  headline.value = event.target.dataset.putBack;
  headline.dispatchEvent(new Event("input", { bubbles: true }));
  headline.focus();
});

form.addEventListener("submit", () => sessionStorage.setItem(`desk.scroll:${location.pathname}`, String(scrollY)));

/* Back where one was after saving. On a narrow screen a question stands below the story and is shown instead. */
const place = sessionStorage.getItem(`desk.scroll:${location.pathname}`);
sessionStorage.removeItem(`desk.scroll:${location.pathname}`);
const question = document.querySelector("#publish.ask, #publish.gate");
const below = matchMedia("(max-width: 1000px)").matches;
if (question && below) question.scrollIntoView();
else if (place) requestAnimationFrame(() => scrollTo(0, Number(place)));
["[data-first]", "[aria-invalid=true]", ".blocks a", ".submit-row .default"]
  .map((selector) => question?.querySelector(selector))
  .find((element) => element?.checkVisibility())
  ?.focus({ preventScroll: true });

gate(form);

/* Keys: Ctrl Enter the blue button, Ctrl S save, Ctrl Shift P preview, F6 between story and rail. */
const press = (selector) => document.querySelector(selector)?.click();
const keys = {
  Enter: () => press("#publish .submit-row .default"),
  s: () => press("[name=_save][form]"),
  "shift+p": () => press("[name=_preview]"),
};
document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("dialog")) return;
  if (event.key === "F6") {
    event.preventDefault();
    const rail = document.getElementById("publish");
    (document.activeElement?.closest(".rail") ? document.getElementById("story") : rail).focus();
    return;
  }
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key === "Enter" ? "Enter" : `${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
  if (!(key in keys)) return;
  event.preventDefault();
  keys[key]();
}, { capture: true });

form.dataset.ready = ""; // from here on the keys work
