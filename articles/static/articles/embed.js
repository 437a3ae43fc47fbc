// Videos, posts and maps: shown in place of their picture once a reader asks for it, and asked for no sooner. Without
// this script there is the link to where they stand.
const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation";

for (const button of document.querySelectorAll(".embed button")) {
  const box = button.parentElement;
  const figure = box.parentElement;
  const caption = figure.querySelector("figcaption");
  const inside = [...box.childNodes];
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: button.dataset.close });

  const restore = () => {
    close.remove();
    box.classList.remove("on");
    box.replaceChildren(...inside);
    button.focus();
  };

  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = caption.querySelector("strong").textContent;
    frame.allow = ALLOWED;
    frame.setAttribute("sandbox", SANDBOX);
    // A player that is not told whose page it stands in shows nothing; nobody is told which story it is.
    frame.referrerPolicy = "refers" in button.dataset ? "strict-origin" : "no-referrer";
    frame.loading = "eager";
    frame.src = button.dataset.frame;
    box.classList.add("on");
    box.replaceChildren(frame);
    caption.querySelector("a").after(close);
    frame.focus();
  });
  close.addEventListener("click", restore);
  figure.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close.isConnected) restore();
  });
  button.hidden = false;
}
