// The box on top of a bisection: what was searched, how it ended, what happened, whether to believe it,
// what to do next. The sentences are the API's, and so the terminal's; here they get their place.

import { command } from "./commands.js";
import { el } from "./dom.js";
import { ask, GLOSSARY } from "./glossary.js";
import { external, treeLink } from "./labels.js";
import { toBisection, toLine } from "./links.js";
import { commitLink, levelMark } from "./marks.js";

const TOLD_ELSEWHERE = ["UNKNOWN_LINES", "NO_ENDING"];

/** The parts of the box, each with a key, for a list that changes while the search runs. */
export function storyParts(detail) {
  const { story, bisection, assessment, verification_sentences: verified, git_sentences: git } = detail;
  const link = linker(detail);
  const outwards = linker(detail, true);
  const settled = assessment?.search_ended ?? false;
  const level = assessment?.level ?? null;
  const answered = ["CONFIRMED", "REFUTED"].includes(detail.verification); // the level was a guess
  const paragraph = (key, sentence, kind = null) => ({
    key,
    of: sentence,
    make: () => el("p", { class: kind }, link(sentence)),
  });
  return [
    { key: "headline", of: story.headline, make: () => headline(story.headline) },
    paragraph("searched", story.searched),
    paragraph("ended", story.ended, "ended"),
    ...story.happened.map((sentence, at) =>
      paragraph("happened" + at, sentence, assessment?.derailed ? "warning" : "happened"),
    ),
    holes(bisection, link),
    {
      key: "belief",
      of: [story.belief, settled && level, answered],
      make: () =>
        el(
          "p",
          { class: "belief" },
          settled && !answered && level && level !== "NONE" && [levelMark(level), " · "],
          link(story.belief),
        ),
    },
    verified.length > 0 && { key: "verified", of: verified, make: () => listed("What became of it", verified, outwards) },
    git.length > 0 && { key: "git", of: git, make: () => listed("What git says", git, outwards) },
    { key: "next", of: story.next, make: () => next(story.next, link) },
  ].filter(Boolean);
}

/** How it stands in a few words, of which those that are this program's own are explained. */
function headline(text) {
  const words = text.split(", ");
  return el(
    "p",
    { class: "headline" },
    words.map((word, at) => [at ? ", " : "", GLOSSARY[word] ? el("span", {}, word, " ", ask(word)) : word]),
  );
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
function listed(heading, sentences, link) {
  return el(
    "div",
    { class: "next" },
    el("h2", {}, heading),
    el("ul", { class: "reasons" }, sentences.map((sentence) => el("li", {}, link(sentence)))),
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
export function reasons(detail) {
  const { story } = detail;
  const link = linker(detail);
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

/** What may be a link in a sentence; of what it quotes from a log only hashes. */
const LINKED = /("[^"]*"|https?:\/\/\S+|\b[0-9a-f]{7,64}\b|\bline \d{1,9}\b|\bstep \d{1,6}\b)/i;
const HASHES = /(\b[0-9a-f]{7,64}\b)/;

/**
 * Makes links of those hashes in a sentence that are commits of this bisection, of its steps and of
 * the lines of its log, and of nothing else that a log says.
 *
 * @param outwards whether the sentence is not from a log: what was said of the culprit, by whomever it
 *     was, may lead to the commits and the evidence that it names
 */
function linker({ bisection, revisions, verifications, git_facts: git }, outwards = false) {
  const commits = [
    bisection.culprit,
    bisection.start_commit,
    bisection.range?.crashes_at,
    bisection.range?.clean_at,
    ...bisection.candidates,
    ...revisions.map((revision) => revision.commit),
  ].filter(Boolean);
  const said = outwards ? verifications : [];
  const evidence = said.map((one) => one.evidence_url).filter(Boolean);
  const named = outwards && git ? [git.fixed_by, git.reverted_by, git.frames.map((one) => one.commit)] : [];
  const others = [...said.map((one) => one.true_cause), ...named.flat()].filter(Boolean);
  const place = (part) => {
    const at = Number(part.split(" ")[1]);
    if (/^line /i.test(part)) return at <= bisection.lines.read && el("a", { href: toLine(bisection.id, at) }, part);
    const step = /^step /i.test(part) && revisions.some((one) => one.ordinal === at);
    return step && el("a", { href: toBisection(bisection.id, at) }, part);
  };
  const way = (part) => {
    if (part.startsWith('"')) return part.split(HASHES).map((each, at) => (at % 2 ? way(each) : each));
    const linked = place(part);
    if (linked) return linked;
    const address = evidence.find((one) => part.startsWith(one));
    if (address) return [external(address), part.slice(address.length)];
    const commit = commits.find((one) => one.startsWith(part));
    if (commit) return commitLink(commit, part);
    const other = others.find((one) => one.startsWith(part));
    return other ? (treeLink(other, bisection.labels, part) ?? searchLink(part)) : part;
  };
  return (sentence) =>
    sentence.split(LINKED).map((part, at) => (at % 2 ? way(part) : part));
}

/** What is known here of a commit whose tree is not. */
const searchLink = (hash) => el("a", { href: "/search?q=" + hash, class: "title" }, hash);
