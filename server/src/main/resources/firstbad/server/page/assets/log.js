// The raw log, as long as it may be: only the lines that are in sight are elements. Each line carries the
// colour of the step it belongs to; the alarm's line and lines that were not understood are marked. It can
// be folded by revision, wrapped, and followed while it grows. (Longer than most files, since scrolling,
// folding and following move the same rows.)

import { ask, bisectionPath } from "./api.js";
import { el, visible } from "./dom.js";
import { LINE, LogRows, PAGE } from "./log-rows.js";
import { count, number } from "./words.js";

const SPARE = 12;
const LONGEST = 2000;
const PAGES_KEPT = 40;
/** Browsers do not draw elements beyond some 33 million pixels; a longer log ends there. */
const TALLEST = 30_000_000;
const ROOM_FOR_BAR = 16;
/** Columns of a row that is wrapped, at least. */
const FEWEST = 8;
/** Letters that take two columns, as scripts of East Asia do. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/gu;

export class RawLog {
  #rows = new LogRows((line) => this.#widthOf(line));
  /** Revisions that are unfolded while the others are folded. */
  #open = new Set();
  #folded = false;
  #wrapped = false;
  /** The frame in which it is seen whether lines go on to the right; 0 where none is asked for. */
  #goesOn = 0;

  /**
   * @param chosen called with the number of a line that a person clicked
   * @param drawn called when the log was drawn anew
   */
  constructor(id, chosen, drawn = () => {}) {
    Object.assign(this, {
      id,
      chosen,
      drawn,
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
    new ResizeObserver(() => this.#keepingPlace(() => this.#measure())).observe(this.element);
  }

  /** Knows the revisions, whose lines are told apart, and the lines that raised alerts, with their words. */
  tie(revisions, alerts) {
    Object.assign(this, { revisions, alerts });
    this.#fold();
    this.#draw();
  }

  /** Asks how long the log is now and what its last lines say; keeps to the end if it stood there. */
  async refresh() {
    const { atEnd } = this;
    const last = Math.floor(Math.max(0, this.total - 1) / PAGE);
    await this.#load(last);
    if (this.total > (last + 1) * PAGE) this.#want(Math.floor((this.total - 1) / PAGE));
    if (atEnd && this.follows) this.element.scrollTop = this.#height();
    this.#draw();
  }

  /**
   * Takes in lines that were brought.
   *
   * @return whether that is all there is; else it is to be refreshed
   */
  take({ items, total }) {
    if (total <= this.total) return true;
    if (items[0]?.number !== this.total + 1 || items.at(-1).number !== total) return false;
    const { atEnd } = this;
    for (const item of items) {
      const page = Math.floor((item.number - 1) / PAGE);
      const known = this.pages.get(page);
      // What came before it on its page is asked for once that is in sight.
      if (known) known.set(item.number, item);
      else if ((item.number - 1) % PAGE === 0) this.pages.set(page, new Map([[item.number, item]]));
      this.#rows.arrived(page);
    }
    this.total = total;
    this.#rows.set({ total });
    this.#fold();
    this.#stretch();
    if (atEnd && this.follows) this.element.scrollTop = this.#height();
    this.#draw();
    return true;
  }

  /** Whether its last line is in sight. */
  get atEnd() {
    const { scrollTop, clientHeight } = this.element;
    return this.total > 0 && scrollTop + clientHeight >= this.#height() - LINE;
  }

  /** Scrolls to a line and marks it as chosen; a revision that hides it is unfolded. */
  goTo(line, mark = true) {
    if (mark) this.line = line;
    const fold = this.#rows.foldOf(line);
    if (fold) this.#unfold(fold.ordinal);
    const top = this.#rows.top(line);
    const high = this.element.clientHeight || 20 * LINE;
    if (top < this.element.scrollTop || top > this.element.scrollTop + high - 4 * LINE)
      this.element.scrollTop = Math.max(0, top - 2 * LINE);
    this.#draw();
  }

  /** Follows the end again. */
  release() {
    this.line = null;
    this.element.scrollTop = this.#height();
    this.#draw();
  }

  /** Shows one line for each revision, or all; what stands at the top stays there. */
  set folded(folded) {
    this.#keepingPlace(() => {
      this.#folded = folded;
      this.#open.clear();
      this.#fold();
    });
  }

  /** Breaks long lines, or lets them run on; what stands at the top stays there. */
  set wrapped(wrapped) {
    this.#keepingPlace(() => {
      this.#wrapped = wrapped;
      this.element.classList.toggle("wrapped", wrapped);
      this.#measure();
    });
  }

  #keepingPlace(change) {
    const line = this.#rows.lineAt(this.element.scrollTop);
    const below = this.#rows.top(line) - this.element.scrollTop;
    change();
    this.#stretch();
    const shown = this.#rows.foldOf(line)?.head ?? line;
    this.element.scrollTop = this.#rows.top(shown) - below;
    this.#draw();
  }

  #unfold(ordinal) {
    this.#open.add(ordinal);
    this.#fold();
    this.#stretch();
  }

  /** A revision is folded up to the one after it; the last one to its own last line. */
  #fold() {
    if (!this.#folded) return this.#rows.set({ folds: [] });
    const folds = this.revisions.map(({ first, last, ordinal }, at) => ({
      head: first,
      first: first + 1,
      last: (this.revisions[at + 1]?.first ?? Math.min(last, this.total) + 1) - 1,
      ordinal,
    }));
    this.#rows.set({
      folds: folds.filter((fold) => fold.last >= fold.first && !this.#open.has(fold.ordinal)),
    });
  }

  /** How many letters fit into a row. */
  #measure() {
    if (!this.#wrapped) return this.#rows.set({ columns: 0 });
    const letters = el("span", {}, "0".repeat(10));
    const text = el("span", { class: "line-text" }, letters);
    const probe = el("div", { class: "line" }, el("a", { class: "line-number" }), text);
    this.window.append(probe);
    const columns = Math.floor((10 * text.clientWidth) / letters.getBoundingClientRect().width);
    probe.remove();
    // Nothing is measured before it is part of the page.
    this.#rows.set({ columns: columns > 0 ? Math.max(FEWEST, columns) : 0 });
  }

  #widthOf(line) {
    if (this.#foldWords(line)) return this.#foldWords(line).length;
    const text = this.#item(line)?.text;
    if (text === undefined) return undefined;
    const shown = visible(text.slice(0, LONGEST));
    const tabs = shown.split("\t").length - 1;
    return shown.length + 7 * tabs + (shown.match(WIDE)?.length ?? 0) + rest(text).length;
  }

  #height() {
    return Math.min(TALLEST, this.#rows.height());
  }

  #item(line) {
    return this.pages.get(Math.floor((line - 1) / PAGE))?.get(line);
  }

  async #load(page) {
    try {
      // Lines may be missing, so each stands under its number.
      const lines = new Map();
      const end = (page + 1) * PAGE + 1;
      // An answer ends early where lines are long, and says where to go on.
      for (let from = page * PAGE + 1; from && from < end; ) {
        const answer = await ask(bisectionPath(this.id) + "/lines", { from, limit: end - from });
        for (const item of answer.items) lines.set(item.number, item);
        this.total = answer.total;
        from = answer.next_from;
      }
      this.pages.set(page, lines);
      this.trouble = null;
      if (this.pages.size > PAGES_KEPT) this.pages.delete(this.pages.keys().next().value);
    } catch (trouble) {
      this.trouble = trouble.detail || trouble.message;
    } finally {
      this.asked.delete(page);
    }
    this.#rows.arrived(page);
    this.#rows.set({ total: this.total });
    this.#fold();
    this.#stretch();
  }

  #stretch() {
    const height = Math.max(this.#height(), LINE);
    this.space.style.height = height + "px";
    this.element.style.maxHeight = height + ROOM_FOR_BAR + "px";
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
    const { scrollTop, clientHeight } = this.element;
    const first = this.#rows.lineAt(Math.max(0, scrollTop - SPARE * LINE));
    const top = this.#rows.top(first);
    const end = scrollTop + clientHeight + SPARE * LINE;
    const lines = [];
    for (
      let line = first, below = top;
      line <= this.total && below < end;
      below += this.#rows.of(line), line = this.#rows.shown(line + 1)
    )
      lines.push(this.#line(line));
    this.window.style.transform = `translateY(${top}px)`;
    this.window.replaceChildren(...lines);
    this.#goesOn ||= requestAnimationFrame(() => this.#fade());
    this.drawn();
  }

  /** Lets lines that go on to the right fade at the edge, up to the bar. */
  #fade() {
    this.#goesOn = 0;
    const { scrollWidth, scrollLeft, clientWidth, offsetWidth } = this.element;
    this.element.style.setProperty("--bar", offsetWidth - clientWidth + "px");
    this.cut = scrollWidth - scrollLeft - clientWidth > 1;
    this.element.classList.toggle("cut", this.cut);
    this.drawn();
  }

  #line(line) {
    const item = this.#item(line);
    const page = Math.floor((line - 1) / PAGE);
    const missing = !item && this.pages.has(page);
    if (!item && !missing) this.#want(page);
    const revision = this.#revisionOf(line);
    const kinds = ["line"];
    if (revision) kinds.push("in-" + revision.kind);
    if (revision?.first === line) kinds.push("first");
    if (item?.unknown) kinds.push("unknown");
    if (this.alerts.has(line)) kinds.push("alarm");
    if (this.line === line) kinds.push("chosen");
    const text = item ? item.text : "";
    const row = el(
      "div",
      {
        class: kinds.join(" "),
        "data-line": line,
        title: this.alerts.get(line) ?? (item?.unknown ? "not understood" : null),
      },
      this.#folded && revision?.first === line && this.#foldMark(revision),
      el("a", { class: "line-number", href: "#L" + line, tabindex: -1 }, line),
      el(
        "span",
        { class: "line-text" },
        this.#foldWords(line) ?? [
          missing && el("span", { class: "quiet" }, "(this line is missing)"),
          text.slice(0, LONGEST),
          text.length > LONGEST && el("span", { class: "quiet" }, rest(text)),
        ],
      ),
    );
    if (this.#wrapped) row.style.height = this.#rows.of(line) + "px";
    return row;
  }

  #foldMark({ ordinal }) {
    const open = this.#open.has(ordinal);
    return el(
      "button",
      {
        type: "button",
        class: "fold",
        "aria-expanded": String(open),
        "aria-label": "the lines of step " + ordinal,
        onclick: () => this.#toggle(ordinal),
      },
      open ? "▾" : "▸",
    );
  }

  #toggle(ordinal) {
    if (!this.#open.delete(ordinal)) this.#open.add(ordinal);
    this.#fold();
    this.#stretch();
    this.#draw();
    this.window.querySelector(`[aria-label="the lines of step ${ordinal}"]`)?.focus();
  }

  /** What stands in the line of a folded revision; null in any other. */
  #foldWords(line) {
    const fold = this.#rows.foldOf(line + 1);
    if (fold?.head !== line) return null;
    return `${this.#revisionOf(line).words} · ${count(fold.last - line + 1, "line")}`;
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
    if (line && !event.target.closest("button") && String(getSelection()) === "")
      this.chosen(Number(line.dataset.line));
  }
}

/** What is said of the letters that are not shown. */
const rest = (text) =>
  text.length > LONGEST
    ? ` … ${number(text.length - LONGEST)} more characters in the text file`
    : "";
