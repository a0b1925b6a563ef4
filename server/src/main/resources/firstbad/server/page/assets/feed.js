// A list that the server gives page by page: the first page, "more", and the same again when something changed.

import { ask } from "./api.js";
import { el, keep } from "./dom.js";
import { command } from "./marks.js";
import { paced } from "./live.js";

const FIRST = 30;
const MOST = 200;
const PACE = 800;

export class Feed {
  #items = [];
  #next = null;
  #more = el(
    "button",
    { type: "button", class: "plain more", hidden: true, onclick: () => this.#append() },
    "More",
  );

  /**
   * @param path below /api/v1; @param query of the list; @param key of an item; @param make its element;
   * @param empty what stands there when there is none; @param list where the items go, inside of @param frame
   */
  constructor({
    path,
    query = {},
    key,
    make,
    empty,
    list = el("ol", { class: "feed" }),
    frame = list,
    first = FIRST,
  }) {
    Object.assign(this, { path, query, key, make, empty, list, frame, first });
    this.nothing = el("div", { class: "empty", hidden: true });
    this.element = el("div", {}, frame, this.nothing, this.#more);
    this.refresh = paced(() => this.load(), PACE);
  }

  /** Asks for as many as are shown, and at least the first page. */
  async load() {
    const limit = Math.min(MOST, Math.max(this.first, this.#items.length));
    const page = await ask(this.path, { ...this.query, limit });
    this.#items = page.items;
    this.#next = page.next;
    this.#draw();
  }

  async #append() {
    this.#more.disabled = true;
    try {
      const page = await ask(this.path, { ...this.query, limit: this.first, cursor: this.#next });
      this.#items = this.#items.concat(page.items);
      this.#next = page.next;
      this.#draw();
      this.#more.textContent = "More";
    } catch (trouble) {
      this.#more.textContent = trouble.message + "; try again";
    } finally {
      this.#more.disabled = false;
    }
  }

  #draw() {
    keep(this.list, this.#items, this.key, this.make);
    this.#more.hidden = this.#next === null;
    this.frame.hidden = this.#items.length === 0;
    this.nothing.hidden = !this.frame.hidden;
    if (!this.#items.length && !this.nothing.firstChild) this.nothing.append(this.empty());
  }
}

/** A row of filters as links behind what they choose, the chosen one marked. */
export function filters(name, label, choices, query, unchosen = "all") {
  const chosen = query.get(name) ?? "";
  const link = ([value, words]) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    const search = next.size ? "?" + next : "";
    return el(
      "a",
      { href: location.pathname + search, "aria-current": value === chosen ? "true" : null },
      words,
    );
  };
  return el(
    "p",
    { class: "filters", role: "group", "aria-label": label },
    el("span", { class: "quiet" }, label),
    [["", unchosen], ...choices].map(link),
  );
}

/** What a list says when nothing was ever published: the one command that publishes a log. */
export function publishFirst() {
  return el(
    "div",
    {},
    el("p", {}, "Nothing has been published yet. One command publishes a log:"),
    command(`curl -T bisect.log "${location.origin}/api/v1/bisections/my-first/log"`),
    el("p", { class: "quiet" }, "or, with Kafka at hand: firstbad publish bisect.log"),
  );
}
