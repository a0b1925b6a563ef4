// What changed, as the server tells it: server-sent events with resume. EventSource comes back by
// itself from a broken connection; from a refusal it does not, and then we do, more and more slowly.

const KINDS = [
  "bisection", "revision", "assessment", "culprit", "alert", "crash_counts", "suspect", "track_record", "verification",
  "git_facts", "detail",
];
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
/** The server says something each 5 s; a connection that is silent for so long is dead, though it stands. */
const SILENCE = 20000;
/** A browser keeps six connections to a server; a page that nobody looks at gives its own back. */
const HIDDEN_PAUSE = 20000;

/**
 * @param from the change after which to begin, as an answer of the server named it; null for now
 * @param watched the bisection that is shown: with kind "detail" what is new of it is brought; null for none
 * @param changed called with {kind, id, ordinal, row} for each change
 * @param lag called with how far the view is behind, in milliseconds, and the leg that is behind most, or ""
 * @param state called with "live" or "lost"
 * @param missed called when changes may have been missed: everything is to be asked for again
 * @param back called when the connection is back
 * @return watch, which sets another bisection that is shown
 */
export function follow({ from, watched, changed, lag, state, missed, back }) {
  let source = null;
  let again;
  let listening;
  let hiding;
  let newest = from;
  let pause = FIRST_PAUSE;
  let lost = false;

  function heard() {
    clearTimeout(listening);
    listening = setTimeout(silent, SILENCE);
  }

  function silent() {
    lost = true;
    state("lost");
    source.close();
    open();
  }

  function open() {
    heard();
    source = new EventSource(
      "/api/v1/events?rows=true" +
        (newest ? "&after=" + encodeURIComponent(newest) : "") +
        (watched ? "&detail=" + encodeURIComponent(watched) : ""),
    );
    source.onopen = () => {
      heard();
      pause = FIRST_PAUSE;
      state("live");
      if (lost) back();
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      state("lost");
      if (source.readyState !== EventSource.CLOSED) return;
      source.close();
      clearTimeout(listening);
      again = setTimeout(open, pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        heard();
        newest = event.lastEventId || newest;
        const data = JSON.parse(event.data);
        changed({ ...data, kind, what: data.kind });
      });
    }
    source.addEventListener("lag", (event) => {
      heard();
      const data = JSON.parse(event.data);
      lag(data.lag_ms, data.leg);
    });
    source.addEventListener("reset", (event) => {
      heard();
      newest = event.lastEventId || newest;
      missed();
    });
  }

  function close() {
    clearTimeout(again);
    clearTimeout(listening);
    source.close();
    source = null;
    lost = true;
  }

  function watch(id) {
    if (id === watched) return;
    watched = id;
    if (!source) return;
    clearTimeout(again);
    source.close();
    open();
  }

  function reopen() {
    clearTimeout(hiding);
    if (!source) open();
  }

  addEventListener("pagehide", () => source && close());
  addEventListener("pageshow", (event) => event.persisted && reopen());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") reopen();
    else hiding = setTimeout(() => source && close(), HIDDEN_PAUSE);
  });
  open();
  return { watch };
}

/**
 * Runs a task at most once in so many milliseconds, counted from now on; the last call is never lost.
 * A task that fails only for now is tried again.
 */
export function calm(task, ms) {
  let rested = Date.now() + ms;
  let waiting = null;
  return function call() {
    waiting ??= setTimeout(
      async () => {
        rested = Date.now() + ms;
        waiting = null;
        try {
          await task();
        } catch (trouble) {
          console.debug("not refreshed:", trouble.message);
          if (FOR_NOW.includes(trouble.status)) call();
        }
      },
      Math.max(0, rested - Date.now()),
    );
  };
}

/** No answer in time, and what is refused only for now; how long the server is left in peace then. */
const FOR_NOW = [0, 429, 502, 503, 504];
const PEACE = 5000;

/**
 * Runs a task at most every so many milliseconds and never twice at once; the last call is never
 * lost. A task that fails only for now is tried again, any other that fails with the next call.
 */
export function paced(task, ms) {
  let running = false;
  let again = false;
  return async function call() {
    if (running) return void (again = true);
    running = true;
    let pause = ms;
    try {
      await task();
    } catch (trouble) {
      console.debug("not refreshed:", trouble.message);
      if (FOR_NOW.includes(trouble.status)) ((again = true), (pause = PEACE));
    }
    await new Promise((done) => setTimeout(done, pause));
    running = false;
    if (again) ((again = false), call());
  };
}
