package firstbad.bisection.intake;

/** A text is not a bisection log, or cannot be read as one. Says what it looks like. */
public final class NoBisectionLog extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** So the words begin of what is no log at all. */
  static final String NO_LOG = "is not a bisection log: ";

  /** What a text that is not a bisection log looks like. */
  public enum Kind {
    EMPTY,
    PATCH_TEST,
    HTML,
    MAIL,
    PATCH,
    JSON,
    REPRODUCER,
    COLOURED,
    CONSOLE,
    QUOTED,
    TIMED,
    DECORATED,
    PACKED,
    ENCODED,
    DAMAGED,
    CARRIAGE_RETURNS,
    BINARY,
    TOO_MANY,
    OTHER
  }

  private final Kind kind;
  private final String words;

  /**
   * @param words the end of a sentence that begins with the name of the text, without its full stop
   */
  public NoBisectionLog(Kind kind, String words) {
    super(words, null, false, false);
    this.kind = kind;
    this.words = words;
  }

  /** A text with a line of a header and other text after it, as a page or a mail quotes one. */
  public static NoBisectionLog onlyBegins() {
    return new NoBisectionLog(
        Kind.OTHER,
        NO_LOG
            + "it has a line with which a log begins, and none after it that goes on with the same"
            + " log");
  }

  /**
   * Lines of a log behind something that changes from line to line.
   *
   * @param line the number of the first of two such lines
   */
  static NoBisectionLog changing(int line) {
    return new NoBisectionLog(
        Kind.DECORATED,
        NO_LOG
            + "something else stands in front of its line %d than in front of the next one, as of several programs; give the lines of one of them, or all without what stands in front of them"
                .formatted(line));
  }

  /** The same with more words at its end. */
  public NoBisectionLog and(String more) {
    return new NoBisectionLog(kind, words + more);
  }

  /** What it looks like. */
  public Kind kind() {
    return kind;
  }

  /**
   * The sentence for a person, the same at every door.
   *
   * @param name what the person calls the text; safe to print
   */
  public String sentence(String name) {
    return name + " " + words + ".";
  }
}
