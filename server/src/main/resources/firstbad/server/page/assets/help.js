// Help: the keys and the marks, in a dialog.

import { el } from "./dom.js";
import { anchor, GLOSSARY } from "./glossary.js";
import { legend, levelMark } from "./marks.js";
import { LEVELS } from "./words.js";

const KEYS = [
  ["/", "search"],
  ["j  k", "next and previous step of a search, or entry of a list"],
  ["←  →", "the same, with the drawing of the search in focus; Home and End for the ends"],
  ["Enter", "open the entry"],
  ["Esc", "leave the search field; follow the newest step again"],
  ["?", "this help"],
];

/**
 * Opens it; Escape or the button closes it.
 *
 * @param word of the glossary to begin at; none for the keyboard
 */
export function showHelp(word = null) {
  const dialog = el(
    "dialog",
    { "aria-labelledby": "help-title" },
    helpParts({ word }),
    el("p", { class: "inline" },
      el("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "Close"),
      el("a", { href: "/help" + (word ? "#" + anchor(word) : ""), onclick: () => dialog.close() }, "as a page"),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  // The focus is on the button at the end, which a reader does not begin with.
  dialog.scrollTop = 0;
  dialog.querySelector(".asked")?.scrollIntoView({ block: "center" });
}

/**
 * What help says.
 *
 * @param word that is asked for, which is marked; @param linked whether each word gets an address
 */
export function helpParts({ word = null, linked = false }) {
  return [
    el("h2", { id: linked ? null : "help-title" }, "Keyboard"),
    el(
      "dl",
      { class: "keys" },
      KEYS.map(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)]),
    ),
    el("h2", {}, "Marks"),
    legend(),
    el("h2", {}, "Trust"),
    el(
      "dl",
      { class: "keys" },
      Object.entries(LEVELS).map(([level, words]) => [
        el("dt", {}, levelMark(level)),
        el("dd", {}, words),
      ]),
    ),
    el(
      "p",
      { class: "quiet" },
      "Trust is judged from the log alone. It sees a verdict that rested on another bug. It cannot see a crash that failed to happen, and it never claims more than 90 in 100.",
    ),
    el("h2", {}, "Words"),
    el(
      "dl",
      { class: "words" },
      Object.entries(GLOSSARY).map(([name, sentence]) =>
        el(
          "div",
          { class: name === word ? "asked" : null, id: linked ? anchor(name) : null },
          el("dt", {}, name),
          el("dd", {}, sentence),
        ),
      ),
    ),
  ];
}
