// The raw log, as long as it may be: only the lines that are in sight are elements. Each line carries the
// colour of the step it belongs to; the alarm's line and lines that were not understood are marked.

import { ask, bisectionPath } from "./api.js";
import { el } from "./dom.js";
import { number } from "./words.js";

const LINE = 20;
const PAGE = 500;
const SPARE = 12;
const LONGEST = 2000;
const PAGES_KEPT = 40;
/** Browsers do not draw elements beyond some 33 million pixels; a log behind that ends there. */
const TALLEST = 30_000_000;

export class RawLog {
  /** @param chosen called with the number of a line that a person clicked */
  constructor(id, chosen) {
    Object.assign(this, {
      id,
      chosen,
      total: 0,
      pages: new Map(),
      asked: new Set(),
      alerts: new Map(),
      revisions: [],
    });
    this.window = el("div", { class: "log-window" });
    this.space = el("div", { class: "log-space" }, this.window);
    this.element = el(
      "div",
      {
        class: "log",
        tabindex: 0,
        role: "region",
        "aria-label": "Raw log",
        onscroll: () => this.#draw(),
        onclick: (event) => this.#click(event),
      },
      this.space,
    );
    this.trouble = null;
    new ResizeObserver(() => this.#draw()).observe(this.element);
  }

  /** Knows the revisions, whose lines are told apart, and the lines that raised alerts, with their words. */
  tie(revisions, alerts) {
    Object.assign(this, { revisions, alerts });
    this.#draw();
  }

  /** Asks how long the log is now and what its last lines say; keeps to the end if it stood there. */
  async refresh() {
    const atEnd =
      this.total > 0 && this.element.scrollTop + this.element.clientHeight >= this.#height() - LINE;
    const last = Math.floor(Math.max(0, this.total - 1) / PAGE);
    await this.#load(last);
    if (this.total > (last + 1) * PAGE) await this.#load(Math.floor((this.total - 1) / PAGE));
    if (atEnd && this.follows) this.element.scrollTop = this.#height();
    this.#draw();
  }

  /** Scrolls to a line and marks it as chosen. */
  goTo(line, mark = true) {
    if (mark) this.line = line;
    const top = (line - 1) * LINE;
    const high = this.element.clientHeight || 20 * LINE;
    if (top < this.element.scrollTop || top > this.element.scrollTop + high - 4 * LINE)
      this.element.scrollTop = Math.max(0, top - 2 * LINE);
    this.#draw();
  }

  /** Follows the end again. */
  release() {
    this.line = null;
    this.element.scrollTop = this.#height();
  }

  #height() {
    return Math.min(TALLEST, this.total * LINE);
  }

  async #load(page) {
    try {
      const answer = await ask(bisectionPath(this.id) + "/lines", {
        from: page * PAGE + 1,
        limit: PAGE,
      });
      this.total = answer.total;
      this.pages.set(page, answer.items);
      this.trouble = null;
      if (this.pages.size > PAGES_KEPT) this.pages.delete(this.pages.keys().next().value);
    } catch (trouble) {
      this.trouble = trouble.detail || trouble.message;
    } finally {
      this.asked.delete(page);
    }
    this.space.style.height = Math.max(this.#height(), LINE) + "px";
  }

  #want(page) {
    if (this.asked.has(page) || this.trouble) return;
    this.asked.add(page);
    this.#load(page).then(() => this.#draw());
  }

  #draw() {
    if (this.trouble && !this.pages.size) {
      this.window.replaceChildren(
        el("p", { class: "quiet" }, "The lines cannot be loaded: " + this.trouble),
      );
      return;
    }
    const first = Math.max(0, Math.floor(this.element.scrollTop / LINE) - SPARE);
    const last = Math.min(
      this.total,
      first + Math.ceil(this.element.clientHeight / LINE) + 2 * SPARE,
    );
    const lines = [];
    for (let at = first; at < last; at++) lines.push(this.#line(at));
    this.window.style.transform = `translateY(${first * LINE}px)`;
    this.window.replaceChildren(...lines);
  }

  #line(at) {
    const page = Math.floor(at / PAGE);
    const item = this.pages.get(page)?.[at % PAGE];
    if (!item) this.#want(page);
    const lineNumber = at + 1;
    const revision = this.#revisionOf(lineNumber);
    const kinds = ["line"];
    if (revision) kinds.push("in-" + revision.kind);
    if (revision?.first === lineNumber) kinds.push("first");
    if (item?.unknown) kinds.push("unknown");
    if (this.alerts.has(lineNumber)) kinds.push("alarm");
    if (this.line === lineNumber) kinds.push("chosen");
    const text = item ? item.text : "";
    const cut = text.length > LONGEST;
    return el(
      "div",
      {
        class: kinds.join(" "),
        "data-line": lineNumber,
        title: this.alerts.get(lineNumber) ?? (item?.unknown ? "not understood" : null),
      },
      el("a", { class: "line-number", href: "#L" + lineNumber, tabindex: -1 }, lineNumber),
      el("span", { class: "line-text" }, cut ? text.slice(0, LONGEST) : text),
      cut &&
        el(
          "span",
          { class: "quiet" },
          ` … ${number(text.length - LONGEST)} more characters in the text file`,
        ),
    );
  }

  #revisionOf(line) {
    let low = 0;
    let high = this.revisions.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const revision = this.revisions[middle];
      if (line < revision.first) high = middle - 1;
      else if (line > revision.last) low = middle + 1;
      else return revision;
    }
    return null;
  }

  #click(event) {
    const line = event.target.closest("[data-line]");
    if (line && String(getSelection()) === "") this.chosen(Number(line.dataset.line));
  }
}
