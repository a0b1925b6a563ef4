// A bisection in a list: as a card while it runs, as a row when it has ended.

import { el } from "./dom.js";
import {
  bar,
  bisectionLink,
  bugName,
  commitLine,
  derailedMark,
  dueTime,
  hash,
  joined,
  levelMark,
  time,
  verdictRow,
} from "./marks.js";
import {
  cameBack,
  count,
  derailedWord,
  duration,
  endByTotal,
  endingInShort,
  middleCut,
  percent,
  standingWord,
  trustSoFar,
} from "./words.js";

/** What a bisection is called as long as no crash is known. */
const called = ({ id, labels }) => labels["bug.title"] || id;

/** In milliseconds. */
const WORTH_SAYING = 60000;

/** A bisection that runs: where it stands, and whether it still follows the bug. */
export function bisectionCard(one) {
  const left = one.left_to_test;
  return el(
    "li",
    { class: "card", "data-item": true },
    el(
      "div",
      { class: "card-main" },
      el("h3", {}, bisectionLink(one.id, bugName(one.bug_titles, called(one)))),
      el(
        "p",
        { class: "where" },
        joined(
          source(one),
          one.clock === "READ_LATER" ? ["first line ", time(one.first_line_at)] : ["started ", time(one.started_at)],
          one.expected_end_at && dueTime(one.expected_end_at),
        ),
      ),
    ),
    el("p", { class: "steps" }, stepOf(one), " ", verdictRow(one.verdicts)),
    el("p", { class: "trust" }, trustOf(one)),
    el(
      "p",
      { class: "left" },
      one.range
        ? [
            left != null && `about ${count(left, "commit")} left to test; `,
            hash(one.range.crashes_at),
            one.tool === "GIT" ? " is bad" : " crashes",
          ]
        : el("span", { class: "quiet" }, beforeTheRange(one)),
    ),
    one.range && bar(one.progress, percent(one.progress) + " of the expected work is done"),
  );
}

/** Git says how many steps come after the one that it chose: the one in test, or the one after the last verdict. */
function stepOf({ revisions: { tested }, in_test: inTest, range }) {
  const step = inTest ?? tested + 1;
  const before = inTest ?? tested;
  return range?.steps_left > 0 ? `step ${step} of ~${before + range.steps_left}` : `step ${step}`;
}

/** Until git was told its range, a release without the crash may have been found. */
function beforeTheRange({ verdicts, in_test: inTest }) {
  if (verdicts.includes("GOOD")) return "a revision without the crash was found";
  if (verdicts.some((each) => each !== "UNKNOWN"))
    return "going back through releases: none without the crash yet";
  return inTest > 1 ? "no revision has a verdict yet" : "the original commit is in test";
}

/**
 * One that ended: its culprit with its level, or how else it ended.
 *
 * @param here the beginning of the commit whose own page it stands on, which is not named again
 */
export function endedRow(one, here) {
  return el(
    "li",
    { class: "row", "data-item": true },
    el("h3", {}, bisectionLink(one.id, bugName(one.bug_titles, called(one)))),
    el(
      "p",
      {},
      one.culprit
        ? joined(
            one.assessment && levelMark(one.assessment.level),
            one.verification && el("b", {}, standingWord(one.verification)),
          )
        : joined(
            el("span", { class: "outcome" }, endingInShort(one.outcome, one.kind)),
            one.candidate_count > 1 && one.assessment && levelMark(one.assessment.level),
          ),
      one.assessment?.derailed && derailedMark(cameBack(one)),
      one.culprit && !(here && one.culprit.commit.startsWith(here)) && [" ", commitLine(one.culprit.commit, one.culprit.title)],
    ),
    el(
      "p",
      { class: "where" },
      joined(
        source(one),
        one.clock === "READ_LATER" && ["started ", time(one.started_at)],
        endByTotal(one) && ["ended ", time(endByTotal(one))],
        received(one),
        one.total_time_ms != null && duration(one.total_time_ms),
        count(one.revisions.tested, "revision"),
      ),
    ),
  );
}

/** In lists of both. */
export const anyRow = (one, here) => (one.outcome === "RUNNING" ? bisectionCard(one) : endedRow(one, here));

const source = (one) =>
  joined(
    one.labels.manager && middleCut(one.labels.manager),
    one.bug_titles.length > 0 && el("span", { class: "id" }, one.id),
    one.kind === "FIX" && "search for a fix",
  );

function trustOf(one) {
  const back = cameBack(one);
  const warnings = [one.assessment?.derailed && !back && derailedWord(back), one.stalled && "stalled"].filter(
    Boolean,
  );
  const stake = one.outcome === "RUNNING" && one.at_stake_ms >= WORTH_SAYING && one.at_stake_ms;
  return [
    warnings.length > 0 && el("span", { class: "warning" }, "⚠ " + warnings.join(", ")),
    warnings.length > 0 && "; ",
    back && el("span", { class: "quiet" }, derailedWord(back) + "; "),
    el("span", { class: "quiet" }, trustSoFar(one)),
    stake && el("span", { class: "quiet" }, `, ${duration(stake)} at stake`),
  ];
}

/** When an ended one was received; without a word where that is when it ended. */
function received(one) {
  if (one.clock === "OWN") return time(one.ended_at ?? one.last_line_at);
  return !(one.last_line_at < endByTotal(one)) && ["read ", time(one.last_line_at)];
}
