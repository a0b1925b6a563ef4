// A list that the server gives page by page. Events bring the rows that changed, which take their place
// without asking again; a list whose rows they do not bring, or do not suffice for, is asked for again
// now and then. Under a pointer, the focus or the edge of the screen nothing changes its place: what is
// new waits behind a button.

import { ask } from "./api.js";
import { el, keep, say } from "./dom.js";
import { calm } from "./live.js";
import { smoothly } from "./motion.js";

const FIRST = 30;
const MOST = 200;
const PACE = 10000;
const DRAW_PACE = 300;

export class Feed {
  #items = [];
  #next = null;
  #size;
  #shown = null;
  #drawing = null;
  #more = el(
    "button",
    { type: "button", class: "plain more", hidden: true, onclick: () => this.#append() },
    "More",
  );
  #pill = el("button", { type: "button", class: "pill", hidden: true, onclick: () => this.#draw() });

  /**
   * @param path below /api/v1; @param query of the list; @param key of an item; @param make its element;
   * @param empty what stands there when there is none; @param list where the items go, inside of @param frame
   * @param matches whether a row belongs into the list; without it events only say that it changed
   * @param order of rows, as the server has it
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
    matches = null,
    order = null,
  }) {
    Object.assign(this, { path, query, key, make, empty, list, frame, first, matches, order });
    this.#size = first;
    this.nothing = el("div", { class: "empty", hidden: true });
    this.element = el("div", { class: "list" }, this.#pill, frame, this.nothing, this.#more);
    this.refresh = calm(() => this.load(), PACE);
    for (const left of ["pointerleave", "focusout"])
      this.element.addEventListener(left, () => this.#soon());
  }

  /** Asks for as many as are shown, and at least the first page. */
  async load() {
    const page = await ask(this.path, { ...this.query, limit: Math.min(MOST, this.#size) });
    this.#items = page.items;
    this.#next = page.next;
    if (this.#shown) this.#soon();
    else this.#draw();
  }

  /** All rows of the list; null where there are more than it holds, or it was not loaded yet. */
  get whole() {
    return this.#shown && this.#next === null ? this.#items : null;
  }

  /** Takes a row as an event brought it: null where it is gone, undefined where another event brings it. */
  take(key, row) {
    if (row === undefined) return;
    if (!this.matches) return void this.refresh();
    const at = this.#items.findIndex((one) => this.key(one) === key);
    const belongs = row !== null && this.matches(row);
    if (at < 0 && !belongs) return;
    const rest = this.#items.filter((_, place) => place !== at);
    this.#items = (belongs ? [...rest, row] : rest).sort(this.order);
    if (this.#items.length > this.#size) {
      this.#items.length = this.#size;
      this.#next ??= ""; // there are more, and from where on is asked for with the whole list
    } else if (at >= 0 && !belongs && this.#next !== null) this.refresh();
    this.#soon();
  }

  async #append() {
    this.#more.disabled = true;
    try {
      if (this.#size + this.first <= MOST) {
        this.#size += this.first;
        await this.load();
      } else {
        const page = await ask(this.path, { ...this.query, limit: this.first, cursor: this.#next });
        this.#items = this.#items.concat(page.items);
        this.#size = this.#items.length;
        this.#next = page.next;
      }
      this.#draw();
      this.#more.textContent = "More";
    } catch (trouble) {
      this.#more.textContent = trouble.message + "; try again";
    } finally {
      this.#more.disabled = false;
    }
  }

  #soon() {
    this.#drawing ??= setTimeout(() => {
      this.#drawing = null;
      smoothly(this.element, () => (this.#held() ? this.#hold() : this.#lay()));
    }, DRAW_PACE);
  }

  /** Whether a reader is at this list; the button that says what is new lies over its first row. */
  #held() {
    const { top, bottom } = this.frame.getBoundingClientRect();
    return (
      !this.frame.hidden &&
      (this.element.matches(":hover") ||
        this.frame.matches(":focus-within") ||
        (top < 0 && bottom > 0))
    );
  }

  /** Changes what is shown where it stands; what is new waits, and what went stays. */
  #hold() {
    const now = new Map(this.#items.map((item) => [this.key(item), item]));
    const fresh = [...now.keys()].filter((key) => !this.#shown.has(key)).length;
    for (const key of this.#shown.keys()) if (now.has(key)) this.#shown.set(key, now.get(key));
    keep(this.list, [...this.#shown.values()], this.key, this.make);
    this.#pill.textContent = fresh + " new";
    if (this.#pill.hidden && fresh) say(fresh + " new in the list");
    this.#pill.hidden = fresh === 0;
  }

  #draw() {
    clearTimeout(this.#drawing);
    this.#drawing = null;
    smoothly(this.element, () => this.#lay());
  }

  /** Shows the items as they are now. */
  #lay() {
    this.#shown = new Map(this.#items.map((item) => [this.key(item), item]));
    this.#pill.hidden = true;
    keep(this.list, this.#items, this.key, this.make);
    this.#more.hidden = this.#next === null;
    this.frame.hidden = this.#items.length === 0;
    this.nothing.hidden = !this.frame.hidden;
    if (!this.#items.length && !this.nothing.firstChild) this.nothing.append(this.empty());
  }
}

/** The order of rows by a time, the newest first, as the server has it. */
export const newestFirst = (time) => (a, b) =>
  a[time] === b[time] ? (a.id < b.id ? 1 : -1) : a[time] < b[time] ? 1 : -1;
