// Starts the page: which view an address means, the keyboard, and what follows the server's events.

import { firstChange, onLag, onSignedOut, onSlowed, Trouble } from "./api.js";
import { el, say, visible } from "./dom.js";
import { follow, paced } from "./live.js";
import { refreshTimes } from "./marks.js";
import { onAsked } from "./glossary.js";
import { showHelp } from "./help.js";
import { signIn } from "./sign-in.js";
import { tell } from "./state.js";
import { alerts } from "./view-alerts.js";
import { bisection } from "./view-bisection.js";
import { bug } from "./view-bug.js";
import { commit } from "./view-commit.js";
import { crashes } from "./view-crashes.js";
import { culprits } from "./view-culprits.js";
import { help } from "./view-help.js";
import { overview } from "./view-overview.js";
import { search } from "./view-search.js";
import { suspects } from "./view-suspects.js";
import { beginning, withSymbols } from "./words.js";

/** Address to view; a view is a function of what the address holds that gives its element and its moves. */
const VIEWS = [
  [/^\/$/, overview],
  [/^\/b\/(.+)$/, bisection],
  [/^\/culprits$/, culprits],
  [/^\/suspects$/, suspects],
  [/^\/c\/([^/]+)$/, commit],
  [/^\/bug$/, bug],
  [/^\/crashes$/, crashes],
  [/^\/alerts$/, alerts],
  [/^\/search$/, search],
  [/^\/help$/, help],
];
/** The word of trust for a search without a verdict is another one: "not judged yet". */
const WAITING = "Its lines wait to be judged";
const LOOKS_AGAIN =
  "This page looks again every 5 seconds. Where it stays so, see whether the topology runs: firstbad health.";
const TICK = 15000;
/** Letters of a title that a tab or a bookmark shows, at most. */
const TITLE = 100;

const main = document.getElementById("main");
const field = document.getElementById("q");
let current = null;
/** The server's events, once they are followed. */
let following = null;
let place = 0;
/** What changed since the view that is on its way was asked for. */
let unseen = [];
let missedAll = false;
let signingIn = false;
/** The address of the view, without what leads to a place in it. */
let shown = null;

/** Shows the view of the address; the old one stays until the new one has what it needs. */
async function show({ focus = false, scroll = 0 } = {}) {
  const mine = ++place;
  const path = location.pathname;
  namedBySymbols();
  markLinks(path);
  field.value =
    path === "/search" ? (new URLSearchParams(location.search).get("q") ?? "") : field.value;
  main.setAttribute("aria-busy", "true");
  unseen = [];
  missedAll = false;
  let view;
  try {
    view = await viewOf(path);
  } catch (trouble) {
    view = troubled(trouble);
  }
  if (mine !== place) return view.close?.();
  current?.close?.();
  current = view;
  main.replaceChildren(view.element);
  main.removeAttribute("aria-busy");
  document.title = visible(beginning(view.title, TITLE)) + (view.title === "Firstbad" ? "" : " · Firstbad");
  scrollTo(0, scroll);
  if (focus) {
    main.focus({ preventScroll: true });
    say(view.title);
  }
  following?.watch(view.watches ?? null);
  view.shown?.();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  shown = path + location.search;
  // What is new of what is watched is brought from now on only.
  const behind = view.watches && unseen.some(({ id }) => id === view.watches);
  if (missedAll || behind) view.refresh();
  else unseen.forEach((change) => view.changed?.(change));
  unseen = [];
}

/** An address that somebody typed may have the words of lists and options; a link has the symbols. */
function namedBySymbols() {
  const asked = new URLSearchParams(location.search);
  const symbols = withSymbols(asked);
  if (symbols.toString() !== asked.toString())
    history.replaceState(history.state, "", `${location.pathname}?${symbols}${location.hash}`);
}

function viewOf(path) {
  for (const [pattern, view] of VIEWS) {
    const match = pattern.exec(path);
    if (match)
      return view({
        part: match[1] && decoded(match[1]),
        query: new URLSearchParams(location.search),
        go,
      });
  }
  throw new Trouble(404, "There is no such page", "", "Start again from the overview.");
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Trouble(
      400,
      "The address is not well-formed",
      "",
      "Correct the address, or start again from the overview.",
    );
  }
}

