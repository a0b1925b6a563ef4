package firstbad.bisection.state;

/**
 * A publication that repeats a log from its first line. Whether it is the same log is seen where a
 * hash of all lines up to there is kept.
 *
 * @param run the publication
 * @param number how far it has come; 0 before its first line
 * @param hash of all its lines so far
 */
public record Repetition(long run, long number, long hash) {

  /** The hash of no lines. */
  static final long START = 0xcbf29ce484222325L;

  static final Repetition NONE = new Repetition(ReadPosition.NO_RUN, 0, START);

  /** The hash where lines are missing. */
  static final long UNKNOWN = 0;

  /** The hash of some lines and one more: FNV-1a over the hashes that the language defines. */
  static long rolled(long hash, String line) {
    return hash == UNKNOWN ? UNKNOWN : (hash ^ line.hashCode()) * 0x100000001b3L;
  }

  /** With a line that was read before; another publication than this one begins with line 1. */
  Repetition with(long next, String line, long from) {
    boolean begins = next == 1;
    return begins || goesOn(next, from)
        ? new Repetition(from, next, rolled(begins ? START : hash, line))
        : this;
  }

  /**
   * Whether this line shows that another log is repeated.
   *
   * @param known the hash of all lines of the log up to this number
   */
  boolean contradicts(long next, String line, long from, long known) {
    Repetition now = with(next, line, from);
    return known != UNKNOWN && now.number == next && now.hash != known;
  }

  private boolean goesOn(long next, long from) {
    return number > 0 && next == number + 1 && from == run;
  }
}
