// The box on top of a bisection: what was searched, how it ended, what happened, whether to believe it,
// what to do next. The sentences are the API's, and so the terminal's; here they get their place.

import { el } from "./dom.js";
import { toLine } from "./links.js";
import { command, commitLink, levelMark } from "./marks.js";

const TOLD_ELSEWHERE = ["UNKNOWN_LINES", "NO_ENDING"];

/** The parts of the box, each with a key, for a list that changes while the search runs. */
export function storyParts({ story, bisection, revisions, assessment, verification_sentences: verified, git_sentences: git }) {
  const link = linker(bisection, revisions);
  const settled = assessment?.search_ended ?? false;
  const level = assessment?.level ?? null;
  const paragraph = (key, sentence, kind = null) => ({
    key,
    of: sentence,
    make: () => el("p", { class: kind }, link(sentence)),
  });
  return [
    paragraph("searched", story.searched),
    paragraph("ended", story.ended, "ended"),
    ...story.happened.map((sentence, at) =>
      paragraph("happened" + at, sentence, assessment?.derailed ? "warning" : "happened"),
    ),
    holes(bisection, link),
    {
      key: "belief",
      of: [story.belief, level, settled],
      make: () =>
        el("p", { class: "belief" }, level && level !== "NONE" && [levelMark(level, settled), " · "], link(story.belief)),
    },
    verified.length > 0 && { key: "verified", of: verified, make: () => listed("What became of it", verified) },
    git.length > 0 && { key: "git", of: git, make: () => listed("What git says", git) },
    { key: "next", of: story.next, make: () => next(story.next, link) },
  ].filter(Boolean);
}

/** What a reader of the result should know of its log; what was not understood is listed elsewhere. */
function holes({ id, remarks }, link) {
  const shown = remarks.filter((one) => !TOLD_ELSEWHERE.includes(one.kind));
  if (!shown.length) return null;
  return {
    key: "holes",
    of: shown,
    make: () =>
      el(
        "div",
        { class: "holes" },
        el("h2", {}, "The log is not as it should be"),
        el(
          "ul",
          { class: "reasons" },
          shown.map((one) =>
            el(
              "li",
              {},
              link(one.message),
              one.line && [" ", el("a", { href: toLine(id, one.line) }, "Line " + one.line)],
            ),
          ),
        ),
      ),
  };
}

/** What was found out since, or elsewhere; the culprit stays as it was sent. */
function listed(heading, sentences) {
  return el(
    "div",
    { class: "next" },
    el("h2", {}, heading),
    el("ul", { class: "reasons" }, sentences.map((sentence) => el("li", {}, sentence))),
  );
}

function next(steps, link) {
  return el(
    "div",
    { class: "next" },
    el("h2", {}, "What to do next"),
    el(
      "ul",
      { class: "reasons" },
      steps.map((step) => el("li", {}, link(step.sentence), step.commands.map(command))),
    ),
  );
}

/** The reasons against and for the result, told apart. */
export function reasons({ story, bisection, revisions }) {
  const link = linker(bisection, revisions);
  const list = (kind, heading, sentences) =>
    sentences.length > 0 && {
      key: kind,
      of: sentences,
      make: () =>
        el(
          "div",
          { class: "reasons-" + kind },
          el("h3", {}, heading),
          el("ul", { class: "reasons" }, sentences.map((one) => el("li", {}, link(one)))),
        ),
    };
  return [
    list("against", "Against it", story.reasons_against),
    list("for", "For it", story.reasons_for),
  ].filter(Boolean);
}

/** Makes links of those hashes in a sentence that are commits of this bisection. */
function linker(bisection, revisions) {
  const commits = [
    bisection.culprit,
    bisection.start_commit,
    bisection.range?.crashes_at,
    bisection.range?.clean_at,
    ...bisection.candidates,
    ...revisions.map((revision) => revision.commit),
  ].filter(Boolean);
  return (sentence) =>
    sentence.split(/\b([0-9a-f]{12,40})\b/).map((part, at) => {
      const commit = at % 2 ? commits.find((one) => one.startsWith(part)) : null;
      return commit ? commitLink(commit, part) : part;
    });
}
