// Photos as the server knows them: asked for once, uploaded, described.
import { Drop, answer, sentence, token } from "../../../media/sending.js";
import { configuration } from "./configuration.js";

/**
 * @typedef {object} Photo
 * @property {number} id
 * @property {string} title
 * @property {string} src a picture of it, with its width and height
 * @property {string} srcset
 * @property {number} width
 * @property {number} height
 * @property {string} caption
 * @property {string} alt
 * @property {string} credit the printed line
 * @property {string[]} missing what it lacks before a story with it may go live: "alt text", "credit"
 * @property {string} thumb a small picture of it
 * @property {string} url its own page on the desk
 */

const urls = configuration.photos;
/** @type {Map<number, Promise<Photo | null>>} */
const known = new Map();
/** @type {Map<number, (photo: Photo | null) => void>} */
let wanted = new Map();
/** @type {Drop | undefined} what this page sends */
let sent;

/** Tells of photos that the server says something new about: events "photo", their detail the id. */
export const changes = new EventTarget();

/** Keep what the server has just said about a photo. @param {Photo} photo */
export function remember(photo) {
  known.set(photo.id, Promise.resolve(photo));
  changes.dispatchEvent(new CustomEvent("photo", { detail: photo.id }));
  return photo;
}

/** A photo, or null if there is none; all that are asked for at one time are fetched at once. @param {number} id */
export function photo(id) {
  if (!known.has(id)) {
    if (!wanted.size) queueMicrotask(fetchWanted);
    known.set(id, new Promise((resolve) => wanted.set(id, resolve)));
  }
  return known.get(id);
}

async function fetchWanted() {
  const asked = wanted;
  wanted = new Map();
  let found = new Map();
  try {
    const response = await fetch(`${urls.json}?ids=${[...asked.keys()]}`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new TypeError(response.statusText);
    found = new Map((await response.json()).photos.map((one) => [one.id, one]));
  } catch {
    asked.forEach((_, id) => known.delete(id)); // offline: ask again next time
  }
  asked.forEach((resolve, id) => resolve(found.get(id) ?? null));
}

/**
 * Upload a file; the photo it becomes, which may be one that is here already.
 * Rejects with an Error whose message says in an editor's words why the file was not taken.
 * @param {File} file
 * @param {(words: string, share: number | null) => void} [tell] told how far it is, in words and as a share of 1
 * @param {AbortSignal} [signal] for a file that is not wanted any more
 * @returns {Promise<Photo>} with `before`: whether it was here before, `alike`: photos that it looks like
 */
export async function uploadPhoto(file, tell, signal) {
  sent ??= new Drop(urls.upload);
  const { photo: said, known: before, alike } = await sent.send(file, { tell, signal });
  return { ...remember(said), before, alike };
}

/**
 * Write what a photo lacks; the photo as it is now. Rejects with an Error in words.
 * @param {number} id @param {{alt?: string, credit?: string}} words
 */
export async function describe(id, words) {
  const response = await fetch(urls.alt, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new URLSearchParams({ id: String(id), ...words }),
  }).catch(() => null);
  if (!response) throw new Error("The connection broke. Try again.");
  const said = answer(response.status, await response.text());
  if (!response.ok) throw new Error(sentence(said.errors) || "It was not saved. Try again in a moment.");
  return remember(said);
}

/** The picture files among what is dropped or pasted. @param {DataTransfer | null} data */
export const pictures = (data) => [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/") || !file.type);
