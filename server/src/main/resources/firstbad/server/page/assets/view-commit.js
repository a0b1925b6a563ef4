// One commit: every bisection that names or tests it, what crashed there, and under which titles.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el, keep, keepParts, table } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { treeLink } from "./labels.js";
import { toSearch } from "./links.js";
import { ask as explained } from "./glossary.js";
import { calm } from "./live.js";
import { bisectionLink, cells, joined, legend, time, titleLink, verdictMark, wholeHash } from "./marks.js";
import { count, number, ROLES } from "./words.js";

const PACE = 10000;
const NAMED_SHOWN = 20;
const OTHER = "other than the bug’s";

export async function commit({ part }) {
  const wanted = part.toLowerCase();
  const head = el("header", { class: "head" });
  const counts = el("div", {});
  const tests = el("tbody", {});
  const headings = Object.fromEntries(["named", "tested"].map((name) => [name, el("h2", { id: "h-" + name })]));
  const ways = { named: el("p", { class: "aside" }), tested: el("p", { class: "aside" }) };
  const moreTests = el("div", {});
  const testsTable = el("div", {}, legend(), testedTable(tests), moreTests);
  const named = new Feed({
    path: "/bisections",
    query: { culprit: wanted },
    key: (one) => one.id,
    make: (one) => anyRow(one, wanted),
    matches: (one) => Boolean(one.culprit?.commit.startsWith(wanted)),
    order: newestFirst("last_line_at"),
    empty: () => el("p", { class: "quiet" }, "It ended no search."),
    first: NAMED_SHOWN,
  });
  const view = { element: el("div", { class: "commit-view" }) };
  let known;
  async function load() {
    known = await ask("/commits/" + encodeURIComponent(wanted));
    view.title = known.title || "Commit " + known.commit.slice(0, 12);
    keepParts(head, headParts(known));
    keepParts(headings.named, [heading("Named by", known.culprit_of)]);
    keepParts(headings.tested, [heading("Tested by", known.tested_in)]);
    keepParts(ways.named, [all(known.culprit_of, "that name it", { culprit: known.commit })]);
    keepParts(ways.tested, [all(known.bisections, "that name or test it", { commit: known.commit })]);
    keepParts(counts, [
      { key: "", of: known.crash_counts, quiet: true, make: () => crashCounts(known.crash_counts) },
    ]);
    keep(tests, known.tested_by, (one) => one.id + " " + one.ordinal, testRow);
    testsTable.hidden = known.tested_by.length === 0;
    keepParts(moreTests, [more(known)]);
  }
  await Promise.all([load(), named.load()]);
  view.element.append(
    head,
    section(headings.named, ways.named, named.element),
    section(el("h2", { id: "h-counts" }, "What crashed here"), counts),
    section(headings.tested, ways.tested, testsTable),
  );
  const refresh = calm(load, PACE);
  view.refresh = () => (refresh(), named.refresh());
  view.changed = ({ kind, id, row }) => {
    if (["bisection", "assessment", "verification"].includes(kind)) named.take(id, row);
    if (id === known.commit || kind === "culprit" || known.tested_by.some((one) => one.id === id)) refresh();
  };
  return view;
}

const section = (heading, ...content) =>
  el("section", { class: "part", "aria-labelledby": heading.id }, heading, content);

const headParts = ({ commit: full, title: text, kernel_repo: repo }) => [
  { key: "title", of: text, make: () => el("h1", {}, text || "Commit without a known title") },
  {
    key: "hash",
    of: repo,
    make: () => el("p", {}, wholeHash(full), " ", treeLink(full, { "kernel.repo": repo })),
  },
];

const heading = (words, many) => ({
  key: "",
  of: many,
  make: () => el("span", {}, words, " ", many ? count(many, "bisection") : "no bisection"),
});

/** The way to the list of all of them; one alone stands here already. */
const all = (many, which, query) =>
  many > 1 && {
    key: "",
    of: many,
    make: () => el("a", { href: toSearch(query) }, `all ${count(many, "bisection")} ${which}`),
  };

const more = ({ tests, tested_by: shown }) =>
  tests > shown.length && {
    key: "",
    of: tests,
    make: () => el("p", { class: "quiet" }, `and ${count(tests - shown.length, "more test")}`),
  };

function crashCounts(counts) {
  if (!counts) return el("p", { class: "quiet" }, "No run at this commit was counted.");
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
      counts.estimated_runs > 0 &&
        ` How many these were is an estimate for ${number(counts.estimated_runs)} of them: the log says only that all runs of a test went alike.`,
    ),
    el(
      "p",
      { class: "quiet" },
      "first run ",
      time(counts.first_observed_at),
      ", newest ",
      time(counts.last_observed_at),
    ),
    rows.length > 0 && table(["title", "type", "runs", "bisections", [el("span", {}, OTHER, " ", explained(OTHER))]], rows.map(crashRow)),
    counts.other_title_runs > 0 &&
      el("p", { class: "quiet" }, `and ${count(counts.other_title_runs, "run")} with other titles`),
  );
}

const crashRow = (row) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, titleLink(row.title)),
    el("td", { class: "type" }, row.type),
    el("td", { class: "number" }, number(row.runs)),
    el("td", { class: "number" }, number(row.bisections)),
    el("td", {}, otherThanTheBugs(row)),
  );

/** Whether it is another bug or the same under another title is for each bisection to say. */
function otherThanTheBugs({ foreign_bisections: others, bisections }) {
  if (!others) return null;
  const words =
    bisections === 1
      ? "in the bisection that met it"
      : others >= bisections
        ? "in each bisection that met it"
        : `in ${others} of ${count(bisections, "bisection")}`;
  return el("span", { class: "crash foreign" }, words);
}

const testedTable = (body) => table(["verdict", "bug", "where", "runs", "crashed"], body);

function testRow(one) {
  const runCounts = {
    own: one.own_crashes,
    foreign: one.foreign_crashes,
    hollow: one.inconclusive,
    ok: one.ok,
  };
  const foreign = one.verdict === "BAD" && runCounts.foreign > 0 && runCounts.own === 0;
  const told = one.crashes + one.ok;
  return el(
    "tr",
    { "data-item": true },
    el("td", {}, verdictMark(one.verdict, foreign)),
    el(
      "th",
      { scope: "row" },
      bisectionLink(one.id, one.bug_title || one.id, one.ordinal),
      el(
        "p",
        { class: "where" },
        joined(one.bug_title && el("span", { class: "id" }, one.id), one.last_line_at && time(one.last_line_at)),
      ),
    ),
    el("td", { class: "place" }, one.release || ROLES[one.role] || "step " + one.ordinal),
    el("td", { class: "strip" }, cells(runCounts)),
    el("td", { class: "number" }, told ? `${number(one.crashes)}/${number(told)}` : "no test"),
  );
}
