// The marks that mean the same everywhere: verdicts, runs, trust, hashes, times, titles.

import { copy } from "./commands.js";
import { el, say, svg } from "./dom.js";
import { toBisection, toBug, toCommit } from "./links.js";
import { beginning, count, crashTitle, derailedWord, exact, LEVELS, levelWord, number, relative, shortHash } from "./words.js";

const VERDICTS = {
  GOOD: ["good", "M6 1.5 11 10.5H1z"],
  BAD: ["bad", "M6 10.5 1 1.5h10z"],
  SKIP: ["skipped", "M6 1.6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8z"],
  UNKNOWN: ["not decided", "M6 4.6a1.4 1.4 0 1 1 0 2.8a1.4 1.4 0 1 1 0-2.8z"],
};

/** What a verdict is in words. */
export const verdictWords = (verdict, foreign) =>
  (VERDICTS[verdict] ?? VERDICTS.UNKNOWN)[0] + (foreign ? ", under another title" : "");

/** The shape of a verdict in a box of 12 by 12. */
export function verdictShape(verdict, foreign) {
  const [word, path] = VERDICTS[verdict] ?? VERDICTS.UNKNOWN;
  return svg("path", {
    d: path,
    class: "verdict " + (foreign ? "foreign" : word.split(" ")[0]),
    fill: foreign ? "url(#hatch)" : null,
  });
}

/** ▲ good, ▼ bad, ○ skipped; a bad that rests on foreign crashes alone is purple and hatched. */
export function verdictMark(verdict, foreign = false) {
  const words = verdictWords(verdict, foreign);
  return svg(
    "svg",
    {
      class: "mark",
      viewBox: "0 0 12 12",
      width: 12,
      height: 12,
      role: "img",
      "aria-label": words,
    },
    svg("title", {}, words),
    verdictShape(verdict, foreign),
  );
}

/** The verdicts of a search in a row; all but the newest few are for the eye alone. */
export function verdictRow(verdicts) {
  const bad = verdicts.filter((verdict) => verdict.startsWith("BAD")).length;
  const foreign = verdicts.filter((verdict) => verdict === "BAD_FOREIGN").length;
  const words = verdicts.length
    ? `${bad} bad${foreign ? `, ${foreign} of them under other titles,` : ""} and ${count(verdicts.length - bad, "other verdict")} so far`
    : "no verdict yet";
  return el(
    "span",
    { class: "verdicts", role: "img", "aria-label": words },
    verdicts
      .slice(-24)
      .map((verdict) =>
        svg(
          "svg",
          { class: "mark", viewBox: "0 0 12 12", width: 10, height: 10, "aria-hidden": "true" },
          verdict === "BAD_FOREIGN" ? verdictShape("BAD", true) : verdictShape(verdict),
        ),
      ),
  );
}

/** How the runs of a revision went, told apart: the bug's own title, another one, inconclusive, OK. */
export function runsTold(revision, isOwn) {
  const runs = revision.runs;
  const foreign = Math.min(
    runs.crashed,
    revision.crashes
      .filter((crash) => !isOwn(crash.title))
      .reduce((sum, crash) => sum + crash.runs, 0),
  );
  return {
    own: runs.crashed - foreign,
    foreign,
    hollow: runs.total - runs.ok - runs.crashed,
    ok: runs.ok,
  };
}

const CELL_WORDS = {
  own: "crashed with the bug’s own title",
  foreign: "crashed with another title",
  hollow: "inconclusive",
  ok: "OK",
};
const MOST_CELLS = 60;
/** Letters of a title where it is not what the view is about. */
const BESIDE = 160;

/** One cell per run. */
export function cells(runCounts) {
  const kinds = Object.keys(CELL_WORDS).filter((kind) => runCounts[kind] > 0);
  const words = kinds.map((kind) => number(runCounts[kind]) + " " + CELL_WORDS[kind]).join(", ");
  const total = kinds.reduce((sum, kind) => sum + runCounts[kind], 0);
  const strip = el("span", {
    class: "cells",
    role: "img",
    "aria-label": words || "no runs",
    title: words || "no runs",
  });
  const share = Math.min(1, MOST_CELLS / Math.max(1, total));
  for (const kind of kinds) {
    const shown = Math.max(1, Math.round(runCounts[kind] * share));
    for (let i = 0; i < shown; i++) strip.append(el("i", { class: "cell " + kind }));
  }
  return strip;
}

/** What the cells and marks mean. */
export function legend() {
  const cell = (kind, words) => el("span", { class: "of-runs" }, el("i", { class: "cell " + kind }), " ", words);
  return el(
    "p",
    { class: "legend" },
    cell("own", "the bug’s own title"),
    cell("foreign", "another title"),
    cell("hollow", "inconclusive"),
    cell("ok", "OK"),
    el("span", {}, verdictMark("BAD"), " bad"),
    el("span", {}, verdictMark("GOOD"), " good"),
    el("span", {}, verdictMark("SKIP"), " skipped"),
  );
}

/** That the alarm was raised; a warning no longer where the bug came back. */
export const derailedMark = (back) =>
  el("span", { class: back ? "quiet" : "warning" }, (back ? " " : " ⚠ ") + derailedWord(back));

const DOTS = { HIGH: 3, MIDDLE: 2, LOW: 1 };

