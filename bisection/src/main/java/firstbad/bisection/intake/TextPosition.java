package firstbad.bisection.intake;

/**
 * Where reading stands in a text, so that somebody else can go on there.
 *
 * @param prefixes what stands in front of its lines
 * @param part the bisection it is in, from 1
 * @param before lines of the text in the parts before this one
 * @param lines lines of this part so far
 * @param seen what was seen of this part
 */
public record TextPosition(
    LinePrefixes prefixes, int part, long before, long lines, SeenLines seen) {

  /**
   * What was seen of a bisection.
   *
   * @param host its line with host and date
   * @param kind its line with the kind of search
   * @param trailer its line with the number of revisions
   * @param report the beginning of its crash report
   * @param git the beginning of git's own log
   * @param newest the place of its newest line among the opening ones; 0 for any other line
   */
  public record SeenLines(
      boolean host, boolean kind, boolean trailer, boolean report, boolean git, int newest) {
    static final SeenLines NOTHING = new SeenLines(false, false, false, false, false, 0);

    /** As if in a report, where only the exact pair of header lines starts a bisection. */
    static final SeenLines ANYTHING = new SeenLines(true, true, true, true, false, 0);

    /** A letter for each, or a dash, and the place. */
    @Override
    public String toString() {
      return flag('h', host)
          + flag('k', kind)
          + flag('t', trailer)
          + flag('r', report)
          + flag('g', git)
          + newest;
    }

    private static String flag(char name, boolean set) {
      return set ? String.valueOf(name) : "-";
    }

    static SeenLines parse(String flags) {
      return new SeenLines(
          flags.indexOf('h') >= 0,
          flags.indexOf('k') >= 0,
          flags.indexOf('t') >= 0,
          flags.indexOf('r') >= 0,
          flags.indexOf('g') >= 0,
          Math.max(0, Character.digit(flags.charAt(flags.length() - 1), 10)));
    }
  }

  /** The beginning of a text. */
  public static final TextPosition BEGINNING =
      new TextPosition(LinePrefixes.NONE, 1, 0, 0, SeenLines.NOTHING);

  /** Somewhere in a part of which only the number of its lines is known. */
  public static TextPosition within(int part, long before, long lines) {
    return new TextPosition(LinePrefixes.UNKNOWN, part, before, lines, SeenLines.ANYTHING);
  }

  /** The same with another number of lines in another part, of which no more is known. */
  public TextPosition elsewhere(int otherPart, long otherLines) {
    return new TextPosition(prefixes, otherPart, before, otherLines, SeenLines.ANYTHING);
  }

  /** The same, with what stands in front of the lines at another place of the same text. */
  public TextPosition prefixedAs(TextPosition other) {
    return new TextPosition(other.prefixes, part, before, lines, seen);
  }

  /** The same in a text of which it is known that nothing stands in front of its lines. */
  public TextPosition unprefixed() {
    return new TextPosition(LinePrefixes.NONE, part, before, lines, seen);
  }

  /** The beginning of the part after this one, which has so many lines. */
  public TextPosition next(long allLines) {
    return new TextPosition(
        LinePrefixes.UNKNOWN, part + 1, before + allLines, 0, SeenLines.NOTHING);
  }

  /** Lines of the whole text so far. */
  public long all() {
    return before + lines;
  }

  /** The id of the part it is in, of the text with this id. */
  public String id(String text) {
    return part == 1 ? text : text + "." + part;
  }

  /** In one line, for {@link #parse}. */
  @Override
  public String toString() {
    return part + " " + before + " " + lines + " " + seen + " " + prefixes;
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static TextPosition parse(String text) {
    String[] words = text.split(" ", 5);
    if (words.length < 5) {
      throw new IllegalArgumentException("'" + text + "' is no position in a text");
    }
    return new TextPosition(
        LinePrefixes.parse(words[4]),
        Integer.parseInt(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        SeenLines.parse(words[3]));
  }
}
