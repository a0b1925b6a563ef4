// One row per revision: the verdict's mark, the commit, one cell per run, the titles that crashed.

import { el } from "./dom.js";
import { cells, commitLink, hash, titleLink, verdictMark } from "./marks.js";
import { ownTitle } from "./search-model.js";
import { count, message, number, ROLES, ruledOutThen } from "./words.js";

const INCONCLUSIVE = {
  BOOT_FAILED: ["boot_failed", "did not boot"],
  TEST_FAILED: ["test_failed", "failed the basic test"],
  INFRA: ["infra", "got no machine"],
  IGNORED: ["ignored", "crashed in a way that is ignored"],
};
const TITLES_SHOWN = 6;
/** From here on, revisions in a row that were skipped alike are folded behind the first of them. */
const FOLDED_FROM = 5;

/** What the rows are made from: the revision, its step of the search if it is one, its neighbour. */
export function rows({ bisection, revisions }, steps, counted) {
  const byOrdinal = new Map(steps.map((step) => [step.ordinal, step]));
  return revisions.map((revision, at) => {
    const step = byOrdinal.get(revision.ordinal);
    const before = revisions[at - 1];
    return {
      revision,
      role: roleOf(revision, bisection),
      runCounts:
        revision.open && counted?.commit === revision.commit ? counted.runCounts : (step?.runCounts ?? null),
      foreign: step?.foreign ?? false,
      sameKernel:
        Boolean(before?.kernel_signature) && before.kernel_signature === revision.kernel_signature,
      running: revision.open && bisection.outcome === "RUNNING",
      bug: bisection.bug_titles.map((one) => one.title),
      // Once it has ended the reasons say so, by what is known then.
      ruledOut: bisection.outcome === "RUNNING" && ruledOutThen(revision.discarded_share),
    };
  });
}

/**
 * The rows to show: of those in a row that were skipped alike the first, and behind it one for all others.
 *
 * @param shown the ordinals of those first ones whose others are shown one by one; those that a reader sees so
 *     anyway are added, lest they fold under her eyes when the search goes on
 */
export function foldedRows(all, shown) {
  const groups = [];
  for (const row of all) {
    const alike = groups.at(-1);
    const how = skippedHow(row);
    if (how !== null && alike?.how === how) alike.rows.push(row);
    else groups.push({ how, rows: [row] });
  }
  return groups.flatMap(({ how, rows: [first, ...others] }) => {
    const { ordinal } = first.revision;
    if (how === null) return first;
    if (others.length + 1 < FOLDED_FROM) {
      shown.add(ordinal);
      return [first, ...others];
    }
    const open = shown.has(ordinal);
    const folded = { of: ordinal, open, first: ordinal + 1, last: others.at(-1).revision.ordinal, many: others.length };
    return [first, { folded }, ...(open ? others : [])];
  });
}

/** What those have in common that are folded; null for one that was not skipped. */
function skippedHow({ revision, role, running }) {
  if (revision.verdict !== "SKIP" || running || revision.runs.crashed > 0) return null;
  const said = revision.messages.map((one) => [one.outcome, one.text]);
  return JSON.stringify([role, revision.failure?.split("\n")[0], said, revision.disagreement]);
}

/** What a row is known by in its list. */
export const rowKey = ({ revision, folded }) => (folded ? "behind " + folded.of : revision.ordinal);

/** The row of one revision, or the one that stands for those behind it. */
export const anyRunsRow = (row) => (row.folded ? foldRow(row.folded) : runsRow(row));

function foldRow({ of, open, first, last, many }) {
  return el(
    "li",
    { class: "run-row skipped-alike", "data-first": open ? null : first, "data-last": open ? null : last },
    el(
      "div",
      { class: "what quiet" },
      `The next ${number(many)}, steps ${number(first)} to ${number(last)}, were skipped alike. `,
      el("button", { type: "button", class: "plain", "data-fold": of, "aria-expanded": String(open) }, open ? "hide" : "show"),
    ),
  );
}

