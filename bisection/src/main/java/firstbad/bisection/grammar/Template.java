package firstbad.bisection.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a line: literal text with fields in braces, such as {@code testing commit {hash}
 * with {text}}. Matches a whole line from its start, in time linear to its length and without
 * backtracking. Blanks at the end of a line are no part of it.
 */
final class Template {

  /** What may stand in a field, and where it ends. */
  enum Field {
    /** Decimal digits. */
    INT,
    /** Forty lower-case hexadecimal digits. */
    HASH,
    /** Lower-case hexadecimal digits. */
    HEX,
    /** Anything without a blank, up to the first character of what follows; may be empty. */
    WORD,
    /** Anything up to the last place where the rest of the template fits; may be empty. */
    TEXT
  }

  private static final int[] NO_FIELDS = {};
  private static final boolean[] HEX = new boolean['f' + 1];

  static {
    for (char digit : "0123456789abcdef".toCharArray()) {
      HEX[digit] = true;
    }
  }

  private final String shape;
  private final String head;
  private final Field[] fields;

  /** The literal after each field. */
  private final String[] literals;

  private Template(String shape, String head, List<Field> fields, List<String> literals) {
    this.shape = shape;
    this.head = head;
    this.fields = fields.toArray(Field[]::new);
    this.literals = literals.toArray(String[]::new);
  }

  /** Reads a template; every brace belongs to a field. */
  static Template of(String text) {
    List<Field> fields = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    int open = text.indexOf('{');
    String head = open < 0 ? text : text.substring(0, open);
    while (open >= 0) {
      int close = text.indexOf('}', open);
      fields.add(Field.valueOf(text.substring(open + 1, close).toUpperCase(java.util.Locale.ROOT)));
      open = text.indexOf('{', close);
      literals.add(text.substring(close + 1, open < 0 ? text.length() : open));
    }
    return new Template(text, head, fields, literals);
  }

  /** The literal text with which every line of this shape starts; may be empty. */
  String head() {
    return head;
  }

  /** Whether a line of this shape can start with this character. */
  boolean canStart(char first) {
    if (!head.isEmpty()) {
      return head.charAt(0) == first;
    }
    return fields[0] != Field.HASH || isHexDigit(first);
  }

  /** Whether the beginning of this shape stands here; one that begins with any text apart. */
  boolean mayBegin(String line, int at) {
    return head.isEmpty() ? fields[0] == Field.HASH && isHash(line, at) : line.startsWith(head, at);
  }

  /** The fields of the line, or null when it has another shape. */
  @Nullable Captures match(String line) {
    return line.startsWith(head) ? fields(line) : null;
  }

  /** Where the first field of any text begins in a line of this shape; its length without one. */
  int textFrom(String line) {
    Captures found = match(line);
    for (int i = 0; found != null && i < fields.length; i++) {
      if (fields[i] == Field.TEXT) {
        return found.bounds[2 * i];
      }
    }
    return line.length();
  }

  private @Nullable Captures fields(String line) {
    int[] bounds = NO_FIELDS;
    int at = head.length();
    int length = Math.max(at, Blanks.lengthWithoutTrailing(line));
    for (int i = 0; i < fields.length; i++) {
      String next = literals[i];
      int end = end(line, at, length, fields[i], next, i == fields.length - 1);
      if (end < 0 || !line.startsWith(next, end)) {
        return null;
      }
      if (i == 0) {
        bounds = new int[2 * fields.length]; // most lines fail at the first field
      }
      bounds[2 * i] = at;
      bounds[2 * i + 1] = end;
      at = end + next.length();
    }
    return at >= length ? new Captures(line, bounds) : null;
  }

  /** Where the field that starts here ends, or -1 when it does not fit. */
  private static int end(String line, int at, int length, Field field, String next, boolean last) {
    return switch (field) {
      case INT -> digits(line, at);
      case HASH -> isHash(line, at) ? at + 40 : -1;
      case HEX -> hexDigits(line, at);
      case WORD -> Math.min(word(line, at, next), Math.max(at, length));
      case TEXT -> last ? lastText(at, length, next) : text(line, at, next);
    };
  }

  private static int text(String line, int at, String next) {
    int end = lastIndex(line, next);
    return end < at ? -1 : end;
  }

  /** The last field ends where the line does, blanks at its end apart. */
  private static int lastText(int at, int length, String next) {
    return next.isEmpty()
        ? Math.max(at, length)
        : length - next.length() < at ? -1 : length - next.length();
  }

  /** The JDK looks from the front by vectors, from the back by characters; few lines have it. */
  private static int lastIndex(String line, String text) {
    return line.contains(text) ? line.lastIndexOf(text) : -1;
  }

  private static int digits(String line, int at) {
    int end = at;
    while (end < line.length() && GoTime.isDigit(line.charAt(end))) {
      end++;
    }
    // More digits than an int holds are not a number of anything in a log.
    return end == at || end - at > 9 ? -1 : end;
  }

  private static int hexDigits(String line, int at) {
    int end = at;
    while (end < line.length() && isHexDigit(line.charAt(end))) {
      end++;
    }
    return end == at ? -1 : end;
  }

  private static boolean isHexDigit(char c) {
    return c < HEX.length && HEX[c];
  }

  private static int word(String line, int at, String next) {
    int blank = index(line, ' ', at);
    return next.isEmpty() ? blank : Math.min(blank, index(line, next.charAt(0), at));
  }

  private static int index(String line, char c, int from) {
    int index = line.indexOf(c, from);
    return index < 0 ? line.length() : index;
  }

  /** Whether a full commit hash starts here. */
  static boolean isHash(String line, int at) {
    if (line.length() < at + 40) {
      return false;
    }
    for (int i = at; i < at + 40; i++) {
      if (!isHexDigit(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The shape as it is written in the table. */
  @Override
  public String toString() {
    return shape;
  }

  /** The fields of one line, counted from 0. */
  static final class Captures {
    private final String line;
    private final int[] bounds;

    Captures(String line, int[] bounds) {
      this.line = line;
      this.bounds = bounds;
    }

    String text(int field) {
      return line.substring(bounds[2 * field], bounds[2 * field + 1]);
    }

    int integer(int field) {
      int value = 0;
      for (int i = bounds[2 * field]; i < bounds[2 * field + 1]; i++) {
        value = 10 * value + (line.charAt(i) - '0');
      }
      return value;
    }

    /** Whether the field starts with this text. */
    boolean starts(int field, String text) {
      return line.startsWith(text, bounds[2 * field]);
    }

    /** The field from this many characters on, without blanks in front. */
    String after(int field, int characters) {
      int start = bounds[2 * field] + characters;
      int end = bounds[2 * field + 1];
      while (start < end && line.charAt(start) == ' ') {
        start++;
      }
      return line.substring(start, end);
    }

    /** The whole line. */
    String line() {
      return line;
    }
  }
}
