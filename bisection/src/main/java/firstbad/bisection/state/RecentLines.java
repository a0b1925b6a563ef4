package firstbad.bisection.state;

/**
 * The newest lines of a log, of each only so much that one of another log is told from it: sixteen
 * bits of a hash.
 *
 * @param newer the four newest, the newest in the lowest bits
 * @param older the four before them
 * @param count how many there are, at most 8
 * @param run the publication that sent the newest
 * @param all a hash of all lines so far; {@link Repetition#UNKNOWN} where some have not come
 */
public record RecentLines(long newer, long older, int count, long run, long all) {
  static final RecentLines BEFORE = new RecentLines(0, 0, 0, ReadPosition.NO_RUN, Repetition.START);

  /** After a gap nothing is known of the lines before. */
  static final RecentLines NONE = new RecentLines(0, 0, 0, ReadPosition.NO_RUN, Repetition.UNKNOWN);

  private static final int MOST = 8;

  /** With the next line. */
  RecentLines with(String line, long from) {
    return new RecentLines(
        (newer << 16) | bits(line),
        (older << 16) | (newer >>> 48),
        Math.min(MOST, count + 1),
        from == ReadPosition.NO_RUN ? run : from,
        Repetition.rolled(all, line));
  }

  /** The same lines, known to be those of this publication too. */
  RecentLines of(long from) {
    return from == ReadPosition.NO_RUN || from == run
        ? this
        : new RecentLines(newer, older, count, from, all);
  }

  /** Whether the line that came so many lines before the newest is remembered. */
  public boolean knows(long distance) {
    return distance >= 0 && distance < count;
  }

  /** Whether this may be that line. */
  boolean matches(long distance, String line) {
    long word = distance < 4 ? newer : older;
    return ((word >>> (16 * (distance & 3))) & 0xffff) == bits(line);
  }

  /** Whether one of the lines that came so many before the newest may be this one. */
  public boolean holds(String line, int from, int to) {
    for (int distance = from; distance <= to; distance++) {
      if (knows(distance) && matches(distance, line)) {
        return true;
      }
    }
    return false;
  }

  /** Sixteen bits of the hash that the language defines, spread by the golden ratio. */
  private static long bits(String line) {
    return ((line.hashCode() * 0x9e3779b9L) >>> 16) & 0xffff;
  }
}
