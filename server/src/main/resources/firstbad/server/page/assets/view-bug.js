// One bug by its crash title: every bisection that searched for it, the commits where it crashes, and when.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el, keep, keepParts, table } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { external } from "./labels.js";
import { toSearch, webAddress } from "./links.js";
import { calm } from "./live.js";
import { commitLine, title } from "./marks.js";
import { TypesChart } from "./types-chart.js";
import { count, crashTitle, number } from "./words.js";

const PACE = 10000;
const SEARCHES_SHOWN = 20;

export async function bug({ query }) {
  const wanted = query.get("title") ?? "";
  const chart = new TypesChart({ height: 160, bucket: "day" });
  const head = el("header", { class: "head" });
  const searched = el("h2", { id: "h-searches" });
  const all = el("p", { class: "aside" });
  const places = el("tbody", {});
  const morePlaces = el("div", {});
  const searches = new Feed({
    path: "/bisections",
    query: { title: wanted },
    key: (one) => one.id,
    make: anyRow,
    matches: (one) => one.bug_titles.some((each) => each.title === wanted),
    order: newestFirst("last_line_at"),
    empty: () => el("p", { class: "quiet" }, "Other titles were searched for where it crashed."),
    first: SEARCHES_SHOWN,
  });
  async function load() {
    const known = await ask("/crashes/title", { title: wanted });
    chart.show({
      bucket: "day",
      items: known.days.map(({ at, runs }) => ({ at, types: { [known.type]: runs } })),
    });
    keepParts(head, headParts(known));
    keepParts(searched, [{ key: "", of: known.searches, make: () => searchedBy(known) }]);
    keepParts(all, [known.searches > 1 && { key: "", of: known.searches, make: () => allOf(known) }]);
    keep(places, known.crashing_commits, (one) => one.commit, placeRow);
    const more = known.commits - known.crashing_commits.length;
    keepParts(morePlaces, [
      more > 0 && { key: "", of: more, make: () => el("p", { class: "quiet" }, `and ${count(more, "more commit")}`) },
    ]);
  }
  await Promise.all([load(), searches.load()]);
  const refresh = calm(load, PACE);
  return {
    title: crashTitle(wanted),
    element: el(
      "div",
      { class: "bug-view" },
      head,
      part(searched, all, searches.element),
      part(el("h2", { id: "h-days" }, "Crashed runs over time"), chart.element),
      part(el("h2", { id: "h-places" }, "Where it crashes"), placesTable(places), morePlaces),
    ),
    refresh: () => (refresh(), searches.refresh()),
    changed({ kind, id, row }) {
      if (["bisection", "assessment", "verification"].includes(kind)) searches.take(id, row);
      else if (kind === "revision") refresh();
    },
  };
}

const part = (heading, ...content) =>
  el("section", { class: "part", "aria-labelledby": heading.id }, heading, content);

function headParts(known) {
  const addresses = known.bug_urls.filter(webAddress);
  const { type, runs, commits, bisections, foreign_bisections: foreign } = known;
  return [
    { key: "title", of: known.searches > 0, make: () => el("h1", {}, title(known.title, known.searches > 0 || undefined)) },
    {
      key: "sums",
      of: [runs, commits, bisections, foreign],
      make: () =>
        el(
          "p",
          { class: "quiet" },
          `${type}, ${count(runs, "crashed run")} at ${count(commits, "commit")} in ${count(bisections, "bisection")}`,
          foreign > 0 &&
            (bisections === 1
              ? ", which searched for another title"
              : `; ${number(foreign)} of them searched for another title`),
          ".",
        ),
    },
    ...addresses.map((address) => ({ key: address, make: () => el("p", {}, external(address)) })),
  ];
}

const searchedBy = ({ searches }) =>
  el("span", {}, "Searched for by ", searches ? count(searches, "bisection") : "no bisection");

const allOf = ({ title: text, searches }) =>
  el("a", { href: toSearch({ title: text }) }, "all " + count(searches, "bisection"));

const placesTable = (body) =>
  table(
    ["commit", ["runs", "number"], ["as the bug searched for", "number"], ["bisections", "number"]],
    body,
    { kind: "titles-table", caption: "Runs that crashed with this title, by commit" },
  );

const placeRow = (one) =>
  el(
    "tr",
    { "data-item": true },
    el("th", { scope: "row" }, commitLine(one.commit, one.title)),
    el("td", { class: "number" }, number(one.runs)),
    el("td", { class: "number" }, number(one.own_runs)),
    el("td", { class: "number" }, number(one.bisections)),
  );
