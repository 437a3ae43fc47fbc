// The way to the server. Each question is answered in 15 seconds, if need be by us with status 0; none throws.

const BEACON = 60 * 1024; // bytes; browsers take 64 KiB from a page that closes

/** @type {(selector: string) => any} */
export const find = (selector) => document.querySelector(selector);

/** `desk`: its address; `person`: who is before it. */
export const { dataset: desk } = find("script[data-desk]");

/** The form whose typing is kept, if there is one. @type {HTMLFormElement} */
export const form = find("form[data-keep]");

const TOKEN = "csrfmiddlewaretoken";
const body = (data) => new URLSearchParams({ ...data, [TOKEN]: find(`[name=${TOKEN}]`).value });

/** @param {string} path @param {RequestInit} [how] @returns {Promise<any>} */
export async function get(path, how) {
  try {
    const response = await fetch(desk.desk + path, { ...how, signal: AbortSignal.timeout(15_000) });
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
  if (token) for (const field of /** @type {any} */ (document.getElementsByName(TOKEN))) field.value = token;
  return Boolean(token);
}

/** @param {string} path @param {Record<string, any>} data @returns {Promise<any>} */
export async function post(path, data) {
  const once = () => get(path, { method: "POST", body: body(data) });
  const answer = await once();
  // Perhaps for the token: somebody logged in in another window since this page came.
  if (answer.status === 403 && (await renew())) return once();
  return "text" in answer ? { status: answer.status < 300 ? 0 : answer.status } : answer; // some hotel's page
}

/** As a page can that closes. @param {string} path @param {Record<string, any>} data */
export function beacon(path, data) {
  const sent = body(data);
  if (String(sent).length > BEACON) sent.delete("typed");
  navigator.sendBeacon(desk.desk + path, sent);
}
