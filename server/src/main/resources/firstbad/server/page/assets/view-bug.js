// One bug by its crash title: every bisection that searched for it, the commits where it crashes, and when.

import { ask } from "./api.js";
import { anyRow } from "./cards.js";
import { el, table } from "./dom.js";
import { external } from "./labels.js";
import { webAddress } from "./links.js";
import { calm } from "./live.js";
import { commitLine, title } from "./marks.js";
import { TypesChart } from "./types-chart.js";
import { count, crashTitle, number } from "./words.js";

const PACE = 10000;

export async function bug({ query }) {
  const wanted = query.get("title") ?? "";
  const chart = new TypesChart({ height: 160, bucket: "day" });
  const element = el("div", { class: "bug-view" });
  let text;
  async function load() {
    const known = await ask("/crashes/title", { title: wanted });
    const now = JSON.stringify(known);
    if (now === text) return;
    text = now;
    chart.show({
      bucket: "day",
      items: known.days.map(({ at, runs }) => ({ at, types: { [known.type]: runs } })),
    });
    element.replaceChildren(...sections(known, chart));
  }
  await load();
  return {
    title: crashTitle(wanted),
    element,
    refresh: calm(load, PACE),
    changed({ kind }) {
      if (kind === "revision" || kind === "culprit") this.refresh();
    },
  };
}

function sections(known, chart) {
  const searches = known.searched_by;
  const addresses = new Set(
    searches.map((one) => one.labels["bug.url"]).filter((one) => one && webAddress(one)),
  );
  return [
    el(
      "header",
      { class: "head" },
      el("h1", {}, title(known.title, searches.length > 0 || undefined)),
      el(
        "p",
        { class: "quiet" },
        `${known.type}, ${count(known.runs, "crashed run")} at ${count(known.commits, "commit")} in ${count(known.bisections, "bisection")}`,
        known.foreign_bisections > 0 &&
          `; ${number(known.foreign_bisections)} of them searched for another bug`,
        ".",
      ),
      [...addresses].slice(0, 5).map((address) => el("p", {}, external(address))),
    ),
    part(
      "searches",
      searches.length
        ? `Searched for by ${count(searches.length, "bisection")}`
        : "Searched for by no bisection",
      el("ol", { class: "feed" }, searches.map(anyRow)),
    ),
    part("days", "Crashed runs over time", chart.element),
    part("places", "Where it crashes", places(known.crashing_commits)),
  ];
}

const part = (name, heading, content) =>
  el(
    "section",
    { class: "part", "aria-labelledby": "h-" + name },
    el("h2", { id: "h-" + name }, heading),
    content,
  );

function places(commits) {
  return table(
    ["commit", ["runs", "number"], ["as the bug searched for", "number"], ["bisections", "number"]],
    commits.map((one) =>
      el(
        "tr",
        { "data-item": true },
        el("th", { scope: "row" }, commitLine(one.commit, one.title)),
        el("td", { class: "number" }, number(one.runs)),
        el("td", { class: "number" }, number(one.own_runs)),
        el("td", { class: "number" }, number(one.bisections)),
      ),
    ),
    { kind: "titles-table", caption: "Runs that crashed with this title, by commit" },
  );
}
