// One bisection: head, the search, trust, runs, evidence, raw log. One step is chosen; everything follows
// it. As long as nobody chose, the newest step is. (Longer than most files, since what is chosen in one
// part moves all the others.)

import { ask as fetched, bisectionPath } from "./api.js";
import { about, bugTitle, factRow, facts, onPaper } from "./bisection-head.js";
import { el, keep, keepParts, say } from "./dom.js";
import { ask } from "./glossary.js";
import { paced } from "./live.js";
import { RawLog } from "./log.js";
import { logTools } from "./log-tools.js";
import { smoothly } from "./motion.js";
import { bugName, legend, verdictWords } from "./marks.js";
import { anyRunsRow, foldedRows, rowKey, rows } from "./runs.js";
import { SearchChart } from "./search-chart.js";
import { evidence, expectedSteps, merged, ownTitle, steps } from "./search-model.js";
import { stepInShort, stepSentence, stepsTable } from "./steps-in-words.js";
import { reasons, storyParts } from "./story.js";
import { evidenceTable, why } from "./verdict-on-trust.js";
import { alertWord, cameBack, stepName } from "./words.js";

/** Events bring what is new; all of it is asked for where they do not suffice, this often at most. */
const PACE = 10000;
const GONE = [404, 410];
/** From here on rows that are out of sight are not laid out. */
const LONG = 120;

/** Where the search left the bug, as the box tells it, or where an alarm was raised after which it came back. */
function flag({ assessment, story }) {
  const derailed = assessment?.derailed;
  if (!derailed) return null;
  return story?.left_at
    ? { ordinal: story.left_at, words: "⚠ left the bug here" }
    : { ordinal: derailed.ordinal, words: "another bug here, and back" };
}

export async function bisection({ part: id, query, go }) {
  const view = new BisectionView(id, () => go(location.pathname + location.search, { replace: true }));
  await view.load();
  const step = Number(query.get("step"));
  if (step) view.pendingStep = step;
  return view;
}

/** As the story has it: what was in test when the log stopped was neither decided nor skipped. */
const asTold = (detail) => ({
  ...detail,
  bisection: {
    ...detail.bisection,
    revisions: detail.story.revisions,
    clock: detail.story.clock,
    first_line_at: detail.revisions[0]?.opened_at,
  },
  revisions: detail.revisions.map((one) =>
    one.ordinal === detail.story.under_test ? { ...one, verdict: "UNKNOWN", stopped: true } : one,
  ),
});

const isRunning = ({ bisection }) => bisection.outcome === "RUNNING";

