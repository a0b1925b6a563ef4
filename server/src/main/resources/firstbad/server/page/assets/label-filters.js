// Filters by what the labels of bisections say, and how many bisections each choice would leave.

import { ask } from "./api.js";
import { el } from "./dom.js";
import { middleCut, number } from "./words.js";

/** Shown before all others, and also where they have many values. */
const KNOWN = ["manager", "kernel.repo", "kernel.branch"];
const MOST_NAMES = 6;
const MOST_VALUES = 12;
/** A label whose values have fewer bisections each names single ones, such as the bug's address. */
const FEWEST_EACH = 2;

/** Counts for the filters of a list; null where the server has none for now. */
export const facets = (query, path = "/facets") => ask(path, query).catch(() => null);

/** The labels that the address asks for: values by name. */
export function askedLabels(query) {
  const labels = new Map();
  for (const text of query.getAll("label")) {
    const equals = text.indexOf("=");
    const name = text.slice(0, Math.max(0, equals));
    if (name) labels.set(name, [...(labels.get(name) ?? []), text.slice(equals + 1)]);
  }
  return labels;
}

/** Whether a row has the labels that the address asks for. */
export const hasLabels = ({ labels }, query) =>
  [...askedLabels(query)].every(([name, values]) => values.includes(labels?.[name]));

/** The address of all bisections that have a label. */
export const toLabel = (name, value) => "/search?label=" + encodeURIComponent(name + "=" + value);

/**
 * A part for each label that tells bisections apart, and for each that the address asks for.
 *
 * @param known the server's facets; null where it has none
 * @param counted whether its counts are those of this list
 */
export function labelFilters(known, query, counted = true) {
  const chosen = askedLabels(query);
  const all = known?.labels ?? [];
  const rank = (name) => (KNOWN.indexOf(name) + KNOWN.length + 1) % (KNOWN.length + 1);
  const names = all
    .filter((one) => chosen.has(one.name) || tellsApart(one))
    .map((one) => one.name)
    .sort((a, b) => rank(a) - rank(b));
  for (const name of chosen.keys()) if (!names.includes(name)) names.unshift(name);
  return names
    .filter((name, at) => at < MOST_NAMES || chosen.has(name))
    .map((name) => {
      const facet = all.find((one) => one.name === name);
      const make = () => row(name, facet, chosen.get(name) ?? [], query, counted);
      return { key: "label " + name, of: facet, quiet: true, make };
    });
}

const tellsApart = ({ name, distinct, bisections, alerts }) =>
  distinct > 1 && (KNOWN.includes(name) || (bisections ?? alerts) >= FEWEST_EACH * distinct);

function row(name, facet, chosen, query, counted) {
  const values = (facet?.values ?? []).slice(0, MOST_VALUES);
  for (const value of chosen)
    if (!values.some((one) => one.value === value)) values.unshift({ value, bisections: 0 });
  const more = (facet?.distinct ?? 0) - values.length;
  const link = (value, words, count) =>
    el(
      "a",
      {
        href: withLabel(query, name, value),
        title: value,
        "aria-current": (value === null ? !chosen.length : chosen.includes(value)) ? "true" : null,
      },
      words,
      counted && count !== undefined && el("span", { class: "times" }, " " + number(count)),
    );
  return el(
    "p",
    { class: "filters", role: "group", "aria-label": name },
    el("span", { class: "quiet" }, name),
    el(
      "span",
      { class: "choices" },
      link(null, "all"),
      values.map((one) => link(one.value, shortened(one.value), one.bisections ?? one.alerts)),
      more > 0 && el("span", { class: "quiet" }, `and ${number(more)} more`),
    ),
  );
}

/** The address with one value of a label, or with none. */
function withLabel(query, name, value) {
  const next = new URLSearchParams(query);
  next.delete("label");
  for (const text of query.getAll("label")) if (!text.startsWith(name + "=")) next.append("label", text);
  if (value !== null) next.append("label", name + "=" + value);
  return location.pathname + (next.size ? "?" + next : "");
}

/** A tree of git.kernel.org by its name there, and a long value without its middle. */
function shortened(value) {
  const tree = value.replace(/^(https|git):\/\/git\.kernel\.org\/pub\/scm\/linux\/kernel\/git\//, "");
  return tree ? middleCut(tree) : "(empty)";
}
