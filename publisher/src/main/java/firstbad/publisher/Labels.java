package firstbad.publisher;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The bounds of what may be said about a log (bug.title, kernel.branch, manager, ...): at most 32
 * labels, each of at most 1 KiB with its name, 4 KiB together.
 */
public final class Labels {
  static final int COUNT = 32;
  static final int BYTES = 1024;
  static final int ALL_BYTES = 4 * 1024;

  /** The label that says how a text was read that was not read as it stands. */
  static final String READ_AS = "log.read_as";

  /**
   * Refuses what a sender may not say of a log.
   *
   * @throws RefusedException which label, and why
   */
  public static Map<String, String> given(Map<String, String> labels) {
    if (labels.containsKey(READ_AS)) {
      throw new RefusedException(
          "The label " + READ_AS + " says how firstbad has read a text; give yours another name.");
    }
    return checked(labels);
  }

  /**
   * Refuses what is out of bounds.
   *
   * @throws RefusedException which label, and why
   */
  public static Map<String, String> checked(Map<String, String> labels) {
    if (labels.size() > COUNT) {
      throw new RefusedException(
          "A log may have " + COUNT + " labels, but " + labels.size() + " were given.");
    }
    long all = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (label.getKey().isBlank()) {
        throw new RefusedException("A label has no name (its value is " + label.getValue() + ").");
      }
      long bytes = bytes(label.getKey()) + bytes(label.getValue());
      if (bytes > BYTES) {
        throw new RefusedException(
            "The label "
                + begin(label.getKey())
                + " has "
                + bytes
                + " bytes; "
                + BYTES
                + " are allowed for name and value.");
      }
      all += bytes;
    }
    if (all > ALL_BYTES) {
      throw new RefusedException(
          "The labels have " + all + " bytes together; " + ALL_BYTES + " are allowed.");
    }
    return Map.copyOf(labels);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String begin(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private Labels() {}
}
