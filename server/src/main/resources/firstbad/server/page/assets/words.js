// Numbers, times and endings as a person says them; the same words as the terminal's.

const MINUTE = 60000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 12 digits of a hash; anything else as it is. */
export const shortHash = (hash) => (/^[0-9a-f]{13,}$/.test(hash) ? hash.slice(0, 12) : hash);

/** 6155, 12,312. */
export const number = (value) =>
  value < 10000 ? String(value) : Math.round(value).toLocaleString("en");

/** 1 revision, 2 revisions. */
export const count = (value, noun, nouns = noun + "s") =>
  number(value) + " " + (value === 1 ? noun : nouns);

export const percent = (share) => {
  const whole = Math.round(100 * share);
  return (whole === 0 && share > 0 ? "under 1" : whole) + " %";
};

/** How likely the cause was in what a verdict ruled out, as the reasons say of it by what is known later. */
const likelyThen = (share) =>
  share >= 0.95 ? "almost certainly was" : share >= 0.5 ? "probably was" : "may have been";

/** What a verdict ruled out, by what was known when it was given; nothing where that is next to nothing. */
export const ruledOutThen = (share) =>
  share >= 0.01 && `ruled out commits in which the cause then ${likelyThen(share)}`;

/** A tested revision as sentences name it: a release by its tag. */
export const stepName = ({ ordinal, release }) => (release ? `${release} (step ${ordinal})` : `step ${ordinal}`);

/** In characters. */
const LONGEST = 60;

/** The beginning of a text that is longer than so many characters. */
export const beginning = (text, most) => (text.length > most ? text.slice(0, most).trimEnd() + " …" : text);

/** In characters; of a longer message an event has no more than its first 150 bytes. */
const MESSAGE_SHOWN = 149;

/** A message of a run as far as it is shown, cut between two words where it is longer: as the terminal has it. */
export function message(text) {
  if (text.length <= MESSAGE_SHOWN) return text;
  const blank = text.lastIndexOf(" ", MESSAGE_SHOWN);
  const half = /[\ud800-\udbff]/.test(text[MESSAGE_SHOWN - 1]); // of a letter
  return text.slice(0, blank > MESSAGE_SHOWN / 2 ? blank : MESSAGE_SHOWN - half) + " ...";
}

/** A long text without its middle, for lists; where it is told in full, nothing is left out. */
export const middleCut = (text) =>
  text.length > LONGEST ? text.slice(0, LONGEST / 2) + " … " + text.slice(-LONGEST / 2) : text;

/** A duration in milliseconds: 2 h 58 m. */
export function duration(ms) {
  if (ms < 1000) return Math.round(ms) + " ms";
  if (ms < MINUTE) return (ms < 10000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)) + " s";
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return minutes + " m";
  if (ms < 2 * DAY)
    return Math.floor(minutes / 60) + " h" + (minutes % 60 ? " " + (minutes % 60) + " m" : "");
  return count(Math.round(ms / DAY), "day");
}

/** When one ended by its own words; null where its clock does not say. */
export const endByTotal = ({ clock, started_at: started, total_time_ms: took }) =>
  clock === "BY_TOTAL" ? new Date(Date.parse(started) + took).toISOString() : null;

/** A time as one says it: 5 m ago, in 2 h. */
export function relative(at, now = Date.now()) {
  const ms = now - at;
  const size = Math.abs(ms);
  if (size < 5000) return "just now";
  const words =
    size < MINUTE
      ? Math.round(size / 1000) + " s"
      : size < HOUR
        ? Math.round(size / MINUTE) + " m"
        : size < 36 * HOUR
          ? Math.round(size / HOUR) + " h"
          : size < 60 * DAY
            ? count(Math.round(size / DAY), "day")
            : size < 730 * DAY
              ? count(Math.round(size / DAY / 30.4), "month")
              : count(Math.round(size / DAY / 365), "year");
  return ms > 0 ? words + " ago" : "in " + words;
}

/** The exact time, in the reader's zone, with the zone. */
export const exact = (at) =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" });

const ENDINGS = {
  UNKNOWN: "nothing known yet",
  RUNNING: "running",
  CULPRIT_FOUND: "culprit found",
  INCONCLUSIVE: "inconclusive",
  NO_RANGE_END: "no clean revision found",
  STILL_HAPPENS: "crashes as far back as tested",
  MERGE_BASE_CLEAN: "merge base clean",
  NOT_REPRODUCED: "not reproduced",
  FAILED: "failed",
  TIMED_OUT: "timed out",
  BROKEN_OFF: "broken off",
  NOT_A_BISECTION: "not a bisection log",
};
const FIX_ENDINGS = {
  CULPRIT_FOUND: "fix found",
  STILL_HAPPENS: "still happens on HEAD",
};

/** How a bisection ended, in a word or two. */
export const endingInShort = (outcome, kind) => entry(outcome, kind);

/** The outcomes as the choices of a filter, with both words where searches for a fix have their own. */
export const OUTCOME_CHOICES = Object.keys(ENDINGS)
  .filter((outcome) => outcome !== "UNKNOWN")
  .map((outcome) => [outcome, [ENDINGS[outcome], FIX_ENDINGS[outcome]].filter(Boolean).join(" / ")]);

function entry(outcome, kind) {
  return (kind === "FIX" && FIX_ENDINGS[outcome]) || ENDINGS[outcome] || ENDINGS.UNKNOWN;
}

/** The word of a level. */
export const levelWord = (level) => (level === "NONE" || level === "UNKNOWN" ? "not judged" : level.toLowerCase());

