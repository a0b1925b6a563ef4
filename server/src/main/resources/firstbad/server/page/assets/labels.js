// What labels say, and the links away from the page that they give.

import { el } from "./dom.js";
import { toLabel } from "./label-filters.js";
import { inTree, webAddress } from "./links.js";

/** Labels: what is a web address as a whole leads there, and is seen to lead away; the rest is text. */
export function labels(map) {
  const entries = Object.entries(map ?? {});
  if (!entries.length) return null;
  return el(
    "dl",
    { class: "labels" },
    entries.map(([key, value]) => el("div", {}, el("dt", {}, alike(key, value)), el("dd", {}, external(value)))),
  );
}

/** Labels that this program gives, by a name for people. */
const OUR_OWN = { "log.read_as": "read as" };

/** The name of a label, which leads to all bisections that have it with this value. */
const alike = (name, value) =>
  el("a", { href: toLabel(name, value), title: "bisections with this label" }, OUR_OWN[name] ?? name);

/** A link to a commit in its tree; nothing where the labels name no tree with a web interface. */
export function treeLink(commit, labels, words = "in the tree") {
  const address = inTree(commit, labels);
  return address && away(address, words);
}

/** A text that leads away where it is a web address as a whole. */
export function external(value) {
  const address = webAddress(value);
  return address ? away(address, value) : value;
}

const away = (address, words) =>
  el(
    "a",
    { href: address, rel: "noopener noreferrer", target: "_blank", class: "external" },
    words,
    el("span", { class: "hidden" }, " (leads away)"),
  );
