// Crashes: types over time, commits × types with the noisiest first, titles by words.

import { ask } from "./api.js";
import { el, keep, table } from "./dom.js";
import { Feed } from "./feed.js";
import { ask as explained } from "./glossary.js";
import { toBug } from "./links.js";
import { calm } from "./live.js";
import { commitLine } from "./marks.js";
import { TypesChart } from "./types-chart.js";
import { count, crashTitle, number } from "./words.js";

const SHADES = 8;
const NOISIEST = 20;
const PACE = 10000;
const OTHER = "other than the bug’s";

export async function crashes({ query, go }) {
  const words = query.get("q") ?? "";
  const type = query.get("type") ?? "";
  const bucket = query.get("bucket") === "hour" ? "hour" : "day";
  const chart = new TypesChart({ height: 220, bucket });
  const heat = el("div", {});
  const body = el("tbody", {});
  const titles = new Feed({
    path: "/crashes/titles",
    query: { q: words, type },
    key: (one) => one.title + " " + one.type,
    make: titleRow,
    list: body,
    frame: titlesTable(body),
    empty: () =>
      el(
        "p",
        {},
        words || type
          ? ["No crash title matches. ", el("a", { href: "/crashes" }, "Show all")]
          : "No crash was counted yet.",
      ),
  });
  const loadChart = async () => chart.show(await ask("/crashes/types", { bucket }));
  const loadHeat = async () => showHeat(heat, await ask("/crashes/commits", { limit: NOISIEST }));
  await Promise.all([loadChart(), loadHeat(), titles.load()]);
  const refresh = calm(() => Promise.all([loadChart(), loadHeat(), titles.load()]), PACE);
  return {
    title: "Crashes",
    element: el(
      "div",
      { class: "crashes" },
      el("h1", {}, "Crashes"),
      el(
        "section",
        { class: "part", "aria-labelledby": "h-types" },
        el("h2", { id: "h-types" }, "Types over time ", explained("crash type")),
        el("p", { class: "aside filters" }, choice("day", bucket), choice("hour", bucket)),
        chart.element,
      ),
      el(
        "section",
        { class: "part", "aria-labelledby": "h-heat" },
        el("h2", { id: "h-heat" }, "The noisiest commits"),
        heat,
      ),
      el(
        "section",
        { class: "part", "aria-labelledby": "h-titles" },
        el("h2", { id: "h-titles" }, "Titles"),
        titlesForm(words, type, go),
        titles.element,
      ),
    ),
    refresh,
    changed: ({ kind }) => (kind === "crash_counts" || kind === "revision") && refresh(),
  };
}

const choice = (bucket, chosen) =>
  el(
    "a",
    { href: "/crashes?bucket=" + bucket, "aria-current": bucket === chosen ? "true" : null },
    "by " + bucket,
  );

function titlesForm(words, type, go) {
  const field = el("input", {
    type: "search",
    value: words,
    maxlength: 200,
    "aria-label": "Search crash titles",
    placeholder: "title or function",
    spellcheck: "false",
  });
  const form = el(
    "form",
    { class: "inline" },
    field,
    type && el("span", { class: "tag" }, type),
    (type || words) && el("a", { href: "/crashes" }, "show all"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const next = new URLSearchParams(
      Object.entries({ q: field.value.trim(), type }).filter(([, value]) => value),
    );
    go("/crashes" + (next.size ? "?" + next : ""));
  });
  return form;
}

function titlesTable(body) {
  const heads = [
    "title",
    "type",
    ["runs", "number"],
    ["commits", "number"],
    ["bisections", "number"],
    [el("span", {}, OTHER, " in ", explained(OTHER)), "number"],
  ];
  return table(heads, body, { kind: "titles-table" });
}

function titleRow(one) {
  return el(
    "tr",
    { "data-item": true },
    el(
      "th",
      { scope: "row" },
      el(
        "a",
        { class: "title", href: toBug(one.title) },
        crashTitle(one.title),
      ),
    ),
    el(
      "td",
      { class: "type" },
      el("a", { href: "/crashes?type=" + encodeURIComponent(one.type) }, one.type),
    ),
    el("td", { class: "number" }, number(one.runs)),
    el("td", { class: "number" }, number(one.commits)),
    el("td", { class: "number" }, number(one.bisections)),
    el("td", { class: "number" }, one.foreign_bisections ? number(one.foreign_bisections) : ""),
  );
}

/** A table that is its own heat map: the darker a cell, the more runs, on a logarithmic scale. */
function showHeat(place, { types, items }) {
  const most = Math.max(...items.flatMap((item) => Object.values(item.types)));
  keep(place, [types], () => "", (all) => heatTable(all, items.length), () => types.join("\n") + !items.length);
  const body = place.querySelector("tbody");
  if (!body) return;
  keep(body, items.map((item) => ({ item, types, most })), ({ item }) => item.commit, heatRow);
}

const heatTable = (types, known) =>
  known
    ? table(
        ["commit", ["runs", "number"], ...types.map((type) => [el("span", {}, type), "tilted"])],
        [],
        { kind: "heat-map", caption: "Crashed runs by commit and crash type" },
      )
    : el("p", { class: "quiet" }, "No run crashed yet.");

function heatRow({ item, types, most }) {
  const shade = (runs) =>
    runs ? Math.max(1, Math.round((SHADES * Math.log1p(runs)) / Math.log1p(most))) : 0;
  const cell = (type) => {
    const runs = item.types[type] ?? 0;
    return el(
      "td",
      { class: "heat heat-" + shade(runs), title: runs ? `${type}: ${count(runs, "run")}` : null },
      runs ? number(runs) : "",
    );
  };
  return el(
    "tr",
    { "data-item": true },
    el("th", { scope: "row" }, commitLine(item.commit, item.title)),
    el("td", { class: "number" }, number(item.runs)),
    types.map(cell),
  );
}
