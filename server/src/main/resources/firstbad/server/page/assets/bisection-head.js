// The head of a bisection: titles, facts, labels, what is known of the culprit.

import { el } from "./dom.js";
import { bar, dueTime, hash, labels, time, title } from "./marks.js";
import { count, duration, number, percent } from "./words.js";

/** Labels, alerts, the error and what is known of the culprit, each where there is one. */
export function about({ bisection, alerts, culprit }) {
  const others = alerts.filter((alert) => alert.kind !== "DERAILED");
  return [
    Object.keys(bisection.labels).length > 0 && {
      key: "labels",
      of: bisection.labels,
      make: () => labels(bisection.labels),
    },
    ...others.map((alert) => ({
      key: alert.kind + alert.ordinal,
      of: alert,
      make: () => el("p", { class: "warning" }, "⚠ ", alert.message),
    })),
    bisection.error && {
      key: "error",
      of: bisection.error,
      make: () =>
        el(
          "details",
          { open: bisection.outcome === "FAILED" },
          el("summary", {}, "The error"),
          el("pre", {}, bisection.error),
        ),
    },
    culprit && { key: "culprit", of: culprit, make: () => culpritFacts(culprit) },
  ].filter(Boolean);
}

/** One title of the bug and how often the first revision crashed with it. */
export function bugTitle(one) {
  return el(
    "span",
    { class: "bug" },
    one.id ? one.title : title(one.title, true),
    one.runs ? el("span", { class: "times" }, " × " + number(one.runs)) : null,
  );
}

/** What is known in a word or two each; what has no value is left out. */
export function facts(bisection) {
  const running = bisection.outcome === "RUNNING";
  const { tested, good, bad, skip } = bisection.revisions;
  const lines = bisection.lines;
  return [
    bisection.bug_titles.length > 0 && {
      name: "id",
      value: () => el("span", { class: "id" }, bisection.id),
      print: bisection.id,
    },
    bisection.start_commit && {
      name: "start",
      value: () => [
        hash(bisection.start_commit),
        bisection.start_title && " " + bisection.start_title,
      ],
      print: bisection.start_commit,
    },
    {
      name: "tested",
      value: () =>
        count(tested, "revision") +
        `: ${bad} bad, ${good} good` +
        (skip ? `, ${skip} skipped` : ""),
      print: `${tested} ${good} ${bad} ${skip}`,
    },
    running && {
      name: "progress",
      value: () => [
        bar(bisection.progress, percent(bisection.progress) + " of the expected work is done"),
        bisection.expected_end_at && [", ", dueTime(bisection.expected_end_at)],
      ],
      print: bisection.progress + " " + bisection.expected_end_at,
    },
    { name: "started", value: () => time(bisection.started_at), print: bisection.started_at },
    bisection.ended_at && {
      name: "ended",
      value: () => [time(bisection.ended_at), bisection.ended_by === "SILENCE" && " (by silence)"],
      print: bisection.ended_at,
    },
    bisection.total_time_ms != null && {
      name: "machine time",
      value: () =>
        duration(bisection.total_time_ms) +
        (bisection.build_time_ms
          ? ` (build ${duration(bisection.build_time_ms)}, test ${duration(bisection.test_time_ms)})`
          : ""),
      print: bisection.total_time_ms,
    },
    !bisection.culprit &&
      bisection.outcome_text && {
        name: "the log says",
        value: () => bisection.outcome_text,
        print: bisection.outcome_text,
      },
    bisection.candidates.length > 0 && {
      name: "candidates",
      value: () => [
        bisection.candidates.slice(0, 20).map((commit) => [hash(commit), " "]),
        bisection.candidate_count > 20 && `and ${bisection.candidate_count - 20} more`,
      ],
      print: bisection.candidate_count,
    },
    {
      name: "lines",
      value: () => number(lines.read) + lineNotes(lines),
      print: JSON.stringify(lines),
    },
    bisection.truncations.length > 0 && {
      name: "cut",
      value: () => bisection.truncations.join("; "),
      print: bisection.truncations.length,
    },
  ].filter(Boolean);
}

function lineNotes(lines) {
  const notes = ["unknown", "missing", "late", "conflict"]
    .filter((kind) => lines[kind] > 0)
    .map((kind) => `${number(lines[kind])} ${kind === "unknown" ? "not understood" : kind}`);
  return notes.length ? ", " + notes.join(", ") : ", all understood";
}

/** A fact with its name. */
export const factRow = (fact) => el("div", {}, el("dt", {}, fact.name), el("dd", {}, fact.value()));

function culpritFacts(culprit) {
  const files = culprit.changed_files;
  const more = culprit.changed_file_count - files.length;
  const rows = [
    ["author", culprit.author],
    ["date", culprit.author_date],
    ["files", files.join(", ") + (more > 0 ? ` and ${more} more` : "")],
    ["mail to", culprit.recipients_to.join(", ")],
    ["and cc", culprit.recipients_cc.join(", ")],
    [
      "binary",
      culprit.binary_changed === false &&
        "the same as its parent’s: this commit did not change the kernel that was tested",
    ],
  ];
  return el(
    "details",
    {},
    el("summary", {}, "About the culprit"),
    el(
      "dl",
      { class: "labels" },
      rows
        .filter(([, value]) => value)
        .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
    ),
  );
}
