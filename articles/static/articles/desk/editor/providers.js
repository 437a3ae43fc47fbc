// Whose an address is: by the server's own patterns, and what the server says of it once it has asked there.
import { token } from "../../../media/sending.js";
import { configuration } from "./configuration.js";

const { address: pattern, forms, ask } = configuration.embeds;
const LONGEST = 2000;
const whole = (source) => new RegExp(`^(?:${source})$`);
const ADDRESS = whole(pattern);
const FORMS = forms.map(({ name, host, path, query, fragment }) => ({
  name,
  host: whole(host),
  path: whole(path),
  asked: Object.entries({ query, fragment })
    .flatMap(([part, params]) => Object.entries(params).map(([key, source]) => [part, key, whole(source)])),
}));
const UNANSWERED = "The newsroom’s server did not answer. The link works; give it a title.";

/** Of a parameter that comes twice the first counts. @param {string} text */
function params(text) {
  const found = new Map();
  for (const one of text.split("&")) {
    const [name, ...value] = one.split("=");
    if (!found.has(name)) found.set(name, value.join("=").replace(/%2C/gi, ","));
  }
  return found;
}

/** The name of who shows what stands at an address: "YouTube"; "" for nobody. @param {string} address */
export function providerOf(address) {
  const found = address.length <= LONGEST ? ADDRESS.exec(address) : null;
  if (!found) return "";
  const { host, path = "/", query = "", fragment = "" } = found.groups;
  const given = { query: params(query), fragment: params(fragment) };
  const fits = (form) => form.host.test(host.toLowerCase()) && form.path.test(path)
    && form.asked.every(([part, name, one]) => one.test(given[part].get(name) ?? ""));
  return FORMS.find(fits)?.name ?? "";
}

/**
 * What the server says of an address, asking there where it may; never fails.
 * @param {string} address
 * @returns {Promise<{address: string, title: string, told: string}>} the address as its provider writes it, a title ("" for
 *   none), and what the editor is told
 */
export async function offerFor(address) {
  try {
    const response = await fetch(ask, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new URLSearchParams({ address }),
    });
    if (response.ok) return await response.json();
  } catch {
    // offline: by hand
  }
  return { address, title: "", told: UNANSWERED };
}
