// Ten bins of trust: how many culprits of each turned out right, beside how many it had claimed.

import { asTable, el, svg } from "./dom.js";
import { count, number } from "./words.js";

const COLUMN = 30;
const HIGH = 130;
const PAD = { left: 34, top: 12, bottom: 34 };
const GAP = 5;

/** The drawing with its table, of one set of parameters; nothing before the first answer. */
export function calibration(bins, parameters) {
  const known = bins.filter((bin) => bin.answered > 0);
  return (
    known.length > 0 &&
    el(
      "details",
      { class: "calibration" },
      el(
        "summary",
        {},
        "What trust claimed, and what came true",
        parameters && `, judged with ${parameters}`,
      ),
      el(
        "p",
        { class: "lead" },
        "Bars: of 100 culprits, how many were right. Lines: how many trust had claimed. Below: how many have an answer; a few say little.",
      ),
      drawing(bins),
      asTable(["claimed, of 100", "with an answer", "right", "mean claim, of 100"], known, row),
    )
  );
}

const hundred = (share) => Math.round(100 * share);

const row = (bin) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, `${hundred(bin.from)} to ${hundred(bin.to)}`),
    el("td", { class: "number" }, number(bin.answered)),
    el("td", { class: "number" }, number(bin.right)),
    el("td", { class: "number" }, hundred(bin.claimed)),
  );

function drawing(bins) {
  const bottom = PAD.top + HIGH;
  const width = PAD.left + bins.length * COLUMN;
  const y = (share) => bottom - HIGH * share;
  const parts = [0, 0.5, 1].flatMap((share) => [
    svg("line", { class: "grid", x1: PAD.left, x2: width, y1: y(share), y2: y(share) }),
    svg("text", { class: "tick", x: PAD.left - 6, y: y(share) + 4, "text-anchor": "end" }, hundred(share)),
  ]);
  bins.forEach((bin, at) => {
    const x = PAD.left + at * COLUMN;
    const middle = x + COLUMN / 2;
    parts.push(
      svg("text", { class: "tick", x, y: bottom + 14, "text-anchor": "middle" }, hundred(bin.from)),
    );
    if (!bin.answered) return;
    const right = bin.right / bin.answered;
    parts.push(
      svg(
        "rect",
        { class: "came-true", x: x + GAP, width: COLUMN - 2 * GAP, y: y(right), height: Math.max(1, bottom - y(right)) },
        svg("title", {}, `${bin.right} of ${count(bin.answered, "culprit")} right`),
      ),
      svg("line", { class: "claim", x1: x + 2, x2: x + COLUMN - 2, y1: y(bin.claimed), y2: y(bin.claimed) }),
      svg("text", { class: "tick", x: middle, y: bottom + 29, "text-anchor": "middle" }, number(bin.answered)),
    );
  });
  return el(
    "div",
    { class: "chart wide" },
    svg("svg", { width, height: bottom + PAD.bottom, "aria-hidden": "true" }, parts),
  );
}