/** Trust in a result: dots and the word; the number stands beside it where there is room for it. */
export function levelMark(level) {
  const known = LEVELS[level] ? level : "NONE";
  const dots = [0, 1, 2].map((i) => el("i", { class: i < (DOTS[known] ?? 0) ? "full" : "" }));
  return el(
    "span",
    { class: "level " + known.toLowerCase(), title: levelWord(known) + (known === "NONE" ? "" : " trust") + ": " + LEVELS[known],
    },
    el("span", { class: "dots", "aria-hidden": "true" }, dots),
    el("b", {}, levelWord(known)),
  );
}

/** A hash that leads to the page of its commit, 12 digits with all of them in the title; and what copies it. */
export function hash(commit) {
  const link = el("a", { href: toCommit(commit), class: "hash", title: commit }, shortHash(commit));
  return el("span", { class: "hashed" }, link, copyButton(commit));
}

/** A hash in full where its page is already open; and what copies it. */
export const wholeHash = (commit) =>
  el("span", { class: "hashed" }, el("span", { class: "hash" }, commit), copyButton(commit));

function copyButton(commit) {
  const button = el(
    "button",
    { type: "button", class: "copy", title: "copy all digits", "aria-label": "copy " + shortHash(commit) },
    svg(
      "svg",
      { viewBox: "0 0 12 12", width: 11, height: 11, "aria-hidden": "true" },
      svg("path", { d: "M4 3.5h6.5v7H4zM2 8.5H1.5v-7H8V2" }),
    ),
  );
  button.addEventListener("click", async () => {
    await copy(commit);
    button.classList.add("copied");
    say("copied " + commit);
    setTimeout(() => button.classList.remove("copied"), 1400);
  });
  return button;
}

/** Text that breaks behind a slash or a comma before it breaks anywhere else, never within a name. */
const breakable = (text) =>
  text.split(/(?<=[/,])(?=[^\s/,])/).flatMap((part, at) => (at ? [el("wbr"), part] : [part]));

/** A hash and, after it, the beginning of the commit's title where it is known; both lead to its page. */
export const commitLine = (commit, title) =>
  el("span", { class: "commit" }, hash(commit), title && [" ", commitLink(commit, beginning(title, BESIDE))]);

export const commitLink = (commit, title) =>
  el("a", { href: toCommit(commit), class: "title" }, title ? breakable(title) : shortHash(commit));

/** A time: relative, the exact one on hover; it goes on telling the truth while the page stays open. */
export function time(at, prefix = "") {
  if (!at) return null;
  const ms = Date.parse(at);
  const node = el("time", { datetime: at, title: exact(ms) }, prefix + relative(ms));
  node.dataset.prefix = prefix;
  return node;
}

/** When something should end; once that has passed, by how much it is overdue. */
export function dueTime(at) {
  const ms = Date.parse(at);
  const node = el("time", { datetime: at, title: exact(ms), class: "due" });
  node.textContent = dueInWords(ms, Date.now());
  return node;
}

function dueInWords(at, now) {
  const words = relative(at, now);
  if (words === "just now") return "ends now";
  return at < now ? "overdue by " + words.replace(/ ago$/, "") : "ends " + words;
}

/** Lets all relative times follow the clock. */
export function refreshTimes(now = Date.now()) {
  for (const node of document.querySelectorAll("time[datetime]")) {
    const at = Date.parse(node.dateTime);
    const due = node.classList.contains("due");
    const text = due ? dueInWords(at, now) : node.dataset.prefix + relative(at, now);
    if (node.textContent !== text) node.textContent = text;
  }
}

/** A crash title: the bug's own in vermilion, a foreign one in purple. */
export const title = (text, own) =>
  el(
    "span",
    { class: own === undefined ? "crash" : own ? "crash own" : "crash foreign" },
    breakable(crashTitle(text)),
  );

/** A crash title that leads to the page of its bug; in full, or only its beginning. */
export const titleLink = (text, own, whole = false) =>
  text
    ? el("a", { href: toBug(text), class: "bug-link" }, title(whole ? text : beginning(text, BESIDE), own))
    : title(text, own);

/** The first title of a bug and how many more it has. */
export function bugName(titles, id) {
  if (!titles.length) return id;
  const more = titles.length - 1;
  return (
    crashTitle(titles[0].title ?? titles[0]) + (more ? ` and ${count(more, "more title")}` : "")
  );
}

/** A link to a bisection by the bug's name. */
export const bisectionLink = (id, name, step) =>
  el("a", { href: toBisection(id, step), class: "title" }, breakable(name || id));

/** What there is of some parts, with a dot between them. */
export const joined = (...parts) =>
  parts
    .filter((part) => (Array.isArray(part) ? part.length : part))
    .flatMap((part, at) => (at ? [" · ", part] : [part]));

/** A bar that is filled for a share of its width. */
export function bar(share, words) {
  const full = Math.round(100 * Math.max(0, Math.min(1, share)));
  const node = svg(
    "svg",
    {
      class: "bar",
      viewBox: "0 0 100 4",
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": words,
    },
    svg("title", {}, words),
  );
  node.append(
    svg("rect", { class: "rest", width: 100, height: 4 }),
    svg("rect", { class: "done", width: full, height: 4 }),
  );
  return node;
}
