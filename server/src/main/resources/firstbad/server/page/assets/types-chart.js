// Crash types over time, stacked: one bar per hour or day, the types with most runs told apart, the rest as one.

import { asTable, el, keep, keepParts, svg } from "./dom.js";
import { timeTicks } from "./time-ticks.js";
import { number } from "./words.js";

const HOUR = 3600000;
const BUCKETS = { hour: [HOUR, 24], day: [24 * HOUR, 30] };
const TOLD_APART = 6;
const PAD = { left: 48, right: 4, top: 8, bottom: 18 };
/** Between the last time and the word for the newest one. */
const ROOM_FOR_NOW = 70;
const REST = "other types";

/** Three to five round numbers from 0 up to at least the largest value. */
function roundTicks(largest) {
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [0.5, 1, 2, 2.5, 5].map((one) => one * power).find((one) => Number.isInteger(one) && 4 * one >= largest);
  const many = Math.ceil(largest / step);
  return Array.from({ length: many + 1 }, (_, at) => at * step);
}

export class TypesChart {
  constructor({ height = 220, bucket = "day" } = {}) {
    Object.assign(this, { height, bucket });
    this.plot = el("div", { class: "chart types-chart" });
    this.plot.style.height = height + "px";
    this.key = el("ul", { class: "key" });
    this.table = el("div", {});
    this.element = el("div", {}, this.plot, this.key, this.table);
    new ResizeObserver(([entry]) => {
      const width = Math.round(entry.contentRect.width);
      if (width !== this.width) ((this.width = width), this.#draw());
    }).observe(this.plot);
  }

  /** @param answer {bucket, items: [{at, types}]} */
  show({ bucket, items }) {
    this.bucket = bucket;
    this.items = items;
    const totals = new Map();
    for (const { types } of items)
      for (const [type, runs] of Object.entries(types))
        totals.set(type, (totals.get(type) ?? 0) + runs);
    const sorted = [...totals].sort((a, b) => b[1] - a[1]);
    this.types = sorted.slice(0, TOLD_APART).map(([type]) => type);
    const rest = sorted.slice(TOLD_APART).reduce((sum, [, runs]) => sum + runs, 0);
    if (rest) this.types.push(REST);
    const entries = this.types.map((type, at) => [type, this.#hue(type, at), totals.get(type) ?? rest]);
    keep(this.key, entries, ([type]) => type, (entry) => this.#keyEntry(entry));
    const none = () => el("p", { class: "quiet" }, "No run crashed in this time.");
    keepParts(this.table, [
      { key: "", of: [this.types, items], quiet: true, make: () => (items.length ? this.#asTable() : none()) },
    ]);
    this.#draw();
  }

  #keyEntry([type, hue, runs]) {
    return el(
      "li",
      {},
      el("i", { class: "swatch hue-" + hue }),
      " ",
      this.#link(type),
      el("span", { class: "quiet" }, " " + number(runs)),
    );
  }

  #link(type) {
    return type === REST
      ? type
      : el("a", { href: "/crashes?type=" + encodeURIComponent(type) }, type);
  }

  #hue(type, at) {
    return type === REST ? "rest" : at;
  }

  #parts(types) {
    const parts = this.types.map((type) => types[type] ?? 0);
    if (this.types.at(-1) === REST) {
      const separate = new Set(this.types);
      parts[parts.length - 1] = Object.entries(types)
        .filter(([type]) => !separate.has(type))
        .reduce((sum, [, runs]) => sum + runs, 0);
    }
    return parts;
  }

  #draw() {
    if (!this.width || !this.items) return;
    const [size, shown] = BUCKETS[this.bucket];
    const last = Math.floor(Date.now() / size) * size;
    const oldest = this.items.length ? Date.parse(this.items[0].at) : last;
    const first = Math.min(last - (shown - 1) * size, oldest);
    const many = Math.round((last - first) / size) + 1;
    const column = (this.width - PAD.left - PAD.right) / many;
    const bars = this.items.map(({ at, types }) => ({
      at: Date.parse(at),
      parts: this.#parts(types),
    }));
    const ticks = roundTicks(Math.max(1, ...bars.map((one) => one.parts.reduce((a, b) => a + b, 0))));
    const most = ticks.at(-1);
    const high = this.height - PAD.top - PAD.bottom;
    const base = this.height - PAD.bottom;
    const drawing = svg("svg", {
      width: this.width,
      height: this.height,
      role: "img",
      "aria-label": "Crashed runs by type and " + this.bucket,
    });
    for (const value of ticks) {
      const y = base - (high * value) / most;
      if (Number.isInteger(value))
        drawing.append(
          svg("line", { class: "grid", x1: PAD.left, x2: this.width - PAD.right, y1: y, y2: y }),
          svg(
            "text",
            { class: "tick", x: PAD.left - 6, y: y + 4, "text-anchor": "end" },
            number(value),
          ),
        );
    }
    for (const { at, parts } of bars) {
      let y = base;
      const x = PAD.left + ((at - first) / size) * column;
      const group = svg("g", {}, svg("title", {}, this.#words(at, parts)));
      parts.forEach((runs, i) => {
        const size = (high * runs) / most;
        y -= size;
        if (runs)
          group.append(
            svg("rect", {
              class: "hue-" + this.#hue(this.types[i], i),
              x: x + column * 0.1,
              y,
              width: Math.max(1, column * 0.8),
              height: size,
            }),
          );
      });
      drawing.append(group);
    }
    drawing.append(
      ...this.#times({ first, last, size, column }),
      svg(
        "text",
        { class: "tick", x: this.width - PAD.right, y: this.height - 4, "text-anchor": "end" },
        "now",
      ),
    );
    this.plot.replaceChildren(drawing);
  }

  /** Round times below the bars; where there is no room for them, the first one. */
  #times(axis) {
    const end = this.width - PAD.right - ROOM_FOR_NOW;
    const places = timeTicks({ bucket: this.bucket, ...axis })
      .map(({ at, words }) => ({ words, x: PAD.left + ((at - axis.first) / axis.size + 0.5) * axis.column }))
      .filter(({ x }) => x < end);
    if (!places.length)
      return [svg("text", { class: "tick", x: PAD.left, y: this.height - 4 }, this.#when(axis.first))];
    return places.map(({ x, words }) =>
      svg("text", { class: "tick", x, y: this.height - 4, "text-anchor": "middle" }, words),
    );
  }

  #when(at) {
    const date = new Date(at);
    return this.bucket === "hour"
      ? date.toLocaleString(undefined, { weekday: "short", hour: "numeric", minute: "2-digit" })
      : date.toLocaleDateString(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
  }

  #words(at, parts) {
    return (
      this.#when(at) +
      ": " +
      this.types
        .map((type, i) => [type, parts[i]])
        .filter(([, runs]) => runs)
        .map(([type, runs]) => `${type} ${runs}`)
        .join(", ")
    );
  }

  #asTable() {
    const row = ({ at, types }) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, this.#when(Date.parse(at))),
        this.#parts(types).map((runs) => el("td", { class: "number" }, number(runs))),
      );
    return asTable([this.bucket, ...this.types], this.items, row);
  }
}
