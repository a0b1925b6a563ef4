// Addresses of the page, and which texts from logs and labels may become links.

const READABLE = { "%3A": ":", "%40": "@", "%3D": "=", "%2B": "+" };

/** The view of one bisection, at a step of it where one is given. */
export function toBisection(id, step) {
  const path = encodeURIComponent(id).replace(/%(3A|40|3D|2B)/g, (code) => READABLE[code]);
  return "/b/" + path + (step ? "?step=" + step : "");
}

/** A line of a bisection's log. */
export const toLine = (id, line) => toBisection(id) + "#L" + line;

/** The page of a bug by one of its crash titles. */
export const toBug = (title) => "/bug?title=" + encodeURIComponent(title);

/** The list of bisections that meet these filters. */
export const toSearch = (filters) => "/search?" + new URLSearchParams(filters);

export const toCommit = (commit) => "/c/" + encodeURIComponent(commit);

const KERNEL_ORG = /^(?:git|https):\/\/git\.kernel\.org\/(pub\/scm\/[\w.~/-]+?)\/?$/;

/** What the server was told of where commits can be looked at; null for what labels say. */
const template = document.querySelector('meta[name="commit-url"]')?.content ?? null;

/** A commit in the web interface of its tree; null where none is known. */
export function inTree(commit, labels) {
  if (template) return template.replace("%s", encodeURIComponent(commit));
  const known = KERNEL_ORG.exec(labels?.["kernel.repo"] ?? "");
  return known ? `https://git.kernel.org/${known[1]}/commit/?id=${commit}` : null;
}

/** The address in a text that is an http or https address as a whole; else null. */
export function webAddress(text) {
  if (!/^https?:\/\/[^\s]+$/i.test(text)) return null;
  try {
    const url = new URL(text);
    return (url.protocol === "http:" || url.protocol === "https:") && !url.username
      ? url.href
      : null;
  } catch {
    return null;
  }
}
