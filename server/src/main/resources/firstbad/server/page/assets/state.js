// How up to date the page is, at its head: seen with each figure, said when it is another state.

import { say } from "./dom.js";
import { duration } from "./words.js";

const BEHIND = 10000;
/** What a leg of a line's way is behind with. */
const LEGS = {
  ingest: "lines wait for Kafka",
  judging: "lines wait to be judged",
};

const known = { connection: "connecting", lag: 0, leg: "", slow: false, signedOut: false };
let said = null;

/**
 * Takes in what is known anew.
 *
 * @param change any of connection (connecting, live, lost), lag in milliseconds, leg that lags most, slow
 *     for too many requests, signedOut
 */
export function tell(change) {
  Object.assign(known, change);
  const state = document.getElementById("state");
  const name = known.connection === "live" && (known.slow || known.lag >= BEHIND) ? "behind" : known.connection;
  const words = inWords();
  state.className = "state " + name;
  const text = state.lastElementChild;
  if (text.textContent !== words) text.textContent = words;
  // The first connection is what everybody expects.
  if (said && said !== name) say(words);
  if (name !== "connecting") said = name;
}

function inWords() {
  const { connection, lag, leg, slow, signedOut } = known;
  if (signedOut) return "not signed in";
  if (slow) return "too many requests; waiting";
  if (connection === "lost") return "connection lost; trying again";
  if (connection === "connecting") return "connecting";
  if (lag >= BEHIND) return (LEGS[leg] ?? "catching up") + ", " + duration(lag) + " behind";
  return "live, " + (lag / 1000).toFixed(1) + " s behind";
}
