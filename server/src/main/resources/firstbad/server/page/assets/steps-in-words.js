// The steps of a search for those who do not see the drawing: a sentence each, and a table.

import { asTable, el } from "./dom.js";
import { verdictWords } from "./marks.js";
import { count, number, percent, shortHash } from "./words.js";

/** What one step says, in one sentence or two. */
export function stepSentence(step) {
  const { revision, runCounts } = step;
  const runs = runCounts.own + runCounts.foreign + runCounts.ok;
  const parts = [
    `step ${step.ordinal}, ${shortHash(revision.commit)}: ${verdictWords(revision.verdict, step.foreign)}`,
  ];
  if (runs) parts.push(`${runCounts.own + runCounts.foreign} of ${runs} runs crashed`);
  if (step.left !== null) parts.push(`${count(step.left, "commit")} left to test`);
  if (judgedLevel(step)) parts.push(`${judgedLevel(step)} trust so far`);
  return parts.join("; ");
}

/** The shortest that says how a step went. */
export function stepInShort({ ordinal, revision, runCounts, foreign }) {
  const crashed = runCounts.own + runCounts.foreign;
  const runs = crashed + runCounts.ok;
  return `step ${ordinal}: ${verdictWords(revision.verdict, foreign)}${runs ? `; ${crashed}/${runs} crashed` : ""}`;
}

/** The level of the trust so far in a word; nothing where it was not judged. */
const judgedLevel = (step) =>
  step.trust?.level && step.trust.level !== "NONE" ? step.trust.level.toLowerCase() : "";

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
      el("td", { class: "number" }, step.supported === null ? "open" : number(step.supported)),
      el("td", { class: "number" }, step.revision.discarded_share === null ? "" : percent(step.revision.discarded_share)),
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
    "commits supported",
    "share of the likely cause discarded, as judged then",
    "trust so far",
  ];
  return asTable(heads, steps.map(row));
}
