// The search as a drawing: from left to right the tested revisions, from top to bottom the commits that
// are left on a logarithmic scale. The range narrows as a band; a second, lighter band is what the
// evidence still supports; a flag stands where the search left the bug. Below it the trust after each
// step. One column is chosen, by pointer or arrow keys. (Longer than most files, since its parts share one
// scale.)

import { el, svg } from "./dom.js";
import { verdictShape } from "./marks.js";
import { stepSentence } from "./steps-in-words.js";
import { count, number } from "./words.js";

const HEIGHT = 300;
/** Where git printed no number of commits, there is no area to draw. */
const LOW = 90;
const TRUST = 44;
const PAD = { left: 46, right: 14, top: 30, bottom: 20 };
const WIDEST_COLUMN = 72;
/** Pixels that a letter of the flag takes, at most as a mean. */
const FLAG_LETTER = 7.4;
/** The same for the words in a band, and how high those are. */
const WORD_LETTER = 6.9;
const WORD_HEIGHT = 12;
const MARK = 14;
/** Up to here the name of the vertical axis stands. */
const CORNER = 76;

export class SearchChart {
  /** @param chosen called with the ordinal of a step that a person chose, and whether by key or click */
  constructor(chosen) {
    this.chosen = chosen;
    this.steps = [];
    this.drawn = 0;
    this.element = el("div", {
      class: "chart search-chart",
      tabindex: 0,
      role: "slider",
      "aria-label": "Steps of the search",
      "aria-valuemin": 1,
      "aria-valuenow": 1,
      onkeydown: (event) => this.#key(event),
      onpointermove: (event) => this.#point(event, false),
      onclick: (event) => this.#point(event, true),
    });
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width !== this.width) ((this.width = width), this.#draw());
    }).observe(this.element);
  }

  /**
   * @param expected how many steps there will be; @param flag {ordinal} of the step that the alarm is
   *     about, null for none; @param levels the probabilities from which on the level is another one;
   *     @param ended whether the search is over
   */
  show(steps, { expected, flag, levels, ended, judged }) {
    this.fresh =
      this.drawn && steps.length > this.drawn
        ? steps.slice(this.drawn).map((step) => step.ordinal)
        : [];
    this.drawn = steps.length;
    expected = Math.max(expected, steps.length, 1);
    Object.assign(this, { steps, expected, flag, levels, ended, judged });
    this.element.setAttribute("aria-valuemax", steps.length);
    this.#takeRoom();
    this.#draw();
  }

  /** As high as it will be drawn, before its width is known: what stands below must not move. */
  #takeRoom() {
    this.counted = this.steps.some((step) => step.left !== null || step.supported !== null);
    this.height = this.counted ? HEIGHT : LOW;
    this.bottom = this.height - PAD.bottom;
    this.element.style.height = this.height + this.#room() + "px";
  }

  select(ordinal) {
    this.selected = ordinal;
    const at = this.steps.findIndex((step) => step.ordinal === ordinal);
    if (at < 0) return;
    this.element.setAttribute("aria-valuenow", at + 1);
    this.element.setAttribute("aria-valuetext", stepSentence(this.steps[at], this.ended));
    this.#placeCursor(at);
  }

  #key(event) {
    const at = this.steps.findIndex((step) => step.ordinal === this.selected);
    const last = this.steps.length - 1;
    const to = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.chosen(this.steps[Math.max(0, Math.min(last, to))].ordinal, true);
  }

  #point(event, click) {
    const x = event.clientX - this.element.getBoundingClientRect().left - PAD.left;
    const at = Math.floor(x / this.column);
    if (event.pointerType === "touch" && !click) return;
    if (this.steps[at] && (click || this.steps[at].ordinal !== this.selected))
      this.chosen(this.steps[at].ordinal, click);
  }

  #draw() {
    if (!this.width || !this.steps.length) return;
    const { steps } = this;
    this.column = Math.min(WIDEST_COLUMN, (this.width - PAD.left - PAD.right) / this.expected);
    const most = Math.max(
      10,
      ...steps.map((step) => Math.max(step.left ?? 0, step.supported ?? 0)),
    );
    const { counted } = this;
    const open = steps.some((step) => step.left === null);
    const top = PAD.top + (open ? 22 : 0);
    const y = (commits) =>
      commits === null
        ? PAD.top
        : this.bottom - ((this.bottom - top) * Math.log10(Math.max(1, commits))) / Math.log10(most);
    this.y = y;
    const drawing = svg("svg", {
      width: this.width,
      height: this.height + this.#room(),
      "aria-hidden": "true",
    });
    this.cursor = svg("rect", {
      class: "cursor",
      y: PAD.top - 22,
      width: this.column,
      height: this.height + this.#room() - PAD.top + 20,
      rx: 3,
    });
    drawing.append(
      ...(counted ? this.#axis(most, y, open) : [label("commits left: not known")]),
      ...(counted ? this.#bands(steps) : []),
      this.cursor,
      ...this.#ahead(y),
      ...this.#flag(y),
      ...steps.map((step, at) => this.#mark(step, at, y)),
      ...this.#bandWords(y),
      ...this.#ordinals(),
      ...this.#trust(),
    );
    this.element.replaceChildren(drawing);
    const at = steps.findIndex((step) => step.ordinal === this.selected);
    if (at >= 0) this.#placeCursor(at);
  }

  #x(at) {
    return PAD.left + (at + 0.5) * this.column;
  }

  #placeCursor(at) {
    this.cursor?.setAttribute("x", PAD.left + at * this.column);
  }

  #bands(steps) {
    return [
      svg("path", { class: "band supported", d: this.#band(steps, (step) => step.supported) }),
      svg("path", { class: "band open", d: this.#band(steps, (step) => step.left) }),
    ];
  }

  /** A closed area between the bottom and what a step leaves; its upper edge falls at each verdict. */
  #band(steps, value) {
    if (!steps.length) return "";
    const last = steps.length - 1;
    const edge = [`M${PAD.left} ${this.y(null)}`];
    steps.forEach((step, at) =>
      edge.push(`L${this.#x(at).toFixed(1)} ${this.y(value(step)).toFixed(1)}`),
    );
    const end = (PAD.left + (last + 1) * this.column).toFixed(1);
    edge.push(
      `L${end} ${this.y(value(steps[last])).toFixed(1)}`,
      `L${end} ${this.bottom}`,
      `L${PAD.left} ${this.bottom}Z`,
    );
    return edge.join("");
  }

  #axis(most, y, open) {
    const lines = [];
    const right = PAD.left + this.expected * this.column;
    for (let commits = 1; commits <= most; commits *= 10) {
      lines.push(
        svg("line", { class: "grid", x1: PAD.left, x2: right, y1: y(commits), y2: y(commits) }),
        svg(
          "text",
          { class: "tick", x: PAD.left - 8, y: y(commits) + 4, "text-anchor": "end" },
          commits < 1e6 ? number(commits) : commits / 1e6 + "M",
        ),
      );
    }
    if (open)
      lines.push(
        svg("text", { class: "tick", x: PAD.left - 8, y: y(null) + 4, "text-anchor": "end" }, "∞"),
      );
    lines.push(label("commits left"));
    return lines;
  }

  /** Where the search will go if it goes on halving. */
  #ahead(y) {
    const last = this.steps.at(-1);
    if (this.expected <= this.steps.length || last.left === null) return [];
    const from = this.#x(this.steps.length - 1);
    const to = PAD.left + this.expected * this.column;
    return [svg("line", { class: "ahead", x1: from, y1: y(last.left), x2: to, y2: y(1) })];
  }

  #flag(y) {
    const at = this.flag ? this.steps.findIndex((step) => step.ordinal === this.flag.ordinal) : -1;
    if (at < 0) return [];
    const x = this.#x(at);
    const words = this.flag.words;
    const room = this.width - FLAG_LETTER * words.length;
    return [
      svg("line", { class: "pole", x1: x, x2: x, y1: 18, y2: y(this.steps[at].left) - 8 }),
      svg("text", { class: "flag", x: Math.max(CORNER, Math.min(x - 1, room)), y: 13 }, words),
    ];
  }

  #mark(step, at, y) {
    const size = Math.max(4, Math.min(MARK, this.column - 2));
    const scale = size / 12;
    const shift = `translate(${(this.#x(at) - size / 2).toFixed(1)} ${(y(step.left) - size / 2).toFixed(1)}) scale(${scale.toFixed(3)})`;
    const halo = svg("circle", { class: "halo", cx: 6, cy: 6, r: 8 });
    return svg(
      "g",
      { transform: shift, class: this.fresh.includes(step.ordinal) ? "glow-mark" : null },
      halo,
      verdictShape(step.revision.verdict, step.foreign),
    );
  }

  /** The bands say what they are where there is room for it, clear of all marks and of the flag's pole. */
  #bandWords(y) {
    const { left, supported } = this.steps.at(-1);
    const right = PAD.left + this.steps.length * this.column - 6;
    const lines = [];
    if (supported !== null && left !== null && supported > 3 * left && y(supported) + 20 < this.bottom) {
      const below = y(supported) + 16;
      const commits = count(supported, "commit");
      const words = [`the evidence allows ${commits}`, `evidence: ${commits}`].find((one) =>
        this.#isFree(right - WORD_LETTER * one.length, right, below, y),
      );
      if (words)
        lines.push(svg("text", { class: "band-words", x: right, y: below, "text-anchor": "end" }, words));
    }
    if (left && this.steps.length > 5 && !this.ended) {
      const words = `left to test: ${count(left, "commit")}`;
      const x = PAD.left + 10;
      if (this.#isFree(x, x + WORD_LETTER * words.length, this.bottom - 10, y))
        lines.push(svg("text", { class: "band-words", x, y: this.bottom - 10 }, words));
    }
    return lines;
  }

  /** Whether a line of words from one x to another, on this base line, meets nothing that is drawn. */
  #isFree(from, to, base, y) {
    return (
      from > PAD.left &&
      this.steps.every((step, at) => {
        const x = this.#x(at);
        const height = y(step.left);
        if (x + MARK / 2 < from || x - MARK / 2 > to) return true;
        const poled = step.ordinal === this.flag?.ordinal && height > base - WORD_HEIGHT;
        return !poled && (height + MARK / 2 < base - WORD_HEIGHT || height - MARK / 2 > base + 4);
      })
    );
  }

  #ordinals() {
    const every = Math.max(1, Math.ceil(22 / this.column));
    return this.steps
      .map((step, at) => [step, at])
      .filter(([, at]) => at % every === 0)
      .map(([step, at]) =>
        svg(
          "text",
          { class: "tick", x: this.#x(at), y: this.height - 4, "text-anchor": "middle" },
          step.ordinal,
        ),
      );
  }

  /** What the trust below the search takes; none where the search ended on nothing that is judged. */
  #room() {
    return this.judged ? TRUST : 0;
  }

  #trust() {
    if (!this.judged) return [];
    const base = this.height + TRUST - 4;
    const high = TRUST - 10;
    const right = PAD.left + this.expected * this.column;
    const parts = [
      svg("text", { class: "tick", x: PAD.left - 8, y: base, "text-anchor": "end" }, "trust"),
    ];
    for (const line of this.levels) {
      parts.push(
        svg("line", {
          class: "grid dotted",
          x1: PAD.left,
          x2: right,
          y1: base - high * line,
          y2: base - high * line,
        }),
      );
    }
    this.steps.forEach((step, at) => {
      const probability = step.trust?.probability;
      if (probability === null || probability === undefined) return;
      const width = Math.max(1, Math.min(22, this.column * 0.6));
      parts.push(
        svg("rect", {
          class: "trust-bar " + step.trust.level.toLowerCase(),
          x: this.#x(at) - width / 2,
          y: base - high * probability,
          width,
          height: Math.max(1, high * probability),
        }),
      );
    });
    return parts;
  }
}

/** What the numbers at the axis count. */
const label = (words) => svg("text", { class: "tick", x: 0, y: 12 }, words);
