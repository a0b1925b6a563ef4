// Search: bisections, commits and titles that meet the words; without words all bisections, by filters.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { dateFilters, filterRows, filters, publishFirst } from "./filters.js";
import { facets, hasLabels, labelFilters } from "./label-filters.js";
import { toBug } from "./links.js";
import { commitLine } from "./marks.js";
import { count, crashTitle, endingInShort, LEVEL_CHOICES, OUTCOMES, STANDING_CHOICES } from "./words.js";

const OUTCOME_CHOICES = [
  ["ENDED", "ended"],
  ...OUTCOMES.map((outcome) => [outcome, endingInShort(outcome)]),
];
const KINDS = [
  ["CAUSE", "cause"],
  ["FIX", "fix"],
];
const SORTS = [
  ["last_line_at", "oldest first"],
  ["-started_at", "newest start"],
  ["-probability", "most trusted"],
  ["probability", "least trusted"],
];

export async function search({ query, go }) {
  const words = query.get("q")?.trim() ?? "";
  const labels = query.getAll("label");
  const filtered = ["outcome", "kind", "level", "verification", "sort", "commit", "since", "until"];
  const wanted = Object.fromEntries(filtered.map((name) => [name, query.get(name)]));
  const narrowed = words || labels.length || filtered.some((name) => query.get(name));
  const feed = new Feed({
    path: "/bisections",
    query: { ...wanted, label: labels, q: words },
    key: (one) => one.id,
    make: anyRow,
    empty: () => (narrowed ? nothing(words) : publishFirst()),
    matches: words || NOT_FROM_A_ROW.some((name) => query.get(name)) ? null : matcher(wanted, query),
    order: newestFirst("last_line_at"),
  });
  const { sort, ...asked } = wanted;
  const [found, counts] = await Promise.all([
    words ? ask("/search", { q: words }) : null,
    facets({ ...asked, label: labels, q: words }),
    feed.load(),
  ]);
  return {
    title: words ? "Search: " + words : "Bisections",
    element: el(
      "div",
      { class: "search-view" },
      el("h1", {}, words ? ["Search: ", words] : "Bisections"),
      found && besides(found),
      el("h2", { class: words ? "apart" : "hidden" }, words ? "Bisections" : "The list"),
      filterRows(
        query,
        filters("outcome", "outcome", OUTCOME_CHOICES, query, { counts: withEnded(counts?.outcome) }),
        filters("level", "trust", LEVEL_CHOICES, query, { counts: counts?.level }),
        filters("verification", "verification", STANDING_CHOICES, query, { counts: counts?.verification }),
        filters("kind", "kind", KINDS, query, { counts: counts?.kind }),
        labelFilters(counts, query),
        dateFilters(query, go),
        filters("sort", "order", SORTS, query, { unchosen: "newest line" }),
      ),
      counts && el("p", { class: "quiet total" }, totalWords(counts)),
      feed.element,
    ),
    refresh: feed.refresh,
    changed: ({ kind, id, row }) => {
      if (kind === "bisection" || kind === "assessment") feed.take(id, row);
    },
  };
}

/** Filters and orders that a row alone does not tell. */
const NOT_FROM_A_ROW = ["sort", "commit", "since", "until"];

/** Whether a row is one that the list of the server would hold. */
const matcher =
  ({ outcome, kind, level, verification }, query) =>
  (one) =>
    hasLabels(one, query) &&
    hasOutcome(one, outcome) &&
    (!kind || one.kind === kind) &&
    (!level || one.assessment?.level === level) &&
    (!verification || (one.verification ?? "OPEN") === verification);

/** How many there are, as of when the list was asked for. */
const totalWords = ({ bisections, all }) =>
  all
    ? count(bisections, "bisection")
    : "10,000 bisections or more; the counts are of the 10,000 with the newest lines";

/** The counts of outcomes, and of all that are not running. */
function withEnded(counts) {
  if (!counts) return null;
  const ended = Object.entries(counts).filter(([outcome]) => !["RUNNING", "NOT_A_BISECTION"].includes(outcome));
  return { ...counts, ENDED: ended.reduce((sum, [, count]) => sum + count, 0) };
}

const hasOutcome = (one, wanted) =>
  wanted === "ENDED" || !wanted
    ? one.outcome !== "NOT_A_BISECTION" && (!wanted || one.outcome !== "RUNNING")
    : one.outcome === wanted;

const nothing = (words) =>
  el(
    "p",
    {},
    words
      ? `No bisection matches “${words}”. The search looks for words and beginnings of words in titles, functions, labels and ids, and for hashes by their first digits.`
      : "No bisection matches. ",
    el("a", { href: "/search" }, " Show all bisections"),
  );

function besides({ commits, titles }) {
  return el(
    "div",
    { class: "columns besides" },
    commits.length > 0 &&
      el(
        "section",
        {},
        el("h2", {}, "Commits"),
        el(
          "ul",
          { class: "plain-list" },
          commits.map((one) => el("li", { "data-item": true }, commitLine(one.commit, one.title))),
        ),
      ),
    titles.length > 0 &&
      el(
        "section",
        {},
        el("h2", {}, "Crash titles"),
        el(
          "ul",
          { class: "plain-list" },
          titles.map((one) =>
            el(
              "li",
              { "data-item": true },
              el(
                "a",
                { class: "title", href: toBug(one.title) },
                crashTitle(one.title),
              ),
              el("span", { class: "quiet" }, " " + count(one.runs, "run")),
            ),
          ),
        ),
      ),
  );
}
