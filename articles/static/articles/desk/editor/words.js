// How long a story is.
const READ = 220; // words a minute

/** What stands between white space and holds a letter or a digit, as the server counts. @param {string} text */
export const wordCount = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** "412 words · 2 min" */
export function length(doc) {
  const words = wordCount(doc.textBetween(0, doc.content.size, "\n", (leaf) => leaf.attrs.title ?? "\n"));
  return `${words} ${words === 1 ? "word" : "words"} · ${Math.max(1, Math.round(words / READ))} min`;
}
