// The overview: totals, what runs now, what just ended, alerts, what crashes now.

import { ask as fetched } from "./api.js";
import { bisectionCard, endedRow } from "./cards.js";
import { alertChanged, alertKey, alertOrder, alertRow } from "./view-alerts.js";
import { el, keep } from "./dom.js";
import { Feed, newestFirst } from "./feed.js";
import { publishFirst } from "./filters.js";
import { ask } from "./glossary.js";
import { calm } from "./live.js";
import { smoothly } from "./motion.js";
import { TypesChart } from "./types-chart.js";
import { toSearch } from "./links.js";
import { duration, levelWord, number } from "./words.js";

const DAY = 86400000;
const ENDED_SHOWN = 8;
const ALERTS_SHOWN = 3;
const PACE = 10000;
const DRAW_PACE = 300;

export async function overview() {
  const totals = el("p", { class: "totals" });
  const first = el("div", { class: "empty" });
  const quiet = (sentence) => () => el("p", { class: "quiet" }, sentence);
  const running = new Feed({
    path: "/bisections",
    // by its start, so that a line more does not change the order
    query: { outcome: "RUNNING", sort: "-started_at" },
    key: (one) => one.id,
    make: bisectionCard,
    matches: (one) => one.outcome === "RUNNING",
    order: newestFirst("started_at"),
    empty: quiet("Nothing is running. A bisection appears here with its first line."),
    first: 20,
  });
  const ended = new Feed({
    path: "/bisections",
    query: { outcome: "ENDED" },
    key: (one) => one.id,
    make: endedRow,
    matches: (one) => one.outcome !== "RUNNING" && one.outcome !== "NOT_A_BISECTION",
    order: newestFirst("last_line_at"),
    empty: quiet("Nothing has ended yet."),
    first: ENDED_SHOWN,
  });
  const alerts = new Feed({
    path: "/alerts",
    key: alertKey,
    make: alertRow,
    matches: () => true,
    order: alertOrder,
    empty: quiet("No alerts."),
    first: ALERTS_SHOWN,
  });
  const chart = new TypesChart({ height: 150, bucket: "hour" });

  let now;
  /** What runs is counted in the list where that is whole, so that neither is behind the other. */
  function showTotals() {
    const counted = { ...now, ...(running.whole && countedIn(running.whole)) };
    // A figure more may need a second line, which moves all that is below.
    smoothly(totals, () =>
      keep(
        totals,
        figures(counted),
        (figure) => figure.name,
        (figure) => figure.make(),
        (figure) => String(figure.value),
      ),
    );
  }
  async function loadTotals() {
    now = await fetched("/overview");
    showTotals();
    const without = now.bisections === 0;
    if (without === Boolean(first.firstChild)) return;
    smoothly(first, () => first.replaceChildren(...(without ? [publishFirst()] : [])));
  }
  const loadChart = async () =>
    chart.show(
      await fetched("/crashes/types", {
        bucket: "hour",
        since: new Date(Date.now() - DAY).toISOString(),
      }),
    );
  const refreshTotals = calm(loadTotals, PACE);
  const refreshChart = calm(loadChart, PACE);
  const showSoon = calm(showTotals, DRAW_PACE);
  await Promise.all([loadTotals(), running.load(), ended.load(), alerts.load(), loadChart()]);
  showTotals();

  const all = () => (
    refreshTotals(),
    running.refresh(),
    ended.refresh(),
    alerts.refresh(),
    refreshChart()
  );
  return {
    title: "Firstbad",
    element: el(
      "div",
      { class: "overview" },
      el("h1", { class: "hidden" }, "Overview"),
      totals,
      first,
      part("running", "Running", running.element),
      el(
        "div",
        { class: "columns" },
        part(
          "ended",
          "Newest results",
          ended.element,
          el("a", { href: "/search?outcome=ENDED" }, "all that ended"),
        ),
        el(
          "div",
          {},
          part("alerts", "Alerts", alerts.element, el("a", { href: "/alerts" }, "all alerts")),
          part(
            "crashes",
            "Crashes of the last 24 hours",
            chart.element,
            el("a", { href: "/crashes" }, "more"),
          ),
        ),
      ),
    ),
    refresh: all,
    changed: (change) => {
      const { kind, id, row } = change;
      refreshTotals();
      if (kind === "alert") alerts.take(alertChanged(change), row);
      if (["bisection", "assessment", "verification"].includes(kind))
        (running.take(id, row), ended.take(id, row), showSoon());
      if (kind === "revision") refreshChart();
    },
  };
}

const countedIn = (rows) => ({
  running: rows.length,
  derailed: rows.filter((one) => one.assessment?.derailed).length,
  stalled: rows.filter((one) => one.stalled).length,
});

function part(name, heading, content, link) {
  return el(
    "section",
    { class: "part " + name, "aria-labelledby": "h-" + name },
    el("h2", { id: "h-" + name }, heading),
    link && el("p", { class: "aside" }, link),
    content,
  );
}

function figures(now) {
  const { culprits } = now;
  const figure = (name, value, href, noun = name) => ({
    name,
    value,
    make: () =>
      el(
        "a",
        { href, class: "figure" + (value ? "" : " zero") },
        el("b", {}, number(value)),
        " " + noun,
      ),
  });
  const list = [
    figure("running", now.running, "/search?outcome=RUNNING"),
    figure("derailed", now.derailed, toSearch({ outcome: "RUNNING", warning: "DERAILED" })),
    figure("stalled", now.stalled, toSearch({ outcome: "RUNNING", warning: "STALLED" })),
    figure(
      "culprits",
      culprits.total,
      "/culprits?since=" + culprits.since,
      `${culprits.total === 1 ? "culprit" : "culprits"} in ${culprits.days} days`,
    ),
  ];
  for (const level of ["HIGH", "MIDDLE", "LOW", "NONE"]) {
    if (level !== "NONE" || culprits.NONE)
      list.push(
        figure(
          level,
          culprits[level],
          `/culprits?level=${level}&since=${culprits.since}`,
          levelWord(level),
        ),
      );
  }
  const kinds = Object.entries(now.dead_letters_by_kind)
    .filter(([, letters]) => letters > 0)
    .map(([kind, letters]) => `${number(letters)} ${kind}`)
    .join(", ");
  const stake = now.at_stake.running_ms + now.at_stake.settled_ms;
  if (stake)
    list.push({
      name: "stake",
      value: stake,
      make: () =>
        el(
          "a",
          { href: "/alerts#h-stake", class: "figure" },
          el("b", {}, duration(stake)),
          ` of machine time at stake in ${culprits.days} days`,
        ),
    });
  if (now.dead_letters)
    list.push({
      name: "dead",
      value: now.dead_letters,
      make: () =>
        el(
          "span",
          { class: "figure warning" },
          el("b", {}, number(now.dead_letters)),
          " dead letters ",
          ask("dead letters"),
          kinds && el("span", { class: "quiet" }, " " + kinds),
        ),
    });
  return list;
}
