// The words that are this program's own, each in a sentence or two; and the mark that leads to them.

import { el } from "./dom.js";

export const GLOSSARY = {
  derailed:
    "A verdict rested on the crash of another bug. From there on the search may look for the wrong commit. Came back: the bug itself was seen in a later step, so the search did not leave it there.",
  "thin evidence":
    "A verdict threw away much of the history on few crashes of the bug itself. It may be right; it is not well founded.",
  "format drift":
    "The log has lines that no rule knows, as if the fuzzer had changed its words. What they say is not counted.",
  stalled: "A running bisection has had no line for longer than the server’s limit, which is usually 2 hours.",
  fault:
    "A line could not be processed by a mistake of this program. It is kept among the dead letters, and the rest went on.",
  conflict:
    "Two logs came under one id, or a second one began within a log. Only the first is counted.",
  "dead letters":
    "Records that could not be read or processed, kept apart with the reason: firstbad dead-letters lists them.",
  severity:
    "How much an alert matters, by what was known when it was raised: low is good to know, middle may harm the result, high means that the result should not be believed or that lines were lost to it.",
  candidates:
    "The commits that are left when a search cannot go on: the newest bad one, and those that could not be tested. The level says how likely it is that the cause is among them; it belongs to the set.",
  trust:
    "How far a result can be believed, from its log alone. High: probably right. Middle: look at the reasons first. Low: probably wrong. The number says how many of 100 results like it were right.",
  "not judged":
    "Trust is given only to culprits and to sets of candidates, and only in searches for a cause. Of a search that runs the box says how it seems to go, once that can be told: with about 5 steps left, or earlier where it goes wrong.",
  verification:
    "What was found out about a culprit after its search. Confirmed: it is right. Refuted: it is wrong. In doubt: somebody wants the search to run again. Disputed: one confirms it and another refutes it.",
  inconclusive:
    "A run that neither crashed nor was OK: no boot, a failed basic test, no machine. A bisection is inconclusive when several candidates are left.",
  "no clean revision found":
    "A search needs a revision that crashes and one that does not. None was found that does not, so there was no range of commits to search. Logs call this inconclusive, too.",
  "at stake":
    "Machine time of a search from the step on at which it left its bug: what it has spent since, and what it will spend if it runs on.",
  "original commit": "The commit on which the bug was reported: the first that a search tests.",
  "crash type":
    "The kind of a crash, by its title, as syzkaller sorts them. KASAN, KMSAN, KCSAN and UBSAN are tools of the kernel that find a misuse of memory, data or arithmetic; HANG: nothing moved for long; ATOMIC_SLEEP: it slept where it must not; DoS: a fault that stops the kernel, such as a general protection fault.",
  "other than the bug’s":
    "The crash has a title that is none of those of the bug that was searched for: it may be another bug, or the same one under another title. The box on top of each bisection says what its search was found to follow.",
  suspect: "A commit that ended searches for several bugs.",
};

/** The id of a word on the page of help. */
export const anchor = (word) => word.replaceAll(" ", "-");

let opens = () => {};

/** Calls back with the word that a person wants explained. */
export function onAsked(callback) {
  opens = callback;
}

/** A small question mark that explains a word where it stands. */
export const ask = (word) =>
  el(
    "button",
    {
      type: "button",
      class: "ask",
      "aria-label": "what " + word + " means",
      title: GLOSSARY[word],
      onclick: () => opens(word),
    },
    "?",
  );
