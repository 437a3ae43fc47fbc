// Files on their way to the newsroom: sent a few at a time, each again until the server has it, then followed until it
// is a photo. A file keeps its key, so that one which is sent twice, as its answer was lost, comes in once.

const AT_ONCE = 2;
const LOOK = 800; // milliseconds between two looks at how far they are
const PAUSES = [1, 2, 5, 10, 20]; // seconds before the next try; the last one again and again
const AGAIN = new Set([0, 401, 408, 425, 429, 500, 502, 503, 504, 507]);
const OUT = "You are logged out. Log in again in another window; it goes on by itself";

/** A file that is not taken; its message says why in an editor's words. */
export class Refused extends Error {}

/** The server's reasons in one text. @param {unknown} errors a text, a list of texts, or lists of them by field */
export function sentence(errors) {
  if (typeof errors === "string") return errors;
  return Object.values(errors ?? {}).map(sentence).filter(Boolean).join(" ");
}

/** What the server answered, or `errors` in words. @param {number} status @param {string} text */
export function answer(status, text) {
  try {
    return JSON.parse(text);
  } catch {
    const strange = `The server answered “${status}”. Try again in a moment.`;
    return { errors: status === 413 ? "The file is too large." : strange };
  }
}

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

/** A key that nobody else chooses. `crypto.randomUUID` is there over HTTPS only. */
export function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const sleep = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * @typedef {object} Arrival a file as the server has it
 * @property {string} key
 * @property {"waiting" | "taken" | "refused"} state
 * @property {string} reason why it was refused, or what it waits for
 * @property {boolean} known whether these bytes were here before
 * @property {object} [photo] once it is taken; it can be described from then on
 * @property {string} [html] its row, where rows were asked for
 * @property {number} [done] how many of `total` copies are made, while they are
 */

/** What is sent together. */
export class Drop {
  /**
   * @param {string} address where files are sent and asked about
   * @param {{key?: string, rows?: boolean}} [options] `rows`: whether HTML is wanted of each
   */
  constructor(address, { key = newKey(), rows = false } = {}) {
    Object.assign(this, { address, key, rows });
    this.queue = [];
    this.sending = 0;
    /** @type {Map<string, {resolve: Function, reject: Function, tell: Function}>} */
    this.followed = new Map();
  }

  /** How many files the server does not have yet. */
  get unsent() {
    return this.queue.length + this.sending;
  }

  /**
   * Send a file. Resolves with the Arrival when it is a photo and its copies are made; rejects with Refused.
   * @param {File} file
   * @param {{tell?: (words: string, share: number | null) => void, taken?: (arrival: Arrival) => void,
   *   signal?: AbortSignal}} [options] `tell`: told in words how far it is, and as a share of 1 where one can be named.
   *   `taken`: told once when it is a photo, though not all copies may be made
   * @returns {Promise<Arrival>}
   */
  send(file, { tell = () => {}, taken = () => {}, signal } = {}) {
    return new Promise((resolve, reject) => {
      const key = newKey();
      signal?.addEventListener("abort", () => {
        this.followed.delete(key);
        reject(new Refused(`${file.name} was left out.`));
      });
      this.queue.push({ file, key, tell, taken, signal, resolve, reject });
      this.next();
    });
  }

  /** Follow a file that the server has already. @returns {Promise<Arrival>} */
  follow(key, { tell = () => {}, taken = () => {} } = {}) {
    return new Promise((resolve, reject) => {
      this.followed.set(key, { resolve, reject, tell, taken });
      this.look();
    });
  }

  async next() {
    if (this.sending >= AT_ONCE || !this.queue.length) return;
    const one = this.queue.shift();
    this.sending += 1;
    this.next();
    try {
      await this.sendOne(one);
    } catch (error) {
      one.reject(error);
    }
    this.sending -= 1;
    this.next();
  }

