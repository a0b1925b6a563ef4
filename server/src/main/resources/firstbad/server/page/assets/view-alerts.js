// Alerts: what a person should look at, newest first.

import { ask as fetched } from "./api.js";
import { el, table } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { atomLink, dateFilters, filterPart, FilterRows, filters, withinDays } from "./filters.js";
import { ask } from "./glossary.js";
import { facets, labelFilters } from "./label-filters.js";
import { toSearch } from "./links.js";
import { bisectionLink, hash, time } from "./marks.js";
import { ALERT_CHOICES, alertWord, duration, resultWords, SEVERITY_CHOICES } from "./words.js";

export async function alerts({ query, go }) {
  const kind = query.get("kind") ?? "";
  const severity = query.get("severity") ?? "";
  const label = query.getAll("label");
  const days = { since: query.get("since"), until: query.get("until") };
  const narrowed = label.length || kind || severity || days.since || days.until;
  const feed = new Feed({
    path: "/alerts",
    query: { kind, severity, label, ...days },
    key: alertKey,
    make: alertRow,
    // Alerts of older versions carry no labels.
    matches: label.length
      ? null
      : (one) =>
          (!kind || one.kind === kind) &&
          (!severity || one.severity === severity) &&
          withinDays(one.raised_at, days),
    order: alertOrder,
    empty: () =>
      el(
        "p",
        {},
        narrowed
          ? "No alert matches. "
          : "No alert was raised: nothing went wrong, or nothing was published yet. ",
        el("a", { href: narrowed ? "/alerts" : "/" }, narrowed ? "Show all" : "To the overview"),
      ),
  });
  const by = ["manager", "tree", "bug"].includes(query.get("by")) ? query.get("by") : "manager";
  const rows = new FilterRows(
    query,
    () => facets({ kind, severity, label, ...days }, "/alerts/facets"),
    (counts) => [
      filterPart("kind", "kind", ALERT_CHOICES, query, { counts: counts?.kind }),
      filterPart("severity", "severity", SEVERITY_CHOICES, query, { counts: counts?.severity }),
      ...labelFilters(counts, query),
      dateFilters(query, go),
    ],
  );
  const [stakes] = await Promise.all([fetched("/at-stake", { by }), rows.load(), feed.load()]);
  return {
    title: "Alerts",
    element: el(
      "div",
      {},
      el("h1", {}, "Alerts"),
      atomLink(),
      rows.element,
      el("h2", { class: "hidden" }, "The list"),
      feed.element,
      atStake(stakes, by, query),
    ),
    refresh: () => (feed.refresh(), rows.refresh()),
    changed: (change) => {
      if (change.kind !== "alert") return;
      feed.take(alertChanged(change), change.row);
      rows.refresh();
    },
  };
}

/** What bisections took after they derailed; nothing where none did. */
function atStake({ items }, by, query) {
  return (
    items.length > 0 &&
    el(
      "section",
      { class: "part", "aria-labelledby": "h-stake" },
      el("h2", { id: "h-stake" }, "Machine time at stake, last 30 days"),
      el(
        "p",
        { class: "lead" },
        "What bisections took after they derailed, and what those that run would still take. An alert may be wrong: it is at stake, and not lost.",
      ),
      filters("by", "by", BY, query, { unchosen: "manager" }),
      table(
        [by, "bisections", "running", "ended"],
        items.map((row) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              // a link in each row, so that the table can be scrolled by keyboard where it has to be
              row.value
                ? el("a", { href: derailed(by, row.value) }, row.value)
                : el("a", { href: "/alerts?kind=DERAILED" }, "no " + by),
            ),
            el("td", { class: "number" }, row.bisections),
            el("td", { class: "number" }, machineTime(row.running_ms)),
            el("td", { class: "number" }, machineTime(row.settled_ms)),
          ),
        ),
        { kind: "stake" },
      ),
    )
  );
}

const BY = ["tree", "bug"].map((word) => [word, word]);

export const alertKey = (one) => [one.id, one.kind, one.ordinal].join(" ");

/** The key of the alert that a change is about. */
export const alertChanged = ({ id, what, ordinal }) => alertKey({ id, kind: what, ordinal });

export const alertOrder = newestFirst("raised_at");

/** Less than a minute is not worth a word. */
const machineTime = (ms) => (ms < 60000 ? "–" : duration(ms));

/** One alert as a row; it leads to the step that it is about. */
export function alertRow(one) {
  return el(
    "li",
    { class: "row alert " + one.severity.toLowerCase(), "data-item": true },
    el(
      "p",
      { class: "alert-kind warning" },
      "⚠ " + alertWord(one.kind),
      " ",
      ask(alertWord(one.kind)),
      el(
        "span",
        { class: "quiet" },
        " · severity " + one.severity.toLowerCase() + " · ",
        time(one.raised_at),
      ),
    ),
    el("h3", {}, bisectionLink(one.id, one.bug_title || one.id, one.ordinal)),
    el("p", {}, one.message),
    el(
      "p",
      { class: "where" },
      el("span", { class: "id" }, one.id),
      one.commit && [" · ", hash(one.commit)],
      one.line_number > 0 && ` · line ${one.line_number}`,
    ),
    one.result && el("p", { class: "quiet" }, "Since then: ", resultWords(one.result.outcome, one.result.kind, one.result.level, one.result.verification)),
  );
}

/** The bisections that a row of the table of time counts, and those that derailed earlier. */
const derailed = (by, value) =>
  toSearch({ ...(by === "manager" ? { label: "manager=" + value } : { q: value }), warning: "DERAILED" });
