// Logging in again in place, over a form that stays as it is.
import { desk, find, post, renew } from "./server.js";

let open = null;

/** Let the person log in; whether they did. @returns {Promise<boolean>} */
export function logIn() {
  open ??= new Promise((resolve) => {
    const dialog = find("#again").content.firstElementChild.cloneNode(true);
    const form = dialog.querySelector("form");
    const error = dialog.querySelector("[role=alert]");
    let done = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      error.textContent = "";
      await renew();
      const answer = await post("again/", { ...Object.fromEntries(new FormData(form)), person: desk.person });
      done = answer.status === 200 && (await renew());
      if (done) dialog.close();
      else error.textContent = answer.message ?? "The server does not answer just now. Try again in a moment.";
    };
    form.onreset = () => dialog.close();
    dialog.onkeydown = (event) => event.stopPropagation(); // the page's own keys rest
    const before = find(":focus") ?? document.body;
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
