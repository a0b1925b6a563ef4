// What one does with a log: search in it, fold, wrap and follow it, give it the whole width, download it.

import { bisectionPath } from "./api.js";
import { el, say } from "./dom.js";
import { count, number } from "./words.js";

const SHORTEST = 2;
const MOST = 10000;
/** In the place of lines that the server no longer has. */
const GAP = /^\[firstbad: lines \d+ to (\d+) are not here\]$/;

/** Up to this width long lines are broken from the beginning. */
const NARROW = "(max-width: 760px)";

/**
 * The tools above a log.
 *
 * @param log which goes to a line; @param widen called with whether it takes the whole width
 * @param follow called when its end is to be followed
 */
export function logTools(id, log, widen, follow) {
  const found = el("span", { class: "quiet", role: "status" });
  const field = el("input", {
    type: "search",
    "aria-label": "Search in the log",
    placeholder: "search in the log",
    maxlength: 200,
    spellcheck: "false",
  });
  const search = new LogSearch(id, log, found);
  const next = (by) =>
    el(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-label": by > 0 ? "next match" : "previous match",
        onclick: () => search.go(field.value, by),
      },
      by > 0 ? "↓" : "↑",
    );
  const narrow = matchMedia(NARROW).matches;
  log.wrapped = narrow;
  const following = el("button", { type: "button", class: "plain", hidden: true, onclick: follow }, "follow");
  const wrap = toggle("wrap", narrow, (now) => (log.wrapped = now));
  const long = el("span", { class: "quiet long-lines" });
  log.drawn = () => {
    const words = log.cut ? "Long lines go on to the right: wrap breaks them." : "";
    if (long.textContent !== words) long.textContent = words;
    following.hidden = !log.grows;
    following.setAttribute("aria-pressed", String(Boolean(log.follows && log.atEnd)));
  };
  const form = el(
    "form",
    { class: "log-tools" },
    field,
    next(-1),
    next(1),
    found,
    following,
    toggle("fold by revision", false, (now) => (log.folded = now)),
    wrap,
    toggle("whole width", false, widen),
    download(id),
    long,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search.go(field.value, 1);
  });
  return form;
}

/** A button that stays pressed. */
function toggle(words, pressed, set) {
  const button = el("button", { type: "button", class: "plain", "aria-pressed": String(pressed) }, words);
  button.addEventListener("click", () => {
    const now = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(now));
    set(now);
  });
  return button;
}

const download = (id) =>
  el("a", { href: "/api/v1" + bisectionPath(id) + "/log", download: "" }, "as a text file");

/** Matches of words in the whole log, which is fetched once they are asked for. */
class LogSearch {
  #words = null;
  #matches = [];
  #at = -1;

  constructor(id, log, found) {
    Object.assign(this, { id, log, found });
  }

  async go(words, by) {
    const wanted = words.trim().toLowerCase();
    if (wanted.length < SHORTEST) return this.#say("at least two characters");
    if (wanted !== this.#words || this.total !== this.log.total) await this.#find(wanted);
    if (!this.#matches.length) return this.#say("not found");
    this.#at = (this.#at + by + this.#matches.length) % this.#matches.length;
    this.log.goTo(this.#matches[this.#at]);
    const more = this.#matches.length >= MOST ? " or more" : "";
    this.#say(
      `line ${this.#matches[this.#at]}, ${number(this.#at + 1)} of ${number(this.#matches.length)}${more}`,
    );
  }

  async #find(words) {
    this.#say("searching");
    const answer = await fetch("/api/v1" + bisectionPath(this.id) + "/log").catch(() => null);
    if (!answer?.ok) return this.#say("the log is not available");
    const again = words === this.#words;
    this.#matches = [];
    let line = 0;
    for (const text of (await answer.text()).split("\n")) {
      const gap = GAP.exec(text);
      line = gap ? Number(gap[1]) : line + 1;
      if (!gap && text.toLowerCase().includes(words)) this.#matches.push(line);
      if (this.#matches.length === MOST) break;
    }
    if (!again) this.#at = -1;
    this.#words = words;
    this.total = this.log.total;
    say(count(this.#matches.length, "line") + " found");
  }

  #say(words) {
    this.found.textContent = words;
  }
}
