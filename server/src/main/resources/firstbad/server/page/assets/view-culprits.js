// Culprits: the newest first, each with what it is worth and why.

import { bisectionLink, bugName, commitLine, joined, levelMark, time } from "./marks.js";
import { el } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { atomLink, dateFilters, filterRows, filters, withinDays } from "./filters.js";
import { count, duration, LEVEL_CHOICES, levelWord, odds } from "./words.js";

const REASONS_SHOWN = 3;

export async function culprits({ query, go }) {
  const level = query.get("level") ?? "";
  const days = { since: query.get("since"), until: query.get("until") };
  const narrowed = level || days.since || days.until || query.get("q");
  const feed = new Feed({
    path: "/culprits",
    query: { level, q: query.get("q"), ...days },
    key: (one) => one.id,
    make: culpritCard,
    matches: query.get("q") ? null : (one) => (!level || one.level === level) && withinDays(one.found_at, days),
    order: newestFirst("found_at"),
    empty: () =>
      el(
        "p",
        {},
        nothing(level, narrowed),
        el("a", { href: narrowed ? "/culprits" : "/" }, narrowed ? "Show all" : "See what is running"),
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
      filterRows(query, filters("level", "trust", LEVEL_CHOICES, query), dateFilters(query, go)),
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

function nothing(level, narrowed) {
  if (level) return `No culprit is ${level === "NONE" ? "" : "of trust "}${levelWord(level)}. `;
  return narrowed ? "No culprit is like that. " : "No culprit was found yet. ";
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