/** A view that says what went wrong and what to do; it tries again when the connection is back. */
function troubled(trouble) {
  console.debug(trouble);
  const known = trouble instanceof Trouble;
  const arriving = known && trouble.problem.accepted_lines > 0;
  const element = el(
    "section",
    { class: "trouble" },
    el("h1", {}, arriving ? WAITING : known ? trouble.title : "This page has a fault"),
    el("p", {}, known ? trouble.detail : String(trouble.message)),
    el("p", {}, arriving ? LOOKS_AGAIN : known ? trouble.advice : "Load it again. If it stays so, it is our mistake."),
    el("p", {}, el("a", { href: "/" }, "To the overview")),
  );
  const again = paced(() => show({ scroll: scrollY }), 1000);
  // What is not there may come: the first lines of a log are often on their way.
  const timer = [0, 404, 429, 503].includes(trouble.status) && setInterval(again, 5000);
  const changed = trouble.status === 404 ? again : null;
  return {
    troubled: true,
    title: arriving ? WAITING : known ? trouble.title : "A fault",
    element,
    refresh: again,
    changed,
    close: () => clearInterval(timer),
  };
}

/** Goes to an address of the page. */
function go(address, { replace = false } = {}) {
  history.replaceState({ scroll: scrollY }, "");
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  return show({ focus: !replace, scroll: replace ? scrollY : 0 });
}

function markLinks(path) {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (
    !link ||
    event.defaultPrevented ||
    event.button ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const url = new URL(link.href);
  if (
    url.origin !== location.origin ||
    link.target ||
    link.hasAttribute("download") ||
    url.pathname.startsWith("/api/") ||
    url.pathname.endsWith(".atom")
  )
    return;
  if (url.hash && url.pathname === location.pathname && url.search === location.search) return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
});

/** The list of what the field asks for; its filters stay where it is shown already. */
function searchAddress() {
  const next = new URLSearchParams(location.pathname === "/search" ? location.search : "");
  next.set("q", field.value.trim());
  return "/search?" + next;
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  go(searchAddress());
});

const typed = paced(async () => {
  if (location.pathname === "/search") await go(searchAddress(), { replace: true });
}, 200);
field.addEventListener("input", typed);

addEventListener("popstate", (event) => {
  // Another line of the log that is shown: the view goes there by itself.
  if (location.hash && location.pathname + location.search === shown) return;
  show({ scroll: event.state?.scroll ?? 0 });
});

document.getElementById("help").addEventListener("click", () => showHelp());
onAsked(showHelp);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input, textarea, select");
  if (event.key === "Escape" && typing) return event.target.blur();
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.key === "/") (field.focus(), field.select());
  else if (event.key === "?") showHelp();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else return;
  event.preventDefault();
});

/** One step on or back: through the search where the view has one, else through the list. */
function step(by) {
  if (current?.step) return current.step(by);
  const items = [...main.querySelectorAll("[data-item]")]
    .map((item) => item.querySelector("a[href].title, a[href]"))
    .filter(Boolean);
  const at = items.indexOf(document.activeElement);
  const next =
    items[
      at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.max(0, Math.min(items.length - 1, at + by))
    ];
  next?.focus();
}

onSignedOut(() => {
  if (signingIn) return;
  signingIn = true;
  tell({ signedOut: true });
  place++;
  current?.close?.();
  current = null;
  main.replaceChildren(signIn(() => location.reload()));
  main.removeAttribute("aria-busy");
  document.title = "Sign in · Firstbad";
  document.getElementById("token").focus();
});

onLag((lag, leg) => tell({ lag, leg }));
onSlowed((slow) => tell({ slow }));
history.scrollRestoration = "manual";
await show();

following = follow({
  from: firstChange(),
  watched: current?.watches ?? null,
  changed: (change) => {
    if (main.ariaBusy) unseen.push(change);
    current?.changed?.(change);
  },
  lag: (lag, leg) => tell({ lag, leg }),
  missed: () => {
    missedAll = true;
    current?.refresh();
  },
  back: () => (current?.troubled || current?.watches) && current.refresh(),
  state: (connection) => tell({ connection }),
});
setInterval(() => refreshTimes(), TICK);
