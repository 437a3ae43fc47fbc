// What is typed is kept: on this device at once, on the server in a moment.
import { logIn } from "./again.js";
import { say } from "./line.js";
import { dropHere, keepHere } from "./local.js";
import { show, tellMore } from "./others.js";
import { beacon, form, post } from "./server.js";

const HERE = 300; // milliseconds until this device has it
const REST = +form.dataset.rest || 2_000; // without a key until the server is told
const MOST = 5_000; // of typing until it is told all the same
const BEAT = 20_000; // between two signs of life

const fields = /** @type {any} */ (form.elements);
const number = fields["keeping-sequence"];
const [id, base, continues] = ["form", "base", "continues"].map((name) => fields[`keeping-${name}`].value);
const about = { form: id, page: form.dataset.page, person: form.dataset.person, base, continues };
let sequence = +number.value; // of the latest state
let kept = sequence; // of the server's
let here = true; // whether the latest is on this device
// Words that came back unsaved, or were typed before we came, stay unsaved.
const early = [...fields].some(({ type, value, defaultValue }) => /^text/.test(type) && value !== defaultValue);
let filled = early || sequence || continues || "unsaved" in form.dataset ? "" : typed();
let state = filled;
let [touchedAt, typedAt, since, took, failures, due, spoke] = [0, 0, 0, 0, 0, 0, Date.now()];
let trouble = ""; // "offline", "failing", "refused", "out"
let [message, told, back, clock] = ["", "", "", ""];
let taking, timer, telling, asking; // under way
let [going, sure, gone] = [false, false, false]; // sent for good
let last = /** @type {any} */ (document.activeElement); // that had the focus

/** What of the form was typed, as it would be posted. */
function typed() {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !/^(keeping-|csrfmiddlewaretoken$)/.test(name) && !fields[name]?.matches?.("[type=password], [data-aside]")));
}

/** The name of an element's field. @param {any} element */
const fieldOf = (element) => element.name || element.closest(".form-row")?.className.match(/\bfield-(\w+)/)?.[1] || "";

const unsent = () => sequence > kept;

/** Nothing is typed when the form is again as it was filled. */
const words = () => ({ ...about, sequence, typed: state === filled ? "" : state });

/** The latest state if the server does not have it, or else only that the form is open. */
const news = () => ({ ...(unsent() ? words() : about), age: (Date.now() - typedAt) / 1_000, place: fieldOf(last) });

function touched() {
  touchedAt = Date.now();
  taking ??= setTimeout(() => {
    take();
    plan();
  }, HERE);
}

/** Number the form's state, if it is new, and keep it on this device. */
function take() {
  clearTimeout(taking);
  taking = null;
  const now = typed();
  if (now === state) return;
  state = now;
  typedAt = Date.now();
  since ||= typedAt;
  number.value = sequence += 1;
  keepHere({ ...words(), at: typedAt }).then((done) => {
    here = done;
    if (!unsent()) dropHere(id, kept);
    tell();
  });
  tell();
}

function plan() {
  clearTimeout(timer);
  if (asking) return;
  if (failures) due = spoke + Math.min(1_000 * 2 ** failures, 30_000);
  else if (unsent()) due = Math.max(Math.min(touchedAt + REST, since + MOST), spoke + 4 * took);
  else due = spoke + BEAT;
  timer = setTimeout(send, due - Date.now());
}

/** Tell the server, one thing at a time. @param {Record<string, any>} [more] */
async function send(more) {
  clearTimeout(timer);
  if (more) await asking;
  return asking ??= ask(more).finally(() => {
    asking = null;
    plan();
    tell();
  });
}

async function ask(more) {
  take();
  const [sent, fresh, began] = [sequence, unsent(), Date.now()];
  since = 0;
  const answer = await post("keep/", { ...news(), ...more });
  spoke = Date.now();
  took = spoke - began;
  if (answer.status === 200) heard(answer, sent, fresh);
  else failed(answer);
  return answer;
}

