// A gallery, one photo at a time over the whole screen: by keyboard, by a swipe, by buttons. Without this script its
// links lead to the whole pictures.
function gallery(list) {
  const links = [...list.querySelectorAll("a.open")];
  const words = list.dataset;
  const part = (name, attributes, ...children) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(...children);
    return element;
  };
  const button = (className, name, sign, act) => {
    const made = part("button", { type: "button", className, onclick: act }, sign);
    made.setAttribute("aria-label", name);
    return made;
  };
  let at = 0;
  let from = null;
  const picture = part("img", { alt: "", sizes: "100vw", draggable: false });
  const caption = part("p", { className: "viewer-caption" });
  const place = part("p", { className: "viewer-place" });
  place.setAttribute("aria-live", "polite");
  const previous = button("viewer-previous", words.previous, "‹", () => show(at - 1));
  const next = button("viewer-next", words.next, "›", () => show(at + 1));
  const dialog = part("dialog", { className: "viewer" },
    part("div", { className: "viewer-bar" }, place, button("viewer-close", words.close, "×", () => dialog.close())),
    previous, part("div", { className: "viewer-frame" }, picture), next, caption);
  dialog.setAttribute("aria-label", list.getAttribute("aria-label"));

  function show(number) {
    if (number < 0 || number >= links.length) return;
    at = number;
    const link = links[at];
    picture.removeAttribute("srcset");
    Object.assign(picture, { width: link.dataset.width, height: link.dataset.height, alt: link.querySelector("img").alt });
    picture.srcset = link.dataset.srcset;
    picture.src = link.href;
    caption.replaceChildren(...link.parentElement.querySelector("figcaption").cloneNode(true).childNodes);
    place.textContent = words.place.replace("{number}", at + 1).replace("{count}", links.length);
    // A button that vanishes under the focus would lose it.
    if (at === 0 && document.activeElement === previous) next.focus();
    if (at === links.length - 1 && document.activeElement === next) previous.focus();
    previous.hidden = at === 0;
    next.hidden = at === links.length - 1;
  }

  const forward = () => (getComputedStyle(dialog).direction === "rtl" ? -1 : 1);
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a.open");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    list.after(dialog);
    dialog.showModal();
    show(links.indexOf(link));
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: forward(), ArrowLeft: -forward(), PageDown: 1, PageUp: -1 }[event.key];
    const end = { Home: 0, End: links.length - 1 }[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    show(end ?? at + step);
  });
  dialog.addEventListener("pointerdown", (event) => { from = event.isPrimary ? event : null; });
  dialog.addEventListener("pointerup", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    from = null;
    if (Math.abs(x) > 40 && Math.abs(x) > 2 * Math.abs(y)) show(at - Math.sign(x) * forward());
  });
  dialog.addEventListener("pointercancel", () => { from = null; });
  dialog.addEventListener("close", () => {
    links[at].focus();
    dialog.remove();
  });
}

document.querySelectorAll("ul.gallery").forEach(gallery);
