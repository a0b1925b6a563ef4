// Culprits: the newest first, each with what it is worth and why.

import { bisectionLink, bugName, commitLine, joined, levelMark, time } from "./marks.js";
import { el } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { atomLink, filters } from "./filters.js";
import { count, duration, LEVEL_CHOICES, levelWord, odds } from "./words.js";

const REASONS_SHOWN = 3;

export async function culprits({ query }) {
  const level = query.get("level") ?? "";
  const feed = new Feed({
    path: "/culprits",
    query: { level, q: query.get("q") },
    key: (one) => one.id,
    make: culpritCard,
    matches: query.get("q") ? null : (one) => !level || one.level === level,
    order: newestFirst("found_at"),
    empty: () =>
      el(
        "p",
        {},
        level ? `No culprit is ${level === "NONE" ? "" : "of trust "}${levelWord(level)}. ` : "No culprit was found yet. ",
        el("a", { href: level ? "/culprits" : "/" }, level ? "Show all" : "See what is running"),
      ),
  });
  await feed.load();
  return {
    title: "Culprits",
    element: el(
      "div",
      {},
      el("h1", {}, "Culprits"),
      atomLink(),
      filters("level", "trust", LEVEL_CHOICES, query),
      el("h2", { class: "hidden" }, "The list"),
      feed.element,
    ),
    refresh: feed.refresh,
    changed: ({ kind, id, row }) => {
      if (kind === "culprit") feed.take(id, row);
      else if (kind === "suspect") feed.refresh();
    },
  };
}

function culpritCard(one) {
  const more = one.reasons.length - REASONS_SHOWN;
  return el(
    "li",
    { class: "card culprit-card", "data-item": true },
    el(
      "p",
      { class: "trust" },
      levelMark(one.level),
      " ",
      el("span", { class: "quiet" }, odds(one.probability)),
    ),
    el("h3", {}, commitLine(one.commit, one.title)),
    el(
      "p",
      { class: "where" },
      joined(
        [
          one.kind === "FIX" ? "removed " : "for ",
          bisectionLink(one.id, bugName(one.bug_titles, one.id)),
        ],
        time(one.found_at),
        count(one.revisions_tested, "revision"),
        one.total_time_ms != null && duration(one.total_time_ms),
        one.labels.manager,
      ),
    ),
    el(
      "ul",
      { class: "reasons" },
      one.reasons.slice(0, REASONS_SHOWN).map((reason) => el("li", {}, reason)),
      more > 0 &&
        el("li", { class: "quiet" }, bisectionLink(one.id, `and ${count(more, "more reason")}`)),
    ),
    one.also_named_by > 0 &&
      el("p", { class: "quiet" }, `named for ${count(one.also_named_by, "other bug")} too`),
  );
}