function heard(answer, sent, fresh) {
  if (fresh || trouble) {
    clock = answer.kept;
    back = trouble === "offline" ? "Back online. " : "";
  }
  trouble = message = told = "";
  failures = 0;
  if (answer.sequence > sent) { // by an earlier page with this form: ours is newer
    kept = sequence = answer.sequence;
    state = null;
    touched();
  } else if (fresh) {
    kept = sent;
    dropHere(id, sent);
  }
  show(answer, () => send({ back: 1 }));
}

function failed({ status, message: words = "" }) {
  const out = status === 401 || status === 409;
  if (out && trouble !== "out") askWhenResting();
  trouble = out ? "out" : !status ? "offline" : status < 500 ? "refused" : "failing";
  message = out ? "" : words;
  failures += 1;
}

/** What is being typed is no password. */
function askWhenResting() {
  if (touchedAt + 1_000 > Date.now()) setTimeout(askWhenResting, 200);
  else askToLogIn();
}

async function askToLogIn() {
  last.focus(); // the dialog gives it back
  const done = await logIn();
  if (done) send();
  return done;
}

/** Nothing is sent for good before it is sure that somebody takes it. @param {SubmitEvent} event */
async function submitted(event) {
  if (event.defaultPrevented) return;
  if (sure) {
    gone = true;
    setTimeout(stay, 5_000); // who stopped a slow page may send it again
    return;
  }
  event.preventDefault();
  if (going) return; // the second click of two
  going = true;
  const button = /** @type {any} */ (event.submitter);
  if (await (told && /failing|refused/.test(trouble) || mayGo())) {
    take();
    sure = true;
    form.requestSubmit(button?.form && button);
    sure = false;
  }
  going = gone;
  tell();
}

function stay() {
  going = gone = false;
  send();
}

async function mayGo() {
  const { status, taken } = await send();
  if (status === 413 || (status === 200 && !taken)) return true;
  if (trouble === "out") return askToLogIn();
  if (taken) told = "Not saved: somebody else goes on with this. “Write on” first.";
  else if (status) told = `${message} Press the button again to send it all the same.`;
  else told = "Nothing was sent: you are not connected. Press the button again once you are.";
  return false;
}

/** The page goes, or may go without another word. */
function part(more) {
  take();
  if (unsent() || more) beacon("keep/", { ...news(), ...more });
}

/** Whether something is kept nowhere, as a file that was chosen. */
function wouldLose() {
  if (gone) return false;
  take();
  return [...fields].some(({ name, files }) => name && files?.length) || (unsent() && !here && failures);
}

function tell() {
  const where = here ? "kept on this device" : "kept nowhere else: leave this page open";
  clearTimeout(telling);
  if (going && !told) say("saving", "Saving…");
  else if (trouble === "offline") say(trouble, `Not connected, ${where}`);
  else if (trouble === "out") say(trouble, `Logged out, ${where}`, "Log in", askToLogIn);
  else if (trouble) {
    const when = asking ? "now" : `in ${Math.max(1, Math.ceil((due - Date.now()) / 1_000))} s`;
    say("failing", `Not saved yet. Trying again ${when}`, "Save now", () => { last.focus(); send(); });
    telling = setTimeout(tell, 1_000);
  } else if (unsent()) say("saving", "Saving…");
  else if (clock && state !== filled) say("kept", `${back}Saved ${clock}`);
  else say(back && "kept", back);
  tellMore(told || message);
}

for (const name of ["input", "change", "click", "focusout"]) form.addEventListener(name, touched);
form.addEventListener("focusin", ({ target }) => { if (fieldOf(target)[0] !== "_") last = target; });
form.addEventListener("submit", submitted);
addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => document.hidden && part());
addEventListener("pagehide", () => part({ left: 1 }));
addEventListener("pageshow", ({ persisted }) => persisted && stay());
addEventListener("beforeunload", (event) => wouldLose() && event.preventDefault());
// What other scripts make of the form before anybody touches it is no change.
setTimeout(() => {
  if (!touchedAt && filled) filled = state = typed();
  send();
}, 1_000);
