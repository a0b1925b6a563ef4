// The head of a bisection: titles, facts, labels, what is known of the culprit.

import { el } from "./dom.js";
import { ask, GLOSSARY } from "./glossary.js";
import { toBisection, toLine } from "./links.js";
import { labels, treeLink } from "./labels.js";
import { bar, commitLine, dueTime, hash, time, titleLink } from "./marks.js";
import { alertWord, count, duration, endByTotal, exact, number, percent, verdictCounts } from "./words.js";

const ERROR_IN_STORY = 300;
const CANDIDATES_SHOWN = 20;
/** In milliseconds. */
const WORTH_SAYING = 60000;

/** On paper: what this is, where it stands, and of when it is. */
export const onPaper = (id) =>
  el(
    "p",
    { class: "on-paper" },
    `Bisection ${id} · ${location.origin}${toBisection(id)} · printed ${exact(Date.now())}`,
  );

/** Labels, alerts, the error and what is known of the culprit, each where there is one. */
export function about({ bisection, revisions, alerts, culprit }) {
  // The story tells of a derailed search, and a silence is over when the log went on or has ended.
  const others = alerts.filter(
    ({ kind, line_number: line }) =>
      kind !== "DERAILED" &&
      (kind !== "STALLED" || (bisection.outcome === "RUNNING" && line >= bisection.lines.read)),
  );
  return [
    Object.keys(bisection.labels).length > 0 && {
      key: "labels",
      of: bisection.labels,
      make: () => labels(bisection.labels),
    },
    ...others.map((alert) => ({
      key: alert.kind + alert.ordinal,
      of: alert,
      make: () => alertNote(bisection.id, alert),
    })),
    bisection.unknown_lines.length > 0 && {
      key: "unknown",
      of: [bisection.lines.unknown, bisection.unknown_lines],
      make: () => unknownLines(bisection),
    },
    bisection.error && goesOn(bisection.error) && {
      key: "error",
      of: bisection.error,
      make: () =>
        el(
          "details",
          { open: bisection.outcome === "FAILED" },
          el("summary", {}, "The error"),
          el("pre", { tabindex: 0, role: "group", "aria-label": "The error" }, bisection.error),
        ),
    },
    bisection.candidates.length > 0 && {
      key: "candidates",
      of: bisection.candidates.map((commit) => titleOf(commit, revisions)),
      make: () => candidates(bisection, revisions),
    },
    culprit && { key: "culprit", of: culprit, make: () => culpritFacts(culprit, bisection.kind) },
  ].filter(Boolean);
}

/** Those that are left, with the titles of those that the log tested. */
function candidates({ candidates: named, candidate_count: all }, revisions) {
  const line = (commit) => el("li", {}, commitLine(commit, titleOf(commit, revisions)));
  const others = named.slice(CANDIDATES_SHOWN);
  const unnamed = all - named.length;
  return el(
    "details",
    { class: "candidates", open: true },
    el("summary", {}, all === 1 ? "The commit that is left" : `The ${number(all)} commits that are left`),
    el("ul", { class: "plain-list" }, named.slice(0, CANDIDATES_SHOWN).map(line)),
    others.length > 0 &&
      el(
        "details",
        { class: "others" },
        el("summary", {}, `and ${number(others.length)} more`),
        el("ul", { class: "plain-list" }, others.map(line)),
      ),
    unnamed > 0 && el("p", { class: "quiet" }, `and ${number(unnamed)} that only the log names`),
  );
}

const titleOf = (commit, revisions) =>
  revisions.find((one) => one.commit === commit && one.title)?.title ?? null;

/** Whether an error has more than the story says of it: its first line, up to this length. */
const goesOn = (error) => error.trim().includes("\n") || error.trim().length > ERROR_IN_STORY;

function alertNote(id, { kind, ordinal, message }) {
  return el(
    "p",
    { class: "alert-note" },
    el("b", { class: "warning" }, "⚠ " + alertWord(kind)),
    " ",
    ask(alertWord(kind)),
    " ",
    message,
    ordinal > 0 && [" ", el("a", { href: toBisection(id, ordinal) }, "See step " + ordinal)],
  );
}

function unknownLines({ id, lines, unknown_lines: shown }) {
  const more = lines.unknown - shown.length;
  return el(
    "details",
    {},
    el("summary", {}, count(lines.unknown, "line") + " not understood"),
    el(
      "ul",
      { class: "plain-list" },
      shown.map((one) =>
        el(
          "li",
          {},
          el("a", { href: toLine(id, one.number) }, "line " + one.number),
          " ",
          el("code", {}, one.text),
        ),
      ),
    ),
    more > 0 && el("p", { class: "quiet" }, `and ${number(more)} more`),
  );
}

/** One title of the bug and how often the first revision crashed with it. */
export function bugTitle(one) {
  return el(
    "span",
    { class: "bug" },
    one.id ? one.title : titleLink(one.title, true, true),
    one.runs ? el("span", { class: "times" }, " × " + number(one.runs)) : null,
  );
}

