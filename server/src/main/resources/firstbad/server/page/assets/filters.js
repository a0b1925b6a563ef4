// Filters of a list as links that hold them, and what a list says that is empty for want of any log.

import { el, keepParts } from "./dom.js";
import { ask, GLOSSARY } from "./glossary.js";
import { calm } from "./live.js";
import { command } from "./commands.js";
import { number } from "./words.js";

const PACE = 10000;

/**
 * A row of filters as links behind what they choose, the chosen one marked.
 *
 * @param counts how many each choice would leave, by its value; what would leave none is left out
 */
export function filters(name, label, choices, query, { unchosen = "all", counts = null } = {}) {
  const chosen = query.get(name) ?? "";
  const link = ([value, words]) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    const search = next.size ? "?" + next : "";
    return el(
      "a",
      { href: location.pathname + search, "aria-current": value === chosen ? "true" : null },
      words,
      counts?.[value] > 0 && el("span", { class: "times" }, " " + number(counts[value])),
    );
  };
  const left = choices.filter(([value]) => !counts || counts[value] > 0 || value === chosen);
  return el(
    "p",
    { class: "filters", role: "group", "aria-label": label },
    el("span", { class: "quiet" }, label, GLOSSARY[label] && [" ", ask(label)]),
    el("span", { class: "choices" }, [["", unchosen], ...left].map(link)),
  );
}

/** The same as a part of rows of filters. */
export const filterPart = (name, label, choices, query, how = {}) => ({
  key: name,
  of: how.counts ?? "",
  quiet: true,
  make: () => filters(name, label, choices, query, how),
});

/** What the address asks for and no row offers, so that it is seen and can be left out. */
export const askedPart = (name, label, query, words = query.get(name)) =>
  query.get(name) && filterPart(name, label, [[query.get(name), words]], query, { unchosen: "any" });

/**
 * Rows of filters whose counts follow the list; where the screen is narrow they are folded until one is
 * chosen.
 */
export class FilterRows {
  #rows = el("div", {});
  #counted = false;

  /** @param count asks for the counts, null where there are none for now; @param parts of these counts */
  constructor(query, count, parts) {
    Object.assign(this, { count, parts });
    this.refresh = calm(() => this.load(), PACE);
    const chosen = [...query.keys()].some((name) => name !== "q");
    this.element = el(
      "details",
      { class: "filter-rows", open: chosen || matchMedia("(min-width: 761px)").matches },
      el("summary", {}, "Filters"),
      this.#rows,
    );
  }

  async load() {
    const counts = await this.count();
    if (counts || !this.#counted) keepParts(this.#rows, this.parts(counts));
    this.#counted ||= Boolean(counts);
  }
}

/** Whether a time lies in the days of the address, which are days of UTC or times. */
export const withinDays = (at, { since, until }) =>
  (!since || Date.parse(at) >= Date.parse(since)) && (!until || Date.parse(at) < Date.parse(until));

/** From which day on, and before which; kept in the address as the other filters are. */
export function dateFilters(query, go) {
  const field = (name, words) => {
    const input = el("input", {
      type: "date",
      "aria-label": words,
      value: (query.get(name) ?? "").slice(0, 10),
    });
    input.addEventListener("change", () => {
      const next = new URLSearchParams(query);
      if (input.value) next.set(name, input.value);
      else next.delete(name);
      go(location.pathname + (next.size ? "?" + next : ""));
    });
    return input;
  };
  const make = () =>
    el(
      "p",
      { class: "filters dates", role: "group", "aria-label": "days, UTC" },
      el("span", { class: "quiet" }, "days"),
      field("since", "from this day on, UTC"),
      el("span", { "aria-hidden": "true" }, "–"),
      field("until", "before this day, UTC"),
    );
  return { key: "days", make };
}

/** A link to the list as an Atom feed, with its filters. */
export const atomLink = () =>
  el("p", { class: "quiet" }, el("a", { href: location.pathname + ".atom" + location.search }, "as an Atom feed"));

/** What a list says when nothing was ever published: the one command that publishes a log. */
export function publishFirst() {
  return el(
    "div",
    {},
    el("p", {}, "Nothing has been published yet. One command publishes a log:"),
    command(`curl -T bisect.log "${location.origin}/api/v1/bisections/my-first/log"`),
    el("p", { class: "quiet" }, "or, with Kafka at hand: firstbad publish bisect.log"),
  );
}
