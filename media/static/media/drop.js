// Many photos at once: dropped anywhere on the page, pasted or chosen, each a row; what one lacks is written in its row.
import { answer, Drop, filesOf, sentence, token } from "./sending.js";

const TOLD = 2000; // milliseconds between two announcements of how many are in

/** @returns {Promise<Response | null>} null without a connection */
const post = (address, words) => fetch(address, {
  method: "POST",
  headers: { Accept: "application/json", "X-CSRFToken": token() },
  body: new URLSearchParams(words),
}).catch(() => null);

/** @param {HTMLElement} root `[data-drop-panel]` */
function dropPanel(root) {
  const { send, words, keep, drop: key } = root.dataset;
  const list = root.querySelector("[data-rows]");
  const status = root.querySelector("[data-status]");
  const bar = root.querySelector("[data-all]");
  const blank = root.querySelector("template");
  const drop = new Drop(send, { rows: true, ...(key && { key }) });
  const counts = { all: 0, taken: 0, refused: 0 };
  let telling = 0;

  function say() {
    telling = 0;
    const open = counts.all - counts.taken - counts.refused;
    const lacking = list.querySelectorAll("[data-lacks]").length;
    const parts = [`${counts.taken} of ${counts.all} in`];
    if (counts.refused) parts.push(`${counts.refused} refused`);
    if (lacking) parts.push(`${lacking} lack something`);
    status.textContent = open ? parts.join(" · ") : `${parts.join(" · ")}. All done.`;
    bar.hidden = !open;
    bar.max = counts.all;
    bar.value = counts.taken + counts.refused;
  }

  function tellSoon() {
    telling ||= setTimeout(say, counts.all - counts.taken - counts.refused ? TOLD : 0);
  }

  /**
   * Show in a row how far a file is, to its end.
   * @param {HTMLElement} row
   * @param {(options: object) => Promise} begin sends the file, or asks for it
   */
  function accompany(row, begin) {
    let shown = row;
    const tell = (text, share) => {
      const progress = shown.querySelector("progress");
      shown.querySelector("[data-words], [data-making]").textContent = text;
      if (!progress) return;
      progress.hidden = share === null;
      if (share !== null) progress.value = share;
    };
    const taken = (arrival) => {
      if (shown.dataset.state === "taken") return; // it was printed as one
      counts.taken += 1;
      shown = replace(shown, arrival.html);
      tellSoon();
    };
    return begin({ tell, taken }).then(
      (arrival) => made(shown, arrival.html),
      (error) => {
        counts.refused += 1;
        if (error.arrival?.html) replace(shown, error.arrival.html);
        else refuse(shown, error.message);
      },
    ).finally(tellSoon);
  }

  function element(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.firstElementChild;
  }

  function replace(row, html) {
    const other = element(html);
    row.replaceWith(other);
    return other;
  }

  /** All copies stand: show the picture, and leave alone what is being written. */
  function made(row, html) {
    const making = row.querySelector("[data-making]");
    if (!making) return;
    if (!row.querySelector(".arrival-lacks")) {
      replace(row, html);
      return;
    }
    making.remove();
    const anew = element(html).querySelector("a:has(.thumb)");
    if (anew) row.querySelector("a").replaceWith(anew);
  }

  function refuse(row, message) {
    row.dataset.state = "refused";
    row.querySelector("[data-words]").textContent = message;
    row.querySelector("progress")?.remove();
    row.querySelector("button")?.remove();
  }

  /** @param {File[]} files */
  function take(files) {
    if (!files.length) return;
    const rows = document.createDocumentFragment();
    for (const file of files) {
      const row = blank.content.cloneNode(true).firstElementChild;
      row.querySelector("b").textContent = file.name;
      row.querySelector("progress").setAttribute("aria-label", `Sending ${file.name}`);
      const cancel = row.querySelector("button");
      const stopping = new AbortController();
      cancel.setAttribute("aria-label", `Leave ${file.name} out`);
      cancel.addEventListener("click", () => stopping.abort());
      rows.append(row);
      counts.all += 1;
      accompany(row, ({ tell, taken }) => drop.send(file, {
        signal: stopping.signal,
        taken,
        tell: (text, share) => {
          if (text === "in line" || text.startsWith("being")) cancel.remove();
          tell(text, share);
        },
      }));
    }
    list.append(rows);
    say();
  }

  // Rows that the server printed and that are still on their way.
  for (const row of list.querySelectorAll("[data-state=waiting], [data-state=taken]:has([data-making])")) {
    if (row.dataset.state === "waiting") counts.all += 1;
    accompany(row, (options) => drop.follow(row.dataset.key, options));
  }
  if (counts.all) say();

  const form = root.querySelector("form[data-send-form]");
  if (form) {
    form.querySelector("button").hidden = true;
    form.querySelector("input[type=file]").addEventListener("change", (event) => {
      take([...event.target.files]);
      event.target.value = "";
    });
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      root.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => event.relatedTarget ?? root.classList.remove("over"));
    document.addEventListener("drop", async (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      root.classList.remove("over");
      take(await filesOf(event.dataTransfer));
    });
    document.addEventListener("paste", (event) => take([...(event.clipboardData?.files ?? [])]));
  }
  window.addEventListener("beforeunload", (event) => drop.unsent && event.preventDefault());

  /** Save what was written in a row. */
  async function save(field) {
    const [, photo, name] = field.name.match(/^photo-(\d+)-(\w+)$/) ?? [];
    if (!photo || !field.value.trim()) return;
    const told = field.closest("[data-lack]").querySelector("[role=status]");
    told.textContent = "Saving…";
    const response = await post(words, { id: photo, [name]: field.value });
    const said = response && answer(response.status, await response.text());
    told.textContent = response?.ok ? "Saved." : sentence(said?.errors) || "Not saved: no connection. Change it once more to try again.";
    field.setAttribute("aria-invalid", String(!response?.ok));
    if (!response?.ok) return;
    field.closest("[data-lack]").dataset.lack = "";
    const row = field.closest("li");
    if (!row.querySelector("[data-lack=wanted]")) {
      row.removeAttribute("data-lacks");
      tellSoon();
    }
  }
  list.addEventListener("change", (event) => save(event.target));

  list.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=keep]");
    if (!button) return;
    event.preventDefault();
    const response = await post(keep, { id: button.value });
    if (response?.ok) button.closest("[data-alike]").remove();
    else button.replaceWith(sentence(response && answer(response.status, await response.text()).errors) || "Not kept: no connection.");
  });
}

document.querySelectorAll("[data-drop-panel]").forEach(dropPanel);
