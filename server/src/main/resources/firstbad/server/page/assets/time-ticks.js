// Round times along an axis: full hours, Mondays, first days of months, quarters and years.

/** Pixels between two labels, at least. */
const ROOM = 62;

const hours = (every) => ({
  bars: every,
  round: (date) => date.getHours() % every === 0,
  words: (date) =>
    date.toLocaleString(undefined, date.getHours() ? { hour: "numeric" } : { weekday: "short", hour: "numeric" }),
});

// Bars of days begin at midnight of UTC, so their dates are those of UTC.
const DAY = { day: "numeric", month: "short", timeZone: "UTC" };
const MONTH = { month: "short", year: "numeric", timeZone: "UTC" };
const days = (bars, round, words) => ({ bars, round, words: (date) => date.toLocaleDateString(undefined, words) });
const firstOf = (months) => (date) => date.getUTCDate() === 1 && date.getUTCMonth() % months === 0;

const RULES = {
  hour: [hours(3), hours(6), hours(12), hours(24)],
  day: [
    days(7, (date) => date.getUTCDay() === 1, DAY),
    days(30, firstOf(1), MONTH),
    days(91, firstOf(3), MONTH),
    days(365, firstOf(12), { year: "numeric", timeZone: "UTC" }),
  ],
};

/**
 * The times to be named between two others.
 *
 * @param bucket hour or day; @param size of a bar in milliseconds; @param column its width in pixels
 * @return {at, words}[], none where there is no room
 */
export function timeTicks({ bucket, first, last, size, column }) {
  const rule = RULES[bucket].find((one) => one.bars * column >= ROOM);
  const ticks = [];
  for (let at = first; rule && at <= last; at += size) {
    const date = new Date(at);
    if (rule.round(date)) ticks.push({ at, words: rule.words(date) });
  }
  return ticks;
}
