// The first page stays right by itself. Nothing moves under the pointer, the focus or a selection: then it says so.
const EVERY = 25_000; // milliseconds
const part = document.querySelector("[data-today]");
const news = document.querySelector("[data-news]");
const clock = document.querySelector("[data-clock]");
let { today: address, tag } = part?.dataset ?? {};
let waiting, timer;

const isRead = () => part.matches(":hover, :focus-within") || part.contains(getSelection().focusNode) && !getSelection().isCollapsed;

function show() {
  if (!waiting) return;
  news.hidden = !isRead();
  if (!news.hidden) return;
  part.innerHTML = waiting;
  waiting = "";
}

async function ask() {
  clearTimeout(timer);
  if (document.hidden) return;
  timer = setTimeout(ask, EVERY);
  const headers = { "If-None-Match": tag };
  const answer = await fetch(address, { headers, cache: "no-store", redirect: "error" }).catch(() => null);
  if (!answer || ![200, 304].includes(answer.status)) return;
  clock.textContent = answer.headers.get("Desk-Clock");
  if (answer.status === 304) return;
  tag = answer.headers.get("ETag");
  waiting = await answer.text();
  show();
}

if (part) {
  timer = setTimeout(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
  part.addEventListener("pointerleave", show);
  part.addEventListener("focusout", () => setTimeout(show));
}
