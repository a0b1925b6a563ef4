package firstbad.bisection.grammar;

import org.jspecify.annotations.Nullable;

/**
 * A line at whose end the first line of another log stands: two texts were put together, and the
 * first had no line feed at its end. Nobody can say where the one ends and the other begins.
 */
public final class JoinedLine {
  private static final String HOST = " starts bisection ";
  private static final String START = "git bisect start";
  private static final String NOTE = "# ";

  /** By a longer line nothing is joined; a line of a log is much shorter. */
  private static final int LONGEST = 4000;

  /** How many places are tried from the end of the line. */
  private static final int MOST_NOTES = 4;

  /** The line with which another log opens at the end of this one; null for any other line. */
  public static @Nullable Entry opening(String line) {
    if (line.length() > LONGEST || !mayBe(line)) {
      return null;
    }
    int kind = Math.max(line.lastIndexOf("bisecting "), line.lastIndexOf("searching for "));
    Entry searching = kind > 0 ? Grammar.read(line.substring(kind)) : null;
    if (searching instanceof HeaderEntry.Searching) {
      return searching;
    }
    int start = line.lastIndexOf(START);
    boolean echo = line.startsWith(NOTE, start - NOTE.length()); // a fuzzer's
    Entry started = start > 0 && !echo ? Grammar.read(line.substring(start)) : null;
    if (started instanceof GitLogEntry.Started) {
      return started;
    }
    Entry host = host(line);
    return host == null ? noted(line) : host;
  }

  /** A first look that costs little. */
  private static boolean mayBe(String line) {
    return line.contains("isect") || line.contains("searching for ") || line.contains(NOTE);
  }

  /** A host's name has no blank, and what stands before it nearly always has one. */
  private static @Nullable Entry host(String line) {
    int words = line.indexOf(HOST);
    int blank = words < 0 ? -1 : line.lastIndexOf(' ', words - 1);
    boolean joined = blank >= 0 && !line.startsWith("unnamed host" + HOST);
    Entry entry = joined ? Grammar.read(line.substring(blank + 1)) : null;
    return entry instanceof HeaderEntry.Hosted ? entry : null;
  }

  private static @Nullable Entry noted(String line) {
    int at = line.lastIndexOf(NOTE);
    for (int i = 0; i < MOST_NOTES && at > 0; i++) {
      if (Grammar.read(line.substring(at)) instanceof GitLogEntry.Noted noted) {
        return noted;
      }
      at = line.lastIndexOf(NOTE, at - 1);
    }
    return null;
  }

  private JoinedLine() {}
}
