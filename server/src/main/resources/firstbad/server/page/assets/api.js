// Asks the server. What goes wrong becomes a Trouble with a sentence and what to do about it.

const BASE = "/api/v1";
const PATIENCE = 20000;

export class Trouble extends Error {
  constructor(status, title, detail, advice, problem = {}) {
    super(detail || title);
    Object.assign(this, { status, title, detail, advice, problem });
  }
}

let first = null;

/** The newest change of the view before the first answer, after which nothing may be missed; null before it. */
export function firstChange() {
  return first;
}

let lagTold = () => {};
let slowed = () => {};
let refused = () => {};

/** Calls back with the lag in milliseconds that each answer tells, and the name of its leg. */
export function onLag(callback) {
  lagTold = callback;
}

/** Calls back with whether the server refuses for now, since this address asks too often. */
export function onSlowed(callback) {
  slowed = callback;
}

/** Calls back when the server asks for a token: at first, or since the sign-in is over. */
export function onSignedOut(callback) {
  refused = callback;
}

/** The JSON at an address below /api/v1. */
export async function ask(path, query = {}) {
  return (await answer(path, query)).json();
}

async function answer(path, query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat())
      if (one !== null && one !== undefined && one !== "") parameters.append(name, one);
  }
  const search = parameters.size ? "?" + parameters : "";
  let response;
  try {
    response = await fetch(BASE + path + search, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Trouble(
      0,
      "The server does not answer",
      "",
      "It may be starting again. The page tries again by itself as soon as the connection is back.",
    );
  }
  const lag = response.headers.get("Firstbad-Lag-Ms");
  if (lag !== null) lagTold(Number(lag), slowest(response.headers.get("Firstbad-Lag")));
  first ??= response.headers.get("Firstbad-Change");
  slowed(response.status === 429);
  if (response.ok) return response;
  if (response.status === 401) refused();
  const problem = await response.json().catch(() => ({}));
  throw new Trouble(
    response.status,
    TITLES[response.status] ?? "The server refused",
    problem.detail || "",
    ADVICE[response.status] ?? DEFAULT_ADVICE,
    problem,
  );
}

/** The leg that is behind most, of "ingest=0, judging=12, view=3"; empty where none is. */
function slowest(legs) {
  const each = (legs ?? "").split(", ").map((leg) => leg.split("="));
  return each.reduce((most, leg) => (Number(leg[1]) > Number(most[1]) ? leg : most), ["", 0])[0];
}

const TITLES = {
  400: "This cannot be asked for",
  404: "Nothing is known of this",
  409: "Several begin like this",
  429: "Too many requests at once",
  500: "The server has a fault",
  503: "The server is not ready yet",
};
const DEFAULT_ADVICE = "Load the page again; if it stays so, look at the server's log.";
const ADVICE = {
  400: "Correct the address, or start again from the overview.",
  404: "Search for a word of the bug's title, a function, a commit or an id.",
  409: "Give more digits of the hash.",
  429: "Wait a few seconds; the page tries again by itself.",
  503: "The server is starting, or its view is not ready yet. The page tries again by itself.",
};

/** The path of one bisection: its id is one segment. */
export const bisectionPath = (id) => "/bisections/" + encodeURIComponent(id);
