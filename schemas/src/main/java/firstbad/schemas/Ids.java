package firstbad.schemas;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The ids of bisections: 1 to {@value #MAX_LENGTH} characters of {@code A-Z a-z 0-9 . _ : / @ + = ~
 * -}. An id is the key of its log lines, and part of keys, URLs and file names elsewhere.
 */
public final class Ids {

  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 200;

  private static final String CHARACTERS = "A-Za-z0-9._:/@+=~-";
  private static final Pattern LEGAL = Pattern.compile("[" + CHARACTERS + "]{1,200}");
  private static final Pattern OTHER = Pattern.compile("[^" + CHARACTERS + "]");

  /** What packs a file, and what says its type: {@code .log.gz}, but not the {@code .1} of v6.1. */
  private static final Pattern EXTENSION =
      Pattern.compile("(?<=[^/\\\\])(\\.(?=[^.]*[A-Za-z])[A-Za-z0-9]{1,5})?(\\.(gz|xz))?$");

  private static final int SHOWN = 60;

  private Ids() {}

  /** Whether the text can be an id. */
  public static boolean isLegal(String id) {
    return LEGAL.matcher(id).matches();
  }

  /**
   * Returns the id as it is.
   *
   * @throws IllegalArgumentException with a sentence for the person who gave the id, if it cannot
   *     be one
   */
  public static String require(String id) {
    if (!isLegal(id)) {
      throw new IllegalArgumentException(refusal(id));
    }
    return id;
  }

  /** One sentence that says why the text cannot be an id and what can. */
  public static String refusal(String id) {
    return "The id "
        + shown(id)
        + " is refused, since "
        + reason(id)
        + "; an id has 1 to "
        + MAX_LENGTH
        + " characters, and only letters, digits and ._:/@+=~-.";
  }

  private static String reason(String id) {
    if (id.isEmpty()) {
      return "it is empty";
    }
    Matcher other = OTHER.matcher(id);
    return other.find()
        ? "character " + (other.start() + 1) + " is none of letters, digits and ._:/@+=~-"
        : "it has " + id.length() + " characters";
  }

  /**
   * The id of a log that is known by its path only: the path without the file's extension, with an
   * underscore for every character that an id cannot have. Of a path that is too long the end is
   * kept, after a checksum of the whole.
   *
   * @throws IllegalArgumentException if the path is empty
   */
  public static String fromPath(String path) {
    String id = OTHER.matcher(EXTENSION.matcher(path).replaceFirst("")).replaceAll("_");
    if (id.length() > MAX_LENGTH) {
      CRC32 checksum = new CRC32();
      checksum.update(path.getBytes(StandardCharsets.UTF_8));
      String mark = String.format("%08x~", checksum.getValue());
      id = mark + id.substring(id.length() - MAX_LENGTH + mark.length());
    }
    return require(id);
  }

  /** Text of unknown origin in quotes, cut, with everything but plain ASCII replaced. */
  static String shown(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return '"' + cut.replaceAll("[^ -~]", "?") + '"';
  }
}
