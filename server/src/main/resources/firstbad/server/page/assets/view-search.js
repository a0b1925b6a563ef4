// Search: bisections, commits and titles that meet the words; without words all bisections, by filters.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el, keepParts } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { askedPart, dateFilters, filterPart, FilterRows, publishFirst } from "./filters.js";
import { facets, hasLabels, labelFilters } from "./label-filters.js";
import { toBug } from "./links.js";
import { commitLine } from "./marks.js";
import { count, crashTitle, LEVEL_CHOICES, OUTCOME_CHOICES, shortHash, STANDING_CHOICES } from "./words.js";

const ENDINGS = [["ENDED", "ended"], ...OUTCOME_CHOICES];
const KINDS = [
  ["CAUSE", "cause"],
  ["FIX", "fix"],
];
const WARNINGS = [
  ["DERAILED", "derailed"],
  ["STALLED", "stalled"],
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
  const wanted = Object.fromEntries(FILTERS.map((name) => [name, query.get(name)]));
  const narrowed = words || labels.length || FILTERS.some((name) => query.get(name));
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
  const total = el("div", { class: "quiet total" });
  const rows = new FilterRows(
    query,
    () => facets({ ...asked, label: labels, q: words }),
    (counts) => {
      keepParts(total, [counts && { key: "", of: totalWords(counts), quiet: true, make: () => el("p", {}, totalWords(counts)) }]);
      return filterParts(counts, query, go);
    },
  );
  const [found] = await Promise.all([words ? ask("/search", { q: words }) : null, rows.load(), feed.load()]);
  return {
    title: words ? "Search: " + words : "Bisections",
    element: el(
      "div",
      { class: "search-view" },
      el("h1", {}, words ? ["Search: ", words] : "Bisections"),
      found && besides(found),
      el("h2", { class: words ? "apart" : "hidden" }, words ? "Bisections" : "The list"),
      rows.element,
      total,
      feed.element,
    ),
    refresh: () => (feed.refresh(), rows.refresh()),
    changed: ({ kind, id, row }) => {
      if (!["bisection", "assessment", "verification"].includes(kind)) return;
      feed.take(id, row);
      rows.refresh();
    },
  };
}

const filterParts = (counts, query, go) => [
  askedPart("title", "title", query),
  askedPart("culprit", "names", query, shortHash(query.get("culprit") ?? "")),
  askedPart("commit", "tests or names", query, shortHash(query.get("commit") ?? "")),
  filterPart("outcome", "outcome", ENDINGS, query, { counts: withEnded(counts?.outcome) }),
  filterPart("level", "trust", LEVEL_CHOICES, query, { counts: counts?.level }),
  filterPart("verification", "verification", STANDING_CHOICES, query, { counts: counts?.verification }),
  filterPart("kind", "kind", KINDS, query, { counts: counts?.kind }),
  filterPart("warning", "warning", WARNINGS, query, { counts: counts?.warning }),
  ...labelFilters(counts, query),
  dateFilters(query, go),
  filterPart("sort", "order", SORTS, query, { unchosen: "newest line" }),
];

const FILTERS = [
  "outcome", "kind", "level", "verification", "warning", "title", "culprit", "commit", "since", "until", "sort",
];

/** Filters and orders that a row alone does not tell. */
const NOT_FROM_A_ROW = ["sort", "commit", "since", "until"];

/** Whether a row is one that the list of the server would hold. */
const matcher =
  ({ outcome, kind, level, verification, warning, title, culprit }, query) =>
  (one) =>
    hasLabels(one, query) &&
    hasOutcome(one, outcome) &&
    (!kind || one.kind === kind) &&
    (!level || (one.assessment?.search_ended ? one.assessment.level : "NONE") === level) &&
    (!verification || (one.verification ?? "OPEN") === verification) &&
    (!warning || (warning === "STALLED" ? one.stalled : Boolean(one.assessment?.derailed))) &&
    (!title || one.bug_titles.some((each) => each.title === title)) &&
    (!culprit || Boolean(one.culprit?.commit.startsWith(culprit)));

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

/** Of commits and titles a few are shown. */
const FEW = 10;
const firstOf = (all) => (all.length === FEW ? `, the first ${FEW}` : "");

function besides({ commits, titles }) {
  return el(
    "div",
    { class: "columns besides" },
    commits.length > 0 &&
      el(
        "section",
        {},
        el("h2", {}, "Commits", firstOf(commits)),
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
        el("h2", {}, "Crash titles", firstOf(titles)),
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