/** A fact that is a time; none where nobody knows it. */
const moment = (name, at, more) => at && { name, value: () => [time(at), more], print: at };

/**
 * What is known in a word or two each; what has no value is left out.
 *
 * @param received how many lines of its log there are
 */
export function facts(bisection, received) {
  const running = bisection.outcome === "RUNNING";
  const { tested, skip } = bisection.revisions;
  const lines = bisection.lines;
  const more = running ? received - lines.read - lines.missing : 0; // they are counted with the verdict
  return [
    (bisection.bug_titles.length > 0 || bisection.labels["bug.title"]) && {
      name: "id",
      value: () => el("span", { class: "id" }, bisection.id),
      print: bisection.id,
    },
    bisection.start_commit && {
      name: bisection.tool === "GIT" ? "start" : "original commit",
      value: () => [
        hash(bisection.start_commit),
        bisection.start_title && " " + bisection.start_title,
        " ",
        treeLink(bisection.start_commit, bisection.labels),
      ],
      print: bisection.start_commit,
    },
    bisection.culprit && {
      name: bisection.kind === "FIX" ? "fix" : "culprit",
      value: () => [
        hash(bisection.culprit),
        " ",
        treeLink(bisection.culprit, bisection.labels),
      ],
      print: bisection.culprit,
    },
    tested > 0 && {
      name: skip ? "tried" : "tested",
      value: () => `${count(tested, "revision")}: ${verdictCounts(bisection.revisions)}`,
      print: `${tested} ${verdictCounts(bisection.revisions)}`,
    },
    running && bisection.range && {
      name: "progress",
      value: () => [
        bar(bisection.progress, percent(bisection.progress) + " of the expected work is done"),
        bisection.expected_end_at && [" ", dueTime(bisection.expected_end_at)],
      ],
      print: bisection.progress + " " + bisection.expected_end_at,
    },
    bisection.clock !== "END_ONLY" && moment("started", bisection.started_at),
    running && bisection.clock === "READ_LATER" && moment("first line", bisection.first_line_at),
    moment("ended", endByTotal(bisection)),
    !(bisection.ended_at < endByTotal(bisection)) &&
      moment(
        bisection.clock === "OWN" ? "ended" : "end received",
        bisection.ended_at,
        bisection.ended_by === "SILENCE" && " (by silence)",
      ),
    bisection.total_time_ms != null && {
      name: "machine time",
      value: () =>
        duration(bisection.total_time_ms) +
        (bisection.build_time_ms
          ? ` (build ${duration(bisection.build_time_ms)}, test ${duration(bisection.test_time_ms)})`
          : ""),
      print: bisection.total_time_ms,
    },
    bisection.at_stake_ms >= WORTH_SAYING && {
      name: "at stake",
      value: () =>
        duration(bisection.at_stake_ms) + (running ? ", if it runs on" : " since the alert"),
      print: bisection.at_stake_ms,
    },
    !bisection.culprit &&
      !bisection.error &&
      !bisection.candidates.length &&
      bisection.outcome_text && {
        name: "the log says",
        value: () => bisection.outcome_text.replace(/:$/, ""),
        print: bisection.outcome_text,
      },
    bisection.candidates.length > 0 && {
      name: "candidates",
      value: () => number(bisection.candidate_count),
      print: bisection.candidate_count,
    },
    {
      name: "lines",
      quiet: true,
      value: () =>
        number(lines.read) + lineNotes(lines) + (more > 0 ? `; ${number(more)} more not judged yet` : ""),
      print: JSON.stringify([lines, more]),
    },
    bisection.truncations.length > 0 && {
      name: "cut",
      value: () => bisection.truncations.join("; "),
      print: bisection.truncations.length,
    },
  ].filter(Boolean);
}

function lineNotes(lines) {
  const notes = Object.entries(LINE_KINDS)
    .filter(([kind]) => lines[kind] > 0)
    .map(([kind, words]) => number(lines[kind]) + " " + words);
  if (!lines.unknown) notes.unshift("all understood");
  return ", " + notes.join(", ");
}

const LINE_KINDS = {
  pasted: "of them quoted text, such as a report",
  unknown: "not understood",
  missing: "missing",
  late: "late",
  conflict: "of another log",
};

/** A fact with its name. */
export const factRow = (fact) => el(
    "div",
    {},
    el("dt", {}, fact.name, GLOSSARY[fact.name] && [" ", ask(fact.name)]),
    el("dd", {}, fact.value()),
  );

function culpritFacts(culprit, kind) {
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
    el("summary", {}, kind === "FIX" ? "About the fix" : "About the culprit"),
    el(
      "dl",
      { class: "labels" },
      rows
        .filter(([, value]) => value)
        .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
    ),
  );
}