/** The line of the log that an address leads to, or NaN. */
const lineOf = (address) => Number(/^#L(\d{1,9})$/.exec(address.hash)?.[1]);

/** Whether a row stands for a step that is folded. */
const isWithin = ({ dataset }, ordinal) =>
  "first" in dataset && Number(dataset.first) <= ordinal && ordinal <= Number(dataset.last);

class BisectionView {
  #facts = el("dl", { class: "facts" });
  #paper = el("div", {});
  #name = el("h1", {});
  #story = el("section", { class: "story", "aria-label": "In short" });
  #about = el("div", {});
  #why = el("div", { class: "why" });
  #runs = el("ol", { class: "runs" });
  #evidence = el("div", {});
  #table = el("div", {});
  #readout = el("p", { class: "readout", "aria-live": "off" });
  #counted = null;
  #chosen = null;
  /** Behind which revisions those that were skipped alike are shown one by one. */
  #unfolded = new Set();

  /** @param gone called when there is no such bisection any more */
  constructor(id, gone) {
    this.id = id;
    this.watches = id;
    this.gone = gone;
    this.chart = new SearchChart((ordinal, firmly) => this.#choose(ordinal, firmly));
    this.log = new RawLog(id, (line) => this.#chooseLine(line));
    this.refresh = paced(() => this.#again(), PACE);
    this.moreLines = paced(() => this.log.refresh(), PACE);
    this.element = el(
      "article",
      { class: "bisection" },
      el("header", { class: "head" }, this.#paper, this.#name, this.#story, this.#facts, this.#about),
      el(
        "section",
        { class: "part search", "aria-labelledby": "h-search" },
        el("h2", { id: "h-search" }, "The search"),
        this.chart.element,
        this.#readout,
        this.#table,
      ),
      el(
        "section",
        { class: "part why-part", "aria-labelledby": "h-why" },
        el("h2", { id: "h-why" }, "Why ", ask("trust")),
        this.#why,
      ),
      el(
        "section",
        { class: "part runs-part", "aria-labelledby": "h-runs" },
        el("h2", { id: "h-runs" }, "Runs"),
        legend(),
        this.#runs,
      ),
      el(
        "section",
        { class: "part evidence-part", "aria-labelledby": "h-evidence" },
        el("h2", { id: "h-evidence" }, "Evidence"),
        this.#evidence,
      ),
      el(
        "section",
        { class: "part log-part", "aria-labelledby": "h-log" },
        el("h2", { id: "h-log" }, "Log"),
        logTools(
          id,
          this.log,
          (whole) => this.element.classList.toggle("wide-log", whole),
          () => this.#release(),
        ),
        this.log.element,
      ),
    );
    this.#runs.addEventListener(
      "pointermove",
      // Rows that are scrolled below a pointer at rest are not pointed at.
      (event) =>
        event.pointerType === "mouse" &&
        (event.movementX || event.movementY) &&
        this.#chooseRow(event, false),
    );
    this.#runs.addEventListener(
      "click",
      (event) => {
        const fold = event.target.closest("[data-fold]");
        if (fold) {
          this.#toggleFold(Number(fold.dataset.fold));
          this.#runs.querySelector(`[data-fold="${fold.dataset.fold}"]`).focus({ preventScroll: true });
        } else if (!event.target.closest("a, button")) this.#chooseRow(event, true);
      },
    );
    this.element.addEventListener("click", (event) => this.#ownLink(event));
    this.escape = (event) => this.#escape(event);
    addEventListener("keydown", this.escape);
    this.line = () => this.#linkedLine();
    addEventListener("hashchange", this.line);
    this.print = () => this.#print();
    addEventListener("beforeprint", this.print);
  }

  /** Escape leaves a field or a dialog first, and only then what was chosen. */
  #escape({ key, target }) {
    const elsewhere = target.matches?.("input, textarea, select") || document.querySelector("dialog[open]");
    if (key === "Escape" && !elsewhere) this.#release();
  }

  /** On paper nothing can be opened, and the day is that of the print. */
  #print() {
    this.#paper.replaceChildren(onPaper(this.id));
    for (const details of this.#about.querySelectorAll("details")) details.open = true;
  }

  async load() {
    // Both at once: on a slow line the one would wait for the other.
    const [detail] = await Promise.all([fetched(bisectionPath(this.id)), this.log.refresh()]);
    this.#show(detail);
  }

  async #again() {
    try {
      await this.load();
    } catch (trouble) {
      if (GONE.includes(trouble.status)) return this.gone();
      throw trouble;
    }
  }

  #show(detail) {
    if (this.ended === false && !isRunning(detail))
      say(`${detail.story.headline}. ${detail.story.ended}`);
    this.answered = detail;
    this.detail = asTold(detail);
    this.ended = !isRunning(detail);
    this.log.grows = !this.ended;
    smoothly(this.element, () => this.#draw());
    this.log.follows = this.log.grows && this.#chosen === null;
  }

  /** Where the log stands at first: at its end while it grows, else at the step to look at first. */
  #start() {
    if (this.log.follows) this.log.release();
    else this.#follow(Boolean(this.detail.assessment?.derailed));
  }

  shown() {
    if (this.#linkedLine()) return;
    if (!this.pendingStep) return this.#start();
    this.#choose(this.pendingStep, true);
    document.getElementById("step-" + this.pendingStep)?.scrollIntoView({ block: "nearest" });
  }

  /** A link to a line, such as #L60, chooses the line and its step. */
  #linkedLine() {
    const line = lineOf(location);
    if (!line || !this.detail) return false;
    this.#chooseLine(line);
    return true;
  }

  changed({ kind, id, detail, lines, crash_counts: counts }) {
    if (kind !== "detail" || id !== this.id) return;
    if (detail === null) return this.gone();
    if (lines && !this.log.take(lines)) this.moreLines();
    if (lines && !detail) this.#drawFacts();
    if (detail) this.#show(merged(this.answered, detail));
    if (counts) this.#count(counts);
  }

  step(by) {
    const at = this.steps.findIndex((step) => step.ordinal === this.#selected());
    const next = this.steps[Math.max(0, Math.min(this.steps.length - 1, at + by))];
    if (next) this.#choose(next.ordinal, true);
  }

  close() {
    removeEventListener("keydown", this.escape);
    removeEventListener("hashchange", this.line);
    removeEventListener("beforeprint", this.print);
  }

  /** What a person chose; else the newest step while it runs, and at the end the one to look at first. */
  #selected() {
    if (this.#chosen !== null) return this.#chosen;
    const { assessment } = this.detail;
    const back = cameBack({ assessment, at_stake_ms: this.detail.bisection.at_stake_ms });
    const first = this.ended && assessment?.derailed && !back && assessment.blamed?.ordinal;
    return first || this.steps.at(-1)?.ordinal;
  }

  #draw() {
    const { bisection, revisions, assessment, alerts } = this.detail;
    const called = bisection.labels["bug.title"] || this.id; // as long as no crash is known
    this.title = bugName(bisection.bug_titles, called);
    const inWordsOnly = bisection.tool === "GIT" && !bisection.bug_titles.length;
    this.element.classList.toggle("words-only", inWordsOnly);
    this.element.classList.toggle("untested", revisions.length === 0);
    this.steps = steps(this.detail);
    keep(
      this.#name,
      bisection.bug_titles.length ? bisection.bug_titles : [{ title: called, id: true }],
      (one) => one.title,
      bugTitle,
    );
    keepParts(this.#story, storyParts(this.detail));
    this.#drawFacts();
    keepParts(this.#about, about(this.detail));
    const levels = [assessment?.middle_from, assessment?.high_from].filter((one) => one != null);
    this.chart.show(this.steps, {
      expected: expectedSteps(bisection, this.steps),
      flag: flag(this.detail),
      levels,
      ended: this.ended,
      judged: !this.ended || (assessment?.level ?? "NONE") !== "NONE",
    });
    this.chart.element.parentElement.hidden = this.steps.length === 0;
    const known = [...reasons(this.detail), ...why(this.detail)];
    this.#why.parentElement.hidden = known.length === 0;
    keepParts(this.#why, known);
    this.#runs.parentElement.hidden = revisions.length === 0;
    this.#runs.classList.toggle("long", revisions.length > LONG);
    this.#drawRuns();
    this.#evidence.parentElement.hidden = revisions.every((revision) => revision.runs.total === 0);
    const table = evidence(this.detail);
    keep(this.#evidence, [table], () => "", evidenceTable);
    keep(this.#table, [this.steps], () => "", stepsTable);
    this.log.tie(
      this.#lines(revisions),
      new Map(alerts.map((one) => [one.line_number, "alert: " + alertWord(one.kind)])),
    );
    this.#follow(false);
  }

  #drawFacts() {
    keep(
      this.#facts,
      facts(this.detail.bisection, this.log.total),
      (fact) => fact.name,
      factRow,
      (fact) => fact.print ?? "",
    );
  }

  #drawRuns({ quiet = false } = {}) {
    const all = rows(this.detail, this.steps, this.#counted);
    keep(
      this.#runs,
      foldedRows(all, this.#unfolded).map((row) => ({ row, quiet })),
      ({ row }) => rowKey(row),
      ({ row }) => anyRunsRow(row),
      ({ row }) => JSON.stringify(row),
    );
  }

  /** Shows those that were skipped alike one by one, or folds them again. */
  #toggleFold(of) {
    if (!this.#unfolded.delete(of)) this.#unfolded.add(of);
    this.#drawRuns({ quiet: true });
    this.#follow(false);
  }

  #lines(revisions) {
    const marks = new Map(this.steps.map((step) => [step.ordinal, step]));
    return revisions.map((revision) => ({
      first: revision.first_line,
      last: revision.last_line ?? Infinity,
      ordinal: revision.ordinal,
      kind: marks.get(revision.ordinal)?.foreign ? "foreign" : revision.verdict.toLowerCase(),
      words: marks.has(revision.ordinal)
        ? stepInShort(marks.get(revision.ordinal))
        : `${stepName(revision)}: ${verdictWords(revision.verdict)}`,
    }));
  }

  /** The runs of the open revision come as counts of its commit; they are its own if nobody else tested it. */
  #count(counts) {
    const revision = this.detail.revisions.at(-1);
    if (!revision?.open || counts.commit !== revision.commit) return;
    if (counts.bisections > 1 || counts.revisions > 1) return;
    const own = ownTitle(this.detail.bisection.bug_titles);
    const titles = counts.types.flatMap((type) => type.titles);
    const foreign = titles.filter((one) => !own(one.title)).reduce((sum, one) => sum + one.runs, 0);
    this.#counted = {
      commit: revision.commit,
      runCounts: { own: counts.crashed - foreign, foreign, hollow: counts.inconclusive, ok: counts.ok },
    };
    this.#drawRuns();
    this.#follow(false);
  }

  /** @param firmly chosen by click or key, so that it stays and the address says it */
  #choose(ordinal, firmly) {
    this.#chosen = ordinal;
    const folded = [...this.#runs.querySelectorAll("[data-first]")].find((row) => isWithin(row, ordinal));
    if (firmly && folded) this.#toggleFold(Number(folded.querySelector("[data-fold]").dataset.fold));
    this.log.follows = false;
    if (firmly) history.replaceState(history.state, "", location.pathname + "?step=" + ordinal);
    this.#follow(true);
    if (firmly) this.#runs.querySelector(".selected")?.scrollIntoView({ block: "nearest" });
  }

  #chooseRow(event, firmly) {
    const row = event.target.closest("[data-step]");
    const ordinal = Number(row?.dataset.step);
    if (row && (firmly || ordinal !== this.#selected())) this.#choose(ordinal, firmly);
  }

  #chooseLine(line) {
    const revision = this.detail.revisions.find(
      (one) => one.first_line <= line && line <= (one.last_line ?? Infinity),
    );
    if (revision) this.#choose(revision.ordinal, true);
    history.replaceState(history.state, "", location.pathname + location.search + "#L" + line);
    this.log.goTo(line);
    this.log.element.scrollIntoView({ block: "nearest" });
  }

  /** A link to a step of this bisection chooses it instead of loading the page again. */
  #ownLink(event) {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(link.href);
    const step = Number(url.searchParams.get("step"));
    const line = lineOf(url);
    if (url.pathname !== location.pathname || !(step || line)) return;
    event.preventDefault();
    if (line) this.#chooseLine(line);
    else this.#choose(step, true);
  }

  #release() {
    this.#chosen = null;
    history.replaceState(history.state, "", location.pathname);
    this.log.follows = this.log.grows;
    this.#start();
    this.#follow(false);
  }

  #follow(scrollLog) {
    const ordinal = this.#selected();
    const step = this.steps.find((one) => one.ordinal === ordinal);
    this.chart.select(ordinal);
    this.#readout.textContent = step ? stepSentence(step, this.ended) : "";
    for (const row of this.#runs.children)
      row.classList?.toggle("selected", Number(row.dataset.step) === ordinal || isWithin(row, ordinal));
    const revision = this.detail.revisions.find((one) => one.ordinal === ordinal);
    if (scrollLog && revision) this.log.goTo(revision.first_line, false);
  }
}
