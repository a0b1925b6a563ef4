package firstbad.bisection.state;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Tool;
import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a log say. The first value of each stays.
 *
 * @param tool whose words the log is in
 * @param firstAt when the first line was observed, milliseconds since the epoch
 * @param origin where it was written
 * @param start where the search starts
 * @param labels what the sender said, which the archive holds
 */
public record LogHeader(
    Kind kind, Tool tool, long firstAt, Origin origin, SearchStart start, Labels labels) {

  private static final int WORD_BYTES = 100;

  static final LogHeader NONE =
      new LogHeader(
          Kind.UNKNOWN,
          Tool.UNKNOWN,
          0,
          new Origin(null, null, null),
          new SearchStart(null, null, null),
          new Labels(0, 0));

  /**
   * Who writes the log, from its first lines.
   *
   * @param host the machine where the bisection runs
   * @param clock the machine's time when the log begins, milliseconds since the epoch
   * @param fuzzer the revision of the fuzzer
   */
  public record Origin(@Nullable String host, @Nullable Long clock, @Nullable String fuzzer) {}

  /**
   * Where the search starts.
   *
   * @param requested as the header says it
   * @param commit the effective start commit, from the header unless a later line knows better
   * @param title by which it was found again
   */
  public record SearchStart(
      @Nullable String requested, @Nullable String commit, @Nullable String title) {}

  /** How many labels there are, and their size in bytes. */
  public record Labels(int count, int bytes) {}

  /** The time of the first line is known. */
  public LogHeader observed(long at) {
    return new LogHeader(kind, tool, at, origin, start, labels);
  }

  /** The first line names a machine and its time. */
  public LogHeader hosted(String name, @Nullable Long time) {
    Origin named = new Origin(Utf8.cut(name, WORD_BYTES), time, origin.fuzzer);
    return new LogHeader(kind, tool, firstAt, named, start, labels);
  }

  /** The header says what is looked for, and from where. */
  public LogHeader searching(Kind what, String from) {
    String rev = Utf8.cut(from, WORD_BYTES);
    return new LogHeader(
        what, tool, firstAt, origin, new SearchStart(rev, rev, start.title), labels);
  }

  /** The log is in this program's words; git alone always searches for a cause. */
  public LogHeader by(Tool program) {
    Kind what = program == Tool.GIT ? Kind.CAUSE : kind;
    return program == tool ? this : new LogHeader(what, program, firstAt, origin, start, labels);
  }

  /** The words of a search by git say what is looked for. */
  public LogHeader of(Kind what) {
    return new LogHeader(what, tool, firstAt, origin, start, labels);
  }

  /** What was read was no header of a log: nothing is known of its search. */
  public LogHeader unread() {
    return new LogHeader(NONE.kind, NONE.tool, firstAt, NONE.origin, NONE.start, labels);
  }

  /** The fuzzer's revision is known. */
  public LogHeader fuzzed(String rev) {
    Origin known = new Origin(origin.host, origin.clock, Utf8.cut(rev, WORD_BYTES));
    return new LogHeader(kind, tool, firstAt, known, start, labels);
  }

  /** A later line knows the start commit better. */
  public LogHeader from(String rev, @Nullable String reidentifiedBy) {
    String title =
        reidentifiedBy == null ? start.title : Utf8.cut(reidentifiedBy, Caps.TITLE_BYTES);
    SearchStart better = new SearchStart(start.requested, Utf8.cut(rev, WORD_BYTES), title);
    return new LogHeader(kind, tool, firstAt, origin, better, labels);
  }

  /** So many labels are kept. */
  public LogHeader labelled(int count, int bytes) {
    return new LogHeader(kind, tool, firstAt, origin, start, new Labels(count, bytes));
  }

  /** The machine's name; null where the log names none. */
  public @Nullable String host() {
    return origin.host;
  }

  /** The wall clock of the first line, milliseconds since the epoch; null where it has none. */
  public @Nullable Long clock() {
    return origin.clock;
  }

  /** The revision of the fuzzer; null where the log names none. */
  public @Nullable String fuzzer() {
    return origin.fuzzer;
  }

  /** The start as the header says it; null before the header. */
  public @Nullable String requested() {
    return start.requested;
  }

  /** The effective start commit; null before the header. */
  public @Nullable String commit() {
    return start.commit;
  }

  /** Whether no line of it was read: the log has lost its beginning. */
  public boolean missing() {
    return origin.host == null && origin.fuzzer == null && start.requested == null;
  }
}
