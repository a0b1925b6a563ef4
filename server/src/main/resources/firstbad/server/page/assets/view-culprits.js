// Culprits: the newest first, each with what it is worth and why.

import { ask as fetched } from "./api.js";
import { calibration } from "./calibration-chart.js";
import { alsoNamed } from "./verdict-on-trust.js";
import { bisectionLink, bugName, commitLine, derailedMark, joined, levelMark, time } from "./marks.js";
import { el } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { atomLink, dateFilters, filterPart, FilterRows, withinDays } from "./filters.js";
import { facets, hasLabels, labelFilters } from "./label-filters.js";
import { calm } from "./live.js";
import { beginning, count, duration, LEVEL_CHOICES, middleCut, odds, STANDING_CHOICES, standingWord } from "./words.js";

const REASONS_SHOWN = 3;
/** Letters of a title that the card is not about. */
const BESIDE = 160;
const PACE = 10000;

export async function culprits({ query, go }) {
  const level = query.get("level") ?? "";
  const verification = query.get("verification") ?? "";
  const label = query.getAll("label");
  const days = { since: query.get("since"), until: query.get("until") };
  const narrowed = label.length || level || verification || days.since || days.until || query.get("q");
  const feed = new Feed({
    path: "/culprits",
    query: { level, verification, label, q: query.get("q"), ...days },
    key: (one) => one.id,
    make: culpritCard,
    matches: query.get("q") ? null : (one) => hasLabels(one, query) && (!level || one.level === level) && (!verification || (one.verification ?? "OPEN") === verification) && withinDays(one.found_at, days),
    order: newestFirst("found_at"),
    empty: () =>
      el(
        "p",
        {},
        nothing(narrowed),
        el("a", { href: narrowed ? "/culprits" : "/" }, narrowed ? "Show all" : "See what is running"),
      ),
  });
  const rows = new FilterRows(
    query,
    () => facets({ outcome: "CULPRIT_FOUND", level, verification, label }),
    (counts) => {
      // Days and words are those of the culprit here, and those of the bisection there.
      const counted = days.since || days.until || query.get("q") ? null : counts;
      return [
        filterPart("level", "trust", LEVEL_CHOICES, query, { counts: counted?.level }),
        filterPart("verification", "verification", STANDING_CHOICES, query, { counts: counted?.verification }),
        ...labelFilters(counts, query, counted !== null),
        dateFilters(query, go),
      ];
    },
  );
  const record = el("div", {});
  async function loadRecord() {
    const known = await fetched("/track-record");
    record.replaceChildren(...[trackRecord(known.rows), ...calibrations(known.bins)].filter(Boolean));
  }
  const refreshRecord = calm(loadRecord, PACE);
  await Promise.all([loadRecord(), rows.load(), feed.load()]);
  return {
    title: "Culprits",
    element: el(
      "div",
      {},
      el("h1", {}, "Culprits"),
      atomLink(),
      record,
      rows.element,
      el("h2", { class: "hidden" }, "The list"),
      feed.element,
    ),
    refresh: () => (refreshRecord(), feed.refresh(), rows.refresh()),
    changed: ({ kind, id, row }) => {
      if (kind === "track_record") refreshRecord();
      if (!["culprit", "suspect", "verification"].includes(kind)) return;
      if (kind === "culprit") feed.take(id, row);
      else feed.refresh();
      rows.refresh();
    },
  };
}

/** A drawing for each set of parameters that has answers. */
function calibrations(bins) {
  const versions = [...new Set(bins.filter((bin) => bin.answered > 0).map((bin) => bin.parameters))];
  return versions.map((version) =>
    calibration(
      bins.filter((bin) => bin.parameters === version),
      versions.length > 1 ? version : "",
    ),
  );
}

/** How often trust was right so far; nothing before the first answer. */
function trackRecord(rows) {
  const answered = rows.filter((row) => row.confirmed + row.refuted > 0);
  const versions = new Set(answered.map((row) => row.parameters));
  return (
    answered.length > 0 &&
    el(
      "ul",
      { class: "reasons track-record", "aria-label": "How often trust was right" },
      answered.map((row) =>
        el(
          "li",
          {},
          row.sentence,
          versions.size > 1 && ` Judged with ${row.parameters}.`,
          row.before && el("span", { class: "quiet" }, " " + row.before),
        ),
      ),
    )
  );
}

function nothing(narrowed) {
  return narrowed ? "No culprit matches. " : "No culprit was found yet. ";
}

/** The reasons with their side; those that the level stands for come first. */
function sided({ level, reasons, reasons_against: against }) {
  const side = (at) => (level === "NONE" ? null : at < against ? "against" : "for");
  const each = reasons.map((text, at) => ({ text, side: side(at) }));
  const first = level === "HIGH" ? "for" : "against";
  return [...each.filter((one) => one.side === first), ...each.filter((one) => one.side !== first)];
}

const reasonRow = ({ text, side }) =>
  el("li", { class: side }, side && el("span", { class: "hidden" }, side + " it: "), text);

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
      one.derailed && derailedMark(one.came_back),
      one.verification && [" · ", el("b", {}, standingWord(one.verification))],
    ),
    el("h3", {}, commitLine(one.commit, one.title)),
    el(
      "p",
      { class: "where" },
      joined(
        [
          one.kind === "FIX" ? "removed " : "for ",
          bisectionLink(one.id, beginning(bugName(one.bug_titles, one.id), BESIDE)),
        ],
        ["read ", time(one.found_at)],
        count(one.revisions_tested, "revision"),
        one.total_time_ms != null && duration(one.total_time_ms),
        one.labels.manager && middleCut(one.labels.manager),
      ),
    ),
    el(
      "ul",
      { class: "reasons" },
      sided(one).slice(0, REASONS_SHOWN).map(reasonRow),
      more > 0 &&
        el("li", { class: "quiet" }, bisectionLink(one.id, `and ${count(more, "more reason")}`)),
    ),
    (one.also_named_for > 0 || one.also_named_by > 0) &&
      el("p", { class: "quiet" }, alsoNamed(one.also_named_for, one.also_named_by)),
  );
}
