// Logging in again in place, over a form that stays as it is.
import { desk, post, renew } from "./server.js";

const AWAY = "The server does not answer just now. What you type is kept. Try again in a moment.";
/** @type {Promise<boolean> | null} */
let open = null;

/** Let the person log in; whether they did. */
export function logIn() {
  open ??= new Promise((resolve) => {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("again"));
    const dialog = /** @type {HTMLDialogElement} */ (template.content.firstElementChild.cloneNode(true));
    const form = dialog.querySelector("form");
    const error = dialog.querySelector("[role=alert]");
    let done = false;
    let busy = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      error.textContent = "";
      await renew();
      const answer = await post("again/", { ...Object.fromEntries(new FormData(form)), person: desk.person });
      done = answer.status === 200 && (await renew());
      busy = false;
      if (done) dialog.close();
      else error.textContent = answer.message ?? AWAY;
    };
    form.onreset = () => dialog.close();
    dialog.onkeydown = (event) => event.stopPropagation(); // the page's own keys rest
    const before = /** @type {HTMLElement} */ (document.activeElement);
    dialog.onclose = () => {
      dialog.remove();
      before.blur(); // the browser gives the focus back, but not the caret
      before.focus();
      open = null;
      resolve(done);
    };
    document.body.append(dialog);
    dialog.showModal();
  });
  return open;
}
