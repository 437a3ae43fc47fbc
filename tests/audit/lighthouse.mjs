// Lighthouse on a phone, over the pages listed in a file, a line each with a kind, a tab and an address:
// node lighthouse.mjs NODE_MODULES CHROMIUM FILE MAJORITY
//
// 100 in accessibility, best practices and search engines; at least 98 in performance as the median of five runs, which
// is known as soon as three of them lie on one side; no layout shift at all. With a MAJORITY of 1 instead of 3 a page that
// is fast at once is taken to be so, and only one that is not is measured further. Two browsers share the pages, which makes a
// page slower at times, never faster: what is fast enough then is, and what is not is measured once more, alone.
import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const [modules, chromePath, list, enough, share] = process.argv.slice(2);
const installed = createRequire(pathToFileURL(`${modules}/.`));
const load = async (name) => import(pathToFileURL(installed.resolve(name)));
const { default: lighthouse } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const ENOUGH = 0.98;
const RUNS = 5;
const MAJORITY = 3;
const QUICKLY = Number(enough);
const BROWSERS = 2;
// Lighthouse's own bound: of a slower machine it says itself that its figures tell nothing.
const FAST_MACHINE = 1000;
const HIDDEN = /<meta name="robots" content="[^"]*noindex/;
const SETTINGS = {
  formFactor: "mobile",
  logLevel: "error",
  disableFullPageScreenshot: true,
  // A page that is not there is looked at as well.
  ignoreStatusCode: true,
};
const faults = [];
const slow = [];
let benchmark = 0;

async function run(address, port, settings) {
  const { lhr } = await lighthouse(address, { ...SETTINGS, ...settings, port });
  benchmark = Math.max(benchmark, lhr.environment.benchmarkIndex);
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
  return lhr;
}

async function settingsFor(address) {
  const answer = await fetch(address);
  // What tells search engines to leave it alone (searches, comparisons, forms) is not asked to let them in; what is not
  // there is not asked to answer 200 either, nor to keep the browser itself from noting that it does not.
  const hidden = HIDDEN.test(await answer.text()) ? ["is-crawlable"] : [];
  return { skipAudits: answer.ok ? hidden : [...hidden, "http-status-code", "errors-in-console"] };
}

function wrong(lhr) {
  const found = [];
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    if (id === "performance" || score === 1) continue;
    const audits = auditRefs.map((ref) => [ref.weight, lhr.audits[ref.id]]);
    const failed = audits.filter(([weight, audit]) => weight && audit.score !== null && audit.score < 1);
    found.push(`${id} ${score * 100}: ${failed.map(([, audit]) => `${audit.id} ${JSON.stringify(audit.details?.items ?? "").slice(0, 400)}`)}`);
  }
  const shift = lhr.audits["cumulative-layout-shift"].numericValue;
  if (shift !== 0) found.push(`layout shift ${shift}`);
  return found;
}

async function hold(kind, address, port) {
  const settings = await settingsFor(address);
  const first = await run(address, port, settings);
  const found = wrong(first);
  const scores = [first.categories.performance.score];
  const most = () => Math.max(...[true, false].map((side) => scores.filter((score) => score >= ENOUGH === side).length));
  const isFast = (majority) => scores.filter((score) => score >= ENOUGH).length >= majority;
  while (scores.length < RUNS && most() < MAJORITY && !(scores.length === QUICKLY && isFast(QUICKLY))) {
    const lhr = await run(address, port, { ...settings, onlyCategories: ["performance"] });
    scores.push(lhr.categories.performance.score);
  }
  const told = scores.map((score) => Math.round(score * 100)).join(" ");
  const fast = isFast(Math.min(MAJORITY, scores.length));
  if (!fast) slow.push([kind, address, told]);
  console.log(`${found.length ? "WRONG" : fast ? "held " : "slow "}  ${told}  ${kind}`);
  faults.push(...found.map((fault) => `${kind} (${address}): ${fault}`));
}

async function browse(pages) {
  const chrome = await launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"] });
  try {
    for (const [kind, address] of pages) await hold(kind, address, chrome.port);
  } finally {
    await chrome.kill();
  }
}

// Lighthouse measures one page at a time in a process.
function divide() {
  const shares = [...Array(BROWSERS).keys()].map((share) => fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), share]));
  return Promise.all(
    shares.map(
      (child) =>
        new Promise((resolve, reject) => {
          child.on("message", resolve);
          child.on("exit", (status) => reject(new Error(`a browser's share ended with ${status}`)));
        }),
    ),
  );
}

if (share !== undefined) {
  const pages = readFileSync(list, "utf8").trim().split("\n").map((line) => line.split("\t"));
  await browse(pages.filter((_, place) => place % BROWSERS === Number(share)));
  process.send({ faults, slow, benchmark }, () => process.exit(0));
} else {
  const told = await divide();
  faults.push(...told.flatMap((one) => one.faults));
  benchmark = Math.max(...told.map((one) => one.benchmark));
  await browse(told.flatMap((one) => one.slow));
  const missed = slow.map(([kind, address, scores]) => `${kind} (${address}): performance ${scores}`);
  if (benchmark >= FAST_MACHINE) faults.push(...missed);
  else console.log(`PERFORMANCE NOT JUDGED: this machine does ${benchmark} of ${FAST_MACHINE}.`, missed.join("\n"));
  console.log([...new Set(faults)].join("\n") || "Held: 100, 100, 100 and 98 or more, and nothing moves.");
  process.exit(faults.length ? 1 : 0);
}
