// What is typed and not yet on the server, kept on this device. None of it throws where nothing can be kept.

let opening;

const open = () => new Promise((resolve, reject) => {
  const request = indexedDB.open("desk", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "form" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/**
 * What is done is on the disk; undefined if that cannot be.
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} work @returns {Promise<any>}
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
    opening = undefined; // private window, full disk: perhaps it can be had next time
  }
}

/** Keep a form's state; whether it is kept. @param {Record<string, any>} copy */
export const keepHere = async (copy) => Boolean(await within("readwrite", (store) => store.put(copy)));

/** Let one go, unless it is newer. @param {string} form @param {number} sequence */
export const dropHere = (form, sequence) => within("readwrite", (store) => {
  const request = store.get(form);
  request.onsuccess = () => { if (request.result?.sequence <= sequence) store.delete(form); };
  return request;
});

/** What somebody typed on this device. @param {string} person @returns {Promise<any[]>} */
export const keptHere = async (person) =>
  ((await within("readonly", (store) => store.getAll())) ?? []).filter((copy) => copy.person === person);
