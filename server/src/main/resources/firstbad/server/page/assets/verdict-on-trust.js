// Beside the reasons for and against a result: the verdict that is the least certain, what a log cannot
// tell, and where else the commit was named. What to do is the box's to say.

import { el, table } from "./dom.js";
import { toLine, toSearch } from "./links.js";
import { bisectionLink, hash, levelMark, title, titleLink } from "./marks.js";
import { cameBack, count, crashTitle, stepName } from "./words.js";

/** The paragraphs, each with a key, for a list that changes while the search runs. */
export function why({ bisection, revisions, assessment, also_named_by: also }) {
  if (!assessment) return [];
  const parts = [];
  const back = cameBack({ assessment, at_stake_ms: bisection.at_stake_ms });
  if (assessment.blamed && !(back && assessment.blamed.ordinal === assessment.derailed.ordinal))
    parts.push({
      key: "blamed",
      of: assessment.blamed,
      make: () => blamed(bisection.id, assessment, byOrdinal(revisions, assessment.blamed.ordinal)),
    });
  if (assessment.not_located && assessment.search_ended) {
    const last = revisions.findLast((one) => one.verdict === "GOOD");
    parts.push({ key: "elsewhere", of: last?.ordinal, make: () => elsewhere(bisection.id, last) });
  }
  if (assessment.level !== "NONE" && assessment.search_ended)
    parts.push({ key: "limits", make: () => el("p", { class: "quiet" }, LIMITS) });
  if (also?.bugs + also?.same_bug > 0)
    parts.push({ key: "also", of: also, make: () => alsoNamedList(also, bisection.culprit) });
  return parts;
}

const byOrdinal = (revisions, ordinal) => revisions.find((one) => one.ordinal === ordinal);

const LIMITS =
  "A log cannot show whether a crash failed to happen by chance, so good verdicts are believed. No culprit is given more than 90 in 100.";

/** @param last the last good revision, if there is one */
const elsewhere = (id, last) =>
  el(
    "p",
    {},
    "No bad verdict explains why the trust is not high, so a good one may be wrong",
    last && ["; the last of these is ", bisectionLink(id, stepName(last), last.ordinal), ", ", hash(last.commit)],
    ".",
  );

/** @param revision on which that verdict is; undefined where it is not at hand */
function blamed(id, { blamed: blame, derailed }, revision) {
  const foreign = derailed?.ordinal === blame.ordinal; // else its crash may be the bug's own
  return el(
    "p",
    {},
    "Of the bad verdicts the least certain is that on ",
    bisectionLink(id, stepName(revision ?? blame), blame.ordinal),
    ", ",
    hash(blame.commit),
    ", ",
    el("a", { href: toLine(id, blame.line) }, "line " + blame.line),
    ": ",
    title(crashTitle(blame.crash_title), foreign ? false : undefined),
    ".",
  );
}

/** For how many other bugs a commit was named, and by how many further bisections of this one. */
export function alsoNamed(bugs, sameBug) {
  const again = sameBug > 0 && `by ${count(sameBug, "more bisection")} of this bug`;
  if (bugs === 0) return "Named " + again;
  return `Named for ${count(bugs, "other bug")} too` + (again ? ", and " + again : "");
}

function alsoNamedList({ bisections, bugs, same_bug: sameBug, items }, commit) {
  return el(
    "details",
    {},
    el("summary", {}, alsoNamed(bugs, sameBug)),
    el(
      "ul",
      { class: "plain-list" },
      items.map((item) =>
        el("li", {}, levelMark(item.level), " ", bisectionLink(item.id, item.bug_title || item.id)),
      ),
    ),
    bisections > items.length &&
      el("p", {}, el("a", { href: toSearch({ culprit: commit }) }, "all bisections that name it")),
  );
}

/** title × (start, last good, parent, culprit) as crashed/runs, own titles above foreign ones. */
export function evidenceTable({ columns, rows, running }) {
  if (!rows.length) return el("p", { class: "quiet" }, running ? "No crash was seen yet." : "No crash was seen.");
  const sorted = [...rows].sort((a, b) => b.is_bug_title - a.is_bug_title);
  const cell = (share) =>
    share
      ? el(
          "td",
          { class: "number" + (share.crashed === 0 ? " zero" : "") },
          `${share.crashed}/${share.runs}`,
        )
      : el("td", { class: "number quiet" }, "no test");
  return table(
    ["title", ...columns.map(([, words]) => [words, "number"])],
    sorted.map((row) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, titleLink(row.title, row.is_bug_title)),
        columns.map(([name]) => cell(row[name])),
      ),
    ),
    {
      kind: "evidence",
      caption: "Runs that crashed of runs that crashed or were OK, by title and revision",
    },
  );
}