  async sendOne({ file, key, tell, taken, signal, resolve, reject }) {
    const follower = { resolve, reject, tell, taken };
    for (let tries = 0; !signal?.aborted; tries += 1) {
      // A folder, or a file that is gone by now, can't be read.
      await file.slice(0, 1).arrayBuffer().catch(() => { throw new Refused(`${file.name} can’t be read on your device.`); });
      const { status, said } = await this.post(file, key, tell, signal);
      if (status === 202) {
        if (this.settle(said, follower)) return;
        if (signal?.aborted) return;
        this.followed.set(key, follower);
        this.look();
        return;
      }
      const words = sentence(said.errors) || "It was not taken.";
      if (!AGAIN.has(status)) throw new Refused(words.startsWith(file.name) ? words : `${file.name}: ${words}`);
      const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
      const why = { 0: "No connection", 401: OUT, 507: "The server’s disk is full" }[status] ?? `The server answered ${status}`;
      tell(`${why}. Trying again in ${pause} s`, null);
      await sleep(pause);
    }
  }

  post(file, key, tell, signal) {
    const form = new FormData();
    form.append("key", key);
    form.append("drop", this.key);
    if (this.rows) form.append("rows", "1");
    form.append("file", file);
    const request = new XMLHttpRequest();
    return new Promise((resolve) => {
      const ended = () => resolve({ status: request.status, said: answer(request.status, request.responseText) });
      request.upload.onprogress = (event) => event.lengthComputable && tell(
        event.loaded < event.total ? `${Math.round((100 * event.loaded) / event.total)} %` : "arriving", event.loaded / event.total);
      request.onload = request.onerror = request.onabort = ended;
      signal?.addEventListener("abort", () => request.abort());
      request.open("POST", this.address);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", token());
      request.send(form);
    });
  }

  /** Look how those are that the server has, until there is nothing more to come. */
  async look() {
    if (this.looking) return;
    this.looking = true;
    for (let tries = 0; this.followed.size;) {
      await sleep(LOOK / 1000);
      const query = new URLSearchParams({ drop: this.key, ...(this.after && { after: this.after }), ...(this.rows && { rows: "1" }) });
      const response = await fetch(`${this.address}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!response?.ok) {
        const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
        tries += 1;
        for (const { tell } of this.followed.values()) tell(response?.status === 401 ? OUT : "It is there; no connection to see how far it is", null);
        await sleep(pause);
        continue;
      }
      tries = 0;
      const { arrivals, now } = await response.json();
      this.after = now;
      for (const one of arrivals) {
        const waiting = this.followed.get(one.key);
        if (waiting && this.settle(one, waiting)) this.followed.delete(one.key);
      }
    }
    this.looking = false;
  }

  /** Tell how an arrival stands; whether it is at its end. @param {Arrival} one */
  settle(one, follower) {
    const { resolve, reject, tell } = follower;
    if (one.state === "refused") reject(Object.assign(new Refused(one.reason), { arrival: one }));
    else if (one.state === "waiting") tell(one.reason || (one.held ? "being read" : "in line"), null);
    else {
      if (!follower.told) follower.taken(one);
      follower.told = true;
      if (one.total) tell(one.reason || `being prepared, ${one.done} of ${one.total} copies`, one.done / one.total);
      else resolve(one);
    }
    return one.state === "refused" || (one.state === "taken" && !one.total);
  }
}

const SKIPPED = /^\.|^thumbs\.db$|^desktop\.ini$/i;

/**
 * The files of a drop, those in folders too.
 * @param {DataTransfer} data
 * @returns {Promise<File[]>}
 */
export async function filesOf(data) {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.()); // at once: later the items are gone
  if (!entries.some((entry) => entry?.isDirectory)) return [...data.files];
  const lists = [];
  for (const entry of entries) if (entry) lists.push(await filesIn(entry));
  return lists.flat();
}

async function filesIn(entry) {
  if (SKIPPED.test(entry.name)) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesIn(one)));
  }
}
