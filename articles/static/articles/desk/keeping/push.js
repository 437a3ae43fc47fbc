// On every page of the desk: what was typed on this device and is not on the server goes there now.
import { dropHere, keptHere } from "./local.js";
import { desk, find, form, get, post } from "./server.js";

const own = find("[name=keeping-form]")?.value;
let fresh = false; // whether there are words among them for the form of this page
if (form) import("./keep.js");

for (const { at, ...copy } of await keptHere(desk.person)) {
  if (copy.form === own) continue;
  const { status, sequence } = await post("keep/", { ...copy, age: (Date.now() - at) / 1_000, left: 1 });
  if (!status || status === 401 || status > 499) break; // the next page tries again
  if (status !== 200) continue;
  await dropHere(copy.form, sequence);
  fresh ||= copy.typed && copy.page === form?.dataset.page;
}
if (fresh) {
  const answer = await get(`unsaved/?${new URLSearchParams({ page: form.dataset.page, not: own })}`);
  if (answer.status === 200) (await import("./others.js")).offer(answer.text);
}
