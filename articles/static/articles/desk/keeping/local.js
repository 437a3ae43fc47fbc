// What is typed and not yet on the server, kept on this device. Nothing here throws where nothing can be kept.

/**
 * A form's state. typed: as the server takes it; at: when it was typed, in milliseconds.
 * @typedef {{form: string, page: string, person: string, base: string, continues: string, sequence: number,
 *   typed: string, at: number}} Copy
 */

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open("desk", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "form" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/**
 * Do something in a transaction that is on the disk when it is done; undefined if that cannot be.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T | undefined>}
 */
async function within(mode, work) {
  try {
    const database = await (opening ??= open());
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("typed", mode, { durability: "strict" });
      const request = work(transaction.objectStore("typed"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    opening = undefined; // private window, full disk, cleared by hand: perhaps it can be had next time
  }
}

/** Keep a state in place of the form's earlier one; whether it is kept. @param {Copy} copy */
export const keepHere = async (copy) => Boolean(await within("readwrite", (store) => store.put(copy)));

/** Let a form's state go, unless it is newer. @param {string} form @param {number} sequence */
export const dropHere = (form, sequence) => within("readwrite", (store) => {
  const request = store.get(form);
  request.onsuccess = () => { if (request.result?.sequence <= sequence) store.delete(form); };
  return request;
});

/** What somebody typed on this device. @param {string} person @returns {Promise<Copy[]>} */
export const keptHere = async (person) =>
  ((await within("readonly", (store) => store.getAll())) ?? []).filter((copy) => copy.person === person);
