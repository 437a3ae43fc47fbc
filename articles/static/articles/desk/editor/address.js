// Addresses as editors type and paste them, made such as the server keeps.
import { configuration } from "./configuration.js";

const BARE = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:]\S*)?$/u; // "port.example/report"
const SCHEMES = new RegExp(`^(?:${configuration.linkSchemes.join("|")}):`, "i");

/** The address a link may carry: of the web, of this site, a place on the page, an e-mail or a telephone; or "". */
export function linkAddress(typed) {
  const address = unwrapped(typed.trim());
  if (/^https?:\/\/[^/?#\s\\]/i.test(address)) return address;
  if (/^(\/(?![/\\])|#)/.test(address)) return address;
  if (address.startsWith("//")) return linkAddress(`https:${address}`);
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  if (BARE.test(address) && !SCHEMES.test(address)) return `https://${address}`;
  return SCHEMES.test(address) && !/^https?:/i.test(address) ? address : "";
}

/** The address of a page of the web, or "". */
export function webAddress(typed) {
  const address = linkAddress(typed);
  return /^https?:/i.test(address) ? address : "";
}

/** The host an address leads to, without "www.". */
export function host(address) {
  try {
    return new URL(address).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

/** The address behind one that counts clicks or warns of leaving (Google's, Outlook's). */
export function unwrapped(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return address;
  }
  const google = /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url";
  const outlook = url.hostname.endsWith(".safelinks.protection.outlook.com");
  const inner = google || outlook ? (url.searchParams.get("q") ?? url.searchParams.get("url") ?? "") : "";
  return /^https?:\/\//i.test(inner) ? inner : address;
}