/** Which revision of the search it is, where that needs saying; git does not know of a report. */
function roleOf({ role }, { tool, kind }) {
  if (role === "PARENT") return `the ${kind === "FIX" ? "fix" : "culprit"}’s parent, built only`;
  return tool === "GIT" && role === "ORIGINAL" ? "bad, tested first" : (ROLES[role] ?? null);
}

function runsRow(row) {
  const { revision, runCounts } = row;
  const own = ownTitle(row.bug.map((text) => ({ title: text })));
  return el(
    "li",
    {
      class: "run-row" + (revision.open ? " open" : ""),
      "data-step": revision.ordinal,
      id: "step-" + revision.ordinal,
    },
    el("span", { class: "ordinal" }, revision.ordinal),
    verdictMark(revision.verdict, row.foreign),
    el("div", { class: "what" }, hash(revision.commit), " ", tag(row), " ", heading(row)),
    el(
      "div",
      { class: "strip" },
      runCounts && runCounts.own + runCounts.foreign + runCounts.hollow + runCounts.ok > 0
        ? [cells(runCounts), runCounts.own + runCounts.foreign + runCounts.ok > 0 && share(revision, runCounts)]
        : waiting(row),
    ),
    el("ul", { class: "titles" }, titles(revision, own), notes(row)),
  );
}

function heading({ revision, role }) {
  if (revision.title) return commitLink(revision.commit, revision.title);
  return revision.release ? null : role;
}

function tag({ revision, role }) {
  if (revision.release) return el("span", { class: "tag" }, revision.release);
  return revision.title && role ? el("span", { class: "tag" }, role) : null;
}

function waiting(row) {
  if (row.revision.stopped) return null; // a note says so
  if (row.running) return el("span", { class: "quiet" }, "building or running …");
  if (row.revision.role === "PARENT")
    return el("span", { class: "quiet" }, "built for its signature");
  return el("span", { class: "quiet" }, row.revision.tested ? "no runs" : "no test of it in the log");
}

function share(revision, runCounts) {
  const crashed = runCounts.own + runCounts.foreign;
  const kind = crashed === 0 ? "ok" : runCounts.own === 0 ? "foreign" : "own";
  const words = revision.runs.estimated
    ? "all runs went alike; how many there were is an estimate"
    : "runs that crashed, out of those that crashed or were OK";
  return el(
    "span",
    { class: "share " + kind, title: words },
    (revision.runs.estimated ? "~" : "") + crashed + "/" + (crashed + runCounts.ok),
  );
}

function titles(revision, own) {
  const shown = revision.crashes.slice(0, TITLES_SHOWN);
  const more = revision.crashes.length - shown.length;
  return [
    shown.map((crash) =>
      el(
        "li",
        {},
        el("span", { class: "times" }, number(crash.runs) + " ×"),
        " ",
        titleLink(crash.title, own(crash.title)),
      ),
    ),
    more > 0 && el("li", { class: "quiet" }, `and ${count(more, "more title")}`),
  ];
}

/** What came of the runs that were neither OK nor a crash, with the log's own words on them. */
function inconclusive({ runs, messages, other_message_runs: others }) {
  const words = Object.entries(INCONCLUSIVE).flatMap(([outcome, [field, came]]) => {
    const said = messages.filter((one) => one.outcome === outcome);
    const rest = runs[field] - said.reduce((sum, one) => sum + one.runs, 0);
    return [
      ...said.map((one) => number(one.runs) + " " + came + (one.text ? ": " + message(one.text) : "")),
      rest > 0 && !others && number(rest) + " " + came,
    ];
  });
  return [...words, others > 0 && number(others) + " more for other reasons"];
}

function notes({ revision, sameKernel, ruledOut }) {
  const said = [
    revision.stopped && "in test when the log stops",
    ...inconclusive(revision),
    revision.configuration && "configuration: " + revision.configuration,
    revision.failure && "not built or not tested: " + revision.failure.split("\n")[0],
    revision.disagreement,
    ruledOut,
    sameKernel &&
      "the same kernel as the revision before: signature " + revision.kernel_signature.slice(0, 12),
  ];
  return said.filter(Boolean).map((sentence) => el("li", { class: "quiet" }, sentence));
}
