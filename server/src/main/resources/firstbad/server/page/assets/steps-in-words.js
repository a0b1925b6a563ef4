// The steps of a search for those who do not see the drawing: a sentence each, and a table.

import { asTable, el } from "./dom.js";
import { verdictWords } from "./marks.js";
import { count, number, shortHash, stepName } from "./words.js";

/**
 * What one step says, in one sentence or two.
 *
 * @param ended whether the search is over: what was left then is left no more
 */
export function stepSentence(step, ended) {
  const { revision, runCounts } = step;
  const runs = runCounts.own + runCounts.foreign + runCounts.ok;
  const parts = [
    `${stepName(revision)}, ${shortHash(revision.commit)}: ${verdictWords(revision.verdict, step.foreign)}`,
  ];
  if (runs) parts.push(`${runCounts.own + runCounts.foreign} of ${count(runs, "run")} crashed`);
  if (step.left !== null && !ended) parts.push(`${count(step.left, "commit")} left to test`);
  if (step.left && ended && !step.last) parts.push(`then ${count(step.left, "commit")} left to test`);
  if (judgedLevel(step)) parts.push(`${judgedLevel(step)} trust ${ended ? "then" : "so far"}`);
  return parts.join("; ");
}

/** The shortest that says how a step went. */
export function stepInShort({ revision, runCounts, foreign }) {
  const crashed = runCounts.own + runCounts.foreign;
  const runs = crashed + runCounts.ok;
  return `${stepName(revision)}: ${verdictWords(revision.verdict, foreign)}${runs ? `; ${crashed}/${runs} crashed` : ""}`;
}

/** The level of the trust so far in a word; nothing where it was not judged. */
const judgedLevel = (step) =>
  step.trust?.level && step.trust.level !== "NONE" ? step.trust.level.toLowerCase() : "";

/** A range without a clean end is open; of one that has both, git may have printed no number. */
const unknownRange = ({ supported_range: range }) => (range?.clean_at ? "not known" : "open");

/** All steps as a table, for those who do not see the drawing. */
export function stepsTable(steps) {
  const row = (step) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, step.ordinal),
      el("td", {}, shortHash(step.revision.commit)),
      el("td", {}, verdictWords(step.revision.verdict, step.foreign)),
      el(
        "td",
        { class: "number" },
        `${step.runCounts.own + step.runCounts.foreign}/${step.runCounts.own + step.runCounts.foreign + step.runCounts.ok}`,
      ),
      el("td", { class: "number" }, step.left === null ? "open" : number(step.left)),
      el("td", { class: "number" }, step.supported === null ? unknownRange(step.revision) : number(step.supported)),
      el(
        "td",
        { class: "number" },
        judgedLevel(step),
      ),
    );
  const heads = [
    "step",
    "commit",
    "verdict",
    "crashed/runs",
    "commits left to test",
    "commits that the evidence allows",
    "trust then",
  ];
  return asTable(heads, steps, row);
}
