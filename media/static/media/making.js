// How far the copies of the photo on this page are, until they stand.

const LOOK = 800; // milliseconds between two looks

const note = document.querySelector("[data-making]");
const form = document.getElementById("photo_form");
const typed = () => new URLSearchParams(new FormData(form)).toString();

/** @returns {Promise<{making: {done: number, total: number, reason: string} | null} | null | undefined>} */
async function look() {
  const response = await fetch(note.dataset.making, { headers: { Accept: "application/json" } }).catch(() => null);
  return response?.ok ? (await response.json()).photos[0] ?? null : undefined;
}

if (note && form) {
  const before = typed();
  const count = note.querySelector("[data-count]");
  let photo;
  do {
    await new Promise((resolve) => setTimeout(resolve, LOOK));
    photo = await look();
    if (photo?.making?.total && !photo.making.reason) count.textContent = `${photo.making.done} of ${photo.making.total}`;
  } while (photo === undefined || (photo?.making && !photo.making.reason));
  // Before there was a picture there was nothing to look at; what is being written is left alone.
  if (photo && "first" in note.dataset && !photo.making && typed() === before) location.reload();
  else if (photo?.making) note.firstElementChild.textContent = photo.making.reason;
  else note.firstElementChild.textContent = "first" in note.dataset ? "Its copies stand. Save, and you see it." : "The new copies stand: readers see them from now on.";
}
