// Suspects: commits that are blamed for several bugs. Repetition alone proves nothing, so the levels stand beside it.

import { el } from "./dom.js";
import { Feed } from "./feed.js";
import { filters } from "./filters.js";
import { ask } from "./glossary.js";
import { toSearch } from "./links.js";
import { bisectionLink, commitLine, levelMark, titleLink } from "./marks.js";
import { count, number } from "./words.js";

const SHOWN = 5;

/** A commit that is named for one bug is a culprit, and no more than that. */
const FEWEST_BUGS = 2;

export async function suspects({ query }) {
  const asked = query.get("at_least") ?? "";
  const least = asked || FEWEST_BUGS;
  const feed = new Feed({
    path: "/suspects",
    query: { at_least: least },
    key: (one) => one.commit,
    make: suspectCard,
    empty: () =>
      el(
        "p",
        {},
        `No commit is named for ${count(Number(least), "bug")}${least > 1 ? " or more" : ""} yet. `,
        asked
          ? el("a", { href: "/" }, "See what is running")
          : el("a", { href: "/suspects?at_least=1" }, "Show those that are named for one bug"),
      ),
  });
  await feed.load();
  return {
    title: "Suspects",
    element: el(
      "div",
      {},
      el("h1", {}, "Suspects ", ask("suspect")),
      el(
        "p",
        { class: "lead" },
        "Commits by how many bugs they are named for. A new subsystem is named often and rightly, a commit that adds a warning often and wrongly: look at the levels.",
      ),
      filters("at_least", "named for", [["1", "any number of bugs"]], query, {
        unchosen: `${FEWEST_BUGS} bugs or more`,
      }),
      el("h2", { class: "hidden" }, "The list"),
      feed.element,
    ),
    refresh: feed.refresh,
    changed: ({ kind }) => (kind === "suspect" || kind === "verification") && feed.refresh(),
  };
}

function suspectCard(one) {
  const levels = ["HIGH", "MIDDLE", "LOW", "NONE"].filter((level) => one.levels[level] > 0);
  return el(
    "li",
    { class: "card suspect", "data-item": true },
    el("p", { class: "big" }, el("b", {}, one.bugs), one.bugs === 1 ? " bug" : " bugs"),
    el(
      "div",
      {},
      el("h3", {}, commitLine(one.commit, one.title)),
      el(
        "ul",
        { class: "plain-list" },
        one.bug_titles.slice(0, SHOWN).map((text) => el("li", {}, titleLink(text))),
        one.bug_titles.length > SHOWN &&
          el(
            "li",
            { class: "quiet" },
            `and ${count(one.bug_titles.length - SHOWN, "more title")}`,
          ),
      ),
    ),
    el(
      "div",
      { class: "levels" },
      levels.map((level) => el("p", {}, levelMark(level), " × " + one.levels[level])),
      one.refuted_for > 0 && el("p", {}, "refuted for " + count(one.refuted_for, "bug")),
      one.confirmed_for > 0 && el("p", {}, "confirmed for " + count(one.confirmed_for, "bug")),
      one.candidate_bisections > 0 &&
        el(
          "p",
          { class: "quiet" },
          one.candidate_bisections === 1 ? "once" : number(one.candidate_bisections) + " times",
          " as one of several candidates",
        ),
      el(
        "p",
        { class: "quiet" },
        one.ids.slice(0, SHOWN).map((id, i) => [i ? ", " : "", bisectionLink(id, id)]),
        one.ids.length > SHOWN && [
          ", ",
          one.candidate_bisections > 0
            ? `and ${number(one.bisections - SHOWN)} more`
            : el("a", { href: toSearch({ culprit: one.commit }) }, "all"),
        ],
      ),
    ),
  );
}