const SO_FAR = {
  HIGH: "probably going right",
  MIDDLE: "uncertain so far",
  LOW: "probably going wrong",
};
const FEW_STEPS = 5;

/** Whether trust holds before the end, as RunningTrust has it: low with a range, more with few steps left. */
export const isTold = (level, range, stepsLeft) =>
  range && (level === "LOW" || (level in SO_FAR && stepsLeft != null && stepsLeft <= FEW_STEPS));

/** How a running search seems to go, in the words of the box above it. */
export function trustSoFar({ assessment, range }) {
  if (!assessment) return "not judged yet";
  if (assessment.level === "NONE") return levelWord("NONE");
  return isTold(assessment.level, Boolean(range), range?.steps_left) ? SO_FAR[assessment.level] : "too early to judge";
}

/** Whether the bug was seen again after the verdict that raised the alarm: then nothing is at stake. */
export const cameBack = ({ assessment, at_stake_ms: stake }) => Boolean(assessment?.derailed) && stake == null;

/** That the alarm was raised, by the word of the headline. */
export const derailedWord = (back) => (back ? "derailed, came back" : "derailed");

/** `13 bad, 3 good, 2 could not be tested` */
export const verdictCounts = ({ bad, good, skip }) =>
  `${bad} bad, ${good} good${skip ? `, ${number(skip)} could not be tested` : ""}`;

/** The levels as the choices of a filter. */
export const LEVEL_CHOICES = ["HIGH", "MIDDLE", "LOW", "NONE"].map((level) => [level, levelWord(level)]);

/** How a culprit stands after all verifications. */
const STANDINGS = {
  OPEN: "not verified",
  CONFIRMED: "confirmed",
  REFUTED: "refuted",
  NEEDS_RERUN: "in doubt",
  CONFLICT: "disputed",
};

export const standingWord = (standing) => STANDINGS[standing] ?? standing;

/** How a bisection ended, and of a culprit how it stands and how far it is trusted. */
export function resultWords(outcome, kind, level, standing) {
  const ended = endingInShort(outcome, kind);
  if (outcome !== "CULPRIT_FOUND") return ended;
  const word = levelWord(level);
  const trust = word === levelWord("NONE") ? word : word + " trust";
  if (!standing) return `${ended}, ${trust}`;
  const known = standing === "CONFIRMED" || standing === "REFUTED"; // then that alone
  return `${ended}, ${standingWord(standing)}` + (known ? "" : `, ${trust}`);
}

export const STANDING_CHOICES = Object.entries(STANDINGS);

export const LEVELS = {
  HIGH: "it is probably right",
  MIDDLE: "look at the reasons before it is mailed",
  LOW: "it is probably wrong",
  NONE: "there is nothing to judge, or it still runs",
};

/** Rounded, but never up to a twentieth: there the next level begins. */
const hundredths = (probability) => {
  const near = Math.round(100 * probability);
  return near % 5 === 0 && near > 100 * probability + 1e-6 ? near - 1 : near;
};

/** The number of a trust, which stands after its word: of 100 like it about 17 were right; else null. */
export function odds(probability) {
  if (probability === null || probability === undefined) return null;
  const right = hundredths(probability);
  return `of 100 like it ${right ? "about " + count(right, "was", "were") : "fewer than 1 was"} right`;
}

/** The title of a crash, which may be empty. */
export const crashTitle = (title) => (title?.trim() ? title : "(no title)");

/** Which revision of a search one is, where that needs saying. */
export const ROLES = {
  ORIGINAL: "the original commit",
  CONFIG: "another configuration",
  HEAD: "HEAD",
  MERGE_BASE: "merge base",
};

/** Kinds of alerts in words. */
const ALERTS = {
  DERAILED: "derailed",
  THIN_EVIDENCE: "thin evidence",
  FORMAT_DRIFT: "format drift",
  STALLED: "stalled",
  FAULT: "fault",
  CONFLICT: "conflict",
};

export const alertWord = (kind) => ALERTS[kind] ?? "alert";

/** The kinds of alerts as the choices of a filter. */
export const ALERT_CHOICES = Object.entries(ALERTS);

/** How bad an alert is, as the choices of a filter. */
export const SEVERITY_CHOICES = ["HIGH", "MIDDLE", "LOW"].map((one) => [one, one.toLowerCase()]);

/** What an address may call a symbol besides its name: the words of the lists and of the commands' options. */
const FILTER_WORDS = {
  outcome: [["ENDED", "ended"], ["STILL_HAPPENS", "happens on the oldest release too"], ...OUTCOME_CHOICES],
  level: LEVEL_CHOICES.map(([level, word]) => [level, level === "NONE" ? word : `${word} / ${word} trust`]),
  verification: STANDING_CHOICES,
  kind: [["CAUSE", "cause"], ["FIX", "fix"], ...ALERT_CHOICES],
  warning: [["DERAILED", "derailed"], ["STALLED", "stalled"]],
  severity: SEVERITY_CHOICES,
};

const typed = (word) => word.toLowerCase().replace(/[ _]/g, "-");

/** The filters of an address with their symbols in the place of words; what is no word stays as it is. */
export function withSymbols(query) {
  const symbols = new URLSearchParams();
  for (const [name, value] of query) {
    const known = (FILTER_WORDS[name] ?? []).find(([symbol, words]) =>
      [symbol, ...words.split(" / ")].some((word) => typed(word) === typed(value)),
    );
    symbols.append(name, known?.[0] ?? value);
  }
  return symbols;
}
