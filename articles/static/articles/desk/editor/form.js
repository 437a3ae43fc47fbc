// A small form under the toolbar. It stands inside the story's own form, so it is no <form> and nothing in it is posted.
import { button, make } from "./dom.js";

let serial = 0;

/**
 * @typedef {{name: string, label: string, value?: string, dir?: string}} Field
 * @typedef {Record<string, string>} Answers
 */

/**
 * Ask for a few lines. The answers; "remove" if that button was pressed; null if nothing is to happen.
 * @param {HTMLElement} slot where the form stands; an earlier one there is given up
 * @param {object} question
 * @param {string} question.title
 * @param {Field[]} question.fields
 * @param {string} question.submit the words on the button
 * @param {string} [question.remove] the words on a button that takes the thing away
 * @param {(answers: Answers) => {name: string, message: string} | null} question.check what is wrong, if anything
 * @returns {Promise<Answers | "remove" | null>}
 */
export function ask(slot, { title, fields, submit, remove, check }) {
  slot.querySelector("[data-cancel]")?.click();
  return new Promise((resolve) => {
    const id = `ask-${(serial += 1)}`;
    const inputs = fields.map(({ name, value, dir }, index) => make("input", {
      id: `${id}-${index}`, type: "text", class: "vTextField", value, dir, "data-name": name, autocomplete: "off",
    }));
    const error = make("p", { class: "ask-error", role: "alert", id: `${id}-error` });
    const answers = () => Object.fromEntries(inputs.map((input) => [input.dataset.name, input.value.trim()]));
    const finish = (result) => {
      form.remove();
      resolve(result);
    };
    const send = () => {
      const wrong = check(answers());
      error.textContent = wrong?.message ?? "";
      inputs.forEach((input) => {
        const bad = input.dataset.name === wrong?.name;
        input.toggleAttribute("aria-invalid", bad);
        if (bad) input.setAttribute("aria-describedby", error.id);
      });
      if (wrong) inputs.find((input) => input.dataset.name === wrong.name)?.focus();
      else finish(answers());
    };
    const form = make("div", { class: "ask-line", role: "group", "aria-label": title, onkeydown: (event) => {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.matches("input") && !event.isComposing)) {
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") finish(null);
        else send();
      }
    } });
    fields.forEach(({ label }, index) => form.append(make("label", { for: inputs[index].id }, label), inputs[index]));
    const acts = [
      button(submit, "button small default", send),
      ...(remove ? [button(remove, "button small", () => finish("remove"))] : []),
      button("Cancel", "button small", () => finish(null), { "data-cancel": true }),
    ];
    form.append(error, make("div", { class: "acts" }, ...acts));
    slot.append(form);
    inputs[0].focus();
    inputs[0].select();
  });
}
