// Commands that a person types, and what is copied to be typed.

import { el } from "./dom.js";
import { beginning, count } from "./words.js";

/** Puts text on the clipboard, also where the browser keeps its own clipboard for https alone. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "hidden", readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

/** In characters: one command up to the first is shown whole, and of a longer one so many until it is unfolded. */
const COMMAND_SHOWN = 400;
const COMMAND_FOLDED = 120;

/** A command a person types, with a button that copies it; one that would fill the screen is folded. */
export function command(text) {
  const button = el("button", { type: "button", class: "plain" }, "copy");
  button.addEventListener("click", async () => {
    await copy(text);
    button.textContent = "copied";
    setTimeout(() => (button.textContent = "copy"), 1400);
  });
  if (text.length <= COMMAND_SHOWN) return el("p", { class: "command" }, el("code", {}, text), button);
  const folded = el(
    "details",
    {},
    el("summary", {}, el("code", {}, beginning(text, COMMAND_FOLDED)), ` (${count(text.length, "character")})`),
    el("code", {}, text),
  );
  return el("div", { class: "command" }, folded, button);
}
