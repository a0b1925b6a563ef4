// Filters of a list as links that hold them, and what a list says that is empty for want of any log.

import { el } from "./dom.js";
import { command } from "./marks.js";

/** A row of filters as links behind what they choose, the chosen one marked. */
export function filters(name, label, choices, query, unchosen = "all") {
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
    );
  };
  return el(
    "p",
    { class: "filters", role: "group", "aria-label": label },
    el("span", { class: "quiet" }, label),
    [["", unchosen], ...choices].map(link),
  );
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
