// Help as a page of its own, so that the meaning of a word has an address: /help#derailed.

import { el } from "./dom.js";
import { anchor } from "./glossary.js";
import { helpParts } from "./help.js";

export async function help() {
  const asked = () => decodeURIComponent(location.hash.slice(1));
  const element = el("div", { class: "help-view" }, el("h1", {}, "Help"), helpParts({ linked: true }));
  const mark = () => {
    for (const word of element.querySelectorAll(".words > div"))
      word.classList.toggle("asked", word.id === anchor(asked()));
    element.querySelector(".asked")?.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", mark);
  return { title: "Help", element, shown: mark, close: () => removeEventListener("hashchange", mark) };
}
