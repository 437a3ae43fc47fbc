// The way to the server. Every question is answered within 15 seconds, if need be by ourselves; none throws.

const PATIENCE = 15_000;
const BEACON = 60 * 1024; // bytes; browsers take 64 KiB from a page that closes

/** Where the desk is, and who is before it: `data-desk`, `data-person`. */
export const desk = /** @type {HTMLElement} */ (document.querySelector("script[data-desk]")).dataset;

/** The form whose typing is kept, if this page has one. */
export const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-keep]"));

/** @typedef {{status: number, message?: string} & Record<string, any>} Answer status 0: nothing of the desk's came */

const tokens = () => /** @type {NodeListOf<HTMLInputElement>} */ (document.getElementsByName("csrfmiddlewaretoken"));
const body = (data) => new URLSearchParams({ ...data, csrfmiddlewaretoken: tokens()[0].value });

/** @param {string} path under the desk's address @param {RequestInit} [how] @returns {Promise<Answer>} */
export async function get(path, how) {
  try {
    const response = await fetch(desk.desk + path, { ...how, signal: AbortSignal.timeout(PATIENCE) });
    const { status } = response;
    const text = await response.text();
    return text[0] === "{" ? { ...JSON.parse(text), status } : { status, text };
  } catch {
    return { status: 0 };
  }
}

/** Give all forms of the page a good token; whether one could be had. */
export async function renew() {
  const { token } = await get("keep/");
  if (token) for (const field of tokens()) field.value = token;
  return Boolean(token);
}

/** @param {string} path @param {Record<string, any>} data @returns {Promise<Answer>} */
export async function post(path, data) {
  const once = () => get(path, { method: "POST", body: body(data) });
  const answer = await once();
  // A refusal may be for the token: somebody logged in in another window since this page came.
  if (answer.status === 403 && (await renew())) return once();
  return answer.text ? { status: answer.status < 300 ? 0 : answer.status } : answer; // some hotel's page
}

/** Send without waiting, as a page can that closes. @param {string} path @param {Record<string, any>} data */
export function beacon(path, data) {
  const sent = body(data);
  if (String(sent).length > BEACON) sent.delete("typed");
  navigator.sendBeacon(desk.desk + path, sent);
}
