// One commit: every bisection that names or tests it, what crashed there, and what is background noise there.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el, table } from "./dom.js";
import { treeLink } from "./labels.js";
import { calm } from "./live.js";
import { bisectionLink, cells, hash, legend, time, titleLink, verdictMark } from "./marks.js";
import { count, number } from "./words.js";

const PACE = 3000;

export async function commit({ part: wanted }) {
  const element = el("div", { class: "commit-view" });
  const view = { title: "Commit", element };
  let known;
  async function load() {
    known = await ask("/commits/" + encodeURIComponent(wanted));
    view.title = known.title || "Commit " + known.commit.slice(0, 12);
    const text = JSON.stringify(known);
    if (text !== view.text) element.replaceChildren(...sections(known));
    view.text = text;
  }
  await load();
  view.refresh = calm(load, PACE);
  view.changed = ({ kind, id }) => {
    const ours =
      id === known.commit || [...known.named_by, ...known.tested_by].some((one) => one.id === id);
    if (ours || kind === "culprit") view.refresh();
  };
  return view;
}

function sections({
  commit: full,
  title: text,
  crash_counts: counts,
  named_by: named,
  tested_by: tested,
}) {
  return [
    el(
      "header",
      { class: "head" },
      el("h1", {}, text || "Commit without a known title"),
      el("p", {}, hash(full, { whole: true }), " ", treeLink(full, named[0]?.labels)),
    ),
    part(
      "named",
      named.length ? `Named by ${count(named.length, "bisection")}` : "Named by no bisection",
      el("ol", { class: "feed" }, named.map(anyRow)),
    ),
    part(
      "counts",
      "What crashed here",
      counts
        ? crashCounts(counts)
        : el("p", { class: "quiet" }, "No run at this commit was counted."),
    ),
    part(
      "tested",
      tested.length
        ? `Tested by ${count(new Set(tested.map((one) => one.id)).size, "bisection")}`
        : "Tested by no bisection",
      tested.length ? [legend(), testedTable(tested)] : null,
    ),
  ];
}

const part = (name, heading, content) =>
  el(
    "section",
    { class: "part", "aria-labelledby": "h-" + name },
    el("h2", { id: "h-" + name }, heading),
    content,
  );

function crashCounts(counts) {
  const rows = counts.types.flatMap((type) =>
    type.titles.map((one) => ({ ...one, type: type.type })),
  );
  const runs = counts.crashed + counts.ok + counts.inconclusive;
  return el(
    "div",
    {},
    el(
      "p",
      {},
      `${count(runs, "run")} in ${count(counts.revisions, "test")} by ${count(counts.bisections, "bisection")}: ${number(counts.crashed)} crashed, ${number(counts.ok)} OK, ${number(counts.inconclusive)} inconclusive.`,
      counts.estimated_runs > 0 && ` The number of ${number(counts.estimated_runs)} of them is an estimate.`,
    ),
    el(
      "p",
      { class: "quiet" },
      "first run ",
      time(counts.first_observed_at),
      ", newest ",
      time(counts.last_observed_at),
    ),
    rows.length > 0 &&
      table(
        ["title", "type", "runs", "bisections", "noise"],
        rows.map((row) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              titleLink(row.title),
            ),
            el("td", { class: "type" }, row.type),
            el("td", { class: "number" }, number(row.runs)),
            el("td", { class: "number" }, number(row.bisections)),
            el("td", {}, noise(row)),
          ),
        ),
      ),
    counts.other_title_runs > 0 &&
      el("p", { class: "quiet" }, `and ${count(counts.other_title_runs, "run")} with other titles`),
  );
}

/** A title that was foreign to every bisection that met it here is noise; to some of them, it may be. */
function noise(row) {
  if (!row.foreign_bisections) return null;
  const all = row.foreign_bisections >= row.bisections;
  const words =
    row.bisections === 1
      ? "foreign to the bisection that met it"
      : all
        ? "background noise here: foreign to every bisection that met it"
        : `foreign to ${row.foreign_bisections} of ${count(row.bisections, "bisection")}`;
  return el("span", { class: "crash foreign" }, words);
}

function testedTable(tested) {
  const row = (one) => {
    const runCounts = {
      own: one.own_crashes,
      foreign: one.foreign_crashes,
      hollow: one.inconclusive,
      ok: one.ok,
    };
    const foreign = one.verdict === "BAD" && runCounts.foreign > 0 && runCounts.own === 0;
    return el(
      "tr",
      { "data-item": true },
      el("td", {}, verdictMark(one.verdict, foreign)),
      el("th", { scope: "row" }, bisectionLink(one.id, one.bug_title || one.id, one.ordinal)),
      el("td", {}, one.release || one.role.toLowerCase().replace("_", " ")),
      el("td", { class: "strip" }, cells(runCounts)),
      el("td", { class: "number" }, `${number(one.crashes)} of ${count(one.runs, "run")}`),
    );
  };
  return table(["verdict", "bug", "as", "runs", "crashed"], tested.map(row));
}
