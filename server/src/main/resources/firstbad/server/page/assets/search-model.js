// What the drawing of a search shows, worked out from the revisions: how many commits were left after
// each verdict, and how many the evidence still supports.
//
// git prints before step i "N revisions left to test after this": the range then holds about 2 (N + 1)
// commits, its bad end among them. Before git starts, the range is open (null).

import { runsTold } from "./marks.js";
import { isTold } from "./words.js";

/**
 * The tested revisions in order.
 *
 * @return {{ordinal, revision, runCounts, foreign, left, supported, trust, last}[]} left and supported
 *     are numbers of commits that are left to test, null where the range has no clean end yet
 */
export function steps({ bisection, revisions, trust, assessment }) {
  const own = ownTitle(bisection.bug_titles);
  const judged = new Map(
    trust.map((one) => [one.ordinal, { ...one, level: one.level ?? levelOf(one, assessment) }]),
  );
  const shown = revisions.filter(
    (revision) => revision.tested || (revision.open && revision.role !== "PARENT"),
  );
  const ranges = rangesAfter(shown, bisection.kind);
  let left = null;
  let supported = null;
  return shown.map((revision, at) => {
    const runCounts = runsTold(revision, own);
    const range = ranges[at];
    if (range.closed) {
      // with skips git's next number is the first that says what a verdict left
      const next = ranges.slice(at + 1).find((one) => one.before !== null);
      const commits = range.after ?? (next?.decidedBefore === range.decided ? next.before : null);
      left = commits === null ? left : commits - 1;
    }
    if (!revision.open && revision.supported_range) {
      const { crashes_at, clean_at, commits } = revision.supported_range;
      const same = crashes_at === range.crashesAt && clean_at === range.cleanAt;
      supported = commits ?? (same && left !== null ? left + 1 : null);
    }
    return {
      ordinal: revision.ordinal,
      revision,
      runCounts,
      foreign: revision.verdict === "BAD" && runCounts.foreign > 0 && runCounts.own === 0,
      left,
      supported: supportedBeside(supported, left),
      trust: told(judged.get(revision.ordinal), revision),
      last: at === shown.length - 1,
    };
  });
}

/** The trust after a step, from where on it says how the search ends; null before that. */
const told = (trust, { role, steps_left: steps }) =>
  trust && isTold(trust.level, role === "STEP", steps) ? trust : null;

/** Of a range that is supported, its crashing end is not left to test; no less is left than git has. */
const supportedBeside = (supported, left) =>
  supported === null ? null : Math.max(left ?? 0, supported - 1);

/** The level of a step whose own assessment was replaced by a newer one before it was read. */
function levelOf({ probability }, assessment) {
  if (probability === null || assessment?.high_from == null) return "NONE";
  if (probability >= assessment.high_from) return "HIGH";
  return probability >= assessment.middle_from ? "MIDDLE" : "LOW";
}

const SEARCHED = new Set(["ORIGINAL", "RELEASE", "HEAD", "STEP"]);

/**
 * The range after each revision: its ends, and its commits, of which git's bad end is one. Before a
 * step git prints how many are left on the side of its bad end. That is exact until a step is skipped;
 * from then on git tests another commit than the one it counts for (CommitCount in bisection).
 */
function rangesAfter(revisions, kind) {
  let crashesAt = null;
  let cleanAt = null;
  let commits = null;
  let exact = false;
  let skipped = false;
  let decided = 0; // revisions that have moved an end
  return revisions.map((revision) => {
    const newer = revision.commits_left === null ? null : revision.commits_left + 1;
    if (newer !== null && !(exact && commits > newer && commits <= 4 * newer)) {
      commits = 2 * newer;
      exact = false;
    }
    const before = newer === null ? null : commits;
    const decidedBefore = decided;
    if (revision.verdict === "SKIP" && newer !== null) skipped = true;
    if (SEARCHED.has(revision.role) && (revision.verdict === "GOOD" || revision.verdict === "BAD")) {
      decided++;
      if (revision.verdict === "BAD") crashesAt = revision.commit;
      else cleanAt = revision.commit;
      if (newer !== null) {
        const gitBad = (revision.verdict === "GOOD") === (kind === "FIX");
        const few = gitBad && !exact && newer <= 2; // twice of it may lack a commit or two
        commits = skipped || few ? null : gitBad ? commits - newer : newer;
        exact = commits !== null && (exact || !gitBad);
      }
    }
    const closed = crashesAt !== null && cleanAt !== null;
    return { crashesAt, cleanAt, before, after: commits, decidedBefore, decided, closed };
  });
}

/** A detail after news of it, which bring only those revisions that changed. */
export function merged(known, news) {
  const together = (old, fresh) => {
    const all = new Map([...old, ...fresh].map((one) => [one.ordinal, one]));
    return [...all.values()].sort((a, b) => a.ordinal - b.ordinal);
  };
  return {
    ...news,
    revisions: together(known.revisions, news.revisions),
    trust: together(known.trust, news.trust),
  };
}

/** Whether a title is one of the bug's own; as long as it has none, all that crashes is its own. */
export function ownTitle(titles) {
  const own = new Set(titles.map((title) => title.title));
  return (title) => own.size === 0 || own.has(title);
}

/** How many steps there will be, roughly: git says how many come after the one it chose. */
export const expectedSteps = (bisection, steps) =>
  steps.length + (bisection.outcome === "RUNNING" ? (bisection.range?.steps_left ?? 0) : 0);

/** The evidence as the culprit carries it; before that, the start, the last good and the newest bad. */
export function evidence({ bisection, revisions, culprit }) {
  if (culprit?.evidence?.length) {
    return {
      columns: [
        ["start", "original"],
        ["last_good", "last good"],
        ["parent", "parent"],
        ["culprit", bisection.kind === "FIX" ? "fix" : "culprit"],
      ],
      rows: culprit.evidence,
    };
  }
  const own = ownTitle(bisection.bug_titles);
  const closed = revisions.filter(
    (revision) => revision.tested && !revision.open && revision.runs.total > 0,
  );
  const places = {
    start: closed[0],
    last_good: closed.findLast((revision) => revision.verdict === "GOOD"),
    newest_bad: closed.findLast((revision) => revision.verdict === "BAD" && revision !== closed[0]),
  };
  const titles = new Map();
  for (const place of Object.values(places)) {
    for (const crash of place?.crashes ?? [])
      titles.set(crash.title, { title: crash.title, type: crash.type, is_bug_title: own(crash.title) });
  }
  const rows = [...titles.values()].map((row) => {
    const shares = Object.entries(places).map(([name, place]) => [name, share(place, row.title)]);
    return { ...row, ...Object.fromEntries(shares) };
  });
  return {
    columns: [
      ["start", "original"],
      ["last_good", "last good"],
      ["newest_bad", "newest bad"],
    ],
    rows: rows.sort((a, b) => b.is_bug_title - a.is_bug_title),
    running: bisection.outcome === "RUNNING",
  };
}

function share(revision, title) {
  if (!revision) return null;
  const runs = revision.runs.ok + revision.runs.crashed;
  const crashed = revision.crashes.find((crash) => crash.title === title)?.runs ?? 0;
  return runs ? { crashed, runs } : null;
}
